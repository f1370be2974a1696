"""Diagnostics: the caret points at the right column, the catalogue is complete, the reference page is true."""

from __future__ import annotations

import ast
import json
import re
import string

import pytest

from fanzha.diagnostics import Diagnostic, Place, Text, as_json, as_text, catalogue, sort_diagnostics
from fanzha.diagnostics.reference import as_markdown
from tests.harness import ROOT


def test_the_caret_stands_under_full_width_characters() -> None:
    place = Place("docs/页.md", 3, 5, 2, "一二三四五六")
    text = as_text([Diagnostic.at("LOAD015", place, date="2026-02-30")], "zh")
    assert text.splitlines() == [
        "docs/页.md:3:5  LOAD015 错误",
        "  2026-02-30这一天不存在。",
        "3 | 一二三四五六",
        "  |         ^^^^",
        "  办法：改成真实的日期。",
    ]


def test_a_long_line_is_shown_around_the_fault() -> None:
    place = Place("a.md", 1, 3000, 1, "字" * 2999 + "错" + "字" * 500)
    shown = as_text([Diagnostic.at("LOAD003", place, codepoint="U+0008")], "en").splitlines()
    assert len(shown[2]) < 120 and "错" in shown[2]
    assert shown[3].index("^") == 4 + 2 * shown[2][4:].index("错")


def test_both_languages_chinese_first() -> None:
    lines = as_text([Diagnostic.at("CONF001")], "both").splitlines()
    assert lines[0].endswith("CONF001 错误 error")
    assert "发布单位" in lines[1] and "publisher.yml" in lines[2]


def test_a_near_name_changes_the_hint() -> None:
    near = Diagnostic.at("LOAD012", key="keyword", nearest="keywords", known="keywords")
    far = Diagnostic.at("LOAD012", key="zzz", nearest="", known="keywords")
    assert "Did you mean “keywords”?" in as_text([near], "en")
    assert "known are: keywords" in as_text([far], "en")


def test_json_carries_both_languages() -> None:
    (record,) = json.loads(as_json([Diagnostic.at("CONF001", Place("x", 1, 2))]))
    assert (record["code"], record["severity"], record["line"], record["column"]) == ("CONF001", "error", 1, 2)
    assert set(record["message"]) == set(record["hint"]) == {"zh", "en"}


def test_diagnostics_are_sorted_and_each_said_once() -> None:
    one, two = Diagnostic.at("LOAD013", Place("b", 2)), Diagnostic.at("LOAD012", Place("b", 10))
    assert sort_diagnostics([two, one, two, Diagnostic.at("LOAD001", Place("a"))])[1:] == [one, two]


def test_text_remembers_its_place_through_a_worker() -> None:
    import pickle

    text = pickle.loads(pickle.dumps(Text("先停下", Place("a.md", 7, 3))))
    assert (text, str(text.place)) == ("先停下", "a.md:7:3")


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_each_entry_is_complete_in_both_languages(code: str) -> None:
    entry = catalogue()[code]
    for texts in (entry.zh, entry.en):
        assert {"message", "hint", "why"} <= set(texts)
    assert ("nearest" in entry.zh) == ("nearest" in entry.en)
    fields = {
        key: [
            {name for _, name, _, _ in string.Formatter().parse(texts[key]) if name} for texts in (entry.zh, entry.en)
        ]
        for key in entry.zh
    }
    for key, (zh, en) in fields.items():
        assert {n.removesuffix("_zh") for n in zh} == {n.removesuffix("_en") for n in en}, key
    english = "".join(entry.en.values())
    hanzi = re.findall(r"[\u4e00-\u9fff]", english)
    assert len(hanzi) < len(english) / 10, "Chinese stands in the English text"


def _fields(code: str, *keys: str) -> set[str]:
    """Return the names that the texts of a code under `keys` are filled with."""
    texts = [one[key] for one in (catalogue()[code].zh, catalogue()[code].en) for key in keys if key in one]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name} - {"kind_zh"}


def _named(call: ast.Call) -> tuple[str, set[str]] | None:
    """Return the code and the arguments of a `Diagnostic.at` that spells both out, else None."""
    first = call.args[0] if call.args else None
    spelt = isinstance(first, ast.Constant) and all(keyword.arg for keyword in call.keywords)
    if ast.unparse(call.func) != "Diagnostic.at" or not spelt:
        return None
    return str(first.value), {str(keyword.arg) for keyword in call.keywords}  # type: ignore[union-attr]


def test_every_field_of_a_text_is_filled_where_the_diagnostic_is_made() -> None:
    """What is not spelt out in the source is proven by the examples and by tests/invalid, which print it."""
    missing, seen = [], set()
    for file in sorted((ROOT / "src/fanzha").rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        for code, given in filter(None, map(_named, calls)):
            seen.add(code)
            wanted = _fields(code, "message", "hint") | (_fields(code, "nearest") if "nearest" in given else set())
            missing += [(file.name, code, name) for name in sorted(wanted - given)]
    assert missing == [] and len(seen) > 100


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_no_blank_parts_hanzi_from_digits(code: str) -> None:
    texts = "\n".join(catalogue()[code].zh.values())
    assert re.findall(r"[\u4e00-\u9fff] \d|(?<![-.\dA-Za-z])\d+ [\u4e00-\u9fff]", texts) == []


def test_the_reference_page_is_up_to_date() -> None:
    assert (ROOT / "docs-dev/diagnostics.md").read_text("utf-8") == as_markdown()
