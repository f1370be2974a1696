"""The finished artefacts as files to download: a file as it is, a tree as a zip, each with a small picture of it.

With them come the bundles, a zip for each situation and audience, and what the project's screens show.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from fanzha.diagnostics import Diagnostic, Place, as_text, choose_language
from fanzha.formats.site import previews
from fanzha.formats.site.bundles import Bundle, bundles
from fanzha.formats.site.kept import tidy
from fanzha.formats.site.placed import placed_pictures
from fanzha.formats.site.previews import Preview, preview_of
from fanzha.formats.site.screens import Screen, screens
from fanzha.formats.site.televisions import Television
from fanzha.model import Finished, Library
from fanzha.tree import zipped

FOLDER = "downloads"
SUMS = "SHA256SUMS.txt"
"""In that folder, the SHA-256 of every file to download, as `sha256sum -c` reads it."""
SHOWN = 16
"""Hex digits of a SHA-256 that the page shows: 64 of 150 files would be a tenth of what it weighs, since chance does
not compress."""

_log = logging.getLogger("mkdocs.plugins.fanzha")


@dataclass(frozen=True)
class Download:
    """One file on the downloads page."""

    finished: Finished
    address: str
    """Path below the site's root."""
    size: int
    sha256: str
    """Of the file that is downloaded."""
    data: bytes | None
    """The bytes of a zip; None for a file that is copied from `source`."""
    source: Path
    preview: Preview | None = None
    """None when it cannot be drawn."""

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.address).name


@dataclass(frozen=True)
class Offer:
    """Everything that can be downloaded."""

    downloads: tuple[Download, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    screens: tuple[Screen | Television, ...] = ()
    placed: Mapping[str, Preview] = field(default_factory=dict)
    """What the posters of placements look like, by serial."""

    def picture_for(self, slug: str, locale: str) -> Download | None:
        """Return the picture to share of a page in a locale: its own, or else the home page's."""
        made = {PurePosixPath(one.finished.path).name: one for one in self.downloads if one.finished.format == "share"}
        return made.get(f"{slug}.{locale}.png") or made.get(f"home.{locale}.png")

    def files(self) -> Iterator[tuple[str, bytes | Path]]:
        """Yield each file's address below the site's root, with its bytes or where they lie."""
        for download in self.downloads:
            yield download.address, download.source if download.data is None else download.data
            if download.preview:
                yield download.preview.address, download.preview.source
        for bundle in self.bundles:
            yield f"{FOLDER}/{bundle.address}", bundle.source
        for screen in self.screens:
            yield from screen.files()
        for preview in self.placed.values():
            yield preview.address, preview.source
        if self.downloads:
            digests = {download.address.removeprefix(f"{FOLDER}/"): download.sha256 for download in self.downloads}
            yield f"{FOLDER}/{SUMS}", sums(digests | {bundle.address: bundle.sha256 for bundle in self.bundles})


def kind_of(address: str) -> str:
    """Return the kind of a file, which is the folder it stands in, from its address: its page lists it."""
    return PurePosixPath(address).relative_to(FOLDER).parts[0]


def kinds_of(addresses: Iterable[str]) -> list[str]:
    """Return the kinds of the files at these addresses, sorted."""
    return sorted({kind_of(address) for address in addresses})


def sums(digests: Mapping[str, str]) -> bytes:
    """Return the list of SHA-256 by path, as `sha256sum` writes it."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode("utf-8")


def offer(library: Library, finished: Iterable[Finished], build: Path, cache: Path) -> Offer:
    """Return every artefact but the site itself, in order of path, and the bundles of them.

    One that is not as the manifest says is left out, and logged as a warning: the strict build stops at it.
    """
    offered: list[Finished] = []
    shown: list[Finished] = []
    for one in sorted((one for one in finished if one.format != "site"), key=lambda one: one.path):
        if in_step(one, build):
            (offered if one.offered else shown).append(one)
        else:
            stale = Diagnostic.at("SITE007", Place(f"build/{one.path}"), path=one.path)
            _log.warning(as_text([stale], choose_language()))
    made = tuple(_download(one, build, cache) for one in offered)
    placed = placed_pictures(shown, build, cache)
    drawn = [*(one.preview for one in made if one.preview), *placed.values()]
    tidy(cache / previews.FOLDER, (one.source for one in drawn))
    return Offer(made, bundles(library, offered, build, cache), screens(offered, build, cache), placed)


def in_step(one: Finished, build: Path) -> bool:
    """Return whether an artefact below `build` has the bytes that the manifest records."""
    digests = {one.path: one.sha256} if one.kind == "file" else {f"{one.path}/{k}": v for k, v in one.files.items()}
    try:
        return all(hashlib.sha256((build / path).read_bytes()).hexdigest() == sha for path, sha in digests.items())
    except OSError:
        return False


def _download(one: Finished, build: Path, cache: Path) -> Download:
    source = build / one.path
    preview = preview_of(one, build, cache, FOLDER)
    if one.kind == "file":
        return Download(one, f"{FOLDER}/{one.path}", one.size, one.sha256, None, source, preview)
    data = zipped(source, one.files)
    digest = hashlib.sha256(data).hexdigest()
    return Download(one, f"{FOLDER}/{one.path}.zip", len(data), digest, data, source, preview)
