"""Copied text (C-27): sentences of documents that were given to be read, not to be printed.

Such a document is not kept in the project. `materials/registry/protected.yml` holds its title and digests of samples of
its text: of every second run of `RUN` letters, without punctuation and blanks. Whatever text shares a run of `RUN + 1`
letters or more with the document holds one of these samples. The digests are short: they keep the text out of the
project and its history, but whoever has a part of it could use them to guess on.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, Registry
from fanzha.prose import Reading, Writing

RUN = 19
"""Letters and digits of a sample: a common run of 20 holds one whole sample, wherever it begins."""
STEP = 2
_ENCODING, _WIDTH = "utf-32-le", 4
_BYTES = 6
_TEXT = 8
"""Characters of base64 that a digest takes."""
_IN_A_LINE = 400
_LETTER = re.compile(r"[^\W_]")
_BASE64 = re.compile(r"[A-Za-z0-9_-]*")
_UNPRINTED = frozenset({"code", "html", "link"})


def protected_entry(title: str, text: str) -> str:
    """Return the entry of `protected.yml` for a document: YAML, with a line break at its end."""
    letters = _letters(text)
    digests = dict.fromkeys(_digest(letters, at) for at in range(0, len(letters) - RUN + 1, STEP))
    joined = [base64.urlsafe_b64encode(digest).decode() for digest in digests]
    rows = ["".join(joined[at : at + _IN_A_LINE]) for at in range(0, len(joined), _IN_A_LINE)]
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    return "".join([f'- title: "{quoted}"\n  digests:\n', *(f'    - "{row}"\n' for row in rows)])


def _letters(text: str) -> str:
    return "".join(_LETTER.findall(unicodedata.normalize("NFKC", text).lower()))


def _digest(letters: str, at: int) -> bytes:
    """Return the digest of the run at `at`: two checksums, of the run and of the run turned round."""
    run = letters[at : at + RUN]
    sums = (zlib.crc32(text.encode(_ENCODING)).to_bytes(4, "big") for text in (run, run[::-1]))
    return b"".join(sums)[:_BYTES]


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield DUP003 for an entry whose digests cannot be read."""
    for entry in library.registry.protected:
        for row in entry.digests:
            if not _is_readable(row):
                yield Diagnostic.at("DUP003", row.place, title=entry.title)


def _is_readable(row: str) -> bool:
    return len(row) % _TEXT == 0 and _BASE64.fullmatch(row) is not None


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check; without protected documents it does nothing."""
    known = _known(library.registry)
    starts = frozenset(int.from_bytes(digest[:4], "big") for digest in known)

    def read(writing: Writing) -> Iterator[Diagnostic]:
        """Yield DUP002 for each run of one file that stands in a protected document."""
        if not known or writing.collection == "materials":
            return
        for reading in writing.readings:
            if not reading.quote and reading.role not in _UNPRINTED and len(reading.raw) >= RUN:
                yield from _copied(reading, known, starts)

    return read


def _known(registry: Registry) -> Mapping[bytes, str]:
    """Return the titles by digest, without the wordings that everybody has to use."""
    known: dict[bytes, str] = {}
    for entry in registry.protected:
        for row in entry.digests:
            if _is_readable(row):
                data = base64.urlsafe_b64decode(row)
                known.update((data[at : at + _BYTES], entry.title) for at in range(0, len(data), _BYTES))
    if known:
        for wording in _official(registry):
            letters = _letters(wording)
            for at in range(len(letters) - RUN + 1):
                known.pop(_digest(letters, at), None)
    return known


def _official(registry: Registry) -> Iterator[str]:
    for formula in registry.formulas.values():
        for locale, text in formula.texts.items():
            yield f"{formula.names.get(locale, '')}{text}"
    for law in registry.laws.values():
        yield from law.names.values()
    for number in registry.numbers.values():
        yield from (*number.use_for.values(), *number.not_for.values())


def _copied(reading: Reading, known: Mapping[bytes, str], starts: frozenset[int]) -> Iterator[Diagnostic]:
    """Yield the runs of a passage that are known, those that overlap as one."""
    places = [match.start() for match in _LETTER.finditer(reading.plain)]
    letters = "".join(reading.plain[at] for at in places).lower()
    if len(letters) != len(places):
        return  # a letter that is two when small; no such letter is Chinese or English
    data = letters.encode(_ENCODING)
    first, last, title = -1, -1, ""
    for at in range(len(letters) - RUN + 1):
        if zlib.crc32(data[at * _WIDTH : (at + RUN) * _WIDTH]) not in starts:
            continue
        found = known.get(_digest(letters, at))
        if found is None:
            continue
        if first >= 0 and at > last:
            yield _diagnostic(reading, places[first], places[last - 1] + 1, last - first, title)
            first = -1
        if first < 0:
            first, title = at, found
        last = at + RUN
    if first >= 0:
        yield _diagnostic(reading, places[first], places[last - 1] + 1, last - first, title)


def _diagnostic(reading: Reading, start: int, end: int, length: int, title: str) -> Diagnostic:
    return Diagnostic.at("DUP002", reading.place(start, end), title=title, length=length)
