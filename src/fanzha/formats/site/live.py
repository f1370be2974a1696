"""The live site while one writes: a page is made when somebody looks at it, from the sources as they are then.

Nothing else is made, so it does not matter how large the site is. A page is made by the same steps as in a whole build
and comes out byte for byte the same (`tests/test_site_live.py`). What needs the whole site is not to be had here: links
to headings that do not exist are told of by `fanzha check` and `fanzha build`, and the service worker is the one that
removes itself.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mkdocs.commands import build as steps
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.utils import write_file

from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.offline import WORKER, retired
from fanzha.formats.site.plugin import FanzhaPlugin
from fanzha.formats.site.supply import Supply, UnusableProject, supply_of
from fanzha.load.project import Reader

_log = logging.getLogger("mkdocs.plugins.fanzha")
_MISSING = "404.html"
_LOOK_EVERY = 0.2
"""Seconds between two looks at the sources' dates."""


class _Locale:
    """One locale of the site: MkDocs' build up to the point where pages are made."""

    def __init__(self, config: MkDocsConfig, supply: Supply, locale: str) -> None:
        plugin = config.plugins["fanzha"]
        assert isinstance(plugin, FanzhaPlugin)
        plugin.supply, plugin.locale, plugin.live = supply, locale, True
        self._plugin = plugin
        self._config = config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        self._env = config.theme.get_env()
        files = get_files(config)
        files.add_files_from_theme(self._env, config)
        self._files = files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        self._env = config.plugins.on_env(self._env, config=config, files=files)
        self._by_path = {file.dest_uri: file for file in files if file.inclusion.is_included()}  # type: ignore[no-untyped-call]

    def make(self, path: str) -> None:
        """Write the file at `path` below the locale's folder, if the site has one there."""
        config, file = self._config, self._by_path.get(path)
        if file is not None and file.is_documentation_page():
            self._make_page(file)
        elif file is not None:
            file.copy_file()
        elif (template := path.removesuffix(".gz")) in config.theme.static_templates:
            steps._build_theme_template(template, self._env, self._files, config, self._nav)
        elif path == INDEX:
            write_file(self._plugin.index().encode("utf-8"), str(Path(config.site_dir, path)))

    def _make_page(self, file: File) -> None:
        assert file.page is not None
        steps._populate_page(file.page, self._config, self._files)
        pages = self._files.documentation_pages()
        steps._build_page(file.page, self._config, pages, self._nav, self._env)


class LiveSite:
    """The site of the project at `root`, in the folder `site`, as far as somebody has looked at it."""

    def __init__(self, root: Path, site: Path, url: str) -> None:
        """Read the sources; `url` is where the site is served. Raises UnusableProject."""
        self._root, self._site, self._url = root, site, url
        self._reader = Reader(root)
        self._lock = threading.Lock()
        self._locales: dict[str, _Locale] = {}
        self._made: set[str] = set()
        self._supply = supply_of(root, *self._reader.load())

    def refresh(self) -> None:
        """Take the sources as they are now; the last usable ones stay when they cannot be used."""
        with self._lock:
            try:
                self._supply = supply_of(self._root, *self._reader.load())
            except UnusableProject as error:
                _log.error(str(error))
                return
            self._locales.clear()
            self._made.clear()
            shutil.rmtree(self._site, ignore_errors=True)
            self._site.mkdir(parents=True, exist_ok=True)

    def make(self, path: str) -> None:
        """Write the file at `path` below the site, if it has one there and it is not written yet."""
        with self._lock:
            if path in self._made:
                return
            publisher = self._supply.library.publisher
            locale, _, rest = path.partition("/")
            if locale not in publisher.locales or locale == publisher.default_locale:
                locale, rest = publisher.default_locale, path
            if path == WORKER:
                write_file(retired().encode("utf-8"), str(self._site / path))
            else:
                self._locale(locale).make(rest)
            self._made.add(path)

    def _locale(self, locale: str) -> _Locale:
        if locale not in self._locales:
            own = "" if locale == self._supply.library.publisher.default_locale else f"{locale}/"
            config = load_config(
                config_file=str(self._root / "mkdocs.yml"),
                site_dir=str(self._site / own),
                site_url=urljoin(self._url, own),
            )
            self._locales[locale] = _Locale(config, self._supply, locale)
        return self._locales[locale]


class _Server(LiveReloadServer):
    """MkDocs' server, which watches the sources and reloads the browser; it makes a file before it sends it."""

    def __init__(self, site: LiveSite, folder: Path, host: str, port: int) -> None:
        super().__init__(builder=site.refresh, host=host, port=port, root=str(folder), polling_interval=_LOOK_EVERY)
        self._site = site
        self.error_handler = self._missing

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").lstrip("/")
        self._site.make(path + "index.html" if path.endswith("/") or not path else path)
        return super()._serve_request(environ, start_response)

    def _missing(self, code: int) -> bytes | None:
        if code != 404:
            return None
        self._site.make(_MISSING)
        return Path(self.root, _MISSING).read_bytes()


def serve_live(root: Path, address: str) -> None:
    """Serve the project at `root` on `address` (host:port) until interrupted."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    host, _, port = address.rpartition(":")
    with tempfile.TemporaryDirectory(prefix="fanzha-") as name:
        folder = Path(name)
        server = _Server(LiveSite(root, folder, f"http://{address}/"), folder, host.strip("[]"), int(port))
        for watched in ("docs", "materials", "mkdocs.yml"):
            if (root / watched).exists():
                server.watch(str(root / watched))
        try:
            gc.freeze()  # what was read is never looked through for garbage
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
