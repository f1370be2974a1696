"""What checking costs as a project grows: 1,000 and 10,000 sources, cold and with nothing changed.

    .venv/bin/python -m benchmarks.scale [--sources 1000 10000]

The project is made of this repository's own documents, with their clauses shuffled so that no two files are alike. The
rival, in the same run, reads the same files with PyYAML and turns them into HTML with Python-Markdown: what a program
must do at least, without any check.
"""

from __future__ import annotations

import argparse
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.build import FANZHA, ROOT
from benchmarks.measure import Cost, measure
from fanzha.config import SERIALS
from fanzha.load.markdown import body_digest

AIMS = {"cold": "60 s for 10,000, 3 ms a source, 400 MB", "unchanged": "4 s for 10,000, 400 MB"}
_RIVAL = """
import pathlib, yaml, markdown
for path in sorted(pathlib.Path("docs").rglob("*.md")):
    _, front, body = path.read_text("utf-8").split("---\\n", 2)
    yaml.load(front, Loader=yaml.CSafeLoader)
    markdown.markdown(body, extensions=["attr_list"])
"""
_ITEM = re.compile(r"^(?P<mark>\s*(?:-|\d+\.) )(?P<words>.*?)(?P<rest>(?: \{#[^}]*\})?)$")
_NO_EDITIONS = {"registry", "brand"}
"""Folders of materials/ that hold none; editions would ask every tactic of the lot for slogans and fitting words."""
_GROUPS = ("tactics", "cases", "slogans", "audiences")


def _clauses(locale: str) -> list[str]:
    """Return clauses without figures from this repository's documents, in one language."""
    chinese = locale == "zh"
    found: set[str] = set()
    for path in sorted((ROOT / "docs").rglob("*.md")):
        if path.name.endswith(".en.md") == chinese:
            continue
        for line in path.read_text("utf-8").splitlines():
            item = _ITEM.match(line)
            for clause in re.split(
                r"[，。；：！？]" if chinese else r"(?<=[a-z])[,.;] ", item["words"] if item else ""
            ):
                if re.fullmatch(r"[\u4e00-\u9fff]{4,12}" if chinese else r"[A-Za-z' ]{12,50}", clause):
                    found.add(clause)
    return sorted(found)


class Shuffler:
    """Writes documents like ours whose words are drawn by lot."""

    def __init__(self) -> None:
        self.clauses = {locale: _clauses(locale) for locale in ("zh", "en")}
        self.lot = random.Random(1)

    def words(self, locale: str, count: int) -> str:
        """Return a sentence of `count` clauses; a single one is short enough for a sticker."""
        if count == 1:
            short = [clause for clause in self.clauses[locale] if len(clause) <= (8 if locale == "zh" else 24)]
            return self.lot.choice(short)
        chosen = self.lot.sample(self.clauses[locale], count)
        return "，".join(chosen) if locale == "zh" else ", ".join(chosen)

    def body(self, text: str, locale: str, number: int) -> str:
        """Return a document's body with its name, every list item and slogan id made anew."""
        lines = []
        for line in text.splitlines():
            item = _ITEM.match(line)
            if item:
                rest = re.sub(r"\{#([a-z0-9-]+)", rf"{{#\1-{number}", item["rest"])
                line = f"{item['mark']}{self.words(locale, 1 if rest else 2)}{rest}"
            elif line.startswith("# "):
                line = f"# {self.words(locale, 2)}"
            elif re.match(r"[\u4e00-\u9fffA-Z]", line):
                line = self.words(locale, 3) + ("。" if locale == "zh" else ".")
            lines.append(line)
        return "\n".join(lines) + "\n"


def pairs() -> list[tuple[Path, Path]]:
    """Return this repository's documents with their translations."""
    sources = [path for group in _GROUPS for path in sorted((ROOT / "docs" / group).glob("*.md"))]
    found = [(path, path.with_name(f"{path.stem}.en.md")) for path in sources if not path.name.endswith(".en.md")]
    return [pair for pair in found if pair[1].exists()]


