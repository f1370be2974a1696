"""Work that is shared out comes back whole and in order, whatever becomes of the other processes."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from fanzha import build, forks
from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library

ITEMS = list(range(1_000))


def squares(part: Sequence[int]) -> list[int]:
    return [number * number for number in part]


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forks, "processors", lambda: 3)


def test_results_come_in_order_from_several_processes() -> None:
    assert forks.shared_out(squares, ITEMS) == squares(ITEMS)
    processes = forks.shared_out(lambda part: [os.getpid()] * len(part), ITEMS)
    assert len(set(processes)) == 3
    assert processes[0] == os.getpid()


@pytest.mark.parametrize("few", [[], [7], ITEMS[:199]])
def test_what_is_not_worth_a_process_is_done_here(few: list[int]) -> None:
    assert forks.shared_out(squares, few) == squares(few)
    assert set(forks.shared_out(lambda part: [os.getpid()] * len(part), few)) <= {os.getpid()}


def test_nothing_is_forked_beside_a_thread() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert set(forks.shared_out(lambda part: [os.getpid()] * len(part), ITEMS)) == {os.getpid()}
    finally:
        waiting.set()
        thread.join()


def test_the_part_of_a_process_that_dies_is_done_again() -> None:
    here = os.getpid()

    def deadly(part: Sequence[int]) -> list[int]:
        return squares(part) if os.getpid() == here else os._exit(9)

    assert forks.shared_out(deadly, ITEMS) == squares(ITEMS)


def test_what_goes_wrong_elsewhere_is_raised_here() -> None:
    def picky(part: Sequence[int]) -> list[int]:
        return [1 // (number - 998) for number in part]

    with pytest.raises(ZeroDivisionError):
        forks.shared_out(picky, ITEMS)


def test_what_cannot_be_sent_back_is_made_here() -> None:
    made = forks.shared_out(lambda part: [threading.Lock() for _ in part], ITEMS)
    assert len(made) == len(ITEMS)


def test_no_process_is_left_when_the_first_part_fails() -> None:
    def first(part: Sequence[int]) -> list[int]:
        if part[0] == 0:
            raise ValueError
        return [threading.Event().wait(60) for _ in part]

    with pytest.raises(ValueError):
        forks.shared_out(first, ITEMS)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_is_done_apart_stays_on_disk_and_not_in_memory(tmp_path: Path) -> None:
    held: list[int] = []

    def work() -> None:
        held.append(1)
        (tmp_path / "made").write_text(str(os.getpid()), "utf-8")

    forks.apart(work)
    assert held == [] and int((tmp_path / "made").read_text("utf-8")) != os.getpid()


def test_nothing_is_said_of_what_went_wrong_apart(capfd: pytest.CaptureFixture[str]) -> None:
    forks.apart(lambda: 1 // 0)
    forks.apart(lambda: os._exit(9))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("broken", [False, True], ids=["sound", "with an error"])
def test_a_large_project_is_examined_apart_with_the_same_result(
    project: Path, broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken:
        (project / "docs/tactics/fake-loan.md").write_text("# 假贷款\n", "utf-8")
    here = build._examined(project)
    shutil.rmtree(project / "build")
    monkeypatch.setattr(build, "_LARGE", 1)
    monkeypatch.setattr(build, "run_checks", _only_apart(os.getpid()))
    assert build._examined(project) == here


def _only_apart(here: int) -> Callable[[Library | None, Sequence[Diagnostic]], list[Diagnostic]]:
    """Return the checks, which fail in the process `here`: it is to find what another one has kept."""

    def checks(library: Library | None, loaded: Sequence[Diagnostic]) -> list[Diagnostic]:
        assert os.getpid() != here
        return run_checks(library, loaded)

    return checks
