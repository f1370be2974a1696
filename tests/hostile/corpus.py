"""What mutations start from: the sources of the tests' small projects and small hostile files."""

from __future__ import annotations

import functools
from pathlib import Path

from tests.harness import FIXTURES

_PROJECTS = ("minimal", "site", "editions", "checks")
_SEEDS = Path(__file__).parent / "seeds"
_NAMES = {
    "tactics": "fake-loan",
    "cases": "deposit",
    "slogans": "fake-loan",
    "audiences": "students",
    "help": "now",
    "quiz": "things",
    "rhymes": "loans",
}


def _hostile(name: str) -> list[str]:
    """Return the texts of a seed file, which a line of `%%` separates."""
    return (_SEEDS / name).read_text("utf-8").removesuffix("\n").split("\n%%\n")


def split(text: str) -> tuple[str, str]:
    """Return front matter and body of a document of ours."""
    if not text.startswith("---\n"):
        return "", text
    front, _, body = text[4:].partition("\n---\n")
    return f"{front}\n", body


def _documents() -> list[tuple[str, str]]:
    """Return path and text of every Markdown file of the tests' small projects."""
    files = [file for name in _PROJECTS for file in (FIXTURES / name / "docs").rglob("*.md")]
    found = []
    for file in sorted(files):
        folder = file.parent.name
        suffix = ".en.md" if file.name.endswith(".en.md") else ".md"
        found.append((f"docs/{folder}/{_NAMES.get(folder, 'now')}{suffix}", file.read_text("utf-8")))
    return [(path.replace("docs/docs/", "docs/help/"), text) for path, text in found]


def _mixed(ours: list[tuple[str, str]], hostile: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return three of ours for one hostile one: what is refused at the door never meets the checks."""
    return tuple(
        pair
        for number, one in enumerate(hostile)
        for pair in (*(ours[(3 * number + k) % len(ours)] for k in range(3)), one)
    )


@functools.cache
def fronts() -> tuple[tuple[str, str], ...]:
    """Return path and YAML of what decides by itself: front matter (path of a document) and files of materials/."""
    found = [(path, split(text)[0]) for path, text in _documents() if split(text)[0]]
    materials = sorted(file for name in _PROJECTS for file in (FIXTURES / name / "materials").rglob("*.yml"))
    for file in materials:
        base = next(part for part in file.parents if part.name == "materials")
        found.append((f"materials/{file.relative_to(base).as_posix()}", file.read_text("utf-8")))
    places = sorted({path for path, _ in found})
    return _mixed(found, [(place, f"{text}\n") for text in _hostile("yaml.txt") for place in places])


@functools.cache
def bodies() -> tuple[tuple[str, str], ...]:
    """Return path and text of documents whose body is to be mutated."""
    found = _documents()
    places = sorted({path for path, _ in found})
    fronts_by_path = {path: split(text)[0] for path, text in found}
    hostile = [f"{text}\n" for text in _hostile("markdown.txt")]
    return _mixed(found, [(path, f"---\n{fronts_by_path[path]}---\n{text}") for text in hostile for path in places])
