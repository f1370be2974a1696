"""The finished artefacts as files to download: a file as it is, a tree as a zip."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fanzha.model import Finished

FOLDER = "downloads"

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The oldest date a zip can hold: the archive shall not depend on the clock."""


@dataclass(frozen=True)
class Download:
    """One file on the downloads page."""

    finished: Finished
    address: str
    """Path below the site's root."""
    size: int
    sha256: str
    """Of the file that is downloaded."""
    data: bytes | None
    """The bytes of a zip; None for a file that is copied from `source`."""
    source: Path

    @property
    def name(self) -> str:
        """The file's name."""
        return PurePosixPath(self.address).name


def downloads(finished: Iterable[Finished], build: Path) -> tuple[Download, ...]:
    """Return every artefact but the site itself, in order of path."""
    return tuple(_download(one, build) for one in sorted(finished, key=lambda f: f.path) if one.format != "site")


def _download(one: Finished, build: Path) -> Download:
    source = build / one.path
    if one.kind == "file":
        return Download(one, f"{FOLDER}/{one.path}", one.size, one.sha256, None, source)
    data = zipped(source, one.files)
    digest = hashlib.sha256(data).hexdigest()
    return Download(one, f"{FOLDER}/{one.path}.zip", len(data), digest, data, source)


def zipped(folder: Path, paths: Iterable[str]) -> bytes:
    """Return the files below `folder` as a zip with one folder inside: same files, same bytes.

    Names are UTF-8 (general purpose bit 11 is set by zipfile for names beyond ASCII).
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(paths):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (folder / path).read_bytes())
    return buffer.getvalue()
