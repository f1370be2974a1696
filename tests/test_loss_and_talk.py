"""What a tactic says to do after a loss, and what an audience's page gives a speaker: the talk and the materials."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic, as_text
from fanzha.load import load_project
from fanzha.load.markdown import body_digest
from fanzha.model import digest_of

TACTIC = "docs/tactics/fake-loan.md"
TACTIC_EN = "docs/tactics/fake-loan.en.md"
AUDIENCE = "docs/audiences/students.md"
AUDIENCE_EN = "docs/audiences/students.en.md"
LOSS = "## 钱已经转出去 {#loss}\n\n1. 马上打110。\n2. 说清账户和时间。\n3. 告诉家人。\n\n"
LOSS_EN = "## If money has gone {#loss}\n\n1. Call 110 now.\n2. Say which account and when.\n3. Tell your family.\n\n"


def insert(project: Path, path: str, before: str, words: str) -> None:
    text = (project / path).read_text("utf-8")
    start = text.index("\n## ", text.index(before) - 40) + 1 if before else len(text)
    (project / path).write_text(text[:start] + words + text[start:], "utf-8")


def accept(project: Path, source: str, translation: str) -> None:
    """Let a translation carry its source's digest."""
    text = (project / translation).read_text("utf-8")
    old = text.split('source_digest: "')[1][:16]
    body = (project / source).read_text("utf-8").split("---\n", 2)[2]
    (project / translation).write_text(text.replace(old, body_digest(body)), "utf-8")


def found(project: Path) -> list[Diagnostic]:
    return run_checks(*load_project(project))


def codes(project: Path) -> list[tuple[str, str]]:
    return [(one.code, str(one.place)) for one in found(project)]


def talk(project: Path, zh: int, en: int) -> None:
    """Give both pages a talk of two paragraphs with so many hanzi and words."""
    insert(project, AUDIENCE, "", f"\n## 两分钟讲一讲 {{#speech}}\n\n{'好' * (zh - 6)}。\n\n钱转出打110，不丢。\n")
    words = " ".join(["well"] * (en - 4))
    insert(
        project,
        AUDIENCE_EN,
        "",
        f"\n## A two-minute talk {{#speech}}\n\n{words}.\n\nPaid? [Call](https://x.example/) 110 now.\n",
    )
    accept(project, AUDIENCE, AUDIENCE_EN)


def test_the_steps_after_a_loss_are_part_of_the_tactic(project: Path) -> None:
    insert(project, TACTIC, "{#never}", LOSS)
    insert(project, TACTIC_EN, "{#never}", LOSS_EN)
    assert [code for code, _ in codes(project)] == ["LANG002"]
    accept(project, TACTIC, TACTIC_EN)
    library, problems = load_project(project)
    assert codes(project) == [] and problems == [] and library is not None
    text = library.tactics["fake-loan"].texts["zh"]
    assert text.loss == ("马上打110。", "说清账户和时间。", "告诉家人。")
    assert (text.loss[1].place.path, text.loss[1].place.line, text.loss[1].place.column) == (TACTIC, 46, 4)
    assert library.tactics["fake-loan"].texts["en"].loss[0] == "Call 110 now."
    without = dataclasses.replace(text, loss=())
    assert digest_of(text) != digest_of(without), "what is made of it would not be made anew"


def test_a_tactic_need_not_say_it_but_its_translation_says_as_much(project: Path) -> None:
    assert codes(project) == []
    insert(project, TACTIC, "{#never}", LOSS)
    accept(project, TACTIC, TACTIC_EN)
    assert [(one.code, one.place.path, dict(one.args)) for one in found(project)] == [
        ("PAR007", TACTIC_EN, {"role": "loss", "source": "3", "text": "0"})
    ]
    insert(
        project, TACTIC_EN, "{#never}", LOSS_EN.replace("3. Tell your family.", "3. Tell a friend.\n4. Keep the chat.")
    )
    assert [(one.code, dict(one.args)) for one in found(project)] == [
        ("PAR007", {"role": "loss", "source": "3", "text": "4"})
    ]


def test_two_steps_after_a_loss_are_too_few(project: Path) -> None:
    insert(project, TACTIC, "{#never}", LOSS.replace("3. 告诉家人。\n", ""))
    assert ("LOAD019", f"{TACTIC}:43:4") in codes(project)


