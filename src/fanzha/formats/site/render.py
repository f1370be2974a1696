"""Renders the website: vetted sources, one strict MkDocs run, the tree it wrote."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from fanzha.diagnostics import Diagnostic, Refusal
from fanzha.formats import Workshop
from fanzha.formats.site import DeployParams, Params
from fanzha.model import Artifact, Library
from fanzha.source import PICTURES, read_bytes
from fanzha.tree import FolderTree


def render(artifact: Artifact, workshop: Workshop) -> Mapping[str, bytes]:
    """Return the site's files, read lazily from the workshop's scratch folder; or those for publishing it.

    Whatever MkDocs warns of is a Refusal that carries its words.
    """
    params = artifact.params
    if isinstance(params, DeployParams):
        from fanzha.formats.site.deploy import render_deploy

        return render_deploy(params)
    assert isinstance(params, Params)
    docs, site = workshop.scratch / "docs", workshop.scratch / "site"
    copy_pictures(params.library, workshop.root, docs)
    messages = _Messages()
    with _environment(), messages.listening():
        _build(params, workshop, docs, site, messages)
    return FolderTree(site)


def copy_pictures(library: Library, root: Path, docs: Path) -> None:
    """Copy the pictures below docs/ that the library knows, and nothing else.

    MkDocs follows links wherever they lead, so it never sees the project's own folder; the Markdown it is given by the
    plugin (`written.py`).
    """
    docs.mkdir(parents=True)
    for path in library.files:
        if not path.startswith("docs/") or not path.lower().endswith(PICTURES):
            continue
        content = read_bytes(path, root / path)
        if isinstance(content, Diagnostic):
            raise Refusal("SITE002", message=f"{path}: {content.code}")
        target = docs / path.removeprefix("docs/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _build(params: Params, workshop: Workshop, docs: Path, site: Path, messages: _Messages) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from fanzha.formats.site.plugin import FanzhaPlugin
    from fanzha.formats.site.supply import Supply

    try:
        config = load_config(
            config_file=str(workshop.root / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(site), strict=True
        )
        plugin = config.plugins.get("fanzha")
        if not isinstance(plugin, FanzhaPlugin):
            raise Refusal("SITE002", message="mkdocs.yml: plugins: fanzha?")
        plugin.supply = Supply(params.library, workshop.finished, workshop.root, workshop.build)
        build(config)
    except (Abort, ConfigurationError) as error:
        raise Refusal("SITE002", message=" · ".join(messages.said) or str(error)) from None


@contextmanager
def _environment() -> Iterator[None]:
    """Unset what would let the outside in: the plugin then takes the clock from the publisher's date."""
    before = dict(os.environ)
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


class _Messages(logging.Handler):
    """Collects what MkDocs and its plugins warn of, each message once, instead of printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(self._said)

    def emit(self, record: logging.LogRecord) -> None:
        message = " ".join(record.getMessage().split())
        if message not in self._said:
            self._said.append(message)

    @contextmanager
    def listening(self) -> Iterator[None]:
        logger = logging.getLogger("mkdocs")
        propagated, level = logger.propagate, logger.level
        logger.addHandler(self)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.propagate, logger.level = propagated, level
