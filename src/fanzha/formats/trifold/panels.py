"""Where the six panels lie, for a letter fold: the left panel of the outside folds in first. Millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SHEET = (297.0, 210.0)
"""A4 landscape."""
WIDE, NARROW = 100.0, 97.0
"""The panel that folds in is 3 mm narrower, so that it lies flat between the others."""
RIM = 6.0
"""Nothing but fold marks is printed nearer to a fold or an edge; folding is off by a millimetre or two."""
TICK, STROKE = 4.0, 0.2
"""Length and width of a fold mark, which begins at the sheet's edge and ends before any panel's print."""


@dataclass(frozen=True)
class Panel:
    """One of the six."""

    name: str
    page: int
    """1 outside, 2 inside."""
    left: float
    width: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


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


def marks(page: int) -> Iterator[tuple[float, float, float, float]]:
    """Yield the fold marks of a page as (left, top, right, bottom)."""
    for x in folds(page):
        for top in (0.0, SHEET[1] - TICK):
            yield x - STROKE / 2, top, x + STROKE / 2, top + TICK


def marks_svg(page: int) -> bytes:
    """Return the marks as a drawing of the whole page."""
    boxes = "".join(f"M{x:g} {y:g}H{right:g}V{bottom:g}H{x:g}z" for x, y, right, bottom in marks(page))
    width, height = SHEET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {width:g} {height:g}"><path d="{boxes}"/></svg>'
    ).encode()
