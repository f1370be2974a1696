"""Changing a source file where it must be changed, and leaving every other byte of it as it is."""

from fanzha.rewrite.harmless import is_harmless, same_shape
from fanzha.rewrite.lines import Lines, write_atomically
from fanzha.rewrite.serials import number_placements
from fanzha.rewrite.translations import Translation, accept_named, in_step, record, translations, unknown_names

__all__ = [
    "Lines",
    "Translation",
    "accept_named",
    "in_step",
    "is_harmless",
    "number_placements",
    "record",
    "same_shape",
    "translations",
    "unknown_names",
    "write_atomically",
]
