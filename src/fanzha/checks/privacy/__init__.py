"""Privacy: nothing of a person, and no unfinished template, gets into print (C-01 to C-08, C-10, C-11, C-13).

Everything is read that stands in the sources: headings, quotes, front matter, code, comments, link targets, YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fanzha.checks.privacy import accounts, identifiers, papers, persons, residue, traces
from fanzha.checks.privacy.known import known_to
from fanzha.checks.privacy.whole import normal_whole, raw_whole
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Writing


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: PRIV001 to PRIV019."""
    known = known_to(library)

    def check(writing: Writing) -> Iterator[Diagnostic]:
        whole, raw = normal_whole(writing), raw_whole(writing)
        yield from identifiers.find(whole, known)
        yield from identifiers.find_masked(raw)
        yield from accounts.find(whole, known)
        yield from papers.find(whole)
        yield from persons.find(whole, writing)
        yield from traces.find(writing)
        yield from residue.find(whole, raw)

    return check
