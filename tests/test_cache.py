"""The cache of the parsed library: never out of date, never needed, never able to run code."""

from __future__ import annotations

import hashlib
import os
import pickle
from importlib import metadata
from pathlib import Path

import pytest

from fanzha.load import cache, load_project
from fanzha.load.project import read_files


def cache_file(project: Path) -> Path:
    return project / "build/.cache/library.pickle"


def test_the_second_time_gives_the_same_library(project: Path) -> None:
    first, found = load_project(project)
    assert cache_file(project).exists()
    second, again = load_project(project)
    assert (first, found) == (second, again)
    assert first is not None and second is not None
    name = first.tactics["fake-loan"].texts["zh"].name
    assert second.tactics["fake-loan"].texts["zh"].name.place == name.place


def test_every_change_of_a_source_is_seen(project: Path) -> None:
    load_project(project)
    tactic = project / "docs/tactics/fake-loan.md"
    status = tactic.stat()
    tactic.write_text(tactic.read_text("utf-8").replace("要验证码", "要身份证"), "utf-8")
    os.utime(tactic, ns=(status.st_atime_ns, status.st_mtime_ns))
    library, _ = load_project(project)
    assert library is not None and "要身份证" in library.tactics["fake-loan"].texts["zh"].red_flags
    tactic.unlink()
    library, _ = load_project(project)
    assert library is not None and library.tactics == {}


def test_a_damaged_cache_is_ignored(project: Path) -> None:
    good, _ = load_project(project)
    data = cache_file(project).read_bytes()
    for damaged in (b"", data[:64], data[:-10], b"x" * 500, data[:64] + b"\x80\x05."):
        cache_file(project).write_bytes(damaged)
        assert load_project(project)[0] == good


def test_a_flipped_bit_is_noticed(project: Path) -> None:
    good, _ = load_project(project)
    data = cache_file(project).read_bytes()
    at = data.index("催得很急".encode(), 128)
    cache_file(project).write_bytes(data[:at] + "推得很急".encode() + data[at + 12 :])
    library, _ = load_project(project)
    assert library == good


@pytest.mark.parametrize("content", [None, ("library", []), (None, ["LOAD001"]), (None, ()), (None, [], 0)])
def test_a_cache_that_holds_something_else_is_ignored(project: Path, content: object) -> None:
    write_cache(project, content)
    library, _ = load_project(project)
    assert library is not None


@pytest.mark.parametrize("name", ["markdown-it-py", "PyYAML"])
def test_another_version_of_a_parser_parses_again(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key_of("x")
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda wanted: "0" if wanted == name else version(wanted))
    cache._program.cache_clear()
    changed = cache.key_of("x")
    monkeypatch.undo()
    cache._program.cache_clear()
    assert changed != before == cache.key_of("x")


def write_cache(project: Path, content: object) -> None:
    """Write a cache file with the right key and digest."""
    key = cache.key_of(read_files(project).digest)
    record = pickle.dumps(content)
    payload = len(record).to_bytes(8, "big") + record
    cache_file(project).parent.mkdir(parents=True)
    cache_file(project).write_bytes(key.encode() + hashlib.sha256(payload).hexdigest().encode() + payload)


class Bomb:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("bombed",)


def test_a_strangers_cache_cannot_run_code(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_cache(project, (None, [Bomb()]))
    library, _ = load_project(project)
    assert library is not None
    assert not (tmp_path / "bombed").exists()


def test_a_folder_that_cannot_be_written_to_does_no_harm(project: Path) -> None:
    (project / "build").write_text("a file stands where the folder should be", "utf-8")
    library, found = load_project(project)
    assert library is not None and found == []
