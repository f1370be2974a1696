"""The risk card: what to know before an account is opened, and a line to sign that it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from fanzha import furniture, markup
from fanzha.formats.card.fold import Kind, fold
from fanzha.formats.card.imposition import ROWS
from fanzha.formats.card.kinds import RiskParams, leaves
from fanzha.formats.card.parts import (
    BODY_LEAST,
    FLAG_INDENT,
    MM,
    called,
    frame,
    host_of,
    imprint_of,
    one_line,
    stop_lines,
    text_width,
)
from fanzha.formats.card.sheet import Mode, ten_up

FRONT, BAND = 84.0, 77.0
"""Width of the front's type area and of the text in its band in mm, as in kinds.css."""
HEAD_MOST, HEAD_HEIGHT = 19.0, 7.8
"""Points and mm of the headline."""
NAME_MOST, NAME_LEAST = 9.0, 7.5
LINE_LEAST = 8.5
"""Points of red flags that take one line."""
FEWEST = 3
"""Red flags on a risk card."""


@dataclass(frozen=True)
class Setting:
    """One way to set the front, from generous to tight."""

    size: float
    """Of the red flags, in points."""
    flags: tuple[str, ...]
    """As Markdown."""


def settings_of(p: RiskParams) -> tuple[Setting, ...]:
    """Return the ways to set a card: four red flags or three of a line each, else those that run over.

    The tactic names its flags in the order of their weight, so it is always the first that are printed.
    """
    four, three = p.tactic.red_flags[:4], p.tactic.red_flags[:FEWEST]
    over = [Setting(size, flags) for size, flags in ((9.0, four), (8.5, four), (9.0, three), (8.5, three))]
    tight = [Setting(size, three) for size in (8.0, BODY_LEAST)]
    return (*_one_liners(four), *_one_liners(three), *over, *tight)


def _one_liners(flags: tuple[str, ...]) -> Iterator[Setting]:
    size = min(11.0, FRONT * MM / (max(map(text_width, flags)) + FLAG_INDENT))
    while size >= LINE_LEAST:
        yield Setting(round(size - 0.05, 1), flags)
        size -= 0.5


def render(p: RiskParams, cache: Path) -> bytes:
    """Return the sheet, or for offset print the card alone; with a second language, folded."""
    if p.second:
        return fold(Kind("risk", _view, settings_of, lambda setting: setting.size), leaves(p), cache)

    def html(setting: Setting, spare: Sequence[float], mode: Mode) -> str:
        return furniture.template("card", "kinds.html.j2").render(**_view(p, setting), air=spare, mode=mode, rows=ROWS)

    return ten_up(p, html, lambda setting: setting.size, settings_of(p), cache, [furniture.text("card", "kinds.css")])


def front_says(p: RiskParams) -> list[str]:
    """Return what must be read on the front, besides the flags that it has."""
    return [_head(p).lines[0], markup.plain(p.tactic.name), *called(p), p.serial]


def back_says(p: RiskParams) -> list[str]:
    """Return what must be read on the back."""
    words = furniture.words("card", p.locale)
    fixed = [words[key] for key in ("risk_read", "risk_confirm", "signature", "day", "risk_private")]
    return [*stop_lines(p.tactic).lines, *fixed, host_of(p), p.issuer, *imprint_of(p)]


def _head(p: RiskParams) -> markup.Headline:
    text = furniture.words("card", p.locale)["risk_head"]
    return markup.headline(
        text, p.locale, width=BAND * MM, height=HEAD_HEIGHT * MM, largest=HEAD_MOST, leading=1.15, most=1
    )


def _flag(flag: str, size: float, locale: str) -> Markup:
    """Return a red flag as HTML: one that runs over a line is broken into two about as long, as a headline is."""
    html, measure = markup.inline(flag, locale), FRONT * MM / size - FLAG_INDENT
    if text_width(flag) <= measure or "<strong>" in html:
        return Markup(html)
    lines = markup.headline(markup.plain(flag), locale, width=measure, height=9.0, largest=1.0, most=2)
    if lines.size < 1.0:
        return Markup(html)
    spans = (Markup('<span class="line">{}</span>').format(furniture.spaced(line, locale)) for line in lines.lines)
    return Markup(" ").join(spans)


def _view(p: RiskParams, setting: Setting) -> dict[str, object]:
    words = furniture.words("card", p.locale)
    name = one_line(p.tactic.name, BAND, NAME_MOST, NAME_LEAST)
    return {
        **frame(p),
        "kind": "risk",
        "title": f"{markup.plain(p.tactic.name)} · {words['risk_title']}",
        "name": {"size": name, "text": furniture.html(p.tactic.name, p.locale, heading=True)},
        "headline": furniture.set_lines(_head(p), p.locale),
        "flags": [_flag(flag, setting.size, p.locale) for flag in setting.flags],
        "stop": furniture.set_lines(stop_lines(p.tactic), p.locale),
    }
