"""The formats: one folder each, found by its name.

A format is a folder below this one. Its `__init__.py` binds `FORMAT` to an object of the protocol below and imports
nothing heavy (no WeasyPrint, no MkDocs, no Pillow), because a build that has nothing to do loads it too. Its
`render.py` defines

    def render(artifact: Artifact, workshop: Workshop) -> Rendered

which runs in a worker process. Adding a format is adding a folder; removing the folder prunes what it made.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from fanzha.diagnostics import Diagnostic
from fanzha.model import Artifact, Edition, Finished, Library, Logo, Rendered


@dataclass(frozen=True)
class Workshop:
    """What a renderer may use besides its artefact."""

    root: Path
    """The project's root."""
    scratch: Path
    """An empty folder of its own, removed afterwards."""
    cache: Path
    """`build/.cache`: fonts and other derived files that are safe to delete."""
    finished: tuple[Finished, ...] = ()
    """What the other artefacts came to; only for an artefact with `after_others`."""
    build: Path = Path("build")
    """Where finished artefacts lie; only for an artefact with `after_others`."""


class Format(Protocol):
    """What a format's folder offers."""

    name: ClassVar[str]
    """The folder's name, and the first part of its artefacts' paths."""
    editions: ClassVar[str]
    """The folder of `materials/` that holds its editions."""
    Options: ClassVar[type[Any]]
    """Frozen dataclass that an edition's YAML is decoded into; an unknown key is a diagnostic."""
    example: ClassVar[str]
    """A filled-in edition for `fanzha new edition`."""

    def plan(self, library: Library, edition: Edition, options: Any) -> Iterable[Artifact | Diagnostic]:
        """Yield the artefacts of an edition, or diagnostics about what cannot be made."""

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:
        """Read the bytes back as a stranger would and yield what is wrong with them."""


@functools.cache
def formats() -> Mapping[str, Format]:
    """Return the formats by name, sorted."""
    found: dict[str, Format] = {}
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        if info.ispkg:
            found[info.name] = importlib.import_module(f"{__name__}.{info.name}").FORMAT
    return found


def proven(artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterator[Diagnostic]:
    """Yield what is wrong with the finished bytes: what their format finds, and a PDF without its publisher's logo.

    In a folder, every picture is read for codes; one may stand there only if the format says so (`leads`).
    """
    of = formats()[artifact.format]
    yield from of.verify(artifact, data, workshop)
    if not isinstance(data, bytes):
        from fanzha import gate

        leads = getattr(of, "leads", None)
        allowed = [leads(artifact, data)] if leads else []
        yield from gate.tree_problems(artifact.path, data, workshop.cache, *allowed)
        return
    logo: Logo | None = getattr(artifact.params, "logo", None)
    if logo is not None and data.startswith(b"%PDF-"):
        from fanzha.pdf.drawn import LEAST, largest_mm

        if largest_mm(data, logo.width, logo.height) < LEAST:
            yield Diagnostic.at("FIT023", path=artifact.path, least=f"{LEAST:g}")
