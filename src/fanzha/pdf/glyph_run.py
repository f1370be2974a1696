"""Letters set without WeasyPrint: a tiny font of just the characters wanted, and strings of its glyph numbers.

For short lines that nothing flows around, such as a name and a telephone number. One character, one glyph, with the
font's own advances; no kerning, no ligatures, no marks that combine. The font is written into the PDF as WeasyPrint
writes its own, so that the glyph audit reads it the same way.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fanzha.fonts import FAMILY
from fanzha.fonts.harfbuzz import cut
from fanzha.pdf.typeset import MissingGlyph

ASCENT, DESCENT = 1160, 288
"""Thousandths of the type size above and below the baseline, as WeasyPrint writes them for this family."""

_NARROW = "pwid"
"""The feature of natural widths; see `fanzha.fonts.STYLE`."""

_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


@dataclass(frozen=True)
class Letters:
    """A font program of some characters, and what is needed to set lines in it."""

    name: str
    """As in a PDF: `ABCDEF+Fanzha-Sans-Bold`; the six letters stand for the characters."""
    program: bytes = field(repr=False)
    """OpenType with CFF outlines; CIDs are glyph numbers."""
    glyphs: Mapping[str, int]
    """The glyph number of each character."""
    widths: Mapping[int, float]
    """The advance of each glyph in thousandths of the type size."""

    def width(self, text: str) -> float:
        """Return the length of a line in type sizes (em)."""
        return sum(self.widths[self.glyphs[char]] for char in text) / 1000

    def coded(self, text: str) -> bytes:
        """Return the line as a string of a content stream."""
        return b"<%s>" % "".join(f"{self.glyphs[char]:04x}" for char in text).encode()


def plain(text: str) -> str:
    """Return the text as it is set: composed characters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letters(text: str, font: Path, weight: int, *, narrow: bool = False) -> Letters:
    """Return the letters for `text` (already `plain`), cut from a font of the font set (1 ms).

    `narrow` takes ‘’ “” … of natural width, as English is set, instead of the full-width ones. The same characters and
    weight give the same bytes. Raises `MissingGlyph` for a character that the font lacks, and for one that would have
    to be placed over another.
    """
    wanted = sorted(set(text))
    program, glyphs, widths = _cut(font, "".join(wanted), (_NARROW,) if narrow else ())
    for char in text:
        if char not in glyphs or unicodedata.combining(char):
            raise MissingGlyph(char, [f"no glyph for {char!r}"])
    style = "-Bold" if weight >= 600 else ""
    digest = hashlib.sha256("".join([*wanted, style, _NARROW * narrow]).encode()).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    return Letters(f"{tag}+{FAMILY.replace(' ', '-')}{style}", program, glyphs, widths)


def _cut(font: Path, chars: str, features: tuple[str, ...]) -> tuple[bytes, dict[str, int], dict[int, float]]:
    """Return the program, the glyph of each character that the font has, and the advance of each glyph."""
    from fontTools.ttLib import TTFont

    small = cut(font, 0, [(ord(char), ord(char)) for char in chars], features)
    opened = TTFont(io.BytesIO(small), lazy=True)
    order = {name: number for number, name in enumerate(opened.getGlyphOrder())}
    instead = _substitutes(opened) if features else {}
    found = (opened.getBestCmap() or {}).items()
    glyphs = {chr(codepoint): order[instead.get(name, name)] for codepoint, name in found}
    per_em = opened["head"].unitsPerEm
    widths = {order[name]: 1000 * advance / per_em for name, (advance, _) in opened["hmtx"].metrics.items()}
    return _with_identity_charset(opened), glyphs, widths


def _substitutes(font: Any) -> dict[str, str]:
    """Return the glyphs that the features left in a font put in the place of others, one for one."""
    if "GSUB" not in font or font["GSUB"].table.LookupList is None:
        return {}
    tables = [table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    plain_tables = (getattr(table, "ExtSubTable", table) for table in tables)
    return {name: other for table in plain_tables for name, other in getattr(table, "mapping", {}).items()}


def _with_identity_charset(font: Any) -> bytes:
    """Return the font with CID equal to glyph number; cutting has numbered the glyphs anew (see `fanzha.fonts.cut`)."""
    from fontTools.ttLib.sfnt import SFNTWriter

    table = bytearray(font.reader["CFF "])
    last = int(font["maxp"].numGlyphs) - 1
    if last:
        charset = _identity_charset(last)
        start = font["CFF "].cff[0].rawDict["charset"]
        table[start : start + len(charset)] = charset
    file = io.BytesIO()
    kept = [tag for tag in font.reader.keys() if tag not in ("GPOS", "GSUB")]  # noqa: SIM118 (the reader is no mapping)
    writer = SFNTWriter(file, len(kept), font.sfntVersion)
    for tag in kept:
        writer[tag] = bytes(table) if tag == "CFF " else font.reader[tag]
    writer.close()
    return file.getvalue()


def _identity_charset(last: int) -> bytes:
    """Return a charset with CIDs 1 to `last`, in the shortest form, so that it fits where the old one stood.

    Adobe Technical Note 5176, section 13: each CID, or one range with a short or a long count.
    """
    if last == 1:
        return b"\0\0\1"
    count = last - 1
    return b"\1\0\1" + count.to_bytes(1, "big") if count < 256 else b"\2\0\1" + count.to_bytes(2, "big")


def new_font(pdf: Any) -> Any:
    """Return a font object of an open pikepdf document, to be filled by `write_font` as often as wanted."""
    from pikepdf import Array, Dictionary, Name

    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontFamily=FAMILY,
        Flags=4,  # symbolic: a character set of its own
        FontBBox=Array([0, -DESCENT, 1000, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=-DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        StemH=80,
        FontFile3=pdf.make_stream(b"", Subtype=Name.OpenType),
    )
    composed = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(composed)]),
            ToUnicode=pdf.make_stream(b""),
        )
    )


def write_font(font: Any, content: Letters) -> None:
    """Make a font object of `new_font` that of these letters, whatever it was."""
    from pikepdf import Array, Name

    composed = font.DescendantFonts[0]
    font.BaseFont = composed.BaseFont = composed.FontDescriptor.FontName = Name("/" + content.name)
    used = sorted(set(content.glyphs.values()))
    composed.W = Array([part for glyph in used for part in (glyph, Array([round(content.widths[glyph], 3)]))])
    composed.FontDescriptor.FontFile3.write(content.program)
    font.ToUnicode.write(_to_unicode(content.glyphs))


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    """Return the map from glyphs to characters; of characters drawn alike the first stands for all."""
    chars: dict[int, str] = {}
    for char, glyph in sorted(glyphs.items()):
        chars.setdefault(glyph, char)
    lines = [f"<{glyph:04x}> <{char.encode('utf-16-be').hex()}>" for glyph, char in sorted(chars.items())]
    sections = [lines[start : start + 100] for start in range(0, len(lines), 100)]  # no more in one
    parts = [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections]
    return _MAP.format("\n".join(parts)).encode()
