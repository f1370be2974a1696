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


class Standing:
    """How the placements of a library stand on its day."""

    def __init__(self, library: Library) -> None:
        """Note what hangs or will hang where."""
        self._today = library.today
        self.placements = numbered(library)
        self._hanging: dict[tuple[str, str], Placement] = {}
        for one in sorted(self.placements.values(), key=lambda one: one.from_, reverse=True):
            if one.state(self._today) in ("current", "coming"):
                self._hanging[one.spot] = one  # the earliest stays

    def down(self, placement: Placement) -> Down | None:
        """Return why a placement must be taken down; None when it need not.

        What hangs instead of a revoked one somebody has said; instead of one whose time is over, what hangs there next.
        """
        state = placement.state(self._today)
        if state == "revoked" and placement.revoked:
            return Down(placement, placement.revoked.on, True, self.placements.get(placement.revoked.replaced_by))
        if state == "expired":
            after = placement.until + datetime.timedelta(days=1)
            return Down(placement, after, False, self._hanging.get(placement.spot))
        return None


def taken_down(library: Library) -> tuple[Down, ...]:
    """Return what must not hang on the day of the library, the latest first."""
    standing = Standing(library)
    found = [down for one in standing.placements.values() if (down := standing.down(one))]
    return tuple(sorted(found, key=lambda down: (-down.since.toordinal(), down.placement.serial)))


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
        serial = other.serial if other else one.revoked.replaced_by if down.revoked and one.revoked else ""
        state = _STATES["revoked" if down.revoked else "expired"]
        row = [one.serial, one.name, one.address, state, str(down.since), down.reason, str(one.until), serial, where]
        yield [*row, one.hung_by, one.note] if office else row
