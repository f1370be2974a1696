"""Which font sets which script of a screen, and in which sizes.

Rule: at 16 rows a bitmap font, from `SMALLEST_OUTLINE` dots on an outline snapped to one bit. Letters that join need
more rows than hanzi, because their dots stand above and below them: see `LEAST_JOINED_ROWS`.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fanzha.pixels.faces import OUTLINE_FONT, OUTLINE_PACKAGE, SMALLEST_OUTLINE, Face, Glyph, bitmap_face, outline_face
from fanzha.pixels.setting import is_wide
from fanzha.pixels.shaped import ShapedFace

SMALLEST_SHARE = 0.74
"""A page may shrink its type to this share of the largest rather than tear a clause apart (24 of 31 dots)."""
LEAST_JOINED_EM, LEAST_JOINED_ROWS = 23, 32
"""Dots of an em, and rows of a screen, that the letters of Uyghur need in all their forms.

Measured with DejaVu Sans Bold on 134 forms: at 23 dots each mark above and below a letter is at least two by two LEDs,
and every form but one ligature (`لچ`) has as many separate pieces as in print, so that the two or three dots that tell
ت from پ and ن do not run together. The tallest and the deepest of them then take 31 rows. At 22 dots a mark is two LEDs
or less, at 20 a single one, and at 16 twelve forms have lost marks.
"""


@dataclass(frozen=True)
class Font:
    """Where an outline font lies, and the Debian package that brings it."""

    path: Path
    package: str
    rough: frozenset[int] = frozenset()
    """Sizes in dots at which its hinting makes marks of joined letters run together or smaller than two by two."""


_DEJAVU, _DEJAVU_PACKAGE = Path("/usr/share/fonts/truetype/dejavu"), "fonts-dejavu-core"
FONTS = {
    "noto-sans-cjk-bold": Font(OUTLINE_FONT, OUTLINE_PACKAGE),
    "noto-sans-cjk": Font(OUTLINE_FONT.with_name("NotoSansCJK-Regular.ttc"), OUTLINE_PACKAGE),
    "dejavu-sans-bold": Font(_DEJAVU / "DejaVuSans-Bold.ttf", _DEJAVU_PACKAGE, frozenset({24, 25, 26})),
    "dejavu-sans": Font(_DEJAVU / "DejaVuSans.ttf", _DEJAVU_PACKAGE, frozenset({24, 25, 26, 27, 31, 35})),
}
"""Noto Sans CJK: OFL. DejaVu: free licence of Bitstream Vera; Debian's Pango brings it along."""
BITMAP = "wenquanyi"
"""The one bitmap font, for 16 rows."""


@dataclass(frozen=True, kw_only=True)
class Fonts:
    """A font for each script; `auto` is the clearest at the height of the screen."""

    hanzi: Literal["auto", "wenquanyi", "noto-sans-cjk-bold", "noto-sans-cjk"] = "auto"
    """`auto`: WenQuanYi at 16 rows, Noto Sans CJK Bold above."""
    latin: Literal["auto", "wenquanyi", "noto-sans-cjk-bold", "noto-sans-cjk", "dejavu-sans-bold", "dejavu-sans"] = (
        "auto"
    )
    """Letters and digits; `auto`: the font of the hanzi."""
    arabic: Literal["auto", "dejavu-sans-bold", "dejavu-sans"] = "auto"
    """Joined letters; `auto`: DejaVu Sans Bold, of the free fonts the one whose dots stay apart in the fewest rows."""


@dataclass(frozen=True)
class Typeface:
    """The faces of all sizes in which a language is set."""

    fonts: Fonts = Fonts()
    joined: str = ""
    """The language, such as `ug`, when it is written in joined letters from right to left."""

    def for_rows(self, rows: int) -> Face:
        """Return the largest face for a screen of `rows` rows. Raises `MissingFont`."""
        if rows <= SMALLEST_OUTLINE:
            return bitmap_face()
        return self.at(self._clear(rows - 1))

    def at(self, em: int) -> Face:
        """Return the outline face at `em` dots. Raises `MissingFont`."""
        if self.joined:
            return _shaped(em, FONTS[self._arabic], self.joined, self._latin)
        return self.latin(em) if self._latin == self._hanzi else _mixed(em, self._hanzi, self._latin)

    def latin(self, em: int) -> Face:
        """Return the outline face of letters and digits at `em` dots, at any height. Raises `MissingFont`."""
        return _outline(em, self._latin)

    @property
    def _hanzi(self) -> Font:
        return FONTS.get(self.fonts.hanzi, FONTS["noto-sans-cjk-bold"])

    @property
    def _latin(self) -> Font:
        return FONTS.get(self.fonts.latin, self._hanzi)

    @property
    def _arabic(self) -> str:
        return "dejavu-sans-bold" if self.fonts.arabic == "auto" else self.fonts.arabic

    def below(self, face: Face) -> Face | None:
        """Return the next smaller outline face; None when it could not be read."""
        em = self._clear(face.em - 1)
        return self.at(em) if em >= (LEAST_JOINED_EM if self.joined else 1) else None

    def _clear(self, em: int) -> int:
        """Return the largest size up to `em` at which no marks of joined letters run together."""
        rough = FONTS[self._arabic].rough if self.joined else frozenset[int]()
        return next(size for size in range(em, -1, -1) if size not in rough)

    def sizes(self, rows: int) -> Iterator[Face]:
        """Yield the faces for a page, the largest first."""
        face: Face | None = self.for_rows(rows)
        assert face is not None
        least = math.ceil(face.em * SMALLEST_SHARE) if rows > 16 else face.em
        while face is not None and face.em >= least:
            yield face
            face = self.below(face)

    def identities(self, rows: int) -> tuple[str, ...]:
        """Return the names of fonts in use besides the two that every screen has, for what a product depends on."""
        used: set[str] = {self.fonts.latin, self.fonts.hanzi} if rows > SMALLEST_OUTLINE else set()
        used |= {self._arabic} if self.joined else set()
        return tuple(sorted(name for name in used if name in FONTS))


class MixedFace:
    """Hanzi of one font and letters of another, on one baseline."""

    def __init__(self, hanzi: Face, latin: Face) -> None:
        """Take two faces of one size."""
        self.em, self.baseline, self.gap = hanzi.em, hanzi.baseline, hanzi.gap
        self._hanzi, self._latin = hanzi, latin

    def covers(self, char: str) -> bool:
        """Return whether the character's own font has it."""
        return self._of(char).covers(char)

    def glyph(self, char: str) -> Glyph:
        """Return its dots."""
        return self._of(char).glyph(char)

    def _of(self, char: str) -> Face:
        return self._hanzi if is_wide(char) else self._latin


def _outline(em: int, font: Font) -> Face:
    return outline_face(em, font.path, font.package)


@functools.cache
def _mixed(em: int, hanzi: Font, latin: Font) -> Face:
    return MixedFace(_outline(em, hanzi), _outline(em, latin))


@functools.cache
def _shaped(em: int, font: Font, language: str, latin: Font) -> Face:
    return ShapedFace(font.path, em, font.package, language, _outline(em, latin))
