"""Strict YAML with positions: no anchors, no tags, no duplicate keys, bounded depth.

Nodes are built from libyaml's event stream without recursion, so that no input can exhaust the stack. A scalar stays
the text that was written (`no` is «no», `0110` keeps its nought); what it means is decided by the field that wants it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load.bounds import too_many
from fanzha.source import MAX_LINE, SourceFile, control_in

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 20
MAX_VALUES = 10_000
"""Keys, values, lists and maps in one file: a thousand entries of a registry."""


@dataclass(frozen=True)
class Scalar:
    """A single value, as text."""

    text: Text
    empty: bool
    """Whether nothing, `~` or `null` stands there."""

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.text.place


@dataclass(frozen=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Map:
    """Keys and values, in the order written."""

    entries: Mapping[str, tuple[Text, Node]]
    place: Place


Node = Scalar | Sequence | Map


class YamlProblem(Exception):
    """The YAML cannot be used; carries the diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


@dataclass
class _Open:
    """A collection whose end has not come yet."""

    place: Place
    is_map: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Text, Node]] = field(default_factory=dict)
    key: Text | None = None


def parse_yaml(source: SourceFile, text: str, first_line: int = 1) -> Node:
    """Return the node tree of `text`, which starts at `first_line` of `source`.

    Raises YamlProblem for syntax errors, anchors, aliases, tags, duplicate keys, nesting deeper than MAX_DEPTH, more
    than MAX_VALUES values and values longer than MAX_LINE.
    """
    import yaml  # not at the top: a project that has not changed is never parsed

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(source, first_line).build(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _inside(source, mark.line + first_line, mark.column + 1) if mark else source.place(first_line)
        reason = " ".join(str(error.problem or error.context or "").split())
        raise YamlProblem(Diagnostic.at("LOAD007", place, reason=reason)) from None
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())[:120]
        raise YamlProblem(Diagnostic.at("LOAD007", source.place(first_line), reason=reason)) from None


def _inside(source: SourceFile, line: int, column: int, width: int = 1) -> Place:
    """Return the place; where it lies behind the end, which is one more line to YAML, that of the last character."""
    if line > len(source.lines):
        line, column, width = len(source.lines), len(source.lines[-1]), 1
    return source.place(line, column, width)


class _Builder:
    def __init__(self, source: SourceFile, first_line: int) -> None:
        self.source = source
        self.first_line = first_line
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.values = 0

    def place(self, event: yaml.Event, width: int = 1) -> Place:
        mark = event.start_mark
        assert mark is not None
        return _inside(self.source, mark.line + self.first_line, mark.column + 1, width)

    def build(self, events: Iterator[yaml.Event]) -> Node:
        import yaml

        for event in events:
            self.count(event)
            if getattr(event, "anchor", None) or (
                getattr(event, "tag", None) and not isinstance(event, yaml.ScalarEvent)
            ):
                raise YamlProblem(Diagnostic.at("LOAD008", self.place(event)))
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self.open(event, isinstance(event, yaml.MappingStartEvent))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self.close()
            elif isinstance(event, yaml.ScalarEvent):
                self.scalar(event)
            elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
                reason = "a second document begins here"
                raise YamlProblem(Diagnostic.at("LOAD007", self.place(event), reason=reason))
        if self.root is None:
            return Map({}, self.source.place(self.first_line))
        return self.root

    def count(self, event: yaml.Event) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            line = self.place(event).line
            raise YamlProblem(too_many(self.source, line, self.values, MAX_VALUES, "values"))

    def open(self, event: yaml.Event, is_map: bool) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise YamlProblem(Diagnostic.at("LOAD010", self.place(event), limit=MAX_DEPTH))
        self.stack.append(_Open(self.place(event), is_map))

    def close(self) -> None:
        done = self.stack.pop()
        self.add(Map(done.entries, done.place) if done.is_map else Sequence(tuple(done.items), done.place))

    def scalar(self, event: yaml.ScalarEvent) -> None:
        if event.tag:
            raise YamlProblem(Diagnostic.at("LOAD008", self.place(event)))
        start, end = event.start_mark, event.end_mark
        assert start is not None and end is not None
        width = end.column - start.column if end.line == start.line else 1
        text = Text(event.value, self.place(event, width))
        if len(text) > MAX_LINE:
            raise YamlProblem(Diagnostic.at("LOAD021", text.place, length=len(text), limit=MAX_LINE))
        control = control_in(event.value)  # written as an escape, such as "\\u202e"
        if control:
            codepoint = f"U+{ord(control.group()):04X}"
            raise YamlProblem(Diagnostic.at("LOAD003", text.place, codepoint=codepoint))
        plain = event.implicit[0]
        self.add(Scalar(text, plain and event.value in {"", "~", "null", "Null", "NULL"}))

    def add(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.is_map:
            top.items.append(node)
        elif top.key is None:
            if not isinstance(node, Scalar):
                raise YamlProblem(Diagnostic.at("LOAD007", node.place, reason="a key must be plain text"))
            if node.text in top.entries:
                first = top.entries[node.text][0].place.line
                raise YamlProblem(Diagnostic.at("LOAD009", node.place, key=node.text, first=first))
            top.key = node.text
        else:
            top.entries[str(top.key)] = (top.key, node)
            top.key = None
