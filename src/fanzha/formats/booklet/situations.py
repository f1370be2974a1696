"""The index by situation: which situations stand on which of its pages, and where one goes on overleaf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from fanzha.formats.booklet import Group, Params
from fanzha.formats.booklet.parts import MEASURE, SIZE, filled, lines

GROUP, LEAD, ENTRY = 10.2, 6.0, 6.55
"""Mm of a situation's name with the space above it, of a line of its lead, of a tactic below it."""
WRAPPED = 5.6
"""Mm of each further line of a tactic's name."""
TOGETHER = 2
"""Tactics that stay together at the foot of a page, and at the head of the next."""
FULL, LEVEL = 0.6, 4.0
"""How full a page is that is not half empty; mm by which pages are made even."""


@dataclass(frozen=True)
class Piece:
    """What a page of the index shows of a situation."""

    group: int
    first: int = 0
    """Of its tactics."""
    end: int | None = None
    """After the last of them; None: all that follow."""

    def of(self, groups: Sequence[Group]) -> Group:
        """Return the situation with the tactics of this piece alone."""
        group = groups[self.group]
        lead = "" if self.first else group.lead
        return replace(group, lead=lead, tactics=group.tactics[self.first : self.end], continued=self.first > 0)


@dataclass(frozen=True)
class _Heights:
    """Of a situation, in mm."""

    name: float
    lead: float
    entries: tuple[float, ...]

    @property
    def whole(self) -> float:
        return self.name + self.lead + sum(self.entries)


def pieces(p: Params, most: float) -> list[list[Piece]]:
    """Return what stands on each page of the index; `most` is the height in mm that a page holds.

    A situation goes on overleaf if the index has fewer pages so, or if one would be half empty otherwise. Languages
    that face each other turn at the same tactic.
    """
    heights = [_higher(same) for same in zip(*map(_heights, p.tongues), strict=True)]
    wholes = [each.whole for each in heights]

    def whole(most: float) -> list[list[Piece]]:
        return [[Piece(number) for number in page] for page in filled(wholes, most)]

    def split(most: float) -> list[list[Piece]]:
        return list(_flowed(heights, most))

    together = _evenly(whole, most)
    half_empty = any(sum(wholes[one.group] for one in page) < FULL * most for page in together[:-1])
    apart = _evenly(split, most)
    return apart if len(apart) < len(together) or (half_empty and len(apart) == len(together)) else together


def _evenly(pack: Callable[[float], list[list[Piece]]], most: float) -> list[list[Piece]]:
    """Return as few pages as hold all, the fullest as low as can be."""
    fewest, lowest = len(pack(most)), most
    while lowest > LEVEL and len(pack(lowest - LEVEL)) == fewest:
        lowest -= LEVEL
    return pack(lowest)


def _heights(p: Params) -> Iterator[_Heights]:
    size = SIZE if p.large else 12
    names = {text.slug: text.name for text in p.tactics}
    for group in p.groups:
        entries = (ENTRY + WRAPPED * (lines(names[slug], MEASURE - 24, size) - 1) for slug in group.tactics)
        lead = LEAD * lines(group.lead, MEASURE - 4, size) if group.lead else 0.0
        yield _Heights(GROUP, lead, tuple(entries))


def _higher(same: Sequence[_Heights]) -> _Heights:
    """Return the heights that hold a situation in each of the languages."""
    entries = zip(*(each.entries for each in same), strict=True)
    return _Heights(GROUP, max(each.lead for each in same), tuple(map(max, entries)))


def _flowed(heights: Sequence[_Heights], most: float) -> Iterator[list[Piece]]:
    """Yield pages filled one after the other, situations going on overleaf."""
    page: list[Piece] = []
    left = most
    for number, group in enumerate(heights):
        first, lead, count = 0, group.lead, len(group.entries)
        while first < count:
            end = _end(group.entries, first, left - group.name - lead)
            if end <= first and page:
                yield page
                page, left = [], most
                continue
            end = max(end, first + 1)  # a name longer than a page is refused when it is set
            page.append(Piece(number, first, end if end < count else None))
            left -= group.name + lead + sum(group.entries[first:end])
            first, lead = end, 0.0
    if page:
        yield page


def _end(entries: Sequence[float], first: int, room: float) -> int:
    """Return after which entry a page turns, so that no few are left alone on either side."""
    end = first
    while end < len(entries) and entries[end] <= room:
        room -= entries[end]
        end += 1
    if 0 < len(entries) - end < TOGETHER:
        end = len(entries) - TOGETHER
    return end if end == len(entries) or end - first >= TOGETHER else first
