"""A talk to an audience takes about two minutes, in every language of its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic
from fanzha.model import AudienceText, Library
from fanzha.prose import lengths


@dataclass(frozen=True)
class _Pace:
    """How long a talk is: fewest and most hanzi or words, and how many are spoken in a minute."""

    least: int
    most: int
    a_minute: int


# Slow and clear, as to old people in a hall: announcers speak a third faster.
_HANZI = _Pace(380, 520, 220)
_WORDS = _Pace(220, 320, 130)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield FIT024 for each talk that is too short or too long, LOAD016 for each translation without one.

    A stale translation has its own diagnostic.
    """
    default = library.publisher.default_locale
    for audience in library.audiences.values():
        source = audience.texts.get(default)
        for text in audience.texts.values():
            if text.speech:
                yield from _timed(text)
            elif source is not None and source.speech and not text.stale:
                yield Diagnostic.at("LOAD016", text.place, id="speech")


def _timed(text: AudienceText) -> Iterator[Diagnostic]:
    pace = _HANZI if lengths.chinese(text.locale) else _WORDS
    length = sum(lengths.length(paragraph, text.locale) for paragraph in text.speech)
    if not pace.least <= length <= pace.most:
        limits = {"length": length, "least": pace.least, "most": pace.most, "minutes": f"{length / pace.a_minute:.1f}"}
        yield Diagnostic.at("FIT024", text.speech[0].place, **limits, **lengths.unit(text.locale))
