"""Service numbers: only registered ones, written in plain digits, checked lately (C-14)."""

from __future__ import annotations

import datetime
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Set

from fanzha.config import REGISTRY
from fanzha.diagnostics import Diagnostic, nearest
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.hotlines import Hotline, hotlines

MAX_AGE = datetime.timedelta(days=180)
"""How long a check of a number counts (C-14)."""
FOREIGN = frozenset({"12337", "12389"})
"""Lines for other things, on which `services` has its own word: organised crime; complaints about officers."""
_TEL = re.compile(r"\]\(\s{0,3}<?tel:([^\s()<>]{1,40})|href\s{0,3}=\s{0,3}[\"']?tel:([^\s\"'<>]{1,40})", re.I)
_WORDS = re.compile(r"\[([^\[\]\n]{1,60})\]$")
_DIGIT = re.compile(r"[0-9][0-9A-Za-z\u0391-\u0450 \t\-‐-―−.·•‧∙・()\[\]/_]{2}|[〇○零一二三四五六七八九幺]{5}")
"""What a passage must hold to hold a service number."""
_DIGITS = re.compile(r"[^\d+]")
_UNPRINTED = re.compile(r"(?:^|\.)(?:source_digests?|digest|checked_on|reviewed_on|review_by|date|url)(?:\.|$)")
_NUMBERS_OWN = re.compile(r"(?:^|\.)(?:keywords|contact|phones?|numbers?|text|title|names|name)(?:\.|$)")


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield NUM003 for each entry of the list that nobody has checked lately."""
    for number in library.registry.numbers.values():
        age = library.today - number.checked_on
        if age > MAX_AGE:
            place = number.number.place
            yield Diagnostic.at("NUM003", place, number=number.number, date=number.checked_on, days=age.days)


def reader(library: Library) -> Callable[[Writing], Iterable[Diagnostic]]:
    """Return the check of one file: every service number that it prints or dials."""
    registry = library.registry
    known = frozenset({*registry.numbers, *map(_plain, library.phones)})

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if writing.path == f"{REGISTRY}/numbers.yml" or "numbers" in registry.unusable:
            return  # a list that could not be read has its own diagnostic
        yaml = writing.collection == "materials"
        for reading in writing.readings:
            dials = "tel:" in reading.raw
            if reading.role == "link" or not (dials or _DIGIT.search(reading.plain)):
                continue
            if (yaml or reading.role.startswith("front")) and _is_setting(reading):
                continue
            yield from _printed(reading, known)
            if dials:
                yield from _dialled(reading, known)

    return read


def _is_setting(reading: Reading) -> bool:
    """Return whether a value of YAML is a figure or a date that nobody prints as a number to dial."""
    kind = _kind(reading.role)
    return kind == "setting" or (kind == "value" and reading.raw.strip().replace(".", "").isdecimal())


@functools.lru_cache(maxsize=1000)
def _kind(role: str) -> str:
    """Return what stands at a path of keys: a setting, a number of its own right, or any value."""
    return "setting" if _UNPRINTED.search(role) else "number" if _NUMBERS_OWN.search(role) else "value"


def _plain(number: str) -> str:
    return _DIGITS.sub("", number)


def _printed(reading: Reading, known: Set[str]) -> Iterator[Diagnostic]:
    """Yield NUM001 for each number that is not on the list, NUM002 for one that is but has letters for digits."""
    for line in hotlines(reading.plain, known):
        if line.number in known:
            if line.disguised:
                yield _respelt(reading, line)
        elif line.number not in FOREIGN:
            near = nearest(line.number, known) if len(line.number) == 5 else ""
            yield Diagnostic.at("NUM001", reading.place(line.start, line.end), number=line.number, nearest=near)


def _respelt(reading: Reading, line: Hotline) -> Diagnostic:
    place = reading.place(line.start, line.end)
    written = reading.plain[line.start : line.end]
    sure = place.width == len(written) == len(line.number)
    return Diagnostic.at("NUM002", place, line.number if sure else None, written=written, number=line.number)


def _dialled(reading: Reading, known: Set[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with links that dial a number."""
    raw = reading.raw
    for match in _TEL.finditer(raw):
        group = 1 if match[1] else 2
        number = _plain(html.unescape(match[group]))
        place = reading.raw_place(*match.span(group))
        if number not in known:
            if number not in FOREIGN:
                yield Diagnostic.at("NUM001", place, number=number, nearest="")
            continue
        words = _WORDS.search(raw[max(0, match.start() - 64) : match.start() + 1])
        shown = [line.number for line in hotlines(words[1])] if words else []
        if shown and number not in shown:
            yield Diagnostic.at("NUM004", place, shown=shown[0], number=number)
