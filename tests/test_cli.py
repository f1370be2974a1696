"""The command line: two languages, exit codes, JSON, silence in a pipe, starting files that work as they are."""

from __future__ import annotations

import json

import pytest

from tests.harness import ROOT, Fanzha

COMMANDS = ["build", "check", "explain", "list", "new", "serve", "translate"]


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


def test_strict_makes_warnings_count(fanzha: Fanzha) -> None:
    (fanzha.project / "docs/cases/deposit.en.md").unlink()
    assert "LANG001 warning" in fanzha.run("check").stderr
    fanzha.run("check", "--strict", status=1)


def test_a_warning_can_be_silenced_with_a_reason(fanzha: Fanzha) -> None:
    (fanzha.project / "docs/cases/deposit.en.md").unlink()
    allow = "anonymised: true\nallow:\n  - code: LANG001\n    reason: 译文下周完成"
    fanzha.edit("docs/cases/deposit.md", "anonymised: true", allow)
    assert "LANG001" not in fanzha.run("check", "--strict").stderr
    fanzha.edit("docs/cases/deposit.md", "\n    reason: 译文下周完成", "")
    assert "LOAD013" in fanzha.run("check", status=1).stderr


def test_explain_names_the_changed_slogan(fanzha: Fanzha) -> None:
    assert "never built" in fanzha.run("explain").stdout
    fanzha.run("build")
    fanzha.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    lines = fanzha.run("explain", "build/sms/week.zh.txt").stdout.splitlines()
    assert lines[0].startswith("build/sms/week.zh.txt  [stale]")
    assert "  ! changed: slogan:loan-fee.zh (docs/slogans/fake-loan.md:7)" in lines
    assert "sms/week.zh.txt" in fanzha.run("explain", "sms/weak.zh.txt", status=1).stderr


@pytest.mark.parametrize("kind", ["tactic", "case", "slogan", "edition"])
def test_a_new_file_is_correct_as_it_stands(fanzha: Fanzha, kind: str) -> None:
    name = "sms/next" if kind == "edition" else "next"
    fanzha.run("new", kind, name)
    found = fanzha.json("check")["diagnostics"]
    assert {diagnostic["code"] for diagnostic in found} <= {"LANG001"}, found
    fanzha.run("new", kind, name, status=1)


def test_translate_accepts_only_what_is_named(fanzha: Fanzha) -> None:
    fanzha.edit("docs/tactics/fake-loan.md", "要您先交钱。", "要您先交一笔钱。")
    fanzha.edit("docs/slogans/fake-loan.md", "验证码，谁也不给", "验证码，谁要都不给")
    assert fanzha.run("translate", status=1).stdout.splitlines() == [
        "docs/slogans/fake-loan.en.md",
        "docs/tactics/fake-loan.en.md",
    ]
    file = fanzha.project / "docs/tactics/fake-loan.en.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    fanzha.run("translate", "--accept-all")
    after = file.read_bytes()
    assert [pair for pair in zip(before.split(b"\r\n"), after.split(b"\r\n"), strict=True) if pair[0] != pair[1]] != []
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert json.loads(fanzha.run("check", "--json").stdout)["diagnostics"] == []


def test_one_slogan_can_be_accepted_alone(fanzha: Fanzha) -> None:
    fanzha.edit("docs/slogans/fake-loan.md", "验证码，谁也不给", "验证码，谁要都不给")
    fanzha.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    assert len(fanzha.json("check")["diagnostics"]) == 2
    fanzha.run("translate", "--accept", "loan-code", status=1)
    (left,) = fanzha.json("check")["diagnostics"]
    assert (left["code"], left["line"]) == ("LANG002", 3)
    fanzha.run("translate", "--accept", "loan-fee")
    assert fanzha.json("check")["diagnostics"] == []


def test_the_repositorys_own_content_has_no_error() -> None:
    own = Fanzha(ROOT, ROOT / "src")
    codes = {diagnostic["code"] for diagnostic in own.json("check")["diagnostics"]}
    assert codes == {"CONF004"}, "only the notice that the publisher is a sample"
