"""The trifold: A4 landscape, two sides, folded twice into six panels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar

from fanzha import by_tactic, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import named, on_one_sheet
from fanzha.large import TITLE, legible
from fanzha.markup import is_chinese
from fanzha.model import Artifact, CaseText, Edition, Library, Printing, Rendered, SloganText, TacticText

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
    large: bool = False
    """Whether it is in large print: on each inner panel a slogan, red flags and what to do first."""
    second: Text | None = None
    """A language that stands beside the first on every panel, smaller."""
    press: by_tactic.Press = "no"
    """Whether to make sheets for offset print: also, or instead of those for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a trifold says in one language."""

    locale: str
    title: Text
    subtitle: str
    tactics: tuple[TacticText, ...]
    case: CaseText


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed on a trifold in one language; its code leads to the site."""

    title: Text
    subtitle: str
    tactics: tuple[TacticText, ...]
    case: CaseText
    second: Said | None = None
    """The same in a second language."""


@dataclass(frozen=True, kw_only=True)
class LargeParams(Params):
    """All that is printed on a trifold in large print."""

    slogans: tuple[SloganText, ...]
    """The message of each inner panel."""


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
# large: true                    # 大字版：18磅以上，一面一句话 in large print: 18 points and more, one message a panel
# second: en                     # 每一面中文下面加英文 English below the Chinese on every panel
# press: also                    # 另做印刷店用的四色文件，带裁切线、折线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: TrifoldOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield one trifold for each locale, or what stands in its way."""
        problems = [*_unusable(library, options), *by_tactic.missing_numbers(library, edition)]
        if options.large and options.second:
            problems.append(references.apart("second", options.second.place, "large: true"))
        yield from problems
        if problems:
            return
        for languages in on_one_sheet(self, library, options.locales, options.second, "titles", options.titles):
            if isinstance(languages, Diagnostic):
                yield languages
            else:
                yield from _made(library, edition, options, languages)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF, panel by panel."""
        from fanzha.formats.trifold.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _made(
    library: Library, edition: Edition, options: TrifoldOptions, languages: Sequence[Text]
) -> Iterator[Artifact | Diagnostic]:
    """Yield the files in one language or in two, or what is missing."""
    about = by_tactic.imprint(library, languages[0])
    found = [about, *(_said(library, options, locale) for locale in languages)]
    yield from (
        problem
        for each in found
        for problem in (each if isinstance(each, list) else [each])
        if isinstance(problem, Diagnostic)
    )
    said = [each for each in found if isinstance(each, Said)]
    if isinstance(about, Diagnostic) or len(said) < len(languages):
        return
    first, second = said[0], said[1] if len(said) > 1 else None
    texts = {field.name: getattr(first, field.name) for field in fields(Said) if field.name != "locale"}
    slogans = _slogans(library, first) if options.large else ()
    yield from (each for each in slogans if isinstance(each, Diagnostic))
    messages = tuple(each for each in slogans if isinstance(each, SloganText))
    if len(messages) < len(slogans):
        return
    for press in by_tactic.ON_PRESS[options.press]:
        params = Params(**texts, second=second, **vars(replace(about, press=press)))
        if options.large:
            params = LargeParams(**{**vars(params), "theme": legible(about.theme)}, slogans=messages)
        sheet = _artifact(edition, options, params)
        yield named(sheet, second.locale) if second else sheet


def _slogans(library: Library, said: Said) -> Sequence[SloganText | Diagnostic]:
    """Return the first slogan of each tactic, or LINK002 for want of one."""
    found = [(text, by_tactic.slogans_of(library, text)) for text in said.tactics]
    lacking = {"locale": said.locale, "channel": by_tactic.CHANNEL}
    return [
        slogans[0] if slogans else Diagnostic.at("LINK002", text.place, tactic=text.slug, **lacking)
        for text, slogans in found
    ]


def _said(library: Library, options: TrifoldOptions, locale: Text) -> Said | list[Diagnostic]:
    """Return what is said in one language, or what has no text in it."""
    tactics = [(slug, library.tactics[slug].texts.get(locale)) for slug in options.tactics]
    case = library.cases[options.case].texts.get(locale)
    if case is None or any(text is None for _, text in tactics):
        untold = [slug for slug, text in [*tactics, (options.case, case)] if text is None]
        return [references.untranslated(slug, locale) for slug in untold]
    return Said(
        locale=locale,
        title=options.titles[locale],
        subtitle=options.subtitles.get(locale, ""),
        tactics=tuple(text for _, text in tactics if text),
        case=case,
    )


def _artifact(edition: Edition, options: TrifoldOptions, p: Params) -> Artifact:
    """Return one file of an edition; residents are offered the one that their own printer prints."""
    hanzi = is_chinese(p.locale)
    added = (TITLE[hanzi] if options.large else "") + (by_tactic.PRESS_TITLE[hanzi] if p.press else "")
    return Artifact(
        path=f"trifold/{edition.name}{'-press' if p.press else ''}.{p.locale}.pdf",
        format="trifold",
        edition=edition.name,
        locale=p.locale,
        title=p.title + added,
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