def test_the_telephone_stands_in_the_steps_of_every_tactic(project: Path) -> None:
    """A sentence that everybody needs may stand twice; elsewhere it would be a duplicate."""
    call = "马上打110报警，告诉民警您的账户、转出的金额、转账的准确时间和对方的账户。"
    chat = "对方发来的图片、录音和聊天记录都留好，一条也不要删，民警办案的时候要看。"
    insert(project, TACTIC, "{#never}", LOSS.replace("马上打110。", call).replace("说清账户和时间。", chat))
    second = (project / TACTIC).read_text("utf-8").replace("# 虚假贷款", "# 冒充客服", 1)
    (project / "docs/tactics/second.md").write_text(second, "utf-8")
    problems = run_checks(*load_project(project, prose=True))
    assert [one.place.line for one in problems if one.code == "DUP001"] == [46]


def test_a_talk_of_two_minutes_is_accepted(project: Path) -> None:
    talk(project, 380, 220)
    assert codes(project) == []
    library, _ = load_project(project)
    assert library is not None
    assert library.audiences["students"].texts["zh"].speech[1] == "钱转出打110，不丢。"


def test_a_talk_must_not_last_longer(project: Path) -> None:
    talk(project, 521, 321)
    problems = [one for one in found(project) if one.code == "FIT024"]
    assert [(one.place.path, dict(one.args)["length"], dict(one.args)["minutes"]) for one in problems] == [
        (AUDIENCE_EN, "321", "2.5"),
        (AUDIENCE, "521", "2.4"),
    ]
    said = as_text(problems, "both")
    assert "521个汉字" in said and "380到520个汉字" in said
    assert "has 321 words and takes 2.5 minutes" in said and "220 to 320" in said


def test_a_translation_has_the_talk_too(project: Path) -> None:
    insert(project, AUDIENCE, "", f"\n## 讲一讲 {{#speech}}\n\n{'好' * 400}。\n")
    accept(project, AUDIENCE, AUDIENCE_EN)
    assert ("LOAD016", f"{AUDIENCE_EN}:5:3") in codes(project)


def test_nobody_can_speak_a_quote_box(project: Path) -> None:
    insert(project, AUDIENCE, "", f'\n## 讲一讲 {{#speech}}\n\n{"好" * 400}。\n\n!!! scam-quote "骗子"\n    “交钱。”\n')
    assert [code for code, path in codes(project) if path.startswith(AUDIENCE)] == ["LOAD040"]


def test_materials_are_files_that_exist(project: Path) -> None:
    path = project / AUDIENCE
    path.write_text(
        path.read_text("utf-8").replace("tactics:", "materials: [sms/week, sms/weak]\ntactics:", 1), "utf-8"
    )
    (problem,) = found(project)
    assert (problem.code, str(problem.place)) == ("LINK001", f"{AUDIENCE}:2:23")
    said = as_text([problem], "both")
    assert "材料里没有“sms/weak”" in said and "是不是想写“sms/week”" in said
    library, _ = load_project(project)
    assert library is not None and library.audiences["students"].materials == ("sms/week", "sms/weak")


def test_a_material_that_cannot_be_read_is_not_missing(project: Path) -> None:
    path = project / AUDIENCE
    path.write_text(path.read_text("utf-8").replace("tactics:", "materials: [sms/week]\ntactics:", 1), "utf-8")
    (project / "materials/sms/week.yml").write_text("a: [", "utf-8")
    assert "LINK001" not in [one.code for one in found(project)]


def test_what_is_no_edition_is_no_material(project: Path) -> None:
    path = project / AUDIENCE
    path.write_text(path.read_text("utf-8").replace("tactics:", "materials: [registry/links]\ntactics:", 1), "utf-8")
    assert [one.code for one in found(project)] == ["LINK001"]


def test_sections_out_of_order_are_found_in_a_translation_too(project: Path) -> None:
    path = project / AUDIENCE_EN
    text = path.read_text("utf-8")
    part = text[text.index("## Remember") : text.index("## How to talk")]
    path.write_text(text.replace(part, "") + "\n" + part, "utf-8")
    assert [code for code, place in codes(project) if place.startswith(AUDIENCE_EN)] == ["LOAD042"]
