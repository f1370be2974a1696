"""The leaflet: A4, two sides, for handing out in the street; and its large-print edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar

from fanzha import by_tactic, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import spoken, told
from fanzha.markup import is_chinese
from fanzha.model import (
    Artifact,
    CaseText,
    Edition,
    Library,
    Printing,
    Rendered,
    SloganText,
    TacticText,
)

FIVE, TWO = 5, 2
"""Two tactics on the front and three on the back are what two sides hold in letters of 12 points; of 18 points, one
on either side."""
CHANNEL = "leaflet"
"""A slogan with this channel is what a side in large print says."""


A5 = (148.0, 210.0)
"""Mm."""
TWO_UP_TITLE = {True: "（A5，一张纸印两份）", False: " (A5, two on a sheet)"}
"""Added to its title, in Chinese (True) and in other languages."""
PRINTING = Printing(sides=2, paper="128 克或 157 克铜版纸 coated, 128 or 157 g/m²", quantity=1000)


@dataclass(frozen=True, kw_only=True)
class LeafletOptions:
    """What an edition in `materials/leaflet/` may say."""

    titles: Mapping[str, Text]
    """Headline by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    tactics: tuple[Text, ...]
    """Slugs, in the order of printing: two on the front, three on the back; in large print, one on either side."""
    case: Text | None = None
    """Slug of the case; in large print there is none."""
    large: bool = False
    """Whether it is set in large print, for the elderly and for whoever sees badly."""
    two_up: bool = False
    """In large print: whether it is also made as A5, two on a sheet of A4 that is cut in the middle."""
    press: by_tactic.Press = "no"
    """Whether to make a file for offset print: also, or instead of the one for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""


@dataclass(frozen=True, kw_only=True)
class Sheet(by_tactic.Imprint):
    """What is printed on either leaflet in one language."""

    title: Text
    subtitle: str
    tactics: tuple[TacticText, ...]


@dataclass(frozen=True, kw_only=True)
class Params(Sheet):
    """All that is printed on a leaflet in letters of usual size."""

    case: CaseText


@dataclass(frozen=True, kw_only=True)
class LargeParams(Sheet):
    """All that is printed on a leaflet in large print."""

    slogans: tuple[SloganText, ...]
    """What either side says, as `tactics`."""
    two_up: bool = False
    """Whether it is A5, two on a sheet."""


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
# large: true                    # 大字版：只写两种骗局，不写案例 in large print: two tactics and no case
# two_up: true                   # 大字版另做 A5，一张 A4 印两份 large print as A5 too, two on a sheet
# press: also                    # 另做印刷店用的四色文件，带出血、裁切线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: LeafletOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield one leaflet for each locale, or what stands in its way."""
        unusable = list(_unusable(library, edition, options))
        yield from unusable
        if unusable:
            return
        wanted = spoken(self, options.locales, library.publisher)
        for locale in told(wanted, options.locales, "titles", options.titles):
            if isinstance(locale, Diagnostic):
                yield locale
            else:
                yield from self._one(library, edition, options, locale)

    def _one(
        self, library: Library, edition: Edition, options: LeafletOptions, locale: str
    ) -> Iterator[Artifact | Diagnostic]:
        sheet, problems = _params(library, edition, options, locale)
        yield from problems
        if sheet is None:
            return
        if options.two_up and isinstance(sheet, LargeParams):
            yield _artifact(edition, options, replace(sheet, two_up=True))
        for press in by_tactic.ON_PRESS[options.press]:
            yield _artifact(edition, options, replace(sheet, press=press))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF."""
        from fanzha.formats.leaflet.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _artifact(edition: Edition, options: LeafletOptions, sheet: Sheet) -> Artifact:
    """Return one file of an edition; residents are offered those that their own printer prints."""
    two_up, hanzi = isinstance(sheet, LargeParams) and sheet.two_up, is_chinese(sheet.locale)
    suffix = "-press" if sheet.press else "-a5" if two_up else ""
    title = sheet.title + (by_tactic.PRESS_TITLE[hanzi] if sheet.press else TWO_UP_TITLE[hanzi] if two_up else "")
    return Artifact(
        path=f"leaflet/{edition.name}{suffix}.{sheet.locale}.pdf",
        format="leaflet",
        edition=edition.name,
        locale=sheet.locale,
        title=title,
        params=sheet,
        tools=by_tactic.TOOLS,
        subjects=() if sheet.press else options.tactics,
        printing=replace(PRINTING, trim_mm=A5) if two_up else PRINTING,
    )


def _unusable(library: Library, edition: Edition, options: LeafletOptions) -> Iterator[Diagnostic]:
    """Yield what is wrong with an edition, in whatever language."""
    tactics, wanted = options.tactics, TWO if options.large else FIVE
    if len(tactics) != wanted:
        place = tactics[0].place if tactics else edition.place
        yield Diagnostic.at("LOAD019", place, count=len(tactics), least=wanted, most=wanted)
    yield from references.unusable(tactics, "tactics", library.tactics)
    if options.two_up and not options.large:
        known = ", ".join(sorted(one.name for one in fields(options) if one.name != "two_up"))
        yield Diagnostic.at("LOAD012", edition.place, key="two_up", nearest="", known=known)
    if options.case is not None and options.large:
        known = ", ".join(sorted(one.name for one in fields(options) if one.name != "case"))
        yield Diagnostic.at("LOAD012", options.case.place, key="case", nearest="", known=known)
    elif options.case is not None and options.case not in library.cases:
        yield references.unknown(options.case, "cases", library.cases)
    elif options.case is None and not options.large:
        yield Diagnostic.at("LOAD013", edition.place, key="case")


def _params(
    library: Library, edition: Edition, options: LeafletOptions, locale: str
) -> tuple[Sheet | None, list[Diagnostic]]:
    """Return all that is printed in one language, or what is missing."""
    named = [(slug, library.tactics[slug].texts.get(locale)) for slug in options.tactics]
    case = library.cases[options.case].texts.get(locale) if options.case else None
    problems = [references.untranslated(slug, locale) for slug, text in named if text is None]
    if options.case and case is None:
        problems.append(references.untranslated(options.case, locale))
    problems += by_tactic.missing_numbers(library, edition)
    texts = tuple(text for _, text in named if text)
    said = [library.slogans_for(locale, CHANNEL, tactic=text.slug) for text in texts] if options.large else []
    for text, slogans in zip(texts, said, strict=False):
        if not slogans:
            lacking = {"tactic": text.slug, "locale": locale, "channel": CHANNEL}
            problems.append(Diagnostic.at("LINK002", text.place, **lacking))
    if problems:
        return None, problems
    about = by_tactic.imprint_at(library, locale, str(library.publisher.site))
    if isinstance(about, Diagnostic):
        return None, [about]
    sheet = Sheet(
        title=options.titles[locale], subtitle=options.subtitles.get(locale, ""), tactics=texts, **vars(about)
    )
    if case is None:
        return LargeParams(**vars(sheet), slogans=tuple(slogans[0] for slogans in said)), []
    return Params(**vars(sheet), case=case), []


FORMAT = Leaflet()
