"""Sheets of the A series: A5, A4 across, and those of posters, with how a design for A4 grows with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


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


A5, A4_ACROSS = (148.0, 210.0), (297.0, 210.0)
"""Width and height in mm."""
A_SERIES: Mapping[Literal["a4", "a3", "a2"], Paper] = {
    "a4": Paper(210, 297, dpi=200),
    "a3": Paper(297, 420, dpi=141, factor=297 / 210),
    "a2": Paper(420, 594, dpi=100, factor=2.0),
}
