"""Uyghur and Kazakh in Arabic script as written in China (C-46): letters, digits, marks, and who has read them.

A Persian or Arabic keyboard writes letters that look right and are others; no search finds such a word, and its letters
join wrongly. Telephone numbers and amounts are kept in order by the renderers, not here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.characters import offered

_LANGUAGES = {"ug": "ug-Arab-CN", "kk": "kk-Arab-CN"}
"""What each is called in `locales`: `kk` alone would be Kazakh in Cyrillic."""
_LETTER = "\u0620-\u064a\u066e-\u06d5\u06ee\u06ef\u06fa-\u06ff"
_WRONG = {"\u0647": "\u06d5 (U+06D5) / \u06be (U+06BE)", "\u06cc": "\u0649 (U+0649) / \u064a (U+064A)"}
"""Letters of Arabic and Persian keyboards that Uyghur does not have, and what is meant."""
_KAF, _UYGHUR_KAF = "\u06a9", "\u0643"
_DENIED = re.compile("[\u0647\u06cc\u06a9]")
_FOREIGN_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9]{1,40}")
_LATIN_MARK = re.compile(rf"(?<=[{_LETTER}»”\u200f])[,;?]")
_ARABIC_MARKS = {",": "،", ";": "؛", "?": "؟"}
_LATE_HAMZA = re.compile(rf"(?<=[{_LETTER}])\u0674")
_UNPRINTED = frozenset({"code", "html", "link"})


def _language(locale: str) -> str:
    """Return `ug` or `kk` for a locale of these in Arabic script, else an empty string."""
    language, *tags = locale.split("-")
    other_script = any(len(tag) == 4 and tag != "Arab" for tag in tags)
    return language if language in _LANGUAGES and not other_script else ""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield LANG014 and LANG015 for the publisher's languages, LANG013 for texts that no native reader signed."""
    locales = library.publisher.locales
    used = [locale for locale in locales if locale.split("-")[0] in _LANGUAGES]
    if used and locales[0].split("-")[0] != "zh":
        yield Diagnostic.at("LANG014", locales[0].place, first=locales[0], locale=used[0])
    for locale in used:
        if not any(len(tag) == 4 for tag in locale.split("-")):
            yield Diagnostic.at("LANG015", locale.place, locale=locale, wanted=_LANGUAGES[locale.split("-")[0]])
    for upkeep in library.upkeep.values():
        if upkeep.locale in used and not any(entry.role == "language" for entry in upkeep.sign_off):
            yield Diagnostic.at("LANG013", upkeep.place, locale=upkeep.locale)
    for words in library.interface.values():
        if words.locale in used and not any(entry.role == "language" for entry in words.sign_off):
            yield Diagnostic.at("LANG013", words.place, locale=words.locale)


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of the words; nothing depends on the library."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    """Yield what is wrongly written in the Uyghur and Kazakh passages of one file."""
    if writing.collection != "materials" and not _language(writing.locale):
        return
    for reading in writing.readings:
        language = _language(reading.locale)
        if language and reading.role not in _UNPRINTED:
            yield from _letters(reading, language)
            yield from _marks(reading)


def _letters(reading: Reading, language: str) -> Iterator[Diagnostic]:
    """Yield LANG009 for letters of other languages in Uyghur, LANG012 for a high hamza inside a Kazakh word.

    Of one letter the first is shown; where the right one is certain, each is, so that all can be mended.
    """
    raw = reading.raw
    if language == "kk":
        for match in _LATE_HAMZA.finditer(raw):
            yield Diagnostic.at("LANG012", reading.raw_place(*match.span()))
        return
    shown: set[str] = set()
    for match in _DENIED.finditer(raw):
        letter = match.group()
        place = reading.raw_place(*match.span())
        point = f"U+{ord(letter):04X}"
        if letter == _KAF:
            yield offered("LANG009", place, letter, _UYGHUR_KAF, letter=letter, point=point, wanted="\u0643 (U+0643)")
        elif letter not in shown:
            shown.add(letter)
            yield Diagnostic.at("LANG009", place, letter=letter, point=point, wanted=_WRONG[letter])


def _marks(reading: Reading) -> Iterator[Diagnostic]:
    """Yield LANG010 for digits of another script, LANG011 for punctuation of another."""
    for match in _FOREIGN_DIGITS.finditer(reading.raw):
        plain = "".join(str(int(digit)) for digit in match.group())
        yield Diagnostic.at("LANG010", reading.raw_place(*match.span()), written=match.group(), wanted=plain)
    for match in _LATIN_MARK.finditer(reading.raw):
        wanted = _ARABIC_MARKS[match.group()]
        place = reading.raw_place(*match.span())
        yield offered("LANG011", place, match.group(), wanted, written=match.group(), wanted=wanted)
