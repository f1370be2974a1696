"""Reads back which pictures a PDF draws, and how large."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.pdf.pages import MM_PER_PT

LEAST = 4.0
"""Mm of a logo's longer side: smaller, nobody knows it."""


def largest_mm(data: bytes, width: int, height: int) -> float:
    """Return the longer side in mm of the largest picture of so many pixels that lies within a page; 0 without any."""
    return max((max(right - left, top - bottom) for left, bottom, right, top in _boxes(data, width, height)), default=0)


def _boxes(data: bytes, width: int, height: int) -> Iterator[tuple[float, float, float, float]]:
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            across, up = page.get_size()
            for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=5):
                left, bottom, right, top = picture.get_bounds()
                within = left >= 0 and bottom >= 0 and right <= across and top <= up
                if within and picture.get_px_size() == (width, height):
                    yield left * MM_PER_PT, bottom * MM_PER_PT, right * MM_PER_PT, top * MM_PER_PT
