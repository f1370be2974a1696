"""The command line: two languages, exit codes, JSON, silence in a pipe, starting files that work as they are."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.harness import Fanzha, Here

COMMANDS = [
    "build",
    "check",
    "coverage",
    "explain",
    "led",
    "list",
    "new",
    "placements",
    "scans",
    "serve",
    "translate",
    "verify",
]


def test_help_is_in_both_languages(fanzha: Fanzha) -> None:
    text = fanzha.run("--help").stdout
    assert "反诈" in text and "Anti-fraud" in text
    for command in COMMANDS:
        lines = fanzha.run(command, "--help").stdout
        assert any("\u4e00" <= char <= "\u9fff" for char in lines), command
        assert any(char.isascii() and char.isalpha() for char in lines.split("Options:")[0].split("]", 1)[-1]), command


def test_the_language_may_be_chosen_anywhere(fanzha: Fanzha) -> None:
    chinese = fanzha.run("check", "--lang", "zh").stderr
    assert "检查通过" in chinese and "passed" not in chinese
    assert "passed" in fanzha.run("--lang", "en", "check").stderr
    both = fanzha.run("check", FANZHA_LANG="").stderr
    assert "检查通过" in both and "passed" in both


def test_a_pipe_gets_no_progress_bar(fanzha: Fanzha) -> None:
    done = fanzha.run("build")
    assert done.stdout == "" and "\x1b" not in done.stderr and "\r" not in done.stderr
    assert done.stderr.strip().splitlines() == ["2 rendered, 0 unchanged, 0 failed, 0 pruned."]


def test_json_of_every_command(fanzha: Fanzha) -> None:
    assert fanzha.json("check")["ok"] is True
    assert fanzha.json("build")["ok"] is True
    assert [item["fresh"] for item in fanzha.json("list")] == [True, True]
    assert fanzha.json("explain") == []
    fanzha.edit("docs/cases/deposit.md", "tactic: fake-loan", "tactic: fake-laon")
    (problem,) = fanzha.json("check", status=1)["diagnostics"]
    assert (problem["code"], problem["line"], problem["column"]) == ("LINK001", 2, 9)
    assert "fake-loan" in problem["hint"]["zh"]


def test_usage_errors_are_2(fanzha: Fanzha) -> None:
    fanzha.run("bild", status=2)
    fanzha.run("build", "--nonsense", status=2)


@pytest.mark.parametrize("option", ["--lang", "--project"])
def test_an_option_without_its_value_is_named(fanzha: Fanzha, option: str) -> None:
    for more in ([], ["--json"]):
        words = fanzha.run("check", option, *more, status=2).stderr
        assert f"{option} 后面要写一个值" in words and f"{option} needs a value" in words


@pytest.mark.parametrize("address", ["foo", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", ":8000", "http://a:80/"])
def test_an_address_is_a_host_and_a_port(fanzha: Fanzha, address: str) -> None:
    words = " ".join(fanzha.run("serve", "--address", address, status=2).stderr.split())
    assert "主机:端口" in words and "HOST:PORT" in words


def test_strict_makes_warnings_count(here: Here) -> None:
    (here.project / "docs/cases/deposit.en.md").unlink()
    assert "LANG001 warning" in here.run("check").stderr
    here.run("check", "--strict", status=1)


def test_a_warning_can_be_silenced_with_a_reason(here: Here) -> None:
    (here.project / "docs/cases/deposit.en.md").unlink()
    allow = (
        "anonymised: true\nallow:\n  - code: LANG001\n    reason: 译文下周完成\n    role: author\n    until: 2026-12-31"
    )
    here.edit("docs/cases/deposit.md", "anonymised: true", allow)
    assert "LANG001" not in here.run("check", "--strict").stderr
    here.edit("docs/cases/deposit.md", "\n    reason: 译文下周完成\n    role: author\n    until: 2026-12-31", "")
    assert "LOAD013" in here.run("check", status=1).stderr


def test_explain_names_the_changed_slogan(fanzha: Fanzha) -> None:
    assert "never built" in fanzha.run("explain").stdout
    fanzha.run("build")
    fanzha.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    lines = fanzha.run("explain", "build/sms/week.zh.txt").stdout.splitlines()
    assert lines[0].startswith("build/sms/week.zh.txt  [stale]")
    source = (fanzha.project / "docs/slogans/fake-loan.md").read_text("utf-8").split("{#loan-fee")[0]
    assert f"  ! changed: slogan:loan-fee.zh (docs/slogans/fake-loan.md:{len(source.splitlines())})" in lines
    assert "sms/week.zh.txt" in fanzha.run("explain", "sms/weak.zh.txt", status=1).stderr


@pytest.mark.parametrize("kind", ["tactic", "case", "slogan", "rhyme", "audience", "edition"])
def test_a_new_file_is_correct_as_it_stands(here: Here, kind: str) -> None:
    name = "sms/next" if kind == "edition" else "next"
    here.run("new", kind, name)
    found = here.json("check", status=int(kind != "edition"))["diagnostics"]
    # What is left to do: to fill it in, to sign it off, to translate it, to write its slogans, to name it.
    assert {diagnostic["code"] for diagnostic in found} <= {"PRIV019", "LIFE006", "LANG001", "LINK020", "LINK021"}, (
        found
    )
    here.run("new", kind, name, status=1)


def test_new_says_what_it_wrote_to_machines_too(here: Here) -> None:
    assert here.json("new", "slogan", "next") == {"ok": True, "path": "docs/slogans/next.md", "diagnostics": []}
    (problem,) = here.json("new", "slogan", "next", status=1)["diagnostics"]
    assert problem["code"] == "BUILD009"


def test_a_new_file_that_cannot_be_written(here: Here) -> None:
    assert "BUILD004" in here.run("new", "tactic", "a" * 300, status=1).stderr
    shutil.rmtree(here.project / "docs/cases")
    here.write("docs/cases", "")
    assert "BUILD004" in here.run("new", "case", "next", status=1).stderr
    slogans = here.project / "docs/slogans"
    slogans.chmod(0o555)
    if not os.access(slogans, os.W_OK):
        assert "BUILD004" in here.run("new", "slogan", "next", status=1).stderr
    slogans.chmod(0o755)


def test_a_new_case_wants_a_tactic_and_a_new_edition_a_name(here: Here) -> None:
    shutil.rmtree(here.project / "docs/tactics")
    assert "fanzha new tactic" in here.run("new", "case", "next", status=1).stderr
    assert not (here.project / "docs/cases/next.md").exists()
    for name in ("sms", "sms/"):
        words = here.run("new", "edition", name, status=1).stderr
        assert "FORMAT/NAME" in words and "sms/summer" in words


def test_translate_accepts_only_what_is_named(here: Here) -> None:
    here.edit("docs/tactics/fake-loan.md", "要您先交钱。", "要您先交一笔钱。")
    here.edit("docs/slogans/fake-loan.md", "验证码，谁也不给", "验证码，谁要都不给")
    assert here.run("translate", status=1).stdout.splitlines() == [
        "docs/slogans/fake-loan.en.md",
        "docs/tactics/fake-loan.en.md",
    ]
    file = here.project / "docs/tactics/fake-loan.en.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    here.run("translate", "--accept-all")
    after = file.read_bytes()
    assert [pair for pair in zip(before.split(b"\r\n"), after.split(b"\r\n"), strict=True) if pair[0] != pair[1]] != []
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert json.loads(here.run("check", "--json").stdout)["diagnostics"] == []


def test_one_slogan_can_be_accepted_alone(here: Here) -> None:
    here.edit("docs/slogans/fake-loan.md", "验证码，谁也不给", "验证码，谁要都不给")
    here.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    stale = [one for one in here.json("check", status=1)["diagnostics"] if one["code"] == "LANG002"]
    assert len(stale) == 2
    here.run("translate", "--accept", "loan-code", status=1)
    (left,) = [one for one in here.json("check", status=1)["diagnostics"] if one["code"] == "LANG002"]
    assert left["line"] == 3
    here.run("translate", "--accept", "loan-fee")
    assert here.json("check")["diagnostics"] == []


def test_a_protected_text_may_not_be_copied(here: Here, tmp_path: Path) -> None:
    document = tmp_path / "某份材料.txt"
    words = "骗子先说能放款，再让居民交一笔手续费，交完就把居民的号码删掉了"
    document.write_text(f"开头一句。{words}。结尾。", "utf-8")
    here.run("protect", str(document))
    here.run("protect", str(document), "--title", "又一份")
    here.run("check")
    here.edit("docs/help/now.md", "先停下。", f"先停下。{words}。")
    here.run("translate", "--accept-all")
    found = here.json("check", status=1)["diagnostics"]
    assert [(one["code"], one["path"]) for one in found if one["severity"] == "error"] == [
        ("DUP002", "docs/help/now.md")
    ]
