"""The set-up scripts: what is missing is named with its reason, and without rights the exact command is given."""

from __future__ import annotations

import os
import subprocess

from tests.harness import ROOT

ROW = "libwonder0|file:/nonexistent/libwonder.so|印刷 for print"
NO_RIGHTS = "id() { echo 1000; }; sudo() { return 1; };"


def bash(script: str) -> subprocess.CompletedProcess[str]:
    source = f'source "{ROOT}/scripts/setup.sh"; '
    return subprocess.run(["bash", "-c", source + script], capture_output=True, text=True, check=False)


def test_nothing_missing_says_nothing() -> None:
    assert bash("install_python").returncode == 0
    done = bash('install_system "x|cmd:bash|reason"; install_python')
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


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
