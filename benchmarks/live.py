"""How long a writer waits: from saving a file to the new words on the live site."""

from __future__ import annotations

import re
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.build import FANZHA

ADDRESS = "127.0.0.1:8765"
_PATIENCE = 180
"""Seconds after which a page that does not come is given up."""


def edits(folder: Path, runs: int) -> Iterator[tuple[str, float]]:
    """Serve the project at `folder`, edit it `runs` times in each way; yield what was edited and the median wait."""
    server = subprocess.Popen([*FANZHA, "serve", "--address", ADDRESS], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        start = time.perf_counter()
        _wait("index.html", "<html")
        yield "first start, from nothing to the home page", time.perf_counter() - start
        tactic = min((folder / "docs" / "tactics").glob("*-1.md"))
        case = min((folder / "docs" / "cases").glob("*-1.md"))
        for what, file, pattern, page in (
            ("a sentence on a tactic's page", tactic, r"(?m)(?<=\A)(.*?^1\. )", f"tactics/{tactic.stem}.html"),
            ("a tactic's name, seen on the index", tactic, r"(?ms)(.*?^# )", "tactics/index.html"),
            ("a case's lead, seen on the index", case, r"(?ms)(.*?^# [^\n]*\n\n)", "cases/index.html"),
        ):
            yield what, statistics.median(_edit(file, pattern, page, number) for number in range(runs))
    finally:
        server.terminate()
        server.wait()


def _edit(file: Path, pattern: str, page: str, number: int) -> float:
    """Put a new word where `pattern` ends; return the seconds until `page` shows it."""
    before = file.read_text("utf-8")
    word = f"新词{'一二三四五六七八九十'[number % 10]}"
    start = time.perf_counter()
    try:
        file.write_text(re.sub(pattern, rf"\g<1>{word}", before, count=1, flags=re.DOTALL), "utf-8")
        _wait(page, word)
        return time.perf_counter() - start
    finally:
        file.write_text(before, "utf-8")
        _wait(page, word, gone=True)
        time.sleep(2)


def _wait(page: str, word: str, *, gone: bool = False) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://{ADDRESS}/{page}", timeout=_PATIENCE) as answer:
                if (word in answer.read().decode("utf-8")) is not gone:
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.05)
    raise SystemExit(f"{page} never showed {word}")
