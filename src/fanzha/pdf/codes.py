"""The gate for codes: a page is rasterised and every code in it, of any symbology, is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fanzha.pdf.pages import open_pdf
from fanzha.qr import decode

if TYPE_CHECKING:
    from PIL.Image import Image


def rasters(data: bytes, dpi: int) -> Iterator[Image]:
    """Yield each page in grey levels. Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(data)
    try:
        for index in range(len(document)):
            yield document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def decode_codes(data: bytes, dpi: int = 200) -> tuple[tuple[str, ...], ...]:
    """Return, for each page, the payloads of all its codes, sorted. Raises `fanzha.pdf.pages.Unreadable`."""
    return tuple(tuple(decode(raster)) for raster in rasters(data, dpi))
