"""Rhymes: read from Markdown with their pinyin, checked syllable by syllable, paired with rhymes in other languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fanzha.checks.pinyin import check, readings
from fanzha.cli import main
from fanzha.diagnostics import Diagnostic, severity_of
from fanzha.diagnostics.places import Severity
from fanzha.load import load_project
from fanzha.model import Library
from tests.harness import Fanzha

SOURCE, ENGLISH = "docs/rhymes/ask.md", "docs/rhymes/ask.en.md"
FRONT = """---
rhymes:
  ask-first: {tactic: fake-loan, audiences: [students]}
reviewed_on: 2026-01-02
review_by: 2026-12-31
sign_off: [{role: author, on: 2026-01-02}, {role: second-reader, on: 2026-01-02}]
---
# 先问

## 先问一声 {#ask-first}

"""
LINES = """- 拿不准，问96110，
  Ná bù zhǔn, wèn jiǔ liù yāo yāo líng
- 不忙，“等一会儿”！
  bù máng děng yí huì r
- 陌生钱来，
  mò shēng qián lái
- 咱不要。
  zán bú yào
"""
ENGLISH_RHYME = """---
source_digests: {}
sign_off: [{role: author, on: 2026-01-02}, {role: second-reader, on: 2026-01-02}]
---
# Ask

## Ask first {#ask-first}

- Not sure? Sit still,
  and wait until
