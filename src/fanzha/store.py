"""The build folder: staging, atomic exchange, pruning, one builder at a time.

Everything is first written below `build/.staging/`, on the same file system. A finished file or folder then takes its
place in one atomic step, so that whoever reads, and whoever kills the process, finds the old one or the new one whole.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from fanzha.model import Rendered, is_safe_path
from fanzha.tree import FolderTree

STAGING = ".staging"
CACHE = ".cache"
LOCK = ".lock"
_CLAIMS = "claims"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h; renameat2(2)


class Busy(Exception):
    """Another process is building this project."""


class Outside(Exception):
    """A path leads out of the build folder."""


Digest = tuple[int, str, Mapping[str, str]]
"""Size in bytes, SHA-256 and, for a folder, the SHA-256 of each file by POSIX path."""


class Store:
    """The folder `build/` of a project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.staging = folder / STAGING
        self.cache = folder / CACHE
        self.held: int | None = None
        """The lock's file descriptor, while this process holds it."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the project's build lock; raises Busy when another process has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOCK).open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in (errno.EACCES, errno.EAGAIN):
                    raise Busy from None
                raise
            self.held = handle.fileno()
            try:
                yield
            finally:
                self.held = None

    def new_staging(self) -> Path:
        """Remove what a killed build left behind and return a staging folder that no other build knows.

        A worker that outlives its build may still write; what it writes is never in a later build's folder.
        """
        self.clear_staging()
        self.staging.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=self.staging))

    def clear_staging(self) -> None:
        """Remove everything staged."""
        if self.staging.is_dir() and not self.staging.is_symlink():
            shutil.rmtree(self.staging, ignore_errors=True)
        else:
            self.staging.unlink(missing_ok=True)

    def target(self, path: str) -> Path:
        """Return where `path` lies; raises Outside when it leads out of the build folder, by links too."""
        target = self.folder.joinpath(*PurePosixPath(path).parts)
        if not is_safe_path(path) or not target.parent.resolve().is_relative_to(self.folder.resolve()):
            raise Outside(path)
        return target

    def commit(self, staged: Path, path: str) -> None:
        """Move a staged file or folder to `path` below the build folder, atomically, replacing what is there."""
        target = self.target(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        if target.is_dir() or (staged.is_dir() and target.exists()):
            exchange(staged, target)
        else:
            staged.replace(target)
        _sync_folder(target.parent)
        shutil.rmtree(staged.parent, ignore_errors=True)

    def remove(self, path: str) -> None:
        """Remove a file or folder that nothing declares any more, and folders that this empties."""
        target = self.target(path)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target, ignore_errors=True)
        else:
            target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self.folder or not parent.is_relative_to(self.folder):
                break
            try:
                parent.rmdir()
            except OSError:
                break

    def claim(self, paths: Iterable[str]) -> None:
        """Note what is about to be made, so that a later build knows of it even if this one is killed."""
        self.cache.mkdir(parents=True, exist_ok=True)
        with (self.cache / _CLAIMS).open("a", encoding="utf-8") as handle:
            handle.writelines(f"{path}\n" for path in paths)

    def claims(self) -> set[str]:
        """Return what builds have begun to make since one ended well."""
        try:
            lines = (self.cache / _CLAIMS).read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return set()
        return {path for path in lines if is_safe_path(path)}

    def forget_claims(self) -> None:
        """Forget the claims: the manifest knows everything that was made."""
        (self.cache / _CLAIMS).unlink(missing_ok=True)

    def digest(self, path: str) -> Digest | None:
        """Return size and digests of what lies at `path`; None when nothing usable does."""
        try:
            return digest_of_path(self.target(path))
        except (OSError, Outside):
            return None

    def says(self, name: str, text: str) -> bool:
        """Return whether a file of the build folder holds exactly this text."""
        try:
            return (self.folder / name).read_bytes() == text.encode("utf-8")
        except OSError:
            return False

    def write_text(self, name: str, text: str) -> None:
        """Write a file of the build folder atomically, unless it already says so; without a text there is no file."""
        target = self.folder / name
        if not text:
            target.unlink(missing_ok=True)
            return
        if self.says(name, text):
            return
        self.staging.mkdir(parents=True, exist_ok=True)
        staged = self.staging / name
        _write(staged, text.encode("utf-8"))
        staged.replace(target)
        _sync_folder(self.folder)


def stage(staging: Path, path: str, rendered: Rendered) -> Path:
    """Write `rendered` to a place of its own below `staging`; return it.

    A tree that was rendered into a folder of this file system is moved there instead, and its folder is gone.
    """
    place = staging / hashlib.sha256(path.encode("utf-8")).hexdigest()[:16]
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    target = place / PurePosixPath(path).name
    if isinstance(rendered, bytes):
        _write(target, rendered)
        return target
    for name in rendered:
        if not is_safe_path(name):
            raise Outside(name)
    if isinstance(rendered, FolderTree) and rendered.whole and rendered.folder.stat().st_dev == place.stat().st_dev:
        rendered.folder.rename(target)
        return target
    target.mkdir()
    for name, data in rendered.items():
        file = target.joinpath(*PurePosixPath(name).parts)
        file.parent.mkdir(parents=True, exist_ok=True)
        # No flush to disk a file: after a power cut the manifest's digests show what is damaged.
        file.write_bytes(data)
    return target


def digest_of_path(target: Path) -> Digest | None:
    """Return size and digests of a file or folder; None when it is missing or holds anything but plain files.

    A folder's own SHA-256 is that of the sorted lines `sha256  path`, as sha256sum prints them.
    """
    status = target.lstat()
    if stat.S_ISREG(status.st_mode):
        data = target.read_bytes()
        return len(data), hashlib.sha256(data).hexdigest(), {}
    if not stat.S_ISDIR(status.st_mode):
        return None
    files: dict[str, str] = {}
    size = 0
    for file in sorted(target.rglob("*")):
        mode = file.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode):
            return None
        data = file.read_bytes()
        size += len(data)
        files[file.relative_to(target).as_posix()] = hashlib.sha256(data).hexdigest()
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return size, hashlib.sha256(lines.encode("utf-8")).hexdigest(), files


def exchange(staged: Path, target: Path) -> None:
    """Swap two paths atomically with renameat2(2); where that is not to be had, step aside and back again.

    Without renameat2 there is an instant in which `target` is missing, and an interrupted swap puts the old one back.
    """
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is not None:
        result = renameat2(_AT_FDCWD, os.fsencode(staged), _AT_FDCWD, os.fsencode(target), _RENAME_EXCHANGE)
        if result == 0:
            return
        if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(target))
    aside = staged.with_name(staged.name + ".old")
    target.rename(aside)
    try:
        staged.rename(target)
    except OSError:
        aside.rename(target)
        raise


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
