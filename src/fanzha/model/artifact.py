"""An artefact: one thing that is built, declared before anything is written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


def is_safe_path(path: str) -> bool:
    """Return whether `path` is a plain POSIX path below the build folder.

    No absolute path, no `..`, no empty or dot part, no hidden first part (those are our own), no NUL or backslash: a
    manifest is a file that anyone may have altered, and what it names is removed when nothing declares it.
    """
    parts = path.split("/")
    plain = all(part not in ("", ".", "..") for part in parts)
    return plain and not parts[0].startswith(".") and not set(path) & {"\0", "\\"}


Rendered = bytes | Mapping[str, bytes]
"""What a renderer returns: the bytes of a file, or of a tree's files by POSIX path."""


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What a print shop must know besides the file: it stands in `build/print-orders.csv` and changes no bytes."""

    sides: Literal[1, 2]
    """Of a sheet that are printed."""
    paper: str
    """Paper and finish, in Chinese and English."""
    quantity: int
    """How many are usually ordered, as a suggestion."""
    colours: str = "四色 CMYK"
    trim_mm: tuple[float, float] | None = None
    """Width and height of the finished piece; None: those of the first page."""


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """One file or folder below `build/`, with everything its renderer may look at."""

    path: str
    """POSIX path below `build/`, such as `leaflet/street.zh.pdf` or `led/lobby`."""
    format: str
    """The folder of the format, which holds `render.py`."""
    edition: str
    locale: str
    """Language of its text; empty for a tree that holds several."""
    title: str
    """What a person calls it, for the downloads page."""
    params: object
    """A frozen dataclass of model values: all that `render` and `verify` see. Picklable."""
    kind: Literal["file", "tree"] = "file"
    tools: tuple[str, ...] = ()
    """Distributions whose version changes its bytes, and `fonts` when it is set in type."""
    subjects: tuple[str, ...] = ()
    """Slugs of the tactics it is about, so that their pages can offer it."""
    valid_until: datetime.date | None = None
    """The last day on which it may be handed out. A format may set one of its own, such as the end of a campaign; the
    plan then takes the earliest of that and of what it is made of."""
    printing: Printing | None = None
    """For what goes to a print shop."""
    offered: bool = True
    """Whether the website offers it: what units hand out under their own names, they have already."""
    pictured: bool = False
    """Whether the website shows what it looks like even so: the poster of a placement, for whoever stands before it."""
    after_others: bool = False
    """Rendered last and told what the others came to (the website lists them)."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """An artefact that is on disk and proven, as the manifest records it."""

    path: str
    format: str
    edition: str
    locale: str
    title: str
    kind: Literal["file", "tree"]
    size: int
    """Bytes, of all files for a tree."""
    sha256: str
    """Of the bytes; for a tree, of the sorted lines `sha256  path`."""
    files: Mapping[str, str]
    """SHA-256 by path, for a tree; empty for a file."""
    subjects: tuple[str, ...] = ()
    """Slugs of the tactics it is about."""
    valid_until: datetime.date | None = None
    """The last day on which it may be handed out."""
    offered: bool = True
    """Whether the website offers it."""
    pictured: bool = False
    """Whether the website shows what it looks like even where it does not offer it."""
