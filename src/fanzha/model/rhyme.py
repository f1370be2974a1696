"""Rhymes to learn by heart, each with its lines in every locale it has, and in Chinese with pinyin."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.model.content import Citation, LocalText

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOUND = re.compile(rf"[0-9{_HAN}]")
_CELL = re.compile(r"[0-9]+|[^0-9]", re.DOTALL)


@dataclass(frozen=True)
class Cell:
    """What stands together in a line: a hanzi, a number, or a mark that is not read."""

    text: str
    reading: str = ""
    """Pinyin, of a number with a blank between its digits; empty for a mark."""


@dataclass(frozen=True, kw_only=True)
class Verse:
    """A line of a rhyme: plain text."""

    text: Text
    pinyin: tuple[Text, ...] = ()
    """A syllable for each hanzi and digit, in order, as written; empty in other languages."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The line with its pinyin, piece by piece."""
        syllables = iter(self.pinyin)
        return tuple(
            Cell(part, " ".join(next(syllables, "") for _ in sounds(part)).strip()) for part in _CELL.findall(self.text)
        )


def sounds(text: str) -> list[str]:
    """Return the characters of a line of Chinese that are read, a syllable each: hanzi and digits."""
    return _SOUND.findall(text)


@dataclass(frozen=True, kw_only=True)
class RhymeText(LocalText):
    """A rhyme in one language; `name` is its heading. It rhymes in that language, and is no translation of another."""

    lines: tuple[Verse, ...]


@dataclass(frozen=True, kw_only=True)
class Rhyme:
    """A few lines that say what to do, to be learnt by heart."""

    slug: str
    tactic: Text | None
    """The tactic it is about; None when it holds for all."""
    audiences: tuple[Text, ...] = ()
    """Those it is made for; empty for everybody."""
    sources: tuple[Citation, ...] = ()
    """Those of its file."""
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    texts: Mapping[str, RhymeText]
    place: Place = field(default=NOWHERE, compare=False)
