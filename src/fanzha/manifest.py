"""`build/manifest.json`: what was made, from which ingredients, with which tools, and its digests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from fanzha.model import Artifact, Finished, Ingredient

NAME = "manifest.json"
VERSION = 1


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

    @classmethod
    def of(cls, artifact: Artifact, recipe: Recipe, digest: tuple[int, str, Mapping[str, str]]) -> Record:
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
        )
        return cls(finished=finished, recipe=recipe)


def as_json(records: Iterable[Record]) -> str:
    """Return the manifest's text: the same records give the same bytes."""
    artifacts = []
    for record in sorted(records, key=lambda record: record.finished.path):
        recipe = asdict(record.recipe)
        artifacts.append(asdict(record.finished) | {"recipe": recipe})
    return json.dumps({"version": VERSION, "artifacts": artifacts}, ensure_ascii=False, indent=1) + "\n"


def read(folder: Path) -> dict[str, Record]:
    """Return the records by path; none when there is no manifest or it cannot be understood (all is then made anew)."""
    try:
        data = json.loads((folder / NAME).read_text("utf-8"))
        if data["version"] != VERSION:
            return {}
        return {item["path"]: _record(item) for item in data["artifacts"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _record(item: dict[str, object]) -> Record:
    recipe = item.pop("recipe")
    assert isinstance(recipe, dict)
    ingredients = tuple(Ingredient(**entry) for entry in recipe.pop("ingredients"))
    return Record(finished=Finished(**item), recipe=Recipe(**recipe, ingredients=ingredients))  # type: ignore[arg-type]
