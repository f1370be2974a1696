"""The website: one tree with a site in every locale, built by MkDocs and Material through our own plugin."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.site.interface import problems
from fanzha.model import Artifact, Edition, Library, Publisher, Rendered, State

DEPLOY = "deploy"
"""Path of the files for publishing, beside the site."""

TOOLS = (
    "jieba",
    "jinja2",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pillow",
    "pymdown-extensions",
    "pypdfium2",
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
    standing: tuple[State, ...] = ()
    """How each placement stands on the day of the build: a day that changes one makes the site stale."""


@dataclass(frozen=True, kw_only=True)
class DeployParams:
    """What the files for publishing the site are made of: where it will stand, and its other locales' folders."""

    site: str
    """The site's address, `https://HOST/` with or without a folder."""
    locales: tuple[str, ...]
    """The locales in folders of their own, in order."""
    name: str
    posters: bool = False
    """Whether posters have pages of their own, whose addresses are in capitals."""


_PLAIN_FOLDER = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
"""What goes unquoted into a server's configuration without becoming anything else."""


class SiteFormat:
    """Two trees: the site, the default language at its root and each other in a folder; and how to publish it."""

    name: ClassVar[str] = "site"
    editions: ClassVar[str] = "site"
    Options: ClassVar[type[Options]] = Options
    example: ClassVar[str] = ""

    def plan(self, library: Library, edition: Edition, options: object) -> Iterable[Artifact | Diagnostic]:
        """Yield the one tree, or what is wrong with the interface's words in some locale."""
        del options
        publisher = library.publisher
        from fanzha.formats.site.addresses import taken_addresses

        wrong = [*problems(library), *_nothing_to_cut_words_with(library)] or list(taken_addresses(library))
        yield from wrong
        if wrong:
            return
        yield Artifact(
            path="site",
            format=self.name,
            edition=edition.name,
            locale="",
            title=name_of(publisher, publisher.default_locale),
            params=Params(
                library=library,
                overdue=tuple(sorted(library.overdue())),
                standing=tuple(placement.state(library.today) for placement in library.placements),
            ),
            kind="tree",
            tools=TOOLS,
            after_others=True,
        )
        folder = urlsplit(publisher.site).path
        if not _PLAIN_FOLDER.fullmatch(folder):
            yield Diagnostic.at("SITE011", publisher.site.place, folder=folder)
            return
        yield Artifact(
            path=DEPLOY,
            format=self.name,
            edition=edition.name,
            locale="",
            title=f"{name_of(publisher, publisher.default_locale)} → {publisher.site}",
            params=replace(deploy_params(publisher), posters=bool(library.placements)),
            kind="tree",
            tools=("jinja2",),
            after_others=True,  # not for residents: the downloads page does not offer it
        )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:
        """Read the site as a stranger would: pages, links, hosts, downloads, search."""
        if isinstance(artifact.params, DeployParams):
            from fanzha.formats.site.deploy import verify_deploy

            assert not isinstance(data, bytes)
            yield from verify_deploy(data)
            return
        from fanzha.formats.site.verify import verify_site

        assert isinstance(artifact.params, Params) and not isinstance(data, bytes)
        yield from verify_site(artifact.params.library, data, workshop.finished)

    def leads(self, artifact: Artifact, data: Rendered) -> Callable[[str], bool]:
        """Return whether a code on the site may say an address: that of a page of this very site."""
        from fanzha.gate import leads_into

        site = artifact.params.site if isinstance(artifact.params, DeployParams) else _library(artifact).publisher.site
        return leads_into(site, data if not isinstance(data, bytes) else {})


def _library(artifact: Artifact) -> Library:
    assert isinstance(artifact.params, Params)
    return artifact.params.library


def _nothing_to_cut_words_with(library: Library) -> Iterable[Diagnostic]:
    """Yield a diagnostic when jieba is not there: the site would be whole, and find no Chinese word."""
    if importlib.util.find_spec("jieba") is None:
        names = (tactic.texts[library.publisher.default_locale].name for tactic in library.tactics.values())
        yield Diagnostic.at("SITE008", library.publisher.place, words=next(names, "jieba"))


def name_of(publisher: Publisher, locale: str) -> str:
    """Return the publisher's name, in another language when this one has none (CONF003 tells of that)."""
    names = publisher.names
    return names.get(locale) or names.get(publisher.default_locale) or next(iter(names.values()), publisher.site)


def deploy_params(publisher: Publisher) -> DeployParams:
    """Return what the files for publishing need to know of the publisher."""
    return DeployParams(
        site=str(publisher.site),
        locales=tuple(str(one) for one in publisher.locales if one != publisher.default_locale),
        name=name_of(publisher, publisher.default_locale),
    )


def serve(root: Path, address: str) -> None:
    """Show the site at `address` (host:port) and rebuild it while `docs/` or `materials/` change; blocks."""
    from fanzha.formats.site.live import serve_live

    serve_live(root, address)


FORMAT = SiteFormat()
