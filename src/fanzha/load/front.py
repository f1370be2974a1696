"""What front matter and registry files may say: each dataclass is the schema of one kind of file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from fanzha.diagnostics import NO_TEXT, Text
from fanzha.model import Allow, Amount, Citation, SignOff, Statistic
from fanzha.model.content import FirstCall, Outcome, Sensitive
from fanzha.model.quiz import Difficulty


@dataclass(frozen=True, kw_only=True)
class KeptFront:
    """What the front matter of any document may say about its upkeep."""

    sign_off: tuple[SignOff, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchedFront(KeptFront):
    """What the front matter of a document that is a page of its own may say about how people look for it."""

    keywords: tuple[str, ...] = field(default=(), metadata={"max_items": 60})
    """In the document's own language."""


@dataclass(frozen=True, kw_only=True)
class TacticFront(SearchedFront):
    """Front matter of a tactic."""

    category: Text | None = None
    list_year: int | None = field(default=None, metadata={"minimum": 2022, "maximum": 2100})
    first_call: FirstCall = "advice"
    audiences: tuple[Text, ...] = ()
    sources: tuple[Citation, ...] = field(metadata={"min_items": 1})
    reviewed_on: datetime.date
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseFront(SearchedFront):
    """Front matter of a case."""

    tactic: Text
    outcome: Outcome
    amount: Amount | None = None
    audiences: tuple[Text, ...] = ()
    source: Citation
    source_date: Text = field(default=NO_TEXT, metadata={"partial_date": True})
    anonymised: bool
    sensitive: tuple[Sensitive, ...] = ()
    reviewed_on: datetime.date
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class SlogansFront(KeptFront):
    """Front matter of a file of slogans."""

    tactic: Text | None = None
    audiences: tuple[Text, ...] = ()
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What of a question does not depend on language."""

    tactic: Text | None = None
    difficulty: Difficulty
    audiences: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuizFront(KeptFront):
    """Front matter of a file of questions."""

    questions: Mapping[str, QuestionFacts]
    """By the question's id."""
    sources: tuple[Citation, ...] = field(metadata={"min_items": 1})
    reviewed_on: datetime.date
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class RhymeFacts:
    """What of a rhyme does not depend on language."""

    tactic: Text | None = None
    audiences: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RhymesFront(KeptFront):
    """Front matter of a file of rhymes."""

    rhymes: Mapping[str, RhymeFacts]
    """By the rhyme's id."""
    sources: tuple[Citation, ...] = ()
    reviewed_on: datetime.date
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class AudienceFront(SearchedFront):
    """Front matter of an audience."""

    tactics: tuple[Text, ...] = field(metadata={"min_items": 1})
    materials: tuple[Text, ...] = ()
    order: int | None = field(default=None, metadata={"minimum": 1, "maximum": 9999})
    reviewed_on: datetime.date
    review_by: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class PageFront(SearchedFront):
    """Front matter of a free page."""

    title: str = ""
    description: str = ""
    sources: tuple[Citation, ...] = ()
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    hide: tuple[str, ...] = ()
    """Material's own: parts of the page frame to hide."""


@dataclass(frozen=True, kw_only=True)
class TranslationFront(SearchedFront):
    """Front matter of a translation, whatever it translates."""

    source_digest: Text = field(metadata={"pattern": r"[0-9a-f]{16}", "pattern_hint": "fanzha translate --accept"})
    translated_on: datetime.date | None = None
    hide: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SlogansTranslationFront(KeptFront):
    """Front matter of translated slogans, questions or rhymes: a digest each, so that one changes alone."""

    source_digests: Mapping[str, Text] = field(metadata={"pattern": r"[0-9a-f]{16}", "pattern_hint": "16 hex digits"})
    translated_on: datetime.date | None = None


AnyFront = TacticFront | CaseFront | SlogansFront | AudienceFront | PageFront
"""Front matter of a document in the default language."""
