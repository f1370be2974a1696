"""Files that take a while to make, kept in the cache under the name of their recipe and of their own digest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

_AWHILE = 600
"""Seconds that a file is kept for another build that runs at the same time."""


def kept(folder: Path, recipe: str, suffix: str, make: Callable[[], bytes | None]) -> Path | None:
    """Return the file of `recipe` in `folder`, made when it is not there or not whole; None when `make` gives None.

    Its name holds the digest of its bytes: what was damaged in the cache is made again. It appears by a rename, so
    several builds may keep the same file at once.
    """
    key = hashlib.sha256(recipe.encode()).hexdigest()[:24]
    for path in folder.glob(f"{key}-*{suffix}"):
        if hashlib.sha256(path.read_bytes()).hexdigest() == path.stem.partition("-")[2]:
            os.utime(path)
            return path
        path.unlink(missing_ok=True)
    data = make()
    if data is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{key}-{hashlib.sha256(data).hexdigest()}{suffix}"
    draft = folder / f".{os.getpid()}-{target.name}"
    draft.write_bytes(data)
    draft.replace(target)
    return target


def tidy(folder: Path, used: Iterable[Path]) -> None:
    """Remove what this build has not asked for, nor another one just now."""
    keep, oldest = set(used), time.time() - _AWHILE
    for path in folder.glob("*"):
        with contextlib.suppress(FileNotFoundError):  # another build tidies too
            if path not in keep and path.stat().st_mtime < oldest:
                path.unlink()
