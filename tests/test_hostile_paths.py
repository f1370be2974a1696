"""Names that lead elsewhere: wherever one is written, nothing that is planned lies outside its folder."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from fanzha.checks import run_checks
from fanzha.diagnostics import Severity, severity_of
from fanzha.load.project import RawFiles, parse_files
from fanzha.plan import make_plan
from tests.harness import FIXTURES
from tests.hostile.loading import TODAY

NAMES = (
    "..", "../x", "../../../../etc/passwd", "/etc/passwd", "..\\x", "..\\..\\windows\\win.ini", "C:\\x", "C:x",
    "a/../../b", "a/b", "./x", "~/x", "~root", "%2e%2e%2fx", "．．／x", "....//x", "..;/x", "file:///etc/passwd",
    "\\\\host\\share", "con", "nul.zh", ".hidden", "-rf", "$(id)", "`id`", "a" * 300, "x|y", "*", "?", "x ", "",
)  # fmt: skip
PLACES: Mapping[str, tuple[str, str, str]] = {
    "a slogan's id": ("docs/slogans/fake-loan.md", "{#", "{#NAME .led} {#"),
    "a slogan's channel": ("docs/slogans/fake-loan.md", " .led", " .NAME .led"),
    "a language": ("materials/publisher.yml", "locales: [", "locales: [zh, 'NAME', "),
    "the site": ("materials/publisher.yml", "site: ", "site: 'https://fanzha.example/NAME' # "),
    "a category": ("docs/tactics/fake-loan.md", "category: ", "category: 'NAME' # "),
    "a category's own id": ("materials/registry/categories.yml", "id: ", "id: 'NAME' # "),
    "an audience": ("docs/tactics/fake-loan.md", "audiences: [", "audiences: ['NAME', "),
    "a number": ("materials/registry/numbers.yml", "number: ", "number: 'NAME' # "),
    "a host": ("materials/registry/links.yml", "host: ", "host: 'NAME' # "),
}
FILES = ("docs/tactics/NAME.md", "docs/help/NAME.md", "docs/slogans/NAME.md", "materials/poster/NAME.yml")
LEAFLET = FIXTURES / "editions/materials/leaflet/small.yml"
ALWAYS = {"a number"}
"""What is tried in every run of the tests."""


def sound() -> dict[str, bytes]:
    """Return the files of the small project, and an edition of posters."""
    folder = FIXTURES / "minimal"
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    files = {
        path: data for path, data in files.items() if path.startswith(("docs/", "materials/")) and "sms" not in path
    }
    return {**files, "materials/poster/all.yml": b"{}\n", "materials/leaflet/all.yml": LEAFLET.read_bytes()}


def outside(path: str) -> bool:
    """Return whether a path, as any system reads it, leaves the folder that it counts from."""
    return any(
        pure.is_absolute() or pure.drive or ".." in pure.parts for pure in (PurePosixPath(path), PureWindowsPath(path))
    )


def planned(files: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """Return the paths of what is planned for a project of `files`, errors or not, and the codes of its errors."""
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    library, found = parse_files(RawFiles(files, digests, ()))
    if library is None:
        return [], [one.code for one in found]
    library = dataclasses.replace(library, today=TODAY)
    found = run_checks(library, found)
    plan = make_plan(library, Path("/nonexistent"), sound=False)
    errors = [one.code for one in (*found, *plan.found) if severity_of(one) is Severity.ERROR]
    return [artifact.path for artifact in plan.artifacts], errors


def _most_are_slow(cases: Iterable[str]) -> list[object]:
    return [pytest.param(one, marks=[] if one in ALWAYS else pytest.mark.slow) for one in cases]


@pytest.mark.parametrize("place", _most_are_slow(PLACES))
def test_a_name_in_a_file_stays_inside(place: str) -> None:
    path, old, new = PLACES[place]
    for name in NAMES:
        files = sound()
        text = files[path].decode("utf-8")
        assert old in text
        files[path] = text.replace(old, new.replace("NAME", name), 1).encode("utf-8")
        paths, errors = planned(files)
        assert [one for one in paths if outside(one)] == [], name
        assert errors or paths, name


@pytest.mark.parametrize("path", _most_are_slow(FILES))
def test_a_file_s_own_name_stays_inside(path: str) -> None:
    for name in NAMES:
        if "/" in name or not name:
            continue
        files = sound()
        source = "docs/tactics/fake-loan.md" if "tactics" in path else "docs/help/now.md"
        files[path.replace("NAME", name)] = b"{}\n" if path.endswith(".yml") else files[source]
        paths, _ = planned(files)
        assert [one for one in paths if outside(one)] == [], name


def test_the_sound_project_is_planned() -> None:
    paths, _ = planned(sound())
    assert any(path.startswith("poster/") for path in paths)
    assert len(NAMES) * (len(PLACES) + len(FILES)) > 200
    assert outside("poster/../x") and outside("C:x") and outside("..\\x") and not outside("poster/a.zh.pdf")
