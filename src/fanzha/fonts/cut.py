"""Cutting one weight of the font set, and giving it names and glyph numbers of its own."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fanzha.fonts.charset import FEATURES, RANGES
from fanzha.fonts.harfbuzz import cut
from fanzha.fonts.source import FACE, FAMILY

ASCENT, DESCENT = 1.16, 0.288
"""Em: the line metrics of Noto Sans CJK, and so of the font set."""
_USE_TYPO_METRICS = 1 << 7
"""Bit of fsSelection (OpenType 1.9, OS/2 table)."""


@functools.cache
def face_number(path: Path) -> int:
    """Return the position of the mainland face in a collection, 0 in a file of one font."""
    from fontTools.ttLib import TTCollection

    if path.suffix != ".ttc":
        return 0
    with TTCollection(path, lazy=True) as collection:
        names = [font["name"].getDebugName(1) for font in collection]
    # Noto names its bold face "Noto Sans CJK SC" with style Bold, some packages "Noto Sans CJK SC Bold".
    return next(number for number, name in enumerate(names) if name in (FACE, f"{FACE} Bold"))


def cut_weight(path: Path, weight: int) -> bytes:
    """Return the OpenType font (CFF outlines) for CSS weight 400 or 700, the same bytes for the same source."""
    from fontTools.ttLib import TTFont

    small = io.BytesIO(cut(path, face_number(path), RANGES, FEATURES))
    font = TTFont(small, lazy=True, recalcTimestamp=False)
    _rename(font, FAMILY, weight)
    return _written(font, {"CFF ": _with_identity_charset(font)}, ("OS/2", "name"))


def cut_face(path: Path, ranges: Iterable[tuple[int, int]], features: Iterable[str], family: str) -> bytes:
    """Return a font of these characters under another family name, the same bytes for the same source.

    Its lines are as high, and its baseline is where it is, in the font set: whatever stands beside it keeps its place.
    """
    from fontTools.ttLib import TTFont

    small = io.BytesIO(cut(path, face_number(path), ranges, features))
    font = TTFont(small, lazy=True, recalcTimestamp=False)
    # One weight serves all: nothing is to be made bolder than it was drawn.
    _rename(font, family, 400)
    em = font["head"].unitsPerEm
    lines, win = font["hhea"], font["OS/2"]
    lines.ascent, lines.descent, lines.lineGap = round(ASCENT * em), -round(DESCENT * em), 0
    win.usWinAscent, win.usWinDescent = lines.ascent, -lines.descent
    win.fsSelection &= ~_USE_TYPO_METRICS
    changed = {"CFF ": _with_identity_charset(font)} if "CFF " in font else {}
    return _written(font, changed, ("OS/2", "name", "hhea"))


def _written(font: Any, changed: dict[str, bytes], tables: Iterable[str]) -> bytes:
    """Return the font with these tables instead of its own, and with `tables` as they were changed."""
    from fontTools.ttLib.sfnt import SFNTWriter

    changed |= {tag: font[tag].compile(font) for tag in tables}
    result = io.BytesIO()
    writer = SFNTWriter(result, len(font.reader.keys()), font.sfntVersion)
    for tag in font.reader.keys():  # noqa: SIM118 (the reader is no mapping)
        writer[tag] = changed.get(tag) or font.reader[tag]
    writer.close()
    return result.getvalue()


def _with_identity_charset(font: Any) -> bytes:
    """Return the CFF table with CID equal to glyph number.

    WeasyPrint writes glyph numbers into the PDF, and a PDF reader takes them for CIDs of the embedded font (ISO 32000-2
    9.7.4.2). Unless the two are equal, readers that follow the standard to the letter draw other glyphs.
    """
    data = bytearray(font.reader["CFF "])
    top = font["CFF "].cff[0]
    offset, glyphs = top.rawDict["charset"], font["maxp"].numGlyphs
    # Format 2, one range: first CID 1, then glyphs - 2 more (Adobe Technical Note 5176, table 20).
    identity = b"\x02" + (1).to_bytes(2, "big") + (glyphs - 2).to_bytes(2, "big")
    data[offset : offset + len(identity)] = identity
    return bytes(data)


def _rename(font: Any, family: str, weight: int) -> None:
    style = "Bold" if weight >= 600 else "Regular"
    table = font["name"]
    notices = {number: table.getDebugName(number) for number in (0, 13, 14)}
    table.names = []
    post_script = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: post_script, 4: f"{family} {style}", 5: "Version 1.000", 6: post_script}
    for number, text in {**notices, **names}.items():
        if text:
            table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if weight >= 600 else 400
