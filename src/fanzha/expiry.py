"""What may not be printed any more: stale translations, sources past their review date, an expired publisher.

One place for every format: whatever an artefact is made of is found in its parameters, so that no format can forget to
ask. The website is exempt: it says so on the page instead (C-44, C-50).
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.model import Artifact, Library, LocalText


class Expiry:
    """Until when what is made from a library may be handed out."""

    def __init__(self, library: Library) -> None:
        """Note the day of review of every document: a translation's is its source's."""
        self._publisher = library.publisher
        self._today = library.today
        kept = library.upkeep.values()
        days = {(one.collection, one.slug): one.review_by for one in kept if one.review_by is not None}
        self._days = {one.path: day for one in kept if (day := days.get((one.collection, one.slug)))}

    def unprintable(self, artifact: Artifact) -> Iterator[Diagnostic]:
        """Yield an error for each text of `artifact` that is stale or past its review date, and for the publisher.

        One whose own last day has passed has an error without a place (LIFE012): only the plan knows its edition.
        """
        if artifact.after_others:
            return
        publisher = self._publisher
        if publisher.valid_until is not None and publisher.valid_until < self._today:
            yield Diagnostic.at("LIFE010", publisher.place, date=publisher.valid_until, today=self._today)
        if artifact.valid_until is not None and artifact.valid_until < self._today:
            yield Diagnostic.at("LIFE012", date=artifact.valid_until, today=self._today, path=artifact.path)
        for part in _parts(artifact.params):
            day = self._days.get(part.place.path)
            if part.stale:
                yield Diagnostic.at("LANG004", part.place, slug=part.slug, locale=part.locale)
            elif day is not None and day < self._today:
                yield Diagnostic.at("LIFE002", part.place, slug=part.slug, date=day, path=artifact.path)

    def last_day(self, artifact: Artifact) -> datetime.date | None:
        """Return the last day on which `artifact` may be handed out; None when nothing in it ever expires."""
        if artifact.after_others:
            return self._publisher.valid_until
        days = [day for part in _parts(artifact.params) if (day := self._days.get(part.place.path))]
        if self._publisher.valid_until is not None:
            days.append(self._publisher.valid_until)
        if artifact.valid_until is not None:
            days.append(artifact.valid_until)
        return min(days, default=None)


def _parts(value: object) -> Iterator[LocalText]:
    """Yield every text inside the parameters of an artefact."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _parts(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, LocalText):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
