"""What the repository's whole print set costs: from nothing, with nothing changed, and after one red flag was changed.

    .venv/bin/python -m benchmarks.prints [--runs 1]

The print set is every format that makes PDFs to print: neither screens nor pictures to share nor the website. The red
flag is one of a tactic that stands on leaflets, posters, cards, letters, the trifold and in the booklet; it is worded
differently each time, and its translation accepted as still right. `made` counts the files that were put in place,
which is what the renderers made. Nothing is asserted; the table is the result. Each figure is the median of the runs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.build import FANZHA, ROOT, copy_project
from benchmarks.measure import Cost, cores, measure

PRINT = ("banner", "booklet", "card", "leaflet", "letter", "poster", "rhyme", "sticker", "trifold")
TACTIC = "docs/tactics/task-rebate-scam.md"
FLAG = "- 还没挣到钱，先要您垫钱\n"
OTHERS = ("- 还没挣到钱，就先要您垫钱\n", "- 钱还没挣到，先要您垫钱\n")
"""What it is changed to, in turn."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    cost: Cost
    made: int
    """Files that were put in place."""
    of: int
    """Files of the print set."""


def shelf(folder: Path) -> Mapping[str, int]:
    """Return the products that a build names in its manifest, each with the nanosecond at which it was written."""
    manifest = folder / "build/manifest.json"
    if not manifest.exists():
        return {}
    paths = [one["path"] for one in json.loads(manifest.read_text("utf-8"))["artifacts"]]
    return {path: (folder / "build" / path).stat().st_mtime_ns for path in paths}


def flag_changed(folder: Path, number: int) -> None:
    """Word the red flag differently, and accept its translation."""
    text = (ROOT / TACTIC).read_text("utf-8")
    if FLAG not in text:
        raise SystemExit(f"{TACTIC}: no red flag {FLAG!r}")
    (folder / TACTIC).write_text(text.replace(FLAG, OTHERS[number % len(OTHERS)], 1), "utf-8")
    subprocess.run([*FANZHA, "translate", "--accept-all"], cwd=folder, check=True, capture_output=True)


def built(folder: Path, prepare: Callable[[int], None], runs: int) -> Row:
    """Return the medians over `runs` builds of the print set, each after `prepare(number)`."""
    rows = []
    for number in range(runs):
        prepare(number)
        before = shelf(folder)
        cost = measure([*FANZHA, "build", *PRINT], folder)
        after = shelf(folder)
        rows.append(Row(cost, sum(before.get(path) != written for path, written in after.items()), len(after)))
    middle = Cost(*(statistics.median(getattr(row.cost, name) for row in rows) for name in ("wall", "cpu", "memory")))
    return Row(middle, rows[-1].made, rows[-1].of)


def run(folder: Path, runs: int) -> dict[str, Row]:
    """Return every row by name."""
    return {
        "from nothing": built(folder, lambda _: shutil.rmtree(folder / "build", ignore_errors=True), runs),
        "nothing changed": built(folder, lambda _: None, runs),
        "one red flag changed": built(folder, lambda number: flag_changed(folder, number), runs),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        try:
            rows = run(copy_project(Path(name)), runs)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error}\n{error.stderr.decode()}")
    print(f"{cores()} cores, median of {runs} run{'s' if runs > 1 else ''}, formats: {', '.join(PRINT)}\n")
    print(f"{'':24} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'made':>6} {'of':>5}")
    for what, row in rows.items():
        cost = row.cost
        print(f"{what:24} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:9.0f} {row.made:6} {row.of:5}")


if __name__ == "__main__":
    main()
