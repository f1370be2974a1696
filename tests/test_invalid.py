"""Every diagnostic code has a small bad project in tests/invalid, with the diagnostics it must give.

A case is a folder named after its code. Its files are laid over tests/fixtures/minimal; `prepare.sh` then does what git
cannot hold (links, pipes, huge files); `command.txt` names another command than `check`. `expected.txt` holds a line
`place CODE` for each diagnostic.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import fanzha.formats
from fanzha.cli import main
from fanzha.diagnostics import catalogue
from tests.harness import FIXTURES, Fanzha

INVALID = Path(__file__).parent / "invalid"
CASES = sorted(path.name for path in INVALID.iterdir() if path.is_dir())
_HEADING = re.compile(r"^(\S.*?)  ([A-Z]+\d{3}) (error|warning|notice)$", re.MULTILINE)


@pytest.fixture
def with_test_formats(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the tests' own formats known in this process, as if their folders lay beside the others."""
    monkeypatch.setattr(fanzha.formats, "__path__", [*fanzha.formats.__path__, str(FIXTURES / "formats")])
    fanzha.formats.formats.cache_clear()
    yield
    monkeypatch.undo()
    fanzha.formats.formats.cache_clear()


def check(project: Path) -> tuple[str, int]:
    """Return what `fanzha check` prints and its status; in this process, since a process each would take minutes."""
    done = CliRunner().invoke(main, ["--project", str(project), "--lang", "en", "check"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.stderr, done.exit_code


SLOW = {"SITE003", "SITE004", "SITE005", "SITE006", "SITE007", "SITE008", "SITE009", "SITE010"}
"""Each builds a whole site to find it damaged; test_site.py shows by default that the same damage is seen."""


@pytest.mark.usefixtures("with_test_formats")
@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=pytest.mark.slow) if code in SLOW else code for code in CASES]
)
def test_case(code: str, project: Path, package: Path, cache: Path) -> None:
    case = INVALID / code
    ignore = shutil.ignore_patterns("expected.txt", "command.txt", "prepare.sh")
    shutil.copytree(case, project, dirs_exist_ok=True, ignore=ignore)
    if (case / "prepare.sh").exists():
        subprocess.run(["bash", "-e", str(case / "prepare.sh")], cwd=project, check=True)
    command = case / "command.txt"
    if command.exists():
        shutil.copytree(cache, project / "build" / ".cache", copy_function=os.link, dirs_exist_ok=True)
        done = Fanzha(project, package).run(*command.read_text().split(), status=None)
        printed, status = done.stderr, done.returncode
    else:
        printed, status = check(project)
    found = [f"{place} {name}" for place, name, _ in _HEADING.findall(printed)]
    expected = case / "expected.txt"
    if os.environ.get("FANZHA_ACCEPT"):
        expected.write_text("\n".join(found) + "\n")
    assert found == expected.read_text().splitlines(), printed
    assert any(line.endswith(code) for line in found)
    errors = any(severity == "error" for *_, severity in _HEADING.findall(printed))
    assert status == (1 if errors else 0)


def test_every_code_has_a_bad_example() -> None:
    """Either here, or as an example on its page (test_examples.py)."""
    assert sorted(code for code, entry in catalogue().items() if code not in CASES and not entry.bad) == []
    assert sorted(set(CASES) - set(catalogue())) == []
