"""The leaflet: A4, two sides, for handing out in the street."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from fanzha import by_tactic
from fanzha.diagnostics import Diagnostic, Text, nearest
from fanzha.formats import Workshop, spoken
from fanzha.model import (
    Artifact,
    CaseText,
    Edition,
    Library,
    Number,
    Publisher,
    Rendered,
    TacticText,
)
from fanzha.theme import tokens

FIVE = {"min_items": 5, "max_items": 5}
"""Two tactics on the front and three on the back are what two sides hold in letters of 12 points."""


@dataclass(frozen=True, kw_only=True)
class LeafletOptions:
    """What an edition in `materials/leaflet/` may say."""

    titles: Mapping[str, str]
    """Headline by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    tactics: tuple[Text, ...] = field(metadata=FIVE)
    """Slugs, in the order of printing: two on the front, three on the back."""
    case: Text
    """Slug of the case."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""


@dataclass(frozen=True, kw_only=True)
class Params:
    """All that is printed on a leaflet in one language."""

    locale: str
    title: str
    subtitle: str
    tactics: tuple[TacticText, ...]
    case: CaseText
    advice: Number
    emergency: Number
    publisher: Publisher
    theme: Mapping[str, str]
    """Brand tokens by name."""


class Leaflet:
    """A4, two sides: headline, hotlines, five tactics, one case, QR code to the site."""

    name: ClassVar[str] = "leaflet"
    editions: ClassVar[str] = "leaflet"
    Options: ClassVar[type[LeafletOptions]] = LeafletOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 传单：A4 双面。A leaflet: A4, two sides.
titles:
  zh: 陌生来电说到钱，先挂断，再核实
  en: A stranger talks money? Hang up, then check.
subtitles:                       # 标题下面一行字，可以不写 the line below, optional
  zh: 五种常见骗局，看懂信号，知道怎么办
  en: Five common scams, how to spot them and what to do
tactics:                         # 正好五个：正面两个，背面三个 exactly five: two in front, three behind
  - million-protection-scam
  - refund-customer-service
  - task-rebate-scam
  - authority-impersonation
  - fake-investment
case: us-number-police           # docs/cases/ 里的文件名 a file in docs/cases/
# locales: [zh]                  # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
"""

    def plan(self, library: Library, edition: Edition, options: LeafletOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield one leaflet for each locale, or what stands in its way."""
        unusable = [
            _unknown(slug, "tactics", library.tactics) for slug in options.tactics if slug not in library.tactics
        ]
        if options.case not in library.cases:
            unusable.append(_unknown(options.case, "cases", library.cases))
        unusable += [
            Diagnostic.at("LINK003", slug.place, id=slug)
            for number, slug in enumerate(options.tactics)
            if slug in options.tactics[:number]
        ]
        yield from unusable
        if unusable:
            return
        wanted = spoken(self, options.locales, library.publisher)
        for locale in wanted:
            if isinstance(locale, Diagnostic):
                yield locale
            elif locale in options.titles:
                yield from self._one(library, edition, options, locale)
            elif options.locales:
                yield _unknown(locale, "titles", options.titles)

    def _one(
        self, library: Library, edition: Edition, options: LeafletOptions, locale: str
    ) -> Iterator[Artifact | Diagnostic]:
        tactics = [(slug, library.tactics[slug].texts.get(locale)) for slug in options.tactics]
        case = library.cases[options.case].texts.get(locale)
        numbers = by_tactic.numbers_by_role(library)
        problems = [
            *(_untranslated(slug, locale) for slug, text in [*tactics, (options.case, case)] if text is None),
            *by_tactic.missing_numbers(library, edition),
        ]
        yield from problems
        texts = tuple(text for _, text in tactics if text)
        if problems or case is None:
            return
        title = options.titles[locale]
        yield Artifact(
            path=f"leaflet/{edition.name}.{locale}.pdf",
            format=self.name,
            edition=edition.name,
            locale=locale,
            title=title,
            params=Params(
                locale=locale,
                title=title,
                subtitle=options.subtitles.get(locale, ""),
                tactics=texts,
                case=case,
                advice=numbers["advice"],
                emergency=numbers["emergency"],
                publisher=library.publisher,
                theme=tokens(library.brand),
            ),
            tools=by_tactic.TOOLS,
            subjects=options.tactics,
        )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF."""
        from fanzha.formats.leaflet.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _unknown(slug: Text, kind: str, known: Mapping[str, object]) -> Diagnostic:
    near = nearest(slug, known)
    return Diagnostic.at("LINK001", slug.place, kind=kind, id=slug, known=", ".join(sorted(known)), nearest=near)


def _untranslated(slug: Text, locale: str) -> Diagnostic:
    return Diagnostic.at("LANG006", slug.place, slug=slug, locale=locale)


FORMAT = Leaflet()
