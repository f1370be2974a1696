"""The plan: formats × editions × locales become an ordered list of artefacts. Nothing is written here."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import re
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

import fanzha
from fanzha import fonts, pixels
from fanzha.config import SITE_CONFIG
from fanzha.diagnostics import Diagnostic, Refusal, Severity, nearest, severity_of
from fanzha.expiry import Expiry
from fanzha.formats import Format, formats
from fanzha.languages import speaks
from fanzha.load.decode import decode
from fanzha.load.nodes import Map
from fanzha.manifest import Recipe, Record
from fanzha.model import Artifact, Edition, Fingerprints, Finished, Library, is_safe_path

SHARED = (
    "by_tactic.py",
    "code_size.py",
    "codes",
    "copyfit.py",
    "fonts",
    "furniture.py",
    "gate.py",
    "languages.py",
    "large.py",
    "markup",
    "model",
    "papers.py",
    "pdf",
    "pictures.py",
    "pixels",
    "prose/addresses.py",
    "prose/domains.py",
    "qr.py",
    "second.py",
    "source.py",
    "spreadsheet.py",
    "takedown.py",
    "theme.py",
    "tokens.css",
    "tree.py",
    "whole.py",
)
"""Modules that a renderer's bytes, or the proof of them, depend on besides its own folder. What is above them only
decides what is rendered; `tests/test_built_on.py` finds one that is missing here."""


@dataclass(frozen=True)
class Plan:
    """What is to be made, and what cannot be."""

    artifacts: tuple[Artifact, ...] = ()
    """In the order to make them: those that list the others come last."""
    found: tuple[Diagnostic, ...] = ()
    broken: frozenset[tuple[str, str]] = frozenset()
    """Format and edition of those with errors: their old products are kept."""
    expired: frozenset[str] = frozenset()
    """Paths of what may not be handed out any more: kept on disk, but no longer offered by the website."""

    def on_offer(self, records: Mapping[str, Record]) -> tuple[Finished, ...]:
        """Return what the website may list or show: what is in the manifest and has not expired, in order of path."""
        withheld = {artifact.path for artifact in self.artifacts if artifact.after_others} | self.expired
        finished = (records[path].finished for path in sorted(records) if path not in withheld)
        return tuple(one for one in finished if one.offered or one.pictured)


def make_plan(library: Library, root: Path, *, sound: bool = True) -> Plan:
    """Return the artefacts of every edition of every format.

    `sound` says that the library has no errors. With errors, a format may stumble over what is missing; that is then
    no fault of the format, and the library's own diagnostics say what to mend.
    """
    planner = _Planner(library, sound)
    by_folder = {fmt.editions: fmt for fmt in formats().values()}
    editions = list(library.editions)
    if (root / SITE_CONFIG).is_file() and "site" in formats():
        editions.append(Edition(folder="site", name="site", options=Map({}, library.publisher.place)))
    for edition in editions:
        fmt = by_folder.get(edition.folder)
        if fmt is None:
            near, known = nearest(edition.folder, by_folder), ", ".join(sorted(by_folder))
            problem = Diagnostic.at("CONF002", edition.place, folder=edition.folder, nearest=near, known=known)
            planner.found.append(problem)
        else:
            planner.add(fmt, edition)
    if isinstance(library.logo, Diagnostic):
        planner.found.append(library.logo)  # also when nothing that would show it is made
    planner.found += _unspoken(library, [fmt for folder, fmt in by_folder.items() if folder in planner.folders])
    ordered = sorted(planner.artifacts.values(), key=lambda artifact: (artifact.after_others, artifact.path))
    return Plan(tuple(ordered), tuple(planner.found), frozenset(planner.broken), frozenset(planner.expired))


def _unspoken(library: Library, used: Sequence[Format]) -> list[Diagnostic]:
    """Return LANG016 for each of the publisher's locales in which some of the formats `used` cannot be made."""
    found = []
    for locale in library.publisher.locales:
        silent = sorted(fmt.name for fmt in used if not speaks(fmt, locale))
        if silent:
            made = ", ".join(other for other in library.publisher.locales if other != locale) or "—"
            found.append(Diagnostic.at("LANG016", locale.place, locale=locale, formats=", ".join(silent), others=made))
    return found


