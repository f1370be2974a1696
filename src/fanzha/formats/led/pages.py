"""The static pages of a screen: which text stands on each, how large and how long."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.led.charset import shown
from fanzha.formats.led.choice import hotline_label, hotline_line
from fanzha.formats.led.options import LedParams
from fanzha.pixels import (
    SMALLEST_OUTLINE,
    Face,
    Palette,
    Typeface,
    atoms,
    canvas,
    centred,
    fitting,
    measure,
    pages,
    set_line,
)

if TYPE_CHECKING:
    from PIL.Image import Image

PALETTES = {
    "red": Palette(text=(255, 0, 0), number=(255, 0, 0)),
    "dual": Palette(text=(255, 0, 0), number=(255, 255, 0)),
    "full": Palette(text=(255, 255, 255), number=(255, 191, 0)),
}
"""On one colour nothing is half lit; elsewhere each colour uses channels that are fully on, but for amber's green."""

NUMBER_SHARE = 0.75
"""Beside its name the hotline's number is at least this share of the screen's rows high."""
MARGIN = 2
"""Dots kept free beside a page set in an outline face."""
PER_UNIT_MS, SETTLE_MS = 250, 1000
"""A page stands a second and a quarter second a character: what a passer-by needs to notice and read it."""
DWELL_GRID_MS = 500
"""Onbon's cards count dwell in half seconds."""


@dataclass(frozen=True)
class ScreenPage:
    """One page that stands still."""

    text: str
    dwell_ms: int
    picture: Image
    """Inks, exactly the screen's size."""
    width: int
    """Dots the text needs; more than the screen's width when a word is too long."""
    slogan: str
    """Id of its slogan; empty for the hotline."""
    locale: str
    shows_number: bool = False
    """Whether the whole hotline number stands on it."""


def _fits(text: str, face: Face, width: int, rows: int) -> bool:
    if rows <= 16:
        return measure(text, face) <= width
    return measure(text, face) <= width - MARGIN and fitting(text, face, rows)


def broken(text: str, width: int, rows: int, typeface: Typeface) -> tuple[Face, list[str]]:
    """Return the texts of the slogan's pages and the one face for all of them.

    As few pages as the smallest face would need; then the largest face that needs no more.
    """
    faces = list(typeface.sizes(rows))
    texts = pages(text, lambda part: _fits(part, faces[-1], width, rows))
    for face in faces:
        if all(_fits(part, face, width, rows) for part in texts):
            return face, texts
    return faces[-1], texts


def dwell(text: str, least_ms: int) -> int:
    """Return how long a page stands, in milliseconds."""
    needed = max(least_ms, SETTLE_MS + PER_UNIT_MS * len(atoms(text)))
    return math.ceil(needed / DWELL_GRID_MS) * DWELL_GRID_MS


def slogan_pages(params: LedParams) -> Iterator[ScreenPage]:
    """Yield the pages of all slogans in order."""
    for slogan in params.slogans:
        face, texts = broken(shown(slogan.name, params.locale), params.width, params.height, params.typeface)
        for text in texts:
            line = set_line(text, face, params.height, params.highlight)
            picture = centred(line, params.width, params.height)
            yield ScreenPage(text, dwell(text, params.dwell_ms), picture, line.width, slogan.slug, params.locale)


def hotline_pages(params: LedParams) -> Iterator[ScreenPage]:
    """Yield the hotline's page; two pages when name and number do not fit on one."""
    number, label = str(params.hotline.number), hotline_label(params.hotline, params.locale)
    whole = hotline_line(params.hotline, params.locale)
    large = _with_large_number(label, number, params)
    if large is not None:
        yield ScreenPage(whole, dwell(whole, params.hotline_ms), large, params.width, "", params.locale, True)
        return
    width, rows, typeface = params.width, params.height, params.typeface
    together = len(broken(whole, width, rows, typeface)[1]) == 1
    for part in (whole,) if together else (label, number):
        face, texts = broken(part, width, rows, typeface)
        if part == number:
            face = _number_face(number, width, rows, typeface)
        for text in texts:
            line = set_line(text, face, rows, (number,))
            ms, ends = dwell(text, params.hotline_ms), text.endswith(number)
            yield ScreenPage(text, ms, centred(line, width, rows), line.width, "", params.locale, ends)


