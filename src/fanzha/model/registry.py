"""Who publishes, and the allow-lists of numbers, links, categories and channels."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.model.content import Citation

LOCALE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
"""What a locale looks like: `zh`, `en`, `ug-Arab-CN`. It becomes part of file names and addresses."""

Role = Literal["emergency", "advice", "sms-only", "report-spam", "sms-emergency"]


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who publishes: `materials/publisher.yml`."""

    names: Mapping[str, str]
    locales: tuple[Text, ...] = field(
        metadata={
            "pattern": LOCALE,
            "pattern_hint": "zh / en / ug-Arab-CN",
            "min_items": 1,
            "max_items": 20,
            "unique": True,
        }
    )
    """The first is the default language."""
    site: Text
    """Address of the published website, ending in `/`; every QR code leads there."""
    contact: tuple[Text, ...] = ()
    version: str
    date: datetime.date
    valid_until: datetime.date | None = None
    fictional: bool = False
    """Whether this is the sample publisher, which no real print may carry."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def default_locale(self) -> str:
        """The language the sources are written in."""
        return self.locales[0]

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return "publisher"


@dataclass(frozen=True, kw_only=True)
class Number:
    """A telephone number that may be printed, and what it is for."""

    number: Text
    names: Mapping[str, str]
    use_for: Mapping[str, str]
    not_for: Mapping[str, str] = field(default_factory=dict)
    role: Role
    source: Citation
    checked_on: datetime.date
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return f"number:{self.number}"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A host that links and QR codes may lead to."""

    host: Text
    owner: Mapping[str, str]
    source: Citation
    checked_on: datetime.date
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Category:
    """A category of the Ministry of Public Security's yearly lists."""

    id: Text
    names: Mapping[str, str]
    years: tuple[int, ...]
    order: int
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A medium that slogans are written for."""

    id: Text
    names: Mapping[str, str]
    max: Mapping[str, int]
    """Longest text by locale: characters as displayed, punctuation included."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Registry:
    """The allow-lists of `materials/registry/`."""

    numbers: Mapping[str, Number]
    links: Mapping[str, Link]
    categories: Mapping[str, Category]
    channels: Mapping[str, Channel]
    unusable: frozenset[str] = field(default=frozenset(), compare=False)
    """Names of the lists that lack entries because their files have errors: nothing can be called unknown to them."""
