"""Templates and styles compiled once: MkDocs makes a new environment for every build and every locale.

What they are compiled to is kept in memory, and beside this module's own compiled code, where nobody can put anything
who could not change the program itself; Jinja takes it only for the very text it was compiled from.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType

from jinja2.bccache import Bucket, FileSystemBytecodeCache

_FOLDER = Path(__file__).parent / "__pycache__" / "templates"


class _Compiled(FileSystemBytecodeCache):
    """Does without the folder where Python may not write compiled code either."""

    def __init__(self, folder: Path) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}
        with contextlib.suppress(OSError):
            if not sys.dont_write_bytecode:
                folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what this very text was compiled to before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        if bucket.code is None:
            with contextlib.suppress(Exception):  # whatever is wrong with the file, compiling again mends it
                super().load_bytecode(bucket)
            if bucket.code is not None:
                self._code[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        assert bucket.code is not None
        self._code[bucket.key, bucket.checksum] = bucket.code
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)


COMPILED = _Compiled(_FOLDER)


def compiled_once(name: str, sources: Iterable[str], make: Callable[[], str]) -> str:
    """Return what `make` makes of `sources`, files of the program's own, or what it made of the very same before."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(hashlib.sha256(source.encode("utf-8")).digest())
    kept = _FOLDER / f"{name}.{digest.hexdigest()}"
    with contextlib.suppress(OSError):
        return kept.read_bytes().decode("utf-8")
    made = make()
    if not sys.dont_write_bytecode:
        staged = kept.with_name(f"{name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            staged.write_bytes(made.encode("utf-8"))
            staged.replace(kept)
    return made
