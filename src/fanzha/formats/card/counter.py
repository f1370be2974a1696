"""The counter card: the slogan alone in front; behind, red flags, what to do first, whom to call."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha import furniture, markup
from fanzha.by_tactic import Params
from fanzha.formats.card.imposition import ROWS
from fanzha.formats.card.parts import (
    BACK,
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

FRONT = 78.0
"""Width of the type area of the front in mm, as in card.css."""
SLOGAN_MOST, SLOGAN_TALLEST, FRONT_HEIGHT = 38.0, 30.5, 40.0
"""Points; mm that the slogan may take; mm that it shares with the tactic's name and the publisher."""
NAME_MOST, NAME_LEAST = 9.5, 8.0
"""Points. A name that is longer than a line at the smaller size runs over two."""


@dataclass(frozen=True)
class Setting:
    """One way to set the back, from generous to tight."""

    size: float
    """Of the red flags, in points."""
    flags: tuple[str, ...]
    """As Markdown."""


RATHER_OVER = 9.0
"""Points: red flags that would have to be smaller to take a line each run over, where there is room."""


def settings_of(p: Params) -> tuple[Setting, ...]:
    """Return the ways to set a card: three red flags that each take a line, else two, else two that run over."""
    over = tuple(_over(p))
    lines = (*_one_liners(p, 3, 10.5, 8.5), *_one_liners(p, 2, 9.5, 7.8))
    if lines and lines[0].size < RATHER_OVER:
        return (over[0], *lines, *over[1:]) if len(lines[0].flags) < 3 else (*lines, *over)
    return (*lines, *over)


def _one_liners(p: Params, count: int, most: float, least: float) -> Iterator[Setting]:
    """Yield settings with the first `count` red flags that fit one line, as large as they do and down to `least`."""
    longest = BACK * MM / least - FLAG_INDENT
    short = tuple(flag for flag in p.tactic.red_flags if text_width(flag) <= longest)[:count]
    if len(short) == count:
        size = min(most, BACK * MM / (max(map(text_width, short)) + FLAG_INDENT))
        while size >= least:
            yield Setting(round(size, 1), short)
            size -= 0.5


def _over(p: Params) -> Iterator[Setting]:
    """Yield settings with two red flags that may run over."""
    for size in (RATHER_OVER, 8.0, BODY_LEAST):
        yield Setting(size, tuple(p.tactic.red_flags[:2]))


def render(p: Params, cache: Path) -> bytes:
    """Return the sheet, or for offset print the card alone."""

    def html(setting: Setting, spare: Sequence[float], mode: Mode) -> str:
        return furniture.template("card").render(**view(p, setting.flags), air=spare, mode=mode, rows=ROWS)

    return ten_up(p, html, lambda setting: setting.size, settings_of(p), cache)


def slogan_lines(p: Params) -> markup.Headline:
    """Return the slogan in lines, as large as the front allows."""
    hanzi = markup.is_chinese(p.locale)
    return markup.headline(
        markup.plain(p.slogan.name),
        p.locale,
        width=(FRONT - 0.6) * MM,
        height=_slogan_height(p) * MM,
        largest=SLOGAN_MOST,
        leading=1.2 if hanzi else 1.1,
        most=4,
    )


def front_says(p: Params) -> list[str]:
    """Return what must be read on the front."""
    return [markup.plain(p.tactic.name), *slogan_lines(p).lines, p.issuer]


def back_says(p: Params) -> list[str]:
    """Return what must be read on the back."""
    return [*stop_lines(p.tactic).lines, *called(p), host_of(p), *imprint_of(p), p.serial]


def _slogan_height(p: Params) -> float:
    """Return mm: less when the tactic's name or the publisher's runs over two lines or more."""
    return min(SLOGAN_TALLEST, FRONT_HEIGHT - names_height(p, furniture.words("card", p.locale)["sample"]))


def names_height(p: Params, sample: str) -> float:
    """Return the mm that the tactic's name and the publisher's take; `sample` stands beside that of a sample's."""
    sample = sample if p.publisher.fictional else ""
    pill = markup.em_width(sample) * 6.5 / MM + 4.8 if sample else 0.0
    lines = math.ceil(markup.em_width(p.issuer) * 7.5 / MM / (FRONT - 4 - pill))
    size = name_size(p)
    name = math.ceil((markup.em_width(markup.plain(p.tactic.name)) + 1.5) * size / MM / FRONT) * size * 1.25 / MM
    return name + lines * 4


def name_size(p: Params) -> float:
    """Return the points of the tactic's name."""
    return one_line(p.tactic.name, FRONT, NAME_MOST, NAME_LEAST)


def view(p: Params, flags: Sequence[str]) -> dict[str, object]:
    """Return what the template shows of a card in one language; `flags` are the red flags as Markdown."""
    return {
        **frame(p),
        "other": None,
        "slogan_text": markup.plain(p.slogan.name),
        "name_text": markup.plain(p.tactic.name),
        "name": {"size": name_size(p), "text": furniture.html(p.tactic.name, p.locale, heading=True)},
        "headline": furniture.set_lines(slogan_lines(p), p.locale),
        "flags": [furniture.html(flag, p.locale) for flag in flags],
        "stop": furniture.set_lines(stop_lines(p.tactic), p.locale),
    }
