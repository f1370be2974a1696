"""The build, from top to bottom: load, check, plan, render, verify, commit, prune, manifest."""

from __future__ import annotations

import datetime
import functools
import hashlib
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from fanzha import config, manifest, orders, takedown
from fanzha.checks import run_checks
from fanzha.config import BUILD
from fanzha.diagnostics import Diagnostic, Place, Severity, nearest, severity_of, sort_diagnostics
from fanzha.forks import apart
from fanzha.formats import formats
from fanzha.load import cache
from fanzha.load.project import RawFiles, load_files, read_files
from fanzha.make import Job, Made, run_jobs
from fanzha.manifest import Manifest, Recipe, Record
from fanzha.model import Artifact, Fingerprints, Finished, Library
from fanzha.plan import Plan, make_plan, reasons, recipe_of
from fanzha.store import Busy, Outside, Store

_NOTE_EVERY = 2.0
"""Seconds between two writings of the manifest: how much work a kill -9 can cost."""
_LARGE = 400
"""Source files from which a project is parsed and checked in a process of its own."""
_CONSEQUENCES = {"LINK001", "LINK002", "LANG004", "LANG006", "LIFE002"}

Progress = Callable[[str, int, int], None]
"""Called with a stage's name or an artefact's path, how many are done, and how many there are."""


