"""What checks of words need of a passage: whether it deserves a closer look, in lower case, and as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fanzha.prose.reading import Reading


def candidates(readings: Iterable[Reading], gate: re.Pattern[str]) -> Iterator[Reading]:
    """Yield each of `readings` in whose lower-case text `gate` matches."""
    return (reading for reading in readings if gate.search(folded(reading.plain)))


def folded(text: str) -> str:
    """Return `text` in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in text)


def written(reading: Reading, start: int, end: int) -> str:
    """Return the characters from `start` to `end` of `reading.plain` as they were written, on one line."""
    first, last = reading.normal.span(start, end)
    return " ".join(reading.raw[first:last].split())
