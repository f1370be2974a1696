"""The faces that screens are set in: a bitmap font for 16 rows, an outline font snapped to one bit above."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fanzha.fonts import MissingFont, content_digest

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

BITMAP_FONT = Path("/usr/share/fonts/X11/misc/wenquanyi_12pt.pcf")
"""WenQuanYi Bitmap Song, 12 points at 96 dpi: 16 dots an em. At 16 rows no outline font is as clear."""
BITMAP_PACKAGE = "xfonts-wqy"
OUTLINE_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
OUTLINE_PACKAGE = "fonts-noto-cjk"
OUTLINE_FACE = "Noto Sans CJK SC"
"""The face of the collection with mainland shapes."""
SMALLEST_OUTLINE = 20
"""Dots an em below which the bold outline clogs (难 and 真 become blots)."""


def identity(cache: Path | None = None, path: Path = BITMAP_FONT) -> str:
    """Return a short digest of the bitmap font, which `cache` remembers; raises MissingFont."""
    try:
        return content_digest(path, cache)[:16]
    except OSError:
        raise MissingFont(path, BITMAP_PACKAGE) from None


@dataclass(frozen=True)
class Glyph:
    """One character's dots around its origin on the baseline."""

    advance: int
    left: int
    top: int
    """Row of the first dots; negative above the baseline."""
    dots: Image | None
    """Mode `1`; None for a blank."""

    @property
    def bottom(self) -> int:
        """Row below the last dots."""
        return self.top + (self.dots.height if self.dots else 0)


class Face(Protocol):
    """A font at one size."""

    em: int
    """Dots from one hanzi to the next."""
    baseline: int
    """Row of the baseline in a line of `em` or `em + 1` rows."""
    gap: int
    """Dots between a hanzi and a digit or letter."""

    def covers(self, char: str) -> bool:
        """Return whether the font has the character."""

    def glyph(self, char: str) -> Glyph:
        """Return its dots; a blank of one em when the font lacks it."""


class BitmapFace:
    """WenQuanYi's 16 dots."""

    em = 16
    baseline = 14
    gap = 1

    def __init__(self, path: Path) -> None:
        """Read the font. Raises `MissingFont`."""
        from fanzha.pixels.pcf import PcfFont

        if not path.is_file():
            raise MissingFont(path, BITMAP_PACKAGE)
        self._font = PcfFont(path)
        self._glyphs: dict[str, Glyph] = {}

    def covers(self, char: str) -> bool:
        """Return whether the font has the character, with dots: for ń and ň it has an empty box."""
        return self._font.covers(char) and (char.isspace() or self.glyph(char).dots is not None)

    def glyph(self, char: str) -> Glyph:
        """Return its dots."""
        if char not in self._glyphs:
            self._glyphs[char] = self._cut(char)
        return self._glyphs[char]

    def _cut(self, char: str) -> Glyph:
        from PIL import Image

        found = self._font.glyph(char)
        if found is None:
            return Glyph(self.em, 0, 0, None)
        if not (found.width and found.height):
            return Glyph(found.advance, 0, 0, None)
        dots = Image.frombytes("1", (found.width, found.height), found.dots, "raw", "1", found.stride, 1)
        return Glyph(found.advance, found.left, -found.ascent, dots if dots.getbbox() else None)


class OutlineFace:
    """An outline font, Noto Sans CJK SC Bold where nothing else is asked for, at a size in dots, each on or off."""

    def __init__(self, path: Path, em: int, package: str = OUTLINE_PACKAGE) -> None:
        """Take the font at `em` dots; it is opened for the first glyph. Raises `MissingFont`, which names `package`."""
        if not path.is_file():
            raise MissingFont(path, package)
        self.em = em
        self.baseline = round(em * 0.87)
        self.gap = max(2, em // 12)
        self._path = path
        self._glyphs: dict[str, Glyph] = {}

    @functools.cached_property
    def _font(self) -> FreeTypeFont:
        from PIL import ImageFont

        index, layout = face_index(self._path), ImageFont.Layout.BASIC
        return ImageFont.truetype(str(self._path), self.em, index=index, layout_engine=layout)

    def covers(self, char: str) -> bool:
        """Return whether the font has the character."""
        return ord(char) in character_map(self._path)

    def glyph(self, char: str) -> Glyph:
        """Return its dots."""
        if char not in self._glyphs:
            self._glyphs[char] = self._draw(char)
        return self._glyphs[char]

    def _draw(self, char: str) -> Glyph:
        from PIL import Image, ImageDraw

        if not self.covers(char):
            return Glyph(self.em, 0, 0, None)
        advance, margin = round(self._font.getlength(char)), self.em
        sheet = Image.new("1", (advance + 2 * margin, 3 * self.em))
        # Mode 1 makes FreeType hint for one bit: stems snap to whole dots instead of being half lit.
        ImageDraw.Draw(sheet).text((margin, 2 * self.em), char, 1, font=self._font, anchor="ls")
        box = sheet.getbbox()
        if box is None:
            return Glyph(advance, 0, 0, None)
        return Glyph(advance, box[0] - margin, box[1] - 2 * self.em, sheet.crop(box))


@functools.cache
def face_index(path: Path) -> int:
    """Return the number of `OUTLINE_FACE` in a collection, whose order differs between releases; 0 of a single font."""
    from PIL import ImageFont

    if path.suffix != ".ttc":
        return 0
    for index in range(20):
        try:
            font = ImageFont.truetype(str(path), 16, index=index)
        except OSError:
            break
        if font.getname()[0] == OUTLINE_FACE:
            return index
    raise MissingFont(path, OUTLINE_PACKAGE)


@functools.cache
def character_map(path: Path) -> frozenset[int]:
    """Return the code points of the font's character map."""
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=face_index(path), lazy=True) as font:
        return frozenset(font.getBestCmap())


@functools.cache
def bitmap_face(path: Path = BITMAP_FONT) -> Face:
    """Return the face of 16 rows. Raises `MissingFont`."""
    return BitmapFace(path)


@functools.cache
def outline_face(em: int, path: Path = OUTLINE_FONT, package: str = OUTLINE_PACKAGE) -> Face:
    """Return the outline face at `em` dots. Raises `MissingFont`."""
    return OutlineFace(path, em, package)


def face_for(rows: int) -> Face:
    """Return the largest good face for a screen of `rows` rows. Raises `MissingFont`."""
    return outline_face(rows - 1) if rows > SMALLEST_OUTLINE else bitmap_face()
