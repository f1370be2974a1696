"""Pages as pictures in grey, and every code on them: what the gates for codes, hotlines and visible ink look at.

Many offices print in grey. So whatever is proven from a picture is proven without its colours: a code, a number or a
line that only stands out by its hue is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fanzha.codes import Code, codes_in
from fanzha.codes.reading import maxicodes
from fanzha.codes.tiny import busy_places
from fanzha.pdf.pages import Box, open_pdf

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

_LATEST: list[tuple[bytes, list[list[tuple[str, Box]]]]] = []
"""The file that was read last, and what was found, in mm: `verify` asks for it right after."""


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

    `images` are the pages' `rasters` at `dpi`. What is too fine there is drawn again, larger: a whole sheet if it is no
    larger than A3, and then all of it is read there, not here.
    """
    document = open_pdf(data)
    try:
        found = [list(_codes(document[index], image, dpi)) for index, image in enumerate(images)]
    finally:
        document.close()
    mm = 25.4 / dpi
    _LATEST[:] = [(data, [[(code.text, Box(*(edge * mm for edge in code.box))) for code in page] for page in found])]
    return found


def placed_texts(data: bytes) -> list[list[tuple[str, Box]]]:
    """Return what the codes of each page say, and where on the page each stands: for proofs of their places.

    A file that `page_codes` has just read is not read again. Raises `fanzha.pdf.pages.Unreadable`.
    """
    if not _LATEST or _LATEST[0][0] != data:
        page_codes(data, list(rasters(data, _FINE)), _FINE)
    return _LATEST[0][1]


def texts_within(placed: Iterable[tuple[str, Box]], part: Box) -> list[str]:
    """Return what the codes say that stand wholly within a part of a page, each once, sorted."""
    return sorted(
        {
            text
            for text, box in placed
            if part.left <= box.left and box.right <= part.right and part.top <= box.top and box.bottom <= part.bottom
        }
    )


def _codes(page: Any, image: Image, dpi: float) -> Iterator[Code]:
    """Yield the codes of a page, and those of the places where something fine is drawn."""
    fine = min(_FINE, math.sqrt(_MOST / (image.width * image.height)) * dpi)
    width, height = (round(edge * fine / dpi) for edge in image.size)
    read, at = image, dpi
    if dpi < fine and width * height <= _WHOLE:
        read, at = _drawn(page, fine), fine
    yield from (_placed(code, (0, 0), at, at, dpi) for code in codes_in(read))
    if at >= fine:
        yield from _close(page, read, 0, at, dpi)
        return
    for top in range(0, height, _STRIP - _SHARED):
        strip = _drawn(page, fine, (0, top, width, top + _STRIP))
        yield from _close(page, strip, top, fine, dpi)
        yield from (_placed(code, (0, top), fine, fine, dpi) for code in maxicodes(strip))


def _close(page: Any, strip: Image, top: int, dots: float, dpi: float) -> Iterator[Code]:
    """Yield the codes of the busy places of a strip that begins at `top` and has so many `dots` an inch."""
    for place in busy_places(strip):
        for code in codes_in(_closer(page, place, top, dots)):
            yield _placed(code, (place[0], place[1] + top), CLOSE, dots, dpi)


def _placed(code: Code, corner: tuple[int, int], at: float, dots: float, dpi: float) -> Code:
    """Return a code of a part of a page drawn with `at` dots an inch, in dots of the page's picture.

    The part begins at a `corner` in dots of `dots` an inch.
    """
    offset = (*corner, *corner)
    edges = [round((edge / at + by / dots) * dpi) for edge, by in zip(code.box, offset, strict=True)]
    return replace(code, box=(edges[0], edges[1], edges[2], edges[3]))


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
