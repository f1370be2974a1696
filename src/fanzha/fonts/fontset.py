"""The font set on disk: made once a cache folder, atomically, and named to fontconfig."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from fanzha.fonts.digests import content_digest, write_atomically
from fanzha.fonts.source import FOLDER, identity, source

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  {fonts}
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def fontconfig(folders: Iterable[Path], cache: Path) -> bytes:
    """Return a fonts.conf that lists these folders and nothing else."""
    listed = "\n  ".join(f"<dir>{_escaped(folder)}</dir>" for folder in folders)
    return _CONFIG.format(fonts=listed, cache=_escaped(cache)).encode()


@dataclass(frozen=True)
class FontSet:
    """A finished folder with the two fonts and the fontconfig file that lists nothing else."""

    folder: Path
    """Absolute path."""

    @property
    def regular(self) -> Path:
        """The font of weight 400."""
        return self.folder / "FanzhaSans-Regular.otf"

    @property
    def bold(self) -> Path:
        """The font of weight 700."""
        return self.folder / "FanzhaSans-Bold.otf"

    @property
    def sums(self) -> Path:
        """The digests of both fonts, by which damage is noticed."""
        return self.folder / "SHA256SUMS"

    @property
    def fontconfig_file(self) -> Path:
        """A fonts.conf that lists only this folder: the value for FONTCONFIG_FILE."""
        return self.folder / "fonts.conf"


def font_set(cache: Path, folder: Path = FOLDER) -> FontSet:
    """Return the font set below `cache / "fonts"`, making it when it is not there or damaged (1 to 2 s).

    Several processes may call this at once: each works in its own folder and renames it. Raises `MissingFont`.
    """
    shelf = cache.absolute() / "fonts"
    finished = _whole(FontSet(shelf / identity(cache, folder)), folder)
    config = fontconfig([finished.folder], shelf / "fontconfig")
    file = finished.fontconfig_file
    if not file.is_file() or file.read_bytes() != config:  # the cache folder may have been moved
        write_atomically(file, config)
    return finished


def _escaped(path: Path) -> str:
    return escape(str(path), quote=False)


@functools.cache
def _whole(wanted: FontSet, folder: Path) -> FontSet:
    """Return the set with both fonts as they were cut, looked at once a process (15 ms).

    A font that is missing or cut short would not be missed by WeasyPrint: it sets everything in the other weight.
    """
    if not _is_whole(wanted):
        _make(wanted, folder)
    return wanted


def _is_whole(fonts: FontSet) -> bool:
    try:
        return fonts.sums.read_bytes() == _sums(fonts)
    except OSError:
        return False


def _sums(fonts: FontSet) -> bytes:
    """Return what belongs in the checksum file, in the form of sha256sum. Raises `OSError`."""
    lines = (f"{content_digest(path, None)}  {path.name}\n" for path in (fonts.regular, fonts.bold))
    return "".join(lines).encode()


def _make(wanted: FontSet, folder: Path) -> None:
    from fanzha.fonts.cut import cut_weight

    shelf = wanted.folder.parent
    shelf.mkdir(parents=True, exist_ok=True)
    workbench = Path(tempfile.mkdtemp(dir=shelf, prefix=".making-"))
    try:
        origin, made = source(folder), FontSet(workbench)
        write_atomically(made.regular, cut_weight(origin.regular, 400))
        write_atomically(made.bold, cut_weight(origin.bold, 700))
        write_atomically(made.sums, _sums(made))
        workbench.chmod(0o755)
        try:
            workbench.rename(wanted.folder)
        except OSError:
            if not wanted.folder.is_dir():
                raise
            # Another process was faster, which made the same bytes, or what lies there is damaged.
            for path in (made.regular, made.bold, made.sums):
                path.replace(wanted.folder / path.name)
    finally:
        shutil.rmtree(workbench, ignore_errors=True)
