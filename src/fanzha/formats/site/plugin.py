"""The MkDocs plugin `fanzha`: one build a locale, content pages dressed from the library, generated indexes.

`mkdocs build` builds the default language; after it, the plugin loads the configuration again for each other locale
and builds that into `<site_dir>/<locale>`. The plugin must not define `on_startup` or `on_shutdown`: MkDocs caches
plugins that do, and nested builds would then share one instance.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from fanzha.formats.site import deploy_params, name_of
from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.body import harmless, taken_apart
from fanzha.formats.site.cache import Kept, keep_pages
from fanzha.formats.site.checker import SIGNALS, signals_script
from fanzha.formats.site.compiled import COMPILED
from fanzha.formats.site.cuts import cutter
from fanzha.formats.site.deploy import HEADERS, headers_file
from fanzha.formats.site.downloads import Offer, kinds_of
from fanzha.formats.site.genuine import LIST, list_script
from fanzha.formats.site.indexed import search_script
from fanzha.formats.site.material import STYLE, colours_of, material_style
from fanzha.formats.site.offline import installable, write_worker
from fanzha.formats.site.overrides import at_hand
from fanzha.formats.site.pages import SitePage, navigation, site_pages
from fanzha.formats.site.parallel import OtherLocales
from fanzha.formats.site.parts import templates
from fanzha.formats.site.placement_files import placement_files
from fanzha.formats.site.quiz import REST, quiz_of
from fanzha.formats.site.slogan_lines import without_slogans
from fanzha.formats.site.supply import Supply, UnusableProject, from_project
from fanzha.formats.site.tongue import attributes, directed, in_language, material_language
from fanzha.formats.site.view import View
from fanzha.formats.site.wording import Wording
from fanzha.formats.site.written import WrittenFile
from fanzha.garbage import collect_seldom
from fanzha.theme import stylesheet, tokens

_HERE = Path(__file__).parent
_UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")
"""Of Material: its program, which our pages do without, and its style, of which they have a part (`material.py`)."""
_AT_THE_ROOT = ("sitemap.xml", "robots.txt")
"""Files that name every locale, and stand in none."""


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has none."""


class FanzhaPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Gives MkDocs the pages of one locale, and builds the other locales after it."""

    def __init__(self) -> None:
        """Start with nothing; a build through `fanzha` fills `supply` in, plain MkDocs loads it."""
        super().__init__()
        self.supply: Supply | None = None
        self.locale = ""
        self.wording: Wording | None = None
        self.pages: Mapping[str, SitePage] = {}
        self.offer = Offer()
        self.others: OtherLocales | None = None
        self.kept: Kept | None = None
        self.live = False
        """Whether pages are made one by one, when somebody looks at them (`live.py`)."""

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what follows from the publisher: name, address, language, navigation, our templates."""
        collect_seldom()
        if self.supply is None:
            self.supply = _loaded(config)
        library = self.supply.library
        publisher = library.publisher
        self.locale = self.locale or publisher.default_locale
        self.wording = wording = Wording.of(library, self.locale)
        self.offer = self.supply.offer
        pages = site_pages(library, self.locale, kinds_of(one.address for one in self.offer.downloads))
        self.pages = {page.uri: page for page in pages}
        config.site_name = escape(name_of(publisher, self.locale))
        config.site_description = wording("site.description")
        config.site_url = config.site_url or publisher.site
        config.nav = navigation(pages, wording)
        config.use_directory_urls = False
        for name in ("material/search", "material/offline"):  # in settings of before; ours does what they did
            if plugin := config.plugins.get(name):
                plugin.config.enabled = False
        config.extra_css, config.extra_javascript = [], []  # main.html names what each page needs
        config.theme["language"] = material_language(self.locale)
        config.theme["direction"] = wording.direction
        config.theme.dirs.insert(0, str(_HERE / "overrides"))
        config.theme.static_templates |= set(_AT_THE_ROOT)
        if self._nested:
            config.theme.static_templates -= set(_AT_THE_ROOT)
        midnight = datetime.datetime.combine(publisher.date, datetime.time(), datetime.UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(midnight.timestamp())))
        return config

    @property
    def _said(self) -> Wording:
        assert self.wording is not None
        return self.wording

    @property
    def _nested(self) -> bool:
        assert self.supply is not None
        return self.locale != self.supply.library.publisher.default_locale

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Put the pages of this locale at the default language's addresses, add ours and the downloads."""
        assert self.supply is not None
        if not self._nested and not self.live:  # MkDocs has just emptied the folder
            self.others = OtherLocales(self.supply, config)
            self.others.start()
        for file in list(files):
            unknown = file.src_dir == config.docs_dir and f"docs/{file.src_uri}" not in self.supply.library.files
            elsewhere = self._nested and file.src_uri in _AT_THE_ROOT
            if unknown or elsewhere or file.is_documentation_page() or file.src_uri.startswith(_UNUSED):
                files.remove(file)
        docs, listed = self.supply.root / "docs", _in_nav(config)
        for uri, page in self.pages.items():
            inclusion = InclusionLevel.INCLUDED if uri in listed else InclusionLevel.NOT_IN_NAV
            if page.source:
                files.append(WrittenFile.at(config, uri, docs / page.source, inclusion))
            else:
                files.append(File.generated(config, uri, inclusion=inclusion, content=page.content))
        for address, content in self._generated(config):
            files.append(File.generated(config, address, content=content))
        if not self._nested:
            for address, origin in self._shared():
                files.append(_offered_file(config, address, origin))
        self.kept = self._kept("markdown")
        keep_pages(self.kept, config, files)
        return files

    def _generated(self, config: MkDocsConfig) -> Iterator[tuple[str, str | bytes]]:
        """Yield what each locale has of its own besides its pages: scripts, styles, what makes it installable."""
        assert self.supply is not None
        if not self.live:
            yield INDEX, self.index()
            cutter.cache_clear()  # only the live site is asked again
        if "check.md" in self.pages:
            yield SIGNALS, signals_script(self.supply.library.registry)
        if asking := self.pages.get("quiz/index.md"):
            yield REST, quiz_of(self._view(asking, asking.content)).rest_script()
        yield "assets/fanzha/tokens.css", stylesheet(tokens(self.supply.library.brand))
        yield STYLE, material_style(colours_of(config.theme))
        yield from installable(self.supply.library, self.locale, self._said).items()

    def _shared(self) -> Iterator[tuple[str, bytes | Path]]:
        """Yield the files at the root that every locale's pages lead to, with their bytes or where they lie."""
        assert self.supply is not None
        yield HEADERS, headers_file(deploy_params(self.supply.library.publisher)).encode("utf-8")
        if self.offer.downloads:
            yield LIST, list_script(self.supply.library, self.offer).encode("utf-8")
        yield from self.offer.files()
        yield from placement_files(self.supply.library, self.offer, self.pages, templates())

    def index(self) -> str:
        """Return the search index of this locale."""
        assert self.supply is not None
        words = self._kept("words")
        script = search_script(self.supply.library, self.locale, self.pages.values(), words)
        words.write()
        return script

    def _kept(self, what: str) -> Kept:
        """Return what this locale keeps from build to build of one kind."""
        assert self.supply is not None
        return Kept(self.supply.build / ".cache" / "site" / f"{what}-{self.locale}.json")

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the page its title; take the slogans out, which come from the library."""
        del config, files
        shown = self.pages[page.file.src_uri]
        page.meta = {
            "title": escape(shown.title),  # Material's templates escape nothing
            "description": escape(shown.description),
            "search": {"exclude": True},  # Material's plugin need not index what ours does
        }
        if shown.kind == "now":
            page.meta["template"] = "now.html"  # without Material: small, and whole without a script
        return without_slogans(markdown) if shown.kind == "slogans" else markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make the contributor's part harmless; it is set into our template when the page is written."""
        del page, config, files
        return harmless(html)

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give Material's templates our words, numbers and switch."""
        del config, files
        assert self.supply is not None
        env.bytecode_cache = COMPILED
        env.globals.update(at_hand(self.supply.library, self._said, self.offer, self.pages))
        return env

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Say on the page's outermost element which way its language runs."""
        del config
        page.content = None  # of a thousand pages, one is held at a time
        return directed(output, self._said.direction)

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for the page that is shown when there is none."""
        del config
        return directed(output_content, self._said.direction) if template_name.endswith(".html") else output_content

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Set the contributor's part into our template.

        Material's side bars are hidden: tabs, menu and links lead everywhere.
        """
        del nav, config
        page.meta["hide"] = ["navigation", "toc"]
        page.content = self._article(self.pages[page.file.src_uri], page.content or "")
        return context

    def _view(self, shown: SitePage, html: str) -> View:
        assert self.supply is not None
        body = taken_apart(html)
        if shown.untranslated:
            body = in_language(body, attributes(self.supply.library, shown.locale))
        return View(self.supply.library, shown, self.locale, self._said, self.offer, body, self.pages)

    def _article(self, shown: SitePage, html: str) -> str:
        view = self._view(shown, html)
        content = templates().get_template(f"{shown.kind}.html.j2").render(v=view)
        return f'<div class="fz-page fz-page--{shown.kind.replace("_", "-")}">\n{content}\n</div>'

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for every other locale, after all plugins have finished with this one.

        Then the whole site is there, and the service worker can name its files.
        """
        assert self.supply is not None
        if self.kept is not None:
            self.kept.write()
        if self.others is None:
            return
        self.others.finish()
        publisher = self.supply.library.publisher
        others = [locale for locale in publisher.locales if locale != publisher.default_locale]
        live = urlsplit(config.site_url or "").netloc == str(config.dev_addr)
        write_worker(Path(config.site_dir), others, live=live)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no other locale running when this one has failed."""
        del error
        if self.others is not None:
            self.others.stop()

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the materials too: publisher, registry and brand."""
        del builder
        materials = Path(config.config_file_path).parent / "materials"
        if materials.is_dir():
            server.watch(str(materials))
        return server


def _loaded(config: MkDocsConfig) -> Supply:
    try:
        return from_project(Path(config.config_file_path).parent)
    except UnusableProject as error:
        raise PluginError(str(error)) from None


def _in_nav(config: MkDocsConfig) -> set[str]:
    return {uri for entry in config.nav or [] for uri in entry.values()}


def _offered_file(config: MkDocsConfig, address: str, origin: bytes | Path) -> File:
    if isinstance(origin, bytes):
        return File.generated(config, address, content=origin)
    return File.generated(config, address, abs_src_path=str(origin))
