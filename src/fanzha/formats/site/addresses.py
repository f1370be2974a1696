"""Two pages at one address: a file of the contributors' where the site puts a page, a locale or files of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.downloads import FOLDER as DOWNLOADS
from fanzha.formats.site.pages import TAKEDOWN, SitePage, site_pages
from fanzha.formats.site.placed import FOLDER as PLACED
from fanzha.model import Library

_OURS = ("assets", DOWNLOADS, "search", "verify")
"""Folders at the root of the site that hold files of ours."""
_STATIC = ("404.html",)
_INDEX = "readme"
"""A file of this name is, to MkDocs, the index of its folder."""


def taken_addresses(library: Library) -> Iterator[Diagnostic]:
    """Yield SITE025 for each file below docs/ whose address belongs to something else.

    Capitals do not tell addresses apart: on a USB stick they are the same file.
    """
    yield from _double_pages(site_pages(library, library.publisher.default_locale), library)
    locales = [locale for locale in library.publisher.locales if locale != library.publisher.default_locale]
    ours = (*_OURS, *((PLACED, TAKEDOWN) if library.placements else ()))
    taken = {folder.lower(): f"{folder}/" for folder in (*ours, *locales)}
    for path in library.files:
        below = PurePosixPath(path)
        if below.parts[0] != DOCS or len(below.parts) < 3:
            continue
        folder = taken.get(below.parts[1].lower())
        if folder and path != f"{DOCS}/{folder}index.md":  # that one is a page at the address of another
            address = below.relative_to(DOCS).with_suffix(".html" if below.suffix == ".md" else below.suffix)
            yield Diagnostic.at("SITE025", Place(path, 1), address=address, other=folder)


def _double_pages(pages: tuple[SitePage, ...], library: Library) -> Iterator[Diagnostic]:
    seen: dict[str, SitePage | None] = dict.fromkeys(_STATIC)
    for page in sorted(pages, key=lambda page: (bool(page.source), page.uri)):  # those that we make come first
        address = _address(page)
        if address in seen:
            first = seen[address]
            other = f"{DOCS}/{first.source}" if first and first.source else page.address
            yield Diagnostic.at("SITE025", _place(page, library), address=page.address, other=other)
        else:
            seen[address] = page


def _address(page: SitePage) -> str:
    path = PurePosixPath(page.address.lower())
    return path.with_stem("index").as_posix() if path.stem == _INDEX else path.as_posix()


def _place(page: SitePage, library: Library) -> Place:
    """Return where the page's name is written."""
    for entities in (library.tactics, library.cases, library.audiences, library.pages):
        entity = entities.get(page.slug)
        if entity is not None and entity.place.path == f"{DOCS}/{page.source}":
            return entity.place
    return Place(f"{DOCS}/{page.source}", 1)
