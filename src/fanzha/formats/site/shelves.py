"""Where things stand in the library, sorted once: a page asks for its slogans and cases without looking at all."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from fanzha.model import Case, Library, Slogan, Tactic


@functools.lru_cache(maxsize=4096)
def slogan_file(path: str) -> str:
    """Return the stem that a slogan file and its translations share: `docs/slogans/a.en.md` → `a`."""
    return PurePosixPath(path).name.split(".")[0]


@dataclass(frozen=True)
class Shelves:
    """One library's slogans and cases, in the order in which pages show them."""

    library: Library

    @functools.cached_property
    def slogans(self) -> Sequence[Slogan]:
        """All slogans in the order they were written."""
        return sorted(self.library.slogans.values(), key=lambda slogan: (slogan.place.path, slogan.place.line))

    @functools.cached_property
    def slogans_by_file(self) -> Mapping[str, Sequence[Slogan]]:
        """The slogans of each file, by the file's stem."""
        found: dict[str, list[Slogan]] = defaultdict(list)
        for slogan in self.slogans:
            found[slogan_file(slogan.place.path)].append(slogan)
        return dict(found)

    @functools.cached_property
    def slogans_by_tactic(self) -> Mapping[str, Sequence[Slogan]]:
        """The slogans about each tactic."""
        found: dict[str, list[Slogan]] = defaultdict(list)
        for slogan in self.slogans:
            if slogan.tactic:
                found[slogan.tactic].append(slogan)
        return dict(found)

    @functools.cached_property
    def slogan_groups(self) -> Sequence[tuple[str, Sequence[Slogan]]]:
        """The slogans with their file's stem, file by file: first the tactics' own, in the tactics' order."""
        order = {tactic.slug: index for index, tactic in enumerate(self.tactics)}

        def rank(group: tuple[str, Sequence[Slogan]]) -> tuple[int, str]:
            return (order.get(group[1][0].tactic or "", len(order)), group[0])

        return sorted(self.slogans_by_file.items(), key=rank)

    @functools.cached_property
    def slogans_by_audience(self) -> Mapping[str, Sequence[Slogan]]:
        """The slogans for each audience, in the order of their groups."""
        found: dict[str, list[Slogan]] = defaultdict(list)
        for _, slogans in self.slogan_groups:
            for slogan in slogans:
                for audience in self.meant_for(slogan):
                    found[audience].append(slogan)
        return dict(found)

    def meant_for(self, slogan: Slogan) -> list[str]:
        """Return the audiences that a slogan is for: its own, else those whom its tactic aims at."""
        tactic = self.library.tactics.get(slogan.tactic or "")
        return sorted(slogan.audiences or (tactic.audiences if tactic else ()))

    @functools.cached_property
    def cases(self) -> Sequence[Case]:
        """All cases, newest first."""
        by_name = sorted(self.library.cases.values(), key=lambda case: case.slug)
        return sorted(by_name, key=lambda case: case.source_date or case.source.date, reverse=True)

    @functools.cached_property
    def cases_by_tactic(self) -> Mapping[str, Sequence[Case]]:
        """The cases of each tactic, newest first."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.tactic].append(case)
        return dict(found)

    @functools.cached_property
    def tactics(self) -> Sequence[Tactic]:
        """The tactics in the order of the Ministry's list; those on no list come last."""
        return [self.library.tactics[slug] for slug in sorted(self.library.tactics, key=self.library.rank_of)]


_last: list[Shelves] = []


def shelves_of(library: Library) -> Shelves:
    """Return the shelves of the library; those of the last one asked for are kept."""
    if not _last or _last[0].library is not library:
        _last[:] = [Shelves(library)]
    return _last[0]
