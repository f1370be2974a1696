"""Bombs: small files that grow without end cost little time and memory, and are said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.pictures import MAX_PIXELS, read_picture
from tests.harness import FIXTURES
from tests.hostile.bombs import BOMBS, Bomb, jpeg, png
from tests.hostile.limits import MOST_MB, MOST_SECONDS, check

FIRST = {"YAML: a billion laughs", "Markdown: brackets on 16 lines", "PNG: 60,000 × 60,000 pixels in 70 bytes"}
"""Those that are tried in every run of the tests."""


def _marked(bomb: Bomb) -> object:
    return pytest.param(bomb, id=bomb.name, marks=[] if bomb.name in FIRST else pytest.mark.slow)


@pytest.mark.parametrize("bomb", [_marked(bomb) for bomb in BOMBS])
def test_a_bomb_is_bounded_and_said(bomb: Bomb, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
    bomb.lay(project)
    run = check(project)
    assert "Traceback" not in run.errors
    assert run.status == (1 if bomb.opened else 0), run.errors[:1000]
    assert bomb.path in run.errors and "LOAD" in run.errors
    assert run.seconds <= MOST_SECONDS and run.megabytes <= MOST_MB, run


def test_there_are_forty_and_without_them_all_is_well(tmp_path: Path) -> None:
    assert len(BOMBS) >= 40
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
    assert check(project).status == 0


def test_a_picture_at_the_limit_passes_and_one_beyond_does_not() -> None:
    assert not isinstance(read_picture("a.png", png(5_000, MAX_PIXELS // 5_000)), Diagnostic)
    for data in (png(5_000, MAX_PIXELS // 5_000 + 1), png(0xFFFFFFFF, 0xFFFFFFFF)):
        found = read_picture("a.png", data)
        assert isinstance(found, Diagnostic) and found.code == "LOAD035"


@pytest.mark.parametrize("data", [png(0, 9), png(9, 9)[:-1], png(9, 9)[:40], jpeg(9, 9)[:-2], jpeg(0, 9), b""])
def test_a_picture_that_is_none_is_refused(data: bytes) -> None:
    for name in ("a.png", "a.jpg", "a.webp"):
        found = read_picture(name, data)
        assert isinstance(found, Diagnostic) and found.code in {"LOAD034", "LOAD036"}