def make_project(folder: Path, sources: int) -> Path:
    """Write a project with `sources` files below docs/ in which only chance makes a check speak."""
    for part in ("docs", "materials"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.rmtree(folder / "materials" / "poster")
    _name_no_editions(folder)
    shuffler = Shuffler()
    left = sources - sum(1 for _ in (folder / "docs").rglob("*.md"))
    number = 0
    while left > 0:
        number += 1
        for source, translation in pairs():
            left -= 2
            write_pair(folder, source, translation, number, shuffler)
            if left <= 0:
                break
    return folder


def copy_without_editions(folder: Path) -> None:
    """Copy this repository's content, registries and brand to `folder`: a project of which only the site is made."""
    for part in ("docs", "materials"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for editions in [
        path for path in (folder / "materials").iterdir() if path.is_dir() and path.name not in _NO_EDITIONS
    ]:
        shutil.rmtree(editions)
    (folder / SERIALS).unlink()  # of the placements that are gone
    _name_no_editions(folder)


def _name_no_editions(folder: Path) -> None:
    """Let no page of an audience name an edition as handed out that is not there."""
    for page in (folder / "docs" / "audiences").glob("*.md"):
        page.write_text(_without_editions(page.read_text("utf-8")), "utf-8")


def _without_editions(text: str) -> str:
    return re.sub(r"(?m)^materials: .*\n", "", text)


def write_pair(folder: Path, source: Path, translation: Path, number: int, shuffler: Shuffler, tactic: int = 0) -> Path:
    """Write a document like `source` with its translation, the `number`th of its kind; return where it lies.

    It is about the tactic with the same number, or with the number `tactic`.
    """
    target = folder / source.relative_to(ROOT).with_name(f"{source.stem}-{number}.md")
    front, body = source.read_text("utf-8").split("---\n", 2)[1:]
    front = re.sub(r"(?m)^tactic: (.*)$", rf"tactic: \1-{tactic or number}", front)
    front = _without_editions(front)
    front = re.sub(r"(?m)^amount:\n(?:  .*\n)+", "", front)  # the text drawn by lot names no sum
    body = shuffler.body(body, "zh", number)
    target.write_text(f"---\n{front}---\n{body}", "utf-8")
    front, other = translation.read_text("utf-8").split("---\n", 2)[1:]
    other = shuffler.body(other, "en", number)
    front = "".join(_fresh(front, body, number))
    target.with_name(f"{target.stem}.en.md").write_text(f"---\n{front}---\n{other}", "utf-8")
    return target


def _fresh(front: str, body: str, number: int) -> Iterator[str]:
    """Yield the translation's front matter with the digests that its new source has."""
    slogans = {match[2]: match[1] for match in re.finditer(r"^- (.*?) \{#([a-z0-9-]+)", body, re.MULTILINE)}
    for line in front.splitlines(keepends=True):
        slogan = re.match(r"  ([a-z0-9-]+): ", line)
        if line.startswith("source_digest:"):
            yield f'source_digest: "{body_digest(body)}"\n'
        elif slogan and f"{slogan[1]}-{number}" in slogans:
            name = f"{slogan[1]}-{number}"
            yield f'  {name}: "{body_digest(slogans[name])}"\n'
        else:
            yield line


def run(sources: int) -> dict[str, Cost]:
    """Return the cost of a cold check, of a second one, and of the rival, with `sources` files."""
    with tempfile.TemporaryDirectory() as name:
        folder = make_project(Path(name), sources)
        # Words drawn by lot set off a few checks; that is no failure of the measurement.
        check = ["sh", "-c", f"{shlex.join([*FANZHA, 'check'])} || test $? = 1"]
        costs = {"cold": measure(check, folder), "unchanged": measure(check, folder)}
        costs["rival"] = measure([sys.executable, "-c", _RIVAL], folder)
    return costs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--keep", type=Path, help="write the project there and stop")
    options = parser.parse_args()
    if options.keep:
        make_project(options.keep, options.sources[0])
        return
    print(f"{'sources':>8} {'':10} {'s':>7} {'ms/source':>10} {'MB':>6} {'× rival':>8}  aim")
    for sources in options.sources:
        costs = run(sources)
        for name, cost in costs.items():
            ratio = cost.wall / costs["rival"].wall
            each = 1000 * cost.wall / sources
            aim = AIMS.get(name, "")
            print(f"{sources:>8} {name:10} {cost.wall:7.2f} {each:10.2f} {cost.memory:6.0f} {ratio:8.2f}  {aim}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        print(error.stderr.decode()[-2000:], file=sys.stderr)
        raise SystemExit(1) from None
