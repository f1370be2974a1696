"""The leaflet: A4, two sides, for handing out in the street; in large print, for units, and in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from fanzha import by_tactic
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.leaflet.sheets import (
    LargeParams,
    LeafletOptions,
    Params,
    Sheet,
    TwoParams,
    of_units,
    sheet_of,
    two_of,
    unusable,
)
from fanzha.languages import named, on_one_sheet
from fanzha.markup import is_chinese
from fanzha.model import Artifact, Edition, Library, Printing, Rendered
from fanzha.papers import A5

TWO_UP_TITLE = {True: "（A5，一张纸印两份）", False: " (A5, two on a sheet)"}
"""Added to its title, in Chinese (True) and in other languages."""
PRINTING = Printing(sides=2, paper="128 克或 157 克铜版纸 coated, 128 or 157 g/m²", quantity=1000)


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
# second: en                     # 一面中文，一面英文：两种骗局，不写案例 English on the back: two tactics, no case
# large: true                    # 大字版：只写两种骗局，不写案例 in large print: two tactics and no case
# two_up: true                   # A5，一张 A4 印两份，也是两种骗局；大字版另做 as A5, two on a sheet, two tactics
# units: [all]                   # 各单位另有一份，印自己的名称、电话、二维码 one for each unit of the registry
# press: also                    # 另做印刷店用的四色文件，带出血、裁切线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: LeafletOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield one leaflet for each locale, or what stands in its way."""
        problems = list(unusable(library, edition, options))
        yield from problems
        if problems:
            return
        for sheet in on_one_sheet(self, library, options.locales, options.second, "titles", options.titles):
            if isinstance(sheet, Diagnostic):
                yield sheet
            else:
                yield from self._one(library, edition, options, sheet[0])

    def _one(
        self, library: Library, edition: Edition, options: LeafletOptions, locale: str
    ) -> Iterator[Artifact | Diagnostic]:
        found = sheet_of if options.second is None else two_of
        sheet, problems = found(library, edition, options, locale)
        yield from problems
        if sheet is None:
            return
        if options.two_up and isinstance(sheet, LargeParams):
            yield _artifact(edition, options, replace(sheet, two_up=True))
            if not options.large:
                return
        for press in by_tactic.ON_PRESS[options.press]:
            yield _artifact(edition, options, replace(sheet, press=press))
            if isinstance(sheet, Params):
                for own in of_units(library, options, sheet):
                    yield own if isinstance(own, Diagnostic) else _artifact(edition, options, replace(own, press=press))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF."""
        from fanzha.formats.leaflet.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _artifact(edition: Edition, options: LeafletOptions, sheet: Sheet) -> Artifact:
    """Return one file of an edition; residents are offered those that their own printer prints."""
    two_up, hanzi = isinstance(sheet, LargeParams) and sheet.two_up, is_chinese(sheet.locale)
    unit = sheet.unit if isinstance(sheet, Params) else None
    suffix = (f"-{unit.id}" if unit else "") + ("-press" if sheet.press else "-a5" if two_up else "")
    title = sheet.title + (by_tactic.PRESS_TITLE[hanzi] if sheet.press else TWO_UP_TITLE[hanzi] if two_up else "")
    title += f" · {unit.names[sheet.locale]}" if unit else ""
    artifact = Artifact(
        path=f"leaflet/{edition.name}{suffix}.{sheet.locale}.pdf",
        format="leaflet",
        edition=edition.name,
        locale=sheet.locale,
        title=title,
        params=sheet,
        tools=by_tactic.TOOLS,
        subjects=() if sheet.press or unit else options.tactics,
        offered=unit is None,
        printing=replace(PRINTING, trim_mm=A5) if two_up else PRINTING,
    )
    return named(artifact, sheet.second.locale) if isinstance(sheet, TwoParams) else artifact


FORMAT = Leaflet()
