"""Pages as pictures in grey, and every code on them: what the gates for codes, hotlines and visible ink look at.

Many offices print in grey. So whatever is proven from a picture is proven without its colours: a code, a number or a
line that only stands out by its hue is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fanzha.codes import Code, codes_in
from fanzha.codes.reading import maxicodes
from fanzha.codes.tiny import busy_places
from fanzha.pdf.pages import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

CLOSE = 600
"""Dots an inch at which what is too fine for the page's picture is looked at: 5 dots a module of a code of 6 mm."""
_FINE, _MOST = 200, 40_000_000
"""Dots an inch below which the picture of a large sheet does not show what is fine, so that it is drawn again; and how
many dots that may take: a stand of two metres is looked at from farther away."""
_WHOLE = 8_000_000
"""Dots of a sheet (A3) up to which all of it is read once more when it is drawn again; of a larger one, small parts."""
_STRIP, _SHARED = 1200, 120
"""Dots of a large sheet that are drawn at once, from top to bottom, and those that two strips have in common."""


def rasters(data: bytes, dpi: float) -> Iterator[Image]:
    """Yield each page as a grey printer puts it (`theme.tone`), in mode "L". Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(data)
    try:
        for index in range(len(document)):
            yield _drawn(document[index], dpi)
    finally:
        document.close()


def page_codes(data: bytes, images: Sequence[Image], dpi: float) -> list[list[Code]]:
    """Return the codes of each page, of any symbology and size from 4 mm; places are in dots of its picture.

    `images` are the pages' `rasters` at `dpi`. What is too fine there is drawn again, larger.
    """
    document = open_pdf(data)
    try:
        return [[*codes_in(image), *_fine(document[index], image, dpi)] for index, image in enumerate(images)]
    finally:
        document.close()


def _fine(page: Any, image: Image, dpi: float) -> Iterator[Code]:
    """Yield the codes of the places where something fine is drawn."""
    fine = min(_FINE, math.sqrt(_MOST / (image.width * image.height)) * dpi)
    width, height = (round(edge * fine / dpi) for edge in image.size)
    whole = width * height <= _WHOLE
    if dpi >= fine:
        strips = [(0, image, dpi)]
    elif whole:
        strips = [(0, _drawn(page, fine), fine)]
    else:
        tops = range(0, height, _STRIP - _SHARED)
        strips = [(top, _drawn(page, fine, (0, top, width, top + _STRIP)), fine) for top in tops]
    for top, strip, dots in strips:
        places = [(place, _closer(page, place, top, dots)) for place in busy_places(strip)]
        found: list[tuple[Code, tuple[int, int], float]]
        found = [(code, place[:2], CLOSE) for place, close in places for code in codes_in(close)]
        if strip is not image:
            found += [(code, (0, 0), dots) for code in (codes_in(strip) if whole else maxicodes(strip))]
        for code, (left, upper), at in found:
            offset = (left, upper + top, left, upper + top)
            edges = [round((edge / at + by / dots) * dpi) for edge, by in zip(code.box, offset, strict=True)]
            yield replace(code, box=(edges[0], edges[1], edges[2], edges[3]))


def _closer(page: Any, place: tuple[int, int, int, int], top: int, dots: float) -> Image:
    """Return what lies within left, upper, right and lower edge in dots of a strip that begins at `top`, larger."""
    left, upper, right, lower = place
    return _drawn(page, CLOSE, tuple(edge / dots * CLOSE for edge in (left, upper + top, right, lower + top)))


def _drawn(page: Any, dpi: float, box: tuple[float, ...] | None = None) -> Image:
    """Return the page in grey levels, or what lies within left, top, right and bottom in dots."""
    if box is None:
        cut = (0.0, 0.0, 0.0, 0.0)
    else:
        left, top, right, bottom = (edge / dpi * 72 for edge in box)
        width, height = page.get_size()
        cut = (max(0.0, left), max(0.0, height - bottom), max(0.0, width - right), max(0.0, top))
    image: Image = page.render(scale=dpi / 72, grayscale=True, crop=cut).to_pil().convert("L")
    return image
