"""`fanzha check --fix`: what it mends, and everything that it must never touch."""

from __future__ import annotations

import codecs
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

import fanzha.checks
import fanzha.checks.translations
from fanzha.cli import main
from fanzha.diagnostics import Diagnostic, Entry, Place, Severity, Text
from fanzha.diagnostics.catalogue import family
from fanzha.load.markdown import body_digest
from fanzha.model import Library
from fanzha.repair import mend_file, plan_repair, write_repair
from fanzha.rewrite import is_harmless
from fanzha.rewrite.harmless import essence

TACTIC = "docs/tactics/fake-loan.md"
TACTIC_EN = "docs/tactics/fake-loan.en.md"
SLOGANS = "docs/slogans/fake-loan.md"
SLOGANS_EN = "docs/slogans/fake-loan.en.md"
Run = Callable[..., Result]
_WORDS = {"message": "“{found}”", "hint": "-", "why": "-"}
_COMMA = re.compile(r"(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])|，，|(?<=[\u4e00-\u9fff])\.\.(?!\.)")
_MEANING = re.compile("验证码|110|不贷")


def _check(library: Library) -> Iterator[Diagnostic]:
    """Offer a Chinese comma for a Latin one and for two, a full stop for two dots; and, wrongly, other words."""
    for prose in library.prose.values():
        for passage in prose.passages:
            for match in _COMMA.finditer(passage.text):
                place = passage.text.at(*match.span())
                yield Diagnostic.at("TYPO901", place, "。" if "." in match[0] else "，", found=match[0])
            for match in _MEANING.finditer(passage.text):
                yield Diagnostic.at("TYPO901", passage.text.at(*match.span()), "119", found=match[0])
                yield Diagnostic.at("TYPO902", passage.text.at(*match.span()), f" {match[0]} ", found=match[0])


@pytest.fixture
def typography(monkeypatch: pytest.MonkeyPatch) -> None:
    """Check translations and, by a check of our own, typography: TYPO901 may be mended, TYPO902 may not."""
    modules = (fanzha.checks.translations, SimpleNamespace(check=_check))
    monkeypatch.setattr(fanzha.checks, "_modules", lambda: modules)
    for code, fixable in (("TYPO901", True), ("TYPO902", False)):
        entry = Entry(code, Severity.NOTICE, False, _WORDS, _WORDS, fixable=fixable)
        monkeypatch.setitem(family("TYPO"), code, entry)


@pytest.fixture
def run(project: Path, typography: None) -> Run:
    """Return the command line, run on the small project."""
    del typography
    shutil.rmtree(project / "materials/sms")

    def invoke(*arguments: str, status: int = 0) -> Result:
        done = CliRunner().invoke(main, ["--project", str(project), "--lang", "en", *arguments])
        assert done.exit_code == status, (done.output, done.exception)
        return done

    return invoke


