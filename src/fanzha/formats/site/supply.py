"""What the plugin works from: the library, and the finished artefacts to offer."""

from __future__ import annotations

import datetime
import functools
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fanzha.diagnostics import Diagnostic, Severity, as_text, choose_language, severity_of
from fanzha.formats.site.downloads import Offer, offer
from fanzha.load import load_project
from fanzha.model import Finished, Library

CACHE = ".cache"
"""Below the build folder: derived files that are safe to delete."""
_log = logging.getLogger("mkdocs.plugins.fanzha")


class UnusableProject(Exception):
    """The project's sources have errors; the message is the diagnostics as text."""


@dataclass(frozen=True)
class Supply:
    """Everything the site is made of besides the Markdown itself."""

    library: Library
    finished: tuple[Finished, ...]
    root: Path
    """The project's folder, in which the Markdown lies."""
    build: Path
    """Where the finished artefacts lie."""

    @functools.cached_property
    def offer(self) -> Offer:
        """What can be downloaded; worked out once for all locales."""
        return offer(self.library, self.finished, self.build, self.build / CACHE)


def from_project(root: Path) -> Supply:
    """Load the project at `root`, with what `build/manifest.json` says is finished, for plain MkDocs.

    What is wrong with the sources is logged: errors as warnings, which `--strict` turns into a failure.
    """
    return supply_of(root, *load_project(root))


def supply_of(root: Path, library: Library | None, found: Sequence[Diagnostic]) -> Supply:
    """Return what the plugin works from, for a project that has just been loaded; see `from_project`."""
    errors = [one for one in found if severity_of(one) is Severity.ERROR]
    if library is None:
        raise UnusableProject(as_text(errors, choose_language()))
    if errors:
        _log.warning(as_text(errors, choose_language()))
    build = root / "build"
    finished = (one for one in finished_in(build) if one.offered or one.pictured)
    fresh = tuple(one for one in finished if one.valid_until is None or one.valid_until >= library.today)
    return Supply(library, fresh, root, build)


def finished_in(build: Path) -> tuple[Finished, ...]:
    """Return the artefacts in the manifest of `build` that are still on disk; none when there is no manifest."""
    try:
        records = json.loads((build / "manifest.json").read_text("utf-8"))["artifacts"]
    except (OSError, ValueError, KeyError):
        return ()
    return tuple(_finished(record) for record in records if (build / record["path"]).exists())


def _finished(record: Mapping[str, Any]) -> Finished:
    names = ("path", "format", "edition", "locale", "title", "kind", "size", "sha256")
    return Finished(
        **{name: record[name] for name in names},
        files=dict(record.get("files") or {}),
        subjects=tuple(record.get("subjects") or ()),
        valid_until=datetime.date.fromisoformat(record["valid_until"]) if record.get("valid_until") else None,
        offered=bool(record.get("offered", True)),
        pictured=bool(record.get("pictured", False)),
    )
