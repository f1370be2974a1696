"""Common PDFs that a process holds open for stamping, some 2 MB each, so that copies need not come in order."""

from __future__ import annotations

from collections.abc import Callable

from fanzha.pdf.stamp import Stamper

MOST_KEPT = 24
_kept: dict[str, Stamper] = {}


def stamper_for(key: str, opened: Callable[[], Stamper]) -> Stamper:
    """Return the stamper that was kept under `key`, the digest of all that its copies have in common, or a new one.

    The one that was not asked for longest makes room.
    """
    stamper = _kept.pop(key, None) or opened()
    _kept[key] = stamper
    if len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept)))
    return stamper
