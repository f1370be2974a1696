"""What was worked out before, kept in `build/.cache/`: the parsed library, and what the checks found.

The key is the digest of all source files, of the program and, for the checks, of the day: the cache can be deleted at
any time and can never be out of date. It holds pickles, read by an unpickler that knows our own model and nothing
else, so that a project folder from a stranger cannot run code; the payload's digest stands beside the key, so that a
damaged file is noticed. Nothing protects from a cache that somebody forged on purpose. The passages of the sources
are not kept: they are only wanted by checks that have to run again, and would take more memory than parsing.
"""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from fanzha.config import BUILD

_OURS = ("fanzha.diagnostics.places", "fanzha.model.", "fanzha.load.nodes", "fanzha.pictures")
_OTHERS = {("datetime", "date")}
_PARSERS = ("config.py", "source.py", "pictures.py", "diagnostics/*.py", "load/*.py", "model/*.py")
_EVERYTHING = ("**/*.py", "**/*.toml", "**/*.txt", "**/*.json")
_LIBRARIES = ("markdown-it-py", "PyYAML", "readability", "pillow", "pypinyin")
_DIGITS = 64
"""Hex digits of a SHA-256."""
_LENGTH = 8
"""Bytes before each record that say how long it is."""


class _Unpickler(pickle.Unpickler):
    """Knows the model's classes only."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class of the model; anything else is refused."""
        if (module, name) in _OTHERS or (module.startswith(_OURS) and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@functools.cache
def _program(parts: tuple[str, ...]) -> str:
    """Return the digest of those modules, of the libraries that parse and of the Python that runs them."""
    package = Path(__file__).parent.parent
    versions = [sys.version, *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)]
    digest = hashlib.sha256("\n".join(versions).encode())
    for file in [file for part in parts for file in sorted(package.glob(part))]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def key_of(sources: str, *, everything: bool = False) -> str:
    """Return the key for source files with the digest `sources`.

    It depends on the modules that parse, or on `everything` in the program, checks and formats included.
    """
    program = _program(_EVERYTHING if everything else _PARSERS)
    return hashlib.sha256(f"{sources} {program}".encode()).hexdigest()


def recall(root: Path, name: str, key: str) -> list[Any] | None:
    """Return the records kept as `name` under the same key before, or None."""
    try:
        with _file(root, name).open("rb") as handle:
            if handle.read(_DIGITS) != key.encode("ascii"):
                return None
            digest, payload = handle.read(_DIGITS), handle.read()
        if digest != _sha256(payload):
            return None
        return list(_records(payload))
    except Exception:  # whatever is wrong with the file, working it out again mends it
        return None


def _records(payload: bytes) -> Iterator[object]:
    start = 0
    while start < len(payload):
        end = start + _LENGTH + int.from_bytes(payload[start : start + _LENGTH], "big")
        yield _Unpickler(io.BytesIO(payload[start + _LENGTH : end])).load()
        start = end


def remember(root: Path, name: str, key: str, records: Iterable[object]) -> None:
    """Keep `records` as `name`; a folder that cannot be written to only costs the time of working them out again.

    Each record is pickled by itself: one pickle of everything would need several times the memory of the library.
    """
    target = _file(root, name)
    staged = target.with_name(f"{target.name}.{key[:16]}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with staged.open("wb") as handle:
            handle.write(b" " * 2 * _DIGITS)
            digest = hashlib.sha256()
            for record in records:
                data = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
                data = len(data).to_bytes(_LENGTH, "big") + data
                digest.update(data)
                handle.write(data)
            handle.seek(0)
            handle.write(key.encode("ascii") + digest.hexdigest().encode("ascii"))
        staged.replace(target)
    except OSError:
        return


def _file(root: Path, name: str) -> Path:
    return root / BUILD / ".cache" / f"{name}.pickle"


def _sha256(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode("ascii")
