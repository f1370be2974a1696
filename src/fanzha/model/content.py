"""Tactics, cases, slogans, audiences and free pages, each with its text in every locale it has."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NO_TEXT, NOWHERE, Place, Text

Outcome = Literal["lost", "prevented", "recovered", "pattern"]
Qualifier = Literal["exactly", "nearly", "about", "over"]
Sensitive = Literal["minor", "death"]
"""What makes a case need somebody who answers for children or the bereaved."""
AmountKind = Literal["lost", "prevented", "recovered", "claimed"]
FirstCall = Literal["advice", "emergency"]
"""Roles of `materials/registry/numbers.yml` that a product may tell people to call first."""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a fact was read."""

    title: str
    publisher: str = ""
    date: str = ""
    """Year, month or day of publication (2025, 2025-06 or 2025-06-18)."""
    url: Text = NO_TEXT


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a page under a heading with a fixed id. Strings are inline Markdown."""

    id: str
    title: str
    items: tuple[Text, ...] = ()
    """Items of the section's top-level lists, in order."""
    paragraphs: tuple[Text, ...] = ()
    quotes: tuple[Text, ...] = ()
    """Scam speech, from `!!! scam-quote` blocks: shown only as such."""
    subsections: tuple[Section, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class LocalText:
    """What every translated text has in common."""

    slug: str
    """The file's stem; for a slogan its id."""
    locale: str
    name: Text
    """The level-1 heading; for a slogan its words."""
    stale: bool = False
    """Whether it is a translation that is older than its source."""
    source_digest: Text = field(default=NO_TEXT, compare=False)
    """For a translation: the digest of the source that it carries."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def label(self) -> str:
        """How `explain` names it, such as `tactic:fake-loan.zh`."""
        kind = type(self).__name__.removesuffix("Text").lower()
        return f"{kind}:{self.slug}.{self.locale}"


@dataclass(frozen=True, kw_only=True)
class Actions:
    """What to do, in the order to do it."""

    stop: tuple[Text, ...]
    verify: tuple[Text, ...]
    report: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class TacticText(LocalText):
    """A tactic in one language."""

    lead: Text
    how: tuple[Text, ...]
    red_flags: tuple[Text, ...]
    actions: Actions
    loss: tuple[Text, ...] = ()
    """What to do in the first half hour after money has gone, in order; empty where the page does not say."""
    never: tuple[Text, ...]
    quotes: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tactic:
    """A way of cheating people, and how to meet it."""

    slug: str
    category: Text | None
    """Key of the Ministry's category; None when it is on no list."""
    list_year: int | None
    first_call: FirstCall = "advice"
    """Whom its products tell to call first: the police where lives may be in danger, else the line to ask."""
    audiences: tuple[Text, ...]
    sources: tuple[Citation, ...]
    reviewed_on: datetime.date
    review_by: datetime.date | None
    texts: Mapping[str, TacticText]
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What else people search for it by, by locale."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Amount:
    """Money in a case, in yuan."""

    min: int | None = None
    max: int | None = None
    qualifier: Qualifier = "exactly"
    kind: AmountKind = "lost"
    """`claimed`: only named by the scammer, never paid."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class CaseText(LocalText):
    """A case in one language."""

    lead: Text
    story: Section
    turning_point: Section
    lesson: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Something that happened, without anyone's name."""

    slug: str
    tactic: Text
    outcome: Outcome
    amount: Amount | None
    audiences: tuple[Text, ...]
    source: Citation
    source_date: str
    reviewed_on: datetime.date
    review_by: datetime.date | None
    sensitive: tuple[Sensitive, ...] = ()
    texts: Mapping[str, CaseText]
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class SloganText(LocalText):
    """A slogan in one language; `name` is its words."""

    channels: tuple[Text, ...] = ()
    """Ids of the channels it suits."""

    @property
    def passages(self) -> tuple[Text, ...]:
        """All that it says."""
        return (self.name,)


@dataclass(frozen=True, kw_only=True)
class Slogan:
    """One line that stays in the head."""

    slug: str
    tactic: Text | None
    audiences: tuple[Text, ...]
    texts: Mapping[str, SloganText]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class AudienceText(LocalText):
    """An audience in one language."""

    lead: Text
    meets: tuple[Text, ...]
    remember: tuple[Text, ...]
    talk: tuple[Text, ...]
    speech: tuple[Text, ...] = ()
    """Paragraphs of a talk of two minutes, to be spoken as they stand; empty where the page has none."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """People with something in common that scammers use."""

    slug: str
    tactics: tuple[Text, ...]
    materials: tuple[Text, ...] = ()
    """Editions that suit them, as `format/edition`: `leaflet/elderly`, the one to hand out first at the head."""
    order: int | None = None
    """Its place where audiences are listed, the lowest first; those without one follow, by slug."""
    reviewed_on: datetime.date
    review_by: datetime.date | None
    texts: Mapping[str, AudienceText]
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class PageText(LocalText):
    """A free page in one language."""

    lead: Text = NO_TEXT
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that is none of the above, such as the emergency page."""

    slug: str
    """Path below docs/ without suffix, such as `help/now`."""
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sources: tuple[Citation, ...] = ()
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    texts: Mapping[str, PageText]
    place: Place = field(default=NOWHERE, compare=False)
