"""The content checks: pure functions from the library to diagnostics, one family a module, found by name.

A module of this package defines `check(library) -> Iterable[Diagnostic]`. All run; none stops at the first find.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence

from fanzha.checks.silencing import silenced
from fanzha.diagnostics import Diagnostic, sort_diagnostics
from fanzha.model import Library

Check = Callable[[Library], Iterable[Diagnostic]]


@functools.cache
def checks() -> tuple[Check, ...]:
    """Return the checks, by name of their module."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module.check for module in modules if hasattr(module, "check"))


def run_checks(library: Library | None, loaded: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return what loading and all checks found, sorted, less what front matter silences with a reason."""
    found = list(loaded)
    if library is not None:
        for check in checks():
            found.extend(check(library))
        found = silenced(found, library)
    return sort_diagnostics(found)
