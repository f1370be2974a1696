"""The publisher: a name in every language, and a site that QR codes may lead to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield diagnostics about the publisher's names and site."""
    publisher = library.publisher
    for locale in publisher.locales:
        if locale not in publisher.names:
            yield Diagnostic.at("CONF003", locale.place, locale=locale)
    registry = library.registry
    for unit in registry.units.values():
        if publisher.default_locale not in unit.names:
            yield Diagnostic.at("CONF003", unit.place, locale=publisher.default_locale)
    if not safe_site(publisher.site, None if "links" in registry.unusable else set(registry.links)):
        yield Diagnostic.at("SAFE001", publisher.site.place, site=publisher.site)
    if publisher.fictional:
        yield Diagnostic.at("CONF004", publisher.place)


def safe_site(address: str, hosts: set[str] | None) -> bool:
    """Return whether `address` is exactly `https://HOST/PATH/` with a host of the allow-list and nothing else.

    `hosts` is None when the allow-list could not be read, which has its own diagnostic: any host will do.

    No user information, port, query, fragment, upper case or other scheme: each is a way to lead elsewhere
    (C-09, C-38).
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    if (
        parts.scheme != "https"
        or not host
        or (hosts is not None and host not in hosts)
        or port is not None
        or not parts.path.endswith("/")
    ):
        return False
    return address == f"https://{host}{parts.path}" and not parts.query and not parts.fragment
