"""Loading and checking a project of one file, in memory, and looking hard at what comes out."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic, Severity, as_json, as_text, severity_of
from fanzha.load.project import RawFiles, parse_files
from fanzha.plan import make_plan
from fanzha.source import SourceFile, decode
from tests.harness import FIXTURES
from tests.hostile.corpus import bodies, fronts, split
from tests.hostile.mutations import damaged, mutated

PUBLISHER = "materials/publisher.yml"
TODAY = datetime.date(2026, 11, 22)


class Wrong(Exception):
    """A diagnostic that no reader can follow."""


@functools.cache
def _minimal(path: str) -> bytes:
    found = (FIXTURES / project / path for project in ("minimal", "site"))
    return next(file for file in found if file.is_file()).read_bytes()


def diagnostics_of(files: Mapping[str, bytes]) -> list[Diagnostic]:
    """Return what loading, checking and planning say about a project of `files` and a publisher; nothing is written."""
    data = {PUBLISHER: _minimal(PUBLISHER), **files}
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in data.items()}
    library, found = parse_files(RawFiles(data, digests, ()))
    if library is not None:
        library = dataclasses.replace(library, today=TODAY)
    found = run_checks(library, found)
    if library is not None:
        sound = not any(severity_of(one) is Severity.ERROR for one in found)
        found += make_plan(library, Path("/nonexistent"), sound=sound).found
    return found


def examine(path: str, content: bytes) -> list[Diagnostic]:
    """Return the diagnostics of a project of one file; raises what fanzha raises, and Wrong for an impossible one.

    A translation has its source beside it, without which it would not be read any further, and a registry a page that
    is held against it.
    """
    files = {path: content}
    if path.startswith("materials/registry/"):
        files["docs/help/now.md"] = _minimal("docs/help/now.md")
    if path.endswith(".en.md"):
        source = path.replace(".en.md", ".md")
        files[source] = _minimal(source)
    found = diagnostics_of(files)
    texts = {name: decode(name, data) for name, data in {PUBLISHER: _minimal(PUBLISHER), **files}.items()}
    for diagnostic in found:
        _check_place(diagnostic, texts)
    for rendered in (as_text(found[:40], "both"), as_json(found[:40])):
        rendered.encode("utf-8")
    return found


def _check_place(diagnostic: Diagnostic, texts: Mapping[str, SourceFile | Diagnostic]) -> None:
    """Raise Wrong unless the diagnostic points into a file that there is."""
    place = diagnostic.place
    source = texts.get(place.path)
    if isinstance(source, SourceFile):
        if not 0 <= place.line <= len(source.lines):
            raise Wrong(f"{diagnostic.code}: line {place.line} of {len(source.lines)}")
        length = len(source.lines[place.line - 1]) if place.line else 0
        if not 0 <= place.column <= length + 1 or place.width < 1:
            raise Wrong(f"{diagnostic.code}: column {place.column}, width {place.width}, line of {length}")
    elif place.line < 0 or place.column < 0:
        raise Wrong(f"{diagnostic.code}: {place}")


@dataclass
class Tally:
    """What came of trying many files."""

    tried: int = 0
    loaded: int = 0
    """How many got through loading, to the checks: a corpus that is refused at the door would prove little."""
    codes: set[str] = field(default_factory=set)
    slowest: float = 0.0
    """Seconds."""
    slowest_case: str = ""
    failures: list[str] = field(default_factory=list)
    """Number of the case and the last lines of the traceback."""


def yaml_cases(count: int, first: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """Yield number, path and content of `count` files with mutated YAML: front matter, or a file of materials/."""
    seeds = fronts()
    others = [text for _, text in seeds]
    for number in range(first, first + count):
        random = Random(number)
        path, text = seeds[number % len(seeds)]
        text = mutated(text, others, random)
        if path.endswith(".md"):
            text = f"---\n{text}\n---\n{_body(path)}"
        yield number, path, damaged(text.encode("utf-8", "surrogatepass"), random)


def markdown_cases(count: int, first: int = 0) -> Iterator[tuple[int, str, bytes]]:
    """Yield number, path and content of `count` documents with a mutated body below sound front matter."""
    seeds = bodies()
    others = [split(text)[1] for _, text in seeds]
    for number in range(first, first + count):
        random = Random(number)
        path, text = seeds[number % len(seeds)]
        front, body = split(text)
        text = f"---\n{front}---\n{mutated(body, others, random)}"
        yield number, path, damaged(text.encode("utf-8", "surrogatepass"), random)


@functools.cache
def _body(path: str) -> str:
    """Return a sound body for the document at `path`, so that what front matter says is decoded."""
    return split(_minimal(path).decode("utf-8"))[1]


def run(cases: Iterator[tuple[int, str, bytes]]) -> Tally:
    """Examine every case and return what came of it."""
    tally = Tally()
    for number, path, content in cases:
        start = time.perf_counter()
        try:
            found = examine(path, content)
        except Exception:
            tally.failures.append(f"case {number} ({path})\n{traceback.format_exc(limit=-4)}")
            found = []
        seconds = time.perf_counter() - start
        tally.tried += 1
        tally.codes.update(one.code for one in found)
        tally.loaded += not any(one.place.path == path and one.code.startswith("LOAD") for one in found)
        if seconds > tally.slowest:
            tally.slowest, tally.slowest_case = seconds, f"case {number} ({path})"
    return tally
