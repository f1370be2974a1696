"""Scans out of logs: counted by day and poster, small counts untold, nothing else taken from the log."""

from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
from pathlib import Path

import pytest

from fanzha.scans import UNKNOWN, Scans, count, known_serials
from tests.harness import Here

KNOWN = frozenset({"22A7", "K3P9"})
SITE = "https://fanzha.example/"
ADDRESS, BROWSER = "203.0.113.77", "SomePhone/9.1 (private)"


def combined(path: str, *, day: str = "22/Nov/2026", method: str = "GET", status: int = 200, by: str = BROWSER) -> str:
    return (
        f'{ADDRESS} - - [{day}:09:12:13 +0800] "{method} {path} HTTP/1.1" {status} 4120 "https://a.example/" "{by}"\n'
    )


def common(path: str, status: int = 200) -> str:
    return f'{ADDRESS} - amy [22/Nov/2026:09:12:13 +0800] "GET {path} HTTP/1.1" {status} 4120\n'


def caddy(path: str, at: object = "2026-11-22T09") -> str:
    import json

    told = {"level": "info", "ts": at, "request": {"method": "GET", "uri": path, "remote_ip": ADDRESS}, "status": 200}
    return json.dumps(told) + "\n"


def scanned(tmp_path: Path, text: str, site: str = SITE) -> Scans:
    log = tmp_path / "access.log"
    log.write_text(text, "utf-8")
    return count([log], KNOWN, site)


@pytest.mark.parametrize(
    "line",
    [
        combined("/Q/22A7/"),
        combined("/q/22a7/"),
        combined("/Q/22A7/?from=poster"),
        combined("/Q/22A7/index.html"),
        combined("/Q/22A7/", status=304),
        "fanzha.example:443 " + combined("/Q/22A7/"),
        common("/Q/22A7/"),
        caddy("/Q/22A7/"),
        "2026-11-22T09 GET /Q/22A7/ 200\n",
        "2026-11-22 GET /Q/22A7/ 200\n",
        f"{ADDRESS} 2026-11-22T09:12:13+08:00 GET /Q/22A7/ 200 4120\n",
    ],
)
def test_every_form_of_log_is_counted(tmp_path: Path, line: str) -> None:
    scans = scanned(tmp_path, line * 7)
    assert scans.rows() == [("2026-11-22", "22A7", "7")] and not scans.found


@pytest.mark.parametrize(
    "line",
    [
        combined("/Q/22A7/", method="HEAD"),
        combined("/Q/22A7/", method="POST"),
        combined("/Q/22A7/", status=404),
        combined("/Q/22A7", status=301),
        combined("/Q/22A7/", by="Mozilla/5.0 (compatible; Baiduspider/2.0)"),
        combined("/Q/22A7/", by="Googlebot/2.1"),
        combined("/Q/22A7/", by="WeChat link preview"),
        combined("/Q/22A7/poster.png"),
        combined("/en/Q/22A7/"),
        combined("/"),
        combined("/?a=/Q/22A7/"),
        f'{ADDRESS} - - [22/Nov/2026:09:12:13 +0800] "\\x16\\x03\\x01" 400 150 "-" "-"\n',
        f'{ADDRESS} - - [22/Nov/2026:09:12:13 +0800] "-" 408 0 "-" "-"\n',
        f'{ADDRESS} - - [22/Nov/2026:09:12:13 +0800] "GET /\\"x\\" HTTP/1.1" 404 0 "-" "a \\"quoted\\" one"\n',
    ],
)
def test_what_is_no_scan_is_not_counted_and_no_fault(tmp_path: Path, line: str) -> None:
    scans = scanned(tmp_path, line * 7)
    assert scans.rows() == [] and not scans.found and scans.lines == 7


def test_the_sites_folder_is_part_of_the_path(tmp_path: Path) -> None:
    text = combined("/fanzha/Q/22A7/") * 5 + combined("/Q/22A7/") * 9
    assert scanned(tmp_path, text, "https://gov.example/fanzha/").rows() == [("2026-11-22", "22A7", "5")]


def test_counts_below_five_are_not_told(tmp_path: Path) -> None:
    text = combined("/Q/22A7/") * 4 + combined("/Q/K3P9/") * 5 + combined("/Q/22A7/", day="23/Nov/2026")
    rows = scanned(tmp_path, text).rows()
    assert rows == [("2026-11-22", "22A7", "<5"), ("2026-11-22", "K3P9", "5"), ("2026-11-23", "22A7", "<5")]


