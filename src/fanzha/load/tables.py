"""Tables that a spreadsheet saved as CSV: rows as the maps that YAML would have given, each cell with its place.

One row is one line. Separated by comma, semicolon or tab, quoted or not, with or without a title above the row of
column names. What a spreadsheet does to data (formulas, merged cells, days turned into numbers) is never guessed at.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic, Place, Text, nearest
from fanzha.load.bounds import too_many
from fanzha.load.nodes import Map, Scalar
from fanzha.source import MAX_LINE, SourceFile

MAX_ROWS = 20_000
SEPARATORS = (",", ";", "\t")
_TITLES = 5
"""Lines above the row of column names, at most: a title in merged cells, and what it was saved with."""
_FORMULA = re.compile(r"\s*(?:[=＝+@＋＠]|-(?=.)|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#)|[A-Z]+!#)")
"""What a spreadsheet works out, or could not."""
_DECLARED = re.compile(r"sep=(.)\s*")
"""The first line with which a spreadsheet says what separates its cells."""


@dataclass(frozen=True)
class Columns:
    """What a table may hold."""

    names: Mapping[str, str]
    """Key of each column by every name it goes by, as `plain_name` gives it."""
    labels: Mapping[str, str]
    """How a message names each key: `有效期至 until`."""
    required: tuple[str, ...]
    """Keys without which no row can be read."""


@dataclass(frozen=True)
class Header:
    """The row of column names."""

    line: int
    separator: str
    keys: tuple[str, ...]
    """Key of each column; empty for one without a name."""
    cells: tuple[Text, ...]


@dataclass(frozen=True)
class Row:
    """A row with anything in it."""

    line: int
    cells: Mapping[str, Text]
    """By key; cells with nothing but blanks are left out."""
    place: Place


def plain_name(name: str) -> str:
    """Return a column's name without what does not count: width, case, blanks and what stands in brackets."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"\(.*?\)|[\s_*:]", "", name)


def read_table(source: SourceFile, columns: Columns, found: list[Diagnostic]) -> tuple[Header, list[Row]] | None:
    """Return the row of column names and all rows with anything in them.

    None after a diagnostic when the columns cannot be told. A row with something wrong is left out, with a diagnostic.
    """
    before = len(found)
    header = find_header(source, columns, found)
    if header is None:
        return None
    _judge(header, columns, found)
    if len(found) > before:
        return None
    return header, list(_rows(source, header, columns, found))


def find_header(source: SourceFile, columns: Columns, found: list[Diagnostic]) -> Header | None:
    """Return the first line that names two columns or more, or None after PLACE001."""
    declared = _DECLARED.fullmatch(source.lines[0]) if source.lines else None
    separators = (declared[1],) if declared and declared[1] in SEPARATORS else SEPARATORS
    first = 0
    for line, text in enumerate(source.lines[: _TITLES + 1], start=1):
        if not text.strip(" ,;\t") or (declared and line == 1):
            continue
        first = first or line
        guesses = [Header(line, sign, *_named(source, line, sign, columns)) for sign in separators]
        best = max(guesses, key=lambda guess: sum(key in columns.labels for key in guess.keys))
        if sum(key in columns.labels for key in best.keys) >= 2:
            return best
    wanted = ", ".join(columns.labels[key] for key in columns.required)
    found.append(Diagnostic.at("PLACE001", source.place(first or 1), columns=wanted))
    return None


def _named(source: SourceFile, line: int, separator: str, columns: Columns) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    cells = tuple(_placed(source, line, separator, _split(source.lines[line - 1], separator)))
    return tuple(columns.names.get(plain_name(cell), str(cell).strip()) for cell in cells), cells


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return [line]


def _judge(header: Header, columns: Columns, found: list[Diagnostic]) -> None:
    """Add a diagnostic for each column that is unknown, named twice or missing."""
    seen: dict[str, Text] = {}
    known = ", ".join(columns.labels.values())
    for key, cell in zip(header.keys, header.cells, strict=True):
        if key and key not in columns.labels:
            near = columns.labels.get(columns.names.get(nearest(plain_name(cell), columns.names), ""), "")
            found.append(Diagnostic.at("PLACE002", cell.place, column=key, nearest=near, known=known))
        elif key in seen:
            found.append(Diagnostic.at("PLACE003", cell.place, column=columns.labels[key], first=seen[key]))
        elif key:
            seen[key] = cell
    for key in columns.required:
        if key not in seen:
            place = Place(header.cells[0].place.path, header.line, 0, 1, header.cells[0].place.excerpt)
            found.append(Diagnostic.at("PLACE004", place, column=columns.labels[key]))


