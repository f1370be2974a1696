"""How much one file may hold: what the parsers behind us take for granted, and slow down or fall over without.

Markdown parsers are quadratic in unclosed brackets and in headings, and recurse into indented blocks. Each bound is
some ten times what a real page needs; with all of them the slowest page is checked and built in seconds
(docs-dev/robustness.md has the figures).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fanzha.diagnostics import Diagnostic
from fanzha.source import MAX_LINE, SourceFile, reference_in

MAX_LINES = 2_000
MAX_HEADINGS = 300
MAX_SIGNS = 200
"""Opening brackets of either kind, and backticks, in one page: each may begin a link, a tag or a piece of code, and
parsers look far ahead for its end."""
MAX_BLOCK = 16_000
"""Characters without an empty line between them; a file of 250 slogans has as many."""
MAX_INDENT = 48
"""Columns: twelve levels of lists, each four wide."""

_HEADING = re.compile(r"[ ]{0,3}(?:#|(?:=+|-+)[ \t]*$)")
_BLANK = re.compile(r"[ \t]*")
_UNITS = {"lines": "行", "headings": "个标题", "[": "个 [", "<": "个 <", "`": "个 `", "values": "项", "rows": "行"}


def too_many(source: SourceFile, line: int, count: int, limit: int, unit: str) -> Diagnostic:
    """Return LOAD038: from `line` on there are more than `limit` of `unit`, a key of the table above."""
    place = source.place(min(line, len(source.lines)))
    return Diagnostic.at("LOAD038", place, count=count, limit=limit, unit_zh=_UNITS[unit], unit_en=unit)


def out_of_bounds(source: SourceFile, first: int) -> Diagnostic | None:
    """Return the first thing of which the Markdown file holds too much, or a character written as a code (LOAD037).

    `first` is the line of the body's start, from 1.
    """
    return next(_found(source, source.lines, first), None)


def _found(source: SourceFile, lines: Sequence[str], first: int) -> Iterator[Diagnostic]:
    if len(lines) > MAX_LINES:
        yield too_many(source, MAX_LINES + 1, len(lines), MAX_LINES, "lines")
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE:
            yield Diagnostic.at("LOAD021", source.place(number), length=len(line), limit=MAX_LINE)
    counts = {"headings": 0, "[": 0, "<": 0, "`": 0}
    limits = {"headings": MAX_HEADINGS, "[": MAX_SIGNS, "<": MAX_SIGNS, "`": MAX_SIGNS}
    block, start = 0, first
    for number, line in enumerate(lines[first - 1 :], start=first):
        block, start = (block + len(line), start) if line.strip() else (0, number + 1)
        if block > MAX_BLOCK:
            yield Diagnostic.at("LOAD021", source.place(start), length=block, limit=MAX_BLOCK)
        counts["headings"] += bool(_HEADING.match(line))
        for sign in ("[", "<", "`"):
            counts[sign] += line.count(sign)
        for unit, count in counts.items():
            if count > limits[unit]:
                yield too_many(source, number, count, limits[unit], unit)
        indent = _BLANK.match(line)
        if indent and len(indent.group().expandtabs(4)) > MAX_INDENT and line.strip():
            yield Diagnostic.at("LOAD010", source.place(number), limit=MAX_INDENT // 4)
        reference = reference_in(line) if "&" in line else None
        if reference:
            place = source.place(number, reference.start() + 1, len(reference.group()))
            yield Diagnostic.at("LOAD037", place, reference=reference.group())
