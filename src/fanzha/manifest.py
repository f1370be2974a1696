"""`build/manifest.json`: what was made, from which ingredients, with which tools, and its digests."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from fanzha.model import Artifact, Finished, Ingredient, is_safe_path

NAME = "manifest.json"
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


def as_json(records: Iterable[Record]) -> str:
    """Return the manifest's text: the same records give the same bytes."""
    artifacts = []
    for record in sorted(records, key=lambda record: record.finished.path):
        recipe = asdict(record.recipe)
        report = {"report": dict(record.report)} if record.report else {}
        artifacts.append(asdict(record.finished) | report | {"recipe": recipe})
    content = {"version": VERSION, "artifacts": artifacts}
    return json.dumps(content, ensure_ascii=False, indent=1, default=datetime.date.isoformat) + "\n"


def read(folder: Path) -> dict[str, Record]:
    """Return the records by path; what cannot be understood is left out, and its artefact made anew.

    The file may have been altered by anyone: every value's type is checked, and a path that leads out of the build
    folder is no record (it would be removed as something that nothing declares any more).
    """
    try:
        data = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("artifacts"), list):
        return {}
    records: dict[str, Record] = {}
    for item in data["artifacts"]:
        try:
            record = _record(item)
        except (KeyError, TypeError):
            continue
        records[record.finished.path] = record
    return records


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
        if not isinstance(one, str | int | float):
            raise TypeError(one)
    return {_text(name): each for name, each in value.items()}


def _text(value: object) -> str:
    if not isinstance(value, str):
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
