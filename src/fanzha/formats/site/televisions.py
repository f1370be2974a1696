"""The project's televisions for the website: their slides, small enough for a page, out of the folder handed out."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from fanzha.formats.site.display import FOLDER, MANIFEST, Display, names_of, number_of, standing
from fanzha.formats.site.kept import kept
from fanzha.formats.site.previews import drawn, size_of
from fanzha.model import Finished

SIDE, QUALITY = 640, 50
"""Pixels of the longer side of a slide on the page; about 15 KB each, so that a first view with one is below 60 KB."""
HANZI = 0.92
"""Em: from the top to the foot of a hanzi."""
_MADE = "1"
"""Raised when the same slide shall be drawn in another way."""


@dataclass(frozen=True)
class SmallSlide:
    """A slide as the page shows it."""

    address: str
    """Below the site's root. It holds the digest of the slide: an older one is never shown."""
    width: int
    height: int
    source: Path
    """Where its WebP lies."""


@dataclass(frozen=True)
class Television(Display):
    """A television or monitor as the website shows it."""

    slides: tuple[SmallSlide, ...]
    """One for each of its pages."""

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the address below the site's root of each of its files, and where its bytes lie."""
        for slide in self.slides:
            yield slide.address, slide.source


def television_record(files: Mapping[str, bytes]) -> Mapping[str, Any] | None:
    """Return a folder's own manifest; None when it is none, or not one of slides that all are there."""
    try:
        record = json.loads(files[MANIFEST])
        pages = [(str(page["file"]), str(page["text"]), int(page["dwell_ms"])) for page in record["pages"]]
        size = int(record["width"]), int(record["height"])
    except (KeyError, ValueError, TypeError):
        return None
    whole = pages and all(file.lower().endswith(".png") and file in files for file, _, _ in pages)
    known = min(*size, number_of(record.get("pitch")), letters_of(record)) > 0
    return cast("Mapping[str, Any]", record) if whole and known else None


def letters_of(record: Mapping[str, Any]) -> int:
    """Return the pixels from the top to the foot of the smallest hanzi among the slogans; 0 when nothing says.

    A second language's letters are smaller, and not hanzi.
    """
    pages = record["pages"]
    said = [number_of(page.get("letters")) for page in pages if page.get("locale") == pages[0].get("locale")]
    return round(HANZI * min(filter(None, said), default=0.0))


def television(one: Finished, files: Mapping[str, bytes], cache: Path) -> Television | None:
    """Return the television of a finished folder that holds `files`; its small slides are kept in `cache`.

    None when it is no television's, or a slide cannot be drawn.
    """
    record = television_record(files)
    if record is None:
        return None
    slides = []
    for number, page in enumerate(record["pages"], 1):
        path, digest = page["file"], one.files.get(page["file"], "")
        recipe = f"{digest} slide {SIDE} {QUALITY} {_MADE} {_tool()}"
        source = kept(cache / FOLDER, recipe, ".webp", functools.partial(_small, files, path)) if digest else None
        if source is None:
            return None
        width, height = size_of(source.read_bytes())
        address = f"{FOLDER}/{one.edition}.{number:02d}.{digest[:8]}.webp"
        slides.append(SmallSlide(address, width, height, source))
    return Television(
        finished=one,
        names=names_of(record, one),
        size=(int(record["width"]), int(record["height"])),
        pages=tuple(standing(page, one.locale) for page in record["pages"]),
        letters=letters_of(record),
        pitch=number_of(record["pitch"]),
        slides=tuple(slides),
    )


def _small(files: Mapping[str, bytes], path: str) -> bytes | None:
    return drawn(path, files[path], SIDE, QUALITY)


def _tool() -> str:
    import PIL

    return PIL.__version__
