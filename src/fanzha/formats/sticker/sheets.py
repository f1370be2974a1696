"""The label sheets that can be bought: where each label lies on A4. Millimetres from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

PAPER = (210.0, 297.0)
"""A4."""
CLEAR = 2.0
"""Nothing that must be read is nearer to a label's edge: dies and printers' feeds are off by a millimetre or more."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of die-cut labels, all of one size."""

    columns: int
    rows: int
    width: float
    height: float
    across: float
    """From a label's left edge to the next one's."""
    down: float
    left: float
    """Margins of the first label."""
    top: float
    round: bool = False
    rim: float = 3.0
    """From a rectangular label's edge to its panel: more where labels reach to the paper's edge, which most printers
    leave white."""
    large: bool = False
    """Whether a label holds eight hanzi and the number in letters of large print: a test sets them on each."""
    tall: bool = False
    """Whether it is for large print only: what else stands on a label would leave half of this one white."""
    alike: str = ""
    """Sheets of the trade that are cut like this one."""

    @property
    def labels(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the upper left corner of each label (of the square around a round one), row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.across, self.top + row * self.down


SHEETS: Mapping[str, Sheet] = {
    "round-25": Sheet(7, 10, 25, 25, 27, 27, 11.5, 14.5, round=True, alike="LP70/25R"),
    "round-37": Sheet(5, 7, 37, 37, 39, 39, 8.5, 13, round=True, alike="LP35/37R"),
    "round-40": Sheet(4, 6, 40, 40, 46, 46, 16, 13.5, round=True, large=True, alike="L7780"),
    "99x68": Sheet(2, 4, 99.1, 67.7, 101.6, 67.7, 4.65, 13.1, large=True, alike="L7165, J8165"),
    "105x74": Sheet(2, 4, 105, 74.25, 105, 74.25, 0, 0, rim=5.5, large=True, alike="3427"),
    "99x139": Sheet(2, 2, 99.1, 139, 101.6, 139, 4.65, 9.5, large=True, tall=True, alike="L7169, J8169"),
}
"""By the name that an edition uses. The README has the same table; a test compares them."""
LARGE = tuple(name for name, sheet in SHEETS.items() if sheet.large)
"""On which labels can be had in large print."""
