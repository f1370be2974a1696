"""Who publishes, and the lists of what may be printed: numbers, links, categories, channels, laws, sayings, terms."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NO_TEXT, NOWHERE, Place, Text
from fanzha.model.content import Citation
from fanzha.model.signals import Signal
from fanzha.model.upkeep import ProjectAllow, SignOffRole

LOCALE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
"""What a locale looks like: `zh`, `en`, `ug-Arab-CN`. It becomes part of file names and addresses."""

SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
"""What an id looks like."""

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
    region: Mapping[str, str] = field(default_factory=dict)
    """Where the material is handed out, by locale."""
    phones: tuple[Text, ...] = ()
    """Full numbers of the publisher's own, landlines and 400/800 included, that material may print."""
    accounts: tuple[Text, ...] = ()
    """E-mail addresses and chat accounts of the publisher's own."""
    sign_off: tuple[SignOffRole, ...] = ()
    """Roles that must have signed every source off."""
    approval_ref: str = ""
    """The document that allows an office's name, emblem or logo to be used."""
    logo: Text | None = field(default=None, compare=False)
    """A PNG, JPEG or WEBP below `materials/`; what is printed of it is `Library.logo`, which counts instead."""
    version: str
    date: datetime.date
    valid_until: datetime.date | None = None
    fictional: bool = False
    """Whether this is the sample publisher, which no real print may carry."""
    allow: tuple[ProjectAllow, ...] = field(default=(), compare=False)
    """Warnings silenced in files that have no front matter, each with its `path`."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def default_locale(self) -> str:
        """The language the sources are written in."""
        return self.locales[0]

    def name_in(self, locale: str) -> str:
        """Return the publisher's name in `locale`, or in the default language when it has none there."""
        return self.names.get(locale) or self.names[self.default_locale]

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return "publisher"


@dataclass(frozen=True, kw_only=True)
class Number:
    """A telephone number that may be printed, and what it is for."""

    number: Text = field(metadata={"pattern": r"[0-9]{3,12}", "pattern_hint": "110 / 96110"})
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
class Unit:
    """A police station, bank branch or school that hands material out under its own name and telephone number."""

    id: Text = field(metadata={"pattern": SLUG, "pattern_hint": "chengguan"})
    """Part of the names of its files."""
    names: Mapping[str, Text]
    phone: Text = field(default=NO_TEXT, metadata={"pattern": r"[0-9][0-9 -]{3,18}", "pattern_hint": "0000-1234567"})
    """Printed as it is written here."""
    page: Text = NO_TEXT
    """The page of the site that its code leads to, such as `audiences/elderly`; left out: the home page."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return f"unit:{self.id}"


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

    id: Text = field(metadata={"pattern": SLUG, "pattern_hint": "fake-loan"})
    names: Mapping[str, str]
    years: tuple[int, ...]
    order: int
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A medium that slogans are written for."""

    id: Text = field(metadata={"pattern": SLUG, "pattern_hint": "led"})
    names: Mapping[str, str]
    max: Mapping[str, int]
    """Longest text by locale: characters as displayed, punctuation included."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What somebody is in the middle of when a scam reaches them, and which scams do so there."""

    id: Text = field(metadata={"pattern": SLUG, "pattern_hint": "phone-call"})
    names: Mapping[str, Text]
    """In the reader's own words: 有人给我打电话."""
    leads: Mapping[str, Text] = field(default_factory=dict)
    """One sentence more."""
    tactics: tuple[Text, ...] = field(metadata={"min_items": 1, "unique": True})
    """The most frequent first."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """What an article of a law threatens; figures that a text gives must be these."""

    article: int
    days: tuple[int, ...] = ()
    """Shortest and longest detention."""
    times: tuple[int, ...] = ()
    """Least and most multiple of the illegal gain that a fine may be."""
    below: int | None = None
    """Yuan of gain below which, or without which, `up_to` holds."""
    up_to: int | None = None
    """Largest fine in yuan for a small gain."""


@dataclass(frozen=True, kw_only=True)
class Law:
    """A law that may be cited, and which of its articles."""

    id: Text
    names: Mapping[str, Text]
    aliases: tuple[Text, ...] = ()
    """Other names by which a text may call it."""
    articles: int
    """How many it has."""
    allowed: tuple[int, ...]
    """Articles whose text was read, which may be cited."""
    penalties: tuple[Penalty, ...] = ()
    source: Citation
    checked_on: datetime.date
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Formula:
    """An official saying: exactly one wording, or none that may be used."""

    id: Text
    names: Mapping[str, Text] = field(default_factory=dict)
    """What it is called, such as 三不一多."""
    texts: Mapping[str, Text] = field(default_factory=dict)
    """The one wording, by locale."""
    superseded: tuple[Text, ...] = ()
    """Older or garbled wordings that may not be used."""
    denied: bool = False
    """Whether it may not be used at all, because no source for it is known."""
    reason: str = ""
    source: Citation | None = None
    checked_on: datetime.date
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that has one right equivalent, or that a reader needs explained."""

    zh: tuple[Text, ...]
    """Chinese words for it; where one stands in a Chinese text, an `en` one stands in its translation."""
    en: tuple[Text, ...] = ()
    deny: tuple[Text, ...] = ()
    """Words, of either language, not to be used for it."""
    jargon: bool = False
    """Whether a text that uses it must explain it with one of `gloss`."""
    gloss: tuple[Text, ...] = ()
    """Words of an explanation, either language."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class PictureRight:
    """A picture that may be published, and why."""

    path: Text
    licence: str
    source: str
    ai: bool = False
    """Whether a program made it."""
    label: str = ""
    """The visible label that says so."""
    faces: bool = False
    consent_ref: str = ""
    """Where the consent of those shown is kept."""
    emblem: bool = False
    """Whether it shows an office's emblem or seal; needs the publisher's `approval_ref`."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Protected:
    """A document whose sentences may not be copied; the document itself is not kept."""

    title: str
    digests: tuple[Text, ...]
    """Digests of samples of its text, made and read by `fanzha.checks.copied`."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Registry:
    """The lists of `materials/registry/`."""

    numbers: Mapping[str, Number]
    links: Mapping[str, Link]
    categories: Mapping[str, Category]
    channels: Mapping[str, Channel]
    situations: Mapping[str, Situation] = field(default_factory=dict)
    """In the order in which the home page asks."""
    signals: Mapping[str, Signal] = field(default_factory=dict)
    """By what the page «Is this a scam?» knows one; in the order in which it asks."""
    laws: Mapping[str, Law] = field(default_factory=dict)
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    pictures: Mapping[str, PictureRight] = field(default_factory=dict)
    protected: tuple[Protected, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=dict)
    unusable: frozenset[str] = field(default=frozenset(), compare=False)
    """Names of the lists that lack entries because their files have errors: nothing can be called unknown to them."""
