"""Text as RTF in pure ASCII: no code page can spoil it. Written, and read back by a strict reader.

Source: Rich Text Format Specification 1.9.1, "Unicode RTF" (`\\uN` is a signed 16-bit number; `\\ucN` says how many
characters after it stand in for it in readers that do not know it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}{\colortbl;\red255\green0\blue0;}"
    "\r\n"
    r"\uc1\pard\cf1\f0\fs"
)
"""Red, which every kind of screen can show and which is also seen on white paper."""
_TOKEN = re.compile(rb"\\([a-z]+)(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([\\{}])|([{}])|([\r\n]+)|([ -\[\]-z|~])")
_SKIPPED = {b"fonttbl", b"colortbl"}
"""Groups that hold no text."""
_PLAIN = {b"rtf", b"ansi", b"ansicpg", b"deff", b"f", b"fnil", b"fcharset", b"red", b"green", b"blue", b"pard"} | {
    b"cf",
    b"fs",
}
"""Words that say how it looks."""


def written(lines: Sequence[str], em: int) -> bytes:
    """Return the lines as paragraphs, the type `em` dots tall (at 96 dots an inch, as Windows counts)."""
    half_points = em * 3 // 2
    paragraphs = "".join("".join(map(_escaped, line)) + "\\par\r\n" for line in lines)
    return f"{_HEAD}{half_points} {paragraphs}}}\r\n".encode("ascii")


def _escaped(char: str) -> str:
    if char in "\\{}":
        return "\\" + char
    if " " <= char <= "~":
        return char
    units = char.encode("utf-16-le")
    numbers = (int.from_bytes(units[n : n + 2], "little", signed=True) for n in range(0, len(units), 2))
    return "".join(f"\\u{number}?" for number in numbers)


def read(data: bytes) -> list[str]:
    """Return the text of each paragraph; raises ValueError for anything but the plain RTF that cards can be fed.

    That is: pure ASCII, one group that ends the file, no word but those of a simple text, every `\\uN` followed by what
    stands in for it.
    """
    return _Reader(data).lines()


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._units = bytearray()
        self._groups: list[bool] = []
        """Of each group that is open, whether its text is skipped."""
        self._stand_ins = 1
        self._owed = 0
        self._closed = False

    def lines(self) -> list[str]:
        if not self._data.startswith(b"{\\rtf1"):
            raise ValueError("not RTF")
        for token in self._tokens():
            self._take(token)
        if not self._closed or self._owed:
            raise ValueError("it ends too early")
        *lines, rest = self._units.decode("utf-16-le").split("\n")
        if rest:
            raise ValueError("text after the last paragraph")
        return lines

    def _tokens(self) -> Iterator[re.Match[bytes]]:
        place = 0
        while place < len(self._data):
            token = _TOKEN.match(self._data, place)
            if token is None or (self._closed and not token[6]):
                raise ValueError(f"what stands at byte {place} is not plain RTF")
            yield token
            place = token.end()

    def _take(self, token: re.Match[bytes]) -> None:
        word, number, code, escaped, brace, newline, char = token.groups()
        if self._owed and not (char or code):
            raise ValueError("nothing stands in for a character")
        if brace == b"{":
            self._groups.append(bool(self._groups and self._groups[-1]))
        elif brace == b"}":
            self._groups.pop()
            self._closed = not self._groups
        elif word:
            self._obey(word, number)
        elif not newline and not self._groups[-1]:
            self._show(bytes.fromhex(code.decode()) if code else escaped or char)

    def _obey(self, word: bytes, number: bytes | None) -> None:
        if word in _SKIPPED:
            self._groups[-1] = True
        elif word == b"par":
            self._units += "\n".encode("utf-16-le")
        elif word == b"uc" and number:
            self._stand_ins = int(number)
        elif word == b"u" and number:
            if not -0x8000 <= int(number) < 0x8000:
                raise ValueError(f"\\u{int(number)} is beyond 16 bits")
            self._units += int(number).to_bytes(2, "little", signed=True)
            self._owed = self._stand_ins
        elif word not in _PLAIN:
            raise ValueError(f"the word {word.decode()} is not of plain RTF")

    def _show(self, byte: bytes) -> None:
        if self._owed:
            self._owed -= 1
        elif byte >= b"\x80":
            raise ValueError("a character that depends on the code page")
        else:
            self._units += byte.decode("ascii").encode("utf-16-le")
