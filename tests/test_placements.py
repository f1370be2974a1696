"""Placements: tables as spreadsheets save them, serials that cannot be mistaken, codes large enough for their place."""

from __future__ import annotations

import datetime
import itertools
import re
from pathlib import Path

import pytest

from fanzha.code_size import size_for, too_far
from fanzha.codes import texts_in
from fanzha.diagnostics import Diagnostic
from fanzha.load import load_project
from fanzha.load.tables import cell_spans
from fanzha.model import Placement, placement_url
from fanzha.model.serial import ALPHABET, next_number, number_of, serial_of
from fanzha.qr import matrix
from tests.harness import Here
from tests.test_qr import picture

TABLE = "materials/placement/town.csv"
LIST = "materials/placement/bridge.yml"
SERIALS = "materials/registry/serials.yml"
ROWS = """\
编号,地点,地址,张贴人,开始日期,有效期至,阅读距离（米）,骗局,纸张,风格,室内外,语言
223Y,派出所大厅,示范路1号,值班岗,2026年1月5日,2026/12/1,1米,fake-loan,A4,平和,室内,中文+英文
224W,"车站, 东口",,,2026-1-5,2026.12.1,1.5,fake-loan,,,,
"""
HEADER = "地点,开始日期,有效期至,阅读距离,骗局\n"


def found_in(project: Path, data: str | bytes, path: str = TABLE) -> list[str]:
    """Return code, line and column of what loading finds wrong with a table."""
    return [f"{one.code}:{one.place.line}:{one.place.column}" for one in loaded(project, data, path)[1]]


def loaded(project: Path, data: str | bytes, path: str = TABLE) -> tuple[tuple[Placement, ...], list[Diagnostic]]:
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data if isinstance(data, bytes) else data.encode())
    library, found = load_project(project)
    assert library
    return library.placements, found


def test_a_row_says_everything_in_the_words_of_an_office(project: Path) -> None:
    (first, second), found = loaded(project, ROWS)
    assert found == []
    assert (first.serial, first.name, first.address, first.hung_by) == ("223Y", "派出所大厅", "示范路1号", "值班岗")
    assert (first.from_, first.until) == (datetime.date(2026, 1, 5), datetime.date(2026, 12, 1))
    assert (first.distance, first.paper, first.mood, first.outdoors) == (1.0, "a4", "calm", False)
    assert first.languages == ("zh", "en")
    assert (second.name, second.paper, second.mood, second.outdoors) == ("车站, 东口", None, "alert", True)
    place = second.name.place
    assert place.excerpt[place.column - 1 :].startswith("车站, 东口") and place.line == 3


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode("gb18030"),
        b"\xef\xbb\xbf" + ROWS.encode("gb18030"),
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.replace("\n", "\r\n").encode("gbk"),
        ROWS.replace('"车站, 东口"', "车站. 东口").replace(",", ";").replace("站.", "站,").encode("utf-8-sig"),
        ROWS.replace('"车站, 东口"', "车站. 东口").replace(",", "\t").replace("站.", "站,").encode("utf-16"),
        ("sep=,\n" + ROWS).encode("gbk"),
        ("二维码海报登记表,,,,,,,,,,,\n,,,,,,,,,,,\n" + ROWS + ",,,,,,,,,,,\n\n").encode("gbk"),
    ],
)
def test_every_encoding_and_separator_of_a_spreadsheet_gives_the_same(project: Path, data: bytes) -> None:
    wanted, _ = loaded(project, ROWS)
    assert loaded(project, data) == (wanted, [])