def _number_face(number: str, width: int, rows: int, typeface: Typeface) -> Face:
    """Return the largest face in which the number fits: bold digits stay clear where a bold hanzi would clog."""
    room, least, otherwise = rows - 2, SMALLEST_OUTLINE + 1, typeface.latin(SMALLEST_OUTLINE)
    if rows <= 16:
        room, least, otherwise = rows - 1, rows, typeface.for_rows(rows)
    # Not from the very largest on: each size that is tried is a font to open. Nothing much above these can fit.
    trial = typeface.latin(rows)
    tall = max((glyph.bottom - glyph.top for glyph in map(trial.glyph, number)), default=rows)
    largest = min(rows * 3 // 2, rows * (room + 1) // max(tall - 1, 1) + 1, rows * width // measure(number, trial) + 2)
    faces = (typeface.latin(em) for em in range(largest, least - 1, -1))
    return next((face for face in faces if _holds(face, number, width, room)), otherwise)


def _holds(face: Face, number: str, width: int, rows: int) -> bool:
    return fitting(number, face, rows) and measure(number, face) <= width - MARGIN


def _with_large_number(label: str, number: str, params: LedParams) -> Image | None:
    """Return the page with the name beside the number in bold digits, if they fit."""
    for name, figure in _pairs(label, number, params):
        group = beside(name, figure, params)
        if group.width <= params.width - MARGIN:
            return centred(group, params.width, params.height)
    return None


def _pairs(label: str, number: str, params: LedParams) -> Iterator[tuple[Image, Image]]:
    """Yield the name and the number as they might stand side by side, the best first.

    A number as large as the screen, with the name in bold strokes beside it; else both give way a little, the number to
    `NUMBER_SHARE` of the rows; a thin name in two rows comes last.
    """
    rows, faces = params.height, list(params.typeface.sizes(params.height))
    figure, stacked = number_line(number, params.width, params), _in_two_rows(label, rows, params.typeface)
    yield from ((set_line(label, face, rows), figure) for face in faces if rows <= 16 or fitting(label, face, rows))
    if stacked and rows // 2 > SMALLEST_OUTLINE:
        yield stacked, figure
    for face in faces if rows <= 16 else _smaller(faces[-1], params.typeface):
        name = set_line(label, face, rows)
        less = number_line(number, params.width - name.width - rows // 4, params)
        inked = less.getbbox()
        if inked and inked[3] - inked[1] >= NUMBER_SHARE * rows:
            yield name, less
    if stacked:
        yield stacked, figure


def _smaller(face: Face | None, typeface: Typeface) -> Iterator[Face]:
    """Yield the face and those below it of which the strokes of hanzi stay apart."""
    while face is not None and face.em >= SMALLEST_OUTLINE:
        yield face
        face = typeface.below(face)


def number_line(number: str, width: int, params: LedParams) -> Image:
    """Return the number in the second colour, as high as the screen and, if it can be, at most `width` columns wide."""
    return set_line(number, _number_face(number, width, params.height, params.typeface), params.height, (number,))


def beside(name: Image, figure: Image, params: LedParams) -> Image:
    """Return the name and the number side by side, in the screen's rows; the name comes first, as it is read."""
    first, last = (name, figure) if params.leftwards else (figure, name)
    gap = params.height // 4
    group = canvas(first.width + gap + last.width, params.height)
    group.paste(first, (0, 0))
    group.paste(last, (first.width + gap, 0))
    return group


def _in_two_rows(label: str, rows: int, typeface: Typeface) -> Image | None:
    """Return the name in two rows of half the screen's each; None where they are too low, or a word would be torn."""
    half = rows // 2
    if half < 16 or len(label) < 4 or label.isascii() or typeface.joined:
        return None
    middle, small = (len(label) + 1) // 2, typeface.for_rows(half)
    lines = [set_line(part, small, half) for part in (label[:middle], label[middle:])]
    block = canvas(max(line.width for line in lines), 2 * half)
    for index, line in enumerate(lines):
        block.paste(line, (0, index * half))
    return block


def all_pages(params: LedParams) -> list[ScreenPage]:
    """Return the pages in the order of the loop: in each language the slogans, then the hotline."""
    return [page for one in params.languages for page in (*slogan_pages(one), *hotline_pages(one))]


def pages_of(params: LedParams, pages: Sequence[ScreenPage]) -> list[ScreenPage]:
    """Return those of a screen's pages that are in the language of `params`."""
    return [page for page in pages if page.locale == params.locale]
