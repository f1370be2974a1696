"""Reads the finished site back as a stranger would: what is there, what it points at, what search finds."""

from __future__ import annotations

import hashlib
import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.body import plain
from fanzha.formats.site.downloads import FOLDER
from fanzha.formats.site.pages import site_pages
from fanzha.model import Finished, Library

_LOADS = frozenset({"src", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href"})
_CSS_ADDRESS = re.compile(r"""url\(\s*(['"]?)(.*?)\1\s*\)|@import\s+(['"])(.*?)\3""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass
class _Html(HTMLParser):
    """Collects what a page points at."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    """Where a person may go."""
    loads: list[str] = field(default_factory=list)
    """What the browser fetches by itself."""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name == "id":
                self.ids.add(value)
            elif name == "href":
                relation = dict(attrs).get("rel") or ""
                person = tag in {"a", "area"} or (tag == "link" and relation in {"canonical", "prev", "next"})
                (self.links if person else self.loads).append(value)
            elif name == "style":
                self.loads += css_addresses(value)
            elif name == "srcset":
                self.loads += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name in _LOADS:
                self.loads.append(value)
            elif tag == "meta" and name == "content" and "url=" in value.lower():
                self.loads.append(value.lower().split("url=", 1)[1])


def verify_site(library: Library, tree: Mapping[str, bytes], finished: tuple[Finished, ...]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the site's files."""
    yield from _pages_exist(library, tree)
    parsed = {path: _parsed(tree[path]) for path in tree if path.endswith(".html")}
    yield from _pages_point_right(library, tree, parsed)
    for path in tree:
        if path.endswith(".css"):
            yield from _foreign_loads(path, css_addresses(tree[path].decode("utf-8")), library)
    yield from _downloads_are_whole(tree, finished)
    yield from _search_finds(library, tree)


def _parsed(data: bytes) -> _Html:
    page = _Html()
    page.feed(data.decode("utf-8"))
    page.close()
    return page


def css_addresses(css: str) -> list[str]:
    """Return the addresses that a style sheet makes a browser fetch."""
    found = _CSS_ADDRESS.finditer(_COMMENT.sub("", css))
    return [match[2] if match[2] is not None else match[4] for match in found]


def _folder(library: Library, locale: str) -> str:
    return "" if locale == library.publisher.default_locale else f"{locale}/"


def _pages_exist(library: Library, tree: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    for locale in library.publisher.locales:
        folder = _folder(library, locale)
        for page in site_pages(library, locale):
            if folder + page.address not in tree:
                yield Diagnostic.at("SITE003", Place(f"docs/{page.uri}"), path=folder + page.address)


def _pages_point_right(
    library: Library, tree: Mapping[str, bytes], parsed: Mapping[str, _Html]
) -> Iterator[Diagnostic]:
    own = urlsplit(library.publisher.site)
    hosts = {own.hostname, *library.registry.links}
    numbers = {f"tel:{number}" for number in library.registry.numbers}
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
        if path.endswith("404.html"):
            continue  # its addresses count from the site's root, which only the server knows
        for link in sorted({*page.links, *page.loads}):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if not _leads_somewhere(path, parts.path, unquote(parts.fragment), tree, parsed):
                yield Diagnostic.at("SITE005", place, link=link)


def _leads_somewhere(
    path: str, target: str, fragment: str, tree: Mapping[str, bytes], parsed: Mapping[str, _Html]
) -> bool:
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
    if target.endswith("/") or where == ".":
        where = posixpath.normpath(posixpath.join(where, "index.html"))
    if where not in tree:
        return False
    return not fragment or where not in parsed or fragment in parsed[where].ids


def _foreign_loads(path: str, addresses: Iterable[str], library: Library) -> Iterator[Diagnostic]:
    own = urlsplit(library.publisher.site).netloc
    for address in sorted(set(addresses)):
        parts = urlsplit(address.strip())
        if (parts.netloc and parts.netloc != own) or parts.scheme not in {"", "data", "https"}:
            yield Diagnostic.at("SITE004", Place(f"build/site/{path}"), address=address)


def _downloads_are_whole(tree: Mapping[str, bytes], finished: tuple[Finished, ...]) -> Iterator[Diagnostic]:
    for one in finished:
        if one.format == "site":
            continue
        path = f"{FOLDER}/{one.path}" + (".zip" if one.kind == "tree" else "")
        if path not in tree:
            yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=one.path)
        elif one.kind == "tree":
            if _unzipped_digests(tree[path]) != dict(one.files):
                yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=one.path)
        elif hashlib.sha256(tree[path]).hexdigest() != one.sha256:
            yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=one.path)


def _unzipped_digests(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.partition("/")[2]: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def _search_finds(library: Library, tree: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Every tactic's page is in its locale's index, and Chinese is cut into words (without jieba it is not)."""
    for locale in library.publisher.locales:
        folder = _folder(library, locale)
        place = Place(f"build/site/{folder}search/search_index.json")
        try:
            entries = json.loads(tree[f"{folder}search/search_index.json"])["docs"]
        except (KeyError, ValueError):
            yield Diagnostic.at("SITE008", place, words=locale)
            continue
        titles = {entry["location"]: entry["title"] for entry in entries}
        for tactic in library.tactics.values():
            name = titles.get(f"tactics/{tactic.slug}.html", "")
            text = tactic.texts.get(locale) or tactic.texts[library.publisher.default_locale]
            segmented = text.locale != "zh" or "\u200b" in name
            if name.replace("\u200b", "") != plain(text.name) or not segmented:
                yield Diagnostic.at("SITE008", place, words=plain(text.name))
