"""Reading a PDF font's ToUnicode map (ISO 32000-2 9.10.3): which text each character code copies as."""

from __future__ import annotations

import re

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def to_unicode(stream: bytes) -> dict[int, str]:
    """Return the text of each character code."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(stream):
        tokens = [
            text.strip() if text or not opening + closing else opening + closing
            for text, opening, closing in _TOKEN.findall(body)
        ]
        read = _characters if kind == b"bfchar" else _ranges
        found.update(read(tokens))
    return found


def _text(token: bytes) -> str:
    return bytes.fromhex(token.decode("ascii")).decode("utf-16-be", "replace")


def _characters(tokens: list[bytes]) -> dict[int, str]:
    return {int(code, 16): _text(text) for code, text in zip(tokens[0::2], tokens[1::2], strict=True)}


def _ranges(tokens: list[bytes]) -> dict[int, str]:
    found: dict[int, str] = {}
    rest = iter(tokens)
    for first in rest:
        start, end, target = int(first, 16), int(next(rest), 16), next(rest)
        if target == b"[":
            for code in range(start, end + 1):
                found[code] = _text(next(rest))
            next(rest)
        else:
            text = _text(target)
            for code in range(start, end + 1):
                found[code] = text[:-1] + chr(ord(text[-1]) + code - start)
    return found
