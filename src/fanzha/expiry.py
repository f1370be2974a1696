"""What may not be printed any more: stale translations, sources past their review date, an expired publisher.

One place for every format: whatever an artefact is made of is found in its parameters, so that no format can forget to
ask. The website is exempt: it says so on the page instead (C-44, C-50).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.model import Artifact, Library, LocalText


def unprintable(library: Library, artifact: Artifact) -> Iterator[Diagnostic]:
    """Yield an error for each text of `artifact` that is stale or past its review date, and for a publisher that is."""
    if artifact.after_others:
        return
    publisher = library.publisher
    if publisher.valid_until is not None and publisher.valid_until < library.today:
        yield Diagnostic.at("LIFE010", publisher.place, date=publisher.valid_until, today=library.today)
    overdue = library.overdue()
    for part in _parts(artifact.params):
        if part.stale:
            yield Diagnostic.at("LANG004", part.place, slug=part.slug, locale=part.locale)
        elif part.place.path in overdue:
            date = overdue[part.place.path]
            yield Diagnostic.at("LIFE002", part.place, slug=part.slug, date=date, path=artifact.path)


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
