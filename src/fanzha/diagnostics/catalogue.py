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
    """`message`, `hint`, `why` and, where a near name can be known, `nearest`; templates for `str.format`. `what`, if
    given, says what the check looks for and what it leaves alone."""
    en: Mapping[str, str]
    fixable: bool = False
    """Whether `fanzha check --fix` may write the replacement that a diagnostic of this code offers."""
    bad: str = ""
    """An example of what is wrong; empty when none was given."""
    good: str = ""
    """The same, mended."""
    check: str = ""
    """The number of the rule, such as `C-14`; empty when it has none."""


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
    return Entry(
        code=code,
        severity=severity,
        silenceable=bool(table.get("silenceable", default)),
        zh=zh,
        en=en,
        fixable=bool(table.get("fixable", False)),
        bad=str(table.get("bad", "")).strip("\n"),
        good=str(table.get("good", "")).strip("\n"),
        check=str(table.get("check", "")),
    )
