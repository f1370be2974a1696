"""Reads the list of digests back: it says of exactly the files on offer what they are and until when they hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site.genuine import HEAD, LIST, until_of
from fanzha.model import Finished, Library


def list_is_true(
    library: Library,
    tree: Mapping[str, bytes],
    offered: Iterable[Finished],
    digests: Mapping[str, str],
    wrong: frozenset[str],
) -> Iterator[Diagnostic]:
    """Yield SITE007 when the list calls anything ours that is not, leaves a download out, or is wrong about one.

    `digests` is the SHA-256 of each file to download by its path below the downloads; those of the `wrong` ones do not
    count: one cause, one diagnostic.
    """
    if LIST not in tree and not digests:
        return
    said = _read(tree.get(LIST, b""))
    where: dict[str, set[str]] = {}
    for path, digest in digests.items():
        where.setdefault(digest, set()).add(path)
    until: dict[str, str] = {}
    for one in offered:
        path = one.path + (".zip" if one.kind == "tree" else "")
        until[path] = str(until_of(library.publisher, one) or "")
        for digest in one.files.values():
            where.setdefault(digest, set()).add(path)
    for digest, (path, day) in said.items():
        ours = path in where.get(digest, ()) and until.get(path, day) == day
        if path not in wrong and not ours:
            yield _wrong(path)
            return
    for path, digest in digests.items():
        if path not in wrong and digest not in said:
            yield _wrong(path)
            return


def _wrong(path: str) -> Diagnostic:
    return Diagnostic.at("SITE007", Place(f"build/site/{LIST}"), path=path)


def _read(data: bytes) -> dict[str, tuple[str, str]]:
    """Return path of the download and last day by digest, as `genuine.js` reads them; nothing of a damaged list."""
    text = data.decode("utf-8", "replace")
    try:
        told: Any = json.loads(text.removeprefix(HEAD).removesuffix(";\n"))
        rows = [(str(row[3]), str(row[2])) for row in told["products"]]
        return {str(digest): rows[number] for digest, number in told["digests"].items()}
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return {}
