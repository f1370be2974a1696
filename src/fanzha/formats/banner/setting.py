"""How large a banner's sentence can be set, and in what pieces. Millimetres of the drawing: a tenth of the cloth's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanzha import markup
from fanzha.formats.banner import Params
from fanzha.pdf import press

SCALE = 10
LONG, SHORT = 800.0, 70.0
"""Of the cloth: 8 × 0.7 m. A PDF page ends at 5,080 mm, so it is drawn at a tenth."""
SLUG = 14.0
"""Around the cloth, for crop marks and the words to the print shop; offset print has its own, see `around`."""
SAFE = 3.0
"""Nothing stands nearer to the cloth's edge: 30 mm are hemmed, or have eyelets."""
MARGIN, APART = 12.0, 14.0
"""Left and right of everything, and between the sentence and the panel."""
PANEL, PANEL_TALL = 116.0, 54.0
"""Width and height of the panel with the hotline."""
LARGEST, LATIN, FOOTED = 54.0, 60.0, 46.0
"""Em of the largest hanzi, of the largest Latin letters, which fill less of their em, and of any above a foot line."""
ABOVE, FOOTED_ABOVE = 37.0, 30.0
"""Em of the largest letters above a second language, and of those that have a foot line as well."""
BELOW, FOOTED_BELOW, SHARE = 17.0, 13.0, 0.45
"""Em of the largest letters in the second language, in the same cases, and their part of the first's em at most."""
BETWEEN = 6.0
"""Mm between the two lines."""
SMALLEST = 31.5
"""Em below which the panel goes and the sentence takes the whole length: 315 mm on the cloth, for 60 m."""
LEAST_ABOVE = 27.0
"""The same above a second language."""
WIDEST, WIDEST_ABOVE = 0.35, 0.12
"""Em of space between the hanzi of a short sentence, which is spread as banners are; words in Latin letters are not.
Above a second language they stand closer, or the shorter line below would hold together better than they do."""
GAPS = {"，": 0.7, "；": 0.7, "：": 0.5, "。": 0.7, "、": 0.35}
"""Em that stand for a mark: on a banner, as on any sign, the pause is seen."""

UPRIGHT_PANEL, UPRIGHT_TALL, UPRIGHT_FOOT = 56.0, 67.0, 26.0
"""Width of the panel of an upright banner, its height with the hotline, and without."""
UPRIGHT_LARGEST, PITCH, LOOSEST = 53.0, 1.06, 1.4
"""Em of the largest hanzi of an upright banner; em from one to the next, at least and at most."""
UPRIGHT_TALL_OF_TWO, UPRIGHT_BESIDE, LOOSEST_BESIDE = 73.0, 38.0, 1.25
"""The panel's height with a second language; em of the largest hanzi beside it; em from one to the next at most."""
SIDEWAYS, SIDEWAYS_APART = 16.0, 6.0
"""Em of the largest letters of a second language, which stand on their side; mm from hanzi to their foot, into which
the tails of g and y reach."""
INK, CAPITAL = 0.93, 0.73
"""Em that the ink of a hanzi is wide, and that a capital letter is tall."""
DIGIT, SIGN = 0.86, 0.8
"""Em that a digit, and a sign such as ？, takes of an upright banner."""
BESIDE = 0.1
"""Em before and after a number whose digits stand one below the other."""
HOOK = 0.42
"""Em of a quotation mark, which is drawn as a corner."""


def around(p: Params) -> float:
    """Return the millimetres around the cloth, where crop marks and words to the print shop stand."""
    return press.SLUG if p.press else SLUG


@dataclass(frozen=True)
class Piece:
    """A part of the sentence that is set without a gap, and the gap before it in em."""

    text: str
    gap: float = 0.0


def sentence(p: Params) -> tuple[Piece, ...]:
    """Return the sentence in pieces; in Chinese, pauses have become gaps and the full stop is gone."""
    text = markup.plain(p.slogan.name)
    if not markup.is_chinese(p.locale):
        return (Piece(text),)
    parts = re.split(f"([{''.join(GAPS)}])", text)
    gaps = (0.0, *(GAPS[mark] for mark in parts[1::2]))
    return tuple(Piece(part, gap) for part, gap in zip(parts[0::2], gaps, strict=True) if part)


@dataclass(frozen=True)
class Line:
    """The sentence of a horizontal banner."""

    size: float
    """Em in mm."""
    spacing: float
    """Mm between hanzi."""
    room: float
    """Mm it may be wide."""
    panel: bool
    """Whether the hotline stands beside it; else the publisher stands in a line below."""


def line(p: Params) -> Line:
    """Return how the sentence is set: beside the panel if it stays large there, else from end to end."""
    beside = _line(p, LONG - 2 * MARGIN - PANEL - APART, panel=True)
    least = SMALLEST if not p.other else LEAST_ABOVE
    return beside if p.call and beside.size >= least else _line(p, LONG - 2 * MARGIN, panel=False)


