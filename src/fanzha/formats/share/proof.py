"""Reads a finished picture back: what it shows is the page whose every word, glyph and code was proven."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fanzha import furniture, gate, markup
from fanzha.diagnostics import Diagnostic
from fanzha.formats.share import Params
from fanzha.formats.share.picture import raster
from fanzha.formats.share.render import (
    HEIGHT,
    WIDTH,
    flags_of,
    page_of,
    say_lines,
    steps_of,
)
from fanzha.model import Artifact
from fanzha.pdf import check_pdf
from fanzha.pdf.pages import MM_PER_PT

if TYPE_CHECKING:
    from PIL.Image import Image

MARGIN_MM = 5.0
"""Nearest to the edge that text may come: some phones round a picture's corners."""
APART = 12
"""Of 255 levels of a colour: how far a pixel may be from the page's own. The palette has fewer colours."""
_MARKS = re.compile("[，、；。]")
"""A line of a headline may end with the line's end instead."""
DPI = 96
"""The resolution at which a pixel of the page is one of the picture."""


def problems_of(artifact: Artifact, data: bytes, cache: Path) -> list[Diagnostic]:
    """Return what is wrong with a finished picture.

    The page is set again and checked as a printed one would be (it fits, nothing overlaps or is cut off, each glyph is
    its character's, both hotlines stand in its text); then the PNG must be that page, pixel by pixel, and its code must
    decode.
    """
    p = artifact.params
    assert isinstance(p, Params)
    picture = _opened(data)
    size = f"{picture.width} × {picture.height}" if picture else "?"
    if picture is None or picture.size != (WIDTH, HEIGHT):
        return [Diagnostic.at("FIT013", path=artifact.path, expected=f"{WIDTH} × {HEIGHT}", found=size)]
    page = page_of(p, cache)
    mm = MM_PER_PT * 72 / DPI
    found = check_pdf(
        page,
        artifact.path,
        pages=1,
        size_mm=(WIDTH * mm, HEIGHT * mm),
        phrases=list(_phrases(p)),
        payloads=[p.url],
        margin_mm=MARGIN_MM,
        weights=(400, 700),
        hotlines=p.numbers,
        dpi=DPI,
    )
    if _differs(picture, raster(page, WIDTH, HEIGHT)):
        found.append(Diagnostic.at("FIT014", path=artifact.path))
    if not any(diagnostic.code.startswith("QR") for diagnostic in found):
        found += gate.file_problems(artifact.path, data, cache, [p.url])
    return found


def _opened(data: bytes) -> Image | None:
    """Return the picture in colour, or None when the bytes are no PNG that opens."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            if picture.size != (WIDTH, HEIGHT):
                return picture.copy() if picture.width * picture.height < 4 * WIDTH * HEIGHT else None
            return picture.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _differs(picture: Image, page: Image) -> bool:
    from PIL import ImageChops

    bands = ImageChops.difference(picture, page).split()
    return any(any(band.histogram()[APART + 1 :]) for band in bands)


def _phrases(p: Params) -> Iterator[str]:
    words = furniture.words("share", p.locale)
    yield from (part for part in _MARKS.split(markup.plain(p.text.name)) if part)
    yield from say_lines(p).lines
    for text in (*flags_of(p), *steps_of(p)):
        yield markup.plain(text)
    yield urlsplit(p.url).netloc
    yield from p.numbers
    for call in p.calls:
        yield from words[call.key].split("\n")
    yield p.issuer
    yield p.publisher.version
    yield (p.publisher.valid_until or p.publisher.date).isoformat()
