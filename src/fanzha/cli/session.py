"""What all commands share: the project and language they were called for, and how they end when something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from fanzha.cli.console import Console, as_records
from fanzha.config import PUBLISHER, find_root
from fanzha.diagnostics import Diagnostic, Place, Severity, choose_language, severity_of


class Session:
    """The project and language that all commands share."""

    def __init__(self, project: Path | None, language: str | None) -> None:
        self.start = project or Path.cwd()
        self.language = language

    def console(self, json: bool = False) -> Console:
        """Return the console for a command."""
        return Console(choose_language(self.language), json)

    def root(self, console: Console) -> Path:
        """Return the project's root; ends the program with CONF001 when there is none."""
        root = find_root(self.start)
        if root is None:
            fail(console, [Diagnostic.at("CONF001", Place(PUBLISHER))])
        return root


def fail(console: Console, found: list[Diagnostic]) -> NoReturn:
    """Print diagnostics and end with exit code 1."""
    console.diagnostics(found)
    if console.json:
        console.emit({"ok": False, "diagnostics": as_records(found)})
    raise SystemExit(1)


def has_errors(found: list[Diagnostic], strict: bool = False) -> bool:
    """Return whether `found` holds an error (with `strict`, a warning counts)."""
    limit = Severity.WARNING if strict else Severity.ERROR
    return any(severity_of(diagnostic) >= limit for diagnostic in found)


JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。 Print JSON for machines.")
