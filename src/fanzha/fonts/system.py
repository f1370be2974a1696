"""Which libraries of the system set type, without loading them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

LIBRARIES = ("libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1")
"""What shapes lines and cuts fonts; none of them is a Python distribution, yet each may change a page's bytes."""

_FOLDERS = ("/usr/lib", "/usr/local/lib", "/lib")


def system_version(folders: tuple[str, ...] = _FOLDERS) -> str:
    """Return the versions of Pango, HarfBuzz and fontconfig, as the installed files are named (under 1 ms).

    Such as `libpango-1.0.so.0.5000.12 libharfbuzz.so.0.60000.0 …`; `unknown` where libraries are kept elsewhere.
    """
    found = (_installed(name, folders) for name in LIBRARIES)
    return " ".join(path.resolve().name for path in found if path) or "unknown"


def _installed(name: str, folders: tuple[str, ...]) -> Path | None:
    return next((path for folder in folders for path in _candidates(folder, name) if path.exists()), None)


def _candidates(folder: str, name: str) -> Iterator[Path]:
    """Yield where a library lies: below the folder of the machine's architecture on Debian, in the folder elsewhere."""
    yield Path(folder, f"{os.uname().machine}-linux-gnu", name)
    yield Path(folder, name)
