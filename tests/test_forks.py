"""Work that is shared out comes back whole and in order, whatever becomes of the other processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence

import pytest

from fanzha import forks

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
