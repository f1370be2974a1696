"""What the downloads pages show: bundles and kinds, and of one kind the files and the choices of its filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha.formats.site.body import plain
from fanzha.formats.site.bundles import Bundle, Subject
from fanzha.formats.site.cards import Card
from fanzha.formats.site.downloads import FOLDER, SHOWN, SUMS, kind_of
from fanzha.formats.site.genuine import until_of
from fanzha.markup import joined

if TYPE_CHECKING:
    import datetime

    from fanzha.formats.site.downloads import Download
    from fanzha.formats.site.view import View


_ASKED_FOR = ("leaflet", "poster", "card", "trifold", "booklet", "letter", "rhyme", "banner", "sticker", "led", "share")
"""The kinds of files as they are asked for: to hand out, to hang up, to show. Another format's files follow these."""


@dataclass(frozen=True)
class Group:
    """The files of one kind."""

    format: str
    name: str
    use: str
    """What it is for, in a line; may be empty."""
    icon: Markup
    files: Sequence[Download]


@dataclass(frozen=True)
class Choice:
    """One entry of a filter."""

    value: str
    name: str
    lang: str
    """The language of its words when it is not the page's; else empty."""
    tactics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A bundle in the page's language, and the same in others."""

    subject: Subject
    name: str
    lang: str
    bundles: Sequence[Bundle]


def kind_rank(kind: str) -> tuple[int, str]:
    """Return what sorts kinds of files as they are asked for."""
    return (_ASKED_FOR.index(kind) if kind in _ASKED_FOR else len(_ASKED_FOR)), kind


class Shelf:
    """The downloads as one page shows them."""

    digits = SHOWN
    sums = f"{FOLDER}/{SUMS}"

    def __init__(self, view: View) -> None:
        """Show what `view` offers."""
        self._view = view
        self._own = view.locale

    def groups(self) -> Iterator[Group]:
        """Yield the files of each kind; first in each those in the page's language."""
        found: dict[str, list[Download]] = {}
        for download in self._view.offer.downloads:
            found.setdefault(kind_of(download.address), []).append(download)
        for name in sorted(found, key=kind_rank):
            files = found[name]
            mine_first = sorted(files, key=lambda one: one.finished.locale not in {self._own, ""})
            drawing = self._view.format_icon(name)
            t = self._view.t
            yield Group(name, t.get(f"format.{name}", name), t.get(f"format_use.{name}", ""), drawing, mine_first)

    def group(self) -> Group | None:
        """Return the files of the page's own kind; None when none is made."""
        return next((group for group in self.groups() if group.format == self._view.page.slug), None)

    def kind_cards(self) -> list[Card]:
        """Return a card that leads to each kind of files, and says how many there are."""
        count = self._view.t
        return [
            Card(
                self._view.link(f"{FOLDER}/{group.format}.html"), group.name, group.use, group.icon, Markup(),
                tags=(("count", count("downloads.files", count=len(group.files))),),
            )
            for group in self.groups()
        ]  # fmt: skip

    def until(self, download: Download) -> datetime.date | None:
        """Return the last day on which a file may be handed out."""
        return until_of(self._view.library.publisher, download.finished)

    def plays(self, download: Download) -> bool:
        """Return whether the page of the screens shows what is downloaded."""
        return any(screen.finished is download.finished for screen in self._view.offer.screens)

    def locales(self, group: Group) -> list[str]:
        """Return the languages that files of a group are in, in the publisher's order."""
        used = {download.finished.locale for download in group.files}
        return [locale for locale in self._view.library.publisher.locales if locale in used]

    def subjects(self, group: Group) -> Iterator[tuple[str, list[Choice]]]:
        """Yield the situations, tactics and audiences that a group is about, as choices with the tactics they mean."""
        library = self._view.library
        used = {slug for download in group.files for slug in download.finished.subjects}
        situations = [
            self._choice(f"s-{id}", one.names, one.tactics) for id, one in library.registry.situations.items()
        ]
        audiences = [
            self._choice(f"a-{slug}", {k: plain(text.name) for k, text in one.texts.items()}, one.tactics)
            for slug, one in library.audiences.items()
        ]
        tactics = [
            self._choice(f"t-{one.slug}", {k: plain(text.name) for k, text in one.texts.items()}, [one.slug])
            for one in self._view.tactics()
        ]
        for title, choices in (("situations", situations), ("tactics", tactics), ("audiences", audiences)):
            if met := [choice for choice in choices if used & set(choice.tactics)]:
                yield self._view.t(f"downloads.{title}"), met

    def names(self, slugs: Iterable[str]) -> str:
        """Return the names of these tactics, as a list within a sentence."""
        known = self._view.library.tactics
        return joined((plain(self._view.text(known[slug].texts).name) for slug in slugs if slug in known), self._own)

    def packs(self, kind: str) -> list[Pack]:
        """Return the bundles for situations or audiences, those in the page's language first."""
        found: dict[str, list[Bundle]] = {}
        for bundle in self._view.offer.bundles:
            if bundle.subject.kind == kind:
                found.setdefault(bundle.subject.id, []).append(bundle)
        packs = []
        for bundles in found.values():
            subject = bundles[0].subject
            name = self._choice("", subject.names, ())
            mine_first = sorted(bundles, key=lambda bundle: bundle.locale != self._own)
            packs.append(Pack(subject, name.name, name.lang, mine_first))
        return packs

    def _choice(self, value: str, names: Mapping[str, str], tactics: Iterable[str]) -> Choice:
        default = self._view.library.publisher.default_locale
        locale = self._own if self._own in names else default
        name = str(names.get(locale) or next(iter(names.values()), value))
        return Choice(value, name, "" if locale == self._own else locale, tuple(map(str, tactics)))
