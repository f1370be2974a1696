"""The one catalogue of diagnostics: message, hint and reason of each code, in Chinese and English.

Its entries are in `codes/`, one TOML file a family. The table `[family]` at its head says in both languages what the
family is about.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
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


def family_of(code: str) -> str:
    """Return the family of a code: `LOAD` for `LOAD007`."""
    return code.rstrip("0123456789")


class _Catalogue(Mapping[str, Entry]):
    """All entries by code, in order; of a family nothing is read before one of its codes is asked for."""

    def __getitem__(self, code: str) -> Entry:
        return family(family_of(code))[code]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(code for name in _files() for code in family(name)))

    def __len__(self) -> int:
        return sum(len(family(name)) for name in _files())


_CATALOGUE = _Catalogue()


def catalogue() -> Mapping[str, Entry]:
    """Return every code's entry, in order of codes."""
    return _CATALOGUE


@functools.cache
def family(name: str) -> dict[str, Entry]:
    """Return the entries of one family by code; none for a name that no family has."""
    return {code: _entry(code, table) for code, table in _tables(name).items() if code != _ABOUT}


def families() -> Mapping[str, tuple[str, str]]:
    """Return what each family is about, in Chinese and English; families that do not say are left out."""
    about = {name: _tables(name).get(_ABOUT) for name in sorted(_files())}
    return {name: (str(one["zh"]), str(one["en"])) for name, one in about.items() if one}


@functools.cache
def _files() -> Mapping[str, Path]:
    return {file.stem: file for file in Path(__file__).with_name("codes").glob("*.toml")}


@functools.cache
def _tables(name: str) -> Mapping[str, Mapping[str, object]]:
    file = _files().get(name)
    return tomllib.loads(file.read_text("utf-8")) if file else {}


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
