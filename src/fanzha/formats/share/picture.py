"""The page as a picture: drawn by another program than the one that set it, in few colours, always the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fanzha.pdf.pages import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = 128
"""Flat grounds and smoothed edges need no more, and a chat group's members pay for their data."""


def raster(pdf: bytes, width: int, height: int) -> Image:
    """Return the first page in `width` × `height` pixels, in colour. Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(pdf)
    try:
        page = document[0]
        picture: Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    return picture.crop((0, 0, width, height))


def as_png(pdf: bytes, width: int, height: int) -> bytes:
    """Return the first page as a PNG with a palette."""
    from PIL import Image

    few = raster(pdf, width, height).quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out := io.BytesIO(), "PNG", optimize=True)
    return out.getvalue()
