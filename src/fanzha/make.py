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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fanzha import forks
from fanzha.diagnostics import Diagnostic, Place, Refusal, Severity, severity_of
from fanzha.formats import Workshop, proven
from fanzha.model import Artifact, Finished, Rendered, text_with
from fanzha.store import Digest, Store, digest_of_path, stage
from fanzha.tree import FolderTree

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

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
    report: Mapping[str, Any] = field(default_factory=dict)
    """Facts of what was proven, for the manifest."""


def make(job: Job) -> Made:
    """Render and verify one artefact; every failure comes back as a diagnostic."""
    artifact = job.artifact
    try:
        return _make(job)
    except Refusal as refusal:
        problem = refusal.at(_cause(artifact, refusal), path=artifact.path)
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
        verified = proven(artifact, back, workshop)
        found = tuple(_placed(diagnostic, artifact) for diagnostic in verified)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        gc.collect()  # a typeset document hangs together in circles, and the next one need not wait for its memory
    if any(severity_of(diagnostic) is Severity.ERROR for diagnostic in found):
        return Made(artifact.path, found=found)
    return Made(artifact.path, staged, digest, found, _report(back))


def _report(back: Rendered) -> dict[str, Any]:
    if not isinstance(back, bytes) or not back.startswith(b"%PDF-"):
        return {}
    from fanzha.pdf.report import report_of

    return report_of(back)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _cause(artifact: Artifact, refusal: Refusal) -> Place:
    """Return where the character stands that the font lacks, or the text that does not fit; else the product."""
    part = str(refusal.details.get({"FIT004": "char", "FIT018": "text"}.get(refusal.code, ""), ""))
    text = text_with(artifact.params, part) if part else None
    return text.at(text.index(part), text.index(part) + len(part)) if text else _place(artifact)


def _place(artifact: Artifact) -> Place:
    return Place(f"build/{artifact.path}")


def _placed(diagnostic: Diagnostic, artifact: Artifact) -> Diagnostic:
    """Return the diagnostic with the artefact as its place when it has none."""
    return diagnostic if diagnostic.place.path else replace(diagnostic, place=_place(artifact))


def run_jobs(pending: Sequence[Job], jobs: int, lock: int | None = None) -> Iterator[Made]:
    """Yield the results of all jobs as they come; a worker that dies takes only its own artefact with it.

    `lock` is the descriptor of the build lock, which this process alone may hold.
    """
    # Not at the top: a build with nothing to do starts no worker.
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    lost: list[int] = []
    pool = _pool(pending, jobs, lock)
    waiting: dict[Future[Made], int] = {}
    try:
        for number in range(len(pending)):
            try:
                waiting[pool.submit(_make_nth, number)] = number
            except BrokenProcessPool:  # the first job has killed its worker already
                lost.append(number)
        for future in as_completed(waiting):
            try:
                yield future.result()
            except BrokenProcessPool:
                lost.append(waiting[future])
    finally:
        # Also when the user interrupts: what has not begun never begins.
        pool.shutdown(cancel_futures=True)
    for number in lost:
        yield _alone(pending[number], lock)


def _alone(job: Job, lock: int | None) -> Made:
    """Try a job again whose pool broke: only the one that broke it fails."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _pool([job], 1, lock) as pool:
            return pool.submit(_make_nth, 0).result()
    except BrokenProcessPool:
        path = job.artifact.path
        return Made(path, found=(Diagnostic.at("BUILD008", _place(job.artifact), path=path),))


def _pool(pending: Sequence[Job], jobs: int, lock: int | None) -> ProcessPoolExecutor:
    """Return workers that know all the jobs, and are told by number which to do.

    They are forked where that is safe, and have the library without its being copied. A process that has threads may
    deadlock in its fork; there, and where there is no fork, each is a fresh interpreter.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    forked = forks.is_safe()
    return ProcessPoolExecutor(
        min(jobs, len(pending)),
        mp_context=multiprocessing.get_context("fork" if forked else "spawn"),
        initializer=_start_worker,
        initargs=(tuple(pending), lock if forked else None),
    )


_jobs: tuple[Job, ...] = ()
"""In a worker: all that there is to do."""


def _make_nth(number: int) -> Made:
    return make(_jobs[number])


def _start_worker(jobs: tuple[Job, ...], lock: int | None) -> None:
    """Let a worker die with its parent, leave Ctrl+C to the parent, and look for garbage less often.

    Typesetting makes many long-lived objects; with Python's default thresholds a tenth of the time goes into looking
    through them. A forked worker lets go of the build lock: it must not hold it longer than its parent.
    """
    global _jobs
    _jobs = jobs
    if lock is not None:
        os.close(lock)
    gc.freeze()  # what the parent left is looked through no more, and stays shared
    gc.set_threshold(10_000, 10, 10)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
