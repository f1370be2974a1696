"""Placements: which poster hangs where, and for how long."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from fanzha.diagnostics import NO_TEXT, NOWHERE, Place, Text
from fanzha.model.registry import LOCALE, SLUG

Mood = Literal["alert", "calm", "children"]
Paper = Literal["a4", "a3", "a2"]
State = Literal["coming", "current", "expired", "revoked"]


@dataclass(frozen=True, kw_only=True)
class Revoked:
    """Why a poster must be taken down before its time."""

    on: datetime.date
    reason: Text
    """One sentence, for whoever stands before the poster."""
    replaced_by: Text = NO_TEXT
    """Serial of the poster that hangs there instead."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Placement:
    """One poster at one place: an entry or a row of a file in `materials/placement/`."""

    serial: Text = NO_TEXT
    """See `fanzha.model.serial`; empty until `fanzha placements` has written it."""
    name: Text
    """The place, as whoever stands there would call it: 城关派出所一楼大厅."""
    address: Text = NO_TEXT
    """One line."""
    hung_by: Text = field(default=NO_TEXT, compare=False)
    """The unit or the role that hung it; for the office, never published."""
    from_: datetime.date
    until: datetime.date
    """The last day."""
    distance: float = field(metadata={"minimum": 0.3, "maximum": 20})
    """Metres from which its code must be readable."""
    tactic: Text = field(default=NO_TEXT, metadata={"pattern": SLUG, "pattern_hint": "fake-loan"})
    """What it warns of; it has this or a page."""
    page: Text = NO_TEXT
    """Another page of the site that it leads to, such as `help/now`."""
    paper: Paper | None = None
    """Left out: the smallest on which the code is large enough."""
    mood: Mood = "alert"
    outdoors: bool = True
    """Whether weather and dirt will wear on the code, which then has the strongest error correction."""
    languages: tuple[Text, ...] = field(
        default=(), metadata={"max_items": 2, "unique": True, "pattern": LOCALE, "pattern_hint": "zh / en"}
    )
    """The larger first; empty: the publisher's first."""
    revoked: Revoked | None = None
    note: Text = field(default=NO_TEXT, compare=False)
    """For the office, never published."""
    place: Place = field(default=NOWHERE, compare=False)

    def state(self, today: datetime.date) -> State:
        """Return how things stand on the day `today`."""
        if self.revoked and self.revoked.on <= today:
            return "revoked"
        if today > self.until:
            return "expired"
        return "coming" if today < self.from_ else "current"

    @property
    def spot(self) -> tuple[str, str]:
        """Name and address without what does not tell places apart: width, case and blanks."""
        texts = (unicodedata.normalize("NFKC", text).casefold() for text in (self.name, self.address))
        name, address = ("".join(text.split()) for text in texts)
        return name, address

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return f"placement:{self.serial}"


@dataclass(frozen=True, kw_only=True)
class Issued:
    """How far serials have been given out: `materials/registry/serials.yml`, written by `fanzha placements`."""

    last: Text = NO_TEXT
    """The last serial; all before it have been given out too."""
    whole: bool = True
    """Whether every placement could be read: otherwise none can be called missing."""
    place: Place = field(default=NOWHERE, compare=False)


def placement_path(serial: str) -> str:
    """Return the path of a placement's page below the site's address."""
    return f"Q/{serial}/"


def placement_url(site: str, serial: str) -> str:
    """Return the address in a placement's code: `https://HOST/Q/223Y/`.

    Host and path in capitals make a smaller code (see `fanzha.qr.matrix`). A host means the same in either; the
    directory of the site does not, so one that has small letters keeps the whole address as it is.
    """
    parts = urlsplit(site)
    host = parts.netloc if any(letter.islower() for letter in parts.path) else parts.netloc.upper()
    return f"{parts.scheme}://{host}{parts.path or '/'}{placement_path(serial)}"
