"""The static pages of a screen: which text stands on each, how large and how long."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.led.charset import shown
from fanzha.formats.led.choice import hotline_label, hotline_line
from fanzha.formats.led.options import LedParams
from fanzha.pixels import (
    SMALLEST_OUTLINE,
    Face,
    Palette,
    atoms,
    canvas,
    centred,
    face_for,
    fitting,
    measure,
    outline_face,
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

SMALLEST_SHARE = 0.74
"""A page may shrink its type to this share of the largest rather than tear a clause apart (24 of 31 dots)."""
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
    shows_number: bool = False
    """Whether the whole hotline number stands on it."""


def _faces(rows: int) -> Iterator[Face]:
    """Yield the faces for a page, the largest first."""
    largest = face_for(rows)
    yield largest
    if rows > 16:
        for em in range(largest.em - 1, math.ceil(largest.em * SMALLEST_SHARE) - 1, -1):
            yield outline_face(em)


def _fits(text: str, face: Face, width: int, rows: int) -> bool:
    if rows <= 16:
        return measure(text, face) <= width
    return measure(text, face) <= width - MARGIN and fitting(text, face, rows)


def broken(text: str, width: int, rows: int) -> tuple[Face, list[str]]:
    """Return the texts of the slogan's pages and the one face for all of them.

    As few pages as the smallest face would need; then the largest face that needs no more.
    """
    faces = list(_faces(rows))
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
        face, texts = broken(shown(slogan.name, params.locale), params.width, params.height)
        for text in texts:
            line = set_line(text, face, params.height, params.highlight)
            picture = centred(line, params.width, params.height)
            yield ScreenPage(text, dwell(text, params.dwell_ms), picture, line.width, slogan.slug)


def hotline_pages(params: LedParams) -> Iterator[ScreenPage]:
    """Yield the hotline's page; two pages when name and number do not fit on one."""
    number, label = str(params.hotline.number), hotline_label(params.hotline, params.locale)
    whole = hotline_line(params.hotline, params.locale)
    large = _with_large_number(label, number, params) if params.height >= 32 else None
    if large is not None:
        yield ScreenPage(whole, dwell(whole, params.hotline_ms), large, params.width, "", True)
        return
    together = len(broken(whole, params.width, params.height)[1]) == 1
    for part in (whole,) if together else (label, number):
        face, texts = broken(part, params.width, params.height)
        if part == number:
            face = _number_face(number, params.width, params.height)
        for text in texts:
            line = set_line(text, face, params.height, (number,))
            picture = centred(line, params.width, params.height)
            yield ScreenPage(text, dwell(text, params.hotline_ms), picture, line.width, "", text.endswith(number))


def _number_face(number: str, width: int, rows: int) -> Face:
    """Return the largest face in which the number fits: bold digits stay clear where a bold hanzi would clog."""
    room, least, otherwise = rows - 2, SMALLEST_OUTLINE + 1, outline_face(SMALLEST_OUTLINE)
    if rows <= 16:
        room, least, otherwise = rows - 1, rows, face_for(rows)
    # Not from the very largest on: each size that is tried is a font to open. Nothing much above these can fit.
    trial = outline_face(rows)
    tall = max((glyph.bottom - glyph.top for glyph in map(trial.glyph, number)), default=rows)
    largest = min(rows * 3 // 2, rows * (room + 1) // max(tall - 1, 1) + 1, rows * width // measure(number, trial) + 2)
    faces = (outline_face(em) for em in range(largest, least - 1, -1))
    return next((face for face in faces if _holds(face, number, width, room)), otherwise)


def _holds(face: Face, number: str, width: int, rows: int) -> bool:
    return fitting(number, face, rows) and measure(number, face) <= width - MARGIN


def _with_large_number(label: str, number: str, params: LedParams) -> Image | None:
    """Return the page with the name beside the number as large as the screen, if that fits.

    The name stands in one row where there is room, else in two small ones.
    """
    rows, half = params.height, params.height // 2
    figure = set_line(number, _number_face(number, params.width, rows), rows, (number,))
    gap = half // 2
    room = params.width - MARGIN - gap - figure.width
    name = next((set_line(label, face, rows) for face in _faces(rows) if _fits(label, face, room + MARGIN, rows)), None)
    if name is None:
        name = _in_two_rows(label, half)
    if name is None or name.width > room:
        return None
    group = canvas(name.width + gap + figure.width, rows)
    group.paste(name, (0, 0))
    group.paste(figure, (name.width + gap, 0))
    return centred(group, params.width, rows)


def _in_two_rows(label: str, half: int) -> Image | None:
    """Return the name in two rows of `half` dots each; None where it would tear a word."""
    if len(label) < 4 or label.isascii():
        return None
    middle, small = (len(label) + 1) // 2, face_for(half)
    lines = [set_line(part, small, half) for part in (label[:middle], label[middle:])]
    block = canvas(max(line.width for line in lines), 2 * half)
    for index, line in enumerate(lines):
        block.paste(line, (0, index * half))
    return block


def all_pages(params: LedParams) -> list[ScreenPage]:
    """Return the pages in the order of the loop; the hotline comes last."""
    return [*slogan_pages(params), *hotline_pages(params)]
