"""What files of several entries have in common: an entry is a section with an id, and has facts in the front matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Protocol, TypeVar

from fanzha.diagnostics import Diagnostic
from fanzha.load import front
from fanzha.load.markdown import Document
from fanzha.load.names import SLUG
from fanzha.load.nodes import Map
from fanzha.model import Section

NO_DIGEST = "-"
"""Stands for the digest that a translated entry should carry and does not."""
UNPLACED = frozenset({"name", "lead", "heading", "code", "html", "link"})
"""Roles of passages that belong to no entry."""


class Keep(Protocol):
    """Notes what a document's front matter says about its upkeep."""

    def __call__(self, locale: str, data: front.KeptFront, *, translation: bool = False) -> None:
        """Note `data`, the front matter of the document in `locale`."""


class _Named(Protocol):
    @property
    def slug(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def unpaired(source: Document, key: str, facts: Collection[str], code: str) -> Iterator[Diagnostic]:
    """Yield `code` for each entry without facts below `key` of the front matter, and for facts without an entry."""
    ids = {section.id: section for section in source.sections if section.id}
    for slug, section in ids.items():
        if slug not in facts and SLUG.fullmatch(slug):
            yield Diagnostic.at(code, section.place, id=slug)
    node = source.front.entries[key][1]
    for slug, (name, _) in node.entries.items() if isinstance(node, Map) else ():
        if slug not in ids:
            yield Diagnostic.at(code, name.place, id=slug)


def whole(
    document: Document, code: str, read: Callable[[Section], _Entry | None], found: list[Diagnostic]
) -> dict[str, _Entry]:
    """Return the entries of a document that `read` finds whole, by id; `code` tells of a document without any."""
    if document.title is None or not document.title.strip():
        found.append(Diagnostic.at("LOAD022", document.source.place(1)))
    if not document.sections:
        found.append(Diagnostic.at(code, document.source.place(1)))
    entries: dict[str, _Entry] = {}
    for section in document.sections:
        if (entry := read(section)) is not None:
            entries.setdefault(entry.slug, entry)  # LOAD018 tells of a second one
    return entries
