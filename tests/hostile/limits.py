"""Running fanzha as a user does, with its time and memory measured and bounded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.harness import ROOT

MOST_SECONDS = 2.0
"""What a bomb may cost (measured by `python -m benchmarks.hostile`); tests assert no times, they only end."""
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


_MEASURED = """
import os, resource, subprocess, sys, time
resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
seconds, wall = usage.ru_utime + usage.ru_stime, time.perf_counter() - start
print(os.waitstatus_to_exitcode(status), seconds, wall, usage.ru_maxrss / 1024)
"""
"""Runs a command and says what it came to: a small process, since Linux counts the memory of the one that starts
another as the other's until that has loaded its own program."""


def check(project: Path) -> Run:
    """Return what `fanzha check` on the project comes to; it may use 2 GB of addresses, no more."""
    with tempfile.TemporaryFile() as errors:
        started = subprocess.Popen(
            [sys.executable, "-c", _MEASURED, sys.executable, "-m", "fanzha", "--project", str(project), "check"],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "FANZHA_LANG": "en"},
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
        watch = threading.Timer(_GIVE_UP, os.killpg, (started.pid, signal.SIGKILL))
        watch.start()
        measured = started.communicate()[0].split()
        watch.cancel()
        assert measured, f"{project}: not done in {_GIVE_UP} s"
        errors.seek(0)
        text = errors.read(4_000_000).decode("utf-8", "replace")
    status, seconds, wall, megabytes = measured
    return Run(int(status), float(seconds), float(wall), float(megabytes), text)
