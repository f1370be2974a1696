"""A file's text in one piece, so that each pattern is searched once a file and not once a passage."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fanzha.diagnostics import Place
from fanzha.prose import Reading, Writing, normalised

BREAK = "\x00"
"""Between two passages; no pattern may match it."""
_HIDDEN = re.compile(r"<!--(.{0,2000}?)-->|\]\(([^()\n]{0,500})\)|<[A-Za-z]([^<>\n]{0,500})>", re.DOTALL)
"""What Markdown does not show as text: comments, targets of links, attributes of tags."""
_BLANK = re.compile(r"[\s\x00\u3000-\u9fff]")
_MAX_ADDRESS = 300
"""Characters before a place that are looked at for the beginning of a web address."""
_UNREAD = re.compile(
    r"front\.(?:source_digests?|reviewed_on|review_by|translated_on|list_year|category|tactic|allow)(?:\.|$)"
    r"|(?:^|\.)(?:checked_on|sha256|on)$"
)
"""Values that are digests, dates and ids, with no word in them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One passage within the whole."""

    text: str
    reading: Reading
    locate: Callable[[int, int], Place]
    """The place of a span in the passage, start and end counted from its first character."""


@dataclass(frozen=True)
class Whole:
    """The passages of a file in one string, parted by `BREAK`."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """All of it."""
        return BREAK.join([piece.text for piece in self.pieces])

    @cached_property
    def lower(self) -> str:
        """All of it in small letters: to see quickly whether a word is there at all."""
        return self.text.lower()

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each piece begins."""
        found, start = [], 0
        for piece in self.pieces:
            found.append(start)
            start += len(piece.text) + 1
        return tuple(found)

    def piece_at(self, start: int) -> tuple[Piece, int]:
        """Return the passage that holds the character at `start`, and the offset at which it begins."""
        index = max(0, bisect_right(self.starts, start) - 1)
        return self.pieces[index], self.starts[index]

    def place(self, start: int, end: int) -> Place:
        """Return the place in the file of the characters from `start` to `end`."""
        piece, offset = self.piece_at(start)
        first = start - offset
        return piece.locate(first, max(first, min(end - offset, len(piece.text))))


def normal_whole(writing: Writing) -> Whole:
    """Return what readers see of all passages, and behind it what markup hides."""
    seen = [reading for reading in writing.readings if _is_read(reading.role)]
    pieces = [Piece(reading.plain, reading, reading.place) for reading in seen]
    return Whole((*pieces, *_hidden(seen)))


def raw_whole(writing: Writing) -> Whole:
    """Return all passages as written."""
    seen = (reading for reading in writing.readings if _is_read(reading.role))
    return Whole(tuple(Piece(reading.raw, reading, reading.raw_place) for reading in seen))


def in_address(text: str, start: int) -> bool:
    """Return whether the character at `start` is inside a web address."""
    head = text[max(0, start - _MAX_ADDRESS) : start]
    at = head.rfind("://")
    return at >= 0 and not _BLANK.search(head, at)


@functools.lru_cache(maxsize=4096)
def _is_read(role: str) -> bool:
    return not _UNREAD.search(role)


def _hidden(readings: list[Reading]) -> Iterator[Piece]:
    for reading in readings:
        raw = reading.raw
        if "<" in raw or "](" in raw:
            for match in _HIDDEN.finditer(raw):
                group = match.lastindex or 0
                hidden = normalised(match.group(group))
                locate = functools.partial(_locate, reading, hidden.span, match.start(group))
                yield Piece(hidden.text, reading, locate)


def _locate(reading: Reading, span: Callable[[int, int], tuple[int, int]], base: int, start: int, end: int) -> Place:
    """Return the place of a span in text inside the markup of `reading`, which begins at `base` in `raw`."""
    first, last = span(start, end)
    return reading.raw_place(base + first, base + last)