- You’ve made a call.
- Then ask them all:
- 96110.
- So now you know.
"""


def load(project: Path, text: str, english: str = "") -> tuple[Library, list[Diagnostic]]:
    for path, content in ((SOURCE, text), (ENGLISH, english)):
        (project / path).parent.mkdir(exist_ok=True)
        if content:
            (project / path).write_text(content, "utf-8")
    library, found = load_project(project, prose=True)
    assert library is not None
    return library, [*found, *check(library)]


def said(project: Path, hanzi: str, pinyin: str) -> list[tuple[str, int, int, str]]:
    """Return what is found in a rhyme that begins with this line: code, line, column and the hanzi."""
    first = f"- {hanzi}\n  {pinyin}\n"
    _, found = load(project, FRONT + first + LINES)
    places = [(one.code, one.place.line, one.place.column, dict(one.args).get("hanzi", "")) for one in found]
    return [place for place in places if place[0].startswith("RHYME")]


def test_a_line_is_paired_with_its_pinyin(project: Path) -> None:
    library, found = load(project, FRONT + LINES)
    assert found == []
    rhyme = library.rhymes["ask-first"]
    assert (rhyme.tactic, rhyme.audiences) == ("fake-loan", ("students",))
    text = rhyme.texts["zh"]
    assert text.label == "rhyme:ask-first.zh" and text.name == "先问一声"
    cells = [f"{cell.text} {cell.reading}" for cell in text.lines[0].cells]
    assert cells == ["拿 ná", "不 bù", "准 zhǔn", "， ", "问 wèn", "96110 jiǔ liù yāo yāo líng", "， "]
    assert [cell.reading for cell in text.lines[1].cells] == ["bù", "máng", "", "", "děng", "yí", "huì", "r", "", ""]


@pytest.mark.parametrize(
    ("hanzi", "pinyin"),
    [
        ("长大长高", "zhǎng dà cháng gāo"),
        ("东西", "dōng xi"),
        ("商量", "shāng liang"),
        ("一样一天", "yí yàng yì tiān"),
        ("不要不忙", "bú yào bù máng"),
        ("女儿绿", "nǚ ér lǜ"),
        ("打110", "dǎ yāo yāo líng"),
        ("二〇", "èr líng"),
        ("快跑", "KUÀI pa\u030co"),
    ],
)
def test_a_reading_that_the_hanzi_has_passes(project: Path, hanzi: str, pinyin: str) -> None:
    assert said(project, hanzi, pinyin) == []


@pytest.mark.parametrize(
    ("hanzi", "pinyin", "column", "wrong"),
    [
        ("放心", "fàng xìn", 8, "心"),
        ("银行", "yín hén", 7, "行"),
        ("东西", "dong xi", 3, "东"),
        ("回家钱", "huí jia qian", 11, "钱"),
        ("打110", "dǎ yāo yāo yāo", 14, "0"),
        ("绿色", "lù sēi", 6, "色"),
    ],
)
def test_any_other_is_told_at_its_place(project: Path, hanzi: str, pinyin: str, column: int, wrong: str) -> None:
    assert said(project, hanzi, pinyin) == [("RHYME007", 13, column, wrong)]


def test_the_message_names_the_readings(project: Path) -> None:
    _, found = load(project, FRONT + "- 放心\n  fàng xìn\n" + LINES)
    told = next(one for one in found if one.code == "RHYME007")
    assert dict(told.args) == {"hanzi": "心", "pinyin": "xìn", "readings": "xīn"}
    assert readings("着")[:4] == ("zhe", "zhāo", "zháo", "zhuó")


def test_what_is_read_has_no_pinyin_in_it(project: Path) -> None:
    library, _ = load(project, FRONT + LINES)
    passages = [(str(one.text), one.role) for one in library.prose[SOURCE].passages if one.role == "line"]
    assert passages == [
        ("拿不准，问96110，", "line"), ("不忙，“等一会儿”！", "line"), ("陌生钱来，", "line"), ("咱不要。", "line")
    ]  # fmt: skip


def test_a_line_is_checked_like_every_text(project: Path) -> None:
    load(project, FRONT + LINES.replace("咱不要。", "打114。").replace("zán bú yào", "dǎ yāo yāo sì"))
    shown = CliRunner().invoke(main, ["--project", str(project), "check"]).output
    assert f"{SOURCE}:18:" in shown and "114" in shown


def test_an_english_rhyme_is_its_own_and_grows_stale_with_the_hanzi_alone(project: Path) -> None:
    library, _ = load(project, FRONT + LINES, ENGLISH_RHYME)
    assert library.rhymes["ask-first"].texts["en"].stale
    accepted = CliRunner().invoke(main, ["--project", str(project), "translate", "--accept", "ask-first"])
    assert accepted.exit_code == 0, accepted.output
    library, found = load(project, FRONT + LINES)
    text = library.rhymes["ask-first"].texts["en"]
    assert not text.stale and [one for one in found if severity_of(one) is Severity.ERROR] == []
    assert [str(line.text) for line in text.lines][:2] == ["Not sure? Sit still, and wait until", "You’ve made a call."]
    assert not any(cell.reading for line in text.lines for cell in line.cells)
    library, _ = load(project, FRONT + LINES.replace("yí huì", "yī huì"))
    assert not library.rhymes["ask-first"].texts["en"].stale
    library, _ = load(project, FRONT + LINES.replace("不忙", "不急").replace("bù máng", "bù jí"))
    assert library.rhymes["ask-first"].texts["en"].stale


def test_what_was_checked_before_is_not_looked_up_again(project: Path, fanzha: Fanzha) -> None:
    load(project, FRONT + LINES)
    script = """
import sys
from fanzha.cli import main
try:
    main(["--project", sys.argv[1], "check"])
except SystemExit as end:
    assert end.code == 0
print("pypinyin" in sys.modules)
"""
    command = [sys.executable, "-c", script, str(project)]
    runs = [
        subprocess.run(command, env=fanzha.environment(), capture_output=True, text=True, check=True) for _ in range(2)
    ]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


def test_a_rhyme_can_be_started_and_loads(project: Path) -> None:
    started = CliRunner().invoke(main, ["--project", str(project), "new", "rhyme", "spring"])
    assert started.exit_code == 0, started.output
    library, found = load_project(project)
    assert library is not None and "spring" in library.rhymes
    assert [one for one in (*found, *check(library)) if one.place.path == "docs/rhymes/spring.md"] == []
