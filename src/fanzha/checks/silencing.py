"""`allow:` in front matter: a warning is silenced by code, with reason, role and last day.

An entry that silences nothing warns (CONF005), and so does one whose day has passed (CONF013): it silences nothing
either. Only warnings can be silenced (CONF006). In `publisher.yml` an entry names the file it is for.
"""

from __future__ import annotations

from collections.abc import Iterable

from fanzha.diagnostics import Diagnostic, Place, catalogue
from fanzha.model import Allow, Library


def silenced(found: Iterable[Diagnostic], library: Library) -> list[Diagnostic]:
    """Return `found` without what is allowed, and with what is wrong with the entries themselves."""
    kept: list[Diagnostic] = []
    used: set[int] = set()
    for diagnostic in found:
        entries = library.allowed.get(diagnostic.place.path, ())
        matching = [e for e in entries if e.until >= library.today and _means(e, diagnostic)]
        if matching and catalogue()[diagnostic.code].silenceable:
            used.update(id(entry) for entry in matching)
        else:
            kept.append(diagnostic)
    for entries in library.allowed.values():
        for entry in entries:
            known = catalogue().get(entry.code)
            if known is None or not known.silenceable:
                kept.append(Diagnostic.at("CONF006", entry.code.place, code=entry.code))
            elif entry.until < library.today:
                kept.append(Diagnostic.at("CONF013", entry.code.place, code=entry.code, date=entry.until))
            elif id(entry) not in used:
                kept.append(Diagnostic.at("CONF005", entry.code.place, code=entry.code))
    return kept


def _means(entry: Allow, diagnostic: Diagnostic) -> bool:
    """Return whether the entry is about this diagnostic: its code and, if it gives words, their place."""
    if entry.code != diagnostic.code:
        return False
    return not entry.text or _touches(entry.text, diagnostic.place)


def _touches(words: str, place: Place) -> bool:
    """Return whether `words` stand in the source line where they overlap the span at `place`."""
    if not place.column:  # the whole line is meant
        return words in place.excerpt
    start, end = place.column - 1, place.column - 1 + place.width
    at = place.excerpt.find(words)
    while at >= 0:
        if at < end and start < at + len(words):
            return True
        at = place.excerpt.find(words, at + 1)
    return False
