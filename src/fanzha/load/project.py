"""Loading a whole project: every file once, every problem of every file in one run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fanzha.config import DOCS, MATERIALS, SITE_CONFIG
from fanzha.diagnostics import Diagnostic, Place
from fanzha.load.collections import collect, declared_slugs, group_documents, likely_locales
from fanzha.load.markdown import Document, parse_document
from fanzha.load.materials import brand_of, load_editions, load_publisher, load_registry
from fanzha.model import Library
from fanzha.source import PICTURES, SourceFile, find_files, read


def read_sources(root: Path) -> tuple[dict[str, SourceFile], dict[str, str], list[Diagnostic]]:
    """Return the text sources by path, the digests of pictures by path, and what could not be read."""
    texts: dict[str, SourceFile] = {}
    pictures: dict[str, str] = {}
    found: list[Diagnostic] = []
    for item in [*find_files(root, DOCS), *find_files(root, MATERIALS), *_site_config(root)]:
        if isinstance(item, Diagnostic):
            found.append(item)
            continue
        path, real = item
        if path.lower().endswith(PICTURES):
            try:
                pictures[path] = hashlib.sha256(real.read_bytes()).hexdigest()
            except OSError as error:
                found.append(Diagnostic.at("LOAD006", Place(path), reason=error.strerror or ""))
            continue
        source = read(path, real)
        if isinstance(source, Diagnostic):
            found.append(source)
        else:
            texts[path] = source
    return texts, pictures, found


def _site_config(root: Path) -> list[tuple[str, Path]]:
    path = root / SITE_CONFIG
    return [(SITE_CONFIG, path)] if path.is_file() else []


def load_project(root: Path) -> tuple[Library | None, list[Diagnostic]]:
    """Return the library of the project at `root` with every problem found; None when no publisher can be read."""
    sources, pictures, found = read_sources(root)
    unusable = {diagnostic.place.path for diagnostic in found}
    publisher = load_publisher(sources, found)
    registry = load_registry(sources, found)
    editions = load_editions(sources, found)
    documents: list[Document] = []
    for path, source in sources.items():
        if path.startswith(f"{DOCS}/") and path.endswith(".md"):
            document = parse_document(source, found)
            if document is None:
                unusable.add(path)
            else:
                documents.append(document)
    # Without a publisher the documents are checked all the same, taking every language that a file name carries.
    locales = publisher.locales if publisher else likely_locales(documents)
    groups = group_documents(documents, unusable, locales, found)
    collected = collect(groups, locales, found)
    if publisher is None:
        return None, found
    library = Library(
        publisher=publisher,
        registry=registry,
        tactics=collected.tactics,
        cases=collected.cases,
        slogans=collected.slogans,
        audiences=collected.audiences,
        pages=collected.pages,
        editions=editions,
        files={path: source.sha256 for path, source in sources.items()} | pictures,
        brand=brand_of(sources),
        digests={document.source.path: document.digest for document in documents},
        declared=declared_slugs([*sources, *unusable], locales),
        allowed=collected.allowed,
    )
    return library, found
