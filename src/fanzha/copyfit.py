"""Copy-fitting: the largest setting that still fits, found by typesetting and measuring, not by guessing.

A template marks the end of what flows on each page with an element whose id is `end-1`, `end-2`, …; where they come to
stand is asked of the document that is laid out. Only what fits is painted.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from fanzha.diagnostics import Diagnostic, Text

T = TypeVar("T")

MARK = "end-"

_RESERVE = 6.0
"""Points of spare height that stay at the foot, so that sharing out the rest cannot push anything over."""

_UNSEEN = 2.0
"""Points: spare height below this, shared out between the blocks of a page, would not be seen."""


class Laid(Protocol):
    """A document that is laid out, as `pdf.LaidOut` makes it."""

    @property
    def pages(self) -> int:
        """How many pages it has."""

    @property
    def places(self) -> Mapping[str, tuple[int, float, float]]:
        """Where each element with an id stands: page (from 1), left and height above the foot in points."""

    def pdf(self) -> bytes:
        """Return the PDF."""


@dataclass(frozen=True)
class Fitted(Generic[T]):
    """What came of fitting."""

    laid: Laid
    setting: T
    spare: Sequence[float]
    """Points of height given back to each page."""
    fits: bool
    """Whether it has the wanted pages with each mark on its own; the last, smallest attempt is kept when not."""

    @property
    def data(self) -> bytes:
        """The PDF; painted anew at each call."""
        return self.laid.pdf()


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


def fit(
    lay_out: Callable[[T, Sequence[float]], Laid],
    settings: Sequence[T],
    *,
    pages: int,
    foot: float,
    most: float,
    likely: int = 1,
) -> Fitted[T]:
    """Return the first of `settings` (the most generous first) that fits on `pages` pages.

    The first `likely` are tried in turn, since most things fit in one of them, the others by bisection: a setting after
    one that fits is taken to fit as well.

    `lay_out(setting, spare)` lays the document out; `spare` holds the points of height to give back to each page, at
    first 0. `foot` is the height of the lower margin in points: what lies between a mark and it is spare. The page is
    laid out once more with the spare height, at most `most` a page, for the template to share out between its blocks;
    not when it is too little to be seen.
    """
    none = (0.0,) * pages
    first, last = 0, len(settings) - 1
    tried: dict[int, Laid] = {}
    while first <= last:
        middle = first if first < likely else (first + last) // 2
        tried[middle] = lay_out(settings[middle], none)
        if _settled(tried[middle], pages):
            last = middle - 1
        else:
            first = middle + 1
    if first == len(settings):
        return Fitted(tried[first - 1], settings[first - 1], none, False)
    heights = [tried[first].places[f"{MARK}{page}"][2] for page in range(1, pages + 1)]
    spare = tuple(round(max(0.0, min(most, height - foot - _RESERVE)), 2) for height in heights)
    if max(spare) >= _UNSEEN:
        roomy = lay_out(settings[first], spare)
        if _settled(roomy, pages):
            return Fitted(roomy, settings[first], spare, True)
    return Fitted(tried[first], settings[first], none, True)


def too_small(path: str, title: Text, size: float, least: float) -> Iterator[Diagnostic]:
    """Yield FIT018 at its source for a title so long that its letters, of `size` points, are below `least`."""
    if size < least:
        shown = {"text": title, "size": f"{size:.1f}", "least": f"{least:g}", "page": 1}
        yield Diagnostic.at("FIT018", title.place, path=path, **shown)


def _settled(laid: Laid, pages: int) -> bool:
    ends = (laid.places.get(f"{MARK}{page}", (0, 0.0, 0.0))[0] for page in range(1, pages + 1))
    return laid.pages == pages and list(ends) == list(range(1, pages + 1))
