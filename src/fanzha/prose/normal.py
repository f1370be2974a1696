"""Normalised text: what a reader sees, however it is written, with the way back to the source.

Markup inside a line goes (emphasis, tags, comments, the targets of links), entities and backslash escapes become what
they stand for, full-width and other look-alike forms become plain ones (Unicode NFKC), and characters that show nothing
go. So a digit is a digit, whatever it was disguised as. Every character remembers where in the source it came from.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_UNSEEN = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
)
_JOINERS = frozenset("\u200c\u200d")
"""Shown by nothing in Chinese and English, but part of the spelling in Arabic script."""
_MARKUP = re.compile(
    r"<!--.{0,2000}?-->"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
    r"|\\[!-/:-@\[-`{-~]"
    r"|!?\[(?=[^\[\]\n]{0,300}\][(\[])"
    r"|\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,100}\])"
    r"|(?<![0-9A-Za-z_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![0-9A-Za-z_])"
    r"|\*{1,3}|~~|`+",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[<&\\\[\]_*~`]")
"""What every piece of markup holds at least one of: most texts have none, and are done with in a glance."""
_PAIRED = "*`"
"""Marks that are markup only when they open and close; one alone is itself."""


class _Plain(dict[int, str]):
    """What each character becomes, worked out once: for `str.translate`."""

    def __init__(self, unseen: frozenset[str]) -> None:
        super().__init__()
        self.unseen = unseen
        self.uneven: set[str] = set()
        """Characters met so far that become none or several."""

    def __missing__(self, codepoint: int) -> str:
        char = chr(codepoint)
        self[codepoint] = plain = "" if char in self.unseen else unicodedata.normalize("NFKC", char)
        if len(plain) != 1:
            self.uneven.add(char)
        return plain


_TABLES = {False: _Plain(_UNSEEN | _JOINERS), True: _Plain(_UNSEEN)}


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text."""

    text: str
    offsets: Sequence[int]
    """Offset in the source text of each character, and of the end."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the source text of the characters from `start` to `end`."""
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.offsets[start], last


def normalised(text: str, *, joiners: bool = False) -> Normal:
    """Return the normal form of inline Markdown; `joiners` keeps U+200C and U+200D, which Arabic script needs."""
    table = _TABLES[joiners]
    if not _SPECIAL.search(text):
        plain = text.translate(table)
        if table.uneven.isdisjoint(text):
            return Normal(plain, range(len(text) + 1))
    chars: list[str] = []
    offsets: list[int] = []
    last = 0

    def add(piece: str, at: int, step: int) -> None:
        for index, char in enumerate(piece):
            for plain in table[ord(char)]:
                chars.append(plain)
                offsets.append(at + index * step)

    for match in _MARKUP.finditer(text):
        add(text[last : match.start()], last, 1)
        add(_meaning(match.group(), text), match.start(), 0)
        last = match.end()
    add(text[last:], last, 1)
    offsets.append(len(text))
    return Normal("".join(chars), offsets)


def _meaning(mark: str, text: str) -> str:
    """Return what a piece of markup shows."""
    if mark[0] == "&":
        return html.unescape(mark)
    if mark[0] == "\\":
        return mark[1]
    if mark[0] in _PAIRED and text.count(mark) < 2:
        return mark
    return ""
