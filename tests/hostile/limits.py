"""Running fanzha as a user does, with its time and memory measured and bounded."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.harness import ROOT

MOST_SECONDS = 2.0
"""What a bomb may cost (measured by `python -m benchmarks.hostile`); tests, which assert no times, allow more."""
MOST_MB = 512
_GIVE_UP = 60
"""Seconds after which a run is ended."""


@dataclass(frozen=True)
class Run:
    """What one run came to."""

    status: int
    seconds: float
    """Of processor time, user and system: what another program does beside it does not count."""
    wall: float
    """Seconds on the clock."""
    megabytes: float
    """Peak of resident memory, of the largest process."""
    errors: str
    """What it printed on standard error."""


def check(project: Path) -> Run:
    """Return what `fanzha check` on the project comes to; it may use 2 GB of addresses, no more."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", "fanzha", "--project", str(project), "check"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "FANZHA_LANG": "en"},
            stdout=subprocess.DEVNULL,
            stderr=errors,
            preexec_fn=_limit,
        )
        watch = threading.Timer(_GIVE_UP, child.kill)
        watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        watch.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        errors.seek(0)
        text = errors.read(4_000_000).decode("utf-8", "replace")
    seconds = usage.ru_utime + usage.ru_stime
    return Run(child.returncode, seconds, wall, usage.ru_maxrss / 1024, text)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
