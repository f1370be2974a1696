"""A source file as lines that keep their ends, its encoding and its byte order mark; and writing one safely."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fanzha.source import encoding_of

_LINE_ENDS = re.compile("(\r\n|\r|\n)")


@dataclass
class Lines:
    """A file's lines with the ends they have; line n of the source is `lines[n - 1]`."""

    encoding: str
    mark: bytes
    lines: list[str]
    ends: list[str]

    @classmethod
    def of(cls, path: str, data: bytes) -> Lines:
        """Take the file at `path` apart, which `fanzha.source.decode` has accepted."""
        mark, encoding = encoding_of(path, data)
        pieces = _LINE_ENDS.split(data.removeprefix(mark).decode(encoding))
        return cls(encoding, mark, pieces[0::2], [*pieces[1::2], ""])

    def data(self) -> bytes:
        """Return the bytes."""
        text = "".join(line + end for line, end in zip(self.lines, self.ends, strict=True))
        return self.mark + text.encode(self.encoding)

    def replace(self, first: int, count: int, lines: list[str]) -> None:
        """Put `lines` in the place of `count` lines from index `first` on, with the file's own line end."""
        self.lines[first : first + count] = lines
        self.ends[first : first + count] = [self.ends[0] or "\n"] * len(lines)


def write_atomically(real: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `real`, which keeps its permissions and, where that is allowed, its owner.

    Whoever reads it finds the old bytes or the new ones, never half of them. Raises OSError, after which the file is as
    it was.
    """
    handle, name = tempfile.mkstemp(prefix=".fanzha-", suffix=".tmp", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        shutil.copymode(real, name)
        with contextlib.suppress(OSError):  # only root may give a file away
            os.chown(name, real.stat().st_uid, real.stat().st_gid)
        Path(name).replace(real)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
