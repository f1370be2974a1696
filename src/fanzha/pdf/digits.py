"""Reads a number from the picture of a page, digit by digit, as an eye does: the text of a PDF is not asked.

Each digit is compared with the ten as the font draws them, both brought to one size. It is for large print: letters
smaller than `LEAST` are told apart too badly at the resolution of the gate.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.fonts import Source
from fanzha.fonts.cut import face_number
from fanzha.pdf.pages import Box, Line, Page

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST = 18.0
"""Points."""
_CELL = (24, 36)
"""Dots that every digit is brought to."""
_UNLIKE = 0.16
"""Mean difference (0 to 1) from which it is no digit at all; the same digit differs by 0.02 to 0.05."""
_WEIGHTS = (400, 700)


def printed(number: str, page: Page, raster: Image, dpi: float, fonts: Source) -> Iterator[str]:
    """Yield what each large printing of `number` on the page reads as; `raster` is the page in grey levels."""
    for line in page.lines:
        if line.size_pt >= LEAST:
            for found in re.finditer(re.escape(number), line.text):
                yield _read(line, found.start(), len(number), raster, dpi, fonts)


def _read(line: Line, start: int, length: int, raster: Image, dpi: float, fonts: Source) -> str:
    glyphs = line.glyphs[start : start + length]
    return "".join(_digit(_crop(raster, glyph.box, dpi / 25.4), fonts) for glyph in glyphs)


def _crop(raster: Image, box: Box, scale: float) -> Image:
    """Return the digit with a dot of its ground on every side."""
    return raster.crop(
        (int(box.left * scale) - 1, int(box.top * scale) - 1, int(box.right * scale) + 2, int(box.bottom * scale) + 2)
    )


def _digit(picture: Image, fonts: Source) -> str:
    """Return the digit that a picture is most like, or "?" when it is like none."""
    cell = _normal(picture)
    if cell is None:
        return "?"
    apart = {digit: min(_apart(cell, drawn) for drawn in cells) for digit, cells in _templates(fonts).items()}
    digit = min(apart, key=lambda each: apart[each])
    return digit if apart[digit] < _UNLIKE else "?"


@dataclass(frozen=True)
class Cell:
    """A digit brought to one size."""

    shape: float
    """Width by height of its ink."""
    ink: Image
    """In grey levels, 255 where it is full."""


def _normal(picture: Image) -> Cell | None:
    """Return the ink of a picture, dark on light or light on dark; None when there is none."""
    from PIL import ImageOps

    ground = picture.getpixel((0, 0))
    assert isinstance(ground, int | float)
    ink = picture.point(lambda level: min(255, abs(level - ground)))
    high = ink.getextrema()[1]
    if not isinstance(high, int) or high < 60:
        return None
    ink = ImageOps.autocontrast(ink)
    box = ink.point(lambda level: 255 if level > 110 else 0).getbbox()
    if box is None:
        return None
    inside = ink.crop(box)
    return Cell(inside.width / inside.height, inside.resize(_CELL))


def _apart(one: Cell, other: Cell) -> float:
    from PIL import ImageChops, ImageStat

    levels = ImageStat.Stat(ImageChops.difference(one.ink, other.ink)).mean[0] / 255
    return levels + abs(one.shape - other.shape) / 2


@functools.lru_cache(maxsize=2)
def _templates(fonts: Source) -> dict[str, list[Cell]]:
    """Return the ten digits as the font draws them, in every weight."""
    return {digit: [_drawn(digit, fonts.of_weight(weight)) for weight in _WEIGHTS] for digit in "0123456789"}


def _drawn(digit: str, path: Path) -> Cell:
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(path), 160, index=face_number(path))
    picture = Image.new("L", (240, 320), 255)
    ImageDraw.Draw(picture).text((60, 40), digit, fill=0, font=font)
    cell = _normal(picture)
    assert cell is not None
    return cell
