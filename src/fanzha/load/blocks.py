"""The blocks of a document's body, as sections whose texts know their line and column.

markdown-it-py finds the blocks, with inline parsing switched off: what is inside a line is for `fanzha.markup`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fanzha.diagnostics import NO_TEXT, Diagnostic, Text
from fanzha.load.attributes import attributes_of
from fanzha.model import Passage, Section
from fanzha.source import MAX_LINE, SourceFile

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 12
_QUOTE = re.compile(r"^!!!\s+scam-quote\b[^\n]*(\n|$)")
_QUOTE_TITLE = re.compile(r'"([^"\n]*)"')
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u201c\u201d\u2018\u2019\u2026\u2014]")


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


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # not at the top: a project that has not changed is never parsed

    return MarkdownIt("commonmark", {"maxNesting": 100}).disable("inline")


class Blocks:
    """Turns markdown-it's block tokens into parts."""

    def __init__(self, source: SourceFile, first_line: int, found: list[Diagnostic]) -> None:
        """Begin at `first_line` of `source`, where its body does; what is wrong with it goes to `found`."""
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

    def take(self, body: str) -> bool:
        """Take the body apart; return whether it can be used."""
        env: dict[str, Any] = {}
        tokens = _parser().parse(body, env)
        deep = next((token for token in tokens if token.level > MAX_NESTING and token.map), None)
        if deep is not None and deep.map:
            place = self.source.place(deep.map[0] + self.offset)
            self.found.append(Diagnostic.at("LOAD010", place, limit=MAX_NESTING))
            return False
        endless = next((token for token in tokens if token.type == "inline" and len(token.content) > MAX_LINE), None)
        if endless is not None and endless.map:
            place = self.source.place(endless.map[0] + self.offset)
            self.found.append(Diagnostic.at("LOAD021", place, length=len(endless.content), limit=MAX_LINE))
            return False
        self.read(tokens)
        self.definitions(env)
        return not self.endless

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
