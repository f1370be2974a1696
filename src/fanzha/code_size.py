"""How large a code must be to be read from a distance, and which paper has room for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from fanzha.model.placement import Paper
from fanzha.qr import QUIET, Level, is_alphanumeric, matrix

LEAST_MODULE = 0.5
"""Mm: no finer, however near; printers and cheap cameras blur what is."""
PER_METRE = 3.0
"""Mm of module for each metre: four pixels of a usual telephone's camera, at which simulated captures were all read."""

LARGEST: Mapping[int, Mapping[Paper, float]] = {
    1: {"a4": 133.5, "a3": 200.0, "a2": 300.0},
    2: {"a4": 111.0, "a3": 189.0, "a2": 277.5},
}
"""Mm: the widest code, quiet zone included, that leaves room for a message readable from 5 m, domain and hotline, in
one language and in two; the smallest paper first."""


@dataclass(frozen=True)
class CodeSize:
    """How a code is printed."""

    level: Level
    module: float
    """Width of a module in mm."""
    width: float
    """Of the whole code in mm, with its quiet zone of 4 modules on each side."""


@dataclass(frozen=True)
class TooFar:
    """A code that the paper has no room for, and what would work."""

    needed: float
    """Mm: the width that the distance asks for."""
    paper: Paper | None
    """The smallest paper on which it could be read from there, if there is one."""
    reach: float
    """Metres from which it can be read on the paper that was asked for, rounded down to a tenth."""


def module_for(distance: float) -> float:
    """Return the least width of a module, in mm, that is readable from `distance` metres."""
    return max(LEAST_MODULE, PER_METRE * distance)


def level_for(*, outdoors: bool) -> Level:
    """Return the error correction: Q indoors, H outdoors."""
    return "H" if outdoors else "Q"


def size_for(payload: str, distance: float, *, outdoors: bool) -> CodeSize:
    """Return how the code of `payload` is printed to be readable from `distance` metres.

    Raises `fanzha.qr.PayloadTooLong`.
    """
    level, module = level_for(outdoors=outdoors), module_for(distance)
    return CodeSize(level, module, module * _across(payload, level))


def paper_for(size: CodeSize, languages: int) -> Paper | None:
    """Return the smallest paper that has room for the code beside so many languages (1 or 2), or None."""
    return next((paper for paper, widest in LARGEST[languages].items() if size.width <= widest + 1e-9), None)


def room_on(paper: Paper | None, languages: int) -> float:
    """Return how wide a code may be on the paper, in mm; on the largest when it is None."""
    return LARGEST[languages][paper] if paper else max(LARGEST[languages].values())


def too_far(size: CodeSize, paper: Paper | None, languages: int = 1) -> TooFar | None:
    """Return why the code cannot be printed on `paper`, or on any when that is None; None when it can be."""
    smallest, widest = paper_for(size, languages), room_on(paper, languages)
    if size.width <= widest + 1e-9:
        return None
    across = size.width / size.module
    reach = int(widest / across / PER_METRE * 10 + 1e-9) / 10
    return TooFar(needed=size.width, paper=smallest, reach=reach)


def _across(payload: str, level: Level) -> int:
    """Return how many modules the code and its quiet zone have from edge to edge."""
    scheme, separator, rest = payload.partition("://")
    same = f"{scheme}{separator}{'A' * len(rest)}" if is_alphanumeric(rest) else "a" * len(payload.encode())
    return _modules(same, level) + 2 * QUIET


@functools.cache
def _modules(payload: str, level: Level) -> int:
    """Return how many modules a code has, which is asked for thousands of addresses of the same length."""
    return len(matrix(payload, level))
