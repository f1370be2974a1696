"""Inks: a screen's picture holds the numbers 0, 1, 2 for off, text and number; colours come last.

So a dot can never be half lit: what is written to a file is looked up in a palette of three colours.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

OFF, TEXT, NUMBER = 0, 1, 2

Colour = tuple[int, int, int]

_LEVELS = 4
_LEVELS_OF_INKS = [min(ink * _LEVELS, 255) for ink in range(256)]
_DIM = 0.1
"""An unlit LED is still seen as a dark bead."""
_BLOOM = 0.35
"""A lit LED lights the housing around it too: without that, text looks darker in a picture than on the wall."""


@dataclass(frozen=True)
class Palette:
    """The colours of the three inks."""

    text: Colour
    number: Colour
    off: Colour = (0, 0, 0)

    @property
    def colours(self) -> tuple[Colour, Colour, Colour]:
        """Colours in order of the inks."""
        return self.off, self.text, self.number


def painted(picture: Image, palette: Palette) -> Image:
    """Return the picture of inks as mode `P` with the palette's colours."""
    copy = picture.copy()
    copy.putpalette([part for colour in palette.colours for part in colour])
    return copy


def picture_rows(picture: Image) -> list[str]:
    """Return the picture as text, one string a row: `.` off, `#` text, `@` number."""
    signs, width = ".#@", picture.width
    cells = picture.convert("L").tobytes() if picture.mode == "1" else picture.tobytes()
    if picture.mode == "1":
        cells = bytes(min(cell, 1) for cell in cells)
    return ["".join(signs[c] for c in cells[y * width : (y + 1) * width]) for y in range(picture.height)]


@functools.cache
def _bead(size: int) -> Image:
    """Return one round LED of `size` pixels as levels 0 (gap) to `_LEVELS - 1` (full), smoothed at the rim."""
    from PIL import Image, ImageDraw

    fine = 8
    sheet = Image.new("L", (size * fine, size * fine))
    margin = size * fine * 0.06
    ImageDraw.Draw(sheet).ellipse((margin, margin, size * fine - 1 - margin, size * fine - 1 - margin), fill=255)
    small = sheet.resize((size, size), Image.Resampling.BOX)
    return small.point([round(value * (_LEVELS - 1) / 255) for value in range(256)])


@functools.lru_cache(maxsize=4)
def _beads(dots: tuple[int, int], size: int) -> Image:
    """Return a screen of so many columns and rows of beads, as `_bead` has them."""
    from PIL import Image

    across, down = dots
    bead = _bead(size).tobytes()
    rows = b"".join(bead[start : start + size] * across for start in range(0, size * size, size))
    return Image.frombytes("L", (across * size, down * size), rows * down)


def dotted(picture: Image, palette: Palette, size: int, frame: int = 0) -> Image:
    """Return the picture as a person sees the screen: round beads of `size` pixels, unlit ones dim.

    Mode `P`. `frame` is the width in pixels of the dark housing around it.
    """
    from PIL import Image, ImageChops

    beads = _beads(picture.size, size)
    inks = Image.frombytes("L", picture.size, picture.tobytes()).resize(beads.size, Image.Resampling.NEAREST)
    cells = ImageChops.add(inks.point(_LEVELS_OF_INKS), beads)
    whole = Image.new("L", (beads.width + 2 * frame, beads.height + 2 * frame))
    whole.paste(cells, (frame, frame))
    result = Image.frombytes("P", whole.size, whole.tobytes())
    result.putpalette(_bead_colours(palette))
    return result


@functools.cache
def _bead_colours(palette: Palette) -> list[int]:
    """Return the palette of `dotted`: for each ink the levels from the housing's colour to the bead's."""
    housing = (10, 10, 12)
    dim = tuple(round(h + _DIM * part) for h, part in zip(housing, palette.text, strict=True))
    parts: list[int] = []
    for colour, least in ((dim, 0.0), (palette.text, _BLOOM), (palette.number, _BLOOM)):
        for level in range(_LEVELS):
            share = least + (1 - least) * level / (_LEVELS - 1)
            parts += [round(h + (c - h) * share) for h, c in zip(housing, colour, strict=True)]
    return parts
