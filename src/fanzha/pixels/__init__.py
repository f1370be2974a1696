"""Dot-exact text for LED screens: every dot is on or off, every character is in the font, nothing is cut.

Importing this package is cheap; Pillow and fontTools are imported when the first line is set.
"""

from __future__ import annotations

from fanzha.pixels.breaking import atoms, pages
from fanzha.pixels.faces import BITMAP_FONT, SMALLEST_OUTLINE, Face, bitmap_face, face_for, identity, outline_face
from fanzha.pixels.inks import NUMBER, OFF, TEXT, Palette, dotted, painted, picture_rows
from fanzha.pixels.reading import opened
from fanzha.pixels.setting import canvas, centred, fitting, measure, missing, set_line
from fanzha.pixels.shaped import BIDI_PACKAGE
from fanzha.pixels.typefaces import BITMAP, FONTS, LEAST_JOINED_ROWS, Fonts, Typeface

__all__ = [
    "BIDI_PACKAGE",
    "BITMAP",
    "BITMAP_FONT",
    "FONTS",
    "LEAST_JOINED_ROWS",
    "NUMBER",
    "OFF",
    "SMALLEST_OUTLINE",
    "TEXT",
    "Face",
    "Fonts",
    "Palette",
    "Typeface",
    "atoms",
    "bitmap_face",
    "canvas",
    "centred",
    "dotted",
    "face_for",
    "fitting",
    "identity",
    "measure",
    "missing",
    "opened",
    "outline_face",
    "pages",
    "painted",
    "picture_rows",
    "set_line",
]
