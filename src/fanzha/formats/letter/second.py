"""What stands in the way of a second language on the back of a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from fanzha.diagnostics import Diagnostic

if TYPE_CHECKING:
    from fanzha.formats.letter import LetterOptions, LetterText


def not_in_large(options: LetterOptions) -> Iterator[Diagnostic]:
    """Yield LOAD012 when a second language is asked for in large print, whose two sides the first fills."""
    if options.second is not None and options.large:
        known = ", ".join(sorted(field.name for field in fields(options) if field.name != "second"))
        yield Diagnostic.at("LOAD012", options.second.place, key="second", nearest="", known=known)


def without_slip(texts: Iterable[LetterText]) -> Iterator[Diagnostic]:
    """Yield LOAD013 for each text of a sheet without a slip when another one has one."""
    told = tuple(texts)
    if any(text.slip for text in told):
        yield from (Diagnostic.at("LOAD013", text.place, key="slip") for text in told if text.slip is None)
