"""Judging a page's layout from its bytes: text over text, text off the sheet, text nobody can see, type sizes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fanzha.pdf.pages import MM_PER_PT, Box, Glyph, Line, Page, squeezed

if TYPE_CHECKING:
    from PIL.Image import Image

OVERLAP = 0.12
"""Share of the smaller glyph's box that a glyph of another line may cover; kerned or tightly leaded type has less."""

APART = 0.6
"""Em between what stands side by side in a line and does not belong together; a space is half as wide."""

TOO_SHORT = 3
"""Characters: a line of so few may stand in any text, and says nothing of whose it is."""

CONTRAST = 40
"""Of 255 grey levels: the least difference within a glyph's box that counts as visible."""


def overlaps(page: Page) -> Iterator[tuple[Line, Line]]:
    """Yield the pairs of lines of which glyphs are printed over each other."""
    for one, other in itertools.combinations([(line, line.box) for line in page.lines], 2):
        if one[1].shared_area(other[1]) > 0 and _glyphs_overlap(one[0], other[0]):
            yield one[0], other[0]


def _glyphs_overlap(one: Line, other: Line) -> bool:
    return any(
        a.box.shared_area(b.box) > OVERLAP * min(a.box.area, b.box.area)
        for a in one.glyphs
        for b in other.glyphs
        if a.box.area and b.box.area
    )


def outside(page: Page, margin_mm: float) -> Iterator[Line]:
    """Yield the lines with ink nearer to the sheet's edge than `margin_mm`, or beyond it."""
    slack = 0.05
    least, most_x, most_y = margin_mm - slack, page.width_mm - margin_mm + slack, page.height_mm - margin_mm + slack
    for line in page.lines:
        box = line.box
        if box.left < least or box.top < least or box.right > most_x or box.bottom > most_y:
            yield line


def invisible(page: Page, raster: Image, dpi: int) -> Iterator[Line]:
    """Yield the lines of which a glyph on the sheet leaves no ink: clipped, covered, or in the colour of its ground.

    `raster` is the page in grey levels at `dpi`.
    """
    scale = dpi / 25.4
    for line in page.lines:
        if any(_leaves_no_ink(glyph, raster, scale) for glyph in line.glyphs):
            yield line


def _leaves_no_ink(glyph: Glyph, raster: Image, scale: float) -> bool:
    box = _pixels(glyph.box, scale)
    if box[0] < 0 or box[1] < 0 or box[2] > raster.width or box[3] > raster.height:
        return False  # off the sheet is another finding
    darkest, lightest = raster.crop(box).getextrema()
    return lightest - darkest < CONTRAST  # type: ignore[operator]  # of a picture in mode "L" both are numbers


def _pixels(box: Box, scale: float) -> tuple[int, int, int, int]:
    """Return the glyph's box in pixels, one more on each side so that a solid glyph (a square) shows its ground."""
    left, top, right, bottom = (edge * scale for edge in (box.left, box.top, box.right, box.bottom))
    return int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2


def largest_lines(pages: Iterable[Page]) -> tuple[Line, ...]:
    """Return the lines set in the largest type size of all pages."""
    lines = [line for page in pages for line in page.lines]
    most = max((line.size_pt for line in lines), default=0.0)
    return tuple(line for line in lines if line.size_pt > most - 0.05)


def not_largest(pages: Iterable[Page], wanted: str) -> Line | None:
    """Return a line set larger than `wanted` is anywhere, or None when `wanted` is among the largest."""
    lines = largest_lines(pages)
    if not lines or any(_holds(line, wanted) for line in lines):
        return None
    return lines[0]


def outranked(pages: Iterable[Page], numbers: Sequence[str]) -> Line | None:
    """Return a line that is one of the `numbers` but the first, and larger than the first is where it stands alone."""
    alone = [(piece, line) for page in pages for line in page.lines for piece in _pieces(line) if piece in numbers]
    most = max((line.size_pt for piece, line in alone if piece == numbers[0]), default=0.0)
    return next((line for piece, line in alone if piece != numbers[0] and line.size_pt > most + 0.05), None)


def holds_number(pages: Iterable[Page], number: str) -> bool:
    """Return whether `number` stands on a page: 96110 does not hold 110."""
    return any(_holds(line, number) for page in pages for line in page.lines)


def _holds(line: Line, wanted: str) -> bool:
    whole = re.compile(rf"(?<!\d){re.escape(squeezed(wanted))}(?!\d)")
    return any(whole.search(piece) for piece in _pieces(line))


def _pieces(line: Line) -> Iterator[str]:
    """Yield what stands in a line, apart where there is more than a space between: numbers in fields side by side."""
    text = ""
    for before, glyph in itertools.pairwise((None, *line.glyphs)):
        assert glyph is not None
        if before and glyph.box.left - before.box.right > APART * line.size_pt * MM_PER_PT:
            yield squeezed(text)
            text = ""
        text += glyph.char
    yield squeezed(text)


def lines_of(page: Page, texts: Iterable[str]) -> Iterator[Line]:
    """Yield the lines in which one of the `texts` is set: part of it, or all of it behind a label; spaces aside."""
    whole = [text for text in map(squeezed, texts) if len(text) > TOO_SHORT]
    for line in page.lines:
        read = squeezed(line.text).removesuffix("-")  # a hyphen at the line's end is the setting's
        if len(read) > TOO_SHORT and any(read in text or text in read for text in whole):
            yield line
