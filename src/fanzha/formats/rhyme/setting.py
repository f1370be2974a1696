"""How rhymes are set: which stand together on a page, how large, and how wide the column of each hanzi is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fanzha import markup
from fanzha.formats.rhyme import Params
from fanzha.model import RhymeText, Verse
from fanzha.model.rhyme import Cell

MM = 72 / 25.4
"""Points."""
MEASURE = 180.0
"""Width of the type area in mm, as in rhyme.css."""
GAP = 4.0
"""Mm between two rhymes, as in rhyme.css."""
LEADING_PINYIN, LEADING_HANZI = 1.25, 1.14
"""Line heights, each in em of its own letters, as in rhyme.css."""
LEADING_LATIN = 1.5
MOST_AIR = {True: 0.3, False: 0.6}
"""Em of `Page.air` at most, in Chinese (True), where each line has its pinyin to hold on to, and in other languages."""
MARK = 0.56
"""Em of a punctuation mark, which is set half as wide."""
TUCK = 0.2
"""Em by which a mark stands nearer to a hanzi than the columns do to each other."""
AIR = 0.13
"""Em between two syllables of pinyin, at the least."""
_APART = "  "
"""Between the syllables of a number: a blank, and the word spacing of rhyme.css."""
NARROWEST = 1.3
"""Em of a hanzi's column, at the least."""


@dataclass(frozen=True)
class Sheet:
    """What a sheet leaves to its rhymes, as in rhyme.css; mm, if nothing else is said."""

    room: float
    """Height that the rhymes of a page share."""
    indent: float
    """Between the edge of a rhyme's ground and its hanzi."""
    padding: float
    """Above and below a rhyme on its ground."""
    title: float
    """Height of a rhyme's title."""
    pinyin: float
    """Size of the pinyin in em of the hanzi: two fifths and more, so that it is read where the hanzi are."""
    between: float
    """Em of the hanzi between two lines."""


USUAL = Sheet(room=212, indent=7, padding=4.5, title=11.5, pinyin=0.44, between=0.26)
LARGE = Sheet(room=211.5, indent=3, padding=3, title=9.5, pinyin=0.52, between=0.17)
"""Large print: eight lines with pinyin of 18 points just fit, and the small print below them is large as well."""


@dataclass(frozen=True)
class Sizes:
    """How large letters are, in points."""

    most: float
    """Less than the hotlines, which are the largest on the sheet."""
    together: float
    """Two rhymes share a page only if their letters are that large all the same."""
    least: float
    """What is smaller is not made."""


HANZI, LATIN = Sizes(38.0, 25.0, 20.0), Sizes(30.0, 18.0, 14.0)
HANZI_LARGE, LATIN_LARGE = Sizes(44.0, 99.0, 34.5), Sizes(36.0, 99.0, 18.0)
DIGITS, DIGITS_LARGE = 42.0, 48.0
"""Points of the hotlines."""


@dataclass(frozen=True)
class Page:
    """What stands on a page, and how."""

    rhymes: tuple[RhymeText, ...]
    size: float
    """Of the hanzi, or of the letters, in points."""
    column: float
    """Width of a hanzi's column in em; 0 in other languages."""
    air: float
    """Em between two lines, on top of what always is: a rhyme alone on its page is spread over more of it."""


def sizes(p: Params) -> Sizes:
    """Return the sizes between which the letters of a set are."""
    if markup.is_chinese(p.locale):
        return HANZI_LARGE if p.large else HANZI
    return LATIN_LARGE if p.large else LATIN


def sheet(p: Params) -> Sheet:
    """Return what the sheets of a set leave to its rhymes."""
    return LARGE if p.large else USUAL


def pages(p: Params) -> tuple[Page, ...]:
    """Return the pages of a set in order: two neighbours share one where their letters stay large."""
    return tuple(_pages(p))


def _pages(p: Params) -> Iterator[Page]:
    left = list(p.rhymes)
    while left:
        page = _page(p, left[:2])
        if len(page.rhymes) > 1 and page.size < sizes(p).together:
            page = _page(p, left[:1])
        del left[: len(page.rhymes)]
        yield page


def _page(p: Params, rhymes: Sequence[RhymeText]) -> Page:
    """Return a page with its letters as large as height and width allow, in steps of half a point."""
    lines = [line for rhyme in rhymes for line in rhyme.lines]
    column = _column(p, lines)
    left = sheet(p)
    used = len(rhymes) * (2 * left.padding + left.title) + (len(rhymes) - 1) * GAP
    tall = (left.room - used) * MM
    height = tall / sum(_height(p) for _ in lines)
    indent = left.indent if column else USUAL.indent
    width = (MEASURE - 2 * indent) * MM / max(wide(p, line, column) for line in lines)
    size = int(2 * min(sizes(p).most, height, width)) / 2
    spare = (tall / size - _height(p) * len(lines)) / max(1, len(lines) - len(rhymes))
    most = MOST_AIR[markup.is_chinese(p.locale)]
    return Page(tuple(rhymes), size, column, round(max(0.0, min(most, spare)), 2))


def _height(p: Params) -> float:
    """Return the height of a line of a rhyme in em."""
    if not markup.is_chinese(p.locale):
        return LEADING_LATIN
    return sheet(p).pinyin * LEADING_PINYIN + LEADING_HANZI + sheet(p).between


def _column(p: Params, lines: Sequence[Verse]) -> float:
    """Return the width of a hanzi's column in em, so wide that the longest syllable has room over it."""
    if not markup.is_chinese(p.locale):
        return 0.0
    syllables = [cell.reading for line in lines for cell in line.cells if cell.reading and not cell.text.isdigit()]
    widest = max((_em(syllable) for syllable in syllables), default=0.0)
    return round(max(NARROWEST, widest * sheet(p).pinyin + AIR), 2)


def _em(letters: str) -> float:
    """Return about how wide regular letters run, in em; `markup.em_width` is for bold ones, some 6 % wider."""
    return markup.em_width(letters) * 0.94


def width(p: Params, cell: Cell, column: float) -> float:
    """Return the width of a cell in em of the hanzi: a number takes what it, or its reading, needs."""
    if not cell.reading:
        return MARK
    if not cell.text.isdigit():
        return column
    reading = _em(_APART.join(cell.reading.split())) * sheet(p).pinyin
    return round(max(markup.em_width(cell.text) + AIR, reading + AIR, column), 2)


def back(p: Params, before: Cell | None, column: float) -> float:
    """Return the em by which a mark moves back to the cell before it, which is wider than its hanzi or number."""
    if before is None or not before.text.isdigit():
        return -TUCK
    return -round((width(p, before, column) - markup.em_width(before.text)) / 2, 2)


def wide(p: Params, line: Verse, column: float) -> float:
    """Return the width of a line in em."""
    if not markup.is_chinese(p.locale):
        return markup.em_width(line.text)
    return sum(width(p, cell, column) for cell in line.cells)
