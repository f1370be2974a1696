"""A folder on disk as a mapping from POSIX paths to bytes, read only when asked for; and as a zip."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The oldest date a zip can hold: the archive shall not depend on the clock."""


class FolderTree(Mapping[str, bytes]):
    """The files below a folder, in sorted order of their POSIX paths.

    The names are listed once, when the object is made; the bytes are read each time, so that a tree of any size
    costs no memory. It pickles as the folder and the names. Links are not followed and not listed.
    """

    def __init__(self, folder: Path) -> None:
        """List the regular files below `folder`."""
        self.folder = folder
        strangers: list[str] = []
        self._paths = dict.fromkeys(sorted(_files_below(folder, strangers)))
        self.whole = not strangers
        """Whether the folder held nothing but what is listed."""

    def __getitem__(self, path: str) -> bytes:
        """Return the bytes of the file at `path`; KeyError when the tree had none when it was listed."""
        if path not in self._paths:
            raise KeyError(path)
        return self.on_disk(path).read_bytes()

    def __contains__(self, path: object) -> bool:
        """Return whether the tree has a file at `path`, without reading it."""
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, sorted."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._paths)

    def on_disk(self, path: str) -> Path:
        """Return where the file lies, so that a store may copy it without loading it."""
        return self.folder / path


def _files_below(folder: Path, strangers: list[str]) -> Iterator[str]:
    """Yield the paths of the regular files; what is neither that nor a folder joins `strangers`, with empty folders."""
    for parent, folders, names in os.walk(folder):
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        strangers += linked if folders or names else [parent]
        for name in names:
            path = Path(parent, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()
            else:
                strangers.append(name)


def zipped(folder: Path, paths: Iterable[str]) -> bytes:
    """Return the files below `folder` as a zip with one folder inside: same files, same bytes.

    Names are UTF-8 (general purpose bit 11 is set by zipfile for names beyond ASCII).
    """
    # Not at the top: a build with nothing to do packs nothing.
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(paths):
            entry = zipfile.ZipInfo(f"{folder.name}/{path}", _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, (folder / path).read_bytes())
    return buffer.getvalue()
