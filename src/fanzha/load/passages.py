"""Passages of YAML: every value of front matter and of the files below `materials/`, for the content checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fanzha.config import MATERIALS, REGISTRY
from fanzha.diagnostics import Text
from fanzha.load.markdown import Document
from fanzha.load.names import split_path
from fanzha.load.nodes import Map, Node, Scalar
from fanzha.model import Passage, Prose
from fanzha.source import SourceFile

_DIGESTS = f"{REGISTRY}/protected.yml"
"""Digests of documents, which say nothing."""


def document_prose(document: Document, default: str) -> Prose:
    """Return everything that a Markdown file says: its front matter, then its body."""
    path = document.source.path
    collection, slug, locale = split_path(path)
    front = values_of(document.front, document.source, "front")
    return Prose(path, collection or "pages", slug, locale or default, (*front, *document.passages))


def material_prose(path: str, node: Node, source: SourceFile, default: str) -> Prose:
    """Return every value of a YAML file below `materials/`."""
    slug = path.removeprefix(f"{MATERIALS}/").rpartition(".")[0]
    return Prose(path, MATERIALS, slug, default, tuple(values_of(node, source)))


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
    """Return a scalar placed at its first character instead of its quotation mark or block indicator.

    A value that is written with escapes, or folded over several lines, is placed line by line where its lines can be
    found, and otherwise where it begins.
    """
    line, column = text.place.line, text.place.column
    joined: Text | None = None
    rest = str(text)
    for number in range(line, min(line + text.count("\n") + 2, len(source.lines)) + 1):
        written = source.lines[number - 1]
        part = rest.partition("\n")[0].strip()
        at = written.find(part, column - 1 if number == line else 0) if part else -1
        if at < 0:
            continue
        more = source.words(part, number, at + 1)
        joined = more if joined is None else joined.joined(more, "\n")
        rest = rest.partition("\n")[2]
        if not rest.strip():
            break
    return joined if joined is not None and str(joined) == str(text).strip() else Text(str(text), text.place)


def prose_of(
    documents: list[Document], materials: Mapping[str, Node], sources: Mapping[str, SourceFile], default: str
) -> dict[str, Prose]:
    """Return all prose by path, sorted."""
    found = [document_prose(document, default) for document in documents]
    found += [
        material_prose(path, node, sources[path], default) for path, node in materials.items() if path != _DIGESTS
    ]
    return {prose.path: prose for prose in sorted(found, key=lambda prose: prose.path)}
