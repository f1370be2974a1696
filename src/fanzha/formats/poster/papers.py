"""On what a poster is printed: the A series, and what is larger."""

from __future__ import annotations

from typing import Literal

from fanzha.papers import A_SERIES, Paper

PaperName = Literal["a4", "a3", "a2", "board", "rollup"]
"""What an edition may say."""

PAPERS: dict[PaperName, Paper] = {
    "a4": A_SERIES["a4"],
    "a3": A_SERIES["a3"],
    "a2": A_SERIES["a2"],
    "board": Paper(600, 900, dpi=100),
    "rollup": Paper(800, 2000, dpi=100),
}
