"""`build/manifest.json`: what was made, from which ingredients, with which tools, and its digests.

The file is canonical: the same content has one spelling, keys in order, so that a signature of it means something.
"""

from __future__ import annotations

import datetime
import json
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fanzha.model import Artifact, Finished, Ingredient, is_safe_path
from fanzha.store import Store

NAME = "manifest.json"
SIGNATURE = f"{NAME}.minisig"
"""Lies beside it once `fanzha sign` was run, and goes when what it signs is no more."""
VERSION = 2


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """Everything that an artefact's bytes depend on, part by part, so that `explain` can name what changed."""

    parameters: str
    """Digest of the artefact's parameters."""
    code: str
    """Digest of the format's folder and the modules it is built on."""
    tools: Mapping[str, str]
    """Version by distribution; `fonts` is the digest of the font set."""
    ingredients: tuple[Ingredient, ...]
    others: str = ""
    """Digest of the other artefacts, for one that lists them."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """One line of the manifest: a finished artefact and the recipe it was made by."""

    finished: Finished
    recipe: Recipe
    report: Mapping[str, Any] = field(default_factory=dict)
    """What was found when it was proven, as JSON holds it; for PDFs, see `pdf.report`."""

    @classmethod
    def of(
        cls,
        artifact: Artifact,
        recipe: Recipe,
        digest: tuple[int, str, Mapping[str, str]],
        report: Mapping[str, Any] | None = None,
    ) -> Record:
        """Return the record of an artefact whose bytes have this size and these digests."""
        size, sha256, files = digest
        finished = Finished(
            path=artifact.path,
            format=artifact.format,
            edition=artifact.edition,
            locale=artifact.locale,
            title=artifact.title,
            kind=artifact.kind,
            size=size,
            sha256=sha256,
            files=files,
            subjects=artifact.subjects,
            valid_until=artifact.valid_until,
            offered=artifact.offered,
            pictured=artifact.pictured,
        )
        return cls(finished=finished, recipe=recipe, report=report or {})

    def about(self, artifact: Artifact) -> Record:
        """Return the record with what may change while the bytes stay the same."""
        names = ("subjects", "valid_until", "offered", "pictured")
        about = {name: getattr(artifact, name) for name in names}
        finished = replace(self.finished, **about)
        return replace(self, finished=finished)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the file says."""

    records: dict[str, Record] = field(default_factory=dict)
    """By path."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 by name of the lists that lie beside the products and are none, such as the print orders."""

    @property
    def text(self) -> str:
        """The file's text."""
        return as_json(self.records.values(), self.beside)


def as_json(records: Iterable[Record], beside: Mapping[str, str] | None = None) -> str:
    """Return the manifest's text: the same records give the same bytes, in whatever order they come."""
    artifacts = []
    for record in sorted(records, key=lambda record: record.finished.path):
        recipe = asdict(record.recipe)
        report = {"report": dict(record.report)} if record.report else {}
        artifacts.append(asdict(record.finished) | report | {"recipe": recipe})
    content = {"version": VERSION, "artifacts": artifacts} | ({"beside": dict(beside)} if beside else {})
    # allow_nan: what is no JSON could be read in two ways.
    text = json.dumps(
        content, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1, default=datetime.date.isoformat
    )
    return text + "\n"


def write(store: Store, manifest: Manifest) -> bool:
    """Write the manifest unless it is there already; return whether a signature of the one before had to go.

    The signature goes first: a build that is killed in between leaves none rather than one that fits nothing.
    """
    text, signature = manifest.text, store.folder / SIGNATURE
    old = os.path.lexists(signature) and not store.says(NAME, text)
    if old:
        signature.unlink()
    store.write_text(NAME, text)
    return old


def read(folder: Path) -> Manifest:
    """Return the manifest in `folder`; what cannot be understood is left out, and its artefact made anew."""
    try:
        return parse((folder / NAME).read_bytes())
    except OSError:
        return Manifest()


def parse(data: bytes) -> Manifest:
    """Return what the bytes of a manifest say, without what cannot be understood.

    They may have been altered by anyone: every value's type is checked, and a path that leads out of the build folder
    is no record (it would be removed as something that nothing declares any more).
    """
    try:
        content = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return Manifest()
    if not isinstance(content, dict) or content.get("version") != VERSION:
        return Manifest()
    artifacts = content.get("artifacts")
    records: dict[str, Record] = {}
    for item in artifacts if isinstance(artifacts, list) else []:
        try:
            record = _record(item)
        except (KeyError, TypeError):
            continue
        records[record.finished.path] = record
    try:
        beside = {name: one for name, one in _texts(content.get("beside", {})).items() if is_safe_path(name)}
    except TypeError:
        beside = {}
    return Manifest(records=records, beside=beside)


def _record(item: Any) -> Record:
    """Return the record; raises KeyError or TypeError when a value is missing or of another type."""
    recipe = item["recipe"]
    path = _text(item["path"])
    if not is_safe_path(path):
        raise TypeError(path)
    finished = Finished(
        path=path,
        format=_text(item["format"]),
        edition=_text(item["edition"]),
        locale=_text(item["locale"]),
        title=_text(item["title"]),
        kind="tree" if item["kind"] == "tree" else "file",
        size=_count(item["size"]),
        sha256=_text(item["sha256"]),
        files=_texts(item["files"]),
        subjects=tuple(_text(slug) for slug in item["subjects"]),
        valid_until=_day(item["valid_until"]),
        offered=item.get("offered", True) is not False,
        pictured=item.get("pictured", False) is True,
    )
    ingredients = tuple(
        Ingredient(_text(one["label"]), _text(one["source"]), _text(one["digest"])) for one in recipe["ingredients"]
    )
    return Record(
        finished=finished,
        recipe=Recipe(
            parameters=_text(recipe["parameters"]),
            code=_text(recipe["code"]),
            tools=_texts(recipe["tools"]),
            ingredients=ingredients,
            others=_text(recipe["others"]),
        ),
        report=_report(item.get("report", {})),
    )


def _report(value: object) -> dict[str, Any]:
    """Return the report: numbers, texts and lists of them by name."""
    if not isinstance(value, dict):
        raise TypeError(value)
    for one in (part for each in value.values() for part in (each if isinstance(each, list) else [each])):
        if not isinstance(one, str | int | float) or not _written(one):
            raise TypeError(one)
    return {_text(name): each for name, each in value.items()}


def _written(value: str | int | float) -> bool:
    """Return whether a canonical manifest may hold it: no half of a character, nothing that is no number."""
    if isinstance(value, str):
        return value.isprintable() or not any("\ud800" <= sign <= "\udfff" for sign in value)
    return isinstance(value, int) or math.isfinite(value)


def _text(value: object) -> str:
    if not isinstance(value, str) or not _written(value):
        raise TypeError(value)
    return value


def _day(value: object) -> datetime.date | None:
    try:
        return None if value is None else datetime.date.fromisoformat(_text(value))
    except ValueError:
        raise TypeError(value) from None


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {_text(key): _text(item) for key, item in value.items()}
