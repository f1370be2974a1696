"""Diagnostics: what is wrong, where, and what to do about it, in Chinese and English."""

from fanzha.diagnostics.catalogue import Entry, catalogue
from fanzha.diagnostics.nearest import nearest
from fanzha.diagnostics.places import NO_TEXT, NOWHERE, Diagnostic, Place, Refusal, Severity, Text, sort_diagnostics
from fanzha.diagnostics.report import Language, as_json, as_text, choose_language, severity_of

__all__ = [
    "NOWHERE",
    "NO_TEXT",
    "Diagnostic",
    "Entry",
    "Language",
    "Place",
    "Refusal",
    "Severity",
    "Text",
    "as_json",
    "as_text",
    "catalogue",
    "choose_language",
    "nearest",
    "severity_of",
    "sort_diagnostics",
]
