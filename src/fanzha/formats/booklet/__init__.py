"""The handbook: A5, all tactics, a page or two each; as pages to read, and imposed on A4 to fold and staple.

Too many for one folded handbook go into thin ones, one for each situation (`volumes.py`). Where there is room,
a tactic's second page says what to do in the first half hour after a loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from fanzha import by_tactic, furniture, large, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.booklet.volumes import Volume, Volumes, volumes
from fanzha.languages import named, on_one_sheet
from fanzha.markup import is_chinese
from fanzha.model import Artifact, Edition, Library, PageText, Printing, Rendered, TacticText

PRINTING = Printing(
    sides=2,
    paper="100克双胶纸，对折骑马订 100 gsm offset paper, folded and stapled",
    quantity=500,
    trim_mm=(148.0, 210.0),
)
PRINTING_LARGE = Printing(sides=2, paper="100克双胶纸，左边装订 100 gsm offset paper, bound on the left", quantity=100)
MOST_FOLDED = 64
"""Pages: sixteen sheets are what a saddle stitch holds flat; thicker ones gape, and their inner pages stick out."""
NOW = "help/now"
"""The page that says what to do at once."""
LOSS = "transferred"
"""Its section for whoever has sent money; the foot of every page leads to it."""
SECTIONS = (Text(LOSS), Text("calling"))
"""Those of its sections that are printed unless an edition says otherwise."""
Loss = Literal["room", "always", "never"]
"""What an edition may say of each tactic's own steps after a loss."""


@dataclass(frozen=True, kw_only=True)
class BookletOptions(by_tactic.SheetChoice):
    """What an edition in `materials/booklet/` may say."""

    titles: Mapping[str, Text]
    """On the cover, by locale."""
    subtitles: Mapping[str, str] = field(default_factory=dict)
    """A line under it, by locale."""
    now: tuple[Text, ...] = field(default=SECTIONS, metadata={"min_items": 1, "unique": True})
    """Ids of the sections of `docs/help/now.md` that follow the cover, a page each."""
    volumes: Volumes = "one"
    """Whether all tactics stand in one handbook, or those of each situation in one of their own."""
    large: bool = False
    """Whether it is set in large print, on A4, for whoever sees badly."""
    loss: Loss = "room"
    """Whether each tactic has a second page with what to do after a loss: if the handbook can still be stapled then."""
    second: Text | None = None
    """A language whose pages face those of the first."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A situation and the tactics that are met in it."""

    name: str
    lead: str
    tactics: tuple[str, ...]
    """Slugs."""
    continued: bool = False
    """Whether its first tactics stand on the page before."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is printed in a handbook in one language, and the same in a second."""

    title: Text
    subtitle: str
    now: PageText
    sections: tuple[str, ...]
    """Ids of the sections of `now`."""
    tactics: tuple[TacticText, ...]
    urls: Mapping[str, str]
    """Address of each tactic's page, by slug."""
    groups: tuple[Group, ...]
    large: bool
    """Whether it is in large print."""
    facing: bool
    """Whether each tactic has a second page, which says what to do, also after a loss; in large print it has anyway."""
    imposed: bool
    """Whether pages lie two on a sheet, in the order for folding."""
    second: Params | None = None
    """The same in a second language: as many sections, situations and tactics, in the same order."""

    @property
    def tongues(self) -> tuple[Params, ...]:
        """What is printed in each language: pages on the left and on the right, when there are two."""
        return (self, self.second) if self.second else (self,)


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
# volumes: situation             # 按情形分册，一种情形一本薄的 a thin handbook for each situation
# large: true                    # 大字版：A4，18磅以上，不拼版 in large print: A4, 18 points and more, not imposed
# loss: never                    # 每种骗局只印一页，不另印“钱已经转出去”那一页 a page a tactic, none for after a loss
# second: en                     # 中英对照：左页中文，右页英文 Chinese on the left, English on the right
# press: also                    # 另做印刷店用的四色文件，带出血、裁切线；only 只做这种 for a print shop too, or only
"""

    def plan(self, library: Library, edition: Edition, options: BookletOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield the handbook of each locale, to read and to print, or what stands in its way.

        With a second language it is made with the first of the publisher's, unless others are asked for.
        """
        problems = [*by_tactic.missing_numbers(library, edition), *_unusable(library, edition, options)]
        if options.second and options.large:  # whose pages are one message each, and as many as a language needs
            problems.append(references.apart("second", options.second.place, "large: true"))
        yield from problems
        if problems:
            return
        for locales in on_one_sheet(self, library, options.locales, options.second, "titles", options.titles):
            if isinstance(locales, Diagnostic):
                yield locales
            else:
                yield from _one(library, edition, options, locales)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF, page by page or half by half."""
        from fanzha.formats.booklet.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _one(
    library: Library, edition: Edition, options: BookletOptions, locales: tuple[Text, ...]
) -> Iterator[Artifact | Diagnostic]:
    """Yield the files of a handbook in one language, or in that and the second, or what stands in its way."""
    slugs = options.tactics or _by_situation(library, locales)
    told: dict[Diagnostic, None] = {}  # what every volume lacks is told once
    for volume in volumes(library, options.volumes, locales, slugs):
        books = []
        for each in locales:
            book, problems = _book(library, options, volume, locales, each)
            told |= dict.fromkeys(problems)
            if book:
                books.append(book)
        if len(books) == len(locales) and slugs:
            whole = _with_loss(options, replace(books[0], second=books[1] if len(books) > 1 else None))
            too_thick = _too_thick(edition, options, volume, whole)
            yield from [too_thick] if too_thick else _files(edition, options, volume, whole)
    yield from told


def _with_loss(options: BookletOptions, book: Params) -> Params:
    """Return the handbook with a second page for each tactic, if the edition wants it so or there is room."""
    from fanzha.formats.booklet.flatplan import flatplan

    if book.large or options.loss == "never":
        return book
    roomy = replace(book, facing=True, second=book.second and replace(book.second, facing=True))
    told = all(text.loss for each in book.tongues for text in each.tactics)
    return roomy if options.loss == "always" or (told and len(flatplan(roomy)) <= MOST_FOLDED) else book


def _too_thick(edition: Edition, options: BookletOptions, volume: Volume, book: Params) -> Diagnostic | None:
    """Return FIT025 about a handbook that has too many pages to be folded and stapled; one on A4 is not folded."""
    from fanzha.formats.booklet.flatplan import flatplan

    pages = 0 if book.large else len(flatplan(book))
    if pages <= MOST_FOLDED:
        return None
    place = options.tactics[0].place if options.tactics else edition.place
    where = {"path": _path(edition, volume, book), "pages": pages, "most": MOST_FOLDED}
    return Diagnostic.at("FIT025", place, tactics=len(book.tactics), **where)


def _path(edition: Edition, volume: Volume, book: Params, suffix: str = "") -> str:
    stem = f"{edition.name}-{volume.id}" if volume.id else edition.name
    return f"booklet/{stem}{suffix}.{book.locale}.pdf"


def _book(
    library: Library, options: BookletOptions, volume: Volume, locales: tuple[Text, ...], locale: Text
) -> tuple[Params | None, list[Diagnostic]]:
    """Return what is printed in `locale`, one of the handbook's `locales`, or what is missing."""
    slugs = volume.tactics
    page = library.pages[NOW]
    now = page.texts.get(locale)
    texts = [(slug, library.tactics[slug].texts.get(locale)) for slug in slugs]
    problems = [references.untranslated(slug, locale) for slug, text in texts if text is None]
    if now is None:
        problems.append(references.untranslated(Text(NOW, page.place), locale))
    else:
        ids = [section.id for section in now.sections]
        problems += [references.unknown(id, "sections", ids) for id in options.now if id not in ids]
    about = by_tactic.imprint(library, locale)
    pages = {slug: by_tactic.imprint(library, locale, by_tactic.page_of(slug)) for slug in slugs}
    problems += [one for one in (about, *pages.values()) if isinstance(one, Diagnostic)][:1]
    if problems or now is None or isinstance(about, Diagnostic):
        return None, problems
    tactics = tuple(text for _, text in texts if text)
    book = Params(
        title=options.titles[locale],
        subtitle=volume.names.get(locale) or options.subtitles.get(locale, ""),
        now=now,
        sections=tuple(map(str, options.now)),
        tactics=tactics,
        urls={slug: one.url for slug, one in pages.items() if not isinstance(one, Diagnostic)},
        groups=() if volume.id else _groups(library, locales, locale, tactics),
        large=options.large,
        facing=False,
        imposed=False,
        **{**vars(about), "theme": large.legible(about.theme) if options.large else about.theme},
    )
    return book, []