def test_yaml_says_the_same_as_a_table(project: Path) -> None:
    wanted, _ = loaded(project, ROWS)
    (project / TABLE).unlink()
    days = "from: 2026-01-05\n  until: 2026-12-01"
    text = (
        f"- serial: 223Y\n  name: 派出所大厅\n  address: 示范路1号\n  {days}\n  distance: 1\n  tactic: fake-loan\n"
        f"  paper: a4\n  mood: calm\n  outdoors: false\n  languages: [zh, en]\n"
        f"- serial: 224W\n  name: 车站, 东口\n  {days}\n  distance: 1.5\n  tactic: fake-loan\n"
    )
    assert loaded(project, text, LIST) == (wanted, [])


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2026年1月5日", None),
        ("２０２６年０１月０５日", None),
        ("2026/1/5 0:00", None),
        ("2026.01.05", None),
        ("46027", "PLACE009:2:4"),
        ("46027.5", "PLACE009:2:4"),
        ("1月5日", "PLACE010:2:4"),
        ("5/1/2026", "PLACE010:2:4"),
        ("26-1-5", "PLACE010:2:4"),
        ("2026/1-5", "PLACE010:2:4"),
        ("2026-02-30", "LOAD015:2:4"),
        ("=TODAY()", "PLACE007:2:4"),
        ("#REF!", "PLACE007:2:4"),
        ("#######", "PLACE007:2:4"),
        ("", "PLACE008:2:4"),
    ],
)
def test_a_day_is_read_as_written_or_not_at_all(project: Path, cell: str, wanted: str | None) -> None:
    text = f"{HEADER}大厅,{cell},2026-12-01,1,fake-loan\n"
    placements, found = loaded(project, text)
    assert [f"{one.code}:{one.place.line}:{one.place.column}" for one in found] == ([wanted] if wanted else [])
    assert [one.from_ for one in placements] == ([] if wanted else [datetime.date(2026, 1, 5)])


ROW = "大厅,2026-01-05,2026-12-01,1,fake-loan\n"


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        (HEADER.replace("有效期至", "有效其至") + ROW, ["PLACE002:1:9", "PLACE004:1:0"]),
        (HEADER.replace("骗局", "地点") + ROW, ["PLACE003:1:19"]),
        ("大厅\n", ["PLACE001:1:0"]),
        ("", ["PLACE001:1:0"]),
        (HEADER + '大厅,2026-01-05,2026-12-01,1,"fake-\nloan"\n' + ROW, ["PLACE005:2:0"]),
        (HEADER + '"大厅,2026-01-05,2026-12-01,1,fake-loan\n', ["PLACE005:2:0"]),
        (HEADER + "示范路1号,大厅,2026-01-05,2026-12-01,1,fake-loan\n", ["PLACE006:2:34"]),
        (HEADER + "+大厅,2026-01-05,2026-12-01,1,fake-loan\n", ["PLACE007:2:1"]),
        (HEADER + "@大厅,2026-01-05,2026-12-01,1,fake-loan\n", ["PLACE007:2:1"]),
        (HEADER + ROW + "大厅二,,,1,fake-loan\n", ["PLACE008:3:5", "PLACE008:3:6"]),
        (HEADER + "大厅,2026-01-05,2026-12-01,很远,fake-loan\n", ["LOAD014:2:26"]),
        (HEADER + "大厅,2026-01-05,2026-12-01,50,fake-loan\n", ["LOAD014:2:26"]),
        (HEADER + "大厅,2026-01-05,2026-12-01,1,贷款\n", ["LOAD014:2:28"]),
        (HEADER.replace("骗局", "纸张") + "大厅,2026-01-05,2026-12-01,1,A1\n", ["LOAD020:2:28"]),
        (HEADER + "大厅" * 2100 + ",2026-01-05,2026-12-01,1,fake-loan\n", ["LOAD021:2:0"]),
    ],
)
def test_what_cannot_be_read_is_told_with_row_and_column(project: Path, table: str, wanted: list[str]) -> None:
    assert found_in(project, table) == wanted


@pytest.mark.slow
def test_a_table_of_ten_thousand_rows_is_read_and_checked(project: Path, here: Here) -> None:
    number, lines = 0, []
    for count in range(10_000):
        number = next_number(number)
        lines.append(f"{serial_of(number)},第{count}处,示范路{count}号,2026年1月5日,2026/12/1,1,fake-loan")
    table = "编号,地点,地址,开始日期,有效期至,阅读距离,骗局\n" + "\n".join(lines)
    placements, found = loaded(project, table.encode("gbk"))
    assert (len(placements), found) == (10_000, [])
    assert here.run("check").returncode == 0


def test_a_table_elsewhere_is_not_taken_for_published(project: Path) -> None:
    assert found_in(project, "a,b\n", "docs/help/list.csv") == ["LOAD033:0:0"]


def test_each_single_error_and_each_swap_of_neighbours_in_a_serial_is_noticed() -> None:
    for number in [*range(1, 120), 29_790, 29_791, 923_520, 923_521, 8_000_000]:
        serial = serial_of(number)
        assert number_of(serial) == number
        for place, symbol in itertools.product(range(len(serial)), ALPHABET + "01OIL"):
            wrong = serial[:place] + symbol + serial[place + 1 :]
            assert wrong == serial or number_of(wrong) == 0
        for place in range(len(serial) - 1):
            wrong = serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]
            assert wrong == serial or number_of(wrong) == 0


