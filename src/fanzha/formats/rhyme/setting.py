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
INDENT, INDENT_LARGE = 7.0, 3.0
"""Mm between the edge of a rhyme's ground and its letters, and the hanzi of large print."""
ROOM, ROOM_LARGE = 212.0, 219.0
"""Mm of height that the rhymes of a page share; in large print, where the set's title is small."""
GAP, PADDING, TITLE = 4.0, 4.5, 11.5
"""Mm between two rhymes, above and below each on its ground, and for its title, as in rhyme.css."""
PINYIN, PINYIN_LARGE = 0.44, 0.52
"""Size of the pinyin in em of the hanzi: two fifths and more, so that it is read where the hanzi are."""
LEADING_PINYIN, LEADING_HANZI, BETWEEN, BETWEEN_LARGE = 1.25, 1.14, 0.26, 0.19
"""Line heights, each in em of its own letters, and the space between two lines of a rhyme in em of the hanzi."""
LEADING_LATIN = 1.5
MARK = 0.56
"""Em of a punctuation mark, which is set half as wide."""
AIR = 0.13
"""Em between two syllables of pinyin, at the least."""
_APART = "  "
"""Between the syllables of a number: a blank, and the word spacing of rhyme.css."""
NARROWEST = 1.3
"""Em of a hanzi's column, at the least."""


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
HANZI_LARGE, LATIN_LARGE = Sizes(44.0, 99.0, 34.0), Sizes(36.0, 99.0, 18.0)
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


def sizes(p: Params) -> Sizes:
    """Return the sizes between which the letters of a set are."""
    if markup.is_chinese(p.locale):
        return HANZI_LARGE if p.large else HANZI
    return LATIN_LARGE if p.large else LATIN


def pinyin_scale(p: Params) -> float:
    """Return the size of the pinyin in em of the hanzi."""
    return PINYIN_LARGE if p.large else PINYIN


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
    used = len(rhymes) * (2 * PADDING + TITLE) + (len(rhymes) - 1) * GAP
    height = ((ROOM_LARGE if p.large else ROOM) - used) * MM / sum(_height(p) for _ in lines)
    indent = INDENT_LARGE if p.large and column else INDENT
    width = (MEASURE - 2 * indent) * MM / max(wide(p, line, column) for line in lines)
    return Page(tuple(rhymes), int(2 * min(sizes(p).most, height, width)) / 2, column)


def _height(p: Params) -> float:
    """Return the height of a line of a rhyme in em."""
    if not markup.is_chinese(p.locale):
        return LEADING_LATIN
    return pinyin_scale(p) * LEADING_PINYIN + LEADING_HANZI + (BETWEEN_LARGE if p.large else BETWEEN)


def _column(p: Params, lines: Sequence[Verse]) -> float:
    """Return the width of a hanzi's column in em, so wide that the longest syllable has room over it."""
    if not markup.is_chinese(p.locale):
        return 0.0
    syllables = [cell.reading for line in lines for cell in line.cells if cell.reading and not cell.text.isdigit()]
    widest = max((_em(syllable) for syllable in syllables), default=0.0)
    return round(max(NARROWEST, widest * pinyin_scale(p) + AIR), 2)


def _em(letters: str) -> float:
    """Return about how wide regular letters run, in em; `markup.em_width` is for bold ones, some 6 % wider."""
    return markup.em_width(letters) * 0.94


def width(p: Params, cell: Cell, column: float) -> float:
    """Return the width of a cell in em of the hanzi: a number takes what it, or its reading, needs."""
    if not cell.reading:
        return MARK
    if not cell.text.isdigit():
        return column
    reading = _em(_APART.join(cell.reading.split())) * pinyin_scale(p)
    return round(max(markup.em_width(cell.text) + AIR, reading + AIR, column), 2)


def wide(p: Params, line: Verse, column: float) -> float:
    """Return the width of a line in em."""
    if not markup.is_chinese(p.locale):
        return markup.em_width(line.text)
    return sum(width(p, cell, column) for cell in line.cells)
