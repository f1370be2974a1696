"""What the content covers: how much there is in each language, and what of the inventory is not written yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from fanzha.diagnostics import Place, Text
from fanzha.model import Inventory, Library, LocalText

LISTED = ("tactics", "cases", "audiences")
"""What the inventory lists by slug."""


class _Told(Protocol):
    @property
    def texts(self) -> Mapping[str, LocalText]: ...


@dataclass(frozen=True)
class Count:
    """How many of a kind there are in a language."""

    there: int
    stale: int
    """Of these, translations older than their source."""


@dataclass(frozen=True)
class Fit:
    """How many slogans suit a channel in a language."""

    channel: str
    locale: str
    fit: int
    """Those short enough; all, where the channel has no limit in that language."""
    declare: int
    """Those that name it."""
    total: int
    without: Sequence[str]
    """Slugs of tactics of which no slogan names it."""

    @property
    def share(self) -> float:
        """The share of slogans that fit, from 0 to 1; 0 when there are none."""
        return self.fit / self.total if self.total else 0.0


@dataclass(frozen=True)
class Gap:
    """One thing of the inventory that is not there."""

    kind: str
    slug: str
    locale: str
    """The language in which it is not told; empty when it is not there at all."""
    place: Place
    """Where the inventory names it."""


@dataclass(frozen=True)
class Few:
    """A number of the inventory that is not reached."""

    kind: str
    there: int
    wanted: int
    place: Place


@dataclass(frozen=True)
class Coverage:
    """What there is, and what is missing."""

    counts: Mapping[str, Mapping[str, Count]]
    """By kind, then by locale."""
    channels: Sequence[Fit]
    gaps: Sequence[Gap]
    few: Sequence[Few]
    besides: Mapping[str, Sequence[str]]
    """Slugs that the inventory does not list, of the kinds that it lists."""

    @property
    def complete(self) -> bool:
        """Whether nothing of the inventory is missing."""
        return not self.gaps and not self.few


def coverage(library: Library) -> Coverage:
    """Return what the project covers; without an inventory nothing is missing."""
    inventory = library.inventory or Inventory()
    counts = {kind: _counted(library, texts) for kind, texts in _kinds(library).items()}
    return Coverage(
        counts=counts,
        channels=tuple(_channels(library)),
        gaps=tuple(_gaps(library, inventory)),
        few=tuple(_few(inventory, counts, library.publisher.default_locale)),
        besides={
            kind: tuple(sorted(set(getattr(library, kind)) - set(listed)))
            for kind in LISTED
            if (listed := getattr(inventory, kind))
        },
    )


def _kinds(library: Library) -> dict[str, list[Mapping[str, LocalText]]]:
    """Return the texts of each thing of a kind, by kind; what only some pages have is a kind of its own."""

    def told(entities: Iterable[_Told], part: str = "") -> list[Mapping[str, LocalText]]:
        return [{k: text for k, text in one.texts.items() if not part or getattr(text, part)} for one in entities]

    return {
        "tactics": told(library.tactics.values()),
        "tactics-loss": told(library.tactics.values(), "loss"),
        "cases": told(library.cases.values()),
        "audiences": told(library.audiences.values()),
        "audiences-speech": told(library.audiences.values(), "speech"),
        "slogans": told(library.slogans.values()),
        "questions": told(library.questions.values()),
        "rhymes": told(library.rhymes.values()),
        "pages": told(library.pages.values()),
    }


def _counted(library: Library, every: Sequence[Mapping[str, LocalText]]) -> dict[str, Count]:
    return {
        str(locale): Count(
            sum(locale in texts for texts in every),
            sum(locale in texts and texts[locale].stale for texts in every),
        )
        for locale in library.publisher.locales
    }


def _channels(library: Library) -> Iterator[Fit]:
    """Yield each channel in each language, in the registry's order."""
    for id, channel in library.registry.channels.items():
        for locale in library.publisher.locales:
            texts = [(one.tactic, one.texts[locale]) for one in library.slogans.values() if locale in one.texts]
            limit = channel.max.get(locale)
            served = {tactic for tactic, text in texts if id in text.channels}
            yield Fit(
                channel=id,
                locale=str(locale),
                fit=sum(limit is None or len(text.name) <= limit for _, text in texts),
                declare=sum(id in text.channels for _, text in texts),
                total=len(texts),
                without=tuple(slug for slug in sorted(library.tactics) if slug not in served),
            )


def _gaps(library: Library, inventory: Inventory) -> Iterator[Gap]:
    for kind in LISTED:
        slugs: Sequence[Text] = getattr(inventory, kind)
        entities: Mapping[str, _Told] = getattr(library, kind)
        for slug in slugs:
            if slug not in entities:
                yield Gap(kind, str(slug), "", slug.place)
                continue
            for locale in library.publisher.locales:
                if locale not in entities[slug].texts:
                    yield Gap(kind, str(slug), str(locale), slug.place)


def _few(inventory: Inventory, counts: Mapping[str, Mapping[str, Count]], default: str) -> Iterator[Few]:
    for one in fields(inventory.at_least):
        wanted = getattr(inventory.at_least, one.name)
        if one.name in counts and wanted is not None and counts[one.name][default].there < wanted:
            yield Few(one.name, counts[one.name][default].there, wanted, inventory.at_least.place)
