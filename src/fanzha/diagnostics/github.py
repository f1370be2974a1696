"""Diagnostics as GitHub's workflow commands, which it shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable

from fanzha.diagnostics.places import Diagnostic, Severity
from fanzha.diagnostics.report import Language, hint_of, languages_of, message_of, severity_of

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}


def as_github(found: Iterable[Diagnostic], language: Language) -> str:
    """Return one command a line: `::error file=…,line=…,col=…,endColumn=…,title=CODE::message`."""
    return "\n".join(_command(diagnostic, language) for diagnostic in found)


def _command(diagnostic: Diagnostic, language: Language) -> str:
    place = diagnostic.place
    properties = {"file": place.path}
    if place.path and place.line:
        properties["line"] = str(place.line)
        if place.column:
            properties |= {"col": str(place.column), "endColumn": str(place.column + place.width)}
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    words = [part for tag in languages_of(language) for part in (message_of(diagnostic, tag), hint_of(diagnostic, tag))]
    return f"::{_COMMANDS[severity_of(diagnostic)]} {listed}::{_data(chr(10).join(words))}"


def _data(text: str) -> str:
    """Escape a message: it stands on one line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property, which colons and commas would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
