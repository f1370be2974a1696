"""Proves that the same folder works anywhere: under the strict policy, at any depth of a host, without a network."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.offline import MANIFEST, WORKER, retired
from fanzha.model import Library

_FILES = re.compile(r"^var FILES = (\{.*?\});$", re.MULTILINE | re.DOTALL)


def keeps_to_the_policy(path: str, breaches: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what on a page the Content-Security-Policy would stop."""
    for breach in breaches:
        yield Diagnostic.at("SITE009", Place(f"build/site/{path}"), breach=breach)


def address_on_404(library: Library, target: str) -> str | None:
    """Return which file of the site a 404 page's address leads to, None when it could not work.

    A server shows that page at any depth, so its addresses count from the host, and begin with the site's folder.
    """
    root = urlsplit(library.publisher.site).path
    if not target.startswith(root):
        return None
    return posixpath.normpath(unquote(target.removeprefix(root)))


def works_offline(library: Library, tree: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """Yield where the service worker or a manifest does not agree with the site's files."""
    publisher = library.publisher
    for locale in publisher.locales:
        folder = "" if locale == publisher.default_locale else f"{locale}/"
        yield from _installable(folder + MANIFEST, tree)
    place = Place(f"build/site/{WORKER}")
    if WORKER not in tree:
        yield Diagnostic.at("SITE010", place, path=WORKER)
        return
    text = tree[WORKER].decode("utf-8")
    if text == retired():
        return  # the publisher wants no offline pages
    listed = _FILES.search(text)
    for path, digest in json.loads(listed[1]).items() if listed else [(WORKER, "")]:
        if path not in tree or not hashlib.sha256(tree[path]).hexdigest().startswith(digest or "-"):
            yield Diagnostic.at("SITE010", place, path=path)


def _installable(path: str, tree: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    place = Place(f"build/site/{path}")
    try:
        manifest = json.loads(tree[path])
        wanted = [manifest["start_url"], *(icon["src"] for icon in manifest["icons"])]
        wanted += [shortcut["url"] for shortcut in manifest.get("shortcuts", ())]
    except (KeyError, TypeError, ValueError):
        yield Diagnostic.at("SITE010", place, path=path)
        return
    for target in wanted:
        if posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) not in tree:
            yield Diagnostic.at("SITE010", place, path=target)
