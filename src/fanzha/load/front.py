"""What front matter and registry files may say: each dataclass is the schema of one kind of file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from fanzha.diagnostics import NO_TEXT, Text
from fanzha.model import Allow, Amount, Citation
from fanzha.model.content import Outcome


@dataclass(frozen=True, kw_only=True)
class TacticFront:
    """Front matter of a tactic."""

    category: Text | None = None
    list_year: int | None = field(default=None, metadata={"minimum": 2022, "maximum": 2100})
    audiences: tuple[Text, ...] = ()
    keywords: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = field(metadata={"min_items": 1})
    reviewed_on: datetime.date
    review_by: datetime.date | None = None
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseFront:
    """Front matter of a case."""

    tactic: Text
    outcome: Outcome
    amount: Amount | None = None
    audiences: tuple[Text, ...] = ()
    source: Citation
    source_date: Text = field(default=NO_TEXT, metadata={"partial_date": True})
    anonymised: bool
    reviewed_on: datetime.date
    review_by: datetime.date | None = None
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SlogansFront:
    """Front matter of a file of slogans."""

    tactic: Text | None = None
    audiences: tuple[Text, ...] = ()
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AudienceFront:
    """Front matter of an audience."""

    tactics: tuple[Text, ...] = field(metadata={"min_items": 1})
    reviewed_on: datetime.date
    review_by: datetime.date | None = None
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageFront:
    """Front matter of a free page."""

    title: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    hide: tuple[str, ...] = ()
    """Material's own: parts of the page frame to hide."""
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TranslationFront:
    """Front matter of a translation, whatever it translates."""

    source_digest: Text = field(metadata={"pattern": r"[0-9a-f]{16}", "pattern_hint": "fanzha translate --accept"})
    translated_on: datetime.date | None = None
    hide: tuple[str, ...] = ()
    allow: tuple[Allow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SlogansTranslationFront:
    """Front matter of a translated slogans file: a digest a slogan, so that changing one leaves the others fresh."""

    source_digests: Mapping[str, Text] = field(metadata={"pattern": r"[0-9a-f]{16}", "pattern_hint": "16 hex digits"})
    translated_on: datetime.date | None = None
    allow: tuple[Allow, ...] = ()


AnyFront = TacticFront | CaseFront | SlogansFront | AudienceFront | PageFront
"""Front matter of a document in the default language."""
