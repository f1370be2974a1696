"""Loading a whole project: every file once, every problem of every file in one run."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fanzha import config
from fanzha.config import DOCS, MATERIALS, PLACEMENTS, SITE_CONFIG
from fanzha.diagnostics import Diagnostic, Place
from fanzha.load import cache
from fanzha.model import Allow, Library, Prose, Publisher, digest_of
from fanzha.pictures import Picture, read_picture
from fanzha.source import PICTURES, TABLES, SourceFile, decode, find_file, find_files, read_bytes

if TYPE_CHECKING:
    from fanzha.load.collections import Collected
    from fanzha.load.markdown import Document
    from fanzha.load.materials import Materials

_NO_SOURCES = {"LOAD033", "LOAD034", "LOAD035", "LOAD036"}
"""Codes about files that are no text: a page of the same name is missing all the same."""


@dataclass(frozen=True)
class RawFiles:
    """All source files as they lie on disk."""

    data: Mapping[str, bytes]
    """By path below the root, sorted."""
    digests: Mapping[str, str]
    """SHA-256 by path."""
    found: tuple[Diagnostic, ...]
    """What could not be read."""

    @property
    def digest(self) -> str:
        """Digest of everything that loading depends on."""
        lines = [f"{digest}  {path}" for path, digest in self.digests.items()]
        return digest_of((lines, [(d.code, d.place, d.args) for d in self.found]))


def read_files(root: Path, folders: Sequence[str] = (DOCS, MATERIALS)) -> RawFiles:
    """Read every source file in `folders` of the project at `root`, and the website's settings, once."""
    data: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    below = [item for folder in folders for item in find_files(root, folder)]
    for item in [*below, *find_file(root, SITE_CONFIG)]:
        if isinstance(item, Diagnostic):
            found.append(item)
            continue
        if item[0].endswith(TABLES) and not item[0].startswith(f"{PLACEMENTS}/"):
            found.append(Diagnostic.at("LOAD033", Place(item[0]), name=item[0].rpartition("/")[2]))
            continue
        content = read_bytes(*item)
        if isinstance(content, Diagnostic):
            found.append(content)
        else:
            data[item[0]] = content
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in data.items()}
    return RawFiles(data, digests, tuple(found))


_COLLECTIONS = ("tactics", "cases", "slogans", "audiences", "pages", "questions", "rhymes")
Parsed = tuple[Library | None, list[Diagnostic]]


def load_project(root: Path, today: datetime.date | None = None, *, prose: bool = False) -> Parsed:
    """Return the library of the project at `root` with every problem found; None when no publisher can be read.

    `today` is the day as of which it is checked, by default the real one. Nothing is parsed when no source file has
    changed since the last time, unless `prose` asks for the passages, which the content checks read and nothing else.
    """
    return load_files(root, read_files(root), today or config.today(), prose=prose)


class Reader:
    """Loads one project again and again, while it is being written: only files that changed are taken apart."""

    def __init__(self, root: Path) -> None:
        """Remember nothing yet of the project at `root`."""
        self._root = root
        self._before: TakenApart = {}

    def load(self) -> Parsed:
        """Return what `load_project` returns, from the sources as they are now."""
        files = read_files(self._root)
        for path in self._before.keys() - files.data.keys():
            del self._before[path]
        library, found = parse_files(files, self._before, prose=False)
        return (dataclasses.replace(library, today=config.today()) if library else None), found


def load_files(root: Path, files: RawFiles, today: datetime.date, *, prose: bool = False) -> Parsed:
    """Return the library of the project at `root`, whose sources are `files`; see `load_project`."""
    key = cache.key_of(files.digest)
    parsed = _recalled(root, key)
    if parsed is None or prose:
        known = parsed is not None
        parsed = parse_files(files, prose=prose)
        if not known:
            cache.remember(root, "library", key, _records(*parsed))
    library, found = parsed
    if library is not None:
        library = dataclasses.replace(library, today=today, prose=library.prose if prose else {})
    return library, list(found)


def _records(library: Library | None, found: list[Diagnostic]) -> Iterator[object]:
    """Yield what the cache keeps: the library without its entities, then each of those."""
    if library is None:
        yield None, found
        return
    without: dict[str, Any] = {name: {} for name in ("prose", *_COLLECTIONS)}
    yield dataclasses.replace(library, **without), found
    for name in _COLLECTIONS:
        for slug, entity in getattr(library, name).items():
            yield name, slug, entity


def _recalled(root: Path, key: str) -> Parsed | None:
    records = cache.recall(root, "library", key)
    if not records:
        return None
    entities: dict[str, Any] = {name: {} for name in _COLLECTIONS}
    try:
        library, found = records[0]
        for name, slug, entity in records[1:]:
            entities[name][slug] = entity
    except (TypeError, ValueError, KeyError):
        return None
    if not isinstance(library, Library | None) or not isinstance(found, list):
        return None
    if library is not None:
        library = dataclasses.replace(library, **entities)
    return (library, found) if all(isinstance(item, Diagnostic) for item in found) else None