def test_invented_serials_are_counted_together(tmp_path: Path) -> None:
    text = "".join(combined(f"/Q/{name}/") for name in ("AAAA", "bbbb", "-1-1", "CCCC", "DDDD", "EEEE"))
    assert scanned(tmp_path, text).rows() == [("2026-11-22", UNKNOWN, "6")]


def test_a_line_that_is_not_understood_is_placed_and_not_shown(tmp_path: Path) -> None:
    text = combined("/Q/22A7/") + "\n" + f"{ADDRESS} rubbish\n" + "x" * 200_000 + "\n" + combined("/Q/22A7/")
    (found,) = scanned(tmp_path, text).found
    assert (found.code, found.place.line, dict(found.args)["count"]) == ("SCAN002", 2, "2")
    assert ADDRESS not in str(found) and "rubbish" not in str(found)


@pytest.mark.parametrize(
    "line", ['{"ts": 1}', "{", "[]", combined("/Q/22A7/", day="31/Nov/2026"), "2026-13-01 GET / 200"]
)
def test_a_log_of_no_known_form_is_an_error(tmp_path: Path, line: str) -> None:
    assert [found.code for found in scanned(tmp_path, line + "\n").found] == ["SCAN003"]


def test_packed_logs_are_read_and_torn_ones_refused(tmp_path: Path) -> None:
    packed = gzip.compress((combined("/Q/22A7/") * 500).encode())
    whole, torn, gone = tmp_path / "a.log.gz", tmp_path / "b.log.gz", tmp_path / "c.log"
    whole.write_bytes(packed)
    torn.write_bytes(packed[: len(packed) - 20])
    assert count([whole], KNOWN, SITE).rows() == [("2026-11-22", "22A7", "500")]
    assert [found.code for found in count([torn, gone, tmp_path], KNOWN, SITE).found] == ["SCAN001"] * 3


@pytest.mark.slow
def test_memory_does_not_grow_with_the_log(tmp_path: Path) -> None:
    """50 MB of lines that unpack from little, and one line of 20 MB without an end."""
    log = tmp_path / "big.log.gz"
    with gzip.open(log, "wb", compresslevel=1) as file:
        for _ in range(60):
            file.write((combined("/Q/22A7/") + combined("/index.html")).encode() * 2000)
        for _ in range(20):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    scans = count([log], KNOWN, SITE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert scans.rows() == [("2026-11-22", "22A7", "120000")]
    assert peak < 2_000_000


def test_the_table_is_safe_in_a_spreadsheet() -> None:
    scans = Scans()
    scans.counts["=1+1", "@SUM"] = 9
    (_, line) = list(csv.reader(io.StringIO(scans.as_csv().removeprefix("\ufeff"), newline="")))
    assert line == ["'=1+1", "'@SUM", "9"]


def test_the_command_tells_days_and_posters_and_no_visitor(here: Here, tmp_path: Path) -> None:
    (here.project / "build/site/Q/22A7").mkdir(parents=True)
    assert known_serials(here.project) == {"22A7"}
    log, table = tmp_path / "access.log", tmp_path / "scans.csv"
    log.write_text(combined("/Q/22A7/") * 12 + combined("/Q/22A8/") + "rubbish " + ADDRESS + "\n", "utf-8")
    done = here.run("scans", str(log), "--csv", str(table))
    assert [line.split() for line in done.stdout.splitlines()] == [
        ["2026-11-22", "22A7", "12"],
        ["2026-11-22", "?", "<5"],
    ]
    written = table.read_text("utf-8-sig")
    assert list(csv.reader(written.splitlines()))[1:] == [["2026-11-22", "22A7", "12"], ["2026-11-22", "?", "<5"]]
    told = here.json("scans", str(log))
    assert told["ok"] and told["scans"][0] == {"day": "2026-11-22", "serial": "22A7", "scans": "12"}
    kept = b"".join(path.read_bytes() for path in here.project.rglob("*") if path.is_file()).decode("utf-8", "replace")
    for words in (done.stdout, done.stderr, written, str(told), kept):
        assert ADDRESS not in words and "SomePhone" not in words


def test_a_log_is_never_overwritten(here: Here, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(combined("/Q/22A7/"), "utf-8")
    here.run("scans", str(log), "--csv", str(log), status=2)
    assert log.read_text("utf-8") == combined("/Q/22A7/")
