"""What must be taken down: why, since when and what hangs instead, in tables that a spreadsheet only shows."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest

from fanzha.spreadsheet import as_csv
from fanzha.takedown import NAME, table, taken_down
from tests.harness import Here
from tests.placed_project import SECRETS, TODAY, TOWN, library_of, placed


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff") and text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_what_was_revoked_or_is_over_is_on_the_list_the_latest_first(tmp_path: Path) -> None:
    _, library = placed(tmp_path)
    over, revoked = taken_down(library)
    assert (over.placement.serial, over.since, over.reason) == ("225U", TODAY, "")
    assert (revoked.placement.serial, revoked.since) == ("226S", datetime.date(2026, 5, 20))
    assert revoked.replacement is not None and revoked.replacement.name == "市场北门"


def test_a_poster_hangs_until_its_last_day_is_over_or_the_day_it_is_revoked(tmp_path: Path) -> None:
    root, library = placed(tmp_path, datetime.date(2026, 5, 19))
    assert taken_down(library) == ()
    listed = {day: len(taken_down(library_of(root, datetime.date(2026, 5, day)))) for day in (20, 31)}
    assert listed == {20: 1, 31: 1}
    assert len(taken_down(library_of(root, datetime.date(2026, 12, 2)))) == 6


def test_the_office_sees_who_hung_it_and_nobody_else(tmp_path: Path) -> None:
    _, library = placed(tmp_path)
    office, public = table(library, office=True), table(library, office=False)
    assert [one["张贴人 Hung by"] for one in rows(office)] == ["值班员甲", ""]
    assert [one["备注 Note"] for one in rows(office)] == ["", "钥匙在门卫"]
    assert not [secret for secret in SECRETS if secret in public]
    (_, revoked) = rows(public)
    assert (revoked["编号 Serial"], revoked["状态 State"]) == ("226S", "作废 revoked")
    assert (revoked["从哪天起 Since"], revoked["原因 Reason"]) == ("2026-05-20", "码上被人另贴了一层。")
    assert revoked["换成 Replaced by"] == "227Q"
    assert revoked["新海报的地点 Place of the new poster"] == "市场北门 · 集市路22号"


def test_the_next_poster_at_the_same_place_replaces_one_whose_time_is_over(tmp_path: Path) -> None:
    root, _ = placed(tmp_path)
    town = root / "materials" / "placement" / "town.yml"
    days = "from: 2026-06-01, until: 2026-12-01"
    town.write_text(
        f"{TOWN}- {{serial: 229K, name: 学校 门内, address: =１+1, {days}, distance: 1, page: help/now}}\n", "utf-8"
    )
    over, _ = taken_down(library_of(root))
    assert over.replacement is not None and over.replacement.serial == "229K"
    (first, _) = rows(table(library_of(root), office=False))
    assert first["换成 Replaced by"] == "229K"


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠\t"))
def test_no_cell_is_a_formula(tmp_path: Path, sign: str) -> None:
    _, library = placed(tmp_path)
    assert [one["地址 Address"] for one in rows(table(library, office=False))] == ["'=1+1", "集市路20号"]
    assert as_csv(["A"], [[f"{sign}1+1"]]).splitlines()[1].strip('"').startswith("'")


def test_a_build_writes_the_list_for_the_office_and_takes_it_away_with_the_last_placement(here: Here) -> None:
    town = here.project / "materials" / "placement" / "town.yml"
    town.parent.mkdir(exist_ok=True)
    town.write_text(TOWN, "utf-8")
    serials = here.project / "materials" / "registry" / "serials.yml"
    serials.write_text("last: 228N\n", "utf-8")
    here.run("build", "share", status=None, FANZHA_TODAY="2026-06-01")
    written = here.project / "build" / NAME
    assert "值班员甲" in written.read_bytes().decode("utf-8")
    town.unlink()
    serials.unlink()
    here.run("build", "share", status=None, FANZHA_TODAY="2026-06-01")
    assert not written.exists()
