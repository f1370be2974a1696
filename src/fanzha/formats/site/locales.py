"""The other locales: each is built on its own into its folder, and every page knows its counterparts."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from fanzha.formats.site.wording import Wording
from fanzha.model import Publisher

if TYPE_CHECKING:
    from fanzha.formats.site.supply import Supply


def build_other_locales(supply: Supply, config: MkDocsConfig) -> None:
    """Build every locale but the default into its own folder below the site of `config`."""
    from fanzha.formats.site.plugin import FanzhaPlugin

    publisher = supply.library.publisher
    for locale in publisher.locales:
        if locale == publisher.default_locale:
            continue
        nested = load_config(
            config_file=config.config_file_path,
            docs_dir=config.docs_dir,
            site_dir=str(Path(config.site_dir) / locale),
            site_url=urljoin(config.site_url or "/", f"{locale}/"),
            strict=config.strict,
        )
        plugin = nested.plugins["fanzha"]
        assert isinstance(plugin, FanzhaPlugin)
        plugin.supply, plugin.locale = supply, locale
        build(nested)


def other_locales(publisher: Publisher, locale: str, page: Page | None, config: MkDocsConfig) -> list[dict[str, str]]:
    """Return the same page in every other locale: locale, name, short name, address.

    `page` is None for the 404 page, which a server shows at any depth: its addresses count from the host.
    """
    nested = locale != publisher.default_locale
    if page:
        up = "../" * (page.url.count("/") + nested)
        target = "index.html" if page.url in {"", "./"} else page.url
    else:
        up = urlsplit(config.site_url or "/").path
        up = posixpath.join(up, "..", "") if nested else up
        target = "index.html"
    return [
        {
            "locale": other,
            "name": Wording(other)("language"),
            "short": Wording(other)("language_short"),
            "href": posixpath.normpath(up + ("" if other == publisher.default_locale else f"{other}/") + target),
        }
        for other in publisher.locales
        if other != locale
    ]
