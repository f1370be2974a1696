"""Facts that contradict themselves or the registry."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield diagnostics about amounts and the Ministry's categories."""
    for case in library.cases.values():
        amount = case.amount
        if amount is None:
            continue
        if amount.min is None and amount.max is None:
            yield Diagnostic.at("FACT004", amount.place)
        if amount.min is not None and amount.max is not None and amount.min > amount.max:
            yield Diagnostic.at("FACT001", amount.place)
    for tactic in library.tactics.values():
        category = library.registry.categories.get(tactic.category) if tactic.category else None
        if category is None or tactic.category is None:
            continue
        if tactic.list_year is None:
            yield Diagnostic.at("FACT002", tactic.category.place, category=tactic.category)
        elif tactic.list_year not in category.years:
            years = ", ".join(str(year) for year in category.years)
            place = tactic.category.place
            yield Diagnostic.at("FACT003", place, category=tactic.category, year=tactic.list_year, years=years)
