"""Which pages the site has. The same pages stand in every locale, at the same addresses below its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from fanzha.formats.site import name_of
from fanzha.formats.site.body import plain
from fanzha.formats.site.genuine import PAGE as GENUINE
from fanzha.formats.site.quiz import bank
from fanzha.formats.site.rhymes import PAGE as RHYMES
from fanzha.formats.site.rhymes import told
from fanzha.formats.site.screens import has_screens
from fanzha.formats.site.shelves import shelves_of
from fanzha.formats.site.wording import Wording
from fanzha.model import Audience, Case, Library, Page, Tactic
from fanzha.model.content import LocalText

Kind = Literal[
    "home", "free", "tactic", "case", "slogans", "audience", "tactic_index", "case_index", "slogan_index",
    "audience_index", "download_index", "download_kind", "situation", "now", "checker", "quiz", "quiz_paper", "rhymes",
    "screens", "placement", "takedown", "genuine",
]  # fmt: skip

_INDEXES: Mapping[str, Kind] = {
    "tactics": "tactic_index",
    "cases": "case_index",
    "slogans": "slogan_index",
    "audiences": "audience_index",
    "downloads": "download_index",
}
_KINDS: Mapping[str, Kind] = {
    "tactics": "tactic",
    "cases": "case",
    "slogans": "slogans",
    "audiences": "audience",
}

TAKEDOWN = "takedown"
"""The folder of the list of posters that must be taken down."""
_PAGE_KINDS: Mapping[str, Kind] = {"index": "home", "help/now": "now"}


@dataclass(frozen=True, kw_only=True)
class SitePage:
    """One page in one locale."""

    uri: str
    """As MkDocs names it: the path below docs/ that the default language has, such as `tactics/fake-loan.md`."""
    kind: Kind
    slug: str
    """The file's stem; the path without suffix for a free page."""
    source: str = ""
    """The file below docs/ it is written in; empty when we make it."""
    title: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    locale: str
    """Whose language the text is in: the default's when there is no translation."""
    untranslated: bool = False
    stale: bool = False
    overdue: bool = False
    """Whether the day by which the text had to be reviewed has passed."""

    @property
    def address(self) -> str:
        """Its path below the locale's folder."""
        return self.uri.removesuffix(".md") + ".html"

    @property
    def content(self) -> str:
        """The Markdown of a page that no file holds: its heading alone, the rest comes from a template."""
        return f"# {self.title}\n"


def site_pages(library: Library, locale: str, kinds: Iterable[str] = ()) -> tuple[SitePage, ...]:
    """Return the site's pages in `locale`, sorted by address; `kinds` are those of the files that it offers."""
    found = [*_written(library, locale), *_indexes(library, locale), *_situations(library, locale)]
    found += _download_kinds(library, locale, kinds)
    found += _quiz(library, locale)
    found += _rhymes(library, locale)
    found += _checker(library, locale)
    found += _screens(library, locale)
    found += _takedown(library, locale)
    found.append(_tool(library, locale, "genuine", "genuine", GENUINE))
    if not any(page.uri == "index.md" for page in found):
        name = name_of(library.publisher, locale)
        found.append(SitePage(uri="index.md", kind="home", slug="index", title=name, locale=locale))
    overdue = library.overdue()
    found = [replace(page, overdue=page.overdue or f"docs/{page.source}" in overdue) for page in found]
    return tuple(sorted(found, key=lambda page: page.uri))


def chosen_text(texts: Mapping[str, LocalText], locale: str, default: str) -> LocalText:
    """Return the text in `locale`, or in the default language when there is none."""
    return texts[locale] if locale in texts else texts[default]


def _written(library: Library, locale: str) -> Iterable[SitePage]:
    default = library.publisher.default_locale
    for collection, entities in (
        ("tactics", library.tactics),
        ("cases", library.cases),
        ("audiences", library.audiences),
    ):
        assert isinstance(entities, Mapping)
        for slug, entity in entities.items():
            text = chosen_text(entity.texts, locale, default)
            keywords = _search_words(library, entity, locale)
            yield _page(f"{collection}/{slug}", _KINDS[collection], slug, text, locale, keywords)
    for slug, page in library.pages.items():
        text = chosen_text(page.texts, locale, default)
        keywords = _search_words(library, page, locale)
        yield _page(slug, _PAGE_KINDS.get(slug, "free"), slug, text, locale, keywords)
    yield from _slogan_pages(library, locale)


def _search_words(library: Library, entity: Tactic | Case | Audience | Page, locale: str) -> tuple[str, ...]:
    """Return what else people search a page by: its keywords and, for a tactic, its category's name.

    Those of the default language count in every locale: who reads English may still paste the word they were told.
    """
    category = library.registry.categories.get(getattr(entity, "category", None) or "")
    names = (category.names[locale],) if category and locale in category.names else ()
    spoken = dict.fromkeys((locale, library.publisher.default_locale))
    return (*names, *(word for one in spoken for word in entity.keywords.get(one, ())))


def _page(stem: str, kind: Kind, slug: str, text: LocalText, locale: str, keywords: tuple[str, ...]) -> SitePage:
    return SitePage(
        uri=f"{stem}.md",
        kind=kind,
        slug=slug,
        source=text.place.path.removeprefix("docs/"),
        title=plain(text.name),
        description=plain(getattr(text, "lead", "")),
        keywords=keywords,
        locale=text.locale,
        untranslated=text.locale != locale,
        stale=text.stale,
    )


