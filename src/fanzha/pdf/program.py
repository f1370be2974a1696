"""A font program (OpenType with CFF or TrueType outlines), opened for looking at single glyphs.

fontTools builds tables for all 30,000 glyphs before it shows one; the few bytes that matter are found here directly.
"""

from __future__ import annotations

import functools
import io
from typing import Any

Outline = tuple[Any, ...]


class Program:
    """One font program. Raises `fontTools.ttLib.TTLibError` when the bytes are none."""

    def __init__(self, data: bytes) -> None:
        """Open it; nothing is read before it is asked for."""
        from fontTools.ttLib import TTFont

        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.glyph_count = int(self.font["maxp"].numGlyphs)

    @functools.cached_property
    def cid_keyed(self) -> bool:
        """Whether glyphs are found by CID through the font's charset instead of by number."""
        return "CFF " in self.font and hasattr(self.font["CFF "].cff[0], "ROS")

    def glyphs_of_cid(self, cid: int) -> set[int]:
        """Return the numbers of the glyphs that PDF readers draw for a CID.

        Readers that follow ISO 32000-2 9.7.4.2 draw the glyph with that CID, some draw the glyph with that number.
        """
        numbers = {cid} if cid < self.glyph_count else set()
        if self.cid_keyed and self._cids[cid : cid + 1] != [cid]:
            numbers |= {number for number, each in enumerate(self._cids) if each == cid}
        return numbers

    def charstring(self, glyph: int) -> bytes | None:
        """Return the drawing instructions of a CFF glyph as they are stored, None for other outlines."""
        return self._charstrings[glyph] if self._charstrings is not None else None

    def outline(self, glyph: int) -> Outline:
        """Return the glyph's outline as drawing steps; what it is composed of is drawn out."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen

        pen = DecomposingRecordingPen(self._glyph_set)
        self._glyph_set[self.font.getGlyphName(glyph)].draw(pen)
        return tuple(pen.value)

    @functools.cached_property
    def _glyph_set(self) -> Any:
        return self.font.getGlyphSet()

    @functools.cached_property
    def _charstrings(self) -> Any | None:
        if "CFF " not in self.font:
            return None
        from fontTools.cffLib import Index

        table = io.BytesIO(self.font.reader["CFF "])
        table.seek(self.font["CFF "].cff[0].rawDict["CharStrings"])
        return Index(table)

    @functools.cached_property
    def _cids(self) -> list[int]:
        """The CID of each glyph: the charset of Adobe Technical Note 5176, section 13."""
        offset = self.font["CFF "].cff[0].rawDict.get("charset", 0)
        data = memoryview(self.font.reader["CFF "])[offset:]
        cids, form, at = [0], data[0], 1
        step = {0: 0, 1: 1, 2: 2}[form]
        while len(cids) < self.glyph_count:
            first = int.from_bytes(data[at : at + 2], "big")
            left = int.from_bytes(data[at + 2 : at + 2 + step], "big")
            cids.extend(range(first, first + left + 1))
            at += 2 + step
        return cids
