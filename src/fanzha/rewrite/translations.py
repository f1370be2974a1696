"""`fanzha translate`: which translations lag behind, and recording that one was brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place, Severity, nearest, severity_of
from fanzha.load import load_project
from fanzha.load.attributes import attributes_of
from fanzha.load.markdown import Document, body_digest, parse_document
from fanzha.load.names import split_path
from fanzha.load.quiz import question_digest
from fanzha.load.rhymes import rhyme_digest
from fanzha.model import Library
from fanzha.rewrite.front_matter import DIGEST, DIGESTS, carried_digests, write_digests
from fanzha.source import read


@dataclass(frozen=True)
class Translation:
    """A translated file: the digests it carries and those that its source has.

    Keys are the ids of slogans, questions or rhymes, each of which has a digest; any other file has the one key "".
    """

    path: str
    slug: str
    """The stem of the source."""
    carried: Mapping[str, str] = field(default_factory=dict)
    wanted: Mapping[str, str] = field(default_factory=dict)

    @property
    def stale(self) -> frozenset[str]:
        """The keys whose digest is missing or out of date."""
        return frozenset(key for key, digest in self.wanted.items() if self.carried.get(key) != digest)

    @property
    def names(self) -> frozenset[str]:
        """What it may be called: its path, its slug, the ids of its slogans, questions or rhymes."""
        return frozenset({self.path, self.slug, *self.wanted} - {""})

    def accepted(self, names: Collection[str]) -> Mapping[str, str]:
        """Return the digests to write when `names` are accepted: all of them when the file itself is named."""
        whole = self.path in names or self.slug in names
        return {key: digest for key, digest in self.wanted.items() if key in self.stale and (whole or key in names)}


def translations(root: Path) -> tuple[list[Translation], list[Diagnostic]]:
    """Return every translation of the project at `root` that can be read, by path.

    The diagnostics say what cannot be compared: without a publisher nothing can, and otherwise the translations that
    are broken in some way that a digest does not mend.
    """
    library, found = load_project(root)
    if library is None:
        return [], found
    sources, others = _by_source(library)
    every, unreadable = [], []
    for path, source in sorted(others.items()):
        data = read(path, root / path)
        document = None if isinstance(data, Diagnostic) else parse_document(data, [])
        if document is not None and source in sources:
            every.append(_translation(document, source, sources[source], library))
    known = {one.path for one in every}
    for diagnostic in found:
        path = diagnostic.place.path
        broken = severity_of(diagnostic) is Severity.ERROR and path.startswith(f"{DOCS}/") and path.endswith(".md")
        if broken and path not in known and split_path(path)[2]:
            unreadable.append(diagnostic)
    return every, unreadable


def _by_source(library: Library) -> tuple[dict[str, str], dict[str, str]]:
    """Return the digests of the sources by path without suffix, and the path without suffix of each translation."""
    default = library.publisher.default_locale
    sources: dict[str, str] = {}
    others: dict[str, str] = {}
    for path, digest in library.digests.items():
        collection, slug, locale = split_path(path)
        stem = f"{collection}/{slug}"
        if locale in ("", default):
            sources[stem] = digest
        elif locale in library.publisher.locales:
            others[path] = stem
    return sources, others


def _translation(document: Document, source: str, digest: str, library: Library) -> Translation:
    path, slug = document.source.path, PurePosixPath(source).name
    default = library.publisher.default_locale
    if source.startswith(("quiz/", "rhymes/")):
        wanted = (_questions if source.startswith("quiz/") else _rhymes)(document, slug, library)
        return Translation(path, slug, carried_digests(document.front, DIGESTS), wanted)
    if not source.startswith("slogans/"):
        return Translation(path, slug, carried_digests(document.front, DIGEST), {"": digest})
    # The ids as written, not the slogans as loaded: a file that carries no digest yet has not been loaded.
    items = [*document.items, *(item for section in document.sections for item in section.items)]
    own = (slogan for slogan in library.slogans.values() if split_path(slogan.place.path)[1] == slug)
    texts = {slogan.slug: slogan.texts[default] for slogan in own}
    ids = [key for key in (attributes_of(item)[1] for item in items) if key in texts]
    wanted = {key: body_digest(texts[key].name) for key in ids}
    return Translation(path, slug, carried_digests(document.front, DIGESTS), wanted)


def _questions(document: Document, slug: str, library: Library) -> dict[str, str]:
    """Return the digests of the questions that a translated quiz file has, by id."""
    default = library.publisher.default_locale
    own = {q.slug: q.texts[default] for q in library.questions.values() if split_path(q.place.path)[1] == slug}
    return {part.id: question_digest(own[part.id]) for part in document.sections if part.id in own}


def _rhymes(document: Document, slug: str, library: Library) -> dict[str, str]:
    """Return the digests of the rhymes that a translated file has, by id."""
    default = library.publisher.default_locale
    own = {r.slug: r.texts[default] for r in library.rhymes.values() if split_path(r.place.path)[1] == slug}
    return {part.id: rhyme_digest(own[part.id]) for part in document.sections if part.id in own}


def unknown_names(every: Iterable[Translation], names: Iterable[str]) -> list[Diagnostic]:
    """Return CONF008 for each of `names` that is no translation's."""
    known = {name for one in every for name in one.names}
    missing = [name for name in Counter(names) if name not in known]
    return [Diagnostic.at("CONF008", name=name, nearest=nearest(name, known)) for name in missing]


def in_step(every: Iterable[Translation], names: Iterable[str]) -> list[str]:
    """Return those of `names` under which there is nothing to accept."""
    read = list(every)
    return [name for name in dict.fromkeys(names) if not any(one.accepted({name}) for one in read)]


def accept_named(
    root: Path, every: Iterable[Translation], names: Collection[str] | None
) -> tuple[list[str], list[Diagnostic]]:
    """Write the sources' digests into what `names` name, or into all of them for None.

    Returns the paths of what was accepted, and what prevented the others.
    """
    accepted: list[str] = []
    refused: list[Diagnostic] = []
    for one in every:
        digests = one.accepted({one.path} if names is None else names)
        if not digests:
            continue
        problem = record(root, one.path, digests)
        if problem is None:
            accepted.append(one.path)
        else:
            refused.append(problem)
    return accepted, refused


def record(root: Path, path: str, digests: Mapping[str, str]) -> Diagnostic | None:
    """Write `digests` into the translation at `path`; return what prevents it."""
    try:
        return write_digests(root, path, digests)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Diagnostic.at("BUILD004", Place(path), path=path, reason=reason)
