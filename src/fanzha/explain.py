"""`fanzha explain`: what an artefact is made of, and why it would be made again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fanzha import manifest
from fanzha.config import BUILD
from fanzha.model import Fingerprints, Ingredient
from fanzha.plan import Plan, reasons, recipe_of
from fanzha.store import Store


@dataclass(frozen=True)
class Explanation:
    """The state of one artefact."""

    path: str
    title: str
    format: str
    edition: str
    size: int
    sha256: str
    reasons: tuple[tuple[str, str], ...]
    """Why it is stale, as (kind, detail); empty when it is fresh."""
    ingredients: tuple[Ingredient, ...]
    tools: tuple[tuple[str, str], ...]


def explain(root: Path, plan: Plan) -> list[Explanation]:
    """Return the state of every planned artefact, in order of the plan. Nothing is rendered or written."""
    store = Store(root / BUILD)
    records = manifest.read(store.folder).records
    finished = plan.on_offer(records)
    explanations = []
    prints = Fingerprints()
    for artifact in plan.artifacts:
        recipe = recipe_of(artifact, prints, store.cache, finished)
        on_disk = store.digest(artifact.path)
        why = reasons(artifact, recipe, records.get(artifact.path), on_disk[1] if on_disk else None)
        explanations.append(
            Explanation(
                path=artifact.path,
                title=artifact.title,
                format=artifact.format,
                edition=artifact.edition,
                size=on_disk[0] if on_disk else 0,
                sha256=on_disk[1] if on_disk else "",
                reasons=tuple(why),
                ingredients=recipe.ingredients,
                tools=tuple(recipe.tools.items()),
            )
        )
    return explanations
