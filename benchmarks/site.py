"""What the website of a large project costs: 1,000 pages in two languages, beside Zensical and plain Material.

    .venv/bin/python -m benchmarks.site [--runs 3] [--pages 1000] [--live] [--keep FOLDER]

The project is made of this repository's own documents with their words drawn by lot, until `fanzha check` has no error
left. The rivals build the same Markdown in the same run, in turns with us, each in a virtual environment of its own
that is made here (`--rivals` keeps it for the next run). They get the configuration that is quickest for them: a
navigation of sections only, search on, one site a language, all languages at once. What they do not do: check links and
hosts, cut Chinese into words for search, indexes, cards, downloads. Nothing is asserted; the table is the result. Each
figure is the median of the runs.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.build import FANZHA, MKDOCS
from benchmarks.live import edits
from benchmarks.measure import Cost, cores, measure
from benchmarks.scale import Shuffler, copy_without_editions, pairs, write_pair

SHARES = {"tactics": 0.25, "cases": 0.45, "slogans": 0.25, "audiences": 0.05}
"""What a large site consists of: every month brings cases, every year some tactics."""
RIVALS = {"zensical": "zensical", "material": "mkdocs-material"}
_ROUNDS = 12
"""How often words are drawn anew where a check found an error."""
_EDITED = "cases/arrears-counter-transfer-1.md"
_EXTENSIONS = ["admonition", "attr_list", "tables", {"toc": {"permalink": False}}]


def make_project(folder: Path, pages: int) -> Path:
    """Write a project with `pages` pages in two languages that `fanzha check` finds no error in."""
    copy_without_editions(folder)
    shuffler = Shuffler()
    left = pages - sum(1 for path in (folder / "docs").rglob("*.md") if not path.name.endswith(".en.md"))
    tactics = sum(pair[0].parent.name == "tactics" for pair in pairs())
    copies = int(left * SHARES["tactics"]) // tactics
    written: dict[Path, tuple[Path, Path, int, Shuffler, int]] = {}
    for group, share in SHARES.items():
        kinds = [pair for pair in pairs() if pair[0].parent.name == group]
        for number in range(round(left * share)):
            nth = number // len(kinds)
            document = (*kinds[number % len(kinds)], nth + 1, shuffler, nth % copies + 1)
            written[write_pair(folder, *document)] = document
    for _ in range(_ROUNDS):
        wrong = _files_with_errors(folder)
        for path, document in written.items():
            if path in wrong or path.with_name(f"{path.stem}.en.md") in wrong:
                write_pair(folder, *document)
        if not wrong:
            return folder
    raise SystemExit(f"still wrong: {sorted(wrong)[:5]}")


def _files_with_errors(folder: Path) -> set[Path]:
    check = subprocess.run([*FANZHA, "check", "--json"], cwd=folder, capture_output=True, check=False)
    found = json.loads(check.stdout)["diagnostics"]
    return {folder / one["path"] for one in found if one["severity"] == "error"}


def install(folder: Path) -> dict[str, str]:
    """Make a virtual environment with the newest rivals below `folder`; return their versions."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "uv", "venv", "-q", "-p", sys.executable, str(folder)], check=True)
    uv = [sys.executable, "-m", "uv", "pip"]
    newest = ["install", "-q", "--upgrade", "--compile-bytecode"]
    subprocess.run([*uv, *newest, "--python", str(python), *RIVALS.values()], check=True)
    listed = subprocess.run([*uv, "list", "--format", "json", "--python", str(python)], check=True, capture_output=True)
    versions = {one["name"]: one["version"] for one in json.loads(listed.stdout)}
    return {name: versions[package] for name, package in RIVALS.items()}


def rival_sites(folder: Path, target: Path) -> list[Path]:
    """Write the same Markdown as one site a language below `target`, as Zensical and MkDocs read it."""
    sites = []
    for locale in ("zh", "en"):
        site = target / locale
        docs = site / "docs"
        for path in sorted((folder / "docs").rglob("*.md")):
            if path.name.endswith(".en.md") != (locale == "en"):
                continue
            copy = docs / path.relative_to(folder / "docs").with_name(path.name.replace(".en.md", ".md"))
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
        config = {
            "site_name": "site",
            "site_url": f"https://site.example/{locale}/",
            "use_directory_urls": False,
            "theme": {"name": "material", "language": locale, "font": False, "features": ["navigation.tabs"]},
            "plugins": ["search"],
            "markdown_extensions": _EXTENSIONS,
            "nav": [{"home": "index.md"}, {"now": "help/now.md"}, {"about": "about.md"}],
            "not_in_nav": "*.md",
        }
        (site / "mkdocs.yml").write_text(json.dumps(config), "utf-8")  # JSON is YAML
        sites.append(site)
    return sites


