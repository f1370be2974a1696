"""Imposition for saddle stitch: two A5 pages on each side of an A4 sheet, in the order for folding."""

from __future__ import annotations

from fanzha.formats.booklet.flatplan import PAGE
from fanzha.pdf.impose import left_of, page_count, side_by_side

SHEET = (297.0, 210.0)
"""A4 landscape, in mm."""
LEFT = (left_of(0, 2, SHEET[0], PAGE[0]), left_of(1, 2, SHEET[0], PAGE[0]))
"""Mm from the sheet's left edge to the left and the right page: they meet in the fold."""


def order(pages: int) -> list[tuple[int, int]]:
    """Return for each side of a sheet, fronts and backs in turn, the page on its left and on its right (from 1).

    Eight pages lie as 8 1, 2 7, 6 3, 4 5: printed on both sides (turned over the short edge), stacked and folded once.
    """
    if pages % 4:
        raise ValueError(f"{pages} pages do not fold")
    sides = []
    for low in range(1, pages // 2 + 1):
        high = pages + 1 - low
        sides.append((high, low) if low % 2 else (low, high))
    return sides


def imposed(data: bytes, *, locale: str, title: str) -> bytes:
    """Return the sheets of a PDF of A5 pages, as `pdf.impose` makes them."""
    sides = order(page_count(data))
    return side_by_side(data, sides, sheet_mm=SHEET, page_mm=PAGE[0], locale=locale, title=title, flip="short")