def _slogan_pages(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield a page for each file of slogans, named after the tactic they warn of."""
    default = library.publisher.default_locale
    wording = Wording.of(library, locale)
    for stem, mine in shelves_of(library).slogans_by_file.items():
        translated = locale in library.publisher.locales and any(locale in s.texts for s in mine)
        spoken = locale if translated else default
        path = next(s.texts[spoken].place.path for s in mine if spoken in s.texts)
        tactic = library.tactics.get(mine[0].tactic or "")
        name = plain(chosen_text(tactic.texts, locale, default).name) if tactic else wording("slogans.general")
        yield SitePage(
            uri=f"slogans/{stem}.md",
            kind="slogans",
            slug=stem,
            source=path.removeprefix("docs/"),
            title=f"{wording('nav.slogans')} · {name}",
            locale=spoken,
            untranslated=spoken != locale,
            stale=any(s.texts[spoken].stale for s in mine if spoken in s.texts),
        )


def _indexes(library: Library, locale: str) -> Iterable[SitePage]:
    wording = Wording.of(library, locale)
    held = {
        "tactics": library.tactics,
        "cases": library.cases,
        "slogans": library.slogans,
        "audiences": library.audiences,
    }
    for folder, kind in _INDEXES.items():
        if folder in held and not held[folder]:
            continue
        yield SitePage(
            uri=f"{folder}/index.md",
            kind=kind,
            slug=folder,
            title=wording(f"nav.{folder}"),
            description=wording(f"{folder}.lead"),
            locale=locale,
        )


def _situations(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield a page for each situation of the registry: somebody phoned me, I am shopping online."""
    default = library.publisher.default_locale
    for id, situation in library.registry.situations.items():
        spoken = locale if locale in situation.names else default
        if spoken not in situation.names:
            continue  # CONF003 tells of that
        yield SitePage(
            uri=f"situations/{id}.md",
            kind="situation",
            slug=id,
            title=situation.names[spoken],
            description=situation.leads.get(spoken, ""),
            locale=spoken,
            untranslated=spoken != locale,
        )


def _download_kinds(library: Library, locale: str, kinds: Iterable[str]) -> Iterable[SitePage]:
    """Yield a page for each kind of product, so that no page has to list them all."""
    wording = Wording.of(library, locale)
    for name in kinds:
        yield SitePage(
            uri=f"downloads/{name}.md",
            kind="download_kind",
            slug=name,
            title=f"{wording('nav.downloads')} · {wording.get(f'format.{name}', name)}",
            description=wording.get(f"format_use.{name}", ""),
            locale=locale,
        )


def _quiz(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield the quiz and its version on paper, when there are questions."""
    spoken, asked = bank(library, locale)
    wording, overdue = Wording.of(library, spoken), library.overdue()
    kinds: Mapping[str, Kind] = {"index": "quiz", "paper": "quiz_paper"} if asked else {}
    for slug, kind in kinds.items():
        yield SitePage(
            uri=f"quiz/{slug}.md",
            kind=kind,
            slug=f"quiz/{slug}",
            title=wording(f"{kind}.title"),
            description=wording(f"{kind}.lead"),
            locale=spoken,
            untranslated=spoken != locale,
            overdue=any(text.place.path in overdue for _, text in asked),
        )


def _rhymes(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield the page of rhymes, when there are any."""
    spoken, rhymes = told(library, locale)
    overdue = library.overdue()
    if rhymes:
        page = _tool(library, spoken, "rhymes", "rhymes", RHYMES.removesuffix(".html") + ".md")
        late = any(text.place.path in overdue for _, text in rhymes)
        yield replace(page, untranslated=spoken != locale, overdue=late)


def _checker(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield the page «Is this a scam?», when the registry has the signs to tell."""
    if library.registry.signals:
        yield _tool(library, locale, "checker", "check", "check.md")


def _screens(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield the page that plays the project's screens, when it has any."""
    if has_screens(library):
        yield _tool(library, locale, "screens", "screens", "screens/index.md")


def _takedown(library: Library, locale: str) -> Iterable[SitePage]:
    """Yield the list of posters that must be taken down, when posters hang anywhere."""
    if library.placements:
        yield _tool(library, locale, "takedown", TAKEDOWN, f"{TAKEDOWN}/index.md")


def _tool(library: Library, locale: str, kind: Kind, slug: str, uri: str) -> SitePage:
    """Return a page of which all words are the interface's own, under the key `slug`."""
    wording = Wording.of(library, locale)
    title, lead = wording(f"{slug}.title"), wording(f"{slug}.lead")
    return SitePage(uri=uri, kind=kind, slug=slug, title=title, description=lead, locale=locale)


def navigation(pages: Iterable[SitePage], wording: Wording) -> list[dict[str, str]]:
    """Return MkDocs' `nav`: sections only, so that a site of a thousand pages stays small."""
    have = {page.uri for page in pages}
    wanted = {
        "home": "index.md",
        "now": "help/now.md",
        "check": "check.md",
        **{folder: f"{folder}/index.md" for folder in _INDEXES if folder != "downloads"},
        "quiz": "quiz/index.md",
        "screens": "screens/index.md",
        "downloads": "downloads/index.md",
        "about": "about.md",
    }
    return [{wording(f"nav.{name}"): uri} for name, uri in wanted.items() if uri in have]
