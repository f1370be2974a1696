"""Copy-fitting: the largest setting that still fits, found by typesetting and measuring, not by guessing.

A template marks the end of what flows on each page with an element whose id is `end-1`, `end-2`, …; WeasyPrint writes
ids into the PDF as named destinations, so the marks' positions are read from the finished bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from fanzha.diagnostics import Diagnostic, Text

T = TypeVar("T")

MARK = "end-"

_RESERVE = 6.0
"""Points of spare height that stay at the foot, so that sharing out the rest cannot push anything over."""

_UNSEEN = 2.0
"""Points: spare height below this, shared out between the blocks of a page, would not be seen."""


@dataclass(frozen=True)
class Fitted:
    """What came of fitting."""

    data: bytes
    """The PDF."""
    fits: bool
    """Whether it has the wanted pages with each mark on its own; the last, smallest attempt is kept when not."""


def destinations(data: bytes) -> tuple[int, dict[str, tuple[int, float, float]]]:
    """Return the number of pages, and for each id its page (from 1), left and height above the foot in points."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        names: list[Any] = []
        if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
            names = list(pdf.Root.Names.Dests.Names)
        return len(pages), {
            str(name): (pages[target[0].objgen], float(target[2]), float(target[3]))
            for name, target in zip(names[0::2], names[1::2], strict=True)
        }


def marks(data: bytes) -> tuple[int, dict[int, tuple[int, float]]]:
    """Return the number of pages, and for each mark `end-N` its page (from 1) and height above the foot in points."""
    pages, found = destinations(data)
    ends = {name.removeprefix(MARK): at for name, at in found.items() if name.startswith(MARK)}
    return pages, {int(number): (page, height) for number, (page, _, height) in ends.items()}


def fit(
    typeset: Callable[[T, Sequence[float]], bytes],
    settings: Sequence[T],
    *,
    pages: int,
    foot: float,
    most: float,
    likely: int = 1,
) -> Fitted:
    """Return the PDF of the first of `settings` (the most generous first) that fits on `pages` pages.

    The first `likely` are tried in turn, since most things fit in one of them, the others by bisection: a setting after
    one that fits is taken to fit as well.

    `typeset(setting, spare)` makes the PDF; `spare` holds the points of height to give back to each page, at first 0.
    `foot` is the height of the lower margin in points: what lies between a mark and it is spare. The page is set once
    more with the spare height, at most `most` a page, for the template to share out between its blocks; not when it is
    too little to be seen.
    """
    none = (0.0,) * pages
    first, last = 0, len(settings) - 1
    tried: dict[int, bytes] = {}
    while first <= last:
        middle = first if first < likely else (first + last) // 2
        tried[middle] = typeset(settings[middle], none)
        if _settled(tried[middle], pages):
            last = middle - 1
        else:
            first = middle + 1
    if first == len(settings):
        return Fitted(tried[first - 1], False)
    _, found = marks(tried[first])
    spare = [round(max(0.0, min(most, found[page][1] - foot - _RESERVE)), 2) for page in range(1, pages + 1)]
    if max(spare) < _UNSEEN:
        return Fitted(tried[first], True)
    roomy = typeset(settings[first], spare)
    return Fitted(roomy if _settled(roomy, pages) else tried[first], True)


def too_small(path: str, title: Text, size: float, least: float) -> Iterator[Diagnostic]:
    """Yield FIT018 at its source for a title so long that its letters, of `size` points, are below `least`."""
    if size < least:
        shown = {"text": title, "size": f"{size:.1f}", "least": f"{least:g}", "page": 1}
        yield Diagnostic.at("FIT018", title.place, path=path, **shown)


def _settled(data: bytes, pages: int) -> bool:
    count, found = marks(data)
    return count == pages and all(found.get(page, (0, 0.0))[0] == page for page in range(1, pages + 1))
