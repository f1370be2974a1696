"""Pages as pictures: what the gate for codes and for visible ink looks at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fanzha.pdf.pages import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image


def rasters(data: bytes, dpi: float) -> Iterator[Image]:
    """Yield each page in grey levels. Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(data)
    try:
        for index in range(len(document)):
            yield document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