def _line(p: Params, room: float, *, panel: bool) -> Line:
    pieces = sentence(p)
    hanzi = markup.is_chinese(p.locale)
    ems = sum(markup.em_width(piece.text) + piece.gap + _beside_numbers(piece.text) * hanzi for piece in pieces)
    largest = (LARGEST if hanzi else LATIN) if panel else FOOTED
    if p.other:
        largest = ABOVE if panel else FOOTED_ABOVE
    size = min(largest, room / ems)
    between = sum(len(piece.text) for piece in pieces) + 1  # one after the last, one for the indent that balances it
    spare = (room - ems * size) / between if hanzi else 0.0
    widest = WIDEST_ABOVE if p.other else WIDEST
    return Line(round(size, 2), round(max(0.0, min(widest * size, spare)), 2), room, panel)


def below(p: Params) -> float:
    """Return the em of the line in the second language, in mm."""
    assert p.other is not None
    first = line(p)
    most = min(BELOW if first.panel else FOOTED_BELOW, SHARE * first.size)
    return round(min(most, first.room / markup.em_width(markup.plain(p.other.name))), 2)


def _beside_numbers(text: str) -> float:
    """Return em of the spaces that `markup.spaced` puts between numbers and hanzi."""
    return 0.32 * len(re.findall("[0-9A-Za-z]+", text))


@dataclass(frozen=True)
class Box:
    """What stands between two others on an upright banner: a character, a short number, a corner or a gap."""

    text: str
    tall: float
    """Em."""
    kind: str = "char"
    """`char`, `number` (side by side), `opening` or `closing` (a corner), `gap`."""


def boxes(p: Params) -> tuple[Box, ...]:
    """Return the sentence of an upright banner from top to bottom."""
    found: list[Box] = []
    for piece in sentence(p):
        if piece.gap:
            found.append(Box("", piece.gap, "gap"))
        found += _stacked(piece.text)
    return tuple(found)


def _stacked(text: str) -> Iterator[Box]:
    """Yield a piece's boxes: three digits stand side by side, as 110 is read; of more, each has a box of its own."""
    for run in re.findall(r"[0-9A-Za-z]+|.", text):
        if run in "“‘《":
            yield Box("", HOOK, "opening")
        elif run in "”’》":
            yield Box("", HOOK, "closing")
        elif run.isalnum() and run.isascii():
            if 1 < len(run) <= 3:
                yield Box(run, DIGIT, "number")
            else:
                yield Box("", BESIDE, "gap")
                yield from (Box(digit, DIGIT) for digit in run)
                yield Box("", BESIDE, "gap")
        elif not run.isspace():
            yield Box(run, SIGN if run in "？！" else 1.0)


@dataclass(frozen=True)
class Column:
    """The sentence of an upright banner."""

    size: float
    """Em in mm."""
    pitch: float
    """Em from one character to the next, as a factor of each box's height."""
    room: float
    """Mm it may be tall."""
    foot: float
    """Height of what stands below it, in mm."""


def column(p: Params) -> Column:
    """Return how the sentence is stacked, as large as the cloth's width and length allow."""
    foot = UPRIGHT_FOOT
    if p.call:
        foot = UPRIGHT_TALL_OF_TWO if p.other else UPRIGHT_TALL
    room = LONG - 2 * MARGIN - foot - APART
    ems = sum(box.tall for box in boxes(p))
    largest, loosest = (UPRIGHT_BESIDE, LOOSEST_BESIDE) if p.other else (UPRIGHT_LARGEST, LOOSEST)
    size = min(largest, room / (ems * PITCH))
    return Column(round(size, 2), round(min(loosest, room / (ems * size)), 4), room, foot)


def sideways(p: Params) -> float:
    """Return the em of the second language beside an upright sentence, in mm: it is read with the head to the right."""
    assert p.other is not None
    first = column(p)
    most = min(SIDEWAYS, SHARE * first.size)
    return round(min(most, first.room / markup.em_width(markup.plain(p.other.name))), 2)


def columns(p: Params) -> tuple[float, float]:
    """Return the middle of the column of hanzi and that of the second language's, in mm from the cloth's left edge.

    Chinese stands to the left, where a reader begins; both together stand in the middle of the cloth.
    """
    first, second = column(p).size * INK, sideways(p) * CAPITAL
    left = (SHORT - first - SIDEWAYS_APART - second) / 2
    return left + first / 2, left + first + SIDEWAYS_APART + second / 2


def spoken_text(p: Params) -> str:
    """Return the characters of the sentence as they are printed, gaps and corners left out."""
    if p.upright:
        return "".join(box.text for box in boxes(p))
    return "".join(itertools.chain.from_iterable(piece.text for piece in sentence(p)))
