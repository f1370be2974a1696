"""Shared fixtures: a small project of its own, and fanzha as a user runs it."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.harness import FIXTURES, Fanzha, Row, with_formats

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
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with the tests' own formats added, as an import path."""
    return with_formats(tmp_path_factory.mktemp("program"), "sms", "sheet", "damaged")


@pytest.fixture
def fanzha(project: Path, package: Path) -> Fanzha:
    """Return fanzha, run as a program of its own on the small project."""
    return Fanzha(project, package)


@pytest.fixture(autouse=True)
def usual_garbage() -> Iterator[None]:
    """Let Python look for garbage as often as ever after a test in which the program asked for less of that."""
    yield
    gc.set_threshold(*_LOOKS)
