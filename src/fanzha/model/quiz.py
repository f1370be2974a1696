"""Questions of the quiz, each with its text in every locale it has."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.model.content import Citation, LocalText

Difficulty = Literal["easy", "medium", "hard"]


@dataclass(frozen=True, kw_only=True)
class Said:
    """A paragraph of a question's stem: inline Markdown."""

    text: Text
    quote: bool = False
    """Whether it is scam speech, from a `!!! scam-quote` block: shown only as such."""


@dataclass(frozen=True, kw_only=True)
class QuestionText(LocalText):
    """A question in one language; `name` is its heading. Strings are inline Markdown."""

    stem: tuple[Said, ...]
    """What happens, and what is asked; in order."""
    options: tuple[Text, ...]
    """Two to four answers, as written; whoever shows them shuffles them."""
    right: int
    """Index of the one right answer, from 0."""
    why: tuple[Text, ...]
    """Why it is right, in one or more paragraphs."""

    @property
    def passages(self) -> tuple[Text, ...]:
        """All that it says, in order: heading, stem, options, why."""
        return (self.name, *(said.text for said in self.stem), *self.options, *self.why)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that may happen to anybody, and what to do then."""

    slug: str
    tactic: Text | None
    """The tactic it is about; None when it is about what to do in an emergency."""
    difficulty: Difficulty
    audiences: tuple[Text, ...] = ()
    """Those it is made for; empty for everybody."""
    sources: tuple[Citation, ...] = ()
    """Those of its file."""
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    texts: Mapping[str, QuestionText]
    place: Place = field(default=NOWHERE, compare=False)
