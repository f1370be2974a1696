"""The content model: frozen dataclasses that say what a campaign is made of."""

from fanzha.model.artifact import Artifact, Finished, Rendered, is_safe_path
from fanzha.model.content import (
    Actions,
    Amount,
    Audience,
    AudienceText,
    Case,
    CaseText,
    Citation,
    LocalText,
    Page,
    PageText,
    Section,
    Slogan,
    SloganText,
    Tactic,
    TacticText,
)
from fanzha.model.fingerprint import Fingerprints, Ingredient, digest_of, ingredients_of
from fanzha.model.library import Allow, Edition, Library
from fanzha.model.registry import Category, Channel, Link, Number, Publisher, Registry

__all__ = [
    "Actions",
    "Allow",
    "Amount",
    "Artifact",
    "Audience",
    "AudienceText",
    "Case",
    "CaseText",
    "Category",
    "Channel",
    "Citation",
    "Edition",
    "Fingerprints",
    "Finished",
    "Ingredient",
    "Library",
    "Link",
    "LocalText",
    "Number",
    "Page",
    "PageText",
    "Publisher",
    "Registry",
    "Rendered",
    "Section",
    "Slogan",
    "SloganText",
    "Tactic",
    "TacticText",
    "digest_of",
    "ingredients_of",
    "is_safe_path",
]
