"""What a card's charset can hold: safe replacements, characters refused by name, and the trap of guessed encodings."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Text
from fanzha.languages import joined_script

SAFE = str.maketrans({"•": "·", "‧": "·", "・": "·", "〜": "～", "¥": "￥", "−": "－", "\u00a0": " "})
"""Characters outside GBK with a twin inside that means and looks the same."""

WESTERN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
"""Marks that GBK holds as wide as a hanzi: among Latin letters they tear holes."""


def shown(text: str, locale: str) -> str:
    """Return the text as the screen shows it; Arabic script goes through no charset and stays as it is written."""
    if joined_script(locale):
        return unicodedata.normalize("NFC", str(text))
    western = not locale.startswith("zh")
    return (text.translate(WESTERN) if western else str(text)).translate(SAFE)


def refused(text: Text | str, charset: str, locale: str) -> Iterator[Diagnostic]:
    """Yield LED001 for each character that cannot be encoded, at its own column."""
    place = text.place if isinstance(text, Text) else NOWHERE
    for offset, char in enumerate(text):
        # A control character has a code in every charset, but no card shows it.
        if _encodable(shown(char, locale), charset) and unicodedata.category(char) != "Cc":
            continue
        name = unicodedata.name(char, "unnamed")
        yield Diagnostic.at(
            "LED001",
            at_offset(place, offset),
            char=char,
            codepoint=f"U+{ord(char):04X}",
            name=name,
            charset=charset.upper(),
        )


def _encodable(text: str, charset: str) -> bool:
    try:
        text.encode("gbk" if charset == "gb2312" else charset)
    except UnicodeEncodeError:
        return False
    return charset != "gb2312" or all(_in_gb2312(char) for char in text)


@functools.cache
def _in_gb2312(char: str) -> bool:
    """Return whether GB2312 has a character of GBK.

    Python's own codec would refuse — and ·, whose codes it gives to ― and ・.
    """
    code = char.encode("gbk")
    if len(code) == 1:
        return True
    try:
        code.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return b"\xa1\xa1" <= code <= b"\xf7\xfe" and code[1] >= 0xA1


def encoded(text: str, charset: str) -> bytes:
    """Return the text's bytes; raises UnicodeEncodeError. GB2312 has the same codes as GBK, only fewer."""
    if charset == "gb2312":
        for index, char in enumerate(text):
            if not _encodable(char, charset):
                raise UnicodeEncodeError(charset, text, index, index + 1, "not in GB2312")
    return text.encode("gbk" if charset == "gb2312" else charset)


def decoded(data: bytes, charset: str) -> str:
    """Return the text that a card with this charset would read; raises UnicodeError."""
    text = data.decode("gbk" if charset == "gb2312" else charset)
    encoded(text, charset)
    return text


def at_offset(place: Place, offset: int) -> Place:
    """Return the place of a text's character; a place without a column stays as it is."""
    return replace(place, column=place.column + offset, width=1) if place.column else place


def is_ambiguous(line: bytes) -> bool:
    """Return whether the encoded line could also be read as UTF-8.

    930 hanzi of GB2312 have such bytes: software that guesses would show a line of nothing else (诈骗) as garbage.
    """
    if line.isascii():
        return False
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def unmistakable(line: str, charset: str) -> str:
    """Return the line, with a full stop if it could be mistaken for UTF-8 (its bytes A1 A3 cannot begin there).

    A line that the charset cannot hold, which is refused elsewhere, stays as it is.
    """
    if charset == "utf-8" or not _encodable(line, charset):
        return line
    return line + "。" if is_ambiguous(encoded(line, charset)) else line
