"""The digest of a large file's content, remembered by what the file system says of it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_NAME = "font-digests.txt"


def content_digest(path: Path, cache: Path | None) -> str:
    """Return the SHA-256 of a file's content.

    `cache` is the folder that remembers it by path, size and time of change, so that a font of 19 MB is read once and
    not at every build; None reads the file. Raises `OSError` when the file cannot be read.
    """
    status = path.stat()
    key = f"{status.st_size} {status.st_mtime_ns} {path}"
    known = _remembered(cache) if cache else {}
    if key not in known:
        with path.open("rb") as file:
            known[key] = hashlib.file_digest(file, "sha256").hexdigest()
        if cache:
            with contextlib.suppress(OSError):  # it only saves time: a full disk is told where it matters
                lines = (f"{digest} {fact}\n" for fact, digest in sorted(known.items()))
                write_atomically(cache / _NAME, "".join(lines).encode("utf-8", "surrogateescape"))
    return known[key]


def _remembered(cache: Path) -> dict[str, str]:
    try:
        lines = (cache / _NAME).read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return {}
    pairs = (line.partition(" ") for line in lines)
    return {fact: digest for digest, _, fact in pairs if len(digest) == 64 and fact}


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that another process, and whoever comes after a power cut, sees the old one or the whole new one.

    Raises `OSError`; nothing is left behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
