"""A file's text in one piece, so that each pattern is searched once a file and not once a passage."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fanzha.diagnostics import Place
from fanzha.prose import Reading, Writing, normalised

BREAK = "\x00"
"""Between two passages; no pattern may match it."""
_HIDDEN = re.compile(r"<!--(.{0,2000}?)-->|\]\(([^()\n\x00]{0,500})\)|<[A-Za-z]([^<>\n\x00]{0,500})>", re.DOTALL)
"""What Markdown does not show as text: comments, targets of links, attributes of tags."""
_UNREAD = frozenset(
    "front.source_digest front.reviewed_on front.review_by front.translated_on checked_on".split()
    + ["front.list_year", "front.category", "front.tactic", "sha256"]
)
"""Values that are digests, dates and ids, with no word in them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One passage within the whole."""

    start: int
    """Offset of its first character in the whole."""
    length: int
    """Characters."""
    reading: Reading
    locate: Callable[[int, int], Place]
    """The place of a span in the passage, start and end counted from its first character."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The passages of a file in one string, parted by `BREAK`."""

    text: str
    parts: tuple[Part, ...]
    starts: tuple[int, ...]

    def part_at(self, start: int) -> Part:
        """Return the passage that holds the character at `start`."""
        return self.parts[max(0, bisect_right(self.starts, start) - 1)]

    def place(self, start: int, end: int) -> Place:
        """Return the place in the file of the characters from `start` to `end`."""
        part = self.part_at(start)
        first = start - part.start
        return part.locate(first, max(first, min(end - part.start, part.length)))


def normal_whole(writing: Writing) -> Whole:
    """Return what readers see of all passages, and behind it what markup hides."""
    pieces = [(reading.plain, reading, reading.place) for reading in _read(writing)]
    return _joined([*pieces, *_hidden(writing)])


def raw_whole(writing: Writing) -> Whole:
    """Return all passages as written."""
    return _joined([(str(reading.raw), reading, reading.raw_place) for reading in _read(writing)])


def _read(writing: Writing) -> Iterator[Reading]:
    for reading in writing.readings:
        role = reading.role
        if role not in _UNREAD and not role.endswith((".checked_on", ".sha256", ".on")):
            if not role.startswith(("front.source_digests.", "front.allow.")):
                yield reading


def _hidden(writing: Writing) -> Iterator[tuple[str, Reading, Callable[[int, int], Place]]]:
    for reading in writing.readings:
        raw = reading.raw
        if "<" in raw or "](" in raw:
            for match in _HIDDEN.finditer(raw):
                group = match.lastindex or 0
                hidden = normalised(match.group(group))
                yield hidden.text, reading, _Hidden(reading, hidden.span, match.start(group)).place


@dataclass(frozen=True, slots=True)
class _Hidden:
    """Text inside a passage's markup."""

    reading: Reading
    span: Callable[[int, int], tuple[int, int]]
    base: int

    def place(self, start: int, end: int) -> Place:
        first, last = self.span(start, end)
        return self.reading.raw_place(self.base + first, self.base + last)


def _joined(pieces: list[tuple[str, Reading, Callable[[int, int], Place]]]) -> Whole:
    parts, start = [], 0
    for text, reading, locate in pieces:
        parts.append(Part(start, len(text), reading, locate))
        start += len(text) + 1
    return Whole(BREAK.join(text for text, _, _ in pieces), tuple(parts), tuple(part.start for part in parts))
