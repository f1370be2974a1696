"""A rectangular label in large print: the slogan, below it both numbers to call, and nothing else that is read.

The code and the address beside it have gone: neither finds room in letters of large print, and whoever stands before a
cash machine needs a number. Publisher, version and dates stay small, for whoever puts the labels up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fanzha import furniture, markup
from fanzha.formats.sticker import Params
from fanzha.formats.sticker.circle import DIGIT_TALL, HANZI_SINKS, LATIN_SINKS, MM
from fanzha.large import LEAST
from fanzha.model import SloganText

INSET, ROOM = 4.0, 2.5
"""Mm from the edge of a field to its words, as in sticker.css; and from the panel's upper edge to the slogan."""
GAP, BETWEEN = 1.8, 1.6
"""Mm below the panel, and between the two numbers."""
SMALL, FINE = 6.4, 1.2
"""Mm at the foot for who publishes it and when, and above that."""
PUBLISHER_MOST, PUBLISHER_LEAST = 8.0, 5.5
"""Points."""


@dataclass(frozen=True)
class Shape:
    """How what is on a label is shared out."""

    row: float
    """Mm that a number's field is tall."""
    words: float
    """Points of the words by a number, at most."""
    digits: float
    """Points of a number, at most."""
    slogan: float
    """The same of the slogan."""
    lines: int
    """In which the slogan may be."""


BESIDE, STACKED = Shape(11.8, 20, 30, 40, 3), Shape(32, 24, 58, 54, 4)


def _shape(p: Params) -> Shape:
    return STACKED if p.grid.tall else BESIDE


def _panel(p: Params) -> float:
    """Return the mm that the slogan's panel is tall."""
    return p.grid.height - 2 * p.grid.rim - GAP - 2 * _shape(p).row - BETWEEN - FINE - SMALL


def headline(p: Params, slogan: SloganText) -> markup.Headline:
    """Return the slogan in lines, as large as its panel allows."""
    shape = _shape(p)
    return markup.headline(
        markup.plain(slogan.name),
        p.locale,
        width=(p.grid.width - 2 * p.grid.rim - 2 * INSET) * MM,
        height=(_panel(p) - 2 * ROOM) * MM,
        largest=shape.slogan,
        leading=_leading(p),
        most=shape.lines,
    )


def _leading(p: Params) -> float:
    return 1.2 if markup.is_chinese(p.locale) else 1.1


def view(p: Params, slogan: SloganText) -> dict[str, object]:
    """Return what the template shows of a slogan."""
    found = headline(p, slogan)
    shown = furniture.set_lines(found, p.locale)
    size = round(found.size, 1) / MM
    top = (_panel(p) - len(found.lines) * size * _leading(p)) / 2 - _sinks(p) * size
    return {**shown, "top": round(top, 2)}


def _sinks(p: Params) -> float:
    return HANZI_SINKS if markup.is_chinese(p.locale) else LATIN_SINKS


def read_in(p: Params) -> list[str]:
    """Return what is read on the labels: all but who publishes them and when."""
    words = furniture.words("sticker", p.locale)
    called = [words[call.key] for slogan in p.slogans for call in p.on(slogan).calls] + p.numbers
    return [*(markup.plain(slogan.name) for slogan in p.slogans), *called]


def places(p: Params, words: Mapping[str, str]) -> dict[str, float]:
    """Return where the parts of a label lie, in mm, and how large their type is, in points."""
    grid, shape, below = p.grid, _shape(p), p.grid.tall
    inner, panel = grid.width - 2 * grid.rim, _panel(p)
    room = (inner - 2 * INSET) * MM
    ems = [(markup.em_width(words[call.key]), markup.em_width(str(call.number.number))) for call in p.calls]
    digits = min(shape.digits, *(room / em for _, em in ems))
    beside = [0.0 if below else em * digits + 2 * MM for _, em in ems]
    why = max(LEAST, min(shape.words, *((room - taken) / em for (em, _), taken in zip(ems, beside, strict=True))))
    first = grid.rim + panel + GAP
    # The ink of a number below its words, and a fifth of an em between them.
    tall = (why + (DIGIT_TALL + 0.2) * digits) / MM if below else why / MM
    ends = (shape.row + (tall if below else DIGIT_TALL * digits / MM)) / 2
    values = {
        "rim": grid.rim, "inner": inner, "panel": panel, "row": shape.row,
        "first": first, "then": first + shape.row + BETWEEN,
        "why": why, "digits": digits,
        "why_top": (shape.row - tall) / 2 - _sinks(p) * why / MM,
        "digits_top": ends - ((1 + DIGIT_TALL) / 2 + LATIN_SINKS) * digits / MM,
        "small": grid.height - grid.rim - SMALL,
        "publisher": max(PUBLISHER_LEAST, min(PUBLISHER_MOST, inner * MM / markup.em_width(p.issuer))),
    }  # fmt: skip
    return {name: round(value, 2) for name, value in values.items()}
