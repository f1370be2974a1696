"""What a leaflet may be asked for, what is printed on it, and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from fanzha import by_tactic, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import CaseText, Edition, Library, SloganText, TacticText, Unit

FIVE, TWO = 5, 2
"""Two tactics on the front and three on the back are what two sides hold in letters of 12 points; of 18 points, one
on either side."""
ALL = "all"
"""Instead of ids: every unit of the registry."""
CHANNEL = "leaflet"
"""A slogan with this channel is what a side in large print says."""


@dataclass(frozen=True, kw_only=True)
class LeafletOptions:
    """What an edition in `materials/leaflet/` may say."""

    titles: Mapping[str, Text]
    """Headline by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    tactics: tuple[Text, ...]
    """Slugs, in the order of printing: two on the front, three on the back; in large print, one on either side; in two
    languages, the same two on either."""
    case: Text | None = None
    """Slug of the case; in large print and in two languages there is none."""
    second: Text | None = None
    """A language on the back, which then says the same as the front: two tactics, and no case."""
    large: bool = False
    """Whether it is set in large print, for the elderly and for whoever sees badly."""
    two_up: bool = False
    """Whether it is made as A5, two on a sheet of A4 that is cut in the middle: with large print also, without it only
    so. Either has two tactics and no case: what an A5 side holds in letters of 12.7 points."""
    press: by_tactic.Press = "no"
    """Whether to make a file for offset print: also, or instead of the one for the office's printer."""
    units: tuple[Text, ...] = ()
    """Ids of the units that get a leaflet of their own, or `all`; not in large print."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""


@dataclass(frozen=True, kw_only=True)
class Sheet(by_tactic.Imprint):
    """What is printed on either leaflet in one language."""

    title: Text
    subtitle: str
    tactics: tuple[TacticText, ...]

    @property
    def edition_id(self) -> str:
        """What stands at the foot."""
        return self.serial


@dataclass(frozen=True, kw_only=True)
class Params(Sheet):
    """All that is printed on a leaflet in letters of usual size."""

    case: CaseText
    unit: Unit | None = None
    """Who hands it out under its own name."""

    @property
    def edition_id(self) -> str:
        """What stands at the foot: the serial without the unit, whose name stands at the head."""
        return self.serial.replace(f"-{self.unit.id}", "", 1) if self.unit else self.serial


@dataclass(frozen=True, kw_only=True)
class LargeParams(Sheet):
    """All that is printed on a leaflet in large print."""

    slogans: tuple[SloganText, ...]
    """What either side says, as `tactics`."""
    two_up: bool = False
    """Whether it is A5, two on a sheet."""


@dataclass(frozen=True, kw_only=True)
class TwoParams(Sheet):
    """All that is printed on a leaflet with another language on its back."""

    second: Sheet


def of_units(library: Library, options: LeafletOptions, sheet: Params) -> Iterator[Params | Diagnostic]:
    """Yield the leaflet of each unit that has a name in its language."""
    units = library.registry.units
    for unit in units.values():
        if sheet.locale in unit.names and (unit.id in options.units or ALL in options.units):
            about = by_tactic.imprint(library, sheet.locale, f"{unit.page}.html" if unit.page else "")
            yield about if isinstance(about, Diagnostic) else replace(sheet, unit=unit, url=about.url)


def unusable(library: Library, edition: Edition, options: LeafletOptions) -> Iterator[Diagnostic]:
    """Yield what is wrong with an edition, in whatever language."""
    short = options.large or options.two_up or options.second
    tactics, wanted = options.tactics, TWO if short else FIVE
    if len(tactics) != wanted:
        place = tactics[0].place if tactics else edition.place
        yield Diagnostic.at("LOAD019", place, count=len(tactics), least=wanted, most=wanted)
    yield from references.unusable(tactics, "tactics", library.tactics)
    yield from references.unusable(
        options.units, "units", [*library.registry.units, *([ALL] if library.registry.units else [])]
    )
    chosen = {"large: true": options.large, "two_up: true": options.two_up, f"second: {options.second}": options.second}
    beside = next((key for key, is_chosen in chosen.items() if is_chosen), "")
    if options.two_up and not options.large and options.press != "no":  # whoever prints offset imposes by himself
        yield references.apart("two_up", edition.place, f"press: {options.press}")
    if options.second and (options.large or options.two_up):
        yield references.apart("second", options.second.place, beside)
    if options.units and short:
        yield references.apart("units", options.units[0].place, beside)
    if options.case is not None and short:
        yield references.apart("case", options.case.place, beside)
    elif options.case is not None and options.case not in library.cases:
        yield references.unknown(options.case, "cases", library.cases)
    elif options.case is None and not short:
        yield Diagnostic.at("LOAD013", edition.place, key="case")


def sheet_of(
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
    said = (
        [library.slogans_for(locale, CHANNEL, tactic=text.slug) for text in texts]
        if options.large or options.two_up
        else []
    )
    for text, slogans in zip(texts, said, strict=False):
        if not slogans:
            lacking = {"tactic": text.slug, "locale": locale, "channel": CHANNEL}
            problems.append(Diagnostic.at("LINK002", text.place, **lacking))
    if problems:
        return None, problems
    about = by_tactic.imprint(library, locale, tactics=options.tactics)
    if isinstance(about, Diagnostic):
        return None, [about]
    sheet = Sheet(
        title=options.titles[locale], subtitle=options.subtitles.get(locale, ""), tactics=texts, **vars(about)
    )
    if options.large or options.two_up:
        return LargeParams(**vars(sheet), slogans=tuple(slogans[0] for slogans in said)), []
    return Params(**vars(sheet), case=case) if case else sheet, []


def two_of(
    library: Library, edition: Edition, options: LeafletOptions, locale: str
) -> tuple[Sheet | None, list[Diagnostic]]:
    """Return all that is printed in two languages, or what is missing in either."""
    second = options.second
    assert second is not None
    front, missing = sheet_of(library, edition, options, locale)
    back, lacking = sheet_of(library, edition, options, second)
    if front is None or back is None:
        return None, list(dict.fromkeys([*missing, *lacking]))
    return TwoParams(**vars(front), second=back), []
