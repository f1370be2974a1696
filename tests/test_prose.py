"""Prose: what a reader sees is found however it was written, and points back to its line and column."""

from __future__ import annotations

import pytest

from fanzha.diagnostics import Place, Text
from fanzha.model import Passage, Prose
from fanzha.prose import Reading, normalised, read
from fanzha.prose.reading import Writing
from tests.samples import base_files


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("１３８ ００１３", "138 0013"),
        ("13\u200b8\u00ad00\u206013", "1380013"),
        ("138**0013**8000", "13800138000"),
        ("138<b>0013</b><!-- x -->8000", "13800138000"),
        ("138[0013](https://a.example/9)8000", "13800138000"),
        ("&#49;&#x33;8", "138"),
        (r"138\-0013", "138-0013"),
        ("①③⑧", "138"),
        ("`138`~~0013~~", "1380013"),
        ("3*4 是 12，snake_case 不变", "3*4 是 12,snake_case 不变"),
        ("50~60元", "50~60元"),
        ("[注] 见下文", "[注] 见下文"),
    ],
)
def test_disguise_does_not_help(written: str, seen: str) -> None:
    assert normalised(written).text == seen


def test_every_character_knows_where_it_was_written() -> None:
    written = "拨打１３８**00**&#49;<b>3</b>吧"
    found = normalised(written)
    start = found.text.index("1380013")
    first, end = found.span(start, start + 7)
    assert written[first:end] == "１３８**00**&#49;<b>3"


def test_joiners_are_spelling_in_arabic_script_only() -> None:
    assert normalised("a\u200cb").text == "ab"
    assert normalised("a\u200cb", joiners=True).text == "a\u200cb"


def test_a_text_of_several_lines_knows_each_of_them() -> None:
    first = Text("第一行", Place("docs/a.md", 4, 3, 3, "- 第一行"))
    text = first.joined(Text("第二行", Place("docs/a.md", 5, 5, 3, "    第二行")), "")
    assert (text.at(1, 3).line, text.at(1, 3).column, text.at(1, 3).width) == (4, 4, 2)
    assert (text.at(4, 6).line, text.at(4, 6).column, text.at(4, 6).excerpt) == (5, 6, "    第二行")
    across = text.at(2, 5)
    assert (across.line, across.column, across.width) == (4, 5, 1)


def test_sentences_and_quoted_words() -> None:
    reading = Reading(Passage(Text("先停下。他说：“快转账！”别信。"), "how"), "zh")
    assert [reading.plain[a:b] for a, b in reading.sentences] == ["先停下。", "他说:“快转账!”", "别信。"]
    assert reading.in_quotes(reading.plain.index("转账"))
    assert not reading.in_quotes(reading.plain.index("别信"))
    english = Reading(Passage(Text("Stop. It costs 3.5 yuan. “Pay now!” is a trick."), ""), "en")
    assert [english.plain[a:b].strip() for a, b in english.sentences] == [
        "Stop.", "It costs 3.5 yuan.", "“Pay now!”", "is a trick.",
    ]  # fmt: skip


def writing(path: str, text: str) -> Writing:
    """Return one file of the small project, with other words, as the checks read it."""
    from fanzha.load.project import RawFiles, parse_files

    data = {**base_files(), path: text.encode()}
    library, _ = parse_files(RawFiles(data, dict.fromkeys(data, ""), ()))
    assert library is not None
    return read(library.prose[path])


def test_nothing_that_a_page_says_is_left_out() -> None:
    page = (
        "---\nkeywords: [词一, '词二']\n---\n# 题目\n\n导语\n接着。\n\n## 小题 {#s}\n\n- 项目\n\n  再说\n\n"
        "1. 步骤 {#id}\n\n"
        '!!! scam-quote "骗子的话"\n    “快转账”\n\n> 引文\n\n| 格 |\n|---|\n| 里 |\n\n    代码\n\n```\n围栏\n```\n\n'
        "<div>标签</div>\n\n[链]: https://a.example/x\n"
    )
    read_page = writing("docs/help/all.md", page)
    said = {reading.raw: (reading.role, reading.quote) for reading in read_page.readings}
    assert said["词二"] == ("front.keywords", False)
    assert said["题目"] == ("name", False)
    assert said["导语接着。"] == ("lead", False)
    assert said["小题"] == ("heading", False)
    assert said["项目 再说"] == ("s", False)
    assert said["步骤"] == ("s", False)
    assert said["“快转账”"] == ("s", True)
    assert said["骗子的话"] == ("heading", False)
    assert said["代码"][0] == "code" and said["<div>标签</div>"][0] == "html"
    assert said["[链]: https://a.example/x"][0] == "link"
    assert {"引文"} < set(said) and any("里" in raw for raw in said)
    lines = page.split("\n")
    for reading in read_page.readings:
        place = reading.raw_place(len(reading.raw) - 1, len(reading.raw))
        assert lines[place.line - 1][place.column - 1] == reading.raw[-1], reading.raw


def test_values_of_materials_are_read_in_their_language() -> None:
    read_list = writing("materials/registry/links.yml", base_files()["materials/registry/links.yml"].decode())
    locales = {reading.role: reading.locale for reading in read_list.readings}
    assert locales["owner.en"] == "en" and locales["owner.zh"] == "zh" and locales["host"] == "zh"
    assert read_list.prose == Prose(read_list.path, "materials", "registry/links", "zh", read_list.prose.passages)
