"""Where the six panels lie, for a letter fold: the left panel of the outside folds in first. Millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fanzha.pdf.press import SLUG

SHEET = (297.0, 210.0)
"""A4 landscape."""
WIDE, NARROW = 100.0, 97.0
"""The panel that folds in is 3 mm narrower, so that it lies flat between the others."""
RIM = 6.0
"""Nothing is printed nearer to a fold or an edge; folding is off by a millimetre or two."""
STROKE = 0.2
"""Width of a fold mark. The office's sheet has none: it is not trimmed, so a mark would stay on what is handed out,
and most office printers leave the outer 4 mm white anyway."""
DASHES = ((3.5, 4.9), (5.3, 6.7), (7.1, 8.5))
"""Fold marks on a sheet for offset print: dashes so far outside the trim, beside the unbroken crop marks."""


@dataclass(frozen=True)
class Panel:
    """One of the six."""

    name: str
    page: int
    """1 outside, 2 inside."""
    left: float
    width: float
    top: float = 0.0

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    def within(self, around: float) -> Panel:
        """Return it on a sheet with a margin of so many mm around the trim."""
        return replace(self, left=self.left + around, top=self.top + around)


PANELS = (
    Panel("flap", 1, 0.0, NARROW),
    Panel("back", 1, NARROW, WIDE),
    Panel("cover", 1, NARROW + WIDE, WIDE),
    Panel("inside-1", 2, 0.0, WIDE),
    Panel("inside-2", 2, WIDE, WIDE),
    Panel("inside-3", 2, 2 * WIDE, NARROW),
)


def folds(page: int) -> tuple[float, ...]:
    """Return how far from the left edge the folds of a page are; those of the other side meet them."""
    return tuple(panel.left for panel in PANELS if panel.page == page and panel.left)


def _marks(page: int) -> Iterator[tuple[float, float, float, float]]:
    """Yield the fold marks of a page for offset print as (left, top, right, bottom), from the corner of the trim."""
    height = SHEET[1]
    for x in folds(page):
        for near, far in DASHES:
            yield x - STROKE / 2, -far, x + STROKE / 2, -near
            yield x - STROKE / 2, height + near, x + STROKE / 2, height + far


def marks_svg(page: int) -> bytes:
    """Return the marks of a page for offset print as a drawing of all of it, with what is around its trim."""
    boxes = "".join(f"M{x:g} {y:g}H{right:g}V{bottom:g}H{x:g}z" for x, y, right, bottom in _marks(page))
    width, height = (side + 2 * SLUG for side in SHEET)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="{-SLUG:g} {-SLUG:g} {width:g} {height:g}"><path d="{boxes}"/></svg>'
    ).encode()
