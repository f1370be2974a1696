"""Common PDFs that a process keeps for stamping, so that copies need not come in order.

Of many their bytes are kept, some 150 kB each, which takes half a second less than typesetting them again; of a few the
open document, some 2 MB each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fanzha.pdf.stamp import Stamper

MOST_TYPESET, MOST_OPEN = 120, 12
_typeset: dict[str, bytes] = {}
_open: dict[str, Stamper] = {}
T = TypeVar("T")


def stamper_for(key: str, typeset: Callable[[], bytes], opened: Callable[[bytes], Stamper]) -> Stamper:
    """Return a stamper of what `typeset` makes, for all copies with the same `key`: the digest of what they share."""
    return _kept(_open, key, MOST_OPEN, lambda: opened(_kept(_typeset, key, MOST_TYPESET, typeset)))


def _kept(shelf: dict[str, T], key: str, most: int, make: Callable[[], T]) -> T:
    """Return what the shelf keeps under `key`, or what `make` makes; the one not asked for longest makes room."""
    item = shelf.pop(key) if key in shelf else make()
    shelf[key] = item
    if len(shelf) > most:
        shelf.pop(next(iter(shelf)))
    return item
