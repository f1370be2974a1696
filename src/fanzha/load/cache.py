"""The parsed library, kept in `build/.cache/`, so that a project that has not changed is not parsed again.

The key is the digest of all source files and of the program that parses them: the cache can be deleted at any time and
can never be out of date. It is a pickle, read by an unpickler that knows our own model and nothing else, so that a
project folder from a stranger cannot run code; the payload's digest stands beside the key, so that a damaged file is
noticed. Nothing protects from a library that somebody forged on purpose.
"""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

from fanzha.config import BUILD
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library

_NAME = "library.pickle"
_OURS = ("fanzha.diagnostics.places", "fanzha.model.", "fanzha.load.nodes", "fanzha.pictures")
_OTHERS = {("datetime", "date")}
_PARTS = ("config.py", "source.py", "pictures.py", "diagnostics/*.py", "load/*.py", "model/*.py")
_LIBRARIES = ("markdown-it-py", "PyYAML")
_DIGITS = 64
"""Hex digits of a SHA-256."""
Parsed = tuple[Library | None, list[Diagnostic]]


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
def _program() -> str:
    """Return the digest of the modules that parse, of the libraries they use and of the Python that runs them."""
    package = Path(__file__).parent.parent
    versions = [sys.version, *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)]
    digest = hashlib.sha256("\n".join(versions).encode())
    for file in [file for part in _PARTS for file in sorted(package.glob(part))]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def key_of(sources: str) -> str:
    """Return the key for source files with the digest `sources`."""
    return hashlib.sha256(f"{sources} {_program()}".encode()).hexdigest()


def recall(root: Path, key: str) -> Parsed | None:
    """Return what was parsed from the same files before, or None."""
    try:
        with (root / BUILD / ".cache" / _NAME).open("rb") as handle:
            if handle.read(_DIGITS) != key.encode("ascii"):
                return None
            digest, payload = handle.read(_DIGITS), handle.read()
        if digest != _sha256(payload):
            return None
        library, found = _Unpickler(io.BytesIO(payload)).load()
    except Exception:  # whatever is wrong with the file, parsing again mends it
        return None
    if not isinstance(library, Library | None) or not isinstance(found, list):
        return None
    return (library, found) if all(isinstance(item, Diagnostic) for item in found) else None


def _sha256(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode("ascii")


def remember(root: Path, key: str, parsed: Parsed) -> None:
    """Keep what was parsed; a folder that cannot be written to only costs the time of parsing again."""
    folder = root / BUILD / ".cache"
    staged = folder / f"{_NAME}.{key[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        payload = pickle.dumps(parsed, pickle.HIGHEST_PROTOCOL)
        staged.write_bytes(key.encode("ascii") + _sha256(payload) + payload)
        staged.replace(folder / _NAME)
    except OSError:
        return
