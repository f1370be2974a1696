"""Which posters must be taken down: those of placements that were revoked or whose last day has passed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from fanzha.model import Library, Placement
from fanzha.model.serial import number_of
from fanzha.spreadsheet import as_csv

NAME = "takedown.csv"
"""The list: in `build/` for the office, and on the website without what is the office's alone."""
_HEAD = (
    "编号 Serial",
    "地点 Place",
    "地址 Address",
    "状态 State",
    "从哪天起 Since",
    "原因 Reason",
    "有效期至 Valid until",
    "换成 Replaced by",
    "新海报的地点 Place of the new poster",
)
_OFFICE = ("张贴人 Hung by", "备注 Note")
_STATES = {"revoked": "作废 revoked", "expired": "过期 expired"}


@dataclass(frozen=True)
class Down:
    """A poster that must be taken down."""

    placement: Placement
    since: datetime.date
    """The first day on which it should not hang any more."""
    revoked: bool
    """Whether somebody said so; otherwise its time is over."""
    replacement: Placement | None
    """The one that hangs instead."""

    @property
    def reason(self) -> str:
        """Why it was revoked; empty when its time is over."""
        return self.placement.revoked.reason if self.revoked and self.placement.revoked else ""


def numbered(library: Library) -> dict[str, Placement]:
    """Return the placements that have their serials, by serial."""
    return {str(one.serial): one for one in library.placements if number_of(one.serial)}


def taken_down(library: Library) -> tuple[Down, ...]:
    """Return what must not hang on the day of the library, the latest first."""
    placements = numbered(library)
    found = [down for one in placements.values() if (down := down_of(one, library, placements))]
    return tuple(sorted(found, key=lambda down: (-down.since.toordinal(), down.placement.serial)))


def down_of(placement: Placement, library: Library, placements: dict[str, Placement]) -> Down | None:
    """Return why a placement must be taken down on the day of the library; None when it need not."""
    state = placement.state(library.today)
    if state == "revoked" and placement.revoked:
        return Down(placement, placement.revoked.on, True, placements.get(placement.revoked.replaced_by))
    if state == "expired":
        return Down(placement, placement.until + datetime.timedelta(days=1), False, None)
    return None


def table(library: Library, *, office: bool) -> str:
    """Return the list as CSV: its head alone when there is nothing to take down, "" when no poster hangs anywhere.

    Who hung a poster and what the office noted stand in it for the `office` only.
    """
    head = (*_HEAD, *(_OFFICE if office else ()))
    return as_csv(head, _rows(taken_down(library), office)) if library.placements else ""


def _rows(downs: Iterable[Down], office: bool) -> Iterable[list[str]]:
    for down in downs:
        one, other = down.placement, down.replacement
        where = " · ".join(text for text in (other.name, other.address) if text) if other else ""
        serial = (one.revoked.replaced_by if one.revoked else "") if down.revoked else ""
        state = _STATES["revoked" if down.revoked else "expired"]
        row = [one.serial, one.name, one.address, state, str(down.since), down.reason, str(one.until), serial, where]
        yield [*row, one.hung_by, one.note] if office else row
