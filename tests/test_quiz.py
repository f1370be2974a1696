"""The quiz's questions: read from Markdown, paired with their translations, checked like every text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fanzha.cli import main
from fanzha.formats.site.quiz import bank, fixed_round
from fanzha.load import load_project
from fanzha.model import Library
from tests.site_project import site

SOURCE, ENGLISH = "docs/quiz/loans.md", "docs/quiz/loans.en.md"
FRONT = """---
questions:
  fee-first: {tactic: fake-loan, difficulty: easy, audiences: [students]}
  call-first: {difficulty: hard}
sources: [{title: 公开资料}]
reviewed_on: 2026-01-02
review_by: 2026-12-31
sign_off: [{role: author, on: 2026-01-02}, {role: second-reader, on: 2026-01-02}]
---
# 借钱
"""
FEE = """
## 贷款先收费 {#fee-first}

客服发来一条消息：

!!! scam-quote "消息"
    “先交保证金，马上放款。”

您怎么办？

- [ ] 先交一点试试
- [x] 不交，
  去柜台问
- [ ] 请他便宜一点

正规贷款放款前不收钱。

拿不准就问银行。
"""
CALL = """
## 钱转出去了 {#call-first}

钱转给骗子了。先做什么？

- [x] 马上打110
- [ ] 等一等再说

越快越好。
"""
FEE_ENGLISH = """
## A fee before the loan {#fee-first}

Support sends a message:

!!! scam-quote "Message"
    “Pay the deposit and the loan is yours.”

What do you do?

- [ ] Pay a little to try
- [x] Pay nothing and ask at the counter
- [ ] Ask for a lower fee

A proper lender takes no fee before it pays out.

Not sure? Ask the bank.
"""
CALL_ENGLISH = """
## The money is gone {#call-first}

You sent money to a scammer. What comes first?

- [x] Call 110 at once
- [ ] Wait and see

The sooner, the better.
"""
ENGLISH_FRONT = """---
source_digests:
sign_off: [{role: author, on: 2026-01-02}, {role: second-reader, on: 2026-01-02}]
---
# Borrowing
"""


def write(project: Path, body: str = FEE + CALL, english: str = FEE_ENGLISH + CALL_ENGLISH, front: str = FRONT) -> None:
    """Write a quiz file and its translation."""
    (project / "docs/quiz").mkdir(exist_ok=True)
    (project / SOURCE).write_text(front + body, "utf-8")
    (project / ENGLISH).write_text(ENGLISH_FRONT + english, "utf-8")


def loaded(project: Path) -> tuple[Library, list[str]]:
    """Return the project's library and the codes of what is wrong with its sources, without missing digests."""
    library, found = load_project(project)
    assert library is not None
    return library, [one.code for one in found]


