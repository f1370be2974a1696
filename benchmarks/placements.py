"""What 1,000 hanging posters cost end to end, and the gate for codes of it: posters, previews, pages and the website.

    .venv/bin/python -m benchmarks.placements [--count 1000]

The project is this repository's content without its other materials, and a table of so many places, each with a poster
(A4 and A3, three moods, Chinese, every tenth with English beside) and a page that its code leads to. `fanzha build`
makes all of it from nothing, checks, proofs and previews included. The gate's time is taken in every process wherever
codes, links and printed addresses are looked for; everything else is what it is measured against. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import csv
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.build import FANZHA, ROOT
from benchmarks.measure import cores, measure
from benchmarks.scale import copy_without_editions

_HEADER = ("地点", "地址", "开始日期", "有效期至", "阅读距离（米）", "骗局", "纸张", "风格", "语言")
_MOODS = ("警示", "平和", "儿童")
_GATE = "FANZHA_BENCHMARK_GATE"
"""Where each process writes down what its gate took."""


def make_project(folder: Path, count: int) -> Path:
    """Write the project with `count` placements, and number them."""
    copy_without_editions(folder)
    tactics = sorted(path.stem for path in (folder / "docs/tactics").glob("*.md") if not path.stem.endswith(".en"))
    table = folder / "materials" / "placement" / "thousand.csv"
    table.parent.mkdir()
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for number in range(count):
            large, both = number % 5 == 0, number % 10 == 0
            writer.writerow(
                (
                    *(f"第{number}处宣传栏", f"示范路{number}号", "2026-11-22", "2027-05-22"),
                    *("1.6" if large else "0.8", tactics[number % len(tactics)], "A3" if large else "A4"),
                    *(_MOODS[number % 3], "中文+英文" if both else "中文"),
                )
            )
    measure([*FANZHA, "placements"], folder)
    return folder


def build_with_tally() -> None:
    """Build the project in this folder; write down how long each look of the gate took, in any process."""
    from fanzha import gate
    from fanzha.cli import main
    from fanzha.pdf import check

    tally = os.open(os.environ[_GATE], os.O_WRONLY | os.O_APPEND)

    def timed(work: Callable[..., Any]) -> Callable[..., Any]:
        def looked(*arguments: Any, **options: Any) -> Any:
            start = time.process_time()
            found = work(*arguments, **options)
            found = found if isinstance(found, list) else list(found)
            os.write(tally, f"{time.process_time() - start}\n".encode())
            return found

        return looked

    for module, name in ((check, "page_codes"), (check, "_leads"), (gate, "file_problems")):
        setattr(module, name, timed(getattr(module, name)))
    sys.argv = ["fanzha", "build"]
    main()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--tally", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.tally:
        build_with_tally()
        return
    with tempfile.TemporaryDirectory() as name:
        folder = make_project(Path(name) / "project", options.count)
        tally = Path(name) / "gate"
        tally.touch()
        here = f"{_GATE}={shlex.quote(str(tally))} PYTHONPATH={shlex.quote(str(ROOT))}"
        cost = measure(["sh", "-c", f"{here} {shlex.quote(sys.executable)} -m benchmarks.placements --tally"], folder)
        gate = sum(map(float, tally.read_text("utf-8").split()))
        posters = sum(path.stat().st_size for path in (folder / "build/placement").rglob("*.pdf"))
        pages = sum(path.stat().st_size for path in (folder / "build/site/Q").rglob("*") if path.is_file())
    print(
        f"{cores()} cores, {options.count} placements: {cost.wall:.0f} s by the clock, {cost.cpu:.0f} s of processor "
        f"time, {cost.memory:.0f} MiB, posters {posters / 1e6:.0f} MB, pages {pages / 1e6:.0f} MB\n"
        f"the gate: {gate:.1f} s of processor time, {gate / options.count * 1000:.0f} ms a placement, "
        f"{gate / (cost.cpu - gate):.0%} of everything else"
    )


if __name__ == "__main__":
    main()
