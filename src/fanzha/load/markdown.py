"""The structure of a Markdown source: front matter, headings with fixed ids, list items, scam quotes.

markdown-it-py finds the blocks (with inline parsing switched off: what is inside a line is for `fanzha.markup`); this
module turns them into sections whose texts know their line and column.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fanzha.diagnostics import NO_TEXT, Diagnostic, Text
from fanzha.load.bounds import out_of_bounds
from fanzha.load.nodes import Map, Node, YamlProblem, parse_yaml
from fanzha.model import Passage, Section
from fanzha.source import MAX_LINE, SourceFile

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 12

_FENCE = re.compile(r"^---[ \t]*$")
_QUOTE = re.compile(r"^!!!\s+scam-quote\b[^\n]*(\n|$)")
_QUOTE_TITLE = re.compile(r'"([^"\n]*)"')
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014]")


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


@dataclass
class _Part:
    """A section while it is being read."""

    id: str = ""
    title: Text = NO_TEXT
    level: int = 1
    items: list[Text] = field(default_factory=list)
    paragraphs: list[Text] = field(default_factory=list)
    quotes: list[Text] = field(default_factory=list)
    children: list[_Part] = field(default_factory=list)

    def freeze(self) -> Section:
        children = tuple(child.freeze() for child in self.children)
        return Section(
            id=self.id,
            title=str(self.title),
            items=tuple(self.items),
            paragraphs=tuple(self.paragraphs),
            quotes=tuple(self.quotes),
            subsections=children,
            place=self.title.place,
        )


def attributes_of(text: Text) -> tuple[Text, str, tuple[str, ...], dict[str, str]]:
    """Split `words {#id .class key="value"}` into the words, the id, the classes and the other attributes."""
    # By hand: a regular expression would try every blank of a long text as the beginning of the braces.
    words, brace, inside = text.rstrip().rpartition("{")
    attributes = inside.removesuffix("}")
    if not brace or attributes == inside or "}" in attributes or not ("#" in attributes or "." in attributes):
        return text, "", (), {}
    words = Text(words.rstrip(), text.place, text.joints)
    tokens = re.findall(r'[^\s"]+="[^"]*"|\S+', attributes.removeprefix(":"))
    ids = [token[1:] for token in tokens if token.startswith("#")]
    classes = tuple(token[1:] for token in tokens if token.startswith("."))
    pairs = (token.split("=", 1) for token in tokens if "=" in token)
    return words, ids[-1] if ids else "", classes, {key: value.strip('"') for key, value in pairs}


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
    return _Reader(source, first, found).document(front, body)


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # not at the top: a project that has not changed is never parsed

    return MarkdownIt("commonmark", {"maxNesting": 100}).disable("inline")


class _Reader:
    """Turns markdown-it's block tokens into parts."""

    def __init__(self, source: SourceFile, first_line: int, found: list[Diagnostic]) -> None:
        self.source = source
        self.offset = first_line
        self.found = found
        self.root = _Part()
        self.path: list[_Part] = [self.root]
        self.titles: list[Text] = []
        self.seen: dict[str, int] = {}
        self.lists = 0
        self.heading_level = 0
        self.item: list[Text] = []
        self.endless = False
        self.passages: list[Passage] = []

    def document(self, front: Map, body: str) -> Document | None:
        env: dict[str, Any] = {}
        tokens = _parser().parse(body, env)
        deep = next((token for token in tokens if token.level > MAX_NESTING and token.map), None)
        if deep is not None and deep.map:
            place = self.source.place(deep.map[0] + self.offset)
            self.found.append(Diagnostic.at("LOAD010", place, limit=MAX_NESTING))
            return None
        endless = next((token for token in tokens if token.type == "inline" and len(token.content) > MAX_LINE), None)
        if endless is not None and endless.map:
            place = self.source.place(endless.map[0] + self.offset)
            self.found.append(Diagnostic.at("LOAD021", place, length=len(endless.content), limit=MAX_LINE))
            return None
        self.read(tokens)
        self.definitions(env)
        if self.endless:
            return None
        return Document(
            source=self.source,
            front=front,
            title=self.titles[0] if self.titles else None,
            lead=tuple(self.root.paragraphs),
            sections=tuple(part.freeze() for part in self.root.children),
            items=tuple(self.root.items),
            digest=body_digest(body),
            passages=tuple(self.passages),
            anchors=frozenset(self.seen),
        )

    def read(self, tokens: list[Token]) -> None:
        open_quote = False
        for token in tokens:
            if token.type == "inline":
                open_quote = self.inline(token)
            elif token.type == "code_block" and open_quote:
                self.quote(token.content, token)
            elif token.type in {"code_block", "fence", "html_block"} and token.content.strip():
                open_quote = False
                self.note(self.lines_of(token), "html" if token.type == "html_block" else "code")
            elif token.type != "paragraph_close":
                open_quote = False
                self.block(token)

    def block(self, token: Token) -> None:
        """Keep track of where in headings and lists the reader is."""
        if token.type == "heading_open":
            self.heading_level = int(token.tag[1])
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            self.lists += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.lists -= 1
        elif token.type == "list_item_open" and self.lists == 1:
            self.item = []
        elif token.type == "list_item_close" and self.lists == 1 and self.item:
            item = self.item[0]
            for more in self.item[1:]:
                item = item.joined(more, " ")
            self.end_item(item)

    def end_item(self, item: Text) -> None:
        """Add an item of a list to its section; one that never ends makes the document unusable."""
        if len(item) > MAX_LINE:
            self.endless = True
            self.found.append(Diagnostic.at("LOAD021", item.place, length=len(item), limit=MAX_LINE))
        self.path[-1].items.append(item)
        self.note(attributes_of(item)[0], self.path[-1].id)

    def inline(self, token: Token) -> bool:
        """Put a line of text where it belongs; return whether a scam quote may go on after it."""
        text = self.text(token)
        if self.heading_level:
            self.heading(self.heading_level, text)
            self.heading_level = 0
        elif self.lists:
            self.item.append(text)
        else:
            return self.paragraph(text, token)
        return False

    def note(self, text: Text, role: str, *, quote: bool = False) -> None:
        """Keep a passage for the content checks."""
        if text:
            self.passages.append(Passage(text, role, quote))

    def definitions(self, env: Mapping[str, Any]) -> None:
        """Keep the lines of link definitions, which markdown-it takes out of the text."""
        for reference in env.get("references", {}).values():
            first, end = reference["map"]
            for number in range(first + self.offset, end + self.offset):
                line = self.source.lines[number - 1]
                self.note(self.source.words(line, number, 1), "link")

    def text(self, token: Token) -> Text:
        return self.joined(token.content, (token.map[0] if token.map else 0) + self.offset)

    def lines_of(self, token: Token) -> Text:
        """Return the source lines of a block as one text."""
        first, end = token.map or (0, 0)
        return self.joined(
            "\n".join(self.source.lines[first + self.offset - 1 : end + self.offset - 1]), first + self.offset
        )

    def joined(self, content: str, first: int) -> Text:
        """Return the lines of `content`, which begin at source line `first`, as one text that knows each line's place.

        Between Chinese characters lines are joined without a blank; empty lines are left out.
        """
        text: Text | None = None
        for number, part in enumerate((line.strip() for line in content.split("\n")), start=first):
            if not part:
                continue
            line = self.source.lines[min(number, len(self.source.lines)) - 1]
            more = self.source.words(part, number, max(line.find(part) + 1, 1))
            text = more if text is None else text.joined(more, _between(text, part))
        return text if text is not None else self.source.words("", first, 1)

    def heading(self, level: int, text: Text) -> None:
        words, identifier, _, _ = attributes_of(text)
        self.note(words, "name" if level == 1 else "heading")
        if level == 1:
            self.titles.append(words)
            if len(self.titles) > 1:
                self.found.append(Diagnostic.at("LOAD023", text.place))
            return
        if identifier:
            if identifier in self.seen:
                diagnostic = Diagnostic.at("LOAD018", text.place, id=identifier, first=self.seen[identifier])
                self.found.append(diagnostic)
            self.seen.setdefault(identifier, text.place.line)
        part = _Part(identifier, words, level)
        while self.path[-1] is not self.root and self.path[-1].level >= level:
            self.path.pop()
        self.path[-1].children.append(part)
        self.path.append(part)

    def paragraph(self, text: Text, token: Token) -> bool:
        """Add a paragraph or, where it opens one, a scam quote; return whether a quote may go on."""
        opening = _QUOTE.match(token.content)
        if not opening:
            self.path[-1].paragraphs.append(text)
            self.note(text, self.path[-1].id or ("lead" if self.path[-1] is self.root else ""))
            return False
        title = _QUOTE_TITLE.search(opening.group())
        if title:
            self.note(self.joined(title[1], (token.map[0] if token.map else 0) + self.offset), "heading")
        rest = token.content[opening.end() :]
        if rest.strip():
            self.quote(rest, token, 1)
        return True

    def quote(self, content: str, token: Token, skip: int = 0) -> None:
        words = self.joined(content, (token.map[0] if token.map else 0) + self.offset + skip)
        if words:
            self.path[-1].quotes.append(words)
            self.note(words, self.path[-1].id, quote=True)


def _between(text: str, line: str) -> str:
    """Return what joins a line to the text before it: a blank, but nothing between Chinese characters."""
    return "" if _CJK.match(text[-1:]) and _CJK.match(line[:1]) else " "