def run(project: Path, *arguments: str) -> Any:
    """Return what a command prints with --json; in this process, since one each would take minutes."""
    done = CliRunner().invoke(main, ["--project", str(project), *arguments, "--json"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return json.loads(done.stdout)


def edit(project: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a source file, which must be there."""
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def quiz(project: Path) -> Path:
    """Return a project with a quiz whose translation is in step."""
    write(project)
    assert run(project, "translate", "--accept", "loans")["accepted"] == [ENGLISH]
    return project


def test_a_question_is_taken_apart(quiz: Path) -> None:
    library, found = loaded(quiz)
    assert found == []
    fee = library.questions["fee-first"]
    assert (fee.tactic, fee.difficulty, fee.audiences) == ("fake-loan", "easy", ("students",))
    text = fee.texts["zh"]
    assert text.name == "贷款先收费"
    assert [(str(said.text), said.quote) for said in text.stem] == [
        ("客服发来一条消息：", False),
        ("“先交保证金，马上放款。”", True),
        ("您怎么办？", False),
    ]
    assert text.options == ("先交一点试试", "不交，去柜台问", "请他便宜一点")
    assert text.right == 1
    assert text.why == ("正规贷款放款前不收钱。", "拿不准就问银行。")
    assert (text.options[1].place.line, text.options[1].place.column) == (22, 7)
    assert library.questions["call-first"].tactic is None
    assert not fee.texts["en"].stale


def test_the_whole_check_is_content_with_it(quiz: Path) -> None:
    done = run(quiz, "check")
    assert [one for one in done["diagnostics"] if "quiz" in one["path"]] == []


def test_changing_one_question_makes_one_translation_stale(quiz: Path) -> None:
    edit(quiz, SOURCE, "越快越好。", "越快越好，别等。")
    library, _ = loaded(quiz)
    assert [question.texts["en"].stale for question in library.questions.values()] == [False, True]
    assert run(quiz, "translate")["stale"] == [ENGLISH]
    before = (quiz / ENGLISH).read_text("utf-8")
    run(quiz, "translate", "--accept", "call-first")
    assert run(quiz, "translate")["ok"]
    changed = set((quiz / ENGLISH).read_text("utf-8").splitlines()) - set(before.splitlines())
    assert [line.split(":")[0].strip() for line in changed] == ["call-first"]


def test_moving_the_tick_makes_the_translation_stale_and_wrong(quiz: Path) -> None:
    edit(quiz, SOURCE, "- [x] 马上打110\n- [ ] 等一等再说", "- [ ] 马上打110\n- [x] 等一等再说")
    library, found = loaded(quiz)
    assert library.questions["call-first"].texts["en"].stale
    assert found == ["QUIZ008"]


def test_a_stale_question_is_not_asked_in_that_language(quiz: Path) -> None:
    edit(quiz, SOURCE, "越快越好。", "越快越好，别等。")
    library, _ = loaded(quiz)
    spoken, asked = bank(library, "en")
    assert (spoken, [question.slug for question, _ in asked]) == ("en", ["fee-first"])
    assert len(bank(library, "zh")[1]) == 2


def test_a_language_without_questions_asks_in_the_default_one(quiz: Path) -> None:
    (quiz / ENGLISH).unlink()
    library, _ = loaded(quiz)
    spoken, asked = bank(library, "en")
    assert (spoken, len(asked)) == ("zh", 2)


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("tactic: fake-loan", "tactic: fake-lone", ["LINK001"]),
        ("audiences: [students]", "audiences: [pupils]", ["LINK001"]),
        ("difficulty: hard", "difficulty: nasty", ["LOAD020"]),
        ("{#call-first}", "{#fee-first}", ["LOAD018", "QUIZ007", "LANG003"]),
        ("{#call-first}", "{#Call_First}", ["QUIZ001", "QUIZ007", "LANG003"]),
        ("- [ ] 等一等再说\n", "", ["QUIZ002"]),
        ("- [ ] 等一等再说", "- [ ] 等\n- [ ] 再等\n- [ ] 还等\n- [ ] 一直等", ["QUIZ002"]),
        ("- [x] 马上打110", "- [ ] 马上打110", ["QUIZ003"]),
        ("- [ ] 等一等再说", "- [ ]", ["QUIZ009"]),
        ("钱转给骗子了。先做什么？\n", "", ["QUIZ004"]),
        ("越快越好。", "", ["QUIZ005"]),
        ("等一等再说", "马上，打110！", ["QUIZ006"]),
        ("# 借钱\n", "", ["LOAD022"]),
    ],
)
def test_what_is_wrong_with_a_question_is_said_once(quiz: Path, old: str, new: str, codes: list[str]) -> None:
    edit(quiz, SOURCE, old, new)
    done = run(quiz, "check")
    errors = [one for one in done["diagnostics"] if one["severity"] == "error" and "quiz" in one["path"]]
    assert sorted(one["code"] for one in errors) == sorted(codes)
    assert all(one["line"] for one in errors)


def test_an_id_may_stand_in_one_file_only(quiz: Path) -> None:
    other = FRONT.replace("  call-first: {difficulty: hard}\n", "")
    (quiz / "docs/quiz/other.md").write_text(other + FEE, "utf-8")
    _, found = loaded(quiz)
    assert found == ["LOAD028"]


def codes_at(project: Path, line: str) -> list[str]:
    """Return the codes of what `check` says of the line that holds `line`."""
    number = (project / SOURCE).read_text("utf-8").splitlines().index(line) + 1
    found = run(project, "check")["diagnostics"]
    return [one["code"] for one in found if (one["path"], one["line"]) == (SOURCE, number)]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("等一等再说", "先转账，再到派出所说明", []),  # a wrong option says what not to do
        ("马上打110", "先转账，再到派出所说明", ["ADV002"]),
        ("越快越好。", "民警保证追回。", ["ADV004"]),
        ("等一等再说", "打给13912345678", ["PRIV006"]),
    ],
)
def test_the_content_checks_read_every_part(quiz: Path, old: str, new: str, codes: list[str]) -> None:
    edit(quiz, SOURCE, old, new)
    text = (quiz / SOURCE).read_text("utf-8")
    line = next(line for line in text.splitlines() if new in line)
    assert codes_at(quiz, line) == codes


def test_figures_must_agree_in_both_languages(quiz: Path) -> None:
    edit(quiz, ENGLISH, "Call 110 at once", "Call 96110 at once")
    found = run(quiz, "check")["diagnostics"]
    assert [one["code"] for one in found if one["path"] == ENGLISH] == ["PAR001"]


def test_the_fixed_ten_stay_the_same_and_cover_what_there_is() -> None:
    library = site().library
    drawn = fixed_round(bank(library, "zh")[1])
    assert drawn == fixed_round(tuple(reversed(bank(library, "zh")[1])))
    assert len(drawn) == 10
    assert {one.question.tactic for one in drawn} == {"fake-loan", "task-rebate-scam", None}
    letters = [one.letter for one in drawn]
    assert all(letters.count(letter) >= 3 for letter in "ABC")
    for one in drawn:
        assert one.options["ABCD".index(one.letter)] == one.text.options[one.text.right]
        assert sorted(one.options) == sorted(map(str, one.text.options))
