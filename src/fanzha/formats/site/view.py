"""What the templates see of one page: its text, its neighbours, and addresses relative to it."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from fanzha.formats.site.body import Body, plain
from fanzha.formats.site.cards import Card
from fanzha.formats.site.downloads import Download, Offer
from fanzha.formats.site.icons import icon, icon_of
from fanzha.formats.site.pages import SitePage, chosen_text
from fanzha.formats.site.shelves import shelves_of
from fanzha.formats.site.tongue import attributes, said_in
from fanzha.formats.site.wording import Wording
from fanzha.model import Audience, Case, Citation, Library, Number, Slogan, SloganText, Tactic
from fanzha.model.content import LocalText, PageText, TacticText

_ANSWER = re.compile(r"\[([^\]]+)\]\(#([\w-]+)\)")
SloganGroup = tuple[str, str, list[tuple[Slogan, SloganText]]]
NEWEST_CASES = 3
"""How many cases the home page shows."""


@dataclass(frozen=True)
class View:
    """One page, for its template."""

    library: Library
    page: SitePage
    locale: str
    t: Wording
    offer: Offer
    body: Body
    pages: Container[str] = ()
    """What MkDocs calls the pages of this locale, such as `check.md`."""

    def _default(self) -> str:
        return self.library.publisher.default_locale

    def link(self, address: str) -> str:
        """Return the way from this page to `address` below the locale's folder."""
        return _way(posixpath.dirname(self.page.address), address)

    def asset(self, address: str) -> str:
        """Return the way from this page to `address` below the site's root, where downloads lie."""
        up = "" if self.locale == self._default() else "../"
        return self.link(up + address)

    def has_page(self, address: str) -> bool:
        """Return whether the site has a page at `address` below the locale's folder."""
        return address.removesuffix(".html") + ".md" in self.pages

    def tongue(self, locale: str) -> Markup:
        """Return the attributes of an element whose words are in `locale`; none where the page is too."""
        return Markup(attributes(self.library, locale) if locale not in {"", self.locale} else "")

    def said(self, names: Mapping[str, str]) -> Markup:
        """Return what `names` has in the page's locale; else in another, which it then says."""
        return said_in(self.library, self.locale, names)

    def text(self, texts: Mapping[str, LocalText]) -> LocalText:
        """Return the text in the page's locale, else in the default language."""
        return chosen_text(texts, self.locale, self._default())

    def call(self, role: str) -> Number | None:
        """Return the number with that role, such as `emergency`."""
        return next((n for n in self.library.registry.numbers.values() if n.role == role), None)

    def icon(self, name: str) -> Markup:
        """Return an icon as inline SVG."""
        return icon(name)

    # Neighbours

    def tactics(self) -> list[Tactic]:
        """Return the tactics in the order of the Ministry's list; those on no list come last."""
        return list(shelves_of(self.library).tactics)

    def tactic_card(self, tactic: Tactic) -> Card:
        """Return the card that leads to a tactic."""
        text = self.text(tactic.texts)
        drawing = icon_of(("tactic", tactic.slug), ("category", tactic.category))
        return self._card(f"tactics/{tactic.slug}.html", text, drawing)

    def tactic_cards(self, slugs: Iterable[str] | None = None) -> list[Card]:
        """Return cards for these tactics in this order, or for all in the Ministry's."""
        if slugs is None:
            return [self.tactic_card(tactic) for tactic in self.tactics()]
        known = self.library.tactics
        return [self.tactic_card(known[slug]) for slug in slugs if slug in known]

    def tactics_of(self, slugs: Iterable[str]) -> list[tuple[Tactic, TacticText]]:
        """Return these tactics in this order, each with the text to show."""
        found = []
        for slug in slugs:
            if tactic := self.library.tactics.get(slug):
                text = self.text(tactic.texts)
                assert isinstance(text, TacticText)
                found.append((tactic, text))
        return found

    def plain(self, markdown: str) -> str:
        """Return inline Markdown as plain text."""
        return plain(markdown)

    def audience_cards(self, slugs: Iterable[str] | None = None) -> list[Card]:
        """Return cards for these audiences, or for all."""
        known = self.library.audiences
        chosen = [known[slug] for slug in (known if slugs is None else slugs) if slug in known]
        return [self._audience_card(audience) for audience in chosen]

    def audiences_meeting(self, tactic: Tactic) -> list[Card]:
        """Return cards for whom a tactic names, then for those whose own page counts it among what they meet most."""
        naming = (slug for slug, one in self.library.audiences.items() if tactic.slug in one.tactics)
        return self.audience_cards(dict.fromkeys((*tactic.audiences, *naming)))

    def _audience_card(self, audience: Audience) -> Card:
        drawing = icon_of(("audience", audience.slug))
        return self._card(f"audiences/{audience.slug}.html", self.text(audience.texts), drawing)

    def cases(self, tactic: str = "", newest: bool = False) -> list[Card]:
        """Return cards for the cases, of one tactic if given; newest first."""
        shelves = shelves_of(self.library)
        chosen = shelves.cases_by_tactic.get(tactic, ()) if tactic else shelves.cases
        return [self._case_card(case) for case in chosen[: NEWEST_CASES if newest else None]]

    def _case_card(self, case: Case) -> Card:
        drawing = icon_of(("outcome", case.outcome))
        return self._card(f"cases/{case.slug}.html", self.text(case.texts), drawing, self.case_tags(case))

    def case_tags(self, case: Case) -> tuple[tuple[str, str], ...]:
        """Return how a case ended, and how much money it was about."""
        tags: list[tuple[str, str]] = [(case.outcome, self.t(f"case.{case.outcome}"))]
        if case.amount:
            tags.append(("amount", self.t.amount(case.amount)))
        return tuple(tags)

    def _card(self, address: str, text: LocalText, drawing: Markup, tags: tuple[tuple[str, str], ...] = ()) -> Card:
        lead = plain(getattr(text, "lead", ""))
        return Card(self.link(address), plain(text.name), lead, drawing, self.tongue(text.locale), text.slug, tags)

    def slogans(self, *, file: str = "", tactic: str = "") -> list[tuple[Slogan, SloganText]]:
        """Return the slogans of a file or of a tactic, in the order they were written."""
        shelves = shelves_of(self.library)
        chosen = shelves.slogans
        if tactic:
            chosen = shelves.slogans_by_tactic.get(tactic, ())
        elif file:
            chosen = shelves.slogans_by_file.get(file, ())
        return [self._spoken(slogan) for slogan in chosen]

    def _spoken(self, slogan: Slogan) -> tuple[Slogan, SloganText]:
        text = self.text(slogan.texts)
        assert isinstance(text, SloganText)
        return slogan, text

    def slogan_groups(self) -> Iterator[SloganGroup]:
        """Yield the name, address and slogans of each file: first the tactics' own, in their order."""
        for file, slogans in shelves_of(self.library).slogan_groups:
            tactic = self.library.tactics.get(slogans[0].tactic or "")
            name = plain(self.text(tactic.texts).name) if tactic else self.t("slogans.general")
            yield name, self.link(f"slogans/{file}.html"), [self._spoken(slogan) for slogan in slogans]

    def slogans_for(self, audience: str, most: int = 6) -> list[tuple[Slogan, SloganText]]:
        """Return slogans for an audience: one of each tactic in turn, in the Ministry's order, at most `most`."""
        turns: dict[str | None, int] = {}
        ranked = []
        for slogan in shelves_of(self.library).slogans_by_audience.get(audience, ()):
            turn = turns[slogan.tactic] = turns.get(slogan.tactic, 0) + 1
            ranked.append((turn, slogan))
        return [self._spoken(slogan) for _, slogan in sorted(ranked, key=lambda entry: entry[0])[:most]]

    def meant_for(self, slogan: Slogan) -> list[str]:
        """Return the audiences that a slogan is for: its own, else those whom its tactic aims at."""
        return shelves_of(self.library).meant_for(slogan)

    def slogan_channels(self, groups: Iterable[SloganGroup]) -> list[tuple[str, str]]:
        """Return the channels that any of these slogans suits, as id and name, in the registry's order."""
        used = {id for _, _, pairs in groups for _, text in pairs for id in text.channels}
        return [(id, self.channel(id)) for id in self.library.registry.channels if id in used]

    def channel(self, id: str) -> str:
        """Return a channel's name."""
        channel = self.library.registry.channels.get(id)
        names = channel.names if channel else {}
        return names.get(self.locale) or names.get(self._default(), id)

    def situation_cards(self) -> list[Card]:
        """Return cards for the situations of the registry, in its order."""
        cards = []
        for id, situation in self.library.registry.situations.items():
            locale = self.locale if self.locale in situation.names else self._default()
            drawing = icon_of(("situation", id))
            name, lead = situation.names.get(locale, id), situation.leads.get(locale, "")
            cards.append(Card(self.link(f"situations/{id}.html"), name, lead, drawing, self.tongue(locale)))
        return cards

    def first_questions(self) -> list[tuple[str, str, str]]:
        """Return the emergency page's questions: words, answer, and where a yes leads.

        A question with more than one way to say yes leads to itself.
        """
        page = self.library.pages.get("help/now")
        text = self.text(page.texts) if page else None
        ask = next((s for s in text.sections if s.id == "ask"), None) if isinstance(text, PageText) else None
        found = []
        for question in ask.subsections if ask else ():
            answers = [match for item in question.items if (match := _ANSWER.fullmatch(item.strip()))]
            if answers:
                target = answers[0][2] if len(answers) == 2 else question.id
                yes = answers[0][1] if len(answers) == 2 else self.t("home.yes")
                found.append((plain(question.title), yes, self.link("help/now.html") + f"#{target}"))
        return found

    def share_text(self, text: TacticText) -> str:
        """Return what to send to a chat group about a tactic: its name, three red flags, the numbers, the address."""
        folder = "" if self.locale == self._default() else f"{self.locale}/"
        calls = {role: number.number for role in ("emergency", "advice") if (number := self.call(role))}
        first = self.library.first_call([text.slug])
        return self.t(
            "tactic.share_danger" if first == "emergency" else "tactic.share_text",
            name=plain(text.name),
            flags="\n".join(f"· {plain(flag)}" for flag in text.red_flags[:3]),
            emergency=calls.get("emergency", ""),
            advice=calls.get("advice", ""),
            address=f"{self.library.publisher.site}{folder}{self.page.address}",
        )

    def opening_without_emergency(self) -> str:
        """Return what the home page says first, without the paragraph that the emergency button stands for."""
        target = self.link("help/now.html")
        paragraphs = re.split(r"(?<=</p>)", self.body.opening)
        return "".join(p for p in paragraphs if f'href="{target}"' not in p)

    # Facts

    def category(self, tactic: Tactic) -> str:
        """Return the name of the Ministry's category, or an empty string."""
        category = self.library.registry.categories.get(tactic.category or "")
        return category.names.get(self.locale, "") if category else ""

    def may_link(self, citation: Citation) -> bool:
        """Return whether a source's address is https and its host on the allow-list."""
        parts = urlsplit(citation.url)
        return parts.scheme == "https" and parts.hostname in self.library.registry.links

    # Downloads

    def format_icon(self, name: str) -> Markup:
        """Return the drawing that stands for a format."""
        return icon_of(("format", name), default="download")

    def downloads_of(self, slug: str) -> list[Download]:
        """Return what was made of one tactic: it is among its subjects, or else the file bears its name.

        Of each format what is in the page's language; of one that is made in others alone, those.
        """
        mine = [d for d in self.offer.downloads if slug in (d.finished.subjects or (_stem(d.finished.path),))]
        spoken = {d.finished.format for d in mine if d.finished.locale in {self.locale, ""}}
        return [d for d in mine if d.finished.locale in {self.locale, ""} or d.finished.format not in spoken]

    def share_picture(self, slug: str) -> Download | None:
        """Return the picture of a tactic that is made for chat groups, in the page's language."""
        mine = (d for d in self.downloads_of(slug) if d.finished.format == "share")
        return next((d for d in mine if d.finished.locale == self.locale), None)

    def language_name(self, locale: str) -> str:
        """Return a locale's name in itself; empty for a file in several languages."""
        return Wording.of(self.library, locale)("language") if locale in self.library.publisher.locales else ""


@functools.lru_cache(maxsize=1 << 16)
def _way(folder: str, address: str) -> str:
    """Return the way from a page in `folder` to `address`; many pages of a folder lead to the same places."""
    return quote(posixpath.relpath(address, folder or "."))


def _stem(path: str) -> str:
    """Return a file's name without locale and suffix: `poster/fake-loan.zh.pdf` → `fake-loan`."""
    return PurePosixPath(path).name.split(".")[0]
