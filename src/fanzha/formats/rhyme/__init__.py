"""Rhymes on A4 in large letters, in Chinese with pinyin over the hanzi; and the same as plain text to read out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from fanzha import by_tactic, furniture, references
from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.languages import spoken, told
from fanzha.large import legible
from fanzha.markup import is_chinese
from fanzha.model import Artifact, Edition, Library, Printing, Rendered, RhymeText

PAGE = "rhymes/index.html"
"""Where the code leads: the website's page of rhymes."""
CHANNEL = "voice"
"""A line is as short as what is announced by loudspeaker."""
SPOKEN_TOOLS = ("markdown-it-py",)
"""Distributions whose version may change the text's bytes."""
PRINTING = Printing(sides=1, paper="105 克双胶纸 uncoated, 105 g/m²", quantity=200, colours="四色或黑白 CMYK or black")


@dataclass(frozen=True, kw_only=True)
class RhymeOptions:
    """What an edition in `materials/rhyme/` may say."""

    titles: Mapping[str, Text]
    """What the set is called, by locale."""
    rhymes: tuple[Text, ...] = field(metadata={"min_items": 1, "max_items": 20})
    """Ids, in the order of their pages."""
    large: bool = False
    """Whether it is made in large print as well: a rhyme a page, its pinyin not below 18 points."""
    press: by_tactic.Press = "no"
    """Whether to make sheets for offset print: also, or instead of those for the office's printer."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's that have a title."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that a set of rhymes says in one language; the same for the sheets and for the text to read out."""

    title: Text
    rhymes: tuple[RhymeText, ...]
    large: bool = False
    breath: int = 0
    """Most characters of a line that is read out; 0 for any number."""


class Rhymes:
    """A set of rhymes: sheets of A4 with hotlines and QR code, in large print if asked, and as plain text."""

    name: ClassVar[str] = "rhyme"
    editions: ClassVar[str] = "rhyme"
    Options: ClassVar[type[RhymeOptions]] = RhymeOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 顺口溜：A4 大字，汉字上面带拼音，一页一两首；另有一份文字，给广播和喇叭念。
# Rhymes: A4 in large letters with pinyin, one or two a page, and plain text for loudspeakers.
titles: {zh: 防骗顺口溜, en: Rhymes against scams}
rhymes: [hang-up-first, three-minutes]   # 顺口溜的编号，按页的顺序 ids, in the order of the pages
# large: true                 # 再做一份大字版，一页一首 in large print as well, a rhyme a page
# press: also                 # 另做印刷店用的四色文件；only 只做这种 for a print shop too, or only
# locales: [zh]               # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
"""

    def plan(self, library: Library, edition: Edition, options: RhymeOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield the sheets and the text of each locale, or what stands in their way."""
        problems = list(references.unusable(options.rhymes, "rhymes", library.rhymes))
        problems += by_tactic.missing_numbers(library, edition)
        yield from problems
        if problems:
            return
        wanted = spoken(self, options.locales, library.publisher)
        for locale in told(wanted, options.locales, "titles", options.titles):
            found = [locale] if isinstance(locale, Diagnostic) else _params(library, options, locale)
            if isinstance(found, Params):
                yield from _made(library, edition, options, found)
            else:
                yield from found

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished sheets or with the text to read out."""
        from fanzha.formats.rhyme.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _params(library: Library, options: RhymeOptions, locale: Text) -> Params | list[Diagnostic]:
    """Return all that is said in one language, or what is missing or too long to be said in one breath."""
    known = library.rhymes
    lacking = [references.untranslated(slug, locale) for slug in options.rhymes if locale not in known[slug].texts]
    about = by_tactic.imprint(library, locale, PAGE)
    if isinstance(about, Diagnostic):
        return [*lacking, about]
    if lacking:
        return lacking
    channel = library.registry.channels.get(CHANNEL)
    breath = channel.max.get(locale, 0) if channel else 0
    rhymes = tuple(known[slug].texts[locale] for slug in options.rhymes)
    long = [line.text for rhyme in rhymes for line in rhyme.lines if breath and len(line.text) > breath]
    return [
        Diagnostic.at("FIT001", text.place, text=text, length=len(text), channel=CHANNEL, limit=breath) for text in long
    ] or Params(title=options.titles[locale], rhymes=rhymes, breath=breath, **vars(about))


def _made(library: Library, edition: Edition, options: RhymeOptions, params: Params) -> Iterator[Artifact]:
    """Yield the sheets in each size and for each printer, then the text."""
    words = furniture.words("rhyme", params.locale)
    tactics = tuple(dict.fromkeys(str(library.rhymes[slug].tactic or "") for slug in options.rhymes))
    subjects = tuple(slug for slug in tactics if slug)
    for press in by_tactic.ON_PRESS[options.press]:
        for large in (False, True) if options.large else (False,):
            look = legible(params.theme) if large else params.theme
            suffix = ("-large" if large else "") + ("-press" if press else "")
            title = (words["as_large"] if large else "{title}").format(title=params.title)
            title += by_tactic.PRESS_TITLE[is_chinese(params.locale)] if press else ""
            sheet = replace(params, large=large, theme=look, press=press)
            # Residents are offered those that their own printer prints.
            yield _artifact(edition, sheet, f"{suffix}.{params.locale}.pdf", title, () if press else subjects)
    yield _artifact(edition, params, f".{params.locale}.txt", words["as_text"].format(title=params.title), subjects)


def _artifact(edition: Edition, params: Params, ending: str, title: str, subjects: tuple[str, ...]) -> Artifact:
    printed = ending.endswith(".pdf")
    return Artifact(
        path=f"rhyme/{edition.name}{ending}",
        format="rhyme",
        edition=edition.name,
        locale=params.locale,
        title=title,
        params=params,
        tools=by_tactic.TOOLS if printed else SPOKEN_TOOLS,
        subjects=subjects,
        printing=PRINTING if printed else None,
    )


FORMAT = Rhymes()
