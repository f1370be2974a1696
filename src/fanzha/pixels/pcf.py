"""Reading X11 bitmap fonts (PCF), dot by dot and with their character map.

Pillow opens such a font too, but cannot say which characters it has: one that is missing is drawn as nothing or as
another. Source of the layout: "The X11 Portable Compiled Font format", X.Org's `libXfont/src/bitmap/pcfread.c`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_METRICS, _BITMAPS, _ENCODINGS = 1 << 2, 1 << 3, 1 << 5
_COMPRESSED_METRICS = 0x100
_MSB_BYTES, _MSB_BITS = 1 << 2, 1 << 3
_NO_GLYPH = 0xFFFF


@dataclass(frozen=True)
class BitmapGlyph:
    """One character's dots."""

    advance: int
    """Dots from this character's origin to the next one's."""
    left: int
    """Column of the first dot, from the origin."""
    ascent: int
    """Rows above the baseline."""
    width: int
    height: int
    stride: int
    """Bytes a row in `dots`."""
    dots: bytes
    """Rows from the top, most significant bit first, 1 is lit."""


class PcfFont:
    """A PCF font in memory; glyphs are cut out when asked for."""

    def __init__(self, path: Path) -> None:
        """Read the file's tables. Raises `OSError`, or `ValueError` when it is not a PCF font of the usual kind."""
        self._data = path.read_bytes()
        if self._data[:4] != b"\x01fcp":
            raise ValueError(f"{path} is not a PCF font")
        count = struct.unpack_from("<I", self._data, 4)[0]
        entries = (struct.unpack_from("<IIII", self._data, 8 + 16 * n) for n in range(count))
        self._tables = {kind: (layout, offset) for kind, layout, _, offset in entries}
        for kind in (_METRICS, _BITMAPS, _ENCODINGS):
            if kind not in self._tables or self._tables[kind][0] & 0xC != _MSB_BYTES | _MSB_BITS:
                raise ValueError(f"{path} has no table {kind}, or one in another byte order")
        self._encoding = struct.unpack_from(">5H", self._data, self._tables[_ENCODINGS][1] + 4)

    def _index(self, char: str) -> int:
        """Return the number of the character's glyph, or `_NO_GLYPH`."""
        code = ord(char)
        row, cell = code >> 8, code & 0xFF
        first_cell, last_cell, first_row, last_row, _ = self._encoding
        if not (first_row <= row <= last_row and first_cell <= cell <= last_cell):
            return _NO_GLYPH
        place = (row - first_row) * (last_cell - first_cell + 1) + cell - first_cell
        start = self._tables[_ENCODINGS][1] + 14 + 2 * place
        return int(struct.unpack_from(">H", self._data, start)[0])

    def covers(self, char: str) -> bool:
        """Return whether the font has the character."""
        return self._index(char) != _NO_GLYPH

    def glyph(self, char: str) -> BitmapGlyph | None:
        """Return the character's dots, or None when the font lacks it."""
        index = self._index(char)
        if index == _NO_GLYPH:
            return None
        left, right, advance, ascent, descent = self._metrics(index)
        layout, table = self._tables[_BITMAPS]
        count = struct.unpack_from(">I", self._data, table + 4)[0]
        start = struct.unpack_from(">I", self._data, table + 8 + 4 * index)[0]
        padding = 1 << (layout & 3)
        width, height = right - left, ascent + descent
        stride = -(-((width + 7) // 8) // padding) * padding
        first = table + 8 + 4 * count + 16 + start
        dots = self._data[first : first + stride * height]
        return BitmapGlyph(advance, left, ascent, width, height, stride, dots)

    def _metrics(self, index: int) -> tuple[int, int, int, int, int]:
        layout, table = self._tables[_METRICS]
        if layout & _COMPRESSED_METRICS:
            raw = self._data[table + 6 + 5 * index : table + 11 + 5 * index]
            left, right, advance, ascent, descent = (byte - 0x80 for byte in raw)
        else:
            left, right, advance, ascent, descent = struct.unpack_from(">5h", self._data, table + 8 + 12 * index)
        return left, right, advance, ascent, descent
