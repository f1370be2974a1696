"""The build as a user meets it: what is made, what is left alone, and what survives an accident."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fanzha.store import Store, exchange
from tests.harness import Fanzha, add_format, with_formats


def tree(folder: Path) -> dict[str, str]:
    """Return the digest of every visible file below `folder`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in names.items() if not name.startswith(".")}


def test_first_build_then_nothing_to_do(fanzha: Fanzha) -> None:
    first = fanzha.json("build")
    assert set(first["rendered"]) == {"sms/week.zh.txt", "sms/week.en.txt"}
    assert fanzha.built("sms/week.zh.txt").decode() == "先交钱的贷款，不贷\n"
    before = {path: path.stat().st_mtime_ns for path in (fanzha.project / "build").rglob("*.*") if path.is_file()}
    second = fanzha.json("build")
    assert (second["rendered"], len(second["fresh"])) == ([], 2)
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_one_slogan_changes_only_what_uses_it(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/code.yml", "slogans: [loan-code]\n")
    fanzha.run("build")
    fanzha.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    result = fanzha.json("build", status=1)
    # The English line is now older than its source: it is not printed again, and its old product stays.
    assert [d["code"] for d in result["diagnostics"]] == ["LANG002", "LANG004"]
    assert result["rendered"] == ["sms/week.zh.txt"]
    assert set(result["fresh"]) == {"sms/code.zh.txt", "sms/code.en.txt"}
    assert fanzha.built("sms/week.en.txt")
    assert fanzha.built("sms/week.zh.txt").decode() == "先交钱的贷款，不借\n"


def test_moving_a_slogan_to_another_line_changes_nothing(built: Fanzha) -> None:
    built.edit("docs/slogans/fake-loan.md", "# 虚假贷款\n", "# 虚假贷款\n\n\n\n")
    assert built.json("build")["rendered"] == []


def test_a_damaged_output_is_made_again(built: Fanzha) -> None:
    (built.project / "build/sms/week.zh.txt").write_text("打这个电话领奖", "utf-8")
    assert built.json("build")["rendered"] == ["sms/week.zh.txt"]
    assert built.built("sms/week.zh.txt").decode() == "先交钱的贷款，不贷\n"


def test_a_removed_edition_is_pruned_and_strangers_are_kept(built: Fanzha) -> None:
    (built.project / "build/sms/mine.txt").write_text("mine", "utf-8")
    (built.project / "materials/sms/week.yml").unlink()
    assert built.json("build")["pruned"] == ["sms/week.en.txt", "sms/week.zh.txt"]
    assert [path.name for path in (built.project / "build/sms").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("fault", "code"), [("raise", "BUILD001"), ("die", "BUILD008"), ("full", "BUILD004")])
def test_one_failure_does_not_stop_the_rest(fanzha: Fanzha, fault: str, code: str) -> None:
    fanzha.write("materials/sms/bad.yml", "slogans: [loan-code]\n")
    fanzha.run("build")
    fanzha.write("materials/sms/bad.yml", f"slogans: [loan-code]\nfault: {fault}\n")
    fanzha.write("materials/sms/good.yml", "slogans: [loan-code]\n")
    result = fanzha.json("build", status=1)
    assert {diagnostic["code"] for diagnostic in result["diagnostics"]} == {code}
    assert set(result["rendered"]) == {"sms/good.zh.txt", "sms/good.en.txt"}
    assert set(result["failed"]) == {"sms/bad.zh.txt", "sms/bad.en.txt"}
    assert fanzha.built("sms/bad.zh.txt").decode() == "验证码，谁也不给\n"
    again = fanzha.json("build", status=1)
    assert set(again["failed"]) == {"sms/bad.zh.txt", "sms/bad.en.txt"}, "a failure is tried again, not forgotten"


@pytest.mark.slow
def test_a_worker_may_die_before_all_jobs_are_given_out(fanzha: Fanzha) -> None:
    fanzha.write("materials/sms/a.yml", "slogans: [loan-code]\nfault: die\n")
    fanzha.write("materials/sms/z.yml", "slogans: [loan-code]\n")
    script = fanzha.project / "slowly.py"
    script.write_text(
        "import sys, time\n"
        "import fanzha.make as make\n"
        "from fanzha.cli import main\n"
        "real = make._pool\n"
        "def slow(*arguments):\n"
        "    pool = real(*arguments)\n"
        "    submit = pool.submit\n"
        "    pool.submit = lambda job, number: (time.sleep(0.7 if number else 0), submit(job, number))[1]\n"
        "    return pool\n"
        "if __name__ == '__main__':\n"
        "    make._pool = slow\n"
        f"    sys.argv = ['fanzha', '--project', {str(fanzha.project)!r}, 'build', '--json', '--jobs', '1']\n"
        "    main()\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], env=fanzha.environment(), capture_output=True, check=False)
    assert done.returncode == 1 and b"Traceback" not in done.stderr, done.stderr.decode()
    result = json.loads(done.stdout)
    assert {diagnostic["code"] for diagnostic in result["diagnostics"]} == {"BUILD008"}
    assert set(result["failed"]) == {"sms/a.zh.txt", "sms/a.en.txt"}
    assert {"sms/z.zh.txt", "sms/z.en.txt", "sms/week.zh.txt", "sms/week.en.txt"} <= set(result["rendered"])


def test_bad_sources_render_nothing_and_lose_nothing(built: Fanzha) -> None:
    before = tree(built.project / "build")
    built.edit("docs/tactics/fake-loan.md", "reviewed_on: 2026-01-02", "reviewed_on: 2026-02-30")
    done = built.run("build", status=1)
    assert "docs/tactics/fake-loan.md:10:14  LOAD015 error" in done.stderr
    assert tree(built.project / "build") == before


def test_two_builders_do_not_meet(fanzha: Fanzha) -> None:
    with Store(fanzha.project / "build").lock():
        result = fanzha.json("build", status=1)
    assert [diagnostic["code"] for diagnostic in result["diagnostics"]] == ["BUILD005"]
    assert fanzha.json("build")["ok"]


def test_killed_at_any_moment_the_next_build_ends_the_same(fanzha: Fanzha) -> None:
    for number in range(6):
        fanzha.write(f"materials/sms/e{number}.yml", "slogans: [loan-code, loan-fee]\n")
    fanzha.run("build")
    old = tree(fanzha.project / "build")
    fanzha.edit("docs/slogans/fake-loan.md", "验证码，谁也不给", "验证码，谁要都不给")
    fanzha.run("translate", "--accept-all")
    reference = fanzha.project.with_name("reference")
    shutil.copytree(fanzha.project, reference)
    Fanzha(reference, fanzha.package).run("build")
    new = tree(reference / "build")
    command = [sys.executable, "-m", "fanzha", "--project", str(fanzha.project), "build"]
    for delay in (0.15, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3):
        child = subprocess.Popen(command, env=fanzha.environment(), stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(delay)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        now = tree(fanzha.project / "build")
        assert set(now) == set(old)
        for name in set(now) - {"manifest.json"}:
            assert now[name] in (old[name], new[name]), f"{name} is neither the old nor the new file"
    fanzha.run("build")
    assert tree(fanzha.project / "build") == new
    assert not (fanzha.project / "build/.staging").exists()


def test_exchange_replaces_a_folder_at_once(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(name)
    exchange(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "page").read_text() == "new"


def test_adding_a_format_takes_one_folder(fanzha: Fanzha, tmp_path: Path) -> None:
    program = with_formats(tmp_path / "program")
    bare = Fanzha(fanzha.project, program)
    codes = [diagnostic["code"] for diagnostic in bare.json("build", status=1)["diagnostics"]]
    assert codes == ["CONF002"], "without the folder, nobody knows materials/sms"
    add_format(program, "sms")
    assert len(bare.json("build")["rendered"]) == 2
    shutil.rmtree(program / "fanzha/formats/sms")
    shutil.rmtree(fanzha.project / "materials/sms")
    assert bare.json("build")["pruned"] == ["sms/week.en.txt", "sms/week.zh.txt"]
    assert not (fanzha.project / "build/sms").exists()


def test_changing_a_formats_code_makes_its_products_stale(fanzha: Fanzha, tmp_path: Path) -> None:
    program = with_formats(tmp_path / "program", "sms")
    own = Fanzha(fanzha.project, program)
    own.run("build")
    render = program / "fanzha/formats/sms/render.py"
    render.write_text(render.read_text("utf-8").replace('"\\n".join', '"\\r\\n".join'), "utf-8")
    assert len(own.json("build")["rendered"]) == 2


def test_the_manifest_tells_what_was_made_of_what(built: Fanzha) -> None:
    manifest = json.loads(built.built("manifest.json"))
    entry = next(item for item in manifest["artifacts"] if item["path"] == "sms/week.zh.txt")
    assert entry["sha256"] == hashlib.sha256(built.built("sms/week.zh.txt")).hexdigest()
    (ingredient,) = entry["recipe"]["ingredients"]
    assert (ingredient["label"], ingredient["source"]) == ("slogan:loan-fee.zh", "docs/slogans/fake-loan.md:10")


def test_the_same_project_elsewhere_builds_the_same_bytes(fanzha: Fanzha, tmp_path: Path) -> None:
    other = Fanzha(tmp_path / "别处 有空格" / "项目", fanzha.package)
    shutil.copytree(fanzha.project, other.project)
    fanzha.run("build", PYTHONHASHSEED="1", TZ="Asia/Shanghai")
    other.run("build", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C")
    assert tree(fanzha.project / "build") == tree(other.project / "build")
