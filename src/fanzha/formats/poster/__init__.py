"""The QR poster: one message, one code that leads to the page about it; A4 to A2, display board and roll-up stand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from fanzha import by_tactic, furniture, large, references
from fanzha import second as beside
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.poster.papers import PaperName
from fanzha.languages import spoken
from fanzha.markup import is_chinese
from fanzha.model import Artifact, CaseText, Edition, Library, Printing, Rendered

HOPEFUL = ("prevented", "recovered")
"""Outcomes of the cases that a board tells rather than others: they show that asking or reporting helps."""


_COATED = "157 克铜版纸 coated, 157 g/m²"
PRINTING: Mapping[PaperName, Printing] = {
    "a4": Printing(sides=1, paper=_COATED, quantity=50),
    "a3": Printing(sides=1, paper=_COATED, quantity=50),
    "a2": Printing(sides=1, paper=_COATED, quantity=20),
    "board": Printing(sides=1, paper="写真裱 KT 板 photo print on foam board", quantity=2),
    "rollup": Printing(sides=1, paper="写真布，装易拉宝架 photo cloth in a roll-up stand", quantity=1),
}


@dataclass(frozen=True, kw_only=True)
class PosterOptions(by_tactic.SheetChoice):
    """What an edition in `materials/poster/` may say."""

    paper: PaperName = "a4"
    large: bool = False
    """Whether it is in large print: on A4 to A2 with one message and no red flags; a board and a stand are anyway."""
    second: Text | None = None
    """A language that stands beside the first on the same sheet, smaller."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Params):
    """All that is printed on a poster."""

    paper: PaperName = "a4"
    large: bool = False
    case: CaseText | None = None
    """A case of the tactic, if there is one; on a board in one language only: a second one takes its place."""
    second: beside.Second | None = None
    """The same in a second language."""


class Poster:
    """Slogan, tactic, red flags, framed QR code with the domain in clear, hotline; on a board, more of the tactic."""

    name: ClassVar[str] = "poster"
    editions: ClassVar[str] = "poster"
    Options: ClassVar[type[PosterOptions]] = PosterOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 二维码海报：A4，每种骗局一张。QR posters: A4, one for each tactic.\n"
        + by_tactic.SHEET_EXAMPLE
        + "# paper: a3              # 也可以写 a2、board（展板）、rollup（易拉宝） or a2, a board, a roll-up stand\n"
        + "# large: true            # 大字版：一句话、电话、二维码，18磅以上 one message in large print\n"
        + "# second: en             # 同一张上加英文 with English beside\n"
        + "tactics: []\n"
    )

    def plan(self, library: Library, edition: Edition, options: PosterOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a poster for each tactic and locale that has text, or what stands in its way.

        The message is the first of the tactic's slogans.
        """
        if options.second:
            yield from self._bilingual(library, edition, options, options.second)
            return
        wanted = spoken(self, options.locales, library.publisher)
        for each in by_tactic.sheets(self.name, library, edition, options, wanted, lambda slogans: slogans[0]):
            yield _on_paper(each, library, options) if isinstance(each, Artifact) else each

    def _bilingual(
        self, library: Library, edition: Edition, options: PosterOptions, second: Text
    ) -> Iterable[Artifact | Diagnostic]:
        """Yield a poster in two languages for each tactic that has both: the default first by default."""
        if options.large:  # which has one message
            return [references.apart("second", second.place, "large: true")]

        def made(artifact: Artifact, text: beside.Second) -> Artifact:
            on_paper = _on_paper(artifact, library, options)
            assert isinstance(on_paper.params, Params)
            return dataclasses.replace(on_paper, params=dataclasses.replace(on_paper.params, second=text, case=None))

        return beside.sheets(self, library, edition, options, second, lambda slogans: slogans[0], made)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; its code is decoded again from the raster."""
        from fanzha.formats.poster.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _on_paper(artifact: Artifact, library: Library, options: PosterOptions) -> Artifact:
    """Return the poster with its paper; what is not A4, or is in large print, says so in its path and title."""
    about, paper = artifact.params, options.paper
    assert isinstance(about, by_tactic.Params)
    case = case_of(library, about.tactic.slug, artifact.locale) if paper == "board" else None
    params = Params(**vars(about), paper=paper, case=case, large=options.large)
    title, stem = artifact.title, f"poster/{about.tactic.slug}"
    kinds: list[str] = [paper] if paper != "a4" else []
    if options.large:
        params = dataclasses.replace(params, theme=large.legible(params.theme))
        kinds, title = [*kinds, "large"], title + large.TITLE[is_chinese(artifact.locale)]
    if paper != "a4":
        title = f"{title} · {furniture.words('poster', artifact.locale)[paper]}"
    path = artifact.path.replace(stem, "-".join([stem, *kinds]), 1)
    return dataclasses.replace(artifact, path=path, title=title, params=params, printing=PRINTING[paper])


def case_of(library: Library, slug: str, locale: str) -> CaseText | None:
    """Return the tactic's case that a board tells: one that ended well, if there is such a one, and is up to date."""
    overdue = library.overdue()
    texts = [
        (HOPEFUL.index(case.outcome) if case.outcome in HOPEFUL else len(HOPEFUL), text)
        for case in library.cases_of(slug)
        if (text := case.texts.get(locale)) and not text.stale and text.place.path not in overdue
    ]
    return min(texts, key=lambda each: each[0])[1] if texts else None


FORMAT = Poster()
