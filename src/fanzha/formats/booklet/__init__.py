"""The handbook: A5, all tactics, a page each; as pages to read, and imposed on A4 to fold and staple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from fanzha import by_tactic, furniture, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import spoken, told
from fanzha.markup import is_chinese
from fanzha.model import Artifact, Edition, Library, PageText, Printing, Rendered, TacticText

PRINTING = Printing(
    sides=2,
    paper="100克双胶纸，对折骑马订 100 gsm offset paper, folded and stapled",
    quantity=500,
    trim_mm=(148.0, 210.0),
)
NOW = "help/now"
"""The page that says what to do at once."""
SECTIONS = (Text("transferred"), Text("calling"))
"""Those of its sections that are printed unless an edition says otherwise."""


@dataclass(frozen=True, kw_only=True)
class BookletOptions(by_tactic.SheetChoice):
    """What an edition in `materials/booklet/` may say."""

    titles: Mapping[str, Text]
    """On the cover, by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    now: tuple[Text, ...] = field(default=SECTIONS, metadata={"min_items": 1, "unique": True})
    """Ids of the sections of `docs/help/now.md` that follow the cover, a page each."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A situation and the tactics that are met in it."""

    name: str
    lead: str
    tactics: tuple[str, ...]
    """Slugs."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed in a handbook in one language."""

    title: Text
    subtitle: str
    now: PageText
    sections: tuple[str, ...]
    """Ids of the sections of `now`."""
    tactics: tuple[TacticText, ...]
    urls: Mapping[str, str]
    """Address of each tactic's page, by slug."""
    groups: tuple[Group, ...]
    imposed: bool
    """Whether pages lie two on a sheet, in the order for folding."""


class Booklet:
    """Cover, what to do at once, contents, index by situation, a page a tactic, notes, back cover."""

    name: ClassVar[str] = "booklet"
    editions: ClassVar[str] = "booklet"
    Options: ClassVar[type[BookletOptions]] = BookletOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 手册：A5，每种骗局一页；另有拼好版的 A4，对折装订就是一本。A handbook: A5, a page a tactic; and imposed on A4 to fold.
titles:
  zh: 防骗手册
  en: Scam Handbook
subtitles:                       # 书名下面一行字，可以不写 the line below, optional
  zh: 常见骗局怎么认，遇上了怎么办
  en: How to spot common scams and what to do
# now: [transferred, calling]    # “我可能正在被骗”页里要印的几段，每段一页 sections of help/now, a page each
# tactics: [fake-loan]           # 只收其中几种；不写就全收 only some of them; all when left out
# locales: [zh]                  # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
# press: also                    # 另做印刷店用的四色文件，带出血、裁切线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: BookletOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield the handbook of each locale, to read and to print, or what stands in its way."""
        problems = [*by_tactic.missing_numbers(library, edition), *_unusable(library, edition, options)]
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
        self, library: Library, edition: Edition, options: BookletOptions, locale: Text
    ) -> Iterator[Artifact | Diagnostic]:
        page = library.pages[NOW]
        now = page.texts.get(locale)
        texts = {slug: library.tactics[slug].texts.get(locale) for slug in options.tactics or _by_situation(library)}
        untold = [references.untranslated(slug, locale) for slug in options.tactics if texts[slug] is None]
        if now is None:
            untold.append(references.untranslated(Text(NOW, page.place), locale))
        else:
            ids = [section.id for section in now.sections]
            untold += [references.unknown(id, "sections", ids) for id in options.now if id not in ids]
        yield from untold
        tactics = tuple(text for text in texts.values() if text)
        if untold or now is None or not tactics:
            return
        about = by_tactic.imprint(library, locale)
        pages = [by_tactic.imprint(library, locale, by_tactic.page_of(text.slug)) for text in tactics]
        far = [one for one in (about, *pages) if isinstance(one, Diagnostic)]
        yield from far[:1]
        if isinstance(about, Diagnostic) or far:
            return
        urls = {text.slug: one.url for text, one in zip(tactics, pages, strict=True) if not isinstance(one, Diagnostic)}
        book = Params(
            title=options.titles[locale],
            subtitle=options.subtitles.get(locale, ""),
            now=now,
            sections=tuple(map(str, options.now)),
            tactics=tactics,
            urls=urls,
            groups=_groups(library, locale, tactics),
            imposed=False,
            **vars(about),
        )
        yield from _files(edition, options, book)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF, page by page or half by half."""
        from fanzha.formats.booklet.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _files(edition: Edition, options: BookletOptions, book: Params) -> Iterator[Artifact]:
    """Yield the files of a handbook: to read, imposed for the office's printer, for a print shop."""
    for press in by_tactic.ON_PRESS[options.press]:
        for imposed in (False,) if press else (False, True):
            suffix = "-press" if press else "-print" if imposed else ""
            printed = f" · {furniture.words('booklet', book.locale)['imposed']}" if imposed else ""
            yield Artifact(
                path=f"booklet/{edition.name}{suffix}.{book.locale}.pdf",
                format="booklet",
                edition=edition.name,
                locale=book.locale,
                title=book.title + (by_tactic.PRESS_TITLE[is_chinese(book.locale)] if press else printed),
                params=replace(book, imposed=imposed, press=press),
                tools=by_tactic.TOOLS,
                # Residents are offered those that a screen shows and their own printer prints.
                subjects=() if press else tuple(text.slug for text in book.tactics),
                printing=PRINTING if press or imposed else None,
            )


def _unusable(library: Library, edition: Edition, options: BookletOptions) -> Iterator[Diagnostic]:
    if NOW not in library.pages:
        yield references.unknown(Text(NOW, edition.place), "pages", library.pages)
    yield from references.unusable(options.tactics, "tactics", library.tactics)


def _by_situation(library: Library) -> tuple[Text, ...]:
    """Return all tactics in the order in which the situations name them, then those that none does."""
    named = [slug for situation in library.registry.situations.values() for slug in situation.tactics]
    return tuple(map(Text, dict.fromkeys([*(slug for slug in named if slug in library.tactics), *library.tactics])))


def _groups(library: Library, locale: str, tactics: tuple[TacticText, ...]) -> tuple[Group, ...]:
    """Return the situations named in `locale`, each with those of its tactics that the handbook has."""
    there = {text.slug for text in tactics}
    found = (
        Group(
            name=situation.names[locale],
            lead=situation.leads.get(locale, ""),
            tactics=tuple(str(slug) for slug in situation.tactics if slug in there),
        )
        for situation in library.registry.situations.values()
        if locale in situation.names
    )
    return tuple(group for group in found if group.tactics)


FORMAT = Booklet()
