"""The hermetic font set: the only fonts that print may use, cut from Debian's Noto Sans CJK.

Importing this package is cheap (no fontTools); only `font_set` and `missing` do work, once a cache folder.
"""

from __future__ import annotations

from fanzha.fonts.coverage import covers, missing
from fanzha.fonts.digests import content_digest
from fanzha.fonts.fontset import FontSet, font_set
from fanzha.fonts.further import ARABIC, JOINING, LATIN, Face, further_faces
from fanzha.fonts.source import FAMILY, STYLE, MissingFont, Source, identity, source
from fanzha.fonts.system import system_version

__all__ = [
    "ARABIC",
    "FAMILY",
    "JOINING",
    "LATIN",
    "STYLE",
    "Face",
    "FontSet",
    "MissingFont",
    "Source",
    "content_digest",
    "covers",
    "font_set",
    "further_faces",
    "identity",
    "missing",
    "source",
    "system_version",
]
