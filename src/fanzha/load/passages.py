"""Passages of YAML: every value of front matter and of the files below `materials/`, for the content checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fanzha.config import LOCALE_WORDS, MATERIALS, PLACEMENTS, REGISTRY
from fanzha.diagnostics import Text
from fanzha.load.markdown import Document
from fanzha.load.names import split_path
from fanzha.load.nodes import Map, Node, Scalar
from fanzha.load.quiz import question_passages
from fanzha.load.rhymes import rhyme_passages
from fanzha.model import Passage, Prose
from fanzha.source import SourceFile

_DIGESTS = f"{REGISTRY}/protected.yml"
"""Digests of documents, which say nothing."""
_SHOWN = frozenset({"name", "address", "revoked.reason"})
"""What is published of a placement."""
_BLANK = re.compile(r"\s*")
_BLOCK = frozenset("|>")
_QUOTES = frozenset("'\"")


def document_prose(document: Document, default: str) -> Prose:
    """Return everything that a Markdown file says: its front matter, then its body."""
    path = document.source.path
    collection, slug, locale = split_path(path)
    front = values_of(document.front, document.source, "front")
    body: Iterable[Passage] = document.passages
    if collection == "quiz":
        body = question_passages(body)
    elif collection == "rhymes":
        body = rhyme_passages(body, locale or default)
    return Prose(path, collection or "pages", slug, locale or default, (*front, *body))


def material_prose(path: str, node: Node, source: SourceFile, default: str) -> Prose:
    """Return every value of a YAML file below `materials/`; one of the interface's words names its locale itself."""
    slug = path.removeprefix(f"{MATERIALS}/").rpartition(".")[0]
    locale = slug.rpartition("/")[2] if path.startswith(f"{LOCALE_WORDS}/") else default
    passages = values_of(node, source)
    if path.startswith(f"{PLACEMENTS}/"):
        passages = (passage for passage in passages if passage.role in _SHOWN)
    return Prose(path, MATERIALS, slug, locale, tuple(passages))


def values_of(node: Node, source: SourceFile, keys: str = "") -> Iterator[Passage]:
    """Yield the values below `node` in order, each with the path of its keys; items of a list share their list's."""
    pending: list[tuple[str, Node]] = [(keys, node)]
    while pending:  # not recursive: the depth is bounded, but the stack is not ours to spend
        path, current = pending.pop()
        if isinstance(current, Scalar):
            if current.text:
                yield Passage(_exact(current.text, source), path)
        elif isinstance(current, Map):
            below = [(f"{path}.{key}" if path else str(key), value) for key, (_, value) in current.entries.items()]
            pending.extend(reversed(below))
        else:
            pending.extend((path, item) for item in reversed(current.items))


def _exact(text: Text, source: SourceFile) -> Text:
    """Return a scalar placed line by line at its first characters, not at its quotation mark or block indicator.

    Where its words cannot be found in the source, for they are written with escapes, the whole line is meant.
    """
    return _found(text, source) or Text(str(text), replace(text.place, column=0))


def _found(text: Text, source: SourceFile) -> Text | None:
    """Return the text as it stands in the source, on one line or on several; None when it does not stand there so."""
    words, done, gap = str(text).strip(), 0, ""
    joined: Text | None = None
    first = text.place.line
    for number in range(first, min(first + len(words) + 1, len(source.lines)) + 1):
        written = source.lines[number - 1]
        start = _start(written, text.place.column - 1) if number == first else 0
        start += len(written[start:]) - len(written[start:].lstrip())
        part = written[start : start + len(words) - done].rstrip()
        if not part:
            continue
        if not words.startswith(part, done):
            return None
        more = source.words(part, number, start + 1)
        joined = more if joined is None else joined.joined(more, gap)
        done += len(part)
        gap = _BLANK.match(words, done)[0]  # type: ignore[index]  # it always matches
        done += len(gap)
        if done >= len(words):
            return joined
    return None


def _start(written: str, at: int) -> int:
    """Return where the words of a scalar begin: behind its quotation mark; a block begins on the next line."""
    sign = written[at : at + 1]
    return len(written) if sign in _BLOCK else at + (sign in _QUOTES)


def prose_of(
    documents: list[Document], materials: Mapping[str, Node], sources: Mapping[str, SourceFile], default: str
) -> dict[str, Prose]:
    """Return all prose by path, sorted."""
    found = [document_prose(document, default) for document in documents]
    found += [
        material_prose(path, node, sources[path], default) for path, node in materials.items() if path != _DIGESTS
    ]
    return {prose.path: prose for prose in sorted(found, key=lambda prose: prose.path)}
