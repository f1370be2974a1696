"""The page as a picture: drawn by another program than the one that set it, in few colours, always the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fanzha.pdf.colour import drawn

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = 128
"""Flat grounds and smoothed edges need no more, and a chat group's members pay for their data."""


def raster(pdf: bytes, width: int, height: int) -> Image:
    """Return the first page in `width` × `height` pixels, in colour. Raises `fanzha.pdf.pages.Unreadable`."""
    return next(drawn(pdf, width, height))


def as_png(pdf: bytes, width: int, height: int) -> bytes:
    """Return the first page as a PNG with a palette."""
    from PIL import Image

    few = raster(pdf, width, height).quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out := io.BytesIO(), "PNG", optimize=True)
    return out.getvalue()
