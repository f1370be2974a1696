"""`fanzha verify`: what lies in `build/`, or a copy of it elsewhere, read back and proven once more."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fanzha import manifest
from fanzha.config import BUILD
from fanzha.diagnostics import Diagnostic, Place, Refusal, Severity, severity_of
from fanzha.forks import shared_out
from fanzha.formats import Workshop, proven
from fanzha.manifest import Record
from fanzha.model import Artifact, Fingerprints, Finished, Rendered
from fanzha.plan import Plan, reasons, recipe_of
from fanzha.store import Digest, Store, digest_of_path
from fanzha.tree import FolderTree

_REASONS = {"missing": "BUILD012", "new": "BUILD012", "altered": "BUILD013"}


@dataclass(frozen=True)
class Proof:
    """What came of proving one product."""

    path: str
    """As it was asked for, or below the build folder."""
    title: str
    found: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(severity_of(diagnostic) is Severity.ERROR for diagnostic in self.found)


@dataclass(frozen=True)
class _Job:
    artifact: Artifact
    where: Path
    asked: str


class Verifier:
    """Proves the products of one project, as its sources are now."""

    def __init__(self, root: Path, plan: Plan) -> None:
        """Read what the manifest says of the products that `plan` declares."""
        self._root, self._plan = root, plan
        self._store = Store(root / BUILD)
        self._records = manifest.read(self._store.folder).records
        self._finished: tuple[Finished, ...] = plan.on_offer(self._records)
        self._by_digest = {record.finished.sha256: path for path, record in self._records.items()}

    def verify(self, asked: Sequence[Path]) -> list[Proof]:
        """Return a proof of every product asked for, in order; of all that are planned when none is.

        A product is asked for by its path, a folder of them by the folder's. A file or folder that lies elsewhere is a
        copy: it is known by its bytes.
        """
        jobs: list[_Job | Proof] = []
        if asked:
            for path in asked:
                jobs += self._jobs_of(path)
        else:
            jobs += [_Job(artifact, self._store.target(artifact.path), "") for artifact in self._plan.artifacts]
        pending = [job for job in jobs if isinstance(job, _Job)]
        proven = iter(shared_out(self._prove_all, pending, fewest=2))
        return [next(proven) if isinstance(job, _Job) else job for job in jobs]

    def _jobs_of(self, path: Path) -> Iterator[_Job | Proof]:
        build, real = self._store.folder.resolve(), path.resolve()
        if real.is_relative_to(build):
            name = real.relative_to(build).as_posix()
            below = [one for one in self._plan.artifacts if name in (".", one.path) or one.path.startswith(f"{name}/")]
            yield from (_Job(artifact, self._store.target(artifact.path), "") for artifact in below)
            if below:
                return
        digest = _digest(path)
        known = self._by_digest.get(digest[1]) if digest else None
        artifact = next((one for one in self._plan.artifacts if one.path == known), None)
        if artifact is None:
            yield Proof(str(path), "", (Diagnostic.at("BUILD015", path=str(path)),))
        else:
            yield _Job(artifact, path, str(path))

    def _prove_all(self, jobs: Sequence[_Job]) -> list[Proof]:
        with tempfile.TemporaryDirectory(prefix="fanzha-") as scratch:
            return [self._prove(job, Path(scratch)) for job in jobs]

    def _prove(self, job: _Job, scratch: Path) -> Proof:
        artifact = job.artifact
        why = self._outdated(job)
        if why is None:
            workshop = Workshop(self._root, scratch, self._store.cache, self._finished, self._store.folder)
            back: Rendered = FolderTree(job.where) if artifact.kind == "tree" else job.where.read_bytes()
            try:
                found = tuple(proven(artifact, back, workshop))
            except Refusal as refusal:
                found = (refusal.at(Place(f"{BUILD}/{artifact.path}"), path=artifact.path),)
        else:
            found = (why,)
        place = Place(f"{BUILD}/{artifact.path}")
        placed = tuple(one if one.place.path else replace(one, place=place) for one in found)
        return Proof(job.asked or f"{BUILD}/{artifact.path}", artifact.title, placed)

    def _outdated(self, job: _Job) -> Diagnostic | None:
        """Return why a product cannot be proven against the sources, if it cannot."""
        artifact = job.artifact
        record: Record | None = self._records.get(artifact.path)
        digest = _digest(job.where)
        recipe = recipe_of(artifact, self._prints, self._store.cache, self._finished)
        for kind, detail in reasons(artifact, recipe, record, digest[1] if digest else None):
            code = _REASONS.get(kind, "BUILD014")
            return Diagnostic.at(code, path=artifact.path, reason=detail)
        return None

    @functools.cached_property
    def _prints(self) -> Fingerprints:
        return Fingerprints()


def _digest(path: Path) -> Digest | None:
    try:
        return digest_of_path(Path(os.path.realpath(path)))
    except OSError:
        return None
