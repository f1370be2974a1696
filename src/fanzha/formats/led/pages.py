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
    large = _with_large_number(label, number, params) if params.height >= 32 else None
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
    """Return the page with the name beside the number as large as the screen, if that fits.

    The name stands in one row where there is room, else in two small ones; it comes first, as the language is read.
    """
    rows, half, typeface = params.height, params.height // 2, params.typeface
    figure = set_line(number, _number_face(number, params.width, rows, typeface), rows, (number,))
    gap = half // 2
    room = params.width - MARGIN - gap - figure.width
    faces = (face for face in typeface.sizes(rows) if _fits(label, face, room + MARGIN, rows))
    name = next((set_line(label, face, rows) for face in faces), None)
    if name is None:
        name = _in_two_rows(label, half, typeface)
    if name is None or name.width > room:
        return None
    first, last = (name, figure) if params.leftwards else (figure, name)
    group = canvas(first.width + gap + last.width, rows)
    group.paste(first, (0, 0))
    group.paste(last, (first.width + gap, 0))
    return centred(group, params.width, rows)


def _in_two_rows(label: str, half: int, typeface: Typeface) -> Image | None:
    """Return the name in two rows of `half` dots each; None where it would tear a word."""
    if len(label) < 4 or label.isascii() or typeface.joined:
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
