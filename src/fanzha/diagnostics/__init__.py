"""Diagnostics: what is wrong, where, and what to do about it, in Chinese and English."""

from fanzha.diagnostics.catalogue import Entry, catalogue
from fanzha.diagnostics.nearest import nearest
from fanzha.diagnostics.places import NO_TEXT, NOWHERE, Diagnostic, Place, Severity, Text, sort_diagnostics
from fanzha.diagnostics.report import Language, as_json, as_text, choose_language

__all__ = [
    "NOWHERE",
    "NO_TEXT",
    "Diagnostic",
    "Entry",
    "Language",
    "Place",
    "Severity",
    "Text",
    "as_json",
    "as_text",
    "catalogue",
    "choose_language",
    "nearest",
    "sort_diagnostics",
]
