"""Reads the page of the screens back: what it plays is, frame by frame, what lies in the folder of each screen's card.

The page is read as `screens.js` reads it, and the folders as they are downloaded: out of the zip on the site.
"""

from __future__ import annotations

import io
import itertools
import json
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.downloads import FOLDER as DOWNLOADS
from fanzha.formats.site.film import Film, Frame, Run, gif_frames, page_pictures, shown
from fanzha.formats.site.screens import FOLDER, FORMAT, animations_of, record_of, runs_of
from fanzha.model import Finished, Library

ADDRESS = f"{FOLDER}/index.html"
"""Of the page, below its locale's folder."""
_BROKEN = (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError)
"""What a damaged page or picture may raise."""


@dataclass(frozen=True)
class _Card:
    """What a screen's card is given, out of its zip."""

    animations: list[bytes]
    pages: list[Frame]
    texts: list[str]


def screens_are_true(library: Library, tree: Mapping[str, bytes], finished: Iterable[Finished]) -> Iterator[Diagnostic]:
    """Yield SITE007 for each screen that a page shows otherwise than it is, and for each page that leaves one out."""
    pages = {path: _read(tree[path]) for path in _addresses(library) if path in tree}  # else SITE003, or none is meant
    known = set()
    for one in finished if pages else ():
        card = _card(tree, one) if one.format == FORMAT else None  # one in memory at a time
        if card is None:
            continue
        known.add(one.edition)
        played: dict[str, bool] = {}
        for path, (said, listed) in pages.items():
            if one.edition not in said:
                continue
            film = _from_the_root(said[one.edition], path)
            key = json.dumps(film, sort_keys=True)
            if key not in played:  # the pages of all languages say the same
                played[key] = _plays(film, tree, card)
            if not played[key] or listed[one.edition] != card.texts:
                yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=one.path)
    for path, (said, _) in pages.items():
        if set(said) != known:
            yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=path)


def _addresses(library: Library) -> Iterator[str]:
    for locale in library.publisher.locales:
        yield ADDRESS if locale == library.publisher.default_locale else f"{locale}/{ADDRESS}"


def _card(tree: Mapping[str, bytes], one: Finished) -> _Card | None:
    """Return what is in a screen's zip; None when it holds no pages of dots, or no zip is there (downloads tell)."""
    try:
        with zipfile.ZipFile(io.BytesIO(tree[f"{DOWNLOADS}/{one.path}.zip"])) as archive:
            files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        record = record_of(files)
        if record is None:
            return None
        animations = [files[path] for path in animations_of(files, record)]
        pictures = page_pictures((files[page["file"]] for page in record["pages"]), next(iter(animations), None))
        pages = [(picture, int(page["dwell_ms"])) for picture, page in zip(pictures, record["pages"], strict=True)]
    except (*_BROKEN, zipfile.BadZipFile):
        return None
    return _Card(animations, pages, [str(page["text"]) for page in record["pages"]])


def _read(page: bytes) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return what a page gives `screens.js` of each screen, and the texts that it lists."""
    parsed = LexborHTMLParser(page.decode("utf-8", "replace"))
    source = parsed.css_first("#fz-screens")
    try:
        said = dict(json.loads(source.text())["screens"]) if source else {}
    except _BROKEN:
        said = {}
    listed = {
        section.attributes.get("data-fz-screen") or "": [one.text() for one in section.css(".fz-screen__text")]
        for section in parsed.css("[data-fz-screen]")
    }
    return {name: one for name, one in said.items() if name in listed}, listed


def _from_the_root(said: Any, path: str) -> Any:
    """Return what a page at `path` says of a screen, with the address of its dots below the site's root."""
    if not isinstance(said, dict):
        return said
    return {**said, "sheet": posixpath.normpath(posixpath.join(posixpath.dirname(path), str(said.get("sheet"))))}


def _plays(said: Any, tree: Mapping[str, bytes], card: _Card) -> bool:
    try:
        scroll, pages = runs_of(said["scroll"]), runs_of(said["pages"])
        film = Film(int(said["width"]), int(said["height"]), tree[said["sheet"]], scroll, pages)
        moving = itertools.chain.from_iterable(map(gif_frames, card.animations))
        return _alike(film, scroll, moving) and _alike(film, pages, card.pages)
    except _BROKEN:
        return False


def _alike(film: Film, runs: Iterable[Run], frames: Iterable[Frame]) -> bool:
    """Return whether runs show these frames and no others, dot for dot and for as long."""
    return all(
        one is not None and other is not None and one[1] == other[1] and one[0].size == other[0].size
        and one[0].tobytes() == other[0].tobytes()
        for one, other in itertools.zip_longest(shown(film, runs), frames)
    )  # fmt: skip
