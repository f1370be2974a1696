"""Opening a picture made here, strictly: a truncated one is an error, whatever else the process has imported."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image


def opened(data: bytes, kind: str) -> Image:
    """Return the picture `data`, which must be of `kind` ("BMP", "GIF"); raises OSError or ValueError.

    WeasyPrint sets Pillow's LOAD_TRUNCATED_IMAGES for the whole process when it is imported, and a worker that has
    typeset a poster may be the one that reads a screen's pictures back.
    """
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return Image.open(io.BytesIO(data), formats=(kind,))
