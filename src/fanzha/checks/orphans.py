"""Nothing stands alone: a tactic without a slogan, an audience that nothing names (C-25)."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield a warning for each tactic without slogans and each audience that no tactic, case or slogan names."""
    with_slogans = {slogan.tactic for slogan in library.slogans.values()}
    for tactic in library.tactics.values():
        if tactic.slug not in with_slogans:
            yield Diagnostic.at("LINK020", tactic.place, slug=tactic.slug)
    named = {
        audience
        for group in (library.tactics, library.cases, library.slogans)
        for entity in group.values()
        for audience in entity.audiences
    }
    for audience in library.audiences.values():
        if audience.slug not in named:
            yield Diagnostic.at("LINK021", audience.place, slug=audience.slug)
