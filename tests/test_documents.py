"""The documents say what is so."""

from __future__ import annotations

import re
import tomllib

from tests.harness import ROOT


def test_the_layers_on_paper_are_those_of_the_contract() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    wanted = [sorted(name.strip().removeprefix("fanzha.") for name in row.split("|")) for row in contract["layers"]]
    block = (ROOT / "docs-dev/architecture.md").read_text("utf-8").split("## 分层")[1].split("```")[1]
    paper = [sorted(name.strip().removesuffix("/*") for name in row.split("·")) for row in block.split("\n") if row]
    assert paper == wanted


def test_no_test_of_the_tool_reads_the_content_of_this_repository() -> None:
    reads = re.compile(r"(load_project|Fanzha|Here)\(ROOT\b|ROOT / (\"|')(docs(?!-)|materials)")
    folder = ROOT / "tests"
    files = [file for file in folder.rglob("*.py") if file.parts[len(folder.parts)] not in {"content", "invalid"}]
    assert len(files) > 100
    assert [str(file.relative_to(ROOT)) for file in files if reads.search(file.read_text("utf-8"))] == []
