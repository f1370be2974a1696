"""Many passages searched at once: one pass over a file decides which of them deserve a closer look."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from fanzha.prose.reading import Reading


def candidates(readings: Iterable[Reading], gate: re.Pattern[str]) -> Iterator[Reading]:
    """Yield each of `readings` in whose lower-case text `gate` matches, once and in order.

    `gate` must not match across a line break that stands between two passages; it should begin with plain characters,
    which the regular-expression engine looks for quickly.
    """
    chosen = list(readings)
    texts = [reading.plain for reading in chosen]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    joined = "\n".join(texts)
    last = -1
    for match in gate.finditer(folded(joined)):
        index = bisect_right(starts, match.start()) - 1
        if index > last:
            last = index
            yield chosen[index]


def folded(text: str) -> str:
    """Return `text` in lower case, every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in text)