def test_the_check_character_holds_for_every_pair_of_symbols_at_every_place() -> None:
    """A serial is a linear code: what holds for the difference of two holds for all."""
    for length in range(4, 10):
        weights = range(length, 0, -1)
        for weight, difference in itertools.product(weights, range(1, len(ALPHABET))):
            assert weight * difference % len(ALPHABET)
        for (left, right), difference in itertools.product(itertools.pairwise(weights), range(1, len(ALPHABET))):
            assert (left - right) * difference % len(ALPHABET)


def test_no_serial_looks_like_a_number_or_a_day_to_a_spreadsheet() -> None:
    spoilt = [n for n in range(1, 40_000) if next_number(n - 1) != n]
    assert spoilt and all(re.search(r"\dE\d|JAN|FEB|MAR|APR|MAY|JUN|AUG|SEP|DEC", serial_of(n)) for n in spoilt)
    kept = [serial_of(n) for n in range(1, 40_000) if n not in spoilt]
    assert not [serial for serial in kept if re.fullmatch(r"\d+E\d+", serial)]


def test_serials_are_written_into_rows_that_have_none_and_stay(here: Here) -> None:
    table = "二维码登记表,,,,,\r\n地点,开始日期,有效期至,阅读距离,骗局,编号\r\n"
    table += '"车站, 东口",2026/1/5,2026/12/1,1,fake-loan,\r\n派出所大厅,2026/1/5,2026/12/1,1,fake-loan,223Y\r\n'
    here.write(TABLE, "")
    (here.project / TABLE).write_bytes(table.encode("gbk"))
    days = "from: 2026-01-05, until: 2026-12-01, distance: 1, tactic: fake-loan"
    here.write(LIST, f"# 桥\n- {{name: 桥头, {days}}}\n- name: 桥尾 # 北\n  {days.replace(', ', chr(10) + '  ')}\n")
    assert "PLACE011" in here.run("check", status=1).stderr
    here.run("placements")
    assert here.run("check").returncode == 0
    wanted = table.replace("fake-loan,\r", "fake-loan,226S\r").encode("gbk")
    assert (here.project / TABLE).read_bytes() == wanted
    lines = (here.project / LIST).read_text().splitlines()
    assert lines[1].startswith("- {serial: 224W, name: 桥头,")
    assert lines[2:4] == ["- serial: 225U", "  name: 桥尾 # 北"]
    assert (here.project / SERIALS).read_text().endswith("last: 226S\n")
    before = (here.project / LIST).read_bytes()
    assert here.json("placements")["files"] == []
    assert (here.project / LIST).read_bytes() == before


DAYS = "from: 2026-01-05, until: 2026-12-01, distance: 1, tactic: fake-loan"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("serial:", "serial: 223Y"),
        ("serial: ~", "serial: 223Y"),
        ("serial: NULL", "serial: 223Y"),
        ('serial: ""', "serial: 223Y"),
        ("\"serial\": ''  # 以后", '"serial": 223Y  # 以后'),
        ("serial:   # 以后 : 再写", "serial: 223Y # 以后 : 再写"),
    ],
)
def test_however_an_entry_says_that_it_has_no_serial_it_gets_one(here: Here, written: str, wanted: str) -> None:
    block = "\n  ".join(["", "name: 桥头", *DAYS.split(", ")])
    here.write(LIST, f"- {written}{block}\n")
    here.run("placements")
    assert (here.project / LIST).read_text() == f"- {wanted}{block}\n"
    assert here.run("check").returncode == 0
    if "#" not in written:
        here.write(LIST, f"- {{{written} , name: 桥头, {DAYS}}}\n")
        here.run("placements")
        assert here.run("check", status=1).stderr.count("PLACE0") == 1  # 223Y is lost


@pytest.mark.parametrize(
    ("path", "written", "code"),
    [
        (LIST, "- ? serial\n  :\n  name: 桥头\n", "LOAD014"),
        (LIST, "- serial: |\n\n  name: 桥头\n", "LOAD014"),
        (LIST, "- serial: [224W]\n  name: 桥头\n", "LOAD014"),
        (LIST, "name: 桥头\n", "LOAD014"),
        (LIST, "- serial: 224w\n  name: 桥头\n", "PLACE012"),
        (SERIALS, "last: [224W]\n", "LOAD014"),
        (SERIALS, "- 224W\n", "LOAD014"),
        (SERIALS, "last:\n", "PLACE012"),
    ],
)
def test_nothing_is_numbered_while_a_serial_cannot_be_told(here: Here, path: str, written: str, code: str) -> None:
    here.write(TABLE, f"{HEADER}{ROW}")
    here.write(path, written)
    assert [one["code"] for one in here.json("placements", status=1)["diagnostics"]] == [code]
    assert (here.project / TABLE).read_text() == f"{HEADER}{ROW}"
    assert (here.project / path).read_text() == written


