"""The still pictures of a screen's folder: its pages and the long strips, each as BMP of two depths."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fanzha.formats.led.motion import long_strip
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage
from fanzha.pixels import OFF, painted

if TYPE_CHECKING:
    from PIL.Image import Image

_LIT = [255 if ink != OFF else 0 for ink in range(256)]


def depths(params: LedParams) -> tuple[int, int]:
    """Return the bits of a dot: what a screen of this colour wants, and what to try when its card refuses that."""
    return (1, 24) if params.colour == "red" else (24, 1)


def other_depth(name: str, params: LedParams) -> str:
    """Return the plain name of the same picture in the other depth: `IMG/24BIT/P01.bmp` for `IMG/P01.bmp`."""
    return name.replace("IMG/", f"IMG/{depths(params)[1]}BIT/")


def strip_name(params: LedParams) -> str:
    """Return the plain name of the strip of a language; the other depth is in the folder of `other_depth`."""
    return f"IMG/STRIP{params.ending}.bmp"


def page_name(number: int) -> str:
    """Return the plain name of a page's picture, counted from 1."""
    return f"IMG/P{number:02d}.bmp"


def still_pictures(params: LedParams, pages: Sequence[ScreenPage]) -> dict[str, bytes]:
    """Return the BMPs by plain name."""
    pictures = {page_name(number): page.picture for number, page in enumerate(pages, 1)}
    pictures |= {strip_name(one): long_strip(one) for one in params.languages}
    own, other = depths(params)
    files = {name: bmp(picture, params, own) for name, picture in pictures.items()}
    return files | {other_depth(name, params): bmp(picture, params, other) for name, picture in pictures.items()}


def bmp(picture: Image, params: LedParams, bits: int) -> bytes:
    """Return a picture of inks as BMP: 24 bits in the screen's colours, or one bit, white wherever a dot is lit."""
    out = io.BytesIO()
    in_colours(picture, params, bits).save(out, "BMP")
    return out.getvalue()


def in_colours(picture: Image, params: LedParams, bits: int) -> Image:
    """Return a picture of inks as its BMP shows it, mode `1` or `RGB`."""
    if bits == 1:
        return picture.point(_LIT, "1")
    return painted(picture, PALETTES[params.colour]).convert("RGB")