class _Planner:
    """Gathers what the formats plan."""

    def __init__(self, library: Library, sound: bool) -> None:
        self.library = library
        self.expiry = Expiry(library)
        self.sound = sound
        self.artifacts: dict[str, Artifact] = {}
        self.claims: dict[str, str] = {}
        self.found: list[Diagnostic] = []
        self.broken: set[tuple[str, str]] = set()
        self.expired: set[str] = set()
        self.folders: set[str] = set()

    def add(self, fmt: Format, edition: Edition) -> None:
        before = len(self.found)
        self.folders.add(fmt.editions)
        try:
            for item in self.items(fmt, edition):
                if isinstance(item, Diagnostic):
                    self.found.append(item)
                else:
                    self.claim(item, edition)
        except Exception:
            if self.sound:
                raise
        if any(severity_of(diagnostic) is Severity.ERROR for diagnostic in self.found[before:]):
            self.broken.add((fmt.name, edition.name))

    def items(self, fmt: Format, edition: Edition) -> Iterable[Artifact | Diagnostic]:
        options = decode(edition.options, fmt.Options, self.found)  # type: ignore[arg-type]
        return () if options is None else fmt.plan(self.library, edition, options)

    def claim(self, artifact: Artifact, edition: Edition) -> None:
        path, claimant = artifact.path, edition.place.path or edition.name
        expired = self.expiry.unprintable(artifact)
        problems = [one if one.place.path else replace(one, place=edition.place) for one in expired]
        artifact = numbered(replace(artifact, valid_until=self.expiry.last_day(artifact)))
        if problems:
            self.found.extend(problems)
            self.expired.add(path)
        elif not is_safe_path(path):
            self.found.append(Diagnostic.at("BUILD010", edition.place, path=path))
        elif path in self.artifacts:
            first = self.claims[path]
            self.found.append(Diagnostic.at("BUILD002", edition.place, path=path, first=first, second=claimant))
        else:
            self.artifacts[path] = artifact
            self.claims[path] = claimant


def numbered(artifact: Artifact) -> Artifact:
    """Return the artefact with its serial in its parameters, if it prints one: its file's name, such as `street.zh`."""
    params: Any = artifact.params
    if not dataclasses.is_dataclass(params) or not hasattr(params, "serial"):
        return artifact
    return replace(artifact, params=replace(params, serial=artifact.path.rpartition("/")[2].rpartition(".")[0]))  # type: ignore[type-var]


def recipe_of(artifact: Artifact, prints: Fingerprints, cache: Path, finished: Sequence[Finished] = ()) -> Recipe:
    """Return what the artefact's bytes depend on: equal recipes give equal bytes."""
    others = [
        (item.path, item.sha256, item.title, item.subjects, item.valid_until)
        for item in (finished if artifact.after_others else ())
    ]
    return Recipe(
        parameters=prints.digest((artifact.params, artifact.title, artifact.locale, artifact.kind)),
        code=_code_digest(artifact.format),
        tools={name: _version(name, cache) for name in sorted(artifact.tools)},
        ingredients=prints.ingredients(artifact.params),
        others=prints.digest(others) if artifact.after_others else "",
    )


@functools.cache
def _code_digest(name: str) -> str:
    package = Path(fanzha.__file__).parent
    digest = hashlib.sha256()
    for part in (f"formats/{name}", *SHARED):
        base = package / part
        files = [base] if base.is_file() else sorted(base.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(package).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


@functools.cache
def _version(name: str, cache: Path) -> str:
    try:
        if name == "fonts":
            return fonts.identity(cache)
        if name.startswith("font:"):
            return pixels.identity(cache, pixels.FONTS[name.removeprefix("font:")].path)
        if name == "bitmap-font":
            return pixels.identity(cache)
        if name == "pango":
            return fonts.system_version()
    except Refusal:
        # Not installed: rendering will say so, with the package to install.
        return "missing"
    known = _installed().get(_normal(name))
    return known or metadata.version(name)


@functools.cache
def _installed() -> Mapping[str, str]:
    """Return the versions of the installed distributions, as their folders are named: one look instead of one each."""
    found = (path.name.removesuffix(".dist-info") for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return {_normal(name): version for name, _, version in (entry.rpartition("-") for entry in found)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def reasons(artifact: Artifact, recipe: Recipe, record: Record | None, on_disk: str | None) -> list[tuple[str, str]]:
    """Return why the artefact must be made again, as (kind, detail) pairs; empty when it is fresh.

    `on_disk` is the SHA-256 of what lies there now, None when nothing does.
    """
    if record is None:
        return [("new", artifact.path)]
    if on_disk is None:
        return [("missing", artifact.path)]
    if on_disk != record.finished.sha256:
        return [("altered", artifact.path)]
    old = record.recipe
    found: list[tuple[str, str]] = []
    if old.parameters != recipe.parameters:
        changed = _changed(old, recipe)
        found += changed or [("parameters", artifact.edition)]
    if old.code != recipe.code:
        found.append(("code", f"formats/{artifact.format}"))
    found += [("tool", f"{n} {old.tools.get(n, '-')} → {v}") for n, v in recipe.tools.items() if old.tools.get(n) != v]
    found += [("tool", f"{name} {old.tools[name]} → -") for name in old.tools if name not in recipe.tools]
    if old.others != recipe.others:
        found.append(("others", artifact.path))
    return found


def _changed(old: Recipe, new: Recipe) -> list[tuple[str, str]]:
    before: Mapping[str, str] = {item.label: item.digest for item in old.ingredients}
    after = {item.label: item for item in new.ingredients}
    changes = [
        ("changed" if label in before else "added", f"{label} ({item.source})")
        for label, item in after.items()
        if before.get(label) != item.digest
    ]
    return changes + [("removed", label) for label in before if label not in after]
