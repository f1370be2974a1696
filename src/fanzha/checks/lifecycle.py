"""How long a text holds, and who answers for it (C-21, C-50, C-51)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import Library, Upkeep

MAX_AGE = datetime.timedelta(days=366)
"""How long a review counts (C-21): a year, with the leap day that may lie in it."""
_TWO_ROLES = {"cases"}
"""Collections whose texts two people in different roles must have read."""
_CENTRE = re.compile(r"国家反诈中心|National Anti-?Fraud Cent(?:re|er)", re.IGNORECASE)
_OFFICE = re.compile(
    r"公安|派出所|刑侦|反诈骗?中心|人民法院|检察院|Anti-?Fraud Cent(?:re|er)|Public Security|Police|Procuratorate",
    re.IGNORECASE,
)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what is out of date, not signed off, or published in a name that needs leave."""
    yield from _publisher(library)
    overdue = library.overdue()
    for upkeep in library.upkeep.values():
        if upkeep.path in overdue and not upkeep.translation:
            yield Diagnostic.at("LIFE001", upkeep.due_place, date=overdue[upkeep.path])
        yield from _dates(upkeep, library.today)
        yield from _sign_off(upkeep, library)


def _publisher(library: Library) -> Iterator[Diagnostic]:
    publisher, today = library.publisher, library.today
    missing = [locale for locale in publisher.locales if locale not in publisher.region]
    if missing:
        yield Diagnostic.at("CONF014", publisher.place, locales=", ".join(missing))
    units = [(name, name.place) for unit in library.registry.units.values() for name in unit.names.values()]
    for name, place in [*((name, publisher.place) for name in publisher.names.values()), *units]:
        if _CENTRE.search(name) or (_OFFICE.search(name) and (publisher.fictional or not publisher.approval_ref)):
            yield Diagnostic.at("SAFE004", place, name=name)
    if publisher.valid_until is None:
        return
    if publisher.valid_until < publisher.date:
        yield Diagnostic.at("LIFE009", publisher.place, date=publisher.valid_until, start=publisher.date)
    elif publisher.valid_until < today:
        yield Diagnostic.at("LIFE011", publisher.place, date=publisher.valid_until)


def _dates(upkeep: Upkeep, today: datetime.date) -> Iterator[Diagnostic]:
    """Yield what is wrong with the days of a document in the default language; translations follow it."""
    if upkeep.translation:
        return
    place, reviewed, by = upkeep.due_place, upkeep.reviewed_on, upkeep.review_by
    if reviewed is None or by is None:
        yield Diagnostic.at("LIFE003", place)
        return
    if reviewed > today:
        yield Diagnostic.at("LIFE004", place, date=reviewed, today=today)
    elif by < reviewed:
        yield Diagnostic.at("LIFE009", place, date=by, start=reviewed)
    elif by - reviewed > MAX_AGE:
        yield Diagnostic.at("LIFE005", place, start=reviewed, date=by, most=MAX_AGE.days)


def _sign_off(upkeep: Upkeep, library: Library) -> Iterator[Diagnostic]:
    roles = {entry.role for entry in upkeep.sign_off}
    for entry in upkeep.sign_off:
        if entry.on > library.today:
            yield Diagnostic.at("LIFE004", entry.place, date=entry.on, today=library.today)
    place = upkeep.place if upkeep.place.line else Place(upkeep.path)
    if not roles:
        yield Diagnostic.at("LIFE006", place)
        return
    if len(roles) < 2 and (upkeep.collection in _TWO_ROLES or _cites_law(upkeep, library)):
        yield Diagnostic.at("LIFE007", place, role=", ".join(roles))
    wanted = set(library.publisher.sign_off) | ({"safeguarding"} if upkeep.sensitive else set())
    for role in sorted(wanted - roles):
        yield Diagnostic.at("LIFE008", place, role=role)


def _cites_law(upkeep: Upkeep, library: Library) -> bool:
    """Return whether the document names a law of the registry."""
    names = [name for law in library.registry.laws.values() for name in (*law.names.values(), *law.aliases)]
    prose = library.prose.get(upkeep.path)
    return prose is not None and any(
        name in passage.text for name in names for passage in prose.passages if not passage.role.startswith("front")
    )
