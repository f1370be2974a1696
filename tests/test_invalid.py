"""Every diagnostic code has a small bad project in tests/invalid, with the diagnostics it must give.

A case is a folder named after its code. Its files are laid over tests/fixtures/minimal; `prepare.sh` then does what git
cannot hold (links, pipes, huge files); `command.txt` names another command than `check`, with `NAME=value`
before it for its environment. `expected.txt` holds a line `place CODE` for each diagnostic.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from fanzha.diagnostics import catalogue
from tests.harness import Fanzha, Here

INVALID = Path(__file__).parent / "invalid"
CASES = sorted(path.name for path in INVALID.iterdir() if path.is_dir())
_HEADING = re.compile(r"^(\S.*?)  ([A-Z]+\d{3}) (error|warning|notice)$", re.MULTILINE)


SLOW = {*(f"SITE0{number:02}" for number in range(3, 11)), "SITE026", "LED016"}
"""Each builds a whole site to find it damaged; test_site.py shows by default that the same damage is seen.

LED016 has to be a large animation.
"""


ITS_OWN = {
    "BUILD008": "its worker dies",
    "BUILD011": "it would serve for ever if it could",
    "LED040": "its environment",
}
"""Why these have a process of their own."""


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=pytest.mark.slow) if code in SLOW else code for code in CASES]
)
def test_case(code: str, here: Here, fanzha: Fanzha) -> None:
    case = INVALID / code
    ignore = shutil.ignore_patterns("expected.txt", "command.txt", "prepare.sh")
    shutil.copytree(case, here.project, dirs_exist_ok=True, ignore=ignore)
    if (case / "prepare.sh").exists():
        subprocess.run(["bash", "-e", str(case / "prepare.sh")], cwd=here.project, check=True)
    command = case / "command.txt"
    words = command.read_text().split() if command.exists() else ["check"]
    environment = dict(word.split("=", 1) for word in words if "=" in word)
    arguments = [word for word in words if "=" not in word]
    done = (fanzha if code in ITS_OWN else here).run(*arguments, status=None, **environment)
    printed, status = done.stderr, done.returncode
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
