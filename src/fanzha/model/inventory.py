"""The inventory: what a project means to have written, `materials/registry/inventory.yml`."""

from __future__ import annotations

from dataclasses import dataclass, field

from fanzha.diagnostics import NOWHERE, Place, Text

_LEAST = {"minimum": 0, "maximum": 100_000}
_SLUGS = {"unique": True}


@dataclass(frozen=True, kw_only=True)
class AtLeast:
    """How many there should be in the default language; None where no number is wanted."""

    tactics: int | None = field(default=None, metadata=_LEAST)
    cases: int | None = field(default=None, metadata=_LEAST)
    audiences: int | None = field(default=None, metadata=_LEAST)
    slogans: int | None = field(default=None, metadata=_LEAST)
    questions: int | None = field(default=None, metadata=_LEAST)
    """Of the quiz."""
    rhymes: int | None = field(default=None, metadata=_LEAST)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """What a project means to have written; what it has besides is welcome."""

    tactics: tuple[Text, ...] = field(default=(), metadata=_SLUGS)
    """Slugs, as are those below."""
    cases: tuple[Text, ...] = field(default=(), metadata=_SLUGS)
    audiences: tuple[Text, ...] = field(default=(), metadata=_SLUGS)
    at_least: AtLeast = field(default=AtLeast())
    place: Place = field(default=NOWHERE, compare=False)
