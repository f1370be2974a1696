"""The one catalogue of diagnostics: message, hint and reason of each code, in Chinese and English.

Its entries are in `codes/`, one TOML file a family.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fanzha.diagnostics.places import Severity


@dataclass(frozen=True)
class Entry:
    """What is said about one code."""

    code: str
    severity: Severity
    silenceable: bool
    """Whether `allow:` in front matter may silence it."""
    zh: Mapping[str, str]
    """`message`, `hint`, `why` and, where a near name can be known, `nearest`; templates for `str.format`."""
    en: Mapping[str, str]


@functools.cache
def catalogue() -> Mapping[str, Entry]:
    """Return every code's entry, in order of codes."""
    tables: dict[str, Mapping[str, object]] = {}
    for family in Path(__file__).with_name("codes").glob("*.toml"):
        tables.update(tomllib.loads(family.read_text("utf-8")))
    return {code: _entry(code, tables[code]) for code in sorted(tables)}


def _entry(code: str, table: Mapping[str, object]) -> Entry:
    zh, en = table["zh"], table["en"]
    assert isinstance(zh, dict) and isinstance(en, dict)
    severity = Severity[str(table["severity"]).upper()]
    default = severity is Severity.WARNING
    return Entry(code, severity, bool(table.get("silenceable", default)), zh, en)
