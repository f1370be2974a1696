"""Reads the finished site back as a stranger would: what is there, what it points at, what search finds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from fanzha.diagnostics import Diagnostic, Place
from fanzha.forks import shared_out
from fanzha.formats.site.anywhere import address_on_404, keeps_to_the_policy, works_offline
from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.downloads import FOLDER, kinds_of
from fanzha.formats.site.downloads_proof import downloads_are_whole
from fanzha.formats.site.indexed import read_index
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.placement_page import contacts, dialled
from fanzha.formats.site.placement_proof import placements_are_true
from fanzha.formats.site.reading import ReadPage, css_addresses, read_page
from fanzha.formats.site.screens_proof import screens_are_true
from fanzha.model import Finished, Library


def verify_site(library: Library, tree: Mapping[str, bytes], finished: tuple[Finished, ...]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the site's files."""
    found = list(_wrong_with_the_site(library, tree, finished))
    yield from found
    if not found:  # otherwise one cause would give two: the worker knows every file's digest
        yield from works_offline(library, tree)


def _wrong_with_the_site(
    library: Library, tree: Mapping[str, bytes], finished: tuple[Finished, ...]
) -> Iterator[Diagnostic]:
    offered = tuple(one for one in finished if one.offered)
    yield from _pages_exist(library, tree, kinds_of(f"{FOLDER}/{one.path}" for one in offered if one.format != "site"))
    parsed = _read(tree)
    astray = list(_pages_point_right(library, tree, parsed))
    yield from astray
    told = {one.place.path for one in astray if one.place and one.code in {"SITE004", "SITE006"}}
    for path in parsed:
        if f"build/site/{path}" not in told:  # one cause, one diagnostic
            yield from keeps_to_the_policy(path, parsed[path].breaches)
    for path in tree:
        if path.endswith(".css"):
            yield from _style_sheet_points_right(path, tree, library)
    yield from downloads_are_whole(library, tree, offered)
    yield from screens_are_true(library, tree, offered)
    yield from placements_are_true(library, tree, (one for one in finished if one.pictured))
    yield from _search_finds(library, tree, parsed)


def _read(tree: Mapping[str, bytes]) -> dict[str, ReadPage]:
    pages = [path for path in tree if path.endswith(".html")]

    def read_all(part: Sequence[str]) -> list[ReadPage]:
        return [read_page(tree[path].decode("utf-8")) for path in part]

    return dict(zip(pages, shared_out(read_all, pages), strict=True))


def _folder(library: Library, locale: str) -> str:
    return "" if locale == library.publisher.default_locale else f"{locale}/"


def _pages_exist(library: Library, tree: Mapping[str, bytes], kinds: list[str]) -> Iterator[Diagnostic]:
    for locale in library.publisher.locales:
        folder = _folder(library, locale)
        for page in site_pages(library, locale, kinds):
            if folder + page.address not in tree:
                yield Diagnostic.at("SITE003", Place(f"docs/{page.uri}"), path=folder + page.address)


def _pages_point_right(
    library: Library, tree: Mapping[str, bytes], parsed: Mapping[str, ReadPage]
) -> Iterator[Diagnostic]:
    own = urlsplit(library.publisher.site)
    hosts = {own.hostname, *library.registry.links}
    numbers = {*(f"tel:{number}" for number in library.registry.numbers), *map(dialled, contacts(library))}
    for path, page in parsed.items():
        yield from _foreign_loads(path, page.loads, library)
        place = Place(f"build/site/{path}")
        for link in sorted(set(page.links)):
            parts = urlsplit(link)
            if parts.scheme == "tel":
                allowed = link in numbers
            elif parts.scheme or parts.netloc:
                allowed = parts.scheme in {"https", own.scheme} and parts.hostname in hosts
            else:
                continue
            if not allowed:
                yield Diagnostic.at("SITE006", place, link=link)
            elif link.startswith(library.publisher.site) and not _stands(link, library, tree):
                yield Diagnostic.at("SITE005", place, link=link)
        for link in sorted({*page.links, *page.loads}):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if posixpath.basename(path) == "404.html" and parts.path:
                where = address_on_404(library, parts.path)
            else:
                where = _file_meant(path, parts.path)
            if not _is_there(where, unquote(parts.fragment), tree, parsed):
                yield Diagnostic.at("SITE005", place, link=link)


def _stands(link: str, library: Library, tree: Mapping[str, bytes]) -> bool:
    """Return whether the site's own full address leads to one of its files (a folder, to its first page)."""
    path = unquote(urlsplit(link).path.removeprefix(urlsplit(library.publisher.site).path))
    return (f"{path}index.html" if path == "" or path.endswith("/") else path) in tree


def _file_meant(path: str, target: str) -> str:
    """Return which file an address on a page leads to, as from a USB stick: a folder is no page there."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path


def _is_there(where: str | None, fragment: str, tree: Mapping[str, bytes], parsed: Mapping[str, ReadPage]) -> bool:
    if where is None or where not in tree:
        return False
    if not fragment or "=" in fragment:  # with =, a script reads it as a choice
        return True
    return where not in parsed or fragment in parsed[where].ids


def _style_sheet_points_right(path: str, tree: Mapping[str, bytes], library: Library) -> Iterator[Diagnostic]:
    addresses = css_addresses(tree[path].decode("utf-8"))
    yield from _foreign_loads(path, addresses, library)
    for address in sorted(set(addresses)):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or (not parts.path and parts.fragment):
            continue
        if _file_meant(path, parts.path) not in tree:
            yield Diagnostic.at("SITE005", Place(f"build/site/{path}"), link=address)


def _foreign_loads(path: str, addresses: Iterable[str], library: Library) -> Iterator[Diagnostic]:
    own = urlsplit(library.publisher.site).netloc
    for address in sorted(set(addresses)):
        parts = urlsplit(address.strip())
        if (parts.netloc and parts.netloc != own) or parts.scheme not in {"", "data", "https"}:
            yield Diagnostic.at("SITE004", Place(f"build/site/{path}"), address=address)


def _search_finds(library: Library, tree: Mapping[str, bytes], parsed: Mapping[str, ReadPage]) -> Iterator[Diagnostic]:
    """Every locale's index finds every tactic by every word of its name and its keywords, and leads somewhere."""
    for locale in library.publisher.locales:
        path = f"{_folder(library, locale)}{INDEX}"
        place = Place(f"build/site/{path}")
        try:
            index = read_index(tree[path])
        except (KeyError, ValueError):
            yield Diagnostic.at("SITE008", place, words=locale)
            continue
        for link in index.addresses:
            parts = urlsplit(link)
            if not _is_there(_folder(library, locale) + parts.path, unquote(parts.fragment), tree, parsed):
                yield Diagnostic.at("SITE005", place, link=link)
        for page in site_pages(library, locale):
            if page.kind != "tactic":
                continue
            for name in (page.title, *page.keywords):
                if not index.finds(page.address, name):
                    yield Diagnostic.at("SITE008", place, words=name)
