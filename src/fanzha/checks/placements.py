"""Where posters hang: each has a serial of its own, each place one poster at a time, and each code can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from fanzha.code_size import LARGEST, room_on, size_for, too_far
from fanzha.config import PLACEMENTS
from fanzha.diagnostics import NO_TEXT, Diagnostic, Text
from fanzha.model import Library, Placement, placement_url
from fanzha.model.serial import meant, number_of, serial_of, usable
from fanzha.qr import PayloadTooLong

MOST_NAMED = 5
"""Missing serials that one message names."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with single placements, and with all of them together."""
    yield from _serials(library.placements)
    yield from _lost(library)
    yield from _places(library.placements)
    serials = {placement.serial: placement for placement in library.placements if placement.serial}
    for placement in library.placements:
        yield from _alone(placement, serials, library)
        yield from _size(placement, str(library.publisher.site))


def _serials(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """Yield PLACE011 for a missing serial, PLACE012 for a wrong one, PLACE013 for one that is used twice."""
    first: dict[str, Placement] = {}
    for placement in placements:
        serial = placement.serial
        if not serial:
            yield Diagnostic.at("PLACE011", placement.place, name=placement.name)
        elif not number_of(serial):
            yield Diagnostic.at("PLACE012", serial.place, serial=serial, nearest=meant(serial))
        elif serial in first:
            place = first[serial].serial.place
            yield Diagnostic.at("PLACE013", serial.place, serial=serial, first=f"{place.path}:{place.line}")
        else:
            first[serial] = placement


def _lost(library: Library) -> Iterator[Diagnostic]:
    """Yield PLACE018 when serials were given out that stand in no file any more."""
    last = library.issued.last
    if not last:
        return
    if not number_of(last):
        yield Diagnostic.at("PLACE012", last.place, serial=last, nearest=meant(last))
        return
    if not library.issued.whole or any(
        placement.serial and not number_of(placement.serial) for placement in library.placements
    ):
        return  # the row with the wrong serial may be the one that seems lost
    there = {number_of(placement.serial) for placement in library.placements}
    lost = [serial_of(number) for number in range(1, number_of(last) + 1) if number not in there and usable(number)]
    if lost:
        named = ", ".join(lost[:MOST_NAMED]) + (" …" if len(lost) > MOST_NAMED else "")
        yield Diagnostic.at("PLACE018", last.place, count=len(lost), serials=named, folder=PLACEMENTS)


def _places(placements: Iterable[Placement]) -> Iterator[Diagnostic]:
    """Yield PLACE014 for each placement whose days overlap with an earlier one's at the same place.

    A revoked one leaves the place free.
    """
    hanging = [(placement.spot, placement.from_, number, placement) for number, placement in enumerate(placements)]
    hanging = [entry for entry in hanging if not entry[3].revoked]
    for _, group in groupby(sorted(hanging, key=lambda entry: entry[:3]), key=lambda entry: entry[0]):
        longest: Placement | None = None
        for *_, placement in group:
            if longest is not None and placement.from_ <= longest.until:
                first = f"{longest.place.path}:{longest.place.line}"
                yield Diagnostic.at("PLACE014", placement.name.place, name=placement.name, first=first)
            if longest is None or placement.until > longest.until:
                longest = placement


def _alone(placement: Placement, serials: Mapping[Text, Placement], library: Library) -> Iterator[Diagnostic]:
    """Yield what one placement says that cannot be: days, goal, languages and what replaces it."""
    if placement.until < placement.from_:
        yield Diagnostic.at("PLACE015", placement.place, until=placement.until, start=placement.from_)
    if bool(placement.tactic) == bool(placement.page):
        yield Diagnostic.at("PLACE016", placement.place)
    for locale in placement.languages:
        if locale not in library.publisher.locales:
            yield Diagnostic.at("LANG005", locale.place, locale=locale, known=", ".join(library.publisher.locales))
    other = placement.revoked.replaced_by if placement.revoked else NO_TEXT
    if other:
        goal = serials.get(other)
        if (goal is None and library.issued.whole) or goal is placement or (goal is not None and goal.revoked):
            yield Diagnostic.at("PLACE017", other.place, serial=other)


def _size(placement: Placement, site: str) -> Iterator[Diagnostic]:
    """Yield QR004 when the code cannot be read from the distance given, with what would work."""
    if placement.revoked:
        return
    payload = placement_url(site, placement.serial or serial_of(1))
    try:
        size = size_for(payload, placement.distance, outdoors=placement.outdoors)
    except PayloadTooLong:
        return  # the address of the site is too long: told where products are planned
    languages = max(1, len(placement.languages))
    wrong = too_far(size, placement.paper, languages)
    if wrong is None:
        return
    paper = placement.paper or tuple(LARGEST[languages])[-1]
    zh = en = ""
    if wrong.paper:
        zh, en = f"用{wrong.paper.upper()}纸；或者", f"Print on {wrong.paper.upper()}, or "
    zh += f"改成{wrong.reach:g}米以内扫（distance 写 {wrong.reach:g}），海报贴在人能走近的地方。"
    en += f"hang it where people come within {wrong.reach:g} m and write that as its distance."
    yield Diagnostic.at(
        "QR004",
        placement.place,
        distance=f"{placement.distance:g}",
        needed=f"{size.width:.4g}",
        widest=f"{room_on(paper, languages):g}",
        remedy_zh=zh,
        remedy_en=en[0].upper() + en[1:],
        paper=paper.upper(),
    )
