"""Prose as the content checks read it: normalised, with the way back to line and column."""

from fanzha.prose.normal import Normal, normalised
from fanzha.prose.reading import Reading, Span, Writing, read

__all__ = ["Normal", "Reading", "Span", "Writing", "normalised", "read"]
