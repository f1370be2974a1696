"""Reads the downloads back: every file, every member of every zip and every preview is in step with the manifest.

So is what is said of them (`checksums_proof`).
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site import bundles, previews
from fanzha.formats.site.checksums_proof import checksums_are_right
from fanzha.formats.site.downloads import FOLDER
from fanzha.formats.site.genuine_proof import list_is_true
from fanzha.model import Finished, Library


def downloads_are_whole(
    library: Library, tree: Mapping[str, bytes], finished: tuple[Finished, ...]
) -> Iterator[Diagnostic]:
    """Yield SITE007 for each download that is missing, stale or damaged, or said to be what it is not."""
    offered = [one for one in finished if one.format != "site"]
    found = list(_files_are_whole(library, tree, offered))
    yield from found
    wrong = frozenset(one.place.path.removeprefix(f"build/site/{FOLDER}/") for one in found)
    digests = dict(_digests(library, tree, offered))
    yield from checksums_are_right(library, tree, digests, wrong)
    yield from list_is_true(library, tree, offered, digests, wrong)


def _digests(library: Library, tree: Mapping[str, bytes], offered: list[Finished]) -> Iterator[tuple[str, str]]:
    """Yield path below the downloads and SHA-256 of each file: the manifest's, or of a zip what its bytes come to."""
    for one in offered:
        if one.kind == "file":
            yield one.path, one.sha256
    zips = [_address(one) for one in offered if one.kind == "tree"]
    for path in (*zips, *_bundles(library, offered)):
        yield path.removeprefix(f"{FOLDER}/"), hashlib.sha256(tree.get(path, b"")).hexdigest()


def _address(one: Finished) -> str:
    return f"{FOLDER}/{one.path}" + (".zip" if one.kind == "tree" else "")


def _files_are_whole(library: Library, tree: Mapping[str, bytes], offered: list[Finished]) -> Iterator[Diagnostic]:
    for one in offered:
        path = _address(one)
        if not _is_whole(one, tree.get(path)):
            yield _wrong(path, one.path)
        elif not _has_its_preview(one, tree, path):
            yield _wrong(f"{FOLDER}/{previews.address_of(one)}", one.path)
    known = {f"{FOLDER}/{previews.address_of(one)}" for one in offered}
    for path in sorted(_below(tree, previews.FOLDER) - known):
        yield _wrong(path, path)
    yield from _bundles_are_whole(library, tree, offered)


def _below(tree: Mapping[str, bytes], folder: str) -> set[str]:
    return {path for path in tree if path.startswith(f"{FOLDER}/{folder}/")}


def _wrong(where: str, path: str) -> Diagnostic:
    return Diagnostic.at("SITE007", Place(f"build/site/{where}"), path=path)


def _is_whole(one: Finished, data: bytes | None) -> bool:
    if data is None:
        return False
    if one.kind == "file":
        return hashlib.sha256(data).hexdigest() == one.sha256
    members = _members(data)
    return members is not None and {_inside(path): digest for path, digest in members.items()} == dict(one.files)


def _inside(path: str) -> str:
    """Return a member's path below the one folder that a zip unpacks to."""
    return path.partition("/")[2]


def _members(data: bytes) -> dict[str, str] | None:
    """Return the SHA-256 of each member of a zip, or None when it does not open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return None


def _has_its_preview(one: Finished, tree: Mapping[str, bytes], path: str) -> bool:
    """Return whether the preview is there and opens; one may only be missing when the file cannot be drawn."""
    data = tree.get(f"{FOLDER}/{previews.address_of(one)}")
    if data is not None:
        try:
            return max(previews.size_of(data)) <= previews.BOX
        except OSError:
            return False
    shown = previews.shown_of(one)
    if shown is None:
        return True
    if one.kind == "file":
        return previews.drawn(one.path, tree[path]) is None
    inside = posixpath.relpath(shown[0], posixpath.dirname(one.path) or ".")
    with zipfile.ZipFile(io.BytesIO(tree[path])) as archive:
        return previews.drawn(inside, archive.read(inside)) is None


_Bundles = Mapping[str, tuple[bundles.Subject, str, tuple[Finished, ...]]]
"""Subject, language and what is inside, by path."""


def _bundles(library: Library, offered: list[Finished]) -> _Bundles:
    return {
        f"{FOLDER}/{bundles.address_of(subject, locale)}": (subject, locale, inside)
        for subject in bundles.subjects(library)
        for locale in library.publisher.locales
        if (inside := bundles.chosen(subject, locale, offered))
    }


def _bundles_are_whole(library: Library, tree: Mapping[str, bytes], offered: list[Finished]) -> Iterator[Diagnostic]:
    expected = _bundles(library, offered)
    for path, (subject, locale, inside) in expected.items():
        wanted = dict(bundles.members_of(inside))
        wanted[bundles.README] = hashlib.sha256(bundles.readme(library, subject, locale, inside)).hexdigest()
        found = _members(tree[path]) if path in tree else None
        if found is None or {_inside(name): digest for name, digest in found.items()} != wanted:
            yield _wrong(path, path.removeprefix(f"{FOLDER}/"))
    for path in sorted(_below(tree, bundles.FOLDER) - set(expected)):
        yield _wrong(path, path)
