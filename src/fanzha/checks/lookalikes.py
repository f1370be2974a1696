"""Characters that only look right (C-48): foreign letters, letters among digits, radicals, and what nobody sees.

A domain with a Cyrillic а leads elsewhere, and 11O cannot be dialled: these are errors. A radical in the place of its
character prints well and is found by no search: a warning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.characters import offered, plain_han, simplified_forms

_LATIN = dict(
    zip(
        "аеорсухіјѕһԁԛԝвкмнтАВЕКМНОРСТУХІЈЅԌԚԜαονρικυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwbkmhtABEKMHOPCTYXIJSGQWaovpikuABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters, and the Latin ones they are taken for."""
_HIDDEN = "\u034f\u200c\u200d\u200e\u200f"
"""Joiners and direction marks; what else shows nothing is refused when a file is read."""
_SUSPECT = re.compile(
    rf"[\u0370-\u03ff\u0400-\u052f\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f{_HIDDEN}]|[0-9][OoIl]|[OoIl][0-9]"
)
"""A passage without any of these is certainly in order."""
_WORD = re.compile(r"[A-Za-z0-9\u0370-\u03ff\u0400-\u052f](?:[A-Za-z0-9\u0370-\u03ff\u0400-\u052f.-]{0,120})")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_GREEK = re.compile("[\u0370-\u03ff]")
_RUN = re.compile(r"(?<![A-Za-z0-9_.-])[0-9OoIl]{2,20}(?![A-Za-z0-9_-])")
_DIGITS = str.maketrans("OoIl", "0011")
_LONG_RUN = 5
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_HIDDEN_RUN = re.compile(f"[{_HIDDEN}]{{1,20}}")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_TRADITIONAL_NAMED = 3
"""How many traditional characters of a file are named."""
_AS_QUOTED = frozenset({"source", "sources", "superseded", "deny", "aliases", "allow"})


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check; the numbers of the registry say which runs of digits are certain."""
    numbers = frozenset(map(str, library.registry.numbers))
    traditional = frozenset(simplified_forms())

    def read(writing: Writing) -> Iterator[Diagnostic]:
        """Yield what only looks right in one file."""
        for reading in writing.readings:
            if not _SUSPECT.search(reading.raw) or reading.role in {"code", "html"}:
                continue
            if reading.locale.split("-")[0] in {"zh", "en"} and not _AS_QUOTED & set(reading.role.split(".")):
                yield from _foreign_letters(reading)
                yield from _letters_for_digits(reading, numbers)
                yield from _radicals(reading)
                yield from _hidden(reading)
        if writing.locale in {"zh", "zh-CN", "zh-Hans", "zh-Hans-CN"}:
            yield from _traditional(writing, traditional)

    return read


def _foreign_letters(reading: Reading) -> Iterator[Diagnostic]:
    """Yield TYPO009 for each foreign letter in a Latin word, a number or a domain.

    Units and formulas have Greek letters too (`μm`), so a Greek one counts only among two Latin ones or more.
    """
    if not _FOREIGN.search(reading.raw):
        return
    for word in _WORD.finditer(reading.raw):
        written = word.group()
        latin = sum(char.isascii() and char.isalpha() for char in written)
        plain = any(char.isascii() and char.isalnum() for char in written)
        for match in _FOREIGN.finditer(written):
            twin = _LATIN.get(match.group())
            if twin and (latin >= 2 or (plain and not _GREEK.match(match.group()))):
                at = word.start() + match.start()
                place = reading.raw_place(at, at + 1)
                yield offered("TYPO009", place, match.group(), twin, written=match.group(), word=written, wanted=twin)


def _letters_for_digits(reading: Reading, numbers: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield TYPO010 for a number of the registry with letters in it, TYPO011 for any other long number."""
    for match in _RUN.finditer(reading.raw):
        written = match.group()
        digits = sum(char.isdigit() for char in written)
        if digits == len(written) or digits == 0:
            continue
        wanted = written.translate(_DIGITS)
        place = reading.raw_place(*match.span())
        if wanted in numbers:
            yield offered("TYPO010", place, written, wanted, written=written, wanted=wanted)
        elif len(written) >= _LONG_RUN and digits * 2 >= len(written) and not written.rstrip("OoIl").isdigit():
            yield Diagnostic.at("TYPO011", place, written=written)


def _radicals(reading: Reading) -> Iterator[Diagnostic]:
    """Yield TYPO012 for each radical or compatibility ideograph that stands for a character."""
    for match in _RADICAL.finditer(reading.raw):
        wanted = plain_han(match.group())
        if wanted != match.group():
            place = reading.raw_place(*match.span())
            point = f"U+{ord(match.group()):04X}"
            yield offered("TYPO012", place, match.group(), wanted, wanted=wanted, point=point)


def _hidden(reading: Reading) -> Iterator[Diagnostic]:
    """Yield TYPO013 for characters that show nothing, inside a number or an address, and TYPO014 for all others.

    Between parts of an emoji a joiner belongs to the picture, and beside Arabic letters to their spelling.
    """
    raw = reading.raw
    for match in _HIDDEN_RUN.finditer(raw):
        before, after = raw[: match.start()][-1:], raw[match.end() :][:1]
        emoji = before > "\u2190" and after > "\u2190" and not (before.isalpha() or after.isalpha())
        if (emoji and match.group() == "\u200d") or _ARABIC.search(before + after):
            continue
        inside = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        code = "TYPO013" if inside else "TYPO014"
        place = reading.raw_place(*match.span())
        point = f"U+{ord(match.group()[0]):04X}"
        yield offered(code, place, match.group(), "", point=point, before=before, after=after)


def _traditional(writing: Writing, traditional: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield TYPO015 for the first traditional characters in the printed text of a file in simplified Chinese."""
    seen = writing.body
    strange = traditional.intersection("".join(reading.raw for reading in seen if reading.chinese))
    if not strange:
        return
    named: dict[str, tuple[Reading, int]] = {}
    for reading in seen:
        for at, char in enumerate(reading.raw):
            if char in strange and char not in named and reading.chinese:
                named[char] = reading, at
    for char, (reading, at) in list(named.items())[:_TRADITIONAL_NAMED]:
        place = reading.raw_place(at, at + 1)
        yield Diagnostic.at("TYPO015", place, written=char, wanted=simplified_forms()[char])
