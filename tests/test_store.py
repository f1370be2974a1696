"""The build folder under attack: altered manifests, links, pipes, accidents. Nothing outside it is ever touched."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fanzha.model import is_safe_path
from fanzha.store import Outside, Store, stage
from fanzha.tree import FolderTree
from tests.harness import Fanzha


@pytest.mark.parametrize("path", ["a/b.pdf", "led/lobby", "传单/夏 天.pdf", "a/.hidden"])
def test_plain_paths_are_safe(path: str) -> None:
    assert is_safe_path(path)


@pytest.mark.parametrize(
    "path", ["", ".", "..", "/etc/x", "a/../../x", "a//b", "./a", "../a", ".lock", "a\0b", "a\\b", "a/"]
)
def test_paths_that_lead_elsewhere_are_not(path: str, tmp_path: Path) -> None:
    assert not is_safe_path(path)
    with pytest.raises(Outside):
        Store(tmp_path / "build").remove(path)
    with pytest.raises(Outside):
        stage(tmp_path / "staging", "tree", {path: b""})


def alter(fanzha: Fanzha, **changes: object) -> None:
    """Add a copy of the manifest's first entry with these values changed."""
    file = fanzha.project / "build/manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    manifest["artifacts"].append(manifest["artifacts"][0] | changes)
    file.write_text(json.dumps(manifest), "utf-8")


