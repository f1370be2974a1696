"""The print shop's list: one line a file that is to be printed and was made, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
import io

from fanzha.manifest import Recipe, Record, as_json, read
from fanzha.model import Artifact, Printing
from fanzha.orders import as_csv

ONE = Artifact(
    path="leaflet/street.zh.pdf",
    format="leaflet",
    edition="street",
    locale="zh",
    title="先挂断，再核实",
    params=None,
    printing=Printing(sides=2, paper="157 克铜版纸 157 g/m² coated", quantity=1000),
)
RECIPE = Recipe(parameters="", code="", tools={}, ingredients=())
REPORT = {"pages": 2, "trim_mm": [210.0, 297.0], "bleed_mm": 0.0, "fonts": ["Fanzha-Sans"], "standards": ["PDF/UA-1"]}


def record(artifact: Artifact) -> Record:
    return Record.of(artifact, RECIPE, (5, "f" * 64, {}), REPORT)


def rows(*artifacts: Artifact) -> list[list[str]]:
    text = as_csv(artifacts, {one.path: record(one) for one in artifacts})
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_line_says_what_to_print() -> None:
    head, line = rows(ONE)
    assert len(head) == len(line)
    told = dict(zip(head, line, strict=True))
    assert told["成品尺寸 Trim size (mm)"] == "210 × 297"
    assert (told["页数 Pages"], told["单双面 Sides"], told["建议数量 Suggested quantity"]) == ("2", "双面 two", "1000")
    assert told["文件 File"] == ONE.path and told["SHA-256"] == "f" * 64


def test_the_finished_size_may_differ_from_the_sheets() -> None:
    card = dataclasses.replace(ONE, printing=Printing(sides=2, paper="", quantity=1, trim_mm=(90, 54)))
    assert "90 × 54" in rows(card)[1]


def test_no_cell_is_a_formula() -> None:
    (_, line) = rows(dataclasses.replace(ONE, title='=HYPERLINK("https://evil.invalid")'))
    assert line[0].startswith("'=")


def test_what_is_not_printed_or_was_not_made_is_left_out() -> None:
    page = dataclasses.replace(ONE, path="site", printing=None)
    assert [line[-2] for line in rows(ONE, page)[1:]] == [ONE.path]
    assert as_csv([ONE], {}) == "" == as_csv([page], {page.path: record(page)})


def test_the_manifest_keeps_the_report(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "manifest.json").write_text(as_json([record(ONE)]), "utf-8")
    assert read(folder).records[ONE.path].report == REPORT
    text = as_json([record(ONE)]).replace('"pages": 2', '"pages": {"a": 1}')
    (folder / "manifest.json").write_text(text, "utf-8")
    assert read(folder).records == {}
