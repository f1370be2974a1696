"""The library: everything that was read, and the editions to make of it."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fanzha.diagnostics import NOWHERE, Diagnostic, Place
from fanzha.model.content import Audience, Case, FirstCall, Page, Slogan, SloganText, Tactic
from fanzha.model.interface import InterfaceWords
from fanzha.model.inventory import Inventory
from fanzha.model.logo import Logo
from fanzha.model.placement import Issued, Placement
from fanzha.model.prose import Prose
from fanzha.model.quiz import Question
from fanzha.model.registry import Publisher, Registry
from fanzha.model.rhyme import Rhyme
from fanzha.model.upkeep import Allow, Upkeep
from fanzha.pictures import Picture


@dataclass(frozen=True, kw_only=True)
class Edition:
    """One file of `materials/<folder>/`: what is to be made, with which options."""

    folder: str
    name: str
    """The file's stem."""
    options: object = field(compare=False)
    """The YAML mapping as it was read, for the format that owns the folder to decode."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Library:
    """All content of a project."""

    publisher: Publisher
    registry: Registry
    tactics: Mapping[str, Tactic]
    cases: Mapping[str, Case]
    slogans: Mapping[str, Slogan]
    audiences: Mapping[str, Audience]
    pages: Mapping[str, Page]
    editions: tuple[Edition, ...]
    files: Mapping[str, str]
    """SHA-256 of every source file, by path below the root."""
    questions: Mapping[str, Question] = field(default_factory=dict)
    """Those of the quiz, by id, in the order written."""
    rhymes: Mapping[str, Rhyme] = field(default_factory=dict)
    """By id, in the order written."""
    placements: tuple[Placement, ...] = ()
    """Where posters hang, in the order of files and rows."""
    issued: Issued = field(default=Issued(), compare=False)
    """How far their serials have been given out."""
    inventory: Inventory | None = field(default=None, compare=False)
    """What is meant to be written; None when the project has no such list, or one with errors."""
    interface: Mapping[str, InterfaceWords] = field(default_factory=dict)
    """The project's own words for the interface, by locale."""
    brand: str = ""
    """The text of `materials/brand/tokens.css`; empty when the project has none."""
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Digest of the body of every Markdown file, which translations refer to, by path."""
    declared: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """Slugs of all files of a collection, those that could not be used included: what may be referred to."""
    allowed: Mapping[str, tuple[Allow, ...]] = field(default_factory=dict, compare=False)
    """What each file's front matter silences, by path."""
    upkeep: Mapping[str, Upkeep] = field(default_factory=dict, compare=False)
    """What each document's front matter says about its own upkeep, by path."""
    prose: Mapping[str, Prose] = field(default_factory=dict, compare=False)
    """Every passage of every source, by path."""
    pictures: Mapping[str, Picture] = field(default_factory=dict, compare=False)
    """What every picture below `docs/` and `materials/` carries, by path."""
    logo: Logo | Diagnostic | None = field(default=None, compare=False)
    """The publisher's, what is wrong with it, or None when there is none; see `fanzha.load.logo`."""
    anchors: Mapping[str, frozenset[str]] = field(default_factory=dict, compare=False)
    """Ids of the headings of every document, by path."""
    today: datetime.date = field(default=datetime.date.min, compare=False)
    """The day as of which the project is checked and built."""

    def overdue(self) -> Mapping[str, datetime.date]:
        """Return the documents whose day of review has passed, translations included, with that day, by path."""
        days = {
            (upkeep.collection, upkeep.slug): upkeep.review_by
            for upkeep in self.upkeep.values()
            if upkeep.review_by is not None and upkeep.review_by < self.today
        }
        return {
            path: days[key] for path, upkeep in self.upkeep.items() if (key := (upkeep.collection, upkeep.slug)) in days
        }

    def slogans_for(
        self, locale: str, channel: str, *, tactic: str | None = None, audiences: Iterable[str] = ()
    ) -> tuple[SloganText, ...]:
        """Return the slogans that suit `channel` in `locale`, in order of id files.

        `tactic` keeps only that tactic's; `audiences`, if any, keeps those for one of them or for everybody.
        """
        wanted = set(audiences)
        return tuple(
            slogan.texts[locale]
            for slogan in self.slogans.values()
            if locale in slogan.texts
            and channel in slogan.texts[locale].channels
            and (tactic is None or slogan.tactic == tactic)
            and (not wanted or not slogan.audiences or wanted & set(slogan.audiences))
        )

    def rank_of(self, tactic: str | None) -> tuple[float, bool, str]:
        """Return what tactics are sorted by to stand in the order of the Ministry's list.

        Those of one category come by slug, those of none behind all categories, what is about no tactic (None) last.
        """
        known = self.tactics.get(tactic or "")
        category = self.registry.categories.get(known.category or "") if known else None
        return (category.order if category else math.inf, tactic is None, tactic or "")

    def by_list(self, slogans: Iterable[SloganText]) -> tuple[SloganText, ...]:
        """Return the slogans in the order of their tactics on the Ministry's list, those of one tactic as they come."""
        return tuple(sorted(slogans, key=lambda text: self.rank_of(self.slogans[text.slug].tactic)))

    def in_turn(self, slogans: Iterable[SloganText]) -> tuple[SloganText, ...]:
        """Return one slogan of each tactic, then a second of each that has one, and so on: tactics as they come."""
        queues: dict[str | None, list[SloganText]] = {}
        for text in slogans:
            queues.setdefault(self.slogans[text.slug].tactic, []).append(text)
        turns = itertools.zip_longest(*queues.values())
        return tuple(text for turn in turns for text in turn if text is not None)

    def first_call(self, tactics: Iterable[str | None]) -> FirstCall:
        """Return whom to call first on a product about `tactics`: the police only where each of them says so.

        None stands for what is said about no tactic, such as a general slogan. C-15: the police is for a loss and for
        danger, so a product that is about another tactic too sends nobody there who only wants to ask.
        """
        found = {self.tactics[slug].first_call if slug and slug in self.tactics else "advice" for slug in tactics}
        return "emergency" if found == {"emergency"} else "advice"

    @property
    def phones(self) -> tuple[str, ...]:
        """The publisher's own numbers and its units', as written."""
        own = (*self.publisher.phones, *self.publisher.contact)
        return (*own, *(unit.phone for unit in self.registry.units.values() if unit.phone))

    def cases_of(self, tactic: str) -> tuple[Case, ...]:
        """Return the cases in which `tactic` was used."""
        return tuple(case for case in self.cases.values() if case.tactic == tactic)
