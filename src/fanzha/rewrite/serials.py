"""Serials of placements: the next free ones are written into the rows that have none, and nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha.config import PLACEMENTS, SERIALS
from fanzha.diagnostics import Diagnostic, Place
from fanzha.load.nodes import Map, Node, Scalar, YamlProblem, parse_yaml
from fanzha.load.nodes import Sequence as ListNode
from fanzha.load.placements import COLUMNS, only_lists, table_nodes
from fanzha.load.tables import cell_spans, find_header
from fanzha.model.serial import meant, next_number, number_of, serial_of
from fanzha.rewrite.lines import Lines, write_atomically
from fanzha.source import TABLES, SourceFile, find_files, read

_KEY = "serial"
_EMPTY = re.compile(r"""[ \t]*(?:~|null|Null|NULL|""|'')?(?=[ \t]*(?:$|[,}]|[ \t]#))""")
"""What YAML calls empty, as it stands behind a key."""
_HEAD = """\
# 发到哪个编号了；由 fanzha placements 写入，请不要改：用过的编号不会再发。
# The last serial given out; written by `fanzha placements`. Leave it: no serial is given out twice.
"""


@dataclass(frozen=True)
class Numbered:
    """One file whose rows were given serials."""

    path: str
    serials: tuple[str, ...]


def number_placements(root: Path) -> tuple[list[Numbered], list[Diagnostic]]:
    """Give serials to all placements of the project at `root` that have none; return what was done, and what is wrong.

    With a file that cannot be read nothing is done: its serials are not known, and could be given out again.
    """
    found: list[Diagnostic] = []
    sources, nodes = _read(root, found)
    before = last = _last(root, nodes, found)
    if found:
        return [], found
    done: list[Numbered] = []
    written: list[tuple[Path, bytes]] = []
    for path, node in nodes.items():
        rows = [item for item in _items(node) if not _serial(item)]
        if not rows:
            continue
        numbers = []
        for _ in rows:
            last = next_number(last)
            numbers.append(last)
        serials = [serial_of(number) for number in numbers]
        real = (root / path).resolve()
        file = Lines.of(path, real.read_bytes())
        places = [item.place for item in rows]
        if path.endswith(TABLES):
            _into_table(sources[path], file, places, serials, found)
        else:
            _into_yaml(file, rows, serials, found)
        done.append(Numbered(path, tuple(serials)))
        written.append((real, file.data()))
    if found or (not done and (not before or (root / SERIALS).exists())):
        return [], found
    return _write(root, last, written, done)


def _write(
    root: Path, last: int, written: Iterable[tuple[Path, bytes]], done: list[Numbered]
) -> tuple[list[Numbered], list[Diagnostic]]:
    """Write what was given out last first: stopped in between, serials are lost, but none is given out twice."""
    path = SERIALS
    try:
        register = root / SERIALS
        register.parent.mkdir(parents=True, exist_ok=True)
        if not register.exists():
            register.touch()
        write_atomically(register, f"{_HEAD}last: {serial_of(last)}\n".encode())
        for real, data in written:
            path = real.relative_to(root.resolve()).as_posix()
            write_atomically(real, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return [], [Diagnostic.at("BUILD004", Place(path), path=path, reason=reason)]
    return done, []


def _read(root: Path, found: list[Diagnostic]) -> tuple[dict[str, SourceFile], dict[str, Node]]:
    """Return the files of placements by path, in order, and what is in them."""
    sources: dict[str, SourceFile] = {}
    nodes: dict[str, Node] = {}
    for item in find_files(root, PLACEMENTS):
        if isinstance(item, Diagnostic):
            if item.code != "LOAD033":
                found.append(item)
            continue
        source = read(*item)
        if isinstance(source, Diagnostic):
            found.append(source)
        else:
            sources[source.path] = source
    for path, source in sources.items():
        if not path.endswith(TABLES):
            try:
                nodes[path] = parse_yaml(source, source.text)
            except YamlProblem as problem:
                found.append(problem.diagnostic)
    nodes |= table_nodes(sources, set(), found)
    return sources, dict(only_lists(nodes, found))


def _last(root: Path, nodes: Mapping[str, Node], found: list[Diagnostic]) -> int:
    """Return the largest number given out so far: the register's, or that of a row."""
    last = 0
    register = root / SERIALS
    if register.exists():
        source = read(SERIALS, register)
        if isinstance(source, Diagnostic):
            found.append(source)
            return 0
        try:
            node = parse_yaml(source, source.text)
        except YamlProblem as problem:
            found.append(problem.diagnostic)
            return 0
        value = node.entries.get("last") if isinstance(node, Map) else None
        if value and isinstance(value[1], Scalar):
            last = _number(value[1], found)
        elif not isinstance(node, Map) or node.entries:  # empty: stopped before it was written
            found.append(Diagnostic.at("LOAD014", node.place, wanted_zh="last: 编号", wanted_en="last: SERIAL"))
    serials = [row.entries[_KEY][1] for node in nodes.values() for row in _items(node) if _serial(row)]
    return max([last, *(_number(one, found) for one in serials if isinstance(one, Scalar))])


def _number(written: Scalar, found: list[Diagnostic]) -> int:
    """Return the number of a serial; 0 after PLACE012 for what is none: the number that was meant is not free."""
    number = number_of(written.text)
    if not number:
        found.append(Diagnostic.at("PLACE012", written.place, serial=written.text, nearest=meant(written.text)))
    return number


def _items(node: Node) -> Iterator[Map]:
    return (item for item in (node.items if isinstance(node, ListNode) else ()) if isinstance(item, Map))


def _serial(item: Map) -> str:
    entry = item.entries.get(_KEY)
    return str(entry[1].text) if entry and isinstance(entry[1], Scalar) and not entry[1].empty else ""


def _into_yaml(file: Lines, rows: Sequence[Map], serials: Sequence[str], found: list[Diagnostic]) -> None:
    """Write a serial before the first key of each entry, from the last one up, so that places above stay true."""
    for item, serial in reversed(list(zip(rows, serials, strict=True))):
        empty = item.entries.get(_KEY)
        if empty:
            place = empty[0].place
            text = file.lines[place.line - 1]
            at = text.find(":", place.column - 1 + len(_KEY)) + 1
            nothing = _EMPTY.match(text, at) if at else None
            if nothing:
                file.lines[place.line - 1] = f"{text[:at]} {serial}{text[nothing.end() :]}"
            else:
                zh, en = "“serial:”，后面空着", "“serial:” with nothing behind it"
                found.append(Diagnostic.at("LOAD014", place, wanted_zh=zh, wanted_en=en))
            continue
        place = item.place
        text = file.lines[place.line - 1]
        start = place.column - 1
        if text[start : start + 1] == "{":
            file.lines[place.line - 1] = f"{text[: start + 1]}{_KEY}: {serial}, {text[start + 1 :]}"
        else:
            file.replace(place.line - 1, 1, [f"{text[:start]}{_KEY}: {serial}", " " * start + text[start:]])


def _into_table(
    source: SourceFile, file: Lines, places: Sequence[Place], serials: Sequence[str], found: list[Diagnostic]
) -> None:
    """Write each serial into its cell; without a column for them, one is added behind the others."""
    header = find_header(source, COLUMNS, found)
    assert header  # the table has been read
    sign = header.separator
    if _KEY in header.keys:
        column = header.keys.index(_KEY)
    else:
        column = len(header.keys)
        names = file.lines[header.line - 1]
        title = "serial" if names.isascii() else "编号"
        file.lines[header.line - 1] = f"{names}{sign}{title}"
    for place, serial in zip(places, serials, strict=True):
        text = file.lines[place.line - 1]
        spans = cell_spans(text, sign)
        if column < len(spans):
            start, end = spans[column]
            file.lines[place.line - 1] = f"{text[:start]}{serial}{text[end:]}"
        else:
            file.lines[place.line - 1] = f"{text}{sign * (column - len(spans) + 1)}{serial}"
