"""`fanzha check --fix`: writing what the checks offer to write, where it certainly changes no meaning.

The repairs are tried on a copy of the sources, round by round, until nothing more is offered; then the files that came
out different are written, each at once. So `--diff` shows exactly what `--fix` writes.
"""

from __future__ import annotations

import datetime
import difflib
import errno
import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic, Place, catalogue
from fanzha.load import load_project
from fanzha.load.project import read_files
from fanzha.rewrite import (
    Lines,
    Translation,
    accept_named,
    is_harmless,
    record,
    same_shape,
    translations,
    unknown_names,
    write_atomically,
)
from fanzha.source import decode

MAX_ROUNDS = 5
"""One repair may lay open another (a doubled mark, then a half-width one); more is no typography."""


@dataclass(frozen=True)
class Mended:
    """One file, before and after."""

    path: str
    before: bytes
    after: bytes
    count: int
    """How many replacements were made; 0 when only the digest of its source changed."""


@dataclass(frozen=True)
class Repair:
    """What is to be written, and why."""

    files: tuple[Mended, ...] = ()
    refreshed: tuple[str, ...] = ()
    """Translations that were in step with their source and are so again: only the source's typography changed."""
    accepted: tuple[str, ...] = ()
    """Translations that were accepted by name."""
    found: tuple[Diagnostic, ...] = ()
    """What cannot be done; the rest is done all the same."""


def plan_repair(root: Path, names: Collection[str] = (), today: datetime.date | None = None) -> Repair:
    """Return what mends the project at `root`, with the translations `names` accepted; nothing is written there."""
    found = _check(root, today)
    before, _ = translations(root)
    unknown = unknown_names(before, names)
    if unknown:
        return Repair(found=tuple(unknown))
    if not names and not _offers(found):
        return Repair()
    with tempfile.TemporaryDirectory(prefix="fanzha-") as folder:
        copy = Path(folder)
        data = read_files(root).data
        for path, content in data.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)
        counts: Counter[str] = Counter()
        for _ in range(MAX_ROUNDS):
            made = {path: mend_file(copy, path, offers) for path, offers in _offers(found).items() if path in data}
            counts.update(made)
            if not any(made.values()):
                break
            found = _check(copy, today)
        refreshed, refused = _refresh(copy, before)
        accepted, also_refused = accept_named(copy, translations(copy)[0], names)
        after = {path: (copy / path).read_bytes() for path in data}
    files = tuple(Mended(path, data[path], after[path], counts[path]) for path in data if data[path] != after[path])
    return Repair(files, tuple(refreshed), tuple(accepted), (*refused, *also_refused))


def _check(root: Path, today: datetime.date | None) -> list[Diagnostic]:
    library, loaded = load_project(root, today, prose=True)
    return run_checks(library, loaded)


def _offers(found: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return by path what may be replaced: what a fixable code offers for a span of a line that it saw."""
    offers: dict[str, list[Diagnostic]] = {}
    for one in found:
        if one.replacement is not None and _is_safe(one):
            offers.setdefault(one.place.path, []).append(one)
    return offers


def honest(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics without the offers that `--fix` would not accept, so that nobody is promised one."""
    return [one if one.replacement is None or _is_safe(one) else replace(one, replacement=None) for one in found]


def _is_safe(one: Diagnostic) -> bool:
    place, start = one.place, one.place.column - 1
    inside = start >= 0 and start + place.width <= len(place.excerpt)
    fixable = catalogue()[one.code].fixable and one.replacement is not None
    return inside and fixable and is_harmless(place.excerpt, start, start + place.width, one.replacement or "")


def mend_file(root: Path, path: str, offers: Iterable[Diagnostic]) -> int:
    """Make the replacements that `offers` hold in the file at `path`; return how many were made.

    A replacement is left out where the line is no longer what the check saw, where it would change more than typography
    and where it overlaps another; the whole file is left alone when its structure would change.
    """
    real = root / path
    data = real.read_bytes()
    if isinstance(decode(path, data), Diagnostic):
        return 0
    file, count = Lines.of(path, data), 0
    by_line: dict[int, list[Diagnostic]] = {}
    for one in offers:
        if 0 < one.place.line <= len(file.lines) and file.lines[one.place.line - 1] == one.place.excerpt:
            by_line.setdefault(one.place.line, []).append(one)
    for number, those in by_line.items():
        file.lines[number - 1], made = _mend_line(file.lines[number - 1], those)
        count += made
    if not count or not same_shape(path, data, file.data()):
        return 0
    write_atomically(real, file.data())
    return count


def _mend_line(line: str, offers: Iterable[Diagnostic]) -> tuple[str, int]:
    """Return the line with the replacements made, from its end to its beginning, and how many they were."""
    count, limit = 0, len(line)
    for one in sorted(offers, key=lambda one: (one.place.column, one.place.width), reverse=True):
        start = one.place.column - 1
        end = start + one.place.width
        new = one.replacement or ""
        if end <= limit and is_harmless(line, start, end, new):
            line = line[:start] + new + line[end:]
            count, limit = count + 1, start
    return line, count


def _refresh(copy: Path, before: Iterable[Translation]) -> tuple[list[str], list[Diagnostic]]:
    """Let the translations that were in step before the repair be so again; the others stay as stale as they were."""
    fresh = {one.path: set(one.wanted) - one.stale for one in before}
    refreshed: list[str] = []
    refused: list[Diagnostic] = []
    for one in translations(copy)[0]:
        lost = {key: one.wanted[key] for key in one.stale & fresh.get(one.path, set())}
        problem = record(copy, one.path, lost) if lost else None
        if problem is not None:
            refused.append(problem)
        elif lost:
            refreshed.append(one.path)
    return refreshed, refused


def write_repair(root: Path, repair: Repair) -> tuple[list[str], list[Diagnostic]]:
    """Write what is to be written; return the paths of the files written, and what prevented the others.

    Nothing is written outside the project, and nothing over a file that has changed since it was read.
    """
    written: dict[Path, str] = {}
    problems: list[Diagnostic] = []
    real_root = root.resolve()
    for one in repair.files:
        try:
            real = (root / one.path).resolve(strict=True)
            if real in written:  # a link and the file it leads to
                continue
            if not real.is_relative_to(real_root) or real.read_bytes() != one.before:
                raise OSError(0, "文件刚被改动 it has changed meanwhile")
            if not os.access(real, os.W_OK):  # replacing it would need no permission
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            write_atomically(real, one.after)
            written[real] = one.path
        except OSError as error:
            reason = error.strerror or type(error).__name__
            problems.append(Diagnostic.at("BUILD004", Place(one.path), path=one.path, reason=reason))
    return list(written.values()), problems


def as_diff(repair: Repair) -> str:
    """Return the repair as a unified diff of the text (without byte order marks, with plain line ends)."""
    return "".join(_file_diff(one) for one in repair.files)


def _file_diff(one: Mended) -> str:
    sides = []
    for data in (one.before, one.after):
        source = decode(one.path, data)
        assert not isinstance(source, Diagnostic), "only what can be read is mended"
        sides.append(source.text.splitlines(keepends=True))
    rows = difflib.unified_diff(sides[0], sides[1], f"a/{one.path}", f"b/{one.path}")
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)
