"""Measuring a command: wall time, processor time, and the peak memory of its whole process tree."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of processor time, user and system, of all processes."""
    memory: float
    """Peak of the proportional set sizes of all processes together, MiB; sampled every 100 ms."""


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Run `command` in `folder` and return its cost; raises CalledProcessError when it fails.

    Programs may keep what they were compiled to, as on any desk; a run before the first measured one fills that in.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(child, peak))
    watcher.start()
    _, errors = child.communicate()
    wall = time.perf_counter() - start
    watcher.join()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, stderr=errors)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak[0])


def _watch(child: subprocess.Popen[bytes], peak: list[float]) -> None:
    while child.poll() is None:
        peak[0] = max(peak[0], sum(_proportional(pid) for pid in _tree(child.pid)))
        time.sleep(0.1)


def _tree(pid: int) -> list[int]:
    pids, pending = [], [pid]
    while pending:
        current = pending.pop()
        pids.append(current)
        try:
            for task in Path(f"/proc/{current}/task").glob("*/children"):
                pending += [int(word) for word in task.read_text().split()]
        except OSError:  # it has ended
            continue
    return pids


def _proportional(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))
