"""What a leaflet prints is short enough to be read at arm's length (limits: docs-dev/content-model.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import CaseText, Library, TacticText
from fanzha.prose import lengths


@dataclass(frozen=True)
class _Limit:
    """Most hanzi of a Chinese text, and most words of any other."""

    hanzi: int
    words: int


_RED_FLAG = _Limit(24, 14)
_RED_FLAGS_PRINTED = 3
_LINE = _Limit(30, 18)
_LEAD = _Limit(70, 45)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield FIT011 for each text of a tactic or a case that a leaflet prints and that is too long for it."""
    texts: list[TacticText | CaseText] = []
    for tactic in library.tactics.values():
        texts.extend(tactic.texts.values())
    for case in library.cases.values():
        texts.extend(case.texts.values())
    for text in texts:
        for words, limit in _printed(text):
            yield from _too_long(words, text.locale, limit)


def _printed(text: TacticText | CaseText) -> Iterator[tuple[Text, _Limit]]:
    """Yield what a leaflet takes from `text`, each with its limit."""
    if isinstance(text, CaseText):
        yield text.lead, _LEAD
        yield text.lesson[0], _LINE
        return
    for red_flag in text.red_flags[:_RED_FLAGS_PRINTED]:
        yield red_flag, _RED_FLAG
    for items in (text.actions.stop, text.actions.verify, text.actions.report):
        yield items[0], _LINE


def _too_long(text: Text, locale: str, limit: _Limit) -> Iterator[Diagnostic]:
    length = lengths.length(text, locale)
    most = limit.hanzi if lengths.chinese(locale) else limit.words
    if length > most:
        yield Diagnostic.at("FIT011", text.place, length=length, limit=most, **lengths.unit(locale))