def allowed_by(publisher: Publisher, already: Mapping[str, tuple[Allow, ...]]) -> dict[str, tuple[Allow, ...]]:
    """Return what the publisher silences, joined to what the files silence `already`, by path."""
    allowed: dict[str, tuple[Allow, ...]] = {}
    for entry in publisher.allow:
        allowed[entry.path] = (*allowed.get(entry.path, already.get(entry.path, ())), entry)
    return allowed


def _pictures(files: RawFiles, found: list[Diagnostic]) -> dict[str, Picture]:
    """Return what the headers of all pictures say."""
    pictures: dict[str, Picture] = {}
    for path, data in files.data.items():
        if path.lower().endswith(PICTURES):
            picture = read_picture(path, data)
            if isinstance(picture, Diagnostic):
                found.append(picture)
            else:
                pictures[path] = picture
    return pictures


def _decoded(files: RawFiles, found: list[Diagnostic]) -> dict[str, SourceFile]:
    sources: dict[str, SourceFile] = {}
    for path, data in files.data.items():
        if path.lower().endswith(PICTURES):
            continue
        source = decode(path, data)
        if isinstance(source, Diagnostic):
            found.append(source)
        else:
            sources[path] = source
    return sources


TakenApart = dict[str, "tuple[SourceFile, Document | None, list[Diagnostic]]"]
"""Markdown files by path: the source, what it was taken apart into, and what was found on the way."""


def _documents(
    sources: Mapping[str, SourceFile], unusable: set[str], found: list[Diagnostic], before: TakenApart
) -> list[Document]:
    """Return the Markdown files taken apart; those that cannot be join the `unusable` paths.

    A file that is the same as in `before` is not taken apart again; what is new joins it.
    """
    from fanzha.load.markdown import parse_document

    documents: list[Document] = []
    for path in [path for path in sources if path.startswith(f"{DOCS}/") and path.endswith(".md")]:
        if path not in before or before[path][0] != sources[path]:
            problems: list[Diagnostic] = []
            before[path] = (sources[path], parse_document(sources[path], problems), problems)
        _, document, problems = before[path]
        found.extend(problems)
        if document is None:
            unusable.add(path)
        else:
            documents.append(document)
    return documents


def parse_files(files: RawFiles, before: TakenApart | None = None, *, prose: bool = True) -> Parsed:
    """Return the library that `files` make, without looking at the disk, with every problem found.

    `before` is for who loads again and again: see `_documents`. The passages are left out unless `prose`.
    """
    # Not at the top: when nothing has changed, nothing is parsed.
    from fanzha.load.collections import collect
    from fanzha.load.groups import group_documents
    from fanzha.load.materials import load_materials
    from fanzha.load.names import declared_slugs, likely_locales
    from fanzha.load.passages import prose_of

    found = list(files.found)
    sources = _decoded(files, found)
    pictures = _pictures(files, found)
    unusable = {diagnostic.place.path for diagnostic in found if diagnostic.code not in _NO_SOURCES}
    materials = load_materials(sources, files.data, pictures, unusable, found)
    publisher = materials.publisher
    documents = _documents(sources, unusable, found, {} if before is None else before)
    # Without a publisher the documents are checked all the same, taking every language that a file name carries.
    locales = publisher.locales if publisher else likely_locales(document.source.path for document in documents)
    about = _About(
        files=files.digests,
        pictures=pictures,
        declared=declared_slugs([*sources, *unusable], locales),
        prose=prose_of(documents, materials.nodes, sources, locales[0]) if prose else {},
        digests={document.source.path: document.digest for document in documents},
        anchors={document.source.path: document.anchors for document in documents},
    )
    groups = group_documents(documents, unusable, locales, found)
    del documents, sources  # a group is let go when its entities are there
    collected = collect(groups, locales, found)
    return (_library(publisher, materials, collected, about) if publisher else None), found


@dataclass(frozen=True)
class _About:
    """What `Library` knows of the files themselves, each by path."""

    files: Mapping[str, str]
    pictures: Mapping[str, Picture]
    declared: Mapping[str, frozenset[str]]
    """By collection."""
    prose: Mapping[str, Prose]
    digests: Mapping[str, str]
    anchors: Mapping[str, frozenset[str]]


def _library(publisher: Publisher, materials: Materials, collected: Collected, about: _About) -> Library:
    return Library(
        publisher=publisher,
        registry=materials.registry,
        tactics=collected.tactics,
        cases=collected.cases,
        slogans=collected.slogans,
        audiences=collected.audiences,
        pages=collected.pages,
        questions=collected.questions,
        rhymes=collected.rhymes,
        editions=materials.editions,
        placements=materials.placements,
        issued=materials.issued,
        inventory=materials.inventory,
        interface=materials.interface,
        files=about.files,
        brand=materials.brand,
        digests=about.digests,
        declared=about.declared,
        allowed=collected.allowed | allowed_by(publisher, collected.allowed),
        upkeep=collected.upkeep,
        prose=about.prose,
        pictures=about.pictures,
        logo=materials.logo,
        anchors=about.anchors,
    )
