"""The repository as it is: no error, examples that suit it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from fanzha.checks import pinyin
from fanzha.config import SERIALS
from fanzha.formats import formats
from fanzha.load import load_project
from tests.harness import ROOT, Fanzha, Here

DAY = "2026-11-30"
"""A day on which the content is sound: the last one on which something in it was checked or signed."""


def test_the_repositorys_own_content_has_no_error(package: Path) -> None:
    own = Fanzha(ROOT, package)
    codes = {diagnostic["code"] for diagnostic in own.json("check", "--on", DAY)["diagnostics"]}
    assert codes == {"CONF004"}, "only the notice that the publisher is a sample"


def test_every_example_suits_the_repositorys_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FANZHA_TODAY", DAY)
    for folder in ("docs", "materials"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    own = Here(tmp_path, ROOT / "src")
    with_editions = {name: fmt.editions for name, fmt in formats().items() if fmt.example}
    assert {"leaflet", "poster", "card", "led", "share"} <= with_editions.keys()
    for folder in with_editions.values():
        shutil.rmtree(tmp_path / "materials" / folder)
    (tmp_path / SERIALS).unlink()
    for page in (tmp_path / "docs/audiences").glob("*.md"):  # they name editions that are gone now
        page.write_text(re.sub(r"(?m)^materials: .*\n", "", page.read_text("utf-8")), "utf-8")
    assert {item["format"] for item in own.json("list")} == {"site"}
    for name in with_editions:
        own.run("new", "edition", f"{name}/next")
    own.run("placements")
    assert {diagnostic["code"] for diagnostic in own.json("check")["diagnostics"]} == {"CONF004"}
    assert {item["format"] for item in own.json("list")} == {*with_editions, "site"}


def test_our_own_rhymes_are_whole_in_both_languages() -> None:
    library, found = load_project(ROOT)
    assert library is not None
    assert [one for one in (*found, *pinyin.check(library)) if one.place.path.startswith("docs/rhymes/")] == []
    assert len(library.rhymes) == 10
    assert all(set(rhyme.texts) == {"zh", "en"} for rhyme in library.rhymes.values())
