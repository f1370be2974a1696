"""Reading a screen's BMPs back, byte by byte: header, size, depth, palette and every dot."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led.motion import long_strip
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage
from fanzha.formats.led.pictures import depths, in_colours, other_depth, page_name, strip_name
from fanzha.formats.led.proof_motion import stray_colours

if TYPE_CHECKING:
    from PIL.Image import Image

_HEADER = struct.Struct("<2sIHHIIiiHHIIiiII")
"""BITMAPFILEHEADER and BITMAPINFOHEADER (Windows, wingdi.h)."""
_BLACK_AND_WHITE = bytes(4) + b"\xff\xff\xff\0"


@dataclass(frozen=True)
class Bitmap:
    """A BMP as it was read."""

    width: int
    height: int
    bits: int
    palette: bytes
    """Four bytes a colour: blue, green, red, 0."""
    dots: Image
    """Mode `1` or `RGB`."""


def read_bmp(data: bytes) -> Bitmap:
    """Return a BMP of one bit or 24 bits; raises ValueError for any that a simple card might stumble over.

    That is: a header other than the 40 bytes that all know, compression, rows from the top, missing or spare bytes.
    """
    from PIL import Image

    if len(data) < _HEADER.size:
        raise ValueError("too short")
    head = _HEADER.unpack_from(data)
    magic, size, _, _, start, length, width, height, planes, bits, compression, _, _, _, colours, _ = head
    if (magic, size, length, planes, compression) != (b"BM", len(data), 40, 1, 0):
        raise ValueError("not a plain BMP")
    palette = data[_HEADER.size : start]
    if bits not in (1, 24) or len(palette) != (8 if bits == 1 else 0) or colours not in (0, len(palette) // 4):
        raise ValueError("other colours")
    stride = (width * bits + 31) // 32 * 4
    if width < 1 or height < 1 or len(data) != start + stride * height:
        raise ValueError("another number of dots")
    mode, order = ("1", "1") if bits == 1 else ("RGB", "BGR")
    return Bitmap(
        width, height, bits, palette, Image.frombytes(mode, (width, height), data[start:], "raw", order, stride, -1)
    )


def prove_pictures(
    found: Mapping[str, tuple[str, bytes]], params: LedParams, pages: Sequence[ScreenPage]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the still pictures; `found` are the folder's files, path and bytes, by plain name."""
    wanted = {page_name(number): (page.picture, page.text) for number, page in enumerate(pages, 1)}
    for one in params.languages:
        wanted[strip_name(one)] = long_strip(one), " ".join(slogan.name for slogan in one.slogans)
    own, other = depths(params)
    for name, (picture, text) in wanted.items():
        for plain, bits in ((name, own), (other_depth(name, params), other)):
            if plain in found:
                yield from _picture(*found[plain], in_colours(picture, params, bits), params, text)


def _picture(path: str, data: bytes, wanted: Image, params: LedParams, text: str) -> Iterator[Diagnostic]:
    bits = 1 if wanted.mode == "1" else 24
    expected = f"BMP {wanted.width}×{wanted.height}, {bits} bit"
    try:
        bitmap = read_bmp(data)
    except ValueError:
        yield Diagnostic.at("LED004", path=path, expected=expected, found="-")
        return
    found = f"BMP {bitmap.width}×{bitmap.height}, {bitmap.bits} bit"
    if found != expected:
        yield Diagnostic.at("LED004", path=path, expected=expected, found=found)
    elif bits == 1 and bitmap.palette != _BLACK_AND_WHITE:
        yield Diagnostic.at("LED005", path=path, colour="#" + bitmap.palette[2::-1].hex())
    elif bits == 24 and (stray := stray_colours(bitmap.dots, PALETTES[params.colour].colours)):
        yield Diagnostic.at("LED005", path=path, colour=stray[0])
    elif bitmap.dots.tobytes() != wanted.tobytes():
        yield Diagnostic.at("LED014", path=path, text=text)