def edit(project: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a source, byte by byte."""
    data = (project / path).read_bytes()
    assert old.encode() in data
    (project / path).write_bytes(data.replace(old.encode(), new.encode()))


def snapshot(project: Path) -> dict[str, bytes]:
    """Return every source with its bytes."""
    files = (path for folder in ("docs", "materials") for path in (project / folder).rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_what_is_mended_and_nothing_else(project: Path, run: Run) -> None:
    before = snapshot(project)
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收费用。")
    edit(project, TACTIC, "已经转钱，打110。", "已经转钱,打110。")
    assert "2 can be mended: fanzha check --fix" in run("check").stderr
    words = run("check", "--fix").stderr
    assert f"Mended {TACTIC}: 2." in words and "Mended 2 place(s) in 1 file(s)." in words
    assert snapshot(project) == before, "the digest of the translation, too, is what it was"
    again = run("check", "--fix").stderr
    assert "Nothing to mend" in again and snapshot(project) == before


def test_the_real_checks_mend_what_they_find(project: Path) -> None:
    shutil.rmtree(project / "materials/sms")
    before = snapshot(project)
    spoilt = [
        ("说好放款，先收费用。", "说好放款,先收费用。。"),
        ("2. 要您先交钱。", "2. 要您先交钱."),
        ("打110。", "打１１０。"),
        ("- 去银行柜台问。", "- 去银行柜台问 。"),
        ("“先交保证金。”", '"先交保证金。"'),
    ]
    for good, bad in spoilt:
        edit(project, TACTIC, good, bad)
    edit(project, TACTIC_EN, "They promise a loan and", "They promise a loan， and")
    command = ["--project", str(project), "--lang", "en", "check", "--fix"]
    words = CliRunner().invoke(main, command).stderr
    assert f"Mended {TACTIC}: 7." in words, words
    after = snapshot(project)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {TACTIC_EN}, "in all else, every byte is what it was"
    assert b"They promise a loan, and" in after[TACTIC_EN]
    assert "Mended" not in CliRunner().invoke(main, command).stderr and snapshot(project) == after


def test_one_repair_may_lay_open_another(project: Path, run: Run) -> None:
    before = snapshot(project)
    edit(project, TACTIC, "说好放款，先收", "说好放款,，,，先收")
    edit(project, TACTIC, "说好放款,，,，先收", "说好放款，，，，先收")
    run("check", "--fix")
    assert snapshot(project) == before


def test_a_meaning_is_never_touched(project: Path, run: Run) -> None:
    before = snapshot(project)
    found = json.loads(run("check", "--format", "json").stdout)["diagnostics"]
    assert {one["code"] for one in found} >= {"TYPO901", "TYPO902"}
    assert {one["replacement"] for one in found} == {None}, "a wrong offer is not passed on"
    assert "Nothing to mend" in run("check", "--fix").stderr
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("收费1.5万", ".", ""),
        ("3,000元", ",", ""),
        ("2,000元", ",", "."),
        ("打96110", "96110", "96101"),
        ("打９６１１０", "９", "6"),
        ("涨了5%", "%", ""),
        ("10-15天", "-", ""),
        ("不要转账", "不", ""),
        ("已转账", "已", "巳"),
        ("see fake-loan.md", "-", " "),
        ("Don't pay", "'", ""),
        ("call us", " ", ""),
        ("见 https://a.example/b,c 的说明", ",", "，"),
        ("见 https://a.example/,然后", ",", "，"),
        ("**先停**", "**", "*"),
        ("先停下", "停", "停\n"),
        ("先停下", "停", "停\u202e"),
        ("看О", "О", "0"),
        ("打11O", "11O", "119"),
        ("Illo", "Illo", "1110"),
    ],
)
def test_what_would_change_more_than_typography_is_refused(line: str, old: str, new: str) -> None:
    at = line.index(old)
    assert not is_harmless(line, at, at + len(old), new)


@pytest.mark.parametrize(
    ("line", "old", "new"),
    [
        ("近日,派出所", ",", "，"),
        ("电话:96110", ":", "："),
        ("先停下。。", "。。", "。"),
        ("先停下的.", ".", "。"),
        ("打９６１１０", "９６１１０", "96110"),
        ("拨打 96110", " ", ""),
        ("他说“停”", "“停”", "「停」"),
        ("放款⻓期", "⻓", "长"),
        ("⼈民", "⼈", "人"),
        ("ΑTM取款", "Α", "A"),
        ("停\u200d下", "\u200d", ""),
        ("Don’t pay", "’", "'"),
        ("打11O", "11O", "110"),
        ("打1\u200d10", "\u200d", ""),
    ],
)
def test_typography_and_look_alikes_are_mended(line: str, old: str, new: str) -> None:
    at = line.index(old)
    assert is_harmless(line, at, at + len(old), new)


def test_the_essence_of_a_line() -> None:
    assert essence("近日，３０００ 元 （约）。") == essence("近日,3000元(约)") == "近日3000元约"
    assert essence("1.5") != essence("15") and essence("a b") != essence("ab")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_encoding_line_ends_and_permissions_stay(project: Path, run: Run, encoding: str, mark: bytes) -> None:
    file = project / TACTIC
    wanted = file.read_text("utf-8").replace("\n", "\r\n").replace("不交钱。\r\n", "不交钱。\n").rstrip()
    file.write_bytes(mark + wanted.replace("放款，先", "放款,先").encode(encoding))
    file.chmod(0o640)
    run("check", "--fix")
    assert file.read_bytes() == mark + wanted.encode(encoding)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_a_diff_writes_nothing_and_says_what_a_fix_writes(project: Path, run: Run) -> None:
    edit(project, SLOGANS, "先交钱的贷款，不贷", "先交钱的贷款,不贷")
    run("translate", "--accept-all")
    before = snapshot(project)
    done = run("check", "--diff")
    assert snapshot(project) == before
    rows = done.stdout.splitlines()
    assert rows[:2] == [f"--- a/{SLOGANS_EN}", f"+++ b/{SLOGANS_EN}"], "the digest follows the source"
    assert (
        "-- 先交钱的贷款,不贷 {#loan-fee .led .poster}" in rows
        and "+- 先交钱的贷款，不贷 {#loan-fee .led .poster}" in rows
    )
    assert "Nothing was written" in done.stderr
    also = run("check", "--fix", "--diff")
    assert also.stdout == done.stdout
    changed = {path for path, data in snapshot(project).items() if before[path] != data}
    assert changed == {SLOGANS, SLOGANS_EN}
    assert run("check", "--diff").stdout == ""


def test_a_file_without_a_last_line_end_has_a_true_diff(project: Path, run: Run) -> None:
    file = project / SLOGANS
    file.write_text(file.read_text("utf-8").rstrip("\n").replace("验证码，谁", "验证码,谁"), "utf-8")
    rows = run("check", "--diff").stdout.splitlines()
    assert rows.count("\\ No newline at end of file") == 2


def test_only_translations_that_were_in_step_are_renewed(project: Path, run: Run) -> None:
    edit(project, SLOGANS, "验证码，谁也不给", "验证码，给谁都不行")
    edit(project, SLOGANS, "先交钱的贷款，不贷", "先交钱的贷款,不贷")
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收一点费用。")
    run("translate", "--accept", "loan-fee", status=1)
    stale = (project / TACTIC_EN).read_bytes()
    words = run("check", "--fix").stderr
    assert f"{SLOGANS_EN} needs no new translation" in words and TACTIC_EN not in words.split("LANG002")[0]
    assert (project / TACTIC_EN).read_bytes() == stale
    found = json.loads(run("check", "--json").stdout)["diagnostics"]
    assert {(one["path"]) for one in found if one["code"] == "LANG002"} == {SLOGANS_EN, TACTIC_EN}
    lines = (project / SLOGANS_EN).read_text("utf-8").splitlines()
    assert '  loan-fee: "4ee7a595612e6e24"' in lines, "in step again"
    assert '  loan-code: "db9b1a53ba734b78"' in lines, "as stale as before"


def test_a_slogan_called_like_its_file_vouches_for_no_other(project: Path, run: Run) -> None:
    for path in (SLOGANS, SLOGANS_EN):
        edit(project, path, "loan-fee", "fake-loan")
    edit(project, SLOGANS, "验证码，谁也不给", "验证码，给谁都不行")
    edit(project, SLOGANS, "先交钱的贷款，不贷", "先交钱的贷款,不贷")
    comma = json.loads(run("check", "--json").stdout)["diagnostics"]
    assert [one["path"] for one in comma if one["code"] == "LANG002"] == [SLOGANS_EN] * 2
    edit(project, SLOGANS, "先交钱的贷款,不贷", "先交钱的贷款，不贷，，")
    edit(project, SLOGANS_EN, "4ee7a595612e6e24", body_digest("先交钱的贷款，不贷，，"))
    assert json.loads(run("check", "--fix", "--json").stdout)["refreshed"] == [SLOGANS_EN]
    left = json.loads(run("check", "--json").stdout)["diagnostics"]
    assert [one["path"] for one in left if one["code"] == "LANG002"] == [SLOGANS_EN]


def test_accept_records_what_was_read(project: Path, run: Run) -> None:
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收一点费用。")
    edit(project, SLOGANS, "验证码，谁也不给", "验证码，给谁都不行")
    done = json.loads(run("check", "--fix", "--accept", "fake-loan", "--format", "json").stdout)
    assert sorted(done["accepted"]) == [SLOGANS_EN, TACTIC_EN] and done["ok"]
    assert [(one["path"], one["count"]) for one in done["repairs"]] == [(SLOGANS_EN, 0), (TACTIC_EN, 0), (TACTIC, 1)]
    assert not [one for one in done["diagnostics"] if one["code"] == "LANG002"]


def test_a_wrong_name_stops_the_whole_repair(project: Path, run: Run) -> None:
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收费用。")
    before = snapshot(project)
    assert "CONF008" in run("check", "--fix", "--accept", "fake-laon", status=1).stderr
    assert snapshot(project) == before


def test_a_link_that_leads_outside_is_never_written(project: Path, run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    shutil.move(project / TACTIC, outside)
    outside.write_text(outside.read_text("utf-8").replace("放款，先", "放款,先"), "utf-8")
    (project / TACTIC).symlink_to(outside)
    before = outside.read_bytes()
    run("check", "--fix", status=1)
    assert outside.read_bytes() == before
    # It leads outside only after it was read.
    (project / TACTIC).unlink()
    (project / TACTIC).write_bytes(before)
    repair = plan_repair(project)
    (project / TACTIC).unlink()
    (project / TACTIC).symlink_to(outside)
    written, problems = write_repair(project, repair)
    assert TACTIC not in written and [(one.code, one.place.path) for one in problems] == [("BUILD004", TACTIC)]
    assert outside.read_bytes() == before


def test_a_link_inside_stays_a_link(project: Path, run: Run) -> None:
    real = project / "docs/real.txt"
    shutil.move(project / TACTIC, real)
    (project / TACTIC).symlink_to(real)
    edit(project, TACTIC, "放款，先", "放款,先")
    run("check", "--fix")
    assert (project / TACTIC).is_symlink() and "放款，先" in real.read_text("utf-8")


def test_a_file_that_changed_meanwhile_is_left_alone(project: Path, run: Run) -> None:
    del run
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收费用。")
    edit(project, SLOGANS, "验证码，谁", "验证码,谁")
    repair = plan_repair(project)
    edit(project, TACTIC, "不交钱。", "一分钱也不交。")
    now = (project / TACTIC).read_bytes()
    written, problems = write_repair(project, repair)
    assert SLOGANS in written and [one.place.path for one in problems] == [TACTIC]
    assert (project / TACTIC).read_bytes() == now


@pytest.mark.usefixtures("typography")
def test_only_what_the_check_saw_is_replaced(project: Path) -> None:
    line = "说好放款，先收费用。"
    number = (project / TACTIC).read_text("utf-8").splitlines().index(line) + 1
    text = Text(line, Place(TACTIC, number, 1, len(line), line))

    def mended(place: Place, new: str) -> int:
        return mend_file(project, TACTIC, [Diagnostic.at("TYPO901", place, new, found="")])

    other = Place(TACTIC, number, 5, 1, "说好放款,先收费用。")
    assert mended(other, "；") == 0, "another line"
    assert mended(Place(TACTIC, 900, 5, 1, line), "；") == 0, "no such line"
    assert mended(Place(TACTIC, number, 8, 9, line), "；") == 0, "beyond the line's end"
    overlapping = [Diagnostic.at("TYPO901", text.at(4, 5), new, found="") for new in ("；", "、")]
    assert mend_file(project, TACTIC, overlapping) == 1
    text_of_file = (project / TACTIC).read_text("utf-8")
    assert "放款；先" in text_of_file or "放款、先" in text_of_file


@pytest.mark.usefixtures("typography")
@pytest.mark.parametrize(
    ("line", "mark", "new"),
    [
        ('!!! scam-quote "骗子的话"', "!!!", "！"),
        ('!!! scam-quote "骗子的话"', '"骗子的话"', "“骗子的话”"),
        ("- 不交钱。", "- ", "－"),
        ("# 虚假贷款", "# ", "＃ "),
        ("    “先交保证金。”", "    “", "“"),
        ("keywords: [网贷]", ": ", "："),
    ],
)
def test_the_structure_of_a_file_stays(project: Path, line: str, mark: str, new: str) -> None:
    """What a check offers is not taken where the file would then be read differently."""
    before = (project / TACTIC).read_bytes()
    number = before.decode().splitlines().index(line) + 1
    place = Place(TACTIC, number, line.index(mark) + 1, len(mark), line)
    assert mend_file(project, TACTIC, [Diagnostic.at("TYPO901", place, new, found="")]) == 0
    assert (project / TACTIC).read_bytes() == before


def test_a_broken_disk_leaves_the_old_file(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project, TACTIC, "说好放款，先收费用。", "说好放款,先收费用。")
    repair = plan_repair(project)
    before = snapshot(project)
    monkeypatch.setattr(os, "fdopen", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    written, (problem,) = write_repair(project, repair)
    monkeypatch.undo()
    assert (written, problem.code) == ([], "BUILD004") and snapshot(project) == before
    del run


def test_accept_wants_fix_and_diff_wants_a_reader(run: Run) -> None:
    words = run("check", "--accept", "fake-loan", status=2).stderr
    assert "要和 --fix 一起用" in words and "goes with --fix" in words
    words = run("check", "--diff", "--format", "sarif", status=2).stderr
    assert "不能和" in words and "does not go" in words
