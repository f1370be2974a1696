"""The font set on disk: made once a cache folder, atomically, and named to fontconfig."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from fanzha.fonts.source import FOLDER, identity, source

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


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
    def fontconfig_file(self) -> Path:
        """A fonts.conf that lists only this folder: the value for FONTCONFIG_FILE."""
        return self.folder / "fonts.conf"


def font_set(cache: Path, folder: Path = FOLDER) -> FontSet:
    """Return the font set below `cache / "fonts"`, making it when it is not there (1 to 2 s).

    Several processes may call this at once: each works in its own folder and renames it. Raises `MissingFont`.
    """
    shelf = cache.absolute() / "fonts"
    finished = FontSet(shelf / identity(folder))
    if not finished.bold.is_file():
        _make(finished, folder)
    config = _CONFIG.format(fonts=escape(str(finished.folder)), cache=escape(str(shelf / "fontconfig")))
    file = finished.fontconfig_file
    if not file.is_file() or file.read_text("utf-8") != config:  # the cache folder may have been moved
        write_atomically(file, config.encode())
    return finished


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that another process sees the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _make(wanted: FontSet, folder: Path) -> None:
    from fanzha.fonts.cut import cut_weight

    shelf = wanted.folder.parent
    shelf.mkdir(parents=True, exist_ok=True)
    workbench = Path(tempfile.mkdtemp(dir=shelf, prefix=".making-"))
    try:
        origin, made = source(folder), FontSet(workbench)
        made.regular.write_bytes(cut_weight(origin.regular, 400))
        made.bold.write_bytes(cut_weight(origin.bold, 700))
        workbench.chmod(0o755)
        try:
            workbench.rename(wanted.folder)
        except OSError:
            if not wanted.bold.is_file():  # not the other process that was faster, but a real failure
                raise
    finally:
        shutil.rmtree(workbench, ignore_errors=True)