@dataclass
class Outcome:
    """What a build did."""

    found: list[Diagnostic] = field(default_factory=list)
    rendered: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    pruned: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing went wrong."""
        return not self.failed and not any(severity_of(d) is Severity.ERROR for d in self.found)


def examine(root: Path, today: datetime.date | None = None) -> tuple[Library | None, Plan, list[Diagnostic]]:
    """Load, check and plan the project at `root` as of `today`; nothing is built.

    The parsed sources and what was found are kept in the cache.
    """
    day = today or config.today()
    files = read_files(root)
    kept = _kept(root, files, day)
    library, loaded = load_files(root, files, day, prose=kept is None)
    found = kept.checks if kept else run_checks(library, loaded)
    plan = Plan()
    if library is not None:
        library = replace(library, prose={})
        plan = _plan(library, root, found)
    if kept is None:
        cache.remember(root, "checks", _key(files, day), [found, list(plan.found), len(plan.artifacts)])
    return library, plan, sort_diagnostics([*found, *plan.found])


def check(root: Path, today: datetime.date | None = None) -> tuple[int, list[Diagnostic]]:
    """Return how many artefacts the project at `root` would give and what is wrong with it, as of `today`.

    When nothing has changed since the last time, nothing is loaded.
    """
    day = today or config.today()
    kept = _kept(root, read_files(root), day)
    if kept is None:
        _, plan, found = examine(root, day)
        return len(plan.artifacts), found
    return kept.artifacts, sort_diagnostics([*kept.checks, *kept.plan])


@dataclass(frozen=True)
class _Kept:
    """What was found before in the same sources, by the same program, on the same day."""

    checks: list[Diagnostic]
    plan: list[Diagnostic]
    artifacts: int


def _key(files: RawFiles, day: datetime.date) -> str:
    return cache.key_of(f"{files.digest} {day}", everything=True)


def _kept(root: Path, files: RawFiles, day: datetime.date) -> _Kept | None:
    records = cache.recall(root, "checks", _key(files, day))
    if records is None or [type(record) for record in records] != [list, list, int]:
        return None
    checks, plan, artifacts = records
    sound = all(isinstance(one, Diagnostic) for one in (*checks, *plan))
    return _Kept(checks, plan, artifacts) if sound else None


def _plan(library: Library, root: Path, found: Sequence[Diagnostic]) -> Plan:
    sound = not any(severity_of(diagnostic) is Severity.ERROR for diagnostic in found)
    plan = make_plan(library, root, sound=sound)
    if not sound:
        # What editions miss may only be missing because its own file has an error: one cause, one diagnostic.
        plan = replace(plan, found=tuple(d for d in plan.found if d.code not in _CONSEQUENCES))
    return plan


def _examined(root: Path) -> tuple[Library | None, Plan, list[Diagnostic]]:
    """Return what `examine` returns; of a large project, from the cache, which another process fills.

    All workers are forked from this process. What is left in it after parsing and checking is three times what the
    cache gives back.
    """
    files = read_files(root)
    if len(files.data) >= _LARGE and _kept(root, files, config.today()) is None:
        apart(functools.partial(examine, root))
    return examine(root)


def build(root: Path, wanted: Sequence[str] = (), *, progress: Progress, jobs: int | None = None) -> Outcome:
    """Build the project at `root`; `wanted` limits it to formats by name.

    When sources have errors nothing is rendered, and what is already built stays as it is. An error that concerns one
    edition only (a stale translation, say) keeps that edition's old outputs and does not stop the others.
    """
    outcome = Outcome()
    unknown = [name for name in wanted if name not in formats()]
    for name in unknown:
        known = ", ".join(formats())
        outcome.found.append(Diagnostic.at("CONF007", name=name, known=known, nearest=nearest(name, formats())))
    if unknown:
        return outcome
    progress("load", 0, 1)
    library, plan, outcome.found = _examined(root)
    planned = {diagnostic for diagnostic in plan.found if diagnostic.code not in {"BUILD002"}}
    if library is None or any(severity_of(d) is Severity.ERROR for d in outcome.found if d not in planned):
        return outcome
    store = Store(root / BUILD)
    try:
        with store.lock():
            lists = {takedown.NAME: takedown.table(library, office=True)}
            _build(root, store, plan, set(wanted), outcome, progress, jobs or os.cpu_count() or 1, lists)
    except Busy:
        outcome.found.append(Diagnostic.at("BUILD005"))
    except OSError as error:
        reason, path = error.strerror or type(error).__name__, str(error.filename or BUILD)
        outcome.found.append(Diagnostic.at("BUILD004", path=Path(path).name, reason=reason))
    outcome.found = sort_diagnostics(outcome.found)
    return outcome


def _build(
    root: Path,
    store: Store,
    plan: Plan,
    wanted: set[str],
    outcome: Outcome,
    progress: Progress,
    jobs: int,
    lists: Mapping[str, str],
) -> None:
    found = manifest.read(store.folder)
    records, beside = found.records, found.beside
    chosen = [artifact for artifact in plan.artifacts if not wanted or artifact.format in wanted]
    before = dict(records)
    line = _Line(root, store, records, outcome, progress, jobs, beside=beside)
    try:
        line.make([artifact for artifact in chosen if not artifact.after_others], ())
        _prune(store, plan, wanted, records, outcome)
        line.make([artifact for artifact in chosen if artifact.after_others], plan.on_offer(records))
    finally:
        # Also when the user interrupts: what is done stays done, and is known.
        lists = {**lists, orders.NAME: orders.as_csv(plan.artifacts, _usable(records, outcome))}
        line.beside = {name: hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in lists.items() if text}
        for name, text in lists.items():
            store.write_text(name, text)
        if records != before or not records or line.beside != beside:
            line.note()
        store.clear_staging()
    progress("manifest", len(chosen), len(chosen))
    store.forget_claims()


def _usable(records: Mapping[str, Record], outcome: Outcome) -> dict[str, Record]:
    """Return the records without those of products that could not be made anew: what lies there is of before."""
    return {path: record for path, record in records.items() if path not in outcome.failed}


@dataclass
class _Line:
    """The production line: makes what is stale and commits it."""

    root: Path
    store: Store
    records: dict[str, Record]
    outcome: Outcome
    progress: Progress
    jobs: int
    noted: float = field(default_factory=time.monotonic)
    """When the manifest was last written."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Digests of the lists beside the products, as they lie there."""

    def make(self, artifacts: Sequence[Artifact], finished: tuple[Finished, ...]) -> None:
        """Make those of `artifacts` that are stale; `finished` is what those that list the others are told."""
        recipes: dict[str, Recipe] = {}
        prints = Fingerprints()
        stale: list[Artifact] = []
        for artifact in artifacts:
            recipes[artifact.path] = recipe = recipe_of(artifact, prints, self.store.cache, finished)
            on_disk = self.store.digest(artifact.path)
            if reasons(artifact, recipe, self.records.get(artifact.path), on_disk[1] if on_disk else None):
                stale.append(artifact)
            else:
                self.outcome.fresh.append(artifact.path)
                self.records[artifact.path] = self.records[artifact.path].about(artifact)
        if not stale:
            return
        self.store.claim(artifact.path for artifact in stale)
        staging = self.store.new_staging()
        pending = [Job(artifact, self.root, self.store.folder, staging, finished) for artifact in stale]
        by_path = {artifact.path: artifact for artifact in stale}
        # The site shares its pages out to every processor itself; a second worker beside it would only hold memory.
        jobs = 1 if any(artifact.after_others for artifact in stale) else self.jobs
        for count, made in enumerate(run_jobs(pending, jobs, self.store.held), start=1):
            self.progress(made.path, count, len(pending))
            self.take(made, by_path[made.path], recipes[made.path])

    def take(self, made: Made, artifact: Artifact, recipe: Recipe) -> None:
        """Commit what was made, or say that it failed."""
        self.outcome.found.extend(made.found)
        if made.staged is None or made.digest is None:
            self.outcome.failed.append(made.path)
            return
        try:
            self.store.commit(made.staged, made.path)
        except (OSError, Outside) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            place = Place(f"{BUILD}/{made.path}")
            self.outcome.found.append(Diagnostic.at("BUILD004", place, path=made.path, reason=reason))
            self.outcome.failed.append(made.path)
            return
        self.records[made.path] = Record.of(artifact, recipe, made.digest, made.report)
        self.outcome.rendered.append(made.path)
        if time.monotonic() - self.noted > _NOTE_EVERY:
            self.note()

    def note(self) -> None:
        """Write the manifest as far as it goes."""
        if manifest.write(self.store, Manifest(records=self.records, beside=self.beside)):
            place = Place(f"{BUILD}/{manifest.SIGNATURE}")
            self.outcome.found.append(Diagnostic.at("SIGN011", place))
        self.noted = time.monotonic()


def _prune(store: Store, plan: Plan, wanted: set[str], records: dict[str, Record], outcome: Outcome) -> None:
    """Remove what the manifest knows and the plan does not, within the formats that are being built.

    An edition with errors keeps its old products: what it would make is not known. What a killed build was making is
    removed too when nothing declares it any more, although it never came into the manifest.
    """
    declared = {artifact.path for artifact in plan.artifacts}
    unfinished = store.claims() - set(records) - declared
    for path, record in sorted(records.items()):
        of = (record.finished.format, record.finished.edition)
        if path in declared or of in plan.broken or (wanted and of[0] not in wanted):
            continue
        _remove(store, path, outcome)
        del records[path]
    for path in sorted(unfinished if not plan.broken and not wanted else ()):
        if store.digest(path) is not None:
            _remove(store, path, outcome)


def _remove(store: Store, path: str, outcome: Outcome) -> None:
    try:
        store.remove(path)
    except Outside:
        return
    outcome.pruned.append(path)
