"""Fitting many pages at once: each page in its own most generous setting, found in a few rounds of typesetting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fanzha.copyfit import destinations

RESERVE = 6.0
"""Points of spare height that stay at a page's foot, so that sharing out the rest cannot push anything over."""

Typeset = Callable[[Mapping[int, int], Mapping[int, float]], bytes]
"""Sets the pages whose numbers are given, each in the setting of that index, with points of spare height by page.

The template marks where page N begins with the id `page-N` and where it ends with `end-N`.
"""


@dataclass(frozen=True)
class Found:
    """Where a page's text ends."""

    fits: bool
    spare: float
    """Points above the foot."""


def fitted(typeset: Typeset, settings: Mapping[int, int], *, foot: float) -> bytes:
    """Return the PDF of all pages; `settings` has the number of settings of each page, the most generous first.

    Every page is bisected, all pages of a round in one document; a setting after one that fits is taken to fit too. A
    page that fits in none is set in its last, and runs over. `foot` is the lower margin in points.
    """
    bounds = {page: (0, count - 1) for page, count in settings.items()}
    known: dict[int, tuple[int, Found]] = {}
    while bounds:
        middles = {page: sum(bound) // 2 for page, bound in bounds.items()}
        for page, found in _measured(typeset(middles, {}), middles, foot).items():
            first, last = bounds[page]
            if found.fits or page not in known:
                known[page] = middles[page], found
            elif not known[page][1].fits:
                known[page] = max(known[page][0], middles[page]), found
            first, last = (first, middles[page] - 1) if found.fits else (middles[page] + 1, last)
            bounds[page] = first, last
        bounds = {page: bound for page, bound in bounds.items() if bound[0] <= bound[1]}
    chosen = {page: known[page][0] for page in settings}
    spare = {page: round(max(0.0, known[page][1].spare - RESERVE), 2) for page in settings}
    data = typeset(chosen, spare)
    off = [page for page, found in _measured(data, chosen, foot).items() if not found.fits and known[page][1].fits]
    return typeset(chosen, {**spare, **dict.fromkeys(off, 0.0)}) if off else data


def _measured(data: bytes, pages: Sequence[int] | Mapping[int, int], foot: float) -> dict[int, Found]:
    """Return how each page came out, wherever in the document it lies."""
    _, marks = destinations(data)
    found = {}
    for page in pages:
        begins, (ends, _, height) = marks[f"page-{page}"][0], marks[f"end-{page}"]
        found[page] = Found(begins == ends and height >= foot - 0.5, height - foot if begins == ends else 0.0)
    return found
