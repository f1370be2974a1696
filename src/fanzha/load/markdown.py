"""A Markdown source taken apart: its front matter, and what its body says."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic, Text
from fanzha.load.blocks import Blocks
from fanzha.load.bounds import out_of_bounds
from fanzha.load.nodes import Map, Node, YamlProblem, parse_yaml
from fanzha.model import Passage, Section
from fanzha.source import SourceFile

_FENCE = re.compile(r"^---[ \t]*$")


@dataclass(frozen=True)
class Document:
    """A Markdown file taken apart."""

    source: SourceFile
    front: Map
    title: Text | None
    lead: tuple[Text, ...]
    sections: tuple[Section, ...]
    items: tuple[Text, ...]
    """Items of lists before the first section."""
    digest: str
    """First 16 hex digits of the SHA-256 of the body, for translations to refer to."""
    passages: tuple[Passage, ...] = ()
    """Everything the body says, in order."""
    anchors: frozenset[str] = frozenset()
    """Ids of the headings."""


def body_digest(body: str) -> str:
    """Return the digest that a translation carries of its source: blank lines and blanks at line ends do not count."""
    lines = (line.rstrip() for line in unicodedata.normalize("NFC", body).split("\n"))
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8")).hexdigest()[:16]


def split_front_matter(source: SourceFile) -> tuple[str, int] | Diagnostic:
    """Return the front matter's text and the line of the body's start, both from 1; empty text when there is none."""
    if not _FENCE.match(source.lines[0]):
        return "", 1
    for number, line in enumerate(source.lines[1:], start=2):
        if _FENCE.match(line):
            return "\n".join(source.lines[1 : number - 1]), number + 1
    return Diagnostic.at("LOAD011", source.place(1, 1, 3))


def parse_document(source: SourceFile, found: list[Diagnostic]) -> Document | None:
    """Return the document in `source`, or None after adding diagnostics to `found`."""
    split = split_front_matter(source)
    if isinstance(split, Diagnostic):
        found.append(split)
        return None
    front_text, first = split
    excess = out_of_bounds(source, first)
    if excess:
        found.append(excess)
        return None
    try:
        front: Node = parse_yaml(source, front_text, 2) if front_text else Map({}, source.place(1))
    except YamlProblem as problem:
        found.append(problem.diagnostic)
        return None
    if not isinstance(front, Map):
        found.append(Diagnostic.at("LOAD014", front.place, wanted_zh="键: 值", wanted_en="key: value pairs"))
        return None
    body = "\n".join(source.lines[first - 1 :])
    blocks = Blocks(source, first, found)
    if not blocks.take(body):
        return None
    return Document(
        source=source,
        front=front,
        title=blocks.titles[0] if blocks.titles else None,
        lead=tuple(blocks.root.paragraphs),
        sections=tuple(part.freeze() for part in blocks.root.children),
        items=tuple(blocks.root.items),
        digest=body_digest(body),
        passages=tuple(blocks.passages),
        anchors=frozenset(blocks.seen),
    )
