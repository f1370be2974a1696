"""Posters of placements: one for each place where one hangs, with its serial and a code that can be read from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from fanzha import by_tactic, markup, references
from fanzha.code_size import paper_for, size_for
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import speaks
from fanzha.model import (
    Artifact,
    Edition,
    Library,
    LocalText,
    PageText,
    Paper,
    Placement,
    Printing,
    Rendered,
    SloganText,
    TacticText,
    placement_url,
)
from fanzha.model.serial import number_of
from fanzha.qr import PayloadTooLong

PRIZES = ("领取", "抽奖", "返现", "中奖", "红包", "奖品", "prize", "claim", "cashback", "lucky draw", "win ")
"""Words that no message beside a code may say: they are what fraud draws people to a code with (C-41)."""
_INDOORS = "157 克铜版纸 coated, 157 g/m²"
_OUTDOORS = "户外写真覆膜，贴好后四边压实 weatherproof print, laminated"


@dataclass(frozen=True, kw_only=True)
class PlacementOptions:
    """Files of placements have no options; each placement says all itself."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a poster says in one language."""

    locale: str
    text: TacticText | PageText
    slogan: SloganText | None = None
    """Of a tactic; a page says its name instead."""

    @property
    def about(self) -> tuple[str, ...]:
        """The slug of the tactic, if it is about one."""
        return (self.text.slug,) if isinstance(self.text, TacticText) else ()

    @property
    def message(self) -> Text:
        """What is read from afar."""
        return self.slogan.name if self.slogan else self.text.name


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed on a poster."""

    placement: Placement
    paper: Paper
    said: Said
    second: Said | None = None


class PlacementPoster:
    """One message, a framed code with the domain in large letters, the hotline; in small type serial and place."""

    name: ClassVar[str] = "placement"
    editions: ClassVar[str] = "placement"
    Options: ClassVar[type[PlacementOptions]] = PlacementOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 海报贴在哪里，一处一条；写好以后运行 fanzha placements 编号。也可以用表格（CSV）。\n"
        "# Where posters hang, an entry a place; then run `fanzha placements`. A table (CSV) does as well.\n"
        "- name: 一楼大厅          # 地点 the place\n"
        "  address: 示范路1号      # 地址，可不写 address, optional\n"
        "  from: 2026-11-22\n"
        "  until: 2027-05-22       # 最后一天 the last day\n"
        "  distance: 1             # 从几米远扫码 metres from which the code is read\n"
        "  tactic: fake-loan       # 讲哪种骗局；或者 page: help/now which scam; or a page\n"
        "  # mood: calm            # alert 警示，calm 平和，children 给孩子\n"
        "  # outdoors: false       # 室内；不写就是室外 indoors; outdoors when left out\n"
        "  # paper: a3             # 不写就用放得下的最小的 the smallest that has room when left out\n"
        "  # languages: [zh, en]   # 一种或两种语言 one or two languages\n"
    )

    def plan(
        self,
        library: Library,
        edition: Edition,
        options: PlacementOptions,  # noqa: ARG002
    ) -> Iterable[Artifact | Diagnostic]:
        """Yield a poster for each placement of the file that holds or will hold, or what stands in its way."""
        owners = {one.serial: one for one in reversed(library.placements) if number_of(one.serial)}  # others: PLACE013
        here = [one for one in owners.values() if one.place.path == edition.place.path]
        hanging = [one for one in reversed(here) if one.state(library.today) in ("coming", "current")]
        if not hanging:
            return
        missing = list(by_tactic.missing_numbers(library, edition))
        yield from missing
        if not missing:
            for placement in hanging:
                yield from _poster(library, edition, placement)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; its code is decoded again from the raster."""
        from fanzha.formats.placement.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _poster(library: Library, edition: Edition, placement: Placement) -> Iterator[Artifact | Diagnostic]:
    """Yield the poster of one placement, or what stands in its way."""
    url = placement_url(str(library.publisher.site), placement.serial)
    try:
        size = size_for(url, placement.distance, outdoors=placement.outdoors)
    except PayloadTooLong as refusal:
        yield refusal.at(library.publisher.site.place)
        return
    paper = placement.paper or paper_for(size, max(1, len(placement.languages)))
    said: list[Said | Diagnostic] = []
    for locale in placement.languages or library.publisher.locales[:1]:
        said.append(_said(library, placement, locale, said[0] if said else None))
    told = [one for one in said if isinstance(one, Said)]
    if paper is None or len(told) < len(said):
        yield from (one for one in said if isinstance(one, Diagnostic))  # without a paper: QR004
        return
    about = by_tactic.imprint_at(library, told[0].locale, url, tactics=told[0].about)
    if isinstance(about, Diagnostic):
        yield about
        return
    second = told[1] if len(told) > 1 else None
    params = Params(**vars(about), placement=placement, paper=paper, said=told[0], second=second)
    yield _artifact(edition, params)


def _artifact(edition: Edition, params: Params) -> Artifact:
    placement = params.placement
    languages = "-".join(one.locale for one in (params.said, params.second) if one)
    return Artifact(
        path=f"placement/{placement.serial}.{languages}.pdf",
        format="placement",
        edition=edition.name,
        locale=params.locale,
        title=f"{placement.name} · {placement.serial} · {params.said.text.name}",
        params=params,
        tools=by_tactic.TOOLS,
        valid_until=placement.until,
        printing=Printing(sides=1, paper=_OUTDOORS if placement.outdoors else _INDOORS, quantity=1),
        offered=False,  # it belongs to one place, and whoever prints it for another would mislead
        pictured=True,
    )


def _said(library: Library, placement: Placement, locale: Text, first: Said | Diagnostic | None) -> Said | Diagnostic:
    """Return what the poster says in a language, or what stands in the way; the same slogan as `first` if there is."""
    if not speaks(FORMAT, locale):
        return references.unknown(locale, "locales", FORMAT.speaks)
    goal = placement.tactic or placement.page
    text = text_of(library, goal).get(locale)
    if text is None:
        known = placement.tactic not in library.tactics if placement.tactic else not text_of(library, goal)
        return references.unknown(goal, "tactics", library.tactics) if known else references.untranslated(goal, locale)
    if not isinstance(text, TacticText):
        assert isinstance(text, PageText)
        return Said(locale=locale, text=text)
    slogans = by_tactic.slogans_of(library, text)
    if not slogans:
        return Diagnostic.at("LINK002", text.place, tactic=text.slug, locale=locale, channel=by_tactic.CHANNEL)
    said = first.slogan.slug if isinstance(first, Said) and first.slogan else ""
    same = [slogan for slogan in slogans if slogan.slug == said]
    return Said(locale=locale, text=text, slogan=(same or [_shortest(slogans)])[0])


def _shortest(slogans: Sequence[SloganText]) -> SloganText:
    """Return the slogan that can be set largest, of those that promise no prize unless all do."""
    plain = [(slogan, markup.plain(slogan.name)) for slogan in slogans]
    calm = [pair for pair in plain if not any(word in pair[1].lower() for word in PRIZES)]
    return min(calm or plain, key=lambda pair: markup.em_width(pair[1]))[0]


def text_of(library: Library, goal: str) -> Mapping[str, LocalText]:
    """Return the texts of the tactic or the page that a placement is about, by locale."""
    slug = goal.removeprefix("tactics/")
    if slug in library.tactics:
        return library.tactics[slug].texts
    return library.pages[goal].texts if goal in library.pages else {}


FORMAT = PlacementPoster()
