"""Addresses: only registered hosts, only https, nothing that hides where it leads (C-09)."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from fanzha.config import PUBLISHER, REGISTRY
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.addresses import Address, addresses, target
from fanzha.prose.domains import SHORTENERS, kept_for_examples

_LINK = re.compile(r"\]\(\s{0,3}<?([^\s<>]{1,600})")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,600})>")
_ATTRIBUTE = re.compile(
    r"\b(?:href|src|srcset|action|formaction|poster|data|background)\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,600})", re.I
)
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s{0,3}<?([^\s<>]{1,600})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.*-]{0,30}(?=:)")
_WORDS = re.compile(r"\[([^\[\]\n]{1,200})\]$")
_ELSEWHERE = frozenset({"tel", "mailto"})
"""Schemes of numbers and mailboxes: other checks look at those."""
_APK = re.compile(r"\.(?:apk|ipa|exe|mobileconfig|xapk|apks)(?![a-z0-9])")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_PLACE_OF_HOSTS = (f"{REGISTRY}/links.yml", "host")


@dataclass(frozen=True)
class _Hosts:
    """Which hosts may be named."""

    registered: frozenset[str]
    any: bool
    """Whether the list could not be read, which has its own diagnostic: any host will do."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with the entries of the list of hosts: registering does not make a host safe."""
    for host, link in library.registry.links.items():
        address = target(f"https://{host}/")
        code = _unsafe(address) if address else "LINK016"
        if code:
            yield Diagnostic.at(code, link.host.place, host=host, nearest="")
        elif not _HOST.fullmatch(host):
            yield Diagnostic.at("LINK016", link.host.place, host=host)


def reader(library: Library) -> Callable[[Writing], Iterable[Diagnostic]]:
    """Return the check of one file: every address that it shows or leads to."""
    try:
        own = urlsplit(library.publisher.site).hostname or ""
    except ValueError:
        own = ""
    registry = library.registry
    hosts = _Hosts(frozenset({*registry.links, own}), "links" in registry.unusable)

    def read(writing: Writing) -> Iterator[Diagnostic]:
        for reading in writing.readings:
            if (writing.path, reading.role) not in {_PLACE_OF_HOSTS, (PUBLISHER, "site")}:
                yield from _read(reading, hosts)

    return read


def _read(reading: Reading, hosts: _Hosts) -> Iterator[Diagnostic]:
    """Yield what is wrong with the addresses of one passage."""
    seen: set[tuple[int, int]] = set()
    for start, end in _targets(reading):
        seen.add((reading.raw_place(start, end).line, reading.raw_place(start, end).column))
        yield from _led_to(reading, start, end, hosts)
    for address in addresses(reading.plain):
        place = reading.place(address.start, address.end)
        if (place.line, place.column) not in seen:
            yield from _judged(address, place, hosts, reading.plain[address.start : address.end])


def _targets(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the spans in `reading.raw` of what its links and pictures lead to."""
    raw = reading.raw
    if reading.role == "link":
        if match := _DEFINITION.match(raw):
            yield match.span(1)
        return
    if "](" not in raw and "<" not in raw and "=" not in raw:
        if reading.role.endswith("url"):
            yield 0, len(raw)
        return
    match = _LINK.search(raw)
    while match:  # not finditer: without blanks, as in Chinese, one match holds the links that follow as well
        end = match.start(1) + _closed(match[1])
        yield match.start(1), end
        match = _LINK.search(raw, end)
    for pattern in (_AUTOLINK, _ATTRIBUTE):
        for match in pattern.finditer(raw):
            yield match.span(1)


def _closed(text: str) -> int:
    """Return how many characters of `text` come before the bracket that ends a link's target."""
    depth = 0
    for index, char in enumerate(text):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return index
    return len(text)


def _led_to(reading: Reading, start: int, end: int, hosts: _Hosts) -> Iterator[Diagnostic]:
    """Yield what is wrong with the target that stands at `start` to `end` of `reading.raw`."""
    written = reading.raw[start:end]
    goal = html.unescape(written)
    place = reading.raw_place(start, end)
    address = target(goal)
    if address is None:
        scheme = _SCHEME.match(goal)
        if scheme and scheme.group().lower() not in _ELSEWHERE:
            yield Diagnostic.at("LINK010", place, scheme=scheme.group().lower())
        return
    found = list(_judged(address, place, hosts, written))
    if not found and not address.scheme:
        found = [Diagnostic.at("LINK009", place, address=written, scheme="//")]
    yield from found or _otherwise(reading, start, address, place)


def _otherwise(reading: Reading, start: int, address: Address, place: Place) -> Iterator[Diagnostic]:
    """Yield LINK012 when the words of a link name a host and its target is another."""
    words = _WORDS.search(reading.raw[max(0, start - 220) : start].removesuffix("<").rstrip().removesuffix("("))
    shown = addresses(words[1]) if words else []
    if shown and shown[0].host.removeprefix("www.") != address.host.removeprefix("www."):
        yield Diagnostic.at("LINK012", place, shown=shown[0].host, host=address.host)


def _judged(address: Address, place: Place, hosts: _Hosts, written: str) -> Iterator[Diagnostic]:
    """Yield the one thing that is most wrong with an address."""
    code = _unsafe(address)
    host = address.host
    if code:
        yield Diagnostic.at(code, place, host=written if code == "LINK008" else host)
        return
    if not address.scheme.startswith(("http", "ftp")) and address.scheme:
        yield Diagnostic.at("LINK010", place, scheme=address.scheme)
        return
    registered = hosts.any or host in hosts.registered
    if not registered:
        if not kept_for_examples(host):
            yield Diagnostic.at("LINK004", place, host=host, nearest=nearest(host, hosts.registered))
    elif address.scheme not in {"", "https"}:
        plain = address.scheme == "http" and written.startswith("http:")
        secure = "https" + written.removeprefix("http") if plain and len(written) == place.width else None
        yield Diagnostic.at("LINK009", place, secure, address=written, scheme=address.scheme)
    elif match := _APK.search(address.path):
        yield Diagnostic.at("LINK011", place, host=host, kind=match.group())


def _unsafe(address: Address) -> str:
    """Return the code of what is wrong with an address whoever its host belongs to; empty when nothing is."""
    if address.numeric:
        return "LINK006"
    if address.user or address.port:
        return "LINK007"
    if address.foreign:
        return "LINK008"
    return "LINK005" if address.host in SHORTENERS else ""
