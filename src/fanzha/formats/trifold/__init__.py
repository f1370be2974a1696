"""The trifold: A4 landscape, two sides, folded twice into six panels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from fanzha import by_tactic, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import spoken, told
from fanzha.markup import is_chinese
from fanzha.model import Artifact, CaseText, Edition, Library, Printing, Rendered, TacticText

PRINTING = Printing(sides=2, paper="157克铜版纸，折两折 157 gsm art paper, folded twice", quantity=1000)
THREE = {"min_items": 3, "max_items": 3}
"""One on each of the inner panels."""


@dataclass(frozen=True, kw_only=True)
class TrifoldOptions:
    """What an edition in `materials/trifold/` may say."""

    titles: Mapping[str, Text]
    """Headline on the cover, by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    tactics: tuple[Text, ...] = field(metadata=THREE)
    """Slugs, from left to right."""
    case: Text
    """Slug of the case on the flap."""
    press: by_tactic.Press = "no"
    """Whether to make sheets for offset print: also, or instead of those for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed on a trifold in one language; its code leads to the site."""

    title: Text
    subtitle: str
    tactics: tuple[TacticText, ...]
    case: CaseText


class Trifold:
    """Outside: flap with a case, back, cover. Inside: three tactics, hotlines and code below them."""

    name: ClassVar[str] = "trifold"
    editions: ClassVar[str] = "trifold"
    Options: ClassVar[type[TrifoldOptions]] = TrifoldOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 三折页：A4 横放，双面，折两下。A trifold: A4 landscape, two sides, folded twice.
titles:
  zh: 说到转账，停一停
  en: Stop before you send money
subtitles:                       # 标题下面一行字，可以不写 the line below, optional
  zh: 三种常见骗局，怎么认，怎么办
  en: Three common scams and what to do
tactics:                         # 正好三个，里面从左到右 exactly three, inside from left to right
  - authority-impersonation
  - refund-customer-service
  - task-rebate-scam
case: us-number-police           # docs/cases/ 里的文件名 a file in docs/cases/
# locales: [zh]                  # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
# press: also                    # 另做印刷店用的四色文件，带裁切线、折线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: TrifoldOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield one trifold for each locale, or what stands in its way."""
        problems = [*_unusable(library, options), *by_tactic.missing_numbers(library, edition)]
        yield from problems
        if problems:
            return
        wanted = spoken(self, options.locales, library.publisher)
        for locale in told(wanted, options.locales, "titles", options.titles):
            if isinstance(locale, Diagnostic):
                yield locale
            else:
                yield from self._one(library, edition, options, locale)

    def _one(
        self, library: Library, edition: Edition, options: TrifoldOptions, locale: str
    ) -> Iterator[Artifact | Diagnostic]:
        tactics = [(slug, library.tactics[slug].texts.get(locale)) for slug in options.tactics]
        case = library.cases[options.case].texts.get(locale)
        untold = [slug for slug, text in [*tactics, (options.case, case)] if text is None]
        yield from (references.untranslated(slug, locale) for slug in untold)
        texts = tuple(text for _, text in tactics if text)
        if untold or case is None:
            return
        about = by_tactic.imprint(library, locale)
        if isinstance(about, Diagnostic):
            yield about
            return
        said = Params(
            title=options.titles[locale],
            subtitle=options.subtitles.get(locale, ""),
            tactics=texts,
            case=case,
            **vars(about),
        )
        for press in by_tactic.ON_PRESS[options.press]:
            yield _artifact(edition, options, replace(said, press=press))

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF, panel by panel."""
        from fanzha.formats.trifold.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _artifact(edition: Edition, options: TrifoldOptions, p: Params) -> Artifact:
    """Return one file of an edition; residents are offered the one that their own printer prints."""
    return Artifact(
        path=f"trifold/{edition.name}{'-press' if p.press else ''}.{p.locale}.pdf",
        format="trifold",
        edition=edition.name,
        locale=p.locale,
        title=p.title + (by_tactic.PRESS_TITLE[is_chinese(p.locale)] if p.press else ""),
        params=p,
        tools=by_tactic.TOOLS,
        subjects=() if p.press else options.tactics,
        printing=PRINTING,
    )


def _unusable(library: Library, options: TrifoldOptions) -> Iterator[Diagnostic]:
    yield from references.unusable(options.tactics, "tactics", library.tactics)
    if options.case not in library.cases:
        yield references.unknown(options.case, "cases", library.cases)


FORMAT = Trifold()