def test_a_serial_is_never_given_out_twice(here: Here) -> None:
    here.write(TABLE, f"{HEADER}{ROW}")
    here.run("placements")
    assert (here.project / TABLE).read_text() == "地点,开始日期,有效期至,阅读距离,骗局,编号\n" + ROW.strip() + ",223Y\n"
    here.write(TABLE, HEADER + ROW.replace("大厅", "门口"))  # the row is gone, its poster may still hang
    here.run("placements")
    assert ",224W" in (here.project / TABLE).read_text()
    assert "223Y" in here.run("check", status=1).stderr


def test_sorting_the_rows_changes_no_serial(here: Here) -> None:
    here.write(TABLE, HEADER + "".join(ROW.replace("大厅", name) for name in "乙甲丙"))
    here.run("placements")
    head, *rows = (here.project / TABLE).read_text().splitlines()
    here.write(TABLE, "\n".join([head, ROW.replace("大厅", "丁").strip(), *sorted(rows)]) + "\n")
    here.run("placements")
    after = (here.project / TABLE).read_text().splitlines()
    assert set(rows) < set(after) and after[1].endswith(",226S")


def test_cells_are_found_where_they_stand() -> None:
    for line, sign in [('a,"b,""c""",,d', ","), ("a,b,,", ","), ('"x"', ";"), ("", ","), ('"a;b";c;', ";")]:
        spans = cell_spans(line, sign)
        assert sign.join(line[start:end] for start, end in spans) == line
    assert cell_spans('a,"b,""c""",,d', ",") == [(0, 1), (2, 11), (12, 12), (13, 14)]


@pytest.mark.parametrize(
    ("site", "wanted"),
    [
        ("https://fanzha.example/", "https://FANZHA.EXAMPLE/Q/223Y/"),
        ("https://fanzha.example/ABC/", "https://FANZHA.EXAMPLE/ABC/Q/223Y/"),
        ("https://fanzha.example/fz/", "https://fanzha.example/fz/Q/223Y/"),
    ],
)
def test_the_code_of_a_placement_decodes_to_its_address(site: str, wanted: str) -> None:
    assert placement_url(site, "223Y") == wanted
    assert texts_in(picture(matrix(wanted, "H"))) == [wanted]


def test_hybrid_addresses_keep_the_code_of_a_placement_at_version_three() -> None:
    """Versions 2, 2, 3, 3 at L, M, Q, H: 25 and 29 modules."""
    url = placement_url("https://fanzha.example/", "223Y")
    assert [len(matrix(url, level)) for level in ("L", "M", "Q", "H")] == [25, 25, 29, 29]


@pytest.mark.parametrize(
    ("distance", "outdoors", "level", "module", "width"),
    [(0.1, False, "Q", 0.5, 18.5), (1.0, False, "Q", 3.0, 111.0), (1.0, True, "H", 3.0, 111.0), (3, True, "H", 9, 333)],
)
def test_the_size_of_a_code_follows_from_its_distance(
    distance: float, outdoors: bool, level: str, module: float, width: float
) -> None:
    size = size_for("https://FANZHA.EXAMPLE/Q/223Y/", distance, outdoors=outdoors)
    assert size.level == level and (size.module, size.width) == pytest.approx((module, width))


def test_a_code_too_small_for_its_distance_is_refused_with_what_would_work() -> None:
    url = "https://FANZHA.EXAMPLE/Q/223Y/"
    assert too_far(size_for(url, 1.2, outdoors=True), "a4") is None
    wrong = too_far(size_for(url, 1.5, outdoors=True), "a4")
    assert wrong and (wrong.paper, wrong.reach) == ("a3", 1.2)
    hopeless = too_far(size_for(url, 5, outdoors=True), None)
    assert hopeless and (hopeless.paper, hopeless.reach) == (None, 2.7)
    second = too_far(size_for(url, 1.2, outdoors=True), "a4", 2)
    assert second and (second.paper, second.reach) == ("a3", 1.0)
