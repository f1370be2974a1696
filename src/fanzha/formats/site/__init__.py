"""The website: one tree with a site in every locale, built by MkDocs and Material through our own plugin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.model import Artifact, Edition, Library, Publisher, Rendered

STRINGS = Path(__file__).parent / "strings"

TOOLS = (
    "jieba",
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pymdown-extensions",
)
"""Distributions whose version may change the site's bytes."""


@dataclass(frozen=True)
class Options:
    """The site has no edition file, and so no options."""


@dataclass(frozen=True, kw_only=True)
class Params:
    """All that the site is made of: the whole library, with the digest of every source file."""

    library: Library
    overdue: tuple[str, ...]
    """Documents whose day of review has passed: their pages say so."""


class SiteFormat:
    """One artefact that is a tree: the default language at its root, each other locale in a folder."""

    name: ClassVar[str] = "site"
    editions: ClassVar[str] = "site"
    Options: ClassVar[type[Options]] = Options
    example: ClassVar[str] = ""

    def plan(self, library: Library, edition: Edition, options: object) -> Iterable[Artifact | Diagnostic]:
        """Yield the one tree, or a diagnostic for each locale that has no interface strings."""
        del options
        publisher = library.publisher
        known = sorted(path.stem for path in STRINGS.glob("*.toml"))
        missing = [locale for locale in publisher.locales if locale not in known]
        for locale in missing:
            yield Diagnostic.at("SITE001", publisher.place, locale=locale, known=", ".join(known))
        if missing:
            return
        yield Artifact(
            path="site",
            format=self.name,
            edition=edition.name,
            locale="",
            title=name_of(publisher, publisher.default_locale),
            params=Params(library=library, overdue=tuple(sorted(library.overdue()))),
            kind="tree",
            tools=TOOLS,
            after_others=True,
        )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:
        """Read the site as a stranger would: pages, links, hosts, downloads, search."""
        from fanzha.formats.site.verify import verify_site

        assert isinstance(artifact.params, Params) and not isinstance(data, bytes)
        yield from verify_site(artifact.params.library, data, workshop.finished)


def name_of(publisher: Publisher, locale: str) -> str:
    """Return the publisher's name, in another language when this one has none (CONF003 tells of that)."""
    names = publisher.names
    return names.get(locale) or names.get(publisher.default_locale) or next(iter(names.values()), publisher.site)


def serve(root: Path, address: str) -> None:
    """Show the site at `address` (host:port) and rebuild it while `docs/` or `materials/` change; blocks."""
    from fanzha.formats.site.live import serve_live

    serve_live(root, address)


FORMAT = SiteFormat()