def test_an_altered_manifest_removes_nothing_outside(built: Fanzha, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", "utf-8")
    for path in ("../../victim.txt", str(victim), "../docs", ".", "", "sms/../../docs", ".lock", "sms/\0"):
        alter(built, path=path)
    result = built.json("build")
    assert result["pruned"] == []
    assert victim.exists() and (built.project / "docs/help/now.md").exists()
    assert built.built("sms/week.zh.txt")


@pytest.mark.parametrize(
    "changes",
    [
        {"recipe": 5},
        {"recipe": {"tools": 5}},
        {"path": 5},
        {"format": ["x"]},
        {"size": "1"},
        {"files": []},
        {"title": None},
    ],
)
def test_a_manifest_of_wrong_types_is_no_traceback(built: Fanzha, changes: dict[str, object]) -> None:
    alter(built, **changes)
    assert built.json("build")["ok"]
    assert built.json("list")


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"version": 1, "artifacts": 5}', "[" * 100_000, "\ud800"])
def test_any_manifest_is_survived(built: Fanzha, text: str) -> None:
    (built.project / "build/manifest.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert len(built.json("build")["rendered"]) == 2


def test_a_linked_folder_is_not_written_through(fanzha: Fanzha, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (fanzha.project / "build").mkdir()
    (fanzha.project / "build/sms").symlink_to(tmp_path / "elsewhere")
    codes = {diagnostic["code"] for diagnostic in fanzha.json("build", status=1)["diagnostics"]}
    assert codes == {"BUILD004"}
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_pipe_or_a_link_in_place_of_a_product_is_replaced(built: Fanzha, tmp_path: Path) -> None:
    chinese, english = (built.project / f"build/sms/week.{locale}.txt" for locale in ("zh", "en"))
    good = chinese.read_bytes()
    chinese.unlink()
    os.mkfifo(chinese)
    english.unlink()
    english.symlink_to(tmp_path / "target.txt")
    (tmp_path / "target.txt").write_text("other", "utf-8")
    assert len(built.json("list")) == 2, "a pipe does not hang"
    assert len(built.json("build")["rendered"]) == 2
    assert chinese.read_bytes() == good and not english.is_symlink()
    assert (tmp_path / "target.txt").read_text() == "other"


def test_a_file_where_staging_should_be(fanzha: Fanzha) -> None:
    (fanzha.project / "build").mkdir()
    (fanzha.project / "build/.staging").write_text("in the way", "utf-8")
    assert fanzha.json("build")["ok"]


def workers_of(pid: int) -> list[int]:
    """Return the processes that `pid` has started."""
    children: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children += [int(word) for word in task.read_text().split()]
    return children


def alive(pid: int) -> bool:
    """Return whether a process still runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def start(fanzha: Fanzha, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a build and do not wait for it."""
    command = [sys.executable, "-m", "fanzha", "--project", str(fanzha.project), "build", *arguments]
    return subprocess.Popen(command, env=fanzha.environment(), stderr=subprocess.DEVNULL, start_new_session=True)


def start_with_workers(fanzha: Fanzha) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Start a build; return it and its workers once they are at work."""
    child = start(fanzha)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not workers_of(child.pid):
        time.sleep(0.1)
    time.sleep(1.0)
    return child, workers_of(child.pid)


def test_workers_die_with_their_parent(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/week.yml", "slogans: [loan-fee]\nfault: wait\n")
    child, workers = start_with_workers(fanzha)
    assert workers
    child.kill()
    child.wait()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and any(map(alive, workers)):
        time.sleep(0.1)
    assert not [pid for pid in workers if alive(pid)]


def test_only_the_build_itself_holds_the_lock(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/week.yml", "slogans: [loan-fee]\nfault: wait\n")
    child, workers = start_with_workers(fanzha)
    held = {pid: [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()] for pid in (child.pid, *workers)}
    child.kill()
    child.wait()
    lock = str(fanzha.project / "build/.lock")
    assert workers and lock in held[child.pid]
    assert not [pid for pid in workers if lock in held[pid]]


def test_a_process_with_threads_builds_the_same(built: Fanzha) -> None:
    forked = products(built)
    shutil.rmtree(built.project / "build")
    code = (
        "import sys, threading, time, multiprocessing as m\n"
        "if __name__ == '__main__':\n"
        "    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()\n"
        "    m.get_context('fork').Process.start = None\n"  # whoever forks now fails
        f"    sys.argv = ['fanzha', '--project', {str(built.project)!r}, 'build']\n"
        "    from fanzha.cli import main\n"
        "    main()\n"
    )
    script = built.project / "build.py"
    script.write_text(code, "utf-8")
    done = subprocess.run([sys.executable, str(script)], env=built.environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert forked and products(built) == forked


def test_what_a_killed_build_left_is_pruned_when_nothing_declares_it(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/quick.yml", "slogans: [loan-fee]\n")
    fanzha.write("materials/sms/slow.yml", "slogans: [loan-fee]\nfault: wait\n")
    child = start(fanzha, "--jobs", "1")
    product = fanzha.project / "build/sms/quick.zh.txt"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not product.exists():
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert product.exists()
    for name in ("quick", "slow"):
        (fanzha.project / f"materials/sms/{name}.yml").unlink()
    fanzha.run("build")
    assert sorted(path.name for path in product.parent.iterdir()) == ["week.en.txt", "week.zh.txt"]


def test_an_interrupted_build_remembers_what_it_made(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/a.yml", "slogans: [loan-fee]\n")
    fanzha.write("materials/sms/z.yml", "slogans: [loan-fee]\nfault: wait\n")
    child = start(fanzha, "--jobs", "1")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (fanzha.project / "build/sms/week.zh.txt").exists():
        time.sleep(0.02)
    time.sleep(0.5)  # the file is there a moment before it is noted, and `z` waits much longer
    child.send_signal(signal.SIGINT)
    child.wait(timeout=60)
    fanzha.write("materials/sms/z.yml", "slogans: [loan-fee]\n")
    result = fanzha.json("build")
    assert set(result["fresh"]) >= {"sms/a.en.txt", "sms/a.zh.txt", "sms/week.en.txt", "sms/week.zh.txt"}


DOOR = 'names: {zh: 前门屏}\nwidth: 128\nheight: 16\ncolour: red\npitch: 10\nhotline: "96110"\n'


def products(fanzha: Fanzha) -> dict[str, str]:
    """Return the digest of every finished product, folders as wholes."""
    store = Store(fanzha.project / "build")
    paths = ["led/door", "sms/week.zh.txt", "sms/week.en.txt"]
    return {path: digest[1] for path in paths if (digest := store.digest(path))}


@pytest.mark.slow
def test_killed_sixty_times_a_folder_is_the_old_one_or_the_new_one(fanzha: Fanzha) -> None:
    fanzha.write("materials/screen/door.yml", DOOR)
    words = ("前门屏", "后门屏")
    states = []
    for source, target in (words, words[::-1]):
        fanzha.run("build")
        states.append(products(fanzha))
        fanzha.edit("materials/screen/door.yml", source, target)
    assert states[0]["led/door"] != states[1]["led/door"]
    chance = random.Random(96110)
    current, finished = 1, 0
    for _ in range(60):
        child = start(fanzha)
        time.sleep(chance.uniform(0.1, 2.5))
        if chance.random() < 0.5:
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        now = products(fanzha)
        assert set(now) == set(states[0]), "a product is missing or damaged"
        for path, digest in now.items():
            assert digest in (states[0][path], states[1][path]), path
        if now == states[1 - current]:
            # It was done in time: ask for the other state again.
            fanzha.edit("materials/screen/door.yml", words[1 - current], words[current])
            current, finished = 1 - current, finished + 1
    fanzha.run("build")
    assert products(fanzha) == states[1 - current]
    assert 0 < finished < 60, "some builds were killed before their end and some after it"


def test_a_tree_that_lies_in_a_folder_is_moved_and_not_copied(tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "en").mkdir(parents=True)
    (made / "index.html").write_text("一", "utf-8")
    (made / "en/index.html").write_text("one", "utf-8")
    place = (made / "index.html").stat().st_ino
    staged = stage(tmp_path / "staging", "site", FolderTree(made))
    assert not made.exists() and (staged / "index.html").stat().st_ino == place
    assert (staged / "en/index.html").read_text("utf-8") == "one"


@pytest.mark.parametrize("stranger", ["link", "folder link", "empty folder", "pipe"])
def test_what_is_no_plain_file_is_left_behind(tmp_path: Path, stranger: str) -> None:
    made = tmp_path / "made"
    made.mkdir()
    (made / "index.html").write_text("一", "utf-8")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("secret", "utf-8")
    if stranger == "link":
        (made / "key").symlink_to(tmp_path / "secret/key")
    elif stranger == "folder link":
        (made / "secret").symlink_to(tmp_path / "secret")
    elif stranger == "empty folder":
        (made / "nothing").mkdir()
    else:
        os.mkfifo(made / "pipe")
    staged = stage(tmp_path / "staging", "site", FolderTree(made))
    assert [path.name for path in staged.rglob("*")] == ["index.html"]
