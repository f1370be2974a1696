"""The one catalogue of diagnostics: message, hint and reason of each code, in Chinese and English.

Its entries are in `codes/`, one TOML file a family. The table `[family]` at its head says in both languages what the
family is about.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fanzha.diagnostics.places import Severity

_ABOUT = "family"


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
    tables = {code: table for family in _files().values() for code, table in family.items() if code != _ABOUT}
    return {code: _entry(code, tables[code]) for code in sorted(tables)}


@functools.cache
def families() -> Mapping[str, tuple[str, str]]:
    """Return what each family is about, in Chinese and English; families that do not say are left out."""
    about = {name: tables[_ABOUT] for name, tables in sorted(_files().items()) if _ABOUT in tables}
    return {name: (str(one["zh"]), str(one["en"])) for name, one in about.items()}


@functools.cache
def _files() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """Return the tables of every file of `codes/`, by the file's stem."""
    folder = Path(__file__).with_name("codes")
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))}


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
