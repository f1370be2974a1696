"""Loading: YAML is strict and keeps positions, Markdown gives sections whose texts know their place."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest

from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic, Text
from fanzha.load import load_project
from fanzha.load.attributes import attributes_of
from fanzha.load.decode import decode
from fanzha.load.markdown import body_digest, parse_document
from fanzha.load.nodes import Map, YamlProblem, parse_yaml
from fanzha.source import SourceFile
from tests.harness import FIXTURES


def source(text: str) -> SourceFile:
    return SourceFile("docs/x.md", text, "0")


def yaml(text: str) -> Map:
    node = parse_yaml(source(text), text)
    assert isinstance(node, Map)
    return node


@dataclasses.dataclass(frozen=True, kw_only=True)
class Inner:
    min: int | None = None
    kind: Literal["lost", "claimed"] = "lost"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outer:
    name: Text
    on: datetime.date | None = None
    tags: tuple[Text, ...] = dataclasses.field(default=(), metadata={"max_items": 2})
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    inner: Inner | None = None
    flag: bool = False


def decoded(text: str) -> tuple[Outer | None, list[tuple[str, str]]]:
    found: list[Diagnostic] = []
    value = decode(yaml(text), Outer, found)
    return value, [(diagnostic.code, str(diagnostic.place)) for diagnostic in found]


def test_values_stay_the_text_that_was_written() -> None:
    value, found = decoded(
        'name: no\ntags: [0110, "96110"]\nnames: {zh: 是}\ninner: {min: 10}\non: 2026-02-28\nflag: true'
    )
    assert found == []
    assert value == Outer(
        name=Text("no"),
        tags=(Text("0110"), Text("96110")),
        names={"zh": "是"},
        inner=Inner(min=10),
        on=datetime.date(2026, 2, 28),
        flag=True,
    )
    assert value is not None and str(value.tags[1].place) == "docs/x.md:2:14"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("nmae: x", "LOAD012", "docs/x.md:1:1"),
        ("flag: true", "LOAD013", "docs/x.md:1:1"),
        ("name: [x]", "LOAD014", "docs/x.md:1:7"),
        ("name: x\non: 2026-02-30", "LOAD015", "docs/x.md:2:5"),
        ("name: x\ntags: [a, b, c]", "LOAD019", "docs/x.md:2:7"),
        ("name: x\ninner: {kind: claim}", "LOAD020", "docs/x.md:2:15"),
        ("name: x\ninner: {min: 1e9}", "LOAD014", "docs/x.md:2:14"),
        ("name: x\ninner: {min: ١٢}", "LOAD014", "docs/x.md:2:14"),
    ],
)
def test_each_mistake_points_at_its_column(text: str, code: str, place: str) -> None:
    assert (code, place) in decoded(text)[1]


def test_all_mistakes_come_in_one_run() -> None:
    found = decoded("nmae: x\non: soon\nflag: maybe")[1]
    assert {code for code, _ in found} == {"LOAD012", "LOAD013", "LOAD014"} and len(found) == 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: 2", "LOAD008"),
        ("a: *x", "LOAD008"),
        ("a: !!python/object/apply:os.system [ls]", "LOAD008"),
        ("a: 1\na: 2", "LOAD009"),
        ("a: " + "[" * 30000, "LOAD010"),
        ("a: " + "{b: " * 40 + "}" * 40, "LOAD010"),
        ("a: [1, 2", "LOAD007"),
        ("a: 1\n---\nb: 2", "LOAD007"),
        ("? [a]\n: b", "LOAD007"),
        ("a: \t- b: c: d", "LOAD007"),
        ("%YAML 9.9\n---\na: 1", "LOAD007"),
        ("a: b\n\x85c", "LOAD007"),
    ],
)
def test_dangerous_or_broken_yaml_is_refused(text: str, code: str | None) -> None:
    try:
        parse_yaml(source(text), text)
    except YamlProblem as problem:
        assert problem.diagnostic.code == code
    else:
        assert code is None


def test_sections_items_and_quotes_know_their_place() -> None:
    text = (
        "---\nkey: 1\n---\n# 名称\n\n概括第一行\n第二行。\n\n## 怎么骗 {#how}\n\n1. 甲\n   续行\n2. 乙\n\n"
        '   - 里面\n\n## 话 {#script}\n\n!!! scam-quote "骗子的话"\n    “先交钱。”\n\n    “快点。”\n\n结束。\n'
    )
    found: list[Diagnostic] = []
    document = parse_document(source(text), found)
    assert document is not None and found == []
    assert document.title == "名称" and document.lead == ("概括第一行第二行。",)
    how, script = document.sections
    assert how.items == ("甲续行", "乙 里面") and [item.place.line for item in how.items] == [11, 13]
    assert how.items[0].place.column == 4
    assert script.quotes == ("“先交钱。”", "“快点。”") and script.paragraphs == ("结束。",)
    assert [quote.place.line for quote in script.quotes] == [20, 22]


def test_english_lines_are_joined_with_a_blank() -> None:
    document = parse_document(source("# A\n\none\ntwo\n"), [])
    assert document is not None and document.lead == ("one two",)


def test_attributes_of_a_slogan() -> None:
    words, identifier, channels, others = attributes_of(Text('先停下 {#stop .led .poster for="elderly students"}'))
    assert (words, identifier, channels, others) == ("先停下", "stop", ("led", "poster"), {"for": "elderly students"})
    assert attributes_of(Text("花括号 {不是属性}"))[0] == "花括号 {不是属性}"


def test_the_digest_ignores_what_changes_no_meaning() -> None:
    assert body_digest("# a\n\n\nb  \n") == body_digest("# a\n\nb")
    assert body_digest("# a\n\nb") != body_digest("# a\n\nc")


def test_the_small_project_loads_without_a_word(project: Path) -> None:
    library, found = load_project(project)
    assert found == [] and library is not None
    loan = library.tactics["fake-loan"]
    assert loan.texts["zh"].red_flags == ("放款前先收费", "要验证码", "催得很急")
    assert loan.texts["en"].actions.report == ("Sent money? Call 110.",)
    assert [slogan.slug for slogan in library.slogans_for("en", "poster", tactic="fake-loan")] == ["loan-fee"]
    assert library.cases["deposit"].amount is not None and library.cases["deposit"].amount.max == 10000
    assert not any(text.stale for text in loan.texts.values())


def test_audiences_stand_in_their_order_then_by_name(project: Path) -> None:
    source = (project / "docs/audiences/students.md").read_text("utf-8")
    for name, order in (("aunts", ""), ("zebras", "order: 10\n"), ("merchants", "order: 20\n"), ("bakers", "")):
        (project / f"docs/audiences/{name}.md").write_text(source.replace("---\n", f"---\n{order}", 1), "utf-8")
    library, _ = load_project(project)
    assert library is not None
    assert list(library.audiences) == ["zebras", "merchants", "aunts", "bakers", "students"]


def test_a_project_in_one_language_only(project: Path) -> None:
    publisher = project / "materials/publisher.yml"
    text = publisher.read_text("utf-8").replace("locales: [zh, en]", "locales: [zh]")
    publisher.write_text(text.replace("{zh: 测试站, en: Test Station}", "{zh: 测试站}"), "utf-8")
    for file in (project / "docs").rglob("*.en.md"):
        file.unlink()
    library, found = load_project(project)
    assert found == [] and library is not None
    assert list(library.tactics["fake-loan"].texts) == ["zh"]


def test_windows_files_load_like_any_other(project: Path) -> None:
    plain, _ = load_project(FIXTURES / "minimal")
    for file in (project / "docs").rglob("*.md"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    library, found = load_project(project)
    assert found == [] and library is not None and plain is not None
    assert (library.tactics, library.cases, library.slogans) == (plain.tactics, plain.cases, plain.slogans)


def edit(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")


def checked(project: Path) -> list[tuple[str, str]]:
    """Return code and place of everything that loading and the checks find."""
    library, found = load_project(project)
    return [(diagnostic.code, str(diagnostic.place)) for diagnostic in run_checks(library, found)]


@pytest.mark.parametrize(
    ("locales", "code", "column"),
    [
        ("[zh, ../../x]", "LOAD014", 15),
        ("[zh, ZH]", "LOAD014", 15),
        ("[zh, zh]", "LOAD028", 15),
        ("[]", "LOAD019", 10),
    ],
)
def test_locales_are_language_tags_each_once(project: Path, locales: str, code: str, column: int) -> None:
    edit(project, "materials/publisher.yml", "[zh, en]", locales)
    assert checked(project) == [(code, f"materials/publisher.yml:3:{column}")]


def test_a_locale_with_script_and_country_is_accepted(project: Path) -> None:
    edit(project, "materials/publisher.yml", "[zh, en]", "[zh, en, ug-Arab-CN]")
    library, found = load_project(project)
    assert found == [] and library is not None and library.publisher.locales[2] == "ug-Arab-CN"


@pytest.mark.parametrize("name", ["numbers", "links", "categories", "channels"])
def test_a_registry_that_cannot_be_used_is_one_diagnostic(project: Path, name: str) -> None:
    path = project / f"materials/registry/{name}.yml"
    good = path.read_bytes()
    for broken, code in (
        ((good.decode() + "# 编码").encode("gbk"), "LOAD001"),
        (b"- [", "LOAD007"),
        (b"- x: 1", "LOAD013"),
    ):
        path.write_bytes(broken)
        found = checked(project)
        assert {place.split(":")[0] for _, place in found} == {f"materials/registry/{name}.yml"}
        assert code in {found for found, _ in found}
    path.rename(path.with_suffix(".yaml"))
    path.with_suffix(".yaml").write_bytes(good)
    assert checked(project) == [("LOAD032", f"materials/registry/{name}.yaml")]


def test_a_publisher_that_cannot_be_read_is_not_missing(project: Path) -> None:
    publisher = project / "materials/publisher.yml"
    publisher.write_bytes(publisher.read_text("utf-8").encode("gbk"))
    (project / "docs/help/now.zh.md").write_text(f"---\nsource_digest: {'0' * 16}\n---\n# x\n", "utf-8")  # may be one
    assert checked(project) == [("LOAD001", "materials/publisher.yml:1")]
    publisher.unlink()
    assert checked(project) == [("CONF001", "materials/publisher.yml")]


def test_only_yaml_files_are_editions(project: Path) -> None:
    for name in ("README.md", "photo.css"):
        (project / "materials/sms" / name).write_text("# x\n", "utf-8")
    library, found = load_project(project)
    assert found == [] and library is not None
    assert [edition.name for edition in library.editions] == ["week"]


def test_a_slogan_twice_in_a_translation(project: Path) -> None:
    path = project / "docs/slogans/fake-loan.en.md"
    path.write_text(path.read_text("utf-8") + "- Again {#loan-fee .led}\n", "utf-8")
    assert [code for code, _ in checked(project)] == ["LOAD028"]


def test_a_language_given_up_warns_and_stops_nothing(project: Path) -> None:
    edit(project, "materials/publisher.yml", "[zh, en]", "[zh]")
    library, found = load_project(project)
    assert {diagnostic.code for diagnostic in found} == {"LANG005"} and library is not None
    assert list(library.tactics["fake-loan"].texts) == ["zh"]


def test_references_of_a_slogan_point_at_their_own_words(project: Path) -> None:
    line = '- 先交钱的贷款，不贷 {#loan-fee .led .postr for="students nobody"}'
    edit(project, "docs/slogans/fake-loan.md", "- 先交钱的贷款，不贷 {#loan-fee .led .poster}", line)
    columns = {int(place.rsplit(":", 1)[1]) for code, place in checked(project) if code == "LINK001"}
    assert columns == {line.index(".postr") + 1, line.index("nobody") + 1}


@pytest.mark.parametrize("date", ["2025-02-30", "2025-13", "0000"])
def test_a_citation_has_a_real_date(project: Path, date: str) -> None:
    edit(project, "docs/tactics/fake-loan.md", "date: 2025-06-18", f"date: {date}")
    assert checked(project) == [("LOAD015", "docs/tactics/fake-loan.md:9:11")]


def test_a_control_character_written_as_an_escape_is_refused() -> None:
    with pytest.raises(YamlProblem) as problem:
        yaml('a: "x\\u202ey"')
    assert problem.value.diagnostic.code == "LOAD003"


def test_an_item_without_end_is_refused_at_once() -> None:
    text = "# 标语\n\n- {" + "\n".join(["#" * 999] * 40) + "\n"
    found: list[Diagnostic] = []
    assert parse_document(source(text), found) is None
    assert [(diagnostic.code, diagnostic.place.line) for diagnostic in found] == [("LOAD021", 3)]


@pytest.mark.parametrize("text", ["{" + "#" * 100_000, " " * 100_000 + "x", "{#" * 50_000 + "}", "{ {" * 50_000])
def test_a_long_text_without_attributes_does_not_hang_the_build(text: str) -> None:
    assert attributes_of(Text(text))[1:] == ("", (), {})


@pytest.mark.parametrize(
    ("text", "words", "identifier"),
    [
        ("词 {: #a .b }", "词", "a"),
        ("词 {x} {#a}", "词 {x}", "a"),
        ("词 {#a} 后", "词 {#a} 后", ""),
        ("词 {#a}}", "词 {#a}}", ""),
        ("词 {没有}", "词 {没有}", ""),
    ],
)
def test_braces_are_attributes_at_the_end_only(text: str, words: str, identifier: str) -> None:
    assert attributes_of(Text(text))[:2] == (words, identifier)


def test_what_a_leaflet_prints_may_not_be_long(project: Path) -> None:
    path = "docs/tactics/fake-loan.md"
    edit(project, path, "- 放款前先收费", "- **" + "钱" * 24 + "**，！")
    assert "FIT011" not in {code for code, _ in checked(project)}
    edit(project, path, "钱" * 24, "钱" * 25)
    assert ("FIT011", f"{path}:25:3") in checked(project)
    english = "docs/tactics/fake-loan.en.md"
    edit(project, english, "Sent money? Call 110.", "Don't [stay](https://x.example/a/b/c) " + "so " * 16)
    assert english not in {place.split(":")[0] for code, place in checked(project) if code == "FIT011"}
    edit(project, english, "Don't", "You don't")
    assert english in {place.split(":")[0] for code, place in checked(project) if code == "FIT011"}
