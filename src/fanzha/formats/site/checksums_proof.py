"""Reads back what is said of the downloads: the list of checksums, and the first digits of each on every page."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.bundles import FOLDER as BUNDLES
from fanzha.formats.site.downloads import FOLDER, SHOWN, SUMS, kind_of, sums
from fanzha.formats.site.pages import site_pages
from fanzha.model import Library


def checksums_are_right(
    library: Library, tree: Mapping[str, bytes], digests: Mapping[str, str], wrong: frozenset[str]
) -> Iterator[Diagnostic]:
    """Yield SITE007 where the list or a page does not say of exactly the files of `digests` what they are.

    `digests` is the SHA-256 of each file to download by its path below the downloads. What is said of those that are
    `wrong` themselves does not count: one cause, one diagnostic.
    """
    if not _right(_listed(tree.get(f"{FOLDER}/{SUMS}", b"")), digests, wrong):
        yield Diagnostic.at("SITE007", Place(f"build/site/{FOLDER}/{SUMS}"), path=SUMS)
    short = {path: digest[:SHOWN] for path, digest in digests.items()}
    kinds = {kind_of(f"{FOLDER}/{path}") for path in digests} - {BUNDLES}
    for locale in library.publisher.locales:
        folder = "" if locale == library.publisher.default_locale else f"{locale}/"
        for page in site_pages(library, locale, kinds):
            path = folder + page.address
            if page.kind not in {"download_index", "download_kind"} or path not in tree:
                continue  # one that is not there is SITE003
            listed = BUNDLES if page.kind == "download_index" else page.slug
            own = {name: digits for name, digits in short.items() if kind_of(f"{FOLDER}/{name}") == listed}
            if not _right(_shown(path, tree[path]), own, wrong):
                yield Diagnostic.at("SITE007", Place(f"build/site/{path}"), path=path)


def _right(said: Mapping[str, str] | None, digests: Mapping[str, str], wrong: frozenset[str]) -> bool:
    if said is None:
        return False
    return {path: digest for path, digest in said.items() if path not in wrong} == {
        path: digest for path, digest in digests.items() if path not in wrong
    }


def _listed(data: bytes) -> dict[str, str] | None:
    """Return the SHA-256 by path that a list states, or None when it is not as `sums` writes it."""
    lines = [line.partition("  ") for line in data.decode("utf-8", "replace").splitlines()]
    listed = {path: digest for digest, _, path in lines}
    return listed if data == (sums(listed) if listed else b"") else None


def _shown(path: str, page: bytes) -> dict[str, str]:
    """Return the digits that a page shows, by the path below the downloads of the file that it offers beside them."""
    shown: dict[str, str] = {}
    for entry in LexborHTMLParser(page.decode("utf-8")).css(".fz-file, .fz-pack"):
        links = [link.attributes.get("href") or "" for link in entry.css("a[download]")]
        digits = [code.text() for code in entry.css(".fz-digest__full")]
        for link, said in zip(links, digits, strict=False):
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(link)))
            shown[posixpath.relpath(where, FOLDER)] = said
    return shown
