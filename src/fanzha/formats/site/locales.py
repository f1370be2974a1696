"""The other locales of a page: every page knows its counterparts."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from fanzha.formats.site.wording import Wording
from fanzha.model import Library


def other_locales(library: Library, locale: str, page: Page | None, config: MkDocsConfig) -> list[dict[str, str]]:
    """Return the same page in every other locale: locale, direction, name, short name, invitation, address.

    `page` is None for the 404 page, which a server shows at any depth: its addresses count from the host.
    """
    publisher = library.publisher
    nested = locale != publisher.default_locale
    if page:
        up = "../" * (page.url.count("/") + nested)
        target = "index.html" if page.url in {"", "./"} else page.url
    else:
        up = urlsplit(config.site_url or "/").path
        up = posixpath.join(up, "..", "") if nested else up
        target = "index.html"
    words = {other: Wording.of(library, other) for other in publisher.locales}
    return [
        {
            "locale": other,
            "direction": words[other].direction,
            "name": words[other]("language"),
            "short": words[other]("language_short"),
            "switch": words[other]("site.switch"),
            "href": posixpath.normpath(up + ("" if other == publisher.default_locale else f"{other}/") + target),
        }
        for other in publisher.locales
        if other != locale
    ]
