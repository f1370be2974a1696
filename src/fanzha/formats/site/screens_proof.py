"""Reads the page of the screens back: what it plays is, frame by frame, what lies in the folder of each screen's card.

Televisions are read by `televisions_proof.py`.

The page is read as `screens.js` reads it, and the folders as they are downloaded: out of the zip on the site.
"""

from __future__ import annotations

import io
import itertools
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.display import FOLDER
from fanzha.formats.site.downloads import FOLDER as DOWNLOADS
from fanzha.formats.site.film import Film, Frame, Run, gif_frames, page_pictures, shown
from fanzha.formats.site.screens import FORMAT, animations_of, record_of, runs_of
from fanzha.formats.site.televisions_proof import Shown, Slides, plays, shown_in, slides_of
from fanzha.model import Finished, Library

ADDRESS = f"{FOLDER}/index.html"
"""Of the page, below its locale's folder."""
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError)
"""What a damaged page or picture may raise."""


@dataclass(frozen=True)
class _Card:
    """What an LED screen's card is given, out of its zip."""

    animations: list[bytes]
    pages: list[Frame]
    texts: tuple[str, ...]


def screens_are_true(library: Library, tree: Mapping[str, bytes], finished: Iterable[Finished]) -> Iterator[Diagnostic]:
    """Yield SITE007 for each screen that a page shows otherwise than it is, and for each page that leaves one out."""
    addresses = [path for path in _addresses(library) if path in tree]  # else SITE003, or none is meant
    pages = {path: _read(tree[path], path) for path in addresses}
    known = set()
    for one in finished if pages else ():
        card = _card(tree, one) if one.format == FORMAT else None  # one in memory at a time
        if card is None:
            continue
        known.add(one.edition)
        played: dict[str, bool] = {}
        for path, page in pages.items():
            if one.edition not in page:
                continue
            key = repr(page[one.edition])
            if key not in played:  # the pages of all languages show the same
                played[key] = _plays(page[one.edition], tree, card)
            if not played[key]:
                yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=one.path)
    for path, page in pages.items():
        if set(page) != known:
            yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=path)


def _addresses(library: Library) -> Iterator[str]:
    for locale in library.publisher.locales:
        yield ADDRESS if locale == library.publisher.default_locale else f"{locale}/{ADDRESS}"


def _card(tree: Mapping[str, bytes], one: Finished) -> _Card | Slides | None:
    """Return what is in a screen's zip; None when it has neither slides nor dots, or is not there (downloads tell)."""
    try:
        with zipfile.ZipFile(io.BytesIO(tree[f"{DOWNLOADS}/{one.path}.zip"])) as archive:
            files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        if slides := slides_of(files):
            return slides
        record = record_of(files)
        if record is None:
            return None
        animations = [files[path] for path in animations_of(files, record)]
        pictures = page_pictures((files[page["file"]] for page in record["pages"]), next(iter(animations), None))
        pages = [(picture, int(page["dwell_ms"])) for picture, page in zip(pictures, record["pages"], strict=True)]
    except (*_BROKEN, zipfile.BadZipFile):
        return None
    return _Card(animations, pages, tuple(str(page["text"]) for page in record["pages"]))


def _read(page: bytes, path: str) -> dict[str, Shown]:
    """Return what a page shows of each screen, by the profile's name."""
    parsed = LexborHTMLParser(page.decode("utf-8", "replace"))
    source = parsed.css_first("#fz-screens")
    try:
        said = dict(json.loads(source.text())["screens"]) if source else {}
    except _BROKEN:
        said = {}
    sections = {section.attributes.get("data-fz-screen") or "": section for section in parsed.css("[data-fz-screen]")}
    return {name: shown_in(sections[name], data, path) for name, data in said.items() if name in sections}


def _plays(shown: Shown, tree: Mapping[str, bytes], card: _Card | Slides) -> bool:
    try:
        if isinstance(card, Slides):
            return plays(shown, tree, card)
        said = shown.data
        scroll, pages = runs_of(said["scroll"]), runs_of(said["pages"])
        film = Film(int(said["width"]), int(said["height"]), tree[said["sheet"]], scroll, pages)
        moving = itertools.chain.from_iterable(map(gif_frames, card.animations))
        return shown.texts == card.texts and _alike(film, scroll, moving) and _alike(film, pages, card.pages)
    except _BROKEN:
        return False


def _alike(film: Film, runs: Iterable[Run], frames: Iterable[Frame]) -> bool:
    """Return whether runs show these frames and no others, dot for dot and for as long."""
    return all(
        one is not None and other is not None and one[1] == other[1] and one[0].size == other[0].size
        and one[0].tobytes() == other[0].tobytes()
        for one, other in itertools.zip_longest(shown(film, runs), frames)
    )  # fmt: skip
