"""What the command line prints: words in the chosen language, progress on a terminal, silence in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from fanzha.build import Outcome, Progress
from fanzha.diagnostics import Diagnostic, Language, Severity, as_text, severity_of
from fanzha.diagnostics.report import as_record


@dataclass(frozen=True)
class Console:
    """Where and in which language to speak."""

    language: Language
    json: bool = False

    def say(self, zh: str, en: str) -> None:
        """Print a line of progress or result for a person; nothing with --json."""
        if not self.json:
            click.echo(self.words(zh, en), err=True)

    def words(self, zh: str, en: str) -> str:
        """Return the words in the chosen language; Chinese first when it is both."""
        return {"zh": zh, "en": en}.get(self.language, f"{zh}  {en}")

    def emit(self, value: Any) -> None:
        """Print a value as JSON for a machine."""
        click.echo(json.dumps(value, ensure_ascii=False, indent=1))

    def diagnostics(self, found: Sequence[Diagnostic]) -> None:
        """Print diagnostics and their count."""
        if self.json or not found:
            return
        click.echo(as_text(found, self.language), err=True)
        click.echo("", err=True)
        errors, warnings = (sum(severity_of(d) is s for d in found) for s in (Severity.ERROR, Severity.WARNING))
        if errors or warnings:
            self.say(f"{errors}个错误，{warnings}个警告。", f"{errors} error(s), {warnings} warning(s).")


def as_records(found: Sequence[Diagnostic]) -> list[dict[str, object]]:
    """Return diagnostics as plain data."""
    return [as_record(diagnostic) for diagnostic in found]


@contextmanager
def progress_bar(console: Console) -> Iterator[Progress]:
    """Yield a progress callback: a bar on a terminal, nothing in a pipe or with --json."""
    if console.json or not sys.stderr.isatty():
        yield lambda _name, _done, _total: None
        return
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Drawn at each step and not by a thread of its own: a process with threads cannot fork its workers.
    with Bar(*columns, console=RichConsole(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("fanzha", total=None)
        yield lambda name, done, total: bar.update(task, description=name, completed=done, total=total, refresh=True)


def report_build(console: Console, outcome: Outcome) -> None:
    """Print what a build did."""
    if console.json:
        console.emit(
            {
                "ok": outcome.ok,
                "rendered": outcome.rendered,
                "fresh": outcome.fresh,
                "failed": outcome.failed,
                "pruned": outcome.pruned,
                "diagnostics": as_records(outcome.found),
            }
        )
        return
    console.diagnostics(outcome.found)
    rendered, fresh, failed, pruned = (
        len(names) for names in (outcome.rendered, outcome.fresh, outcome.failed, outcome.pruned)
    )
    console.say(
        f"生成{rendered}件，未变{fresh}件，失败{failed}件，清理{pruned}件。",
        f"{rendered} rendered, {fresh} unchanged, {failed} failed, {pruned} pruned.",
    )
