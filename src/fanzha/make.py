"""Making one artefact in a worker process: render, stage, read back from disk, verify.

Nothing here touches what is already built; the parent commits what comes back whole.
"""

from __future__ import annotations

import importlib
import os
import shutil
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.diagnostics import Diagnostic, Place, Refusal, Severity, severity_of
from fanzha.formats import Workshop, formats
from fanzha.model import Artifact, Finished, Rendered
from fanzha.store import Store
from fanzha.tree import FolderTree

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext


@dataclass(frozen=True)
class Job:
    """What a worker is given."""

    artifact: Artifact
    root: Path
    build: Path
    finished: tuple[Finished, ...] = ()


@dataclass(frozen=True)
class Made:
    """What a worker gives back."""

    path: str
    staged: Path | None
    """Where the proven bytes lie below staging; None when it failed."""
    found: tuple[Diagnostic, ...] = ()


def make(job: Job) -> Made:
    """Render and verify one artefact; every failure comes back as a diagnostic."""
    artifact, store = job.artifact, Store(job.build)
    scratch = store.staging / f"scratch-{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    workshop = Workshop(job.root, scratch, store.cache, job.finished, job.build)
    try:
        renderer = importlib.import_module(f"fanzha.formats.{artifact.format}.render")
        staged = store.stage(artifact.path, renderer.render(artifact, workshop))
        back: Rendered = FolderTree(staged) if artifact.kind == "tree" else staged.read_bytes()
        # A verifier gets a scratch folder that the renderer has not touched.
        shutil.rmtree(scratch)
        scratch.mkdir()
        found = tuple(formats()[artifact.format].verify(artifact, back, workshop))
    except Refusal as refusal:
        return Made(artifact.path, None, (refusal.at(_place(artifact), path=artifact.path),))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Made(
            artifact.path, None, (Diagnostic.at("BUILD004", _place(artifact), path=artifact.path, reason=reason),)
        )
    except Exception as error:
        if os.environ.get("FANZHA_DEBUG"):
            traceback.print_exc()
        reason = f"{type(error).__name__}: {error}"[:300]
        return Made(
            artifact.path, None, (Diagnostic.at("BUILD001", _place(artifact), path=artifact.path, reason=reason),)
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    found = tuple(_placed(diagnostic, artifact) for diagnostic in found)
    failed = any(severity_of(diagnostic) is Severity.ERROR for diagnostic in found)
    return Made(artifact.path, None if failed else staged, found)


def _place(artifact: Artifact) -> Place:
    return Place(f"build/{artifact.path}")


def _placed(diagnostic: Diagnostic, artifact: Artifact) -> Diagnostic:
    """Return the diagnostic with the artefact as its place when it has none."""
    return diagnostic if diagnostic.place.path else replace(diagnostic, place=_place(artifact))


def run_jobs(pending: Sequence[Job], jobs: int) -> Iterator[Made]:
    """Yield the results of all jobs as they come; a worker that dies takes only its own artefact with it."""
    # Not at the top: a build with nothing to do starts no worker.
    import multiprocessing
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    # A fresh interpreter a worker: forking a process that has threads (rich's progress bar) may deadlock.
    context = multiprocessing.get_context("spawn")
    lost: list[Job] = []
    with ProcessPoolExecutor(min(jobs, len(pending)), mp_context=context) as pool:
        waiting: dict[Future[Made], Job] = {pool.submit(make, job): job for job in pending}
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                job = waiting.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    lost.append(job)
    yield from _one_by_one(lost, context)


def _one_by_one(lost: Iterable[Job], context: SpawnContext) -> Iterator[Made]:
    """Try again, alone, each job whose pool broke: only the one that broke it fails."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    for job in lost:
        try:
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                yield pool.submit(make, job).result()
        except BrokenProcessPool:
            path = job.artifact.path
            yield Made(path, None, (Diagnostic.at("BUILD008", _place(job.artifact), path=path),))