def _rows(source: SourceFile, header: Header, columns: Columns, found: list[Diagnostic]) -> Iterator[Row]:
    if len(source.lines) - header.line > MAX_ROWS:
        count = len(source.lines) - header.line
        found.append(too_many(source, header.line + MAX_ROWS + 1, count, MAX_ROWS, "rows"))
        return
    for line, values in _records(source, header, found):
        if not any(value.strip() for value in values):
            continue
        row = _row(source, header, line, values, columns, found)
        if row is not None:
            yield row


def _records(source: SourceFile, header: Header, found: list[Diagnostic]) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each line; a cell that runs over several lines is a diagnostic, and its row left out."""
    lines = source.lines[header.line :]
    reader = csv.reader([f"{text}\n" for text in lines], delimiter=header.separator, strict=True)
    while True:
        line = header.line + reader.line_num + 1
        if line <= len(source.lines) and len(source.lines[line - 1]) > MAX_LINE:
            length = len(source.lines[line - 1])
            found.append(Diagnostic.at("LOAD021", source.place(line), length=length, limit=MAX_LINE))
            return
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            found.append(Diagnostic.at("PLACE005", source.place(line)))
            return
        if header.line + reader.line_num > line:
            found.append(Diagnostic.at("PLACE005", source.place(line)))
        else:
            yield line, values


def _row(
    source: SourceFile, header: Header, line: int, values: Sequence[str], columns: Columns, found: list[Diagnostic]
) -> Row | None:
    before = len(found)
    cells = list(_placed(source, line, header.separator, values))
    row: dict[str, Text] = {}
    for number, cell in enumerate(cells):
        key = header.keys[number] if number < len(header.keys) else ""
        if not cell:
            continue
        if not key:
            found.append(Diagnostic.at("PLACE006", cell.place, cell=cell))
        elif _FORMULA.match(cell):
            found.append(Diagnostic.at("PLACE007", cell.place, cell=cell, column=columns.labels[key]))
        else:
            row[key] = cell
    for key in columns.required if len(found) == before else ():
        number = header.keys.index(key)
        if key not in row:
            place = cells[number].place if number < len(cells) else source.place(line)
            found.append(Diagnostic.at("PLACE008", place, column=columns.labels[key]))
    return Row(line, row, source.place(line)) if len(found) == before else None


def _placed(source: SourceFile, line: int, separator: str, values: Sequence[str]) -> Iterator[Text]:
    """Yield the cells without blanks at their ends, each with its place."""
    text = source.lines[line - 1]
    spans = cell_spans(text, separator)
    for number, value in enumerate(values):
        start, end = spans[number] if number < len(spans) else (0, 0)
        inside = text[start:end]
        value = value.strip()
        at = inside.find(value) if value else 0
        yield Text(value, Place(source.path, line, start + max(at, 0) + 1, max(1, len(value)), text))


def cell_spans(line: str, separator: str) -> list[tuple[int, int]]:
    """Return where each cell of a line begins and ends, quotation marks included."""
    if '"' in line:
        sign = re.escape(separator)
        pattern = re.compile(rf'("(?:[^"]|"")*"[^{sign}]*|[^{sign}]*)(?:{sign}|$)')
        spans, at = [], 0
        while at <= len(line):
            match = pattern.match(line, at)
            assert match  # an empty cell always matches
            spans.append(match.span(1))
            at = match.end() if match.end() > match.end(1) else len(line) + 1
        return spans
    spans, at = [], 0
    for cell in line.split(separator):
        spans.append((at, at + len(cell)))
        at += len(cell) + 1
    return spans


def as_map(row: Row, cells: Mapping[str, Text]) -> Map:
    """Return the `cells` of a row as YAML would have given them; keys stand where their cells do."""
    return Map({key: (Text(key, cell.place), Scalar(cell, not cell)) for key, cell in cells.items()}, row.place)
