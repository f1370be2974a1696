"""The flat plan: which page of the handbook holds what. It is computed, so every page number is known beforehand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from fanzha import markup
from fanzha.formats.booklet import Group, Params
from fanzha.model import Section, TacticText

T = TypeVar("T")

PAGE = (148.0, 210.0)
"""A5, in mm."""
SIDE, HEAD, FOOT = 14.0, 17.0, 17.0
"""Page margins in mm, as in booklet.css."""
MEASURE = PAGE[0] - 2 * SIDE
"""Width of the type area in mm."""
LIST_HEIGHT = PAGE[1] - HEAD - FOOT - 19
"""Mm that the rows of a list may take below its heading and the line under that."""
ROW, WRAPPED = 8.6, 5.6
"""Mm of a row of the contents, and of each further line of it, as in booklet.css."""
GROUP, LEAD, ENTRY = 10.2, 6.0, 6.55
"""Mm of a situation's name with the space above it, of a line of its lead, of a tactic below it."""
MM = 72 / 25.4
"""Points."""


@dataclass(frozen=True)
class Row:
    """A line of the contents."""

    name: str
    """As Markdown."""
    page: int


@dataclass(frozen=True)
class Leaf:
    """One page."""

    kind: Literal["cover", "now", "contents", "index", "tactic", "notes", "back"]
    section: Section | None = None
    """Of a page on what to do at once."""
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    tactic: TacticText | None = None
    number: int = 0
    """Of the tactic, or which of several pages of its kind this is, from 1."""


def flatplan(p: Params) -> tuple[Leaf, ...]:
    """Return the pages in reading order; notes fill them up to a multiple of four, as folded sheets need."""
    sections = {section.id: section for section in p.now.sections}
    now = [Leaf("now", section=sections[id], number=number) for number, id in enumerate(p.sections, start=1)]
    index = [
        Leaf("index", groups=tuple(groups), number=number)
        for number, groups in enumerate(_packed(p.groups, [_group_height(p, group) for group in p.groups]), start=1)
    ]
    names = list(_names(p))
    lists = len(_packed(names, [_row_height(name) for name in names]))
    first = 1 + len(now) + lists + len(index) + 1
    contents = _contents(p, names, first, index_at=first - len(index))
    tactics = [Leaf("tactic", tactic=text, number=number) for number, text in enumerate(p.tactics, start=1)]
    body = [Leaf("cover"), *now, *contents, *index, *tactics]
    notes = -(len(body) + 1) % 4
    return (*body, *(Leaf("notes", number=number) for number in range(1, notes + 1)), Leaf("back"))


def pages_of(leaves: Sequence[Leaf]) -> dict[str, int]:
    """Return the page of each tactic, from 1, by slug."""
    return {leaf.tactic.slug: page for page, leaf in enumerate(leaves, start=1) if leaf.tactic}


def _names(p: Params) -> Iterator[str]:
    """Yield what the contents list: the emergency pages, the index when there is one, the tactics."""
    from fanzha import furniture

    words = furniture.words("booklet", p.locale)
    yield words["now"]
    if p.groups:
        yield words["situations"]
    yield from (text.name for text in p.tactics)


def _contents(p: Params, names: Sequence[str], first: int, *, index_at: int) -> list[Leaf]:
    pages = [2, *([index_at] if p.groups else []), *range(first, first + len(p.tactics))]
    rows = [Row(name, page) for name, page in zip(names, pages, strict=True)]
    packed = _packed(rows, [_row_height(name) for name in names])
    return [Leaf("contents", rows=tuple(part), number=number) for number, part in enumerate(packed, start=1)]


def _row_height(name: str) -> float:
    return ROW + WRAPPED * (_lines(name, MEASURE - 22, 12.5) - 1)


def _group_height(p: Params, group: Group) -> float:
    entries = sum(
        ENTRY + WRAPPED * (_lines(text.name, MEASURE - 24, 12) - 1) for text in p.tactics if text.slug in group.tactics
    )
    return GROUP + LEAD * (_lines(group.lead, MEASURE - 4, 12) if group.lead else 0) + entries


def _lines(text: str, width: float, size: float) -> int:
    """Return how many lines a text takes; `em_width` is that of bold letters, some 6 % wider."""
    narrower = 1.0 if any(char > "\u2e80" for char in text) else 0.95
    return math.ceil(narrower * markup.em_width(markup.plain(text)) * size / MM / width)


def _packed(items: Sequence[T], heights: Sequence[float]) -> list[list[T]]:
    """Return the items on as few pages as hold them, the fullest as low as can be."""
    fewest = len(_filled(items, heights, LIST_HEIGHT))
    most = LIST_HEIGHT
    while len(_filled(items, heights, most - 4)) == fewest and most > max(heights, default=most) + 4:
        most -= 4
    return _filled(items, heights, most)


def _filled(items: Sequence[T], heights: Sequence[float], most: float) -> list[list[T]]:
    pages: list[list[T]] = []
    left = 0.0
    for item, height in zip(items, heights, strict=True):
        if not pages or height > left:
            pages.append([])
            left = most
        pages[-1].append(item)
        left -= height
    return pages
