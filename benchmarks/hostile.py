"""How fanzha takes hostile input: `python -m benchmarks.hostile [--quick]` tries it and prints a table.

Each row says what was tried, how many of them, how many failed, the slowest and the peak of memory. With `--quick` a
fiftieth of the mutations. The corpora are in tests/hostile/, what is bounded and by what in docs-dev/robustness.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.harness import FIXTURES

from benchmarks.measure import cores

_PART = 2_500
"""Mutations that one process does at a time."""


@dataclass
class Row:
    """One line of the table."""

    what: str
    tried: int = 0
    slowest: float = 0.0
    """Seconds of the slowest case."""
    peak: float = 0.0
    """MB of the largest process."""
    failures: list[str] = field(default_factory=list)

    def add(self, tried: int, slowest: float, peak: float, failures: list[str]) -> None:
        """Add what one more run came to."""
        self.tried += tried
        self.slowest, self.peak = max(self.slowest, slowest), max(self.peak, peak)
        self.failures += failures


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _mutations(kind: str, first: int, count: int) -> tuple[int, float, float, list[str]]:
    """Try `count` mutated files of a kind from number `first` on, in this process."""
    from tests.hostile.loading import markdown_cases, run, yaml_cases

    cases = {"yaml": yaml_cases, "markdown": markdown_cases}[kind]
    tally = run(cases(count, first))
    return tally.tried, tally.slowest, _peak(), tally.failures


def mutations(kind: str, what: str, count: int) -> Iterator[Row]:
    """Yield the row of `count` mutated files, tried on all processors."""
    row = Row(what)
    fresh = multiprocessing.get_context("spawn")  # so that each process's peak is its own
    with ProcessPoolExecutor(cores(), mp_context=fresh) as pool:
        jobs = [pool.submit(_mutations, kind, at, min(_PART, count - at)) for at in range(0, count, _PART)]
        for job in jobs:
            row.add(*job.result())
    yield row


def bombs() -> Iterator[Row]:
    """Yield a row for each family of bombs, each laid into a sound project and checked by a program of its own."""
    from tests.hostile.bombs import BOMBS
    from tests.hostile.limits import MOST_MB, MOST_SECONDS, check

    rows: dict[str, Row] = {}
    for bomb in BOMBS:
        family = bomb.name.partition(":")[0]
        row = rows.setdefault(family, Row(f"bombs, {family}: `fanzha check`"))
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder) / "project"
            shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
            bomb.lay(project)
            run = check(project)
        right = run.status == (1 if bomb.opened else 0) and bomb.path in run.errors and "Traceback" not in run.errors
        bounded = run.seconds <= MOST_SECONDS and run.megabytes <= MOST_MB
        row.add(1, run.seconds, run.megabytes, [] if right and bounded else [f"{bomb.name}: {run}"[:600]])
    yield from rows.values()


def scripts() -> Iterator[Row]:
    """Yield the row of the script payloads, in every place of a website that is built for it."""
    from tests.hostile.active import active
    from tests.hostile.attack import attacked_site, payloads
    from tests.site_project import site

    start = time.perf_counter()
    ours = {one for path in site().tree if path.endswith(".html") for one in active(site().page(path))}
    attacked = attacked_site()
    acting = {p: found for p in attacked.tree if p.endswith(".html") and (found := active(attacked.page(p)) - ours)}
    failures = [f"{path}: {sorted(found)[:3]}" for path, found in acting.items()]
    row = Row("script payloads, on a website built with all of them")
    row.add(len(payloads()), time.perf_counter() - start, _peak(), failures)
    yield row


def references() -> Iterator[Row]:
    """Yield the row of the references that print must not follow; one that asks the network for anything fails."""
    import socket

    from tests.test_hostile_pdf import HOST, MARKER, PAGE, REFERENCES, everything

    from fanzha.pdf import TypesetError, typeset

    asked: list[object] = []
    row = Row("references out of the shelf of assets, in print")

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
            asked.append((event, arguments))

    sys.addaudithook(note)
    socket.setdefaulttimeout(1)
    with tempfile.TemporaryDirectory() as folder:
        outside = Path(folder) / "secret.txt"
        outside.write_bytes(MARKER)
        typeset(PAGE.format(""), [], {}, Path(folder))
        for name, reference in REFERENCES.items():
            texts = {key: reference.get(key, "").replace("{host}", HOST) for key in ("html", "css", "svg")}
            texts = {key: text.replace("{file}", str(outside)) for key, text in texts.items()}
            css = texts["css"].replace("{{", "{").replace("}}", "}")
            html = texts["html"] or ('<img alt="" src="asset:drawing.svg">' if texts["svg"] else "")
            start, denied, data = time.perf_counter(), False, b""
            try:
                data = typeset(PAGE.format(html), [css], {"drawing.svg": texts["svg"].encode()}, Path(folder))
            except TypesetError:
                denied = True
            right = not asked and denied is not reference.get("ignored", False)
            right = right and (denied or MARKER not in everything(data))
            row.add(1, time.perf_counter() - start, _peak(), [] if right else [name])
            asked.clear()
    yield row


def pages_at_the_limit() -> Iterator[Row]:
    """Yield the row of pages that are just small enough to pass the check, turned into HTML as MkDocs does it."""
    from tests.hostile.slow_pages import build, slow_pages

    row = Row("pages at every limit, made into HTML")
    for name, text in slow_pages().items():
        seconds, problem = build(text)
        row.add(1, seconds, _peak(), [f"{name}: {problem}"] if problem else [])
    yield row


def main() -> None:
    """Try everything and print the table; exit code 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the mutations")
    share = 50 if parser.parse_args().quick else 1
    parts: list[Callable[[], Iterator[Row]]] = [
        lambda: mutations("yaml", "mutated YAML, loaded, checked, planned", 100_000 // share),
        lambda: mutations("markdown", "mutated Markdown, loaded, checked, planned", 5_000 // share),
        bombs,
        pages_at_the_limit,
        scripts,
        references,
    ]
    print(f"{'':58}{'tried':>8}{'failed':>8}{'slowest s':>11}{'peak MB':>9}")
    failures: list[str] = []
    for part in parts:
        for row in part():
            print(f"{row.what:58}{row.tried:8}{len(row.failures):8}{row.slowest:11.2f}{row.peak:9.0f}", flush=True)
            failures += row.failures
    print("\n".join(failures))
    raise SystemExit(1 if failures else 0)


if __name__ == "__main__":
    main()
