"""Work shared out to all processors by forking: what is in memory is there in every process, without a copy."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEWEST = 100
"""Items that a process should at least get: to fork, and to send back what was made, takes some 20 ms."""


def is_safe() -> bool:
    """Return whether this process may fork: one that has threads may deadlock in its fork."""
    return threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()


def may_fork() -> bool:
    """Return whether forking is safe and of use here; a process that is a daemon may have no children."""
    return is_safe() and processors() > 1 and not multiprocessing.current_process().daemon


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def apart(work: Callable[[], object]) -> None:
    """Do `work` in a process of its own and wait: for what it leaves on disk, so that its memory is given back.

    Nothing is said of what went wrong there: who does the work again here will see. Nothing is done where forking is
    not safe.
    """
    if not is_safe() or multiprocessing.current_process().daemon:
        return
    process = multiprocessing.get_context("fork").Process(target=_quietly, args=(work,))
    process.start()
    try:
        process.join()
    finally:
        process.kill()
        process.join()


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except BaseException:  # a traceback of this process would be printed
        os._exit(1)


def shared_out(
    work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], *, fewest: int = _FEWEST
) -> list[Result]:
    """Return what `work` makes of `items`, one result an item, in order; every processor to spare does a part.

    Each part has every nth item, for what lies side by side is often alike, and so all have about the same to do. This
    process does the first part itself, and those of which nothing comes back: whatever went wrong elsewhere goes wrong
    here in the same way. A process gets at least `fewest` items.
    """
    number = max(1, min(processors(), len(items) // fewest) if may_fork() else 1)
    parts = [items[nth::number] for nth in range(number)]
    apart = [_begin(work, part) for part in parts[1:]]
    results: list[Any] = [None] * len(items)
    try:
        results[0::number] = work(parts[0])
        for nth, (process, answers) in enumerate(apart, start=1):
            answered, made = _answer(answers)
            process.join()
            results[nth::number] = made if answered else work(parts[nth])
    finally:
        for process, _ in apart:
            process.kill()
            process.join()
    return results


def _begin(work: Callable[[Sequence[Item]], list[Result]], part: Sequence[Item]) -> tuple[BaseProcess, Connection]:
    answers, answer = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_do, args=(work, part, answer))
    process.daemon = True  # it ends with this one
    process.start()
    answer.close()  # so that reading ends when the process does
    return process, answers


def _do(work: Callable[[Sequence[Item]], list[Result]], part: Sequence[Item], answer: Connection) -> None:
    try:
        answer.send_bytes(pickle.dumps(work(part), pickle.HIGHEST_PROTOCOL))
    except Exception:
        return  # nothing is sent; the first process tries again and says what is wrong
    finally:
        answer.close()


def _answer(answers: Connection) -> tuple[bool, Any]:
    try:
        return True, pickle.loads(answers.recv_bytes())
    except (EOFError, OSError):
        return False, None
