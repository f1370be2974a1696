"""The project's screens for the website: what each shows, read from the folder that its card is given.

A folder is read through its `MANIFEST.json`, as a stranger would read it: as one of slides for a television, or else as
pages of dots. One that holds neither is left out: its download stays.
"""

from __future__ import annotations

import base64
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from fanzha.formats.site.display import FOLDER, MANIFEST, Display, names_of, number_of, standing
from fanzha.formats.site.film import (
    Film,
    Run,
    dots_png,
    film_of,
    ink_width,
    letter_height,
    page_pictures,
)
from fanzha.formats.site.kept import kept, tidy
from fanzha.formats.site.televisions import Television, television
from fanzha.model import Finished, Library
from fanzha.tree import FolderTree

if TYPE_CHECKING:
    from PIL.Image import Image

FORMAT, EDITIONS = "led", "screen"
"""The format whose folders are shown, and the folder below `materials/` that its profiles lie in."""
READABLE, LEGIBLE = 200, 250
"""A hanzi is read with ease from 200 times its height, and by good eyes from 250 times."""
PITCH = 10.0
"""Millimetres from dot to dot where nothing says: a P10 module."""
_MADE = "2"
"""Raised when the same folder shall be shown in another way."""


@dataclass(frozen=True)
class Screen(Display):
    """An LED screen as the website shows it."""

    film: Film
    still: bytes
    """PNG of the first page, a pixel a dot."""
    letter_width: float
    """In heights of its hanzi, on the average: hanzi are square, other letters are narrow."""
    mode: str
    """What its guide has loaded: `scroll` or `pages`."""

    @property
    def sheet_address(self) -> str:
        """Where its dots stand below the site's root. Named by the artefact: older ones are never shown."""
        return f"{FOLDER}/{self.id}.{self.finished.sha256[:8]}.png"

    @property
    def still_address(self) -> str:
        """Where its first page stands below the site's root."""
        return f"{FOLDER}/{self.id}.{self.finished.sha256[:8]}.still.png"

    @property
    def speed(self) -> float:
        """How many characters run past in a second, as high as the screen; 0 when nothing runs."""
        running = max(self.film.scroll, key=lambda run: run[2], default=(0, 0, 0, 0))
        return abs(running[1]) * 1000 / running[3] / (self.film.height * self.letter_width) if running[3] else 0.0

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the address below the site's root and the bytes of each of its files."""
        yield self.sheet_address, self.film.sheet
        yield self.still_address, self.still


def has_screens(library: Library) -> bool:
    """Return whether the project describes any screen."""
    return any(edition.folder == EDITIONS for edition in library.editions)


def screens(finished: Iterable[Finished], build: Path, cache: Path) -> tuple[Screen | Television, ...]:
    """Return the screens among finished artefacts below `build`, in order of path; what was read is kept in `cache`."""
    found: list[Screen | Television] = []
    used: list[Path] = []
    for one in finished:
        if one.format != FORMAT or MANIFEST not in one.files:
            continue
        files = FolderTree(build / one.path)
        slides = television(one, files, cache)
        if slides is not None:
            used += (slide.source for slide in slides.slides)
            found.append(slides)
            continue
        path = kept(cache / FOLDER, f"{one.sha256} {_MADE} {_tool()}", ".json", functools.partial(_packed, files))
        if path is None:
            continue
        used.append(path)
        found.append(_unpacked(path.read_bytes(), one, files))
    tidy(cache / FOLDER, used)
    return tuple(found)


def record_of(files: Mapping[str, bytes]) -> Mapping[str, Any] | None:
    """Return a folder's own manifest; None when it is none, or one of a screen without pages of dots."""
    try:
        record = json.loads(files[MANIFEST])
        pages = [(str(page["file"]), str(page["text"]), int(page["dwell_ms"])) for page in record["pages"]]
    except (KeyError, ValueError, TypeError):
        return None
    dots = pages and all(file.lower().endswith(".bmp") and file in files for file, _, _ in pages)
    return cast("Mapping[str, Any]", record) if dots else None


