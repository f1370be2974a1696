"""Which characters the font set has (for FIT004), from a small text file instead of the fonts."""

from __future__ import annotations

import bisect
import functools
import hashlib
import unicodedata
from pathlib import Path

from fanzha.fonts.charset import RANGES
from fanzha.fonts.digests import write_atomically
from fanzha.fonts.source import FOLDER, identity, source

Ranges = tuple[tuple[int, int], ...]


def missing(text: str, cache: Path, folder: Path = FOLDER) -> list[str]:
    """Return the characters of `text` that the font set lacks, each once, in order of appearance.

    Characters that print nothing (spaces, tabs, line ends, joiners) never count. Raises `MissingFont`.
    """
    known = _coverage(cache.absolute() / "fonts" / f"{identity(cache, folder)}.ranges.txt", folder)
    return [char for char in dict.fromkeys(text) if _prints(char) and not _within(ord(char), known)]


def covers(char: str, cache: Path, folder: Path = FOLDER) -> bool:
    """Return whether the font set has the character."""
    return not missing(char, cache, folder)


def _prints(char: str) -> bool:
    """Return whether a glyph is needed; the format characters of Arabic and of annotations are drawn, others not."""
    category = unicodedata.category(char)
    drawn = 0x0600 <= ord(char) <= 0x08E2 or 0xFFF9 <= ord(char) <= 0xFFFB
    return char not in "\t\n\f\r" and category != "Zs" and not (category == "Cf" and not drawn)


def _within(codepoint: int, ranges: Ranges) -> bool:
    position = bisect.bisect_right(ranges, (codepoint, 0x110000)) - 1
    return position >= 0 and ranges[position][0] <= codepoint <= ranges[position][1]


@functools.cache
def _coverage(file: Path, folder: Path) -> Ranges:
    """Return the ranges in the file, made anew when it is not there or its first line is not the digest of the rest."""
    try:
        digest, _, lines = file.read_bytes().partition(b"\n")
    except OSError:
        digest, lines = b"", b""
    if digest != _digest(lines):
        lines = "\n".join(f"{first:X}-{last:X}" for first, last in _ranges_of_both_weights(folder)).encode()
        write_atomically(file, _digest(lines) + b"\n" + lines)
    pairs = (line.split("-") for line in lines.decode("ascii").split())
    return tuple((int(first, 16), int(last, 16)) for first, last in pairs)


def _digest(lines: bytes) -> bytes:
    return hashlib.sha256(lines).hexdigest().encode()


def _ranges_of_both_weights(folder: Path) -> Ranges:
    """Return what both source fonts have of the charset (their character maps only; 0.5 s)."""
    from fontTools.ttLib import TTFont

    from fanzha.fonts.cut import face_number

    found: set[int] = {codepoint for first, last in RANGES for codepoint in range(first, last + 1)}
    origin = source(folder)
    for path in (origin.regular, origin.bold):
        with TTFont(path, fontNumber=face_number(path), lazy=True) as font:
            found &= set(font.getBestCmap())
    return _runs(sorted(found))


def _runs(codepoints: list[int]) -> Ranges:
    runs: list[tuple[int, int]] = []
    for codepoint in codepoints:
        if runs and runs[-1][1] == codepoint - 1:
            runs[-1] = (runs[-1][0], codepoint)
        else:
            runs.append((codepoint, codepoint))
    return tuple(runs)
