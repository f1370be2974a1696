"""Shared fixtures: a small project of its own, and fanzha as a user runs it."""

from __future__ import annotations

import compileall
import contextlib
import fcntl
import gc
import importlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fanzha.fonts import font_set
from fanzha.formats import Workshop
from fanzha.make import make
from tests.browser import launched
from tests.harness import FIXTURES, Fanzha, Here, Row, with_formats

os.environ.setdefault("FANZHA_TODAY", "2026-02-01")  # the small project's dates hold then, whenever the tests run

_LOOKS = gc.get_threshold()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests of the website measured, as a table."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    rows = [value.split("\t") for one in reports for name, value in one.user_properties if name == "web-table"]
    if rows:
        terminalreporter.section("the website, measured")
        for what, measured in rows:
            terminalreporter.line(f"{what:<58} {measured}")


@pytest.fixture
def row(record_property: Callable[[str, object], None]) -> Row:
    """Return what puts a line into the table of what was measured of the website."""
    return lambda what, measured: record_property("web-table", f"{what}\t{measured}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a fresh copy of the small project."""
    target = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", target, ignore=shutil.ignore_patterns("build"))
    return target


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for what all workers of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep the other workers waiting meanwhile."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def package(shared: Path) -> Path:
    """Return a copy of the program with the tests' own formats added, as an import path."""
    folder = shared / "program"
    with one_at_a_time(folder):
        if not folder.exists():
            with_formats(folder, "sms", "sheet", "damaged")
            compileall.compile_dir(folder, quiet=1)  # many processes load it, and not every machine lets them keep that
    return folder


@pytest.fixture(scope="session")
def cache(shared: Path) -> Path:
    """Return a cache folder with the fonts in it: cutting them takes a second, which each folder would cost again."""
    folder = shared / "cache"
    with one_at_a_time(folder):
        font_set(folder)
    return folder


@pytest.fixture(scope="session")
def workshop(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return where what is printed is made; the print formats write nothing into its scratch folder."""
    folder = tmp_path_factory.mktemp("workshop")
    return Workshop(folder, folder / "scratch", cache)


@pytest.fixture
def fanzha(project: Path, package: Path) -> Fanzha:
    """Return fanzha, run as a program of its own on the small project."""
    return Fanzha(project, package)


@pytest.fixture
def here(project: Path, package: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Here]:
    """Return fanzha in this process, on the small project.

    It knows the tests' own formats as if their folders lay beside the others, makes without workers, and prints with
    the fonts of `cache`, since each further set stays in a process's memory.
    """
    names = ("fanzha.formats", "fanzha.build", "fanzha.pdf.typeset")
    formats, build, typeset = (importlib.import_module(name) for name in names)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(FIXTURES / "formats")])
    formats.formats.cache_clear()
    monkeypatch.setattr(build, "run_jobs", lambda pending, *_: map(make, pending))
    monkeypatch.setattr(typeset, "font_set", lambda _: font_set(cache))
    yield Here(project, package)
    monkeypatch.undo()
    formats.formats.cache_clear()


@pytest.fixture(scope="session")
def built_once(shared: Path, package: Path) -> Path:
    """Return the small project after its first build, for `built` to copy."""
    folder = shared / "built"
    with one_at_a_time(folder):
        if not folder.exists():
            shutil.copytree(FIXTURES / "minimal", folder, ignore=shutil.ignore_patterns("build"))
            Fanzha(folder, package).run("build")
    return folder


@pytest.fixture
def built(built_once: Path, package: Path, tmp_path: Path) -> Fanzha:
    """Return fanzha, run as a program of its own on the small project, which has been built before."""
    shutil.copytree(built_once, tmp_path / "project")
    return Fanzha(tmp_path / "project", package)


@pytest.fixture(autouse=True)
def usual_garbage() -> Iterator[None]:
    """Let Python look for garbage as often as ever after a test in which the program asked for less of that."""
    yield
    gc.set_threshold(*_LOOKS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return Debian's chromium, one for all tests of a file."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()
