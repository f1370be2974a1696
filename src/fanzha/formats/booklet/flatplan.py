"""The flat plan: which page of the handbook holds what. It is computed, so every page number is known beforehand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fanzha import furniture
from fanzha.formats.booklet import LOSS, Group, Params
from fanzha.formats.booklet.parts import ALONE, SIZE, filled, lines, parts_of
from fanzha.formats.booklet.situations import Piece, pieces
from fanzha.model import Section, TacticText

PAGE = (148.0, 210.0)
"""A5, in mm."""
SIDE, HEAD, FOOT = 14.0, 17.0, 17.0
"""Page margins in mm, as in booklet.css."""
MEASURE = PAGE[0] - 2 * SIDE
"""Width of the type area in mm."""
LIST_HEIGHT = PAGE[1] - HEAD - FOOT - 19
"""Mm that the rows of a list may take below its heading and the line under that."""
ROW, WRAPPED = 8.1, 5.6
"""Mm of a row of the contents, and of each further line of it, as in booklet.css."""
A4 = (210.0, 297.0)
"""The same in large print. Its pages are those of A5, enlarged by `ENLARGED`; measures here are those of A5."""
ENLARGED = 1.4142


@dataclass(frozen=True)
class Row:
    """A line of the contents."""

    name: str
    """As Markdown."""
    page: int
    loud: bool = False
    """Whether it leads to what to do at once."""


@dataclass(frozen=True)
class Leaf:
    """One page."""

    kind: Literal["cover", "now", "contents", "index", "tactic", "notes", "back"]
    book: Params
    """What is printed in its language; cover and back are those of the first, and name the second beside it."""
    section: Section | None = None
    """Of a page on what to do at once."""
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    tactic: TacticText | None = None
    parts: tuple[str, ...] = ALONE
    """Of a tactic that goes over several pages, those on this one."""
    number: int = 0
    """Of the tactic, or which of several pages of its kind this is, from 1."""


def flatplan(p: Params) -> tuple[Leaf, ...]:
    """Return the pages in reading order; notes fill them up to a multiple of four, as folded sheets need, or of two.

    In two languages, all but cover and back are pairs that face each other, the first language on the left. In one, the
    two pages of a tactic face each other: where that takes a page more before the first, it is the one for notes,
    behind what to do at once.
    """
    count = len(p.tongues)
    lists = _packed([max(_row_height(name, p) for name in same) for same in zip(*map(_names, p.tongues), strict=True)])
    groups = pieces(p, LIST_HEIGHT)
    early = p.facing and not p.second and (len(p.sections) + len(lists) + len(groups)) % 2
    told = [_told(book, 2 + place, count, lists, groups, early) for place, book in enumerate(p.tongues)]
    body = [leaf for facing in zip(*told, strict=True) for leaf in facing]
    lacking = -(2 + len(body)) % (2 if p.large else 4) // count
    notes = [Leaf("notes", book, number=early + number) for number in range(1, lacking + 1) for book in p.tongues]
    return (Leaf("cover", p), *body, *notes, Leaf("back", p))


def pages_of(leaves: Sequence[Leaf], locale: str) -> dict[str, int]:
    """Return the page on which each tactic begins in a language, from 1, by slug."""
    found: dict[str, int] = {}
    for page, leaf in enumerate(leaves, start=1):
        if leaf.tactic and leaf.book.locale == locale:
            found.setdefault(leaf.tactic.slug, page)
    return found


def loss_page(leaves: Sequence[Leaf], locale: str) -> int | None:
    """Return the page for whoever has sent money, in a language, from 1; None when the edition leaves it out."""
    pages = (page for page, leaf in enumerate(leaves, start=1) if leaf.book.locale == locale and leaf.section)
    return next((page for page in pages if (told := leaves[page - 1].section) and told.id == LOSS), None)


def _sections(p: Params) -> list[Section]:
    sections = {section.id: section for section in p.now.sections}
    return [sections[id] for id in p.sections]


def _names(p: Params) -> Iterator[str]:
    """Yield what the contents list: the emergency pages, the index when there is one, the tactics."""
    yield from (section.title for section in _sections(p))
    if p.groups:
        yield furniture.words("booklet", p.locale)["situations"]
    yield from (text.name for text in p.tactics)


def _told(
    p: Params,
    first: int,
    step: int,
    lists: Sequence[Sequence[int]],
    groups: Sequence[Sequence[Piece]],
    early: int,
) -> list[Leaf]:
    """Return the pages in one language; they are the pages `first`, `first + step`, … of the handbook.

    `lists` and `groups` say which rows and which situations stand together on a page of the contents and of the index,
    `early` how many pages for notes stand before them.
    """
    sections = _sections(p)
    index_at = len(sections) + early + len(lists)
    parts = [parts_of(text, large=p.large, facing=p.facing) for text in p.tactics]
    begins = itertools.accumulate((len(each) for each in parts[:-1]), initial=index_at + len(groups))
    places = [*range(len(sections)), *([index_at] if p.groups else []), *(begins if parts else ())]
    rows = [
        Row(name, first + step * place, loud=place < len(sections))
        for name, place in zip(_names(p), places, strict=True)
    ]
    return [
        *(Leaf("now", p, section=section, number=n) for n, section in enumerate(sections, 1)),
        *(Leaf("notes", p, number=n) for n in range(1, early + 1)),
        *(Leaf("contents", p, rows=tuple(rows[i] for i in part), number=n) for n, part in enumerate(lists, 1)),
        *(
            Leaf("index", p, groups=tuple(one.of(p.groups) for one in part), number=n)
            for n, part in enumerate(groups, 1)
        ),
        *(
            Leaf("tactic", p, tactic=text, parts=some, number=number)
            for number, (text, pages) in enumerate(zip(p.tactics, parts, strict=True), 1)
            for some in pages
        ),
    ]


def _row_height(name: str, p: Params) -> float:
    return ROW + WRAPPED * (lines(name, MEASURE - 22, SIZE if p.large else 12.5) - 1)


def _packed(heights: Sequence[float]) -> list[list[int]]:
    """Return which items, by number, stand on which of as few pages as hold them, the fullest as low as can be."""
    fewest = len(filled(heights, LIST_HEIGHT))
    most = LIST_HEIGHT
    while len(filled(heights, most - 4)) == fewest and most > max(heights, default=most) + 4:
        most -= 4
    return filled(heights, most)
