"""The seal of a build: a signature of its manifest, and what of a folder is not as the manifest says.

A copy proves itself: neither the project nor its sources are asked, only the folder and the publisher's public key.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fanzha import manifest
from fanzha.diagnostics import Diagnostic, Place, Refusal
from fanzha.manifest import NAME, SIGNATURE, Manifest
from fanzha.minisign import PublicKey, SecretKey, trusted_comment
from fanzha.model import is_safe_path
from fanzha.store import CACHE, LOCK, STAGING, Store

_OWN = frozenset({CACHE, LOCK, STAGING, NAME, SIGNATURE})
"""What lies in a build folder and is no product."""


@dataclass(frozen=True)
class Seal:
    """What came of checking a folder."""

    said: str
    """The trusted comment: when it was signed, and what."""
    files: int
    """How many files the manifest names."""
    found: tuple[Diagnostic, ...]


def seal(folder: Path, key: SecretKey, moment: int) -> list[Diagnostic]:
    """Sign the manifest in `folder` as of `moment`, in seconds since 1970, if the folder is as it says.

    Returns what is not as the manifest says: then nothing is signed. The same manifest, key and moment give the same
    signature. Raises Refusal (SIGN001, SIGN010), Busy and OSError.
    """
    store = Store(folder)
    if not (folder / NAME).is_file():
        raise Refusal("SIGN001", path=str(folder))
    with store.lock():
        data = (folder / NAME).read_bytes()
        content = manifest.parse(data)
        text = content.text
        if json_of(data) != json_of(text.encode("utf-8")):
            raise Refusal("SIGN010", path=NAME)
        found = list(differences(folder, content))
        if found:
            return found
        manifest.write(store, content)  # only when it was spelt otherwise
        day = datetime.datetime.fromtimestamp(moment, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = f"timestamp:{moment}\tfile:{NAME}\thashed\tdate:{day}\tmanifest:{manifest.VERSION}"
        said += f"\tproducts:{len(content.records)}"
        store.write_text(SIGNATURE, key.sign(text.encode("utf-8"), said))
        store.clear_staging()
    return []


def check_seal(folder: Path, key: PublicKey) -> Seal:
    """Return what is signed about `folder` and what in it is not so.

    Raises Refusal when nothing is signed about it (SIGN001, SIGN002, SIGN003, SIGN010).
    """
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        raise Refusal("SIGN001", path=str(folder)) from None
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except OSError:
        raise Refusal("SIGN002", path=str(folder)) from None
    said = trusted_comment(key, data, signature)
    content = manifest.parse(data)
    if content.text.encode("utf-8") != data:
        raise Refusal("SIGN010", path=NAME)
    return Seal(said, len(_expected(content)), tuple(differences(folder, content)))


def differences(folder: Path, content: Manifest) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each file of `folder` that is changed, missing or one too many, in order of path."""
    wanted, there = _expected(content), dict(_files(folder))
    for path in sorted(wanted.keys() | there.keys()):
        shown = _shown(path)
        place = Place(f"{folder.resolve().name}/{shown}")
        if path not in there:
            yield Diagnostic.at("SIGN005", place, path=shown)
        elif path not in wanted:
            yield Diagnostic.at("SIGN006", place, path=shown)
        elif reason := _changed(there[path], wanted[path]):
            yield Diagnostic.at("SIGN004", place, path=shown, reason_zh=reason[0], reason_en=reason[1])


def _shown(path: str) -> str:
    """Return a path in signs that only stand for themselves: a name may hold the end of a line and a false verdict."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in path)


def json_of(data: bytes) -> object:
    """Return what JSON says; None for what is none, or says one thing twice."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({name for name, _ in pairs}) < len(pairs):
            raise ValueError("a name twice")
        return dict(pairs)

    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None


def _expected(content: Manifest) -> Mapping[str, str]:
    """Return the SHA-256 of each file by its path below the build folder."""
    wanted = dict(content.beside)
    for path, record in content.records.items():
        if record.finished.kind == "file":
            wanted[path] = record.finished.sha256
        else:
            wanted |= {f"{path}/{name}": digest for name, digest in record.finished.files.items()}
    return {path: digest for path, digest in wanted.items() if is_safe_path(path)}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what lies in a folder and is no folder, by path. Links are never followed: each is yielded itself."""
    for top, folders, files in os.walk(folder):
        here = Path(top)
        if here == folder:
            folders[:] = [name for name in folders if name not in _OWN]
            files = [name for name in files if name not in _OWN]
        links = [name for name in folders if (here / name).is_symlink()]
        yield from (((here / name).relative_to(folder).as_posix(), here / name) for name in (*files, *links))


def _changed(file: Path, digest: str) -> tuple[str, str] | None:
    """Return why a file is not what was signed, in Chinese and English, if it is not."""
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return "换成了链接或别的东西", "replaced by a link or the like"
        with file.open("rb") as handle:
            same = hashlib.file_digest(handle, "sha256").hexdigest() == digest
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return f"读不出来（{reason}）", f"it cannot be read ({reason})"
    return None if same else ("内容改过", "its content was altered")
