"""The signs by which the website knows a scam can be understood, and each says what a reader needs to be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, Signal
from fanzha.model.signals import PatternProblem, patterns, phrase_sets, plain_phrase


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield SIG001 to SIG004 for the entries of `signals.yml`."""
    signals = library.registry.signals
    usable = "signals" not in library.registry.unusable
    for signal in signals.values():
        if usable:
            yield from _patterns(signal, signals)
        yield from _told(signal, library.publisher.locales)
    if signals and usable:
        yield from _unknown_scams(library)


def _patterns(signal: Signal, signals: Mapping[str, Signal]) -> Iterator[Diagnostic]:
    """Yield SIG001 for each pattern that cannot be understood; the words of a set are phrases."""
    for locale, words in signal.words.items():
        sets = phrase_sets(signals, locale)
        for word in words:
            try:
                if signal.role == "set":
                    plain_phrase(word)
                else:
                    patterns(word, sets)
            except PatternProblem as problem:
                yield Diagnostic.at("SIG001", word.place, pattern=word, reason_zh=problem.zh, reason_en=problem.en)


def _told(signal: Signal, locales: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Yield SIG002 for a red flag that a reader of some locale cannot be told, SIG003 for one that names no words."""
    if signal.role == "flag":
        asked = [signal.asks] if signal.asks else []
        for key, texts in zip(("names", "asks"), [signal.names, *asked], strict=False):
            for locale in locales:
                if locale not in texts:
                    yield Diagnostic.at("SIG002", signal.id.place, id=signal.id, key=key, locale=locale)
    if not any(signal.words.values()):
        yield Diagnostic.at("SIG003", signal.id.place, id=signal.id)


def _unknown_scams(library: Library) -> Iterator[Diagnostic]:
    """Yield SIG004 for each scam that no red flag speaks for: it is never named."""
    spoken_for = {
        slug for signal in library.registry.signals.values() if signal.role == "flag" for slug in signal.tactics
    }
    for slug, tactic in library.tactics.items():
        if slug not in spoken_for:
            yield Diagnostic.at("SIG004", tactic.place, tactic=slug)
