"""Lines of Arabic script (Uyghur, Kazakh): letters that join, set from right to left, each dot on or off.

The letters are shaped by HarfBuzz, through Raqm in Pillow. Numbers and Latin words inside such a line run from left to
right and are set in the Latin face, dot by dot like all others, so that a hotline keeps its colour and its order.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.fonts import MissingFont
from fanzha.pixels.faces import Face, Glyph, character_map

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

BIDI_PACKAGE = "libfribidi0"
"""Pillow brings Raqm and HarfBuzz; this library, which Pango needs too, it takes from the system."""
_LETTER = "A-Za-zÀ-ɏ"
_TOKEN = rf"[0-9{_LETTER}](?:[0-9{_LETTER}%&@#+/'’.,:\-]*[0-9{_LETTER}%])?"
_WESTERN = re.compile(rf"(?=[{_LETTER}]){_TOKEN}(?: {_TOKEN})*|{_TOKEN}")
"""What runs from left to right within a line: Latin words with the numbers that follow them, or a number by itself, as
the Unicode bidirectional algorithm orders them (UAX #9, W7); two numbers side by side stand in the line's order."""


class ShapedFace:
    """A font of Arabic script at a size in dots, with a face for the numbers and Latin words among it."""

    def __init__(self, path: Path, em: int, package: str, language: str, latin: Face) -> None:
        """Take the font at `em` dots for a language such as `ug`. Raises `MissingFont`, which names `package`."""
        if not path.is_file():
            raise MissingFont(path, package)
        self.em = em
        self.baseline = round(em * 0.8)
        self.gap = latin.gap
        self._path, self._language, self._latin = path, language, latin
        self._runs: dict[str, Glyph] = {}

    @functools.cached_property
    def _font(self) -> FreeTypeFont:
        from PIL import ImageFont, features

        if not features.check_feature("raqm"):
            raise MissingFont(self._path, BIDI_PACKAGE)
        return ImageFont.truetype(str(self._path), self.em, layout_engine=ImageFont.Layout.RAQM)

    def covers(self, char: str) -> bool:
        """Return whether the line can show the character; marks of direction and joining show nothing."""
        if _WESTERN.fullmatch(char):
            return self._latin.covers(char)
        return unicodedata.category(char) == "Cf" or ord(char) in character_map(self._path)

    def glyph(self, char: str) -> Glyph:
        """Return the dots of a character by itself."""
        return self._latin.glyph(char) if _WESTERN.fullmatch(char) else self._joined(char)

    def placed(self, text: str) -> Iterator[tuple[int, Glyph, int]]:
        """Yield from left to right the origin's column, the dots and the index of each Latin character or joined run.

        A run's index is that of its first character.
        """
        x, before = 0, ""
        for start, run, western in reversed(list(_runs(text))):
            left, right = (run[0], run[-1]) if western else (run[-1], run[0])
            x += self.gap if before.isalnum() and left.isalnum() else 0
            pieces = enumerate(map(self._latin.glyph, run)) if western else [(0, self._joined(run))]
            for offset, glyph in pieces:
                yield x, glyph, start + offset
                x += glyph.advance
            before = right

    def _joined(self, run: str) -> Glyph:
        if run not in self._runs:
            self._runs[run] = self._draw(run)
        return self._runs[run]

    def _draw(self, run: str) -> Glyph:
        from PIL import Image, ImageDraw

        font, language, margin = self._font, self._language, self.em
        advance = round(font.getlength(run, direction="rtl", language=language))
        sheet = Image.new("1", (advance + 2 * margin, 4 * self.em))
        # Mode 1 makes FreeType hint for one bit, as with every other face.
        ImageDraw.Draw(sheet).text(
            (margin, 2 * self.em), run, 1, font=font, anchor="ls", direction="rtl", language=language
        )
        box = sheet.getbbox()
        if box is None:
            return Glyph(advance, 0, 0, None)
        return Glyph(advance, box[0] - margin, box[1] - 2 * self.em, sheet.crop(box))


def _runs(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the runs of a line as they are read: where each begins, its text, whether it goes from left to right."""
    end = 0
    for found in _WESTERN.finditer(text):
        if found.start() > end:
            yield end, text[end : found.start()], False
        yield found.start(), found[0], True
        end = found.end()
    if end < len(text):
        yield end, text[end:], False
