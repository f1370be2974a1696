"""`allow:` in front matter: a warning is silenced by code, with a reason; an entry that silences nothing warns."""

from __future__ import annotations

from collections.abc import Iterable

from fanzha.diagnostics import Diagnostic, catalogue
from fanzha.model import Library


def silenced(found: Iterable[Diagnostic], library: Library) -> list[Diagnostic]:
    """Return `found` without what is allowed, and with CONF005 and CONF006 for entries that do nothing or may not."""
    kept: list[Diagnostic] = []
    used: set[tuple[str, str]] = set()
    for diagnostic in found:
        path, code = diagnostic.place.path, diagnostic.code
        allowed = any(entry.code == code for entry in library.allowed.get(path, ()))
        if allowed and catalogue()[code].silenceable:
            used.add((path, code))
        else:
            kept.append(diagnostic)
    for path, entries in library.allowed.items():
        for entry in entries:
            known = catalogue().get(entry.code)
            if known is None or not known.silenceable:
                kept.append(Diagnostic.at("CONF006", entry.code.place, code=entry.code))
            elif (path, entry.code) not in used:
                kept.append(Diagnostic.at("CONF005", entry.code.place, code=entry.code))
    return kept