def animations_of(files: Mapping[str, bytes], record: Mapping[str, Any]) -> list[str]:
    """Return the paths of the animations in a screen's folder, as they follow each other: a language each."""
    found = [path for path in sorted(files) if path.startswith("ANIM/") and path.endswith(".gif")]
    second = _file_of(_file_of(record, "second"), "scroll").get("file")
    return sorted(found, key=lambda path: path == second)


def _file_of(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = record.get(key)
    return part if isinstance(part, dict) else {}


def _packed(files: Mapping[str, bytes]) -> bytes | None:
    """Return what the website shows of a folder, for the cache; None when it holds no dots that can be read."""
    record = record_of(files)
    if record is None:
        return None
    try:
        animations = [files[path] for path in animations_of(files, record)]
        pictures = page_pictures((files[page["file"]] for page in record["pages"]), next(iter(animations), None))
        pages = [(picture, int(page["dwell_ms"])) for picture, page in zip(pictures, record["pages"], strict=True)]
        film = film_of(animations, pages)
    except (OSError, ValueError, SyntaxError, KeyError):
        return None
    still = dots_png(pictures[0])
    if film is None or still is None:
        return None
    letters, letter_width = _letters(list(zip(pictures, record["pages"], strict=True)))
    told = {
        "width": film.width,
        "height": film.height,
        "scroll": film.scroll,
        "pages": film.pages,
        "letters": letters,
        "letter_width": letter_width,
        "sheet": base64.b64encode(film.sheet).decode("ascii"),
        "still": base64.b64encode(still).decode("ascii"),
    }
    return json.dumps(told).encode("utf-8")


def _letters(pages: Iterable[tuple[Image, Mapping[str, Any]]]) -> tuple[int, float]:
    """Return the dots of the height of a hanzi, of slogans in several sizes the smallest; and a character's width in
    such heights, on the average: hanzi are square, other letters are narrow."""
    pages = list(pages)
    first = pages[0][1].get("locale")  # a second language's letters are of another size
    pages = [(picture, page) for picture, page in pages if page.get("locale") == first]
    told = [(picture, str(page["text"]), str(page.get("slogan", ""))) for picture, page in pages]
    told = [one for one in told if one[2]] or told  # not the hotline, whose number is as large as it can be
    heights: dict[str, int] = {}
    for picture, _, slug in told:
        heights[slug] = max(heights.get(slug, 1), letter_height(picture))
    widths = [ink_width(picture) / heights[slug] for picture, _, slug in told]
    return min(heights.values()), sum(widths) / max(1, sum(len(text) for _, text, _ in told)) or 1.0


def _unpacked(data: bytes, one: Finished, files: Mapping[str, bytes]) -> Screen:
    told, record = json.loads(data), record_of(files)
    assert record is not None  # the folder is the one that was packed: its digest says so
    sheet, scroll, pages = base64.b64decode(told["sheet"]), runs_of(told["scroll"]), runs_of(told["pages"])
    film = Film(int(told["width"]), int(told["height"]), sheet, scroll, pages)
    return Screen(
        finished=one,
        names=names_of(record, one),
        size=(film.width, film.height),
        film=film,
        still=base64.b64decode(told["still"]),
        pages=tuple(standing(page, one.locale) for page in record["pages"]),
        letters=int(told["letters"]),
        letter_width=float(told["letter_width"]),
        pitch=number_of(record.get("pitch")) or PITCH,
        mode="pages" if record.get("mode") == "pages" or not film.scroll else "scroll",
    )


def runs_of(rows: Iterable[Iterable[int]]) -> tuple[Run, ...]:
    """Return runs as they are read from JSON; raises ValueError or TypeError for what is none."""
    found = []
    for start, step, count, ms in rows:
        found.append((int(start), int(step), int(count), int(ms)))
    return tuple(found)


def _tool() -> str:
    import PIL

    return PIL.__version__
