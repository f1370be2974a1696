"""The content checks, one family a module, found by name. All run; none stops at the first find.

A module of this package defines one of these, or both:

* `check(library) -> Iterable[Diagnostic]`, for what concerns entities and registries;
* `reader(library) -> Callable[[Writing], Iterable[Diagnostic]]`, for what concerns words. It is called once a run, to
  prepare what depends on the registries; what it returns is called for every file, which it shares with the others.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import ModuleType

from fanzha.checks.silencing import silenced
from fanzha.diagnostics import Diagnostic, sort_diagnostics
from fanzha.forks import shared_out
from fanzha.model import Library, Prose
from fanzha.prose import Writing, read

Check = Callable[[Library], Iterable[Diagnostic]]
Reader = Callable[[Writing], Iterable[Diagnostic]]


@functools.cache
def _modules() -> tuple[ModuleType, ...]:
    return tuple(importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))


def run_checks(library: Library | None, loaded: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return what loading and all checks found, sorted, less what front matter silences with a reason."""
    found = list(loaded)
    if library is not None:
        found.extend(_find(library))
        found = silenced(found, library)
    return sort_diagnostics(found)


def check_words(library: Library, prose: Prose) -> list[Diagnostic]:
    """Return what the checks of words find in one text that stands in no file of the project, sorted."""
    writing = read(prose)
    readers: list[Reader] = [module.reader(library) for module in _modules() if hasattr(module, "reader")]
    return sort_diagnostics(one for reader in readers for one in reader(writing))


def _find(library: Library) -> Iterator[Diagnostic]:
    """Yield what every check finds."""
    for module in _modules():
        if hasattr(module, "check"):
            yield from module.check(library)
    readers: list[Reader] = [module.reader(library) for module in _modules() if hasattr(module, "reader")]

    def read_all(part: Sequence[Prose]) -> list[list[Diagnostic]]:
        return [[one for reader in readers for one in reader(writing)] for writing in map(read, part)]

    for found in shared_out(read_all, tuple(library.prose.values())):
        yield from found
