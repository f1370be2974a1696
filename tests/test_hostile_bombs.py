"""Bombs: small files that grow without end cost little time and memory, and are said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.load import load_project
from fanzha.load.bounds import MAX_HEADINGS, MAX_INDENT, MAX_LINES, MAX_SIGNS
from fanzha.load.markdown import parse_document
from fanzha.load.nodes import MAX_VALUES, Sequence, YamlProblem, parse_yaml
from fanzha.pictures import MAX_PIXELS, read_picture
from fanzha.source import MAX_LINE, SourceFile, decode
from tests.harness import FIXTURES
from tests.hostile.bombs import BOMBS, Bomb, jpeg, png
from tests.hostile.limits import MOST_MB, check
from tests.hostile.slow_pages import build, slow_pages

FIRST = {"YAML: a billion laughs", "Markdown: brackets on 16 lines", "PNG: 60,000 × 60,000 pixels in 70 bytes"}
"""Those that are tried in every run of the tests."""


def _marked(bomb: Bomb) -> object:
    return pytest.param(bomb, id=bomb.name, marks=[] if bomb.name in FIRST else pytest.mark.slow)


@pytest.mark.parametrize("bomb", [_marked(bomb) for bomb in BOMBS])
def test_a_bomb_is_bounded_and_said(bomb: Bomb, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
    bomb.lay(project)
    run = check(project)
    assert "Traceback" not in run.errors
    assert run.status == (1 if bomb.opened else 0), run.errors[:1000]
    assert bomb.path in run.errors and "LOAD" in run.errors
    assert run.megabytes <= MOST_MB, run


def test_there_are_forty_and_without_them_all_is_well(tmp_path: Path) -> None:
    assert len(BOMBS) >= 40
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
    assert check(project).status == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", slow_pages())
def test_a_page_at_the_limit_is_accepted_and_made(name: str) -> None:
    _, problem = build(slow_pages()[name])
    assert problem == ""


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        ("字\n" * MAX_LINES, "LOAD038", MAX_LINES + 1),
        ("## a\n\n" * (MAX_HEADINGS + 1), "LOAD038", 2 * MAX_HEADINGS + 1),
        ("[" * 40 + "\n\n", "", 0),
        ("[<`\n\n" * (MAX_SIGNS + 1), "LOAD038", 2 * MAX_SIGNS + 3),
        ("字" * MAX_LINE, "", 0),
        ("字" * (MAX_LINE + 1), "LOAD021", 3),
        (("字" * 1_000 + "\n") * 5, "LOAD021", 3),
        (("- " + "字" * 998 + "\n") * 17, "LOAD021", 3),
        ("- a\n" + " " * MAX_INDENT + "b", "", 0),
        ("- a\n" + " " * MAX_INDENT + " b", "LOAD010", 4),
        ("> " * 13 + "a", "LOAD010", 3),
    ],
)
def test_each_bound_of_a_page(body: str, code: str, line: int) -> None:
    source = decode("docs/help/x.md", f"# 名\n\n{body}".encode())
    assert isinstance(source, SourceFile)
    found: list[Diagnostic] = []
    document = parse_document(source, found)
    assert [(one.code, one.place.line) for one in found] == ([(code, line)] if code else [])
    assert (document is None) is bool(code)


def test_a_list_of_a_thousand_entries_passes_and_values_without_end_do_not() -> None:
    entries = "- {host: a.example, owner: {zh: 某}}\n"
    assert isinstance(_parsed(entries * 1_000), Sequence)
    for text in (entries * (MAX_VALUES // 5), f"a: {'x' * (MAX_LINE + 1)}"):
        with pytest.raises(YamlProblem):
            _parsed(text)


def _parsed(text: str) -> object:
    source = decode("materials/registry/links.yml", text.encode())
    assert isinstance(source, SourceFile)
    return parse_yaml(source, text)


def test_a_picture_at_the_limit_passes_and_one_beyond_does_not() -> None:
    assert not isinstance(read_picture("a.png", png(5_000, MAX_PIXELS // 5_000)), Diagnostic)
    for data in (png(5_000, MAX_PIXELS // 5_000 + 1), png(0xFFFFFFFF, 0xFFFFFFFF)):
        found = read_picture("a.png", data)
        assert isinstance(found, Diagnostic) and found.code == "LOAD035"


@pytest.mark.parametrize("data", [png(0, 9), png(9, 9)[:-1], png(9, 9)[:40], jpeg(9, 9)[:-2], jpeg(0, 9), b""])
def test_a_picture_that_is_none_is_refused(data: bytes) -> None:
    for name in ("a.png", "a.jpg", "a.webp"):
        found = read_picture(name, data)
        assert isinstance(found, Diagnostic) and found.code in {"LOAD034", "LOAD036"}


def test_a_document_beside_it_does_not_stand_for_the_page_itself(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(FIXTURES / "minimal", project, ignore=shutil.ignore_patterns("build", "sms"))
    (project / "docs/cases/deposit.md").rename(project / "docs/cases/deposit.docx")
    (project / "docs/help/now.md").rename(project / "docs/help/now.png")
    _, found = load_project(project)
    assert {("LANG003", "docs/cases/deposit.en.md"), ("LANG003", "docs/help/now.en.md")} <= {
        (one.code, one.place.path) for one in found
    }
