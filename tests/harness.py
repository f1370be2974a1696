"""Running fanzha as a user does: another process, its own copy of the program, real files."""

from __future__ import annotations

import collections
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from fanzha.cli import main

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parent.parent
Row = Callable[[str, str], None]
"""What puts a line, what and how much, into the table of what was measured of the website (conftest)."""


LONG = 200_000
"""Characters of a text over which a pattern that goes back over what it has read would take hours."""


def ends(work: Callable[[Any], Iterable[object]], of: object) -> bool:
    """Return whether going through what `work` finds ends at all: within a minute, where it takes a second."""
    child = multiprocessing.get_context("fork").Process(target=lambda: collections.deque(work(of), 0), daemon=True)
    child.start()
    child.join(60)
    ended = child.exitcode == 0
    child.kill()
    return ended


def until(page: Any, expression: str, seconds: float = 30) -> None:
    """Wait until a JavaScript expression is true in a browser's page.

    `page.wait_for_function` evaluates its text inside the page, where our Content-Security-Policy forbids that.
    """
    last = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        assert time.monotonic() < last, f"not true within {seconds} s at {page.url}: {expression}"
        page.wait_for_timeout(50)


def with_formats(folder: Path, *names: str) -> Path:
    """Copy the program to `folder` and add test formats by name; return the folder to import from."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "fanzha", folder / "fanzha", ignore=ignore)
    for name in names:
        add_format(folder, name)
    return folder


def add_format(folder: Path, name: str) -> None:
    """Add one test format to a copy of the program."""
    shutil.copytree(FIXTURES / "formats" / name, folder / "fanzha" / "formats" / name)


@dataclass(frozen=True)
class Fanzha:
    """The program, on one project."""

    project: Path
    package: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment in which the copy of the program is found."""
        return {**os.environ, "PYTHONPATH": f"{self.package}{os.pathsep}{ROOT}", "FANZHA_LANG": "en", **more}

    def run(self, *arguments: str, status: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return what it printed; `status` is the exit code it must have."""
        command = [sys.executable, "-m", "fanzha", "--project", str(self.project), *arguments]
        done = subprocess.run(
            command, env=self.environment(**environment), capture_output=True, text=True, timeout=240, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        assert status is None or done.returncode == status, done.stdout + done.stderr
        return done

    def json(self, *arguments: str, status: int = 0) -> Any:
        """Run a command with --json and return what it printed."""
        return json.loads(self.run(*arguments, "--json", status=status).stdout)

    def built(self, path: str) -> bytes:
        """Return the bytes of a built file."""
        return (self.project / "build" / path).read_bytes()

    def write(self, path: str, text: str) -> None:
        """Write a source file."""
        target = self.project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a source file, which must be there."""
        target = self.project / path
        text = target.read_text("utf-8")
        assert old in text
        target.write_text(text.replace(old, new), "utf-8")


@dataclass(frozen=True)
class Here(Fanzha):
    """The program in this process, where it is loaded already; a process of its own takes most of a second for that."""

    def run(self, *arguments: str, status: int | None = 0, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command and return what it printed; `status` is the exit code it must have."""
        words = {"FANZHA_LANG": "en", **environment}
        done = CliRunner().invoke(main, ["--project", str(self.project), *arguments], env=words)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert status is None or done.exit_code == status, done.output
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)