def _files(edition: Edition, options: BookletOptions, volume: Volume, book: Params) -> Iterator[Artifact]:
    """Yield the files of a handbook: to read, imposed for the office's printer, for a print shop."""
    for press in by_tactic.ON_PRESS[options.press]:
        for imposed in (False,) if press or book.large else (False, True):  # A4 is stapled at its edge, not folded
            suffix = "-press" if press else "-print" if imposed else ""
            printed = f" · {furniture.words('booklet', book.locale)['imposed']}" if imposed else ""
            about = f" · {book.subtitle}" if volume.id else ""
            title = book.title + about + (large.TITLE[is_chinese(book.locale)] if book.large else "")
            made = Artifact(
                path=_path(edition, volume, book, suffix),
                format="booklet",
                edition=edition.name,
                locale=book.locale,
                title=title + (by_tactic.PRESS_TITLE[is_chinese(book.locale)] if press else printed),
                params=replace(book, imposed=imposed, press=press),
                tools=by_tactic.TOOLS,
                # Residents are offered those that a screen shows and their own printer prints.
                subjects=() if press else tuple(text.slug for text in book.tactics),
                printing=PRINTING_LARGE if book.large else PRINTING if press or imposed else None,
            )
            yield named(made, book.second.locale) if book.second else made


def _unusable(library: Library, edition: Edition, options: BookletOptions) -> Iterator[Diagnostic]:
    if NOW not in library.pages:
        yield references.unknown(Text(NOW, edition.place), "pages", library.pages)
    yield from references.unusable(options.tactics, "tactics", library.tactics)


def _by_situation(library: Library, locales: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return the tactics told in all `locales` in the order in which the situations name them, then the others.

    Those come in the order of the Ministry's list.
    """
    met = [slug for situation in library.registry.situations.values() for slug in situation.tactics]
    others = sorted(library.tactics, key=library.rank_of)
    slugs = dict.fromkeys([*(slug for slug in met if slug in library.tactics), *others])
    return tuple(Text(slug) for slug in slugs if all(locale in library.tactics[slug].texts for locale in locales))


def _groups(
    library: Library, locales: tuple[Text, ...], locale: str, tactics: tuple[TacticText, ...]
) -> tuple[Group, ...]:
    """Return the situations named in all `locales`, in `locale`, each with its tactics that the handbook has."""
    there = {text.slug for text in tactics}
    found = (
        Group(
            name=situation.names[locale],
            lead=situation.leads.get(locale, ""),
            tactics=tuple(str(slug) for slug in situation.tactics if slug in there),
        )
        for situation in library.registry.situations.values()
        if all(each in situation.names for each in locales)
    )
    return tuple(group for group in found if group.tactics)


FORMAT = Booklet()
