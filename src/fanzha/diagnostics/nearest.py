"""The nearest known name, for hints such as «did you mean red-flags?»."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known name that resembles `word` most, or an empty string when none is near."""
    import difflib  # only for a mistake: not worth its time in a build without one

    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""
