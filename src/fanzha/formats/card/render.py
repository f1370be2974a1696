"""Hands each card to the module of its kind."""

from __future__ import annotations

from fanzha.by_tactic import Params
from fanzha.formats import Workshop
from fanzha.formats.card import a5, app, bilingual, counter, large, risk
from fanzha.formats.card.kinds import AppParams, BilingualParams, LargeParams, RiskParams
from fanzha.model import Artifact


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the sheet of ten, or for offset print the card alone."""
    p = artifact.params
    if isinstance(p, RiskParams | AppParams) and p.large:
        return a5.render(p, workshop.cache)
    if isinstance(p, RiskParams):
        return risk.render(p, workshop.cache)
    if isinstance(p, AppParams):
        return app.render(p, workshop.cache)
    if isinstance(p, BilingualParams):
        return bilingual.render(p, workshop.cache)
    if isinstance(p, LargeParams):
        return large.render(p, workshop.cache)
    assert isinstance(p, Params)
    return counter.render(p, workshop.cache)
