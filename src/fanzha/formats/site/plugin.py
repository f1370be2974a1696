"""The MkDocs plugin `fanzha`: one build a locale, content pages dressed from the library, generated indexes.

`mkdocs build` builds the default language; after it, the plugin loads the configuration again for each other locale
and builds that into `<site_dir>/<locale>`. The plugin must not define `on_startup` or `on_shutdown`: MkDocs caches
plugins that do, and nested builds would then share one instance.
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Mapping
from html import escape
from pathlib import Path

import jinja2
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from fanzha import markup
from fanzha.formats.site import name_of
from fanzha.formats.site.assets import IFRAME_WORKER, assets
from fanzha.formats.site.body import harmless, taken_apart
from fanzha.formats.site.downloads import Download, downloads
from fanzha.formats.site.indexed import one_entry_for_the_top
from fanzha.formats.site.locales import build_other_locales, other_locales
from fanzha.formats.site.pages import SitePage, navigation, site_pages
from fanzha.formats.site.slogan_lines import without_slogans
from fanzha.formats.site.supply import Supply, UnusableProject, from_project
from fanzha.formats.site.view import View, icon
from fanzha.formats.site.wording import Wording
from fanzha.theme import stylesheet, tokens

_HERE = Path(__file__).parent
_BOOST = {"free": 3.0, "tactic": 2.0, "home": 1.0, "audience": 0.6, "case": 0.6, "slogans": 0.4}
"""Weight in search: someone who searches wants the emergency page or the tactic, not a slogan about it."""


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin has none."""


class FanzhaPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Gives MkDocs the pages of one locale, and builds the other locales after it."""

    def __init__(self) -> None:
        """Start with nothing; a build through `fanzha` fills `supply` in, plain MkDocs loads it."""
        super().__init__()
        self.supply: Supply | None = None
        self.locale = ""
        self.pages: Mapping[str, SitePage] = {}
        self.offered: tuple[Download, ...] = ()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Set what follows from the publisher: name, address, language, navigation, our templates."""
        if self.supply is None:
            self.supply = _loaded(config)
        library = self.supply.library
        publisher = library.publisher
        self.locale = self.locale or publisher.default_locale
        markup.segmenter()  # otherwise search would have jieba write to /tmp, with a traceback when the disk is full
        wording = Wording(self.locale)
        pages = site_pages(library, self.locale)
        self.pages = {page.uri: page for page in pages}
        self.offered = downloads(self.supply.finished, self.supply.build)
        config.site_name = escape(name_of(publisher, self.locale))
        config.site_description = wording("site.description")
        config.site_url = config.site_url or publisher.site
        config.nav = navigation(pages, wording)
        config.use_directory_urls = False
        config.extra_css, config.extra_javascript = [], []  # main.html names what each page needs
        config.extra["polyfills"] = [IFRAME_WORKER]  # else the offline plugin names one on a foreign host
        config.theme["language"] = self.locale
        config.theme.dirs.insert(0, str(_HERE / "overrides"))
        if self._nested:
            config.theme.static_templates.discard("sitemap.xml")  # the one at the root names every locale
        midnight = datetime.datetime.combine(publisher.date, datetime.time(), datetime.UTC)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(midnight.timestamp())))
        return config

    @property
    def _nested(self) -> bool:
        assert self.supply is not None
        return self.locale != self.supply.library.publisher.default_locale

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Put the pages of this locale at the default language's addresses, add ours and the downloads."""
        assert self.supply is not None
        docs = Path(config.docs_dir)
        for file in list(files):
            if file.src_dir == config.docs_dir and f"docs/{file.src_uri}" not in self.supply.library.files:
                files.remove(file)
        for file in files.documentation_pages():
            files.remove(file)
        if self._nested and (sitemap := files.get_file_from_path("sitemap.xml")):
            files.remove(sitemap)
        for uri, page in self.pages.items():
            inclusion = InclusionLevel.INCLUDED if _in_nav(config, uri) else InclusionLevel.NOT_IN_NAV
            given = {"abs_src_path": str(docs / page.source)} if page.source else {"content": page.content}
            files.append(File.generated(config, uri, inclusion=inclusion, **given))
        css = stylesheet(tokens(self.supply.library.brand))
        files.append(File.generated(config, "assets/fanzha/tokens.css", content=css))
        if not self._nested:
            for download in self.offered:
                files.append(_download_file(config, download))
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the page its title and search weight; take the slogans out, which come from the library."""
        del config, files
        shown = self.pages[page.file.src_uri]
        page.meta = {
            "title": escape(shown.title),  # Material's templates escape nothing
            "description": escape(shown.description),
            "search": {"boost": _BOOST.get(shown.kind, 0.3)},
        }
        if shown.keywords:
            page.meta["tags"] = [escape(word) for word in shown.keywords]  # search shows them as HTML
        return without_slogans(markdown) if shown.kind == "slogans" else markdown

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make the contributor's part harmless, then set it into our template."""
        del config, files
        assert self.supply is not None
        shown = self.pages[page.file.src_uri]
        body = taken_apart(harmless(html))
        view = View(self.supply.library, shown, self.locale, Wording(self.locale), self.offered, body)
        content = _templates().get_template(f"{shown.kind}.html.j2").render(v=view)
        attribute = f' lang="{shown.locale}"' if shown.untranslated else ""
        return f'<div class="fz-page fz-page--{shown.kind.replace("_", "-")}"{attribute}>\n{content}\n</div>'

    def on_env(self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give Material's templates our words, numbers and switch."""
        del config, files
        assert self.supply is not None
        library = self.supply.library
        roles = {number.role: number for number in library.registry.numbers.values()}
        env.globals.update(
            fz_t=Wording(self.locale),
            fz_icon=icon,
            fz_locale=self.locale,
            fz_publisher=library.publisher,
            fz_calls=[roles[role] for role in ("emergency", "advice") if role in roles],
            fz_has_now="help/now" in library.pages,
            fz_kind=lambda page: self.pages[page.file.src_uri].kind if page else "missing",
            fz_switch=functools.partial(other_locales, library.publisher, self.locale),
            fz_assets=assets,
        )
        return env

    @event_priority(-100)
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hide Material's side bars (tabs, menu and links lead everywhere); tidy what search has just indexed."""
        del nav
        page.meta["hide"] = ["navigation", "toc"]
        one_entry_for_the_top(config.plugins.get("material/search"), page.url)
        return context

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build every other locale into its own folder, after all plugins have finished with this one."""
        assert self.supply is not None
        if self._nested:
            return
        build_other_locales(self.supply, config)

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


def _in_nav(config: MkDocsConfig, uri: str) -> bool:
    return any(uri in entry.values() for entry in config.nav or [])


def _download_file(config: MkDocsConfig, download: Download) -> File:
    if download.data is not None:
        return File.generated(config, download.address, content=download.data)
    return File.generated(config, download.address, abs_src_path=str(download.source))


@functools.cache
def _templates() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters["safe"] = Markup
    return env
