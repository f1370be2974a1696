"""Making one artefact in a worker process: render, stage, read back from disk, verify.

Nothing here touches what is already built; the parent commits what comes back whole.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import shutil
import signal
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.diagnostics import Diagnostic, Place, Refusal, Severity, severity_of
from fanzha.formats import Workshop, formats
from fanzha.model import Artifact, Finished, Rendered
from fanzha.store import Digest, Store, digest_of_path, stage
from fanzha.tree import FolderTree

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


@dataclass(frozen=True)
class Job:
    """What a worker is given."""

    artifact: Artifact
    root: Path
    build: Path
    staging: Path
    """This build's own staging folder."""
    finished: tuple[Finished, ...] = ()


@dataclass(frozen=True)
class Made:
    """What a worker gives back."""

    path: str
    staged: Path | None = None
    """Where the proven bytes lie below staging; None when it failed."""
    digest: Digest | None = None
    """Of the bytes that were proven."""
    found: tuple[Diagnostic, ...] = ()


def make(job: Job) -> Made:
    """Render and verify one artefact; every failure comes back as a diagnostic."""
    artifact = job.artifact
    try:
        return _make(job)
    except Refusal as refusal:
        problem = refusal.at(_place(artifact), path=artifact.path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Diagnostic.at("BUILD004", _place(artifact), path=artifact.path, reason=reason)
    except Exception as error:
        if os.environ.get("FANZHA_DEBUG"):
            traceback.print_exc()
        reason = f"{type(error).__name__}: {error}"[:300]
        problem = Diagnostic.at("BUILD001", _place(artifact), path=artifact.path, reason=reason)
    return Made(artifact.path, found=(problem,))


def _make(job: Job) -> Made:
    artifact, scratch = job.artifact, job.staging / f"scratch-{os.getpid()}"
    workshop = Workshop(job.root, scratch, Store(job.build).cache, job.finished, job.build)
    try:
        _empty(scratch)
        renderer = importlib.import_module(f"fanzha.formats.{artifact.format}.render")
        staged = stage(job.staging, artifact.path, renderer.render(artifact, workshop))
        # Taken before the proof reads the same bytes: what is recorded is what was proven, whatever happens on disk.
        digest = digest_of_path(staged)
        back: Rendered = FolderTree(staged) if artifact.kind == "tree" else staged.read_bytes()
        _empty(scratch)
        verified = formats()[artifact.format].verify(artifact, back, workshop)
        found = tuple(_placed(diagnostic, artifact) for diagnostic in verified)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if any(severity_of(diagnostic) is Severity.ERROR for diagnostic in found):
        return Made(artifact.path, found=found)
    return Made(artifact.path, staged, digest, found)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _place(artifact: Artifact) -> Place:
    return Place(f"build/{artifact.path}")


def _placed(diagnostic: Diagnostic, artifact: Artifact) -> Diagnostic:
    """Return the diagnostic with the artefact as its place when it has none."""
    return diagnostic if diagnostic.place.path else replace(diagnostic, place=_place(artifact))


def run_jobs(pending: Sequence[Job], jobs: int) -> Iterator[Made]:
    """Yield the results of all jobs as they come; a worker that dies takes only its own artefact with it."""
    # Not at the top: a build with nothing to do starts no worker.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    # A fresh interpreter a worker: forking a process that has threads (rich's progress bar) may deadlock.
    context = multiprocessing.get_context("spawn")
    lost: list[Job] = []
    pool = ProcessPoolExecutor(min(jobs, len(pending)), mp_context=context, initializer=_start_worker)
    try:
        waiting = {pool.submit(make, job): job for job in pending}
        for future in as_completed(waiting):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(waiting[future])
    finally:
        # Also when the user interrupts: what has not begun never begins.
        pool.shutdown(cancel_futures=True)
    yield from _one_by_one(lost, context)


def _one_by_one(lost: Iterable[Job], context: SpawnContext) -> Iterator[Made]:
    """Try again, alone, each job whose pool broke: only the one that broke it fails."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    for job in lost:
        try:
            with ProcessPoolExecutor(1, mp_context=context, initializer=_start_worker) as pool:
                yield pool.submit(make, job).result()
        except BrokenProcessPool:
            path = job.artifact.path
            yield Made(path, found=(Diagnostic.at("BUILD008", _place(job.artifact), path=path),))


def _start_worker() -> None:
    """Let a worker die with its parent, leave Ctrl+C to the parent, and look for garbage less often.

    Typesetting makes many long-lived objects; with Python's default thresholds a tenth of the time goes into looking
    through them.
    """
    gc.set_threshold(10_000, 10, 10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
