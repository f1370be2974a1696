"""The counter card in large print: the slogan and the number to ask in front; behind, the other number and the code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fanzha import furniture, markup
from fanzha.formats.card.imposition import ROWS
from fanzha.formats.card.kinds import LargeParams
from fanzha.formats.card.parts import MM, code_of, frame, host_of, imprint_of, two_lines
from fanzha.formats.card.sheet import Mode, ten_up
from fanzha.large import LEAST

FRONT, HEIGHT = 77.4, 43.2
"""Width and height of the front's type area in mm, as in large.css."""
LABEL, GAP, LEADING = 7.4, 2.8, 0.96
"""Mm of a line above the number and of the gap and rule above that; line height of the number in em."""
BESIDE = 54.8
"""Width of the column beside the code in mm, as in large.css."""
CODE, MODULE_MOST = 24.0, 0.72
"""Width of the code without its quiet zone, and of a module, in mm: larger than on the other cards."""
SETTINGS = (36.0, 33.0, 30.0, 27.0, 24.0, 21.0, LEAST)
"""Points of the number to ask: nothing in front is larger."""


def render(p: LargeParams, cache: Path) -> bytes:
    """Return the sheet, or for offset print the card alone."""

    def html(digits: float, spare: Sequence[float], mode: Mode) -> str:
        return furniture.template("card", "large.html.j2").render(**_view(p, digits), air=spare, mode=mode, rows=ROWS)

    return ten_up(p, html, lambda digits: digits, settings_of(p), cache, [furniture.text("card", "large.css")])


def settings_of(p: LargeParams) -> Sequence[float]:
    """Return the sizes of the number that leave the slogan 18 points or more; the smallest when none does."""
    return [digits for digits in SETTINGS if _slogan(p, digits).size >= LEAST] or SETTINGS[-1:]


def front_says(p: LargeParams) -> list[str]:
    """Return what must be read on the front."""
    words = markup.plain(p.slogan.name).split()
    said = [" ".join(words)] if not markup.is_chinese(p.locale) else _slogan(p, settings_of(p)[0]).lines
    return [*said, *_label(p), p.numbers[0]]


def back_says(p: LargeParams) -> list[str]:
    """Return what must be read on the back."""
    words = furniture.words("card", p.locale)
    return [_then(p), words["scan"], host_of(p), p.issuer, *imprint_of(p), p.serial]


def body(p: LargeParams) -> list[tuple[float, list[str]]]:
    """Return what is read, and the points under which it must not be set: all but the imprint."""
    words = furniture.words("card", p.locale)
    read = [*_label(p), p.numbers[0], _then(p), words["scan"]]
    return [(LEAST, [markup.plain(p.slogan.name), *read, host_of(p)])]


def _label(p: LargeParams) -> list[str]:
    """Return what stands above the number: in two lines where one is too short for it."""
    words = furniture.words("card", p.locale)[p.calls[0].key]
    return [words] if markup.em_width(words) * LEAST <= FRONT * MM else two_lines(words)


def _then(p: LargeParams) -> str:
    """Return whom else to call, as it stands on the back."""
    call = p.calls[1]
    return f"{furniture.words('card', p.locale)[call.key]} {call.number.number}"


def _slogan(p: LargeParams, digits: float) -> markup.Headline:
    return markup.headline(
        markup.plain(p.slogan.name),
        p.locale,
        width=FRONT * MM,
        height=(HEIGHT - LABEL * len(_label(p)) - GAP) * MM - digits * LEADING,
        largest=digits,
        leading=1.2 if markup.is_chinese(p.locale) else 1.1,
        most=4,
    )


def _view(p: LargeParams, digits: float) -> dict[str, object]:
    domain = markup.domain(host_of(p), width=BESIDE * MM, largest=LEAST + 0.5, least=LEAST)
    return {
        **frame(p),
        "slogan_text": markup.plain(p.slogan.name),
        "name_text": markup.plain(p.tactic.name),
        "label": _label(p),
        "headline": furniture.set_lines(_slogan(p, digits), p.locale),
        "code": code_of(p, furniture.words("card", p.locale), CODE, MODULE_MOST),
        "domain": {"lines": domain.lines, "size": round(domain.size, 1)},
    }
