"""The build, from top to bottom: load, check, plan, render, verify, commit, prune, manifest."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fanzha import manifest
from fanzha.checks import run_checks
from fanzha.config import BUILD
from fanzha.diagnostics import Diagnostic, Place, Severity, nearest, severity_of, sort_diagnostics
from fanzha.formats import formats
from fanzha.load import load_project
from fanzha.make import Job, run_jobs
from fanzha.manifest import Recipe, Record
from fanzha.model import Artifact, Fingerprints, Finished, Library
from fanzha.plan import Plan, make_plan, reasons, recipe_of
from fanzha.store import Busy, Store

_CONSEQUENCES = {"LINK001", "LINK002", "LANG004", "LANG006"}

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


def examine(root: Path) -> tuple[Library | None, Plan, list[Diagnostic]]:
    """Load, check and plan the project at `root`, writing nothing."""
    library, loaded = load_project(root)
    found = run_checks(library, loaded)
    if library is None:
        return None, Plan((), ()), found
    plan = make_plan(library, root)
    if any(severity_of(diagnostic) is Severity.ERROR for diagnostic in found):
        # What editions miss may only be missing because its own file has an error: one cause, one diagnostic.
        plan = Plan(plan.artifacts, tuple(d for d in plan.found if d.code not in _CONSEQUENCES))
    return library, plan, sort_diagnostics([*found, *plan.found])


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
    library, plan, outcome.found = examine(root)
    planned = {diagnostic for diagnostic in plan.found if diagnostic.code not in {"BUILD002"}}
    if library is None or any(severity_of(d) is Severity.ERROR for d in outcome.found if d not in planned):
        return outcome
    store = Store(root / BUILD)
    try:
        with store.lock():
            _build(root, store, plan, set(wanted), outcome, progress, jobs or os.cpu_count() or 1)
    except Busy:
        outcome.found.append(Diagnostic.at("BUILD005"))
    except OSError as error:
        reason, path = error.strerror or type(error).__name__, str(error.filename or BUILD)
        outcome.found.append(Diagnostic.at("BUILD004", path=Path(path).name, reason=reason))
    outcome.found = sort_diagnostics(outcome.found)
    return outcome


def _build(
    root: Path, store: Store, plan: Plan, wanted: set[str], outcome: Outcome, progress: Progress, jobs: int
) -> None:
    store.clear_staging()
    records = manifest.read(store.folder)
    chosen = [artifact for artifact in plan.artifacts if not wanted or artifact.format in wanted]
    first = [artifact for artifact in chosen if not artifact.after_others]
    last = [artifact for artifact in chosen if artifact.after_others]
    _make_all(root, store, records, first, (), outcome, progress, jobs)
    _prune(store, plan, wanted, records, outcome)
    if last:
        finished = _finished(records, plan)
        _make_all(root, store, records, last, finished, outcome, progress, jobs)
    store.clear_staging()
    progress("manifest", len(chosen), len(chosen))
    store.write_text(manifest.NAME, manifest.as_json(records.values()))


def _finished(records: Mapping[str, Record], plan: Plan) -> tuple[Finished, ...]:
    """Return what the website may list: the artefacts on disk, in order of path."""
    late = {artifact.path for artifact in plan.artifacts if artifact.after_others}
    return tuple(records[path].finished for path in sorted(records) if path not in late)


def _make_all(
    root: Path,
    store: Store,
    records: dict[str, Record],
    artifacts: Sequence[Artifact],
    finished: tuple[Finished, ...],
    outcome: Outcome,
    progress: Progress,
    jobs: int,
) -> None:
    recipes: dict[str, Recipe] = {}
    prints = Fingerprints()
    pending: list[Job] = []
    for artifact in artifacts:
        recipe = recipe_of(artifact, prints, finished)
        recipes[artifact.path] = recipe
        on_disk = store.digest(artifact.path)
        if reasons(artifact, recipe, records.get(artifact.path), on_disk[1] if on_disk else None):
            pending.append(Job(artifact, root, store.folder, finished))
        else:
            outcome.fresh.append(artifact.path)
    by_path = {artifact.path: artifact for artifact in artifacts}
    for count, made in enumerate(run_jobs(pending, jobs) if pending else (), start=1):
        progress(made.path, count, len(pending))
        outcome.found.extend(made.found)
        if made.staged is None:
            outcome.failed.append(made.path)
            continue
        try:
            store.commit(made.staged, made.path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            outcome.found.append(
                Diagnostic.at("BUILD004", Place(f"{BUILD}/{made.path}"), path=made.path, reason=reason)
            )
            outcome.failed.append(made.path)
            continue
        digest = store.digest(made.path)
        assert digest is not None
        records[made.path] = Record.of(by_path[made.path], recipes[made.path], digest)
        outcome.rendered.append(made.path)


def _prune(store: Store, plan: Plan, wanted: set[str], records: dict[str, Record], outcome: Outcome) -> None:
    """Remove what the manifest knows and the plan does not, within the formats that are being built.

    Editions with errors keep their old outputs: what they would make is not known.
    """
    declared = {artifact.path for artifact in plan.artifacts}
    kept = {diagnostic.place.path for diagnostic in plan.found if severity_of(diagnostic) is Severity.ERROR}
    for path, record in sorted(records.items()):
        fmt = record.finished.format
        if path in declared or (wanted and fmt not in wanted):
            continue
        if kept and fmt in formats():
            continue
        store.remove(path)
        del records[path]
        outcome.pruned.append(path)
