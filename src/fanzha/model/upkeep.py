"""Upkeep: who answers for a source, until when it may be used, and what it silences."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NO_TEXT, NOWHERE, Place, Text
from fanzha.model.content import Citation

SignOffRole = Literal["author", "second-reader", "police", "bank", "legal", "safeguarding", "language"]
"""Who may answer for a text: `safeguarding` for children and deaths, `language` for a native reader."""


@dataclass(frozen=True, kw_only=True)
class Allow:
    """A warning that a file silences: with a reason, by whom, and until when."""

    code: Text
    reason: str
    role: SignOffRole
    until: datetime.date
    """The last day on which it holds."""
    text: Text = NO_TEXT
    """Only where these words are meant; empty for the whole file."""


@dataclass(frozen=True, kw_only=True)
class ProjectAllow(Allow):
    """A warning that the publisher silences in a file that has no front matter."""

    path: Text
    """The file below the project's root."""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """Somebody in a role read a text and answers for it."""

    role: SignOffRole
    on: datetime.date
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """A figure that a text prints: where it is from, for which period, and how old it is."""

    figure: Text
    """As printed, such as `88.4%` or `1.388亿`."""
    source: Citation
    period: str
    """What it covers, such as `2023`."""
    as_of: Text = field(metadata={"partial_date": True})
    """When it was published: a year, month or day."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Upkeep:
    """What one file's front matter says about its own upkeep."""

    path: str
    collection: str
    """As in `Prose`; `slug` and `locale` too."""
    slug: str
    locale: str
    reviewed_on: datetime.date | None = None
    review_by: datetime.date | None = None
    sign_off: tuple[SignOff, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    sensitive: tuple[str, ...] = ()
    """`minor`, `death`: what makes a case need more than one pair of eyes."""
    translation: bool = False
    place: Place = field(default=NOWHERE, compare=False)
    due_place: Place = field(default=NOWHERE, compare=False)
    """Where `review_by` stands, else `reviewed_on`, else as `place`."""
