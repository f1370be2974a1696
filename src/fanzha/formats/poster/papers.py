"""On what a poster is printed: the sizes, and how the A4 design grows with the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PaperName = Literal["a4", "a3", "a2", "board", "rollup"]
"""What an edition may say."""


@dataclass(frozen=True)
class Paper:
    """One size, true to scale."""

    width: float
    """In mm."""
    height: float
    dpi: int
    """At which the finished sheet is looked at: the larger the sheet, the larger its letters and its code."""
    factor: float = 1.0
    """How many times the A4 design is enlarged."""


PAPERS: dict[PaperName, Paper] = {
    "a4": Paper(210, 297, dpi=200),
    "a3": Paper(297, 420, dpi=141, factor=297 / 210),
    "a2": Paper(420, 594, dpi=100, factor=2.0),
    "board": Paper(600, 900, dpi=100),
    "rollup": Paper(800, 2000, dpi=100),
}