def _at_once(sites: list[Path], command: list[str]) -> list[str]:
    """Return a command that runs `command` in all `sites` at the same time and fails when one fails."""
    parts = " ".join(
        f"(cd {shlex.quote(str(site))} && {shlex.join(command)}) & p{n}=$!;" for n, site in enumerate(sites)
    )
    return ["sh", "-c", parts + " && ".join(f"wait $p{n}" for n in range(len(sites)))]


class Race:
    """All commands in turns, so that what else the machine does meets each of them."""

    def __init__(self, folder: Path, rivals: Path, zensical: list[Path], material: list[Path]) -> None:
        self.folder, self.zensical, self.material = folder, zensical, material
        self.bin = rivals / "bin"
        self.costs: dict[str, list[Cost]] = {}
        self._gone = folder.with_name(f"{folder.name}-gone")
        self._number = itertools.count()

    def lap(self) -> None:
        """Run every command once."""
        build, ours = self.folder / "build", [*MKDOCS, "build", "-q"]
        zensical = _at_once(self.zensical, [str(self.bin / "zensical"), "build"])
        kept, sites = ([one / part for one in self.zensical] for part in (".cache", "site"))
        self._forget(build)
        self._run("mkdocs build with our plugin, from nothing", ours)
        self._forget(*kept, *sites)
        self._run("Zensical, from nothing", zensical)
        self._forget(build / "mkdocs")
        self._run("mkdocs build with our plugin, cached", ours)
        self._forget(*sites)
        self._run("Zensical, cached", zensical)
        self._edit(self.folder / "docs" / _EDITED)
        self._run("mkdocs build with our plugin, one page edited", ours)
        self._edit(self.zensical[0] / "docs" / _EDITED)
        self._run("Zensical, one page edited", zensical)
        self._forget(build)
        self._run("fanzha build site, from nothing", [*FANZHA, "build", "site"])
        self._run("fanzha build site, nothing changed", [*FANZHA, "build", "site"])
        self._edit(self.folder / "docs" / _EDITED)
        self._run("fanzha build site, one page edited", [*FANZHA, "build", "site"])
        self._forget(*(one / "site" for one in self.material))
        self._run("Material, from nothing", _at_once(self.material, [str(self.bin / "mkdocs"), "build", "-q"]))
        shutil.rmtree(self._gone)

    def _run(self, name: str, command: list[str]) -> None:
        self.costs.setdefault(name, []).append(measure(command, self.folder))

    def _forget(self, *paths: Path) -> None:
        """Move away what was made: ext4 makes new files slowly where many were deleted a moment ago."""
        self._gone.mkdir(exist_ok=True)
        for path in paths:
            if path.exists():
                path.rename(self._gone / str(next(self._number)))

    def _edit(self, page: Path) -> None:
        """Let the last two lines of a page change places."""
        *others, one, last = page.read_text("utf-8").rstrip("\n").split("\n")
        page.write_text("\n".join([*others, last, one]) + "\n", "utf-8")

    def median(self, name: str) -> Cost:
        """Return the medians of one command."""
        costs = self.costs[name]
        return Cost(*(statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "memory")))


def report(race: Race) -> None:
    """Print the table; each row beside Zensical in the same state."""
    print(f"{'':46} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'× Zensical':>11}")
    for name in race.costs:
        cost, state = race.median(name), name.rpartition(", ")[2].replace("nothing changed", "cached")
        against = cost.wall / race.median(f"Zensical, {state}").wall
        print(f"{name:46} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory:9.0f} {against:11.2f}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--live", action="store_true", help="measure edits of the live site and nothing else")
    parser.add_argument("--keep", type=Path, help="make the project there, or use the one that is there")
    parser.add_argument("--rivals", type=Path, help="keep the rivals' virtual environment there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name) / "project"
        if not folder.exists():
            make_project(folder, options.pages)
        if options.live:
            for what, seconds in edits(folder, options.runs):
                print(f"{what:60} {seconds:6.2f} s")
            return
        rivals = options.rivals or Path(name) / "rivals"
        print(", ".join(f"{rival} {version}" for rival, version in install(rivals).items()))
        print(f"{cores()} cores, {options.pages} pages × 2 languages, median of {options.runs} runs\n")
        zensical, material = (rival_sites(folder, Path(name) / rival) for rival in ("zensical", "material"))
        race = Race(folder, rivals, zensical, material)
        for _ in range(options.runs):
            race.lap()
        report(race)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error}\n{(error.stderr or b'').decode()[-2000:]}")
