"""A small project with an edition of every format: of all that is planned, nothing is made."""

from __future__ import annotations

import datetime
import functools
import shutil
import tempfile
from pathlib import Path

from fanzha.load import load_project
from fanzha.model import Library
from tests.harness import FIXTURES

TACTICS = {"second": "二", "third": "三", "fourth": "四", "fifth": "五"}
"""A leaflet wants five scams, a trifold three; those besides the fake loan differ in name alone."""
IN_TIME = datetime.date(2026, 2, 1)
"""A day on which everything may be printed; what is made of Markdown must be reviewed by 2026-12-31."""
TOO_LATE = datetime.date(2027, 1, 1)


def make_project(root: Path) -> Path:
    """Write the project to `root`, which is not there yet, and return it."""
    shutil.copytree(FIXTURES / "minimal", root, ignore=shutil.ignore_patterns("build", "sms"))
    shutil.copytree(FIXTURES / "editions", root, dirs_exist_ok=True)
    shutil.copytree(FIXTURES / "site/docs/rhymes", root / "docs/rhymes")
    loan = (root / "docs/tactics/fake-loan.md").read_text("utf-8")
    assert "# 虚假贷款" in loan
    for slug, number in TACTICS.items():
        text = loan.replace("# 虚假贷款", f"# 第{number}种骗局")
        (root / f"docs/tactics/{slug}.md").write_text(text, "utf-8")
    now = root / "docs/help/now.md"
    now.write_text(now.read_text("utf-8") + "\n## 钱转出去了 {#transferred}\n\n1. 马上打110。\n", "utf-8")
    return root


@functools.cache
def library(today: datetime.date) -> Library:
    """Return the project's content as of a day."""
    with tempfile.TemporaryDirectory(prefix="fanzha-all-") as folder:
        loaded, _ = load_project(make_project(Path(folder) / "project"), today)
    assert loaded is not None
    return loaded
