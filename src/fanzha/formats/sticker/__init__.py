"""Sheets of labels: round ones for eggs and fruit, rectangular ones for cash machines and doors."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from fanzha import by_tactic, furniture, markup, references
from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.sticker.sheets import LARGE, SHEETS, Sheet
from fanzha.languages import firsts, spoken
from fanzha.languages import named as in_both
from fanzha.large import TITLE, legible
from fanzha.model import Artifact, Edition, Library, Printing, Rendered, SloganText

ROUND_CHANNELS, OTHER_CHANNELS = ("sticker",), ("atm", "sticker")
"""Slogans with one of these channels fit a round label, or a rectangular one; the first has those taken unasked."""

PRINTING = {
    True: Printing(sides=1, paper="食品接触级不干胶标签纸 label sheets made for contact with food", quantity=20),
    False: Printing(sides=1, paper="防水不干胶标签纸 waterproof label sheets", quantity=20),
}
"""By whether labels are round."""

SheetName = Literal["round-25", "round-37", "round-40", "99x68", "105x74", "99x139"]


@dataclass(frozen=True, kw_only=True)
class StickerOptions:
    """What an edition in `materials/sticker/` may say."""

    sheet: SheetName
    slogans: tuple[Text, ...] = ()
    """Ids, in the order in which they alternate; empty: all that the channel has."""
    second: Text | None = None
    """A language that stands below the first, smaller."""
    large: bool = False
    """Whether it is in large print: the slogan and the numbers to call, and no code."""
    press: by_tactic.Press = "no"
    """Whether sheets are made for a label printer: also, or instead of those for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed on an edition's sheets."""

    sheet: str
    """Key in `SHEETS`."""
    slogans: tuple[SloganText, ...]
    others: tuple[SloganText, ...] = ()
    """The same in a second language, one for each; empty: there is none."""
    large: bool = False
    """Whether it is in large print."""
    urgent: frozenset[str] = frozenset()
    """Ids of slogans about a tactic of which the police are to be called first."""

    def on(self, slogan: SloganText) -> Params:
        """Return what is printed on the label of a slogan: on that of an urgent one the police come first."""
        return replace(self, first_call="emergency" if slogan.slug in self.urgent else "advice")

    @property
    def second(self) -> str:
        """The locale of the second language, or nothing."""
        return self.others[0].locale if self.others else ""

    def beside(self, slogan: SloganText) -> tuple[SloganText, ...]:
        """Return the same slogan in the second language, alone; nothing when there is none."""
        return tuple(other for other in self.others if other.slug == slogan.slug)

    @property
    def grid(self) -> Sheet:
        """Where the labels lie."""
        return SHEETS[self.sheet]

    @property
    def coded(self) -> bool:
        """Whether each label has a code."""
        return not (self.grid.round or self.large)

    @property
    def pages(self) -> int:
        """How many sheets it takes to have each slogan once."""
        return -(-len(self.slogans) // self.grid.labels)


def on_labels(p: Params) -> Iterator[Sequence[SloganText]]:
    """Yield the slogans of each page's labels, row by row: in order, and never one beside or above itself.

    When a row holds each slogan a whole number of times, the next row begins one later.
    """
    grid, count = p.grid, len(p.slogans)
    step = grid.columns if grid.columns % count else grid.columns + 1
    rows = (
        [p.slogans[(row * step + column) % count] for column in range(grid.columns)]
        for row in range(grid.rows * p.pages)
    )
    for _ in range(p.pages):
        yield tuple(itertools.chain.from_iterable(itertools.islice(rows, grid.rows)))


class Sticker:
    """Round: a slogan and the number to ask. Rectangular: both numbers, QR code and publisher as well."""

    name: ClassVar[str] = "sticker"
    editions: ClassVar[str] = "sticker"
    Options: ClassVar[type[StickerOptions]] = StickerOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 不干胶贴纸：A4 一页，各枚轮流用不同的标语。Labels on sheets of A4; their slogans alternate.\n"
        "# sheet: 圆形 round-25、round-37、round-40，贴蛋和水果；方形 99x68、105x74，贴取款机和门\n"
        "#   round for eggs and fruit; rectangular for cash machines and doors\n"
        "# slogans: [general-code-close]   # 标语编号；不写就用这种渠道的全部 ids; all of the channel when left out\n"
        "# second: en                 # 加英文，印在中文下面 with English below\n"
        "# large: true                # 大字版：只有标语和电话，18磅以上 in large print: slogan and numbers alone\n"
        "# press: also                # 另做标签厂用的四色文件；only 只做这种 for a label printer too, or only\n"
        "sheet: round-25\n"
    )

    def plan(self, library: Library, edition: Edition, options: StickerOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a PDF for each locale, or what stands in its way."""
        if missing := list(by_tactic.missing_numbers(library, edition)):
            return missing
        if options.large and options.second:
            return [references.apart("second", options.second.place, "large: true")]
        if options.large and options.sheet not in LARGE:
            return [Diagnostic.at("LOAD041", options.place, sheet=options.sheet, known=", ".join(LARGE))]
        if SHEETS[options.sheet].tall and not options.large:
            return [references.apart(f"sheet: {options.sheet}", options.place, "large: false")]
        if not options.second:
            return _sheets(library, edition, options, spoken(self, options.locales, library.publisher))
        return _sheets(library, edition, options, firsts(self, options.second, library, options.locales))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; each code is decoded again from the raster, label by label."""
        from fanzha.formats.sticker.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def title(sheet: str, locale: str) -> str:
    """Return what a sheet is called: kind and size of its labels."""
    grid, words = SHEETS[sheet], furniture.words("sticker", locale)
    size = f"{grid.width:g} mm" if grid.round else f"{grid.width:g} × {grid.height:g} mm"
    return f"{words['round' if grid.round else 'rectangular']} {size}"


def _sheets(
    library: Library, edition: Edition, options: StickerOptions, wanted: Iterable[Text | Diagnostic]
) -> Iterator[Artifact | Diagnostic]:
    channels = ROUND_CHANNELS if SHEETS[options.sheet].round else OTHER_CHANNELS
    locales = library.publisher.locales
    known = {text.slug for each in locales for channel in channels for text in library.slogans_for(each, channel)}
    named = list(references.unusable(options.slogans, "slogans", known))
    yield from named
    for locale in wanted:
        if isinstance(locale, Diagnostic):
            yield locale
        elif not named:
            chosen = list(_chosen(library, options, locale, channels))
            problems = [each for each in chosen if isinstance(each, Diagnostic)]
            said = [each for each in chosen if not isinstance(each, Diagnostic)]
            if problems:
                yield from problems
            else:
                yield from _made(library, edition, options, locale, said)


Said = tuple[SloganText, SloganText | None]
"""A slogan, and the same in the second language if there is one."""


def _chosen(
    library: Library, options: StickerOptions, locale: str, channels: Sequence[str]
) -> Iterator[Said | Diagnostic]:
    """Yield the slogans named, or all of the first channel, once each; or what stands in the way.

    All come one of each tactic in turn, tactics in the order of the Ministry's list: the first sheet warns of most.
    """
    fit, other = (
        {text.slug: text for channel in channels for text in library.slogans_for(each, channel)} if each else {}
        for each in (locale, options.second)
    )
    for slug in options.slogans:
        lacking = next((each for each, of in ((locale, fit), (options.second, other)) if each and slug not in of), None)
        yield references.untranslated(slug, lacking) if lacking else (fit[slug], other.get(slug))
    if options.slogans:
        return
    found = [text for text in library.slogans_for(locale, channels[0]) if not options.second or text.slug in other]
    yield from ((text, other.get(text.slug)) for text in library.in_turn(library.by_list(found)))
    if not found:
        lacking = options.second if options.second and library.slogans_for(locale, channels[0]) else locale
        yield Diagnostic.at("LINK002", options.place, tactic="general", locale=lacking, channel=channels[0])


def _made(
    library: Library, edition: Edition, options: StickerOptions, locale: str, said: Sequence[Said]
) -> Iterator[Artifact | Diagnostic]:
    """Yield the files of an edition in one language."""
    # A label that is round or in large print has no code, so no address is too long for it.
    if SHEETS[options.sheet].round or options.large:
        about = by_tactic.imprint_at(library, locale, "", signed=False)
    else:
        about = by_tactic.imprint(library, locale, signed=False)
    if isinstance(about, Diagnostic):
        yield about
        return
    slogans, others = tuple(text for text, _ in said), tuple(other for _, other in said if other)
    urgent = frozenset(
        text.slug for text in slogans if library.first_call([library.slogans[text.slug].tactic]) == "emergency"
    )
    if options.large:
        about = replace(about, theme=legible(about.theme))
    for press in by_tactic.ON_PRESS[options.press]:
        printed = vars(replace(about, press=press))
        params = Params(
            sheet=options.sheet, slogans=slogans, others=others, large=options.large, urgent=urgent, **printed
        )
        artifact = _artifact(edition, params)
        yield in_both(artifact, options.second) if options.second else artifact


def _artifact(edition: Edition, params: Params) -> Artifact:
    suffix, locale = "-press" if params.press else "", params.locale
    hanzi = markup.is_chinese(locale)
    added = (TITLE[hanzi] if params.large else "") + (by_tactic.PRESS_TITLE[hanzi] if params.press else "")
    return Artifact(
        path=f"sticker/{edition.name}{suffix}.{locale}.pdf",
        format="sticker",
        edition=edition.name,
        locale=locale,
        title=title(params.sheet, locale) + added,
        params=params,
        tools=by_tactic.TOOLS,
        printing=PRINTING[params.grid.round],
    )


FORMAT = Sticker()
