"""Every id that a source names must exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from fanzha import config, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import Library, Question, Rhyme


def unknown(ids: Iterable[Text], known: Collection[str], kind: str) -> Iterator[Diagnostic]:
    """Return LINK001 for each of `ids` that is not among `known`."""
    return (references.unknown(identifier, kind, known) for identifier in ids if identifier not in known)


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each unknown tactic, audience, edition, category, channel and number.

    A file that exists but could not be used counts as known, and so does every name in a registry that could not be
    read: their own diagnostics say what is wrong.
    """
    tactics, audiences = library.declared["tactics"], library.declared["audiences"]
    registry = library.registry
    made = {name for path in library.files if (name := config.edition_name(path))}

    def registered(ids: Iterable[Text], kind: str, known: Collection[str]) -> Iterator[Diagnostic]:
        return iter(()) if kind in registry.unusable else unknown(ids, known, kind)

    for tactic in library.tactics.values():
        yield from unknown(tactic.audiences, audiences, "audiences")
        yield from registered([tactic.category] if tactic.category else [], "categories", registry.categories)
    for case in library.cases.values():
        yield from unknown([case.tactic], tactics, "tactics")
        yield from unknown(case.audiences, audiences, "audiences")
    for audience in library.audiences.values():
        yield from unknown(audience.tactics, tactics, "tactics")
        yield from unknown(audience.materials, made, "materials")
    for slogan in library.slogans.values():
        yield from unknown([slogan.tactic] if slogan.tactic else [], tactics, "tactics")
        yield from unknown(slogan.audiences, audiences, "audiences")
        for text in slogan.texts.values():
            yield from registered(text.channels, "channels", registry.channels)
    learnt: list[Question | Rhyme] = [*library.questions.values(), *library.rhymes.values()]
    for one in learnt:
        yield from unknown([one.tactic] if one.tactic else [], tactics, "tactics")
        yield from unknown(one.audiences, audiences, "audiences")
    for situation in registry.situations.values():
        yield from unknown(situation.tactics, tactics, "tactics")
    for signal in registry.signals.values():
        yield from unknown(signal.tactics, tactics, "tactics")
    yield from unknown([placement.tactic for placement in library.placements if placement.tactic], tactics, "tactics")
    pages = [f"{kind}/{slug}" for kind in ("tactics", "cases", "audiences") for slug in library.declared[kind]]
    led = [*(unit.page for unit in registry.units.values()), *(placement.page for placement in library.placements)]
    yield from unknown([page for page in led if page], {*pages, *library.pages}, "pages")
    for number in library.publisher.contact:
        if number not in registry.numbers and "numbers" not in registry.unusable:
            yield Diagnostic.at("SAFE003", number.place, number=number)
