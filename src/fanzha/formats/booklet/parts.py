"""Over how many pages of the handbook a tactic goes: one or two, or in large print as many as its parts need.

On the first of two is how it goes and how to know it; on the second, which faces it, what to do, also after a loss.

In large print each side has one message: how it goes, then how to know it and what to do. Nothing is left out: a part
that does not fit below the one before it begins another page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from fanzha import markup
from fanzha.model import TacticText

MM = 72 / 25.4
"""Points."""
PARTS = ("lead", "quotes", "how", "flags", "actions", "loss")
"""What is told of a tactic, in the order of printing."""
ALONE = PARTS[:-1]
"""The same when it has one page, which has no room for more."""
TURN = 4
"""How many of them are on the first of two pages."""
STORY = 3
"""How many of them tell how it goes."""
SIZE = 18.0 / 1.4142
"""Points of large print, on A5; the page is enlarged to A4."""
MEASURE, HEIGHT = 120.0, 152.0
"""Mm of a page's type area, on A5, below the tactic's name."""
HEADING, SCANNED, BESIDE = 9.0, 46.0, 37.0
"""Mm that a heading takes with the space above it; that the code takes with its words; that the list beside it is
narrower."""


def parts_of(text: TacticText, *, large: bool, facing: bool = False) -> tuple[tuple[str, ...], ...]:
    """Return which parts of a tactic stand on each of its pages."""
    if not large:
        return (PARTS[:TURN], PARTS[TURN:]) if facing else (ALONE,)
    heights = dict(zip(PARTS, _heights(text), strict=True))
    there = [part for part in PARTS if heights[part]]
    return tuple(
        tuple(half[number] for number in page)
        for half in (
            [part for part in there if part in PARTS[:STORY]],
            [part for part in there if part in PARTS[STORY:]],
        )
        for page in filled([heights[part] for part in half], HEIGHT)
    )


def _heights(text: TacticText) -> Iterator[float]:
    """Yield the height of each part in mm, on A5, in letters of the least size; 0 for one that there is not."""
    line = SIZE / MM * (1.45 if markup.is_chinese(text.locale) else 1.32)

    def high(texts: Sequence[str], narrower: float) -> float:
        return sum(lines(each, MEASURE - narrower, SIZE) * line for each in texts)

    first = [items[0] for items in (text.actions.stop, text.actions.verify, text.actions.report) if items]
    labelled = [f"{text.name[:5]} {item}" for item in first]  # about as wide as the word before it
    yield high([text.lead], 0) + 2
    yield high(text.quotes[:2], 14) + 6 if text.quotes else 0.0
    yield high(text.how, 7) + HEADING if text.how else 0.0
    yield high(text.red_flags, 7) + HEADING
    yield max(SCANNED, high(labelled, BESIDE + 8) + HEADING + 5)
    yield high(text.loss, 15) + 2 * HEADING if text.loss else 0.0


def lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes; `em_width` is that of bold letters, some 6 % wider."""
    narrower = 1.0 if any(char > "\u2e80" for char in text) else 0.95
    return math.ceil(narrower * markup.em_width(markup.plain(text)) * size / MM / width)


def filled(heights: Sequence[float], most: float) -> list[list[int]]:
    """Return which items, by number, stand on which of the pages that hold `most` each, filled one after the other."""
    pages: list[list[int]] = []
    left = 0.0
    for number, height in enumerate(heights):
        if not pages or height > left:
            pages.append([])
            left = most
        pages[-1].append(number)
        left -= height
    return pages
