"""The set-up scripts: what is missing is named with its reason, and without rights the exact command is given."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness import ROOT

ROW = "libwonder0|file:/nonexistent/libwonder.so|印刷 for print"
NO_RIGHTS = "id() { echo 1000; }; sudo() { return 1; };"


LOCK = ("requirements.lock", "pyproject.toml")


def bash(script: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    source = f'source "{root}/scripts/setup.sh"; '
    return subprocess.run(["bash", "-c", source + script], capture_output=True, text=True, check=False)


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project folder with the scripts and a finished environment of stand-ins that write down their calls."""
    root = tmp_path / "fanzha"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    for name in LOCK:
        shutil.copy(ROOT / name, root / name)
    environment(root)
    assert bash('environment_wanted >"$STAMP"', root).returncode == 0
    return root


def environment(root: Path) -> None:
    """Make a stand-in environment that believes it lies in `root`."""
    for name in ("ruff", "mypy", "lint-imports", "pytest", "uv", "fanzha"):
        program(root / ".venv/bin" / name, f'echo "{name} $*" >>"{root}/calls"')
    program(root / ".venv/bin/python", 'case "$1" in -V) echo Python 3.11.9 ;; esac')
    (root / ".venv/bin/pip").write_text(f"#!{root}/.venv/bin/python\n")
    (root / ".venv/old").touch()


def calls(root: Path) -> list[str]:
    return (root / "calls").read_text().splitlines() if (root / "calls").exists() else []


# Makes a new environment of stand-ins where `python -m venv .venv` is asked for.
FAKE_PYTHON = """find_python() { echo made; }
made() { echo "made $*" >>calls; mkdir -p .venv; cp -rp stand-ins .venv/bin; }
"""


def renew(root: Path) -> list[str]:
    """Run install_python with a Python that copies stand-ins; return what was called."""
    program(root / "stand-ins/python", 'case "$1" in -V) echo Python 3.11.9 ;; esac')
    for name in ("uv", "fanzha"):
        program(root / "stand-ins" / name, f'echo "{name} $*" >>"{root}/calls"')
    (root / "calls").unlink(missing_ok=True)
    done = bash(FAKE_PYTHON + "install_python", root)
    assert done.returncode == 0, done.stderr
    return [" ".join(call.split()[:3]) for call in calls(root)]


