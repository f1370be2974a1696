"""Which characters the font set has: all that Chinese and English texts, places and people's names need."""

from __future__ import annotations

RANGES: tuple[tuple[int, int], ...] = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x017F),  # Latin-1 Supplement, Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin vowels with caron
    (0x01F8, 0x01F9),
    (0x0251, 0x0251),  # ɑ and ɡ of printed pinyin
    (0x0261, 0x0261),
    (0x02C7, 0x02CB),  # tone marks
    (0x02D9, 0x02D9),
    (0x0300, 0x0304),  # combining tone marks
    (0x030C, 0x030C),
    (0x0391, 0x03C9),  # Greek, as in GBK
    (0x0401, 0x0451),  # Cyrillic, as in GBK
    (0x1E3E, 0x1E3F),
    (0x2010, 0x205E),  # General Punctuation
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218B),  # letter-like symbols, number forms
    (0x2190, 0x22FF),  # arrows, mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # enclosed numerals
    (0x2500, 0x27BF),  # boxes, geometric shapes, miscellaneous symbols, dingbats
    (0x2900, 0x297F),
    (0x2B00, 0x2BFF),
    (0x2E80, 0x2FDF),  # radicals
    (0x2FF0, 0x3029),  # ideographic description, CJK punctuation
    (0x3030, 0x30FF),  # the rest of it, without tone marks that combine; kana
    (0x3105, 0x312F),  # bopomofo
    (0x3200, 0x33FF),  # enclosed CJK, square units
    (0x3400, 0x4DBF),  # Extension A: rare characters in names and places
    (0x4E00, 0x9FFF),  # hanzi, with all of GBK
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE6F),  # vertical, compatibility and small forms
    (0xFF01, 0xFFEE),  # full-width and half-width forms
    (0x1F100, 0x1F1AC),  # enclosed alphanumerics
    (0x20000, 0x2FA1F),  # Extensions B to F and compatibility, as far as the font has them
)
"""Inclusive ranges of code points; what the source font lacks stays missing.

The hanzi of 通用规范汉字表 (8,105) reach into Extensions A to E, so all that the font has are kept: the cut takes
half a second either way, and a village named with a rare character is not turned away.
"""

FEATURES: tuple[str, ...] = ("kern", "palt", "halt", "ccmp", "mark", "mkmk", "vert", "vpal", "vhal", "pwid")
"""OpenType features that are kept. No `locl`: the language of a text must not switch to foreign glyph shapes. No
`liga`: one character, one glyph, which the glyph audit relies on. `pwid` gives English its own narrow
quotation marks."""
