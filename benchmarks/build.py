"""What a build costs: everything from nothing, nothing changed, one slogan changed, one leaflet.

    .venv/bin/python -m benchmarks.build [--runs 3]

Rivals in the same run, on the same machine and content: plain `mkdocs build`, which has no notion of «unchanged», and
Chromium printing one page to PDF, which is how a web team would make the leaflet. Nothing is asserted; the table is the
result. Each figure is the median of the runs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Cost, cores, measure

ROOT = Path(__file__).parent.parent
FANZHA = [sys.executable, "-m", "fanzha"]
MKDOCS = [sys.executable, "-m", "mkdocs"]
SLOGANS = "docs/slogans/task-rebate-scam.md"
FORMATS_WITHOUT_SITE = ["leaflet", "led", "poster"]
AIMS = {"cold, everything": 60.0, "nothing changed": 0.5, "one slogan, without the site": 3.0}
CHROMIUM = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def copy_project(folder: Path) -> Path:
    """Copy the sources of the repository's own project, without anything built."""
    for name in ("docs", "materials"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def median(prepare: Callable[[int], None], command: list[str], folder: Path, runs: int) -> Cost:
    """Return the medians over `runs` runs, each after `prepare(number)`."""
    costs = []
    for number in range(runs):
        prepare(number)
        costs.append(measure(command, folder))
    return Cost(*(statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu", "memory")))


def edit_slogan(folder: Path, number: int) -> None:
    """Change the first slogan of one file, differently each time, and accept its translation as still right."""
    file = folder / SLOGANS
    lines = (ROOT / SLOGANS).read_text("utf-8").splitlines(keepends=True)
    first = next(index for index, line in enumerate(lines) if line.startswith("- "))
    lines[first] = lines[first].replace(" {#", "，切记" * (number % 2 + 1) + " {#", 1)
    file.write_text("".join(lines), "utf-8")
    accept = [*FANZHA, "translate", "--accept-all"]
    subprocess.run(accept, cwd=folder, check=True, capture_output=True)


def run(folder: Path, runs: int) -> dict[str, Cost]:
    """Return every figure by name."""

    def nothing(_: int) -> None:
        pass

    def clean(_: int) -> None:
        shutil.rmtree(folder / "build", ignore_errors=True)

    def without_leaflets(_: int) -> None:
        shutil.rmtree(folder / "build/leaflet", ignore_errors=True)

    def edited(number: int) -> None:
        edit_slogan(folder, number)

    page = folder / "page.html"
    text = (ROOT / "docs/tactics/task-rebate-scam.md").read_text("utf-8")
    page.write_text(f"<meta charset=utf-8><p style='font: 12pt Noto Sans CJK SC'>{text}</p>", "utf-8")
    results = {
        "cold, everything": median(clean, [*FANZHA, "build"], folder, runs),
        "nothing changed": median(nothing, [*FANZHA, "build"], folder, runs),
        "one slogan, without the site": median(edited, [*FANZHA, "build", *FORMATS_WITHOUT_SITE], folder, runs),
    }
    results["leaflets in two languages"] = median(without_leaflets, [*FANZHA, "build", "leaflet"], folder, runs)
    results["rival: mkdocs build, nothing changed"] = median(
        nothing, [*MKDOCS, "build", "-q", "-d", str(folder / "rival")], folder, runs
    )
    if shutil.which("chromium"):
        profile = f"--user-data-dir={folder / 'profile'}"
        printing = [*CHROMIUM, profile, f"--print-to-pdf={folder / 'rival.pdf'}", page.as_uri()]
        results["rival: Chromium prints one page"] = median(nothing, printing, folder, runs)
    return results


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        try:
            results = run(copy_project(Path(name)), runs)
        except subprocess.CalledProcessError as error:
            sys.exit(f"{error}\n{error.stderr.decode()}")
    print(f"{cores()} cores, median of {runs} runs\n")
    print(f"{'':42} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9}   aim")
    for what, cost in results.items():
        aim = f"≤ {AIMS[what]} s" if what in AIMS else ""
        print(f"{what:42} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:9.0f}   {aim}")
    idle, rival = results["nothing changed"], results["rival: mkdocs build, nothing changed"]
    print(f"\nnothing changed: {idle.wall / rival.wall:.2f} of the time of mkdocs build")
    if printing := results.get("rival: Chromium prints one page"):
        leaflets = results["leaflets in two languages"]
        print(f"two leaflets, verified: {leaflets.wall / printing.wall:.2f} of the time Chromium takes for one page")


if __name__ == "__main__":
    main()
