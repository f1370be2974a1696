"""Pages as pictures in colour, of an exact size: what is handed out as a picture and not as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fanzha.pdf.pages import open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image


def drawn(pdf: bytes, width: int, height: int) -> Iterator[Image]:
    """Yield each page in `width` × `height` pixels, in mode `RGB`. Raises `fanzha.pdf.pages.Unreadable`."""
    document = open_pdf(pdf)
    try:
        for page in document:
            picture: Image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
            yield picture.crop((0, 0, width, height))
    finally:
        document.close()