def test_nothing_missing_says_nothing(folder: Path) -> None:
    done = bash('install_system "x|cmd:bash|reason" "python3|python:|reason"; install_python', folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert calls(folder) == []


def test_another_lock_brings_the_environment_up_to_date(folder: Path) -> None:
    (folder / "requirements.lock").write_text("")
    assert renew(folder) == ["uv pip sync", "uv pip uninstall", "uv pip install"]
    assert (folder / ".venv/old").exists()
    assert renew(folder) == []


def test_films_once_asked_for_stay(folder: Path) -> None:
    assert bash("locks", folder).stdout.split() == ["requirements.lock"]
    (folder / "requirements-video.lock").write_text("av==18\n")
    (folder / "scripts/setup.sh").open("a").write("\ninstall_system() { :; }\n")
    done = subprocess.run([folder / "scripts/video"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (sync,) = (call for call in calls(folder) if call.startswith("uv pip sync"))
    assert sync.endswith("requirements.lock requirements-video.lock")
    assert renew(folder) == [], "kept by the next build"
    (folder / ".venv/bin/pip").write_text("#!/elsewhere/.venv/bin/python\n")
    (folder / ".venv/.fanzha-lock").unlink()
    assert renew(folder)[0] == "made -m venv"
    assert "requirements-video.lock" in bash("locks", folder).stdout, "and by a new environment"


def test_a_moved_folder_gets_an_environment_of_its_own(folder: Path) -> None:
    moved = folder.rename(folder.with_name("moved"))
    assert renew(moved) == ["made -m venv", "uv pip sync", "uv pip uninstall", "uv pip install"]
    assert not (moved / ".venv/old").exists()


def test_a_copied_folder_gets_an_environment_of_its_own(folder: Path) -> None:
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy, symlinks=True)
    assert renew(copy)[0] == "made -m venv"
    assert calls(folder) == [], "the old folder's programs were not run"


def test_another_place_by_a_link_is_the_same_place(folder: Path) -> None:
    link = folder.with_name("link")
    link.symlink_to(folder)
    assert bash("environment_ready", link).returncode == 0


def test_another_python_is_noticed(folder: Path) -> None:
    program(folder / ".venv/bin/python", 'case "$1" in -V) echo Python 3.12.1 ;; *) exit 1 ;; esac')
    assert renew(folder)[0] == "made -m venv"


def test_an_interrupted_environment_is_made_anew(folder: Path) -> None:
    (folder / ".venv/.fanzha-lock").unlink()
    (folder / ".venv/bin/fanzha").unlink()
    program(folder / ".venv/bin/python", "exit 1")  # No module named pip
    assert renew(folder)[0] == "made -m venv"


@pytest.mark.parametrize("failing", ["ruff", "mypy", "lint-imports", "pytest"])
def test_each_step_of_the_tests_can_fail_them(folder: Path, failing: str) -> None:
    program(folder / ".venv/bin" / failing, "exit 3")
    (folder / "scripts/setup.sh").open("a").write("\ninstall_system() { :; }\n")
    done = subprocess.run([folder / "scripts/test"], capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr


def test_all_steps_of_the_tests_are_run(folder: Path) -> None:
    (folder / "scripts/setup.sh").open("a").write("\ninstall_system() { :; }\n")
    assert subprocess.run([folder / "scripts/test"], capture_output=True, check=False).returncode == 0
    names = [" ".join(call.split()[:2]) for call in calls(folder)]
    assert names == ["ruff check", "ruff format", "mypy", "lint-imports", "pytest -n"]


BROWSER = "chromium|optional:/nonexistent/chromium|网站 the website"


@pytest.mark.parametrize("answer", ["", "chromium:\\n  Installed: (none)\\n  Candidate: (none)\\n"])
def test_where_apt_has_no_browser_it_is_done_without(folder: Path, answer: str) -> None:
    done = bash(f"{NO_RIGHTS} apt-cache() {{ printf '{answer}'; }}; install_system '{BROWSER}'", folder)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert "chromium" in line and "跳过" in line and "skipped" in line


def test_where_apt_has_a_browser_it_is_installed(folder: Path) -> None:
    answer = "chromium:\\n  Installed: (none)\\n  Candidate: 130.0\\n"
    done = bash(f"{NO_RIGHTS} apt-cache() {{ printf '{answer}'; }}; install_system '{BROWSER}'", folder)
    assert done.returncode == 1 and "install -y --no-install-recommends chromium" in done.stderr


def test_an_old_python_names_the_exact_remedy(folder: Path) -> None:
    shutil.rmtree(folder / ".venv")
    old = 'python3() { return 1; }; compgen() { [ "$1" = -G ] && builtin compgen "$@"; };'
    done = bash(f'{NO_RIGHTS} {old} install_system "${{SYSTEM_PACKAGES[0]}}"', folder)
    assert done.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends python3.11 python3.11-venv" in done.stderr
    done = bash(f"{old} install_python", folder)
    assert done.returncode == 1 and "apt-get install -y python3.11 python3.11-venv" in done.stderr


def test_a_newer_python_beside_an_old_one_needs_its_own_venv_package(folder: Path) -> None:
    shutil.rmtree(folder / ".venv")
    two = "python3() { return 1; }; compgen() { echo python3.12; echo python3.9; }; python3.9() { return 1; };"
    two += 'python3.12() { case "$2" in *ensurepip*) return 1 ;; esac; };'
    done = bash(f"{two} find_python; python_packages", folder)
    assert done.stdout.split() == ["python3.12", "python3.12-venv"]


def test_without_rights_the_command_is_given_in_one_message() -> None:
    done = bash(f"{NO_RIGHTS} install_system '{ROW}'")
    assert done.returncode == 1
    assert "libwonder0 — 印刷 for print" in done.stderr
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libwonder0" in done.stderr


def test_with_rights_only_what_is_missing_is_installed() -> None:
    fake = 'id() { echo 0; }; apt-get() { echo "apt-get $*"; }; env() { shift; "$@"; };'
    done = bash(f"{fake} install_system 'bash|cmd:bash|x' '{ROW}'")
    assert done.returncode == 0, done.stderr
    installs = [line for line in done.stderr.splitlines() if line.startswith("apt-get install")]
    assert installs == ["apt-get install -y --no-install-recommends libwonder0 -qq"]


def test_the_scripts_parse() -> None:
    for name in ("scripts/build", "scripts/test", "scripts/pictures", "scripts/setup.sh", ".ci/run"):
        assert subprocess.run(["bash", "-n", ROOT / name], check=False).returncode == 0
        if not name.endswith(".sh"):
            assert os.access(ROOT / name, os.X_OK)


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    packages = [number for number, line in enumerate(lines) if line[:1].isalnum()]
    assert len(packages) > 50
    assert all("--hash=sha256:" in lines[number + 1] for number in packages)
    assert not [line for line in lines if "://" in line]


def test_a_long_answer_of_apt_is_read_to_its_end() -> None:
    lines = "; ".join(
        ["echo '  Candidate: 1.2'", *("for n in {1..20000}; do echo 'a line of the version table'; done",)]
    )
    assert bash(f"apt-cache() {{ {lines}; }}; offered chromium").returncode == 0
    assert bash("apt-cache() { echo '  Candidate: (none)'; }; offered chromium").returncode == 1
