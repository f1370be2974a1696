"""Small pictures of the finished artefacts: the first page of a PDF, a picture itself, what a screen shows first.

A picture is drawn once for each artefact and kept in the cache by the digest of what was drawn, so that an artefact
that stays as it is costs nothing.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from fanzha.formats.site.kept import kept
from fanzha.model import Finished
from fanzha.pdf.pages import Unreadable, open_pdf

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "previews"
"""Below the downloads."""
BOX = 320
"""Pixels: the longer side. The page shows it at a third of that, for screens with three pixels to a point."""
_QUALITY = 82
_PICTURES = (".png", ".gif", ".bmp", ".webp", ".jpg", ".jpeg")
_MOST_PIXELS = 25_000_000
_DRAWN = "1"
"""Raised when the same bytes shall be drawn in another way."""


@dataclass(frozen=True)
class Preview:
    """A small picture of an artefact."""

    address: str
    """Path below the site's root. It holds the artefact's digest: a picture of an older one is never shown."""
    width: int
    height: int
    source: Path
    """Where the bytes lie."""


def address_of(one: Finished) -> str:
    """Return where the preview of an artefact stands below the downloads."""
    return f"{FOLDER}/{one.path}.{one.sha256[:8]}.webp"


def preview_of(one: Finished, build: Path, cache: Path, folder: str) -> Preview | None:
    """Return the preview of a finished artefact below `build`, drawn or kept in `cache`.

    None when there is nothing to draw, when the file cannot be read as what it seems to be, or when it is not the one
    of the manifest.
    """
    named = shown_of(one)
    if named is None:
        return None
    path, digest = named
    try:
        data = (build / path).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != digest:
        return None
    source = kept(cache / FOLDER, f"{digest} {_DRAWN} {_tools()}", ".webp", lambda: drawn(path, data))
    if source is None:
        return None
    width, height = size_of(source.read_bytes())
    return Preview(f"{folder}/{address_of(one)}", width, height, source)


def shown_of(one: Finished) -> tuple[str, str] | None:
    """Return which file stands for an artefact: its path below `build/` and its digest."""
    if one.kind == "file":
        return (one.path, one.sha256) if _may_be_drawn(one.path) else None
    best = next(_of_tree(one), None)
    return (f"{one.path}/{best}", one.files[best]) if best else None


def _of_tree(one: Finished) -> Iterator[str]:
    """Yield what may stand for a folder: a file called PREVIEW, then whatever can be drawn."""
    paths = [path for path in sorted(one.files) if _may_be_drawn(path)]
    yield from (path for path in paths if PurePosixPath(path).stem.upper() == "PREVIEW")
    yield from paths


def _may_be_drawn(path: str) -> bool:
    return path.lower().endswith((".pdf", *_PICTURES))


def drawn(path: str, data: bytes, box: int = BOX, quality: int = _QUALITY) -> bytes | None:
    """Return a WebP of at most `box` pixels a side, or None for bytes that cannot be drawn."""
    from PIL import Image

    try:
        picture = _page(data, box) if path.lower().endswith(".pdf") else _picture(data)
        picture.thumbnail((box, box), Image.Resampling.LANCZOS, reducing_gap=None)
        picture.save(out := io.BytesIO(), "WEBP", quality=quality, method=6)
    except (Unreadable, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return out.getvalue()


def _page(data: bytes, box: int) -> Image:
    """Return the first page, a little larger than needed."""
    document = open_pdf(data)
    try:
        page = document[0]
        scale = 2 * box / max(1.0, *page.get_size())
        picture: Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    return picture


def _picture(data: bytes) -> Image:
    from PIL import Image, ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint allows it for all
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "GIF", "BMP", "WEBP", "JPEG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise ValueError("too large")
            return picture.convert("RGB")
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height of a preview; raises OSError when the bytes are none."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("WEBP",)) as picture:
        return picture.size


@functools.cache
def _tools() -> str:
    """Return the versions of what draws."""
    import PIL
    from pypdfium2.version import PDFIUM_INFO

    return f"{PIL.__version__} {PDFIUM_INFO}"
