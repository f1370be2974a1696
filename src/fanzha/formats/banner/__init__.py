"""The cloth banner: one sentence on 8 × 0.7 m, hung across a street or beside a door, drawn at 1:10."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from fanzha import by_tactic, furniture, large, markup, references
from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.languages import firsts, named, spoken
from fanzha.model import Artifact, Edition, Library, Printing, Publisher, Rendered, SloganText
from fanzha.theme import blacks, tokens

CHANNEL = "banner"
"""A slogan with this channel may hang as a banner."""
AT_MOST = 12
"""Files a language when an edition names no slogans: more than a town hangs at a time."""

PRINTING = {
    upright: Printing(
        sides=1, paper="横幅布，四边包边打孔 banner cloth, hemmed, with eyelets", quantity=1, trim_mm=size
    )
    for upright, size in ((False, (8000.0, 700.0)), (True, (700.0, 8000.0)))
}
"""What the print shop is told; the size is the real one, not the drawing's."""

Layout = Literal["horizontal", "vertical", "both"]
Ground = Literal["dark", "light"]


@dataclass(frozen=True, kw_only=True)
class BannerOptions:
    """What an edition in `materials/banner/` may say."""

    slogans: tuple[Text, ...] = ()
    """Ids; empty: the first of the general ones and of each tactic's."""
    layout: Layout = "horizontal"
    ground: Ground = "dark"
    large: bool = False
    """Whether it is large print: it is anyway, and colours that are too pale for that give way."""
    second: Text | None = None
    """A language whose sentence stands smaller below the first's; upright beside it, turned on its side."""
    press: by_tactic.Press = "no"
    """Whether the drawing is made in four inks: also, or instead of the one in the colours of a screen."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Params:
    """All that is printed on a banner."""

    locale: str
    slogan: SloganText
    upright: bool
    """Whether it hangs upright, its characters one below the other."""
    ground: Ground
    call: by_tactic.Call | None
    """The number to call first; None when the sentence names a number itself."""
    publisher: Publisher
    theme: Mapping[str, str]
    """Brand tokens by name."""
    press: bool = False
    """Whether it is the file for offset print."""
    other: SloganText | None = None
    """The same sentence in a second language."""
    serial: str = ""
    """Which product, edition and language it is, in small type at the hem; the plan sets it (`plan.numbered`)."""

    @property
    def blacks(self) -> Mapping[str, float] | None:
        """For offset print, what is set in black ink alone; see `theme.blacks`."""
        return blacks(self.theme) if self.press else None

    @property
    def issuer(self) -> str:
        """The publisher's name in the banner's language."""
        return self.publisher.name_in(self.locale)


class Banner:
    """Horizontal: one line and the hotline beside it. Vertical, in Chinese, English beside it or not: hotline below."""

    name: ClassVar[str] = "banner"
    editions: ClassVar[str] = "banner"
    Options: ClassVar[type[BannerOptions]] = BannerOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 横幅：8 × 0.7 米，一条一句，按 1:10 出图。Cloth banners: 8 × 0.7 m, a sentence each, drawn at 1:10.\n"
        "# slogans: [general-family]   # 标语编号；不写就每种骗局取一条 ids; one of each tactic when left out\n"
        "# ground: light               # 浅底深字；不写就是深底浅字 dark letters on light; else light on dark\n"
        "# second: en               # 加英文：横挂的在下面，竖挂的侧排在旁边 with English below; upright: beside\n"
        "# press: also               # 另做四色文件；only 只做这种 in four inks too, or only that\n"
        "layout: both                 # horizontal 横挂，vertical 竖挂（只有中文），both 都做 vertical: Chinese only\n"
    )

    def plan(self, library: Library, edition: Edition, options: BannerOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a banner for each slogan, locale and layout, or what stands in its way."""
        if missing := list(by_tactic.missing_numbers(library, edition)):
            return missing
        if not options.second:
            return _banners(library, edition, options, spoken(self, options.locales, library.publisher))
        return _banners(library, edition, options, firsts(self, options.second, library, options.locales))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF."""
        from fanzha.formats.banner.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _banners(
    library: Library, edition: Edition, options: BannerOptions, wanted: Iterable[Text | Diagnostic]
) -> Iterator[Artifact | Diagnostic]:
    known = {text.slug for locale in library.publisher.locales for text in library.slogans_for(locale, CHANNEL)}
    unusable = list(references.unusable(options.slogans, "slogans", known))
    yield from unusable
    for locale in wanted:
        if isinstance(locale, Diagnostic):
            yield locale
        elif unusable:
            continue
        elif kinds := tuple(itertools.product(_layouts(options.layout, locale), by_tactic.ON_PRESS[options.press])):
            for text in _chosen(library, options, locale, AT_MOST // len(kinds)):
                if isinstance(text, Diagnostic):
                    yield text
                else:
                    yield from (_artifact(library, edition, options, text, *kind) for kind in kinds)
        elif options.locales:  # asked for, and impossible
            yield references.unknown(locale, "locales", ("zh",))


def _layouts(layout: Layout, locale: str) -> tuple[bool, ...]:
    """Return which layouts are made, True for upright: words in Latin letters are not stacked."""
    upright = (True,) if layout != "horizontal" and markup.is_chinese(locale) else ()
    return ((False,) if layout != "vertical" else ()) + upright


def _chosen(library: Library, options: BannerOptions, locale: str, most: int) -> Iterator[SloganText | Diagnostic]:
    """Yield the slogans named, or the first general one and the first of each tactic, `most` at the most.

    Tactics come in the order of the Ministry's list.
    """
    asked = (locale, *([options.second] if options.second else []))
    fits = {each: {text.slug: text for text in library.slogans_for(each, CHANNEL)} for each in asked}
    if options.slogans:
        for slug in options.slogans:
            lacking = next((each for each in asked if slug not in fits[each]), None)
            yield references.untranslated(slug, lacking) if lacking else fits[locale][slug]
        return
    firsts: dict[str, SloganText] = {}
    for text in library.by_list(fits[locale].values()):
        if text.slug in fits[asked[-1]]:
            firsts.setdefault(library.slogans[text.slug].tactic or "", text)
    if not firsts:
        lacking = next((each for each in asked if not fits[each]), asked[-1])
        yield Diagnostic.at("LINK002", options.place, tactic="general", locale=lacking, channel=CHANNEL)
    general = [firsts.pop("")] if "" in firsts else []
    yield from [*general, *firsts.values()][:most]


def _artifact(
    library: Library, edition: Edition, options: BannerOptions, text: SloganText, upright: bool, press: bool
) -> Artifact:
    tactic = library.slogans[text.slug].tactic
    words, look = markup.plain(text.name), tokens(library.brand)
    has_number = any(number in words for number in library.registry.numbers)
    numbers = by_tactic.numbers_by_role(library)
    call, _ = by_tactic.in_order(library.first_call([tactic]), numbers["advice"], numbers["emergency"])
    title = f"{words} ({furniture.words('banner', text.locale)['upright']})" if upright else words
    title += large.TITLE[markup.is_chinese(text.locale)] if options.large else ""
    kinds = (("-vertical", upright), ("-large", options.large), ("-press", press))
    stem = "".join([text.slug, *(kind for kind, is_one in kinds if is_one)])
    artifact = Artifact(
        path=f"banner/{stem}.{text.locale}.pdf",
        format="banner",
        edition=edition.name,
        locale=text.locale,
        title=title + (by_tactic.PRESS_TITLE[markup.is_chinese(text.locale)] if press else ""),
        params=Params(
            locale=text.locale,
            slogan=text,
            upright=upright,
            ground=options.ground,
            call=None if has_number else call,
            publisher=library.publisher,
            theme=large.legible(look) if options.large else look,
            press=press,
            other=library.slogans[text.slug].texts[options.second] if options.second else None,
        ),
        tools=by_tactic.TOOLS,
        subjects=(str(tactic),) if tactic and not press else (),
        printing=PRINTING[upright],
    )
    return named(artifact, options.second) if options.second else artifact


FORMAT = Banner()
