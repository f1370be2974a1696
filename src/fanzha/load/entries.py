"""What files of several entries have in common: an entry is a section with an id, and has facts in the front matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load import front
from fanzha.load.decode import decode
from fanzha.load.markdown import Document
from fanzha.load.names import SLUG
from fanzha.load.nodes import Map
from fanzha.model import LocalText, Section

NO_DIGEST = "-"
"""Stands for the digest that a translated entry should carry and does not."""
UNPLACED = frozenset({"name", "lead", "heading", "code", "html", "link"})
"""Roles of passages that belong to no entry."""


class Keep(Protocol):
    """Notes what a document's front matter says about its upkeep."""

    def __call__(self, locale: str, data: front.KeptFront, *, translation: bool = False) -> None:
        """Note `data`, the front matter of the document in `locale`."""


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


class _Named(Protocol):
    @property
    def slug(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)
_Told = TypeVar("_Told", bound=LocalText)


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


def known_already(text: LocalText, known: Mapping[str, _Placed], found: list[Diagnostic]) -> bool:
    """Return whether an entry of another file has the id of `text`, after adding LOAD028."""
    if text.slug in known:
        found.append(Diagnostic.at("LOAD028", text.place, id=text.slug, first=str(known[text.slug].place)))
    return text.slug in known


@dataclass(frozen=True)
class Pairing(Generic[_Told]):
    """How the entries of a translated document pair with those of its source."""

    texts: Callable[[Document, str, list[Diagnostic]], dict[str, _Told]]
    """Reads a document in a locale."""
    digest: Callable[[_Told], str]
    """What a translation carries of one entry."""
    unlike: Callable[[_Told, _Told], Iterable[Diagnostic]] | None = None
    """What of a translation is not as in its source, besides words."""

    def translated(
        self,
        documents: Mapping[str, Document],
        default: str,
        sources: Mapping[str, _Told],
        found: list[Diagnostic],
        keep: Keep,
    ) -> dict[str, dict[str, _Told]]:
        """Return the entries `sources` of the document in the `default` language by id, each by locale.

        A translation of an entry that the source has and that is not whole is no orphan: it has its own diagnostic.
        """
        told = {slug: {default: text} for slug, text in sources.items()}
        broken = frozenset(section.id for section in documents[default].sections) - set(sources)
        for locale, document in sorted(documents.items()):
            if locale != default:
                for text in self._paired(document, locale, sources, broken, found, keep):
                    told[text.slug][locale] = text
        return told

    def _paired(
        self,
        document: Document,
        locale: str,
        sources: Mapping[str, _Told],
        broken: Collection[str],
        found: list[Diagnostic],
        keep: Keep,
    ) -> Iterator[_Told]:
        """Yield the entries of a translated document that have a source, each with the digest that it carries."""
        data = decode(document.front, front.SlogansTranslationFront, found)
        texts = self.texts(document, locale, found)
        if data is None:
            return
        keep(locale, data, translation=True)
        for slug, text in texts.items():
            source = sources.get(slug)
            if source is not None:
                found.extend(self.unlike(text, source) if self.unlike else ())
                carried = data.source_digests.get(slug) or Text(NO_DIGEST, text.place)
                yield replace(text, source_digest=carried, stale=carried != self.digest(source))
            elif slug not in broken:
                found.append(Diagnostic.at("LANG003", text.place, source=f"{{#{slug}}}"))
