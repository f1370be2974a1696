"""Pages as pictures in grey: what the gate for codes, for hotlines and for visible ink looks at.

Many offices print in grey. So whatever is proven from a picture is proven without its colours: a code, a number or a
line that only stands out by its hue is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fanzha.pdf.pages import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image


def rasters(data: bytes, dpi: float) -> Iterator[Image]:
    """Yield each page as a grey printer puts it (`theme.tone`), in mode "L". Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(data)
    try:
        for index in range(len(document)):
            yield document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
