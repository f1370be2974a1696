"""Fitting many pages at once: each page in its own most generous setting, found in a few rounds of laying out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fanzha.copyfit import destinations

RESERVE = 6.0
"""Points of spare height that stay at a page's foot, so that sharing out the rest cannot push anything over."""

Marks = Mapping[str, tuple[int, float, float]]
"""Where page N begins and ends, by the ids `page-N` and `end-N` that the template gives: page of the PDF, and left and
height above the foot in points."""


@dataclass(frozen=True)
class Found:
    """Where a page's text ends."""

    fits: bool
    spare: float
    """Points above the foot."""


@dataclass(frozen=True)
class Fit:
    """How each page is set, by its number."""

    chosen: Mapping[int, int]
    """Which of its settings."""
    spare: Mapping[int, float]
    """Points of spare height, to share out."""
    over: frozenset[int]
    """Pages that fit in none of their settings, and are set in the last."""


def fit(lay_out: Callable[[Mapping[int, int]], Marks], settings: Mapping[int, int], *, foot: float) -> Fit:
    """Return the most generous fit; `settings` has the number of settings of each page, the most generous first.

    Every page is bisected, all pages of a round laid out in one document: those whose numbers are given, each in the
    setting of that index. A setting after one that fits is taken to fit too. `foot` is the lower margin in points.
    """
    bounds = {page: (0, count - 1) for page, count in settings.items()}
    known: dict[int, tuple[int, Found]] = {}
    while bounds:
        middles = {page: sum(bound) // 2 for page, bound in bounds.items()}
        marks = lay_out(middles)
        for page in middles:
            first, last = bounds[page]
            found = _found(marks, page, foot)
            if found.fits or page not in known:
                known[page] = middles[page], found
            elif not known[page][1].fits:
                known[page] = max(known[page][0], middles[page]), found
            first, last = (first, middles[page] - 1) if found.fits else (middles[page] + 1, last)
            bounds[page] = first, last
        bounds = {page: bound for page, bound in bounds.items() if bound[0] <= bound[1]}
    return Fit(
        chosen={page: known[page][0] for page in settings},
        spare={page: round(max(0.0, known[page][1].spare - RESERVE), 2) for page in settings},
        over=frozenset(page for page in settings if not known[page][1].fits),
    )


def set_as(fitted: Fit, typeset: Callable[[Mapping[int, int], Mapping[int, float]], bytes], *, foot: float) -> bytes:
    """Return the PDF of all pages; one that its spare height has pushed over gets none."""
    data = typeset(fitted.chosen, fitted.spare)
    _, marks = destinations(data)
    off = [page for page in fitted.chosen if page not in fitted.over and not _found(marks, page, foot).fits]
    return typeset(fitted.chosen, {**fitted.spare, **dict.fromkeys(off, 0.0)}) if off else data


def _found(marks: Marks, page: int, foot: float) -> Found:
    """Return how a page came out, wherever in the document it lies."""
    begins, (ends, _, height) = marks[f"page-{page}"][0], marks[f"end-{page}"]
    return Found(begins == ends and height >= foot - 0.5, height - foot if begins == ends else 0.0)
