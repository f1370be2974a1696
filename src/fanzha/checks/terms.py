"""One word for one thing in both languages, none of the words on the list of refused ones, jargon explained (C-45).

The registry `terms.yml` holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, Prose, Term
from fanzha.prose import Reading, Writing
from fanzha.prose.together import folded, written

_UNPRINTED = frozenset({"code", "html", "link"})
_LATIN = re.compile(r"[a-z0-9]")


@dataclass(frozen=True)
class _Entry:
    """A term ready to be looked for in lower-case text."""

    term: Term
    zh: re.Pattern[str]
    en: re.Pattern[str]
    right: re.Pattern[str]
    """Words of either language that are right for it."""
    gloss: re.Pattern[str]


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: TERM001 for a translation, TERM002 and TERM003 for any file."""
    entries = [
        _Entry(term, _any(term.zh), _any(term.en), _any((*term.zh, *term.en)), _any(term.gloss))
        for term in library.registry.terms
    ]
    denied = {folded(word): entry for entry in entries for word in entry.term.deny}
    refused = _any(tuple(denied))
    jargon = [entry for entry in entries if entry.term.jargon]
    unexplained = _any(tuple(word for entry in jargon for word in entry.term.zh))
    shadowed = {folded(word): entry for entry in entries for word in entry.term.zh}
    chinese_words = _any(tuple(shadowed))
    sources = _sources(library.prose)

    def read_one(writing: Writing) -> Iterator[Diagnostic]:
        if writing.path.startswith("materials/registry/"):
            return
        body = [reading for reading in writing.body if not reading.quote]
        whole = folded("\n".join(reading.plain for reading in body))
        for reading in body if refused.search(whole) else ():
            for match in refused.finditer(folded(reading.plain)):
                entry = denied[match.group().rstrip("s") if match.group() not in denied else match.group()]
                if not entry.en.search(folded(reading.plain)):
                    yield _refused(reading, match.span(), entry)
        if writing.chinese and unexplained.search(whole):
            yield from _unexplained(body, whole, jargon, unexplained)
        source = sources.get((writing.collection, writing.slug))
        if source and writing.locale.split("-")[0] == "en" and source.path != writing.path:
            yield from _untranslated(source, body, whole, shadowed, chinese_words)

    return read_one


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of `words`; Latin ones as whole words, a plural allowed."""
    ordered = sorted(dict.fromkeys(folded(word) for word in words), key=len, reverse=True)
    parts = [rf"\b{re.escape(word)}s?\b" if _LATIN.match(word) else re.escape(word) for word in ordered]
    return re.compile("|".join(parts) or r"(?!)", re.ASCII)


def _sources(prose: Mapping[str, Prose]) -> Mapping[tuple[str, str], Prose]:
    """Return the Chinese file of every text, by collection and slug."""
    return {(one.collection, one.slug): one for one in prose.values() if one.locale.split("-")[0] == "zh"}


def _refused(reading: Reading, span: tuple[int, int], entry: _Entry) -> Diagnostic:
    right = entry.term.en if not reading.chinese and entry.term.en else entry.term.zh
    return Diagnostic.at("TERM002", reading.place(*span), text=written(reading, *span), right=right[0])


def _unexplained(body: list[Reading], whole: str, jargon: list[_Entry], words: re.Pattern[str]) -> Iterator[Diagnostic]:
    """Yield TERM003 for each jargon word at its first place in a file that nowhere explains it."""
    found: dict[str, tuple[Reading, tuple[int, int]]] = {}
    for reading in body:
        for match in words.finditer(folded(reading.plain)):
            found.setdefault(match.group(), (reading, match.span()))
    for word, (reading, span) in found.items():
        entry = next(one for one in jargon if one.zh.fullmatch(word))
        if not entry.gloss.search(whole):
            gloss = entry.term.gloss[0] if entry.term.gloss else ""
            yield Diagnostic.at("TERM003", reading.place(*span), text=written(reading, *span), gloss=gloss)


def _untranslated(
    source: Prose, body: list[Reading], whole: str, shadowed: Mapping[str, _Entry], words: re.Pattern[str]
) -> Iterator[Diagnostic]:
    """Yield TERM001 for each word of the Chinese source whose English is nowhere in the translation.

    The source is searched as written, which spares reading it a second time; `shadowed` holds the entry of each word,
    and a longer word hides the shorter ones in it.
    """
    chinese = [one for one in source.passages if not one.quote and one.role not in _UNPRINTED]
    found: dict[str, int] = {}
    for index, passage in enumerate(one for one in chinese if not one.role.startswith("front")):
        for match in words.finditer(folded(passage.text)):
            found.setdefault(match.group(), index)
    if not found or not body:
        return
    whole = whole.replace("’", "'")
    for word, index in found.items():
        entry = shadowed[word]
        if entry.term.en and not any(folded(right).replace("’", "'") in whole for right in entry.term.en):
            reading = body[min(index, len(body) - 1)]
            place = reading.place(0, len(reading.plain))
            yield Diagnostic.at("TERM001", place, text=word, right=" / ".join(entry.term.en[:2]))
