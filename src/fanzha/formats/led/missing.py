"""A character that a chosen font cannot draw."""

from __future__ import annotations

import unicodedata

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats.led.charset import at_offset


def font_lacks(text: Text, offset: int, rows: int) -> Diagnostic:
    """Return LED002 for the character at `offset` in `text`, on a screen of `rows` dots."""
    char = text[offset]
    where, name = at_offset(text.place, offset), unicodedata.name(char, "unnamed")
    return Diagnostic.at("LED002", where, char=char, codepoint=f"U+{ord(char):04X}", name=name, rows=rows)
