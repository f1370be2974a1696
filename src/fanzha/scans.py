"""`fanzha scans`: how often the codes of posters were scanned, out of a web server's log and nothing else.

What is taken of a line is the day and the serial; addresses, browsers and all else are looked past and never kept,
printed or written. Small counts are not told: "one visitor on Sunday night" may be a person somebody knows.
"""

from __future__ import annotations

import datetime
import functools
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from fanzha import spreadsheet
from fanzha.config import BUILD
from fanzha.diagnostics import Diagnostic, Place

LEAST = 5
"""Counts below it are shown as `<5`."""
UNKNOWN = "?"
"""Stands for all serials that no poster has, together."""
FOLDER = "Q"
"""The folder of the site in which each poster has its page: `/Q/SERIAL/`."""
_LONGEST = 65_536
"""Bytes: a longer line is none of a server's; it is skipped without being held in memory."""
_HEAD = ("日期 Day", "编号 Serial", "扫码次数 Scans")

_COMMON = re.compile(
    rb'[^\[]*\[(\d\d/[A-Z][a-z]{2}/\d{4}):[^\]]*\] "([^"\\]*(?:\\.[^"\\]*)*)" (\d{3}) \S+'
    rb'(?: "[^"\\]*(?:\\.[^"\\]*)*" "([^"\\]*(?:\\.[^"\\]*)*)")?'
)
"""The common log format and the combined one: day, request, status, browser."""
_PLAIN = re.compile(rb"(?:\S+ )?(\d{4}-\d\d-\d\d)(?:T\S*)? (\S+) (.*) (\d{3})(?: \d+)?")
"""The formats of the ready nginx configuration: time, method, path, status; before them perhaps an address."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MACHINE = re.compile(rb"bot\b|bot/|crawl|spider|slurp|preview|prefetch|externalhit|headless|curl/|wget/|python", re.I)
"""In the name of a browser: a program that looks at pages by itself, or before anybody has asked."""
_SEEN = frozenset({200, 304})
"""Answers with which a page was seen: sent, or still known to the browser."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """What is taken of a line."""

    day: str
    """`2026-11-22`"""
    method: str
    path: str
    status: int
    browser: bytes = b""
    """Only looked at to see whether a person is behind it."""


@dataclass
class Scans:
    """Scans by day and serial."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By day (`2026-11-22`) and serial; `UNKNOWN` for those that no poster has."""
    lines: int = 0
    """Lines that were understood."""
    found: list[Diagnostic] = field(default_factory=list)

    def rows(self) -> list[tuple[str, str, str]]:
        """Return day, serial and count as they may be told, sorted."""
        return [(day, serial, told(count)) for (day, serial), count in sorted(self.counts.items())]

    def as_csv(self) -> str:
        """Return the same for a spreadsheet."""
        return spreadsheet.as_csv(_HEAD, self.rows())


def told(count: int) -> str:
    """Return the count as it may be told."""
    return str(count) if count >= LEAST else f"<{LEAST}"


def known_serials(root: Path) -> frozenset[str]:
    """Return the serials whose pages the built website has, in capitals."""
    folder = root / BUILD / "site" / FOLDER
    return frozenset(path.name.upper() for path in folder.glob("*/"))


def count(logs: Iterable[Path], known: frozenset[str], site: str) -> Scans:
    """Return the scans in the logs, plain or packed by gzip; `site` is the website's address.

    Each log is read once, line by line; memory does not grow with it. What cannot be read or understood is in `found`
    by place, without what stands there.
    """
    scans = Scans()
    folder = re.escape(urlsplit(site).path.rstrip("/"))
    page = re.compile(rf"{folder}/{FOLDER}/([0-9A-Z-]{{1,32}})(?:/(?:index\.html)?)?(?:\?.*)?", re.I)
    for log in logs:
        _count(log, known, page, scans)
    return scans


def _count(log: Path, known: frozenset[str], page: re.Pattern[str], scans: Scans) -> None:
    understood = broken = first = 0
    try:
        with _opened(log) as file:
            for number, line in enumerate(_lines(file), start=1):
                visit = _visit(line)
                if visit is None:
                    broken += 1
                    first = first or number
                    continue
                understood += 1
                match = page.fullmatch(visit.path)
                if match and visit.method == "GET" and visit.status in _SEEN and not _MACHINE.search(visit.browser):
                    serial = match[1].upper()
                    scans.counts[visit.day, serial if serial in known else UNKNOWN] += 1
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        scans.found.append(Diagnostic.at("SCAN001", Place(str(log)), path=log.name, reason=reason))
    if broken:
        code = "SCAN002" if understood else "SCAN003"
        scans.found.append(Diagnostic.at(code, Place(str(log), first), path=log.name, count=broken, line=first))
    scans.lines += understood


def _opened(log: Path) -> gzip.GzipFile | BinaryIO:
    with log.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(log) if packed else log.open("rb")


def _lines(file: gzip.GzipFile | BinaryIO) -> Iterator[bytes]:
    """Yield the lines that are not blank; of one that is too long, its beginning."""
    while line := file.readline(_LONGEST):
        whole = line
        while not whole.endswith(b"\n") and len(whole) == _LONGEST:
            whole = file.readline(_LONGEST)
        if line.strip():
            yield line if line is whole else b""


def _visit(line: bytes) -> _Visit | None:
    """Return what is taken of a line, or None when it is of no known form."""
    line = line.strip()
    if line.startswith(b"{"):
        return _from_json(line)
    if match := _COMMON.match(line):
        day, request, status, browser = match.groups()
        method, _, rest = request.partition(b" ")
        path = rest.partition(b" ")[0]
        return _valid(_Visit(_from_english(day), _text(method), _text(path), int(status), browser or b""))
    if match := _PLAIN.fullmatch(line):
        plain, method, path, status = match.groups()
        return _valid(_Visit(_text(plain), _text(method), _text(path), int(status)))
    return None


def _from_json(line: bytes) -> _Visit | None:
    """Return what is taken of a line of Caddy's: `ts` is a text that begins with the day, or seconds since 1970."""
    try:
        told = json.loads(line)
        request, at = told["request"], told["ts"]
        day = at[:10] if isinstance(at, str) else datetime.datetime.fromtimestamp(float(at)).date().isoformat()
        browser = " ".join(map(str, request.get("headers", {}).get("User-Agent", ())))
        method, path, status = str(request["method"]), str(request["uri"]), int(told["status"])
        return _valid(_Visit(day, method, path, status, browser.encode("utf-8", "replace")))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError, RecursionError):
        return None


def _valid(visit: _Visit) -> _Visit | None:
    """Return the visit unless its day is none."""
    return visit if _is_day(visit.day) else None


@functools.lru_cache(maxsize=1000)
def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@functools.lru_cache(maxsize=1000)
def _from_english(day: bytes) -> str:
    """Return `22/Nov/2026` as `2026-11-22`; of a month that is none, no day."""
    on, month, year = _text(day).split("/")
    return f"{year}-{_MONTHS.index(month) + 1:02}-{on}" if month in _MONTHS else ""


def _text(data: bytes) -> str:
    return data.decode("ascii", "replace")
