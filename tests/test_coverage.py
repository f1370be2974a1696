"""`fanzha coverage`: what is written of each kind, what of the inventory is missing, which channels slogans fit."""

from __future__ import annotations

import json
from typing import Any

from tests.harness import Here

INVENTORY = "materials/registry/inventory.yml"


def listed(here: Here, text: str) -> None:
    here.write(INVENTORY, text)


def told(here: Here, status: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(here.run("coverage", "--format", "json", status=status).stdout)
    return found


def test_without_an_inventory_everything_is_counted_and_nothing_missing(here: Here) -> None:
    found = told(here, 0)
    assert found["ok"] and found["missing"] == found["too_few"] == [] and found["not_listed"] == {}
    one = {"zh": {"there": 1, "stale": 0}, "en": {"there": 1, "stale": 0}}
    assert found["counts"]["tactics"] == found["counts"]["cases"] == found["counts"]["audiences"] == one
    nothing = {"there": 0, "stale": 0}
    assert found["counts"]["tactics-loss"] == found["counts"]["questions"] == {"zh": nothing, "en": nothing}
    done = here.run("--lang", "zh", "coverage")
    assert "没有清单：materials/registry/inventory.yml。" in done.stderr


def test_what_is_missing_is_named_with_its_line_and_ends_with_1(here: Here) -> None:
    listed(here, "tactics: [fake-loan, no-such]\naudiences:\n  - elderly\n  - students\n")
    found = told(here, 1)
    assert not found["ok"] and found["missing"] == [
        {"kind": "tactics", "slug": "no-such", "locale": "", "place": f"{INVENTORY}:1:22"},
        {"kind": "audiences", "slug": "elderly", "locale": "", "place": f"{INVENTORY}:3:5"},
    ]
    done = here.run("--lang", "zh", "coverage", status=1)
    assert f"{INVENTORY}:1:22  缺: 骗局 no-such" in done.stdout and "清单上缺2项，0项数量不够。" in done.stderr
    done = here.run("--lang", "en", "coverage", status=1)
    assert f"{INVENTORY}:3:5  missing: audiences elderly" in done.stdout and "2 missing, 0 too few." in done.stderr


def test_what_cannot_be_read_is_missing_and_its_error_is_shown(here: Here) -> None:
    listed(here, "tactics: [fake-loan]\naudiences: [students]\n")
    here.edit("docs/tactics/fake-loan.md", "sources:", "source:")
    here.edit("docs/cases/deposit.md", "outcome:", "out_come:")
    found = told(here, 1)
    assert [(one["kind"], one["slug"]) for one in found["missing"]] == [("tactics", "fake-loan")]
    assert {one["path"] for one in found["diagnostics"]} == {"docs/tactics/fake-loan.md"}, "the case is not on the list"
    done = here.run("--lang", "zh", "coverage", status=1)
    assert "缺: 骗局 fake-loan" in done.stdout and "docs/tactics/fake-loan.md:" in done.stderr


def test_what_is_told_in_one_language_alone_is_missing_in_the_other(here: Here) -> None:
    listed(here, "cases: [deposit]\n")
    assert told(here, 0)["ok"]
    (here.project / "docs/cases/deposit.en.md").unlink()
    found = told(here, 1)
    assert [(one["slug"], one["locale"]) for one in found["missing"]] == [("deposit", "en")]
    assert "缺: 案例 deposit (en)" in here.run("--lang", "zh", "coverage", status=1).stdout


def test_a_stale_translation_is_there_and_counted_as_stale(here: Here) -> None:
    listed(here, "tactics: [fake-loan]\n")
    here.edit("docs/tactics/fake-loan.md", "说您能贷款", "说您马上能贷款")
    found = told(here, 0)
    assert found["counts"]["tactics"]["en"] == {"there": 1, "stale": 1}
    assert "1份过时" in here.run("--lang", "zh", "coverage").stdout


def test_numbers_that_are_not_reached_are_told(here: Here) -> None:
    listed(here, "at_least: {slogans: 3, cases: 1, rhymes: 2}\n")
    count = told(here, 1)["counts"]["slogans"]["zh"]["there"]
    assert count < 3
    found = told(here, 1)
    assert [(one["kind"], one["there"], one["wanted"]) for one in found["too_few"]] == [
        ("slogans", count, 3),
        ("rhymes", 0, 2),
    ]
    assert f"太少: 标语 {count} / 3" in here.run("--lang", "zh", "coverage", status=1).stdout


def test_rhymes_are_counted(here: Here) -> None:
    upkeep = "reviewed_on: 2026-01-02\nreview_by: 2026-12-31\nsign_off: [{role: author, on: 2026-01-02}]\n"
    lines = "".join("- 先挂断，\n  xiān guà duàn\n" for _ in range(4))
    here.write("docs/rhymes/calls.md", f"---\nrhymes:\n  one: {{}}\n{upkeep}---\n# 电话\n\n## 一 {{#one}}\n\n{lines}")
    assert told(here, 0)["counts"]["rhymes"] == {"zh": {"there": 1, "stale": 0}, "en": {"there": 0, "stale": 0}}


def test_what_stands_besides_the_inventory_is_named_and_no_fault(here: Here) -> None:
    listed(here, "tactics: [fake-loan]\naudiences: []\n")
    text = (here.project / "docs/tactics/fake-loan.md").read_text("utf-8")
    here.write("docs/tactics/new-one.md", text)
    found = told(here, 0)
    assert found["not_listed"] == {"tactics": ["new-one"]}, "an empty list lists nothing, and nothing stands besides it"
    assert "清单上没有的: 骗局 new-one" in here.run("--lang", "zh", "coverage").stdout


def test_a_slogan_fits_the_channels_that_are_long_enough_for_it(here: Here) -> None:
    here.write(
        "materials/registry/channels.yml",
        "- {id: sticker, names: {zh: 贴纸}, max: {zh: 8, en: 200}}\n- {id: led, names: {zh: 屏}, max: {zh: 40}}\n",
    )
    here.write(
        "docs/slogans/fake-loan.md",
        "---\ntactic: fake-loan\n---\n# 贷款\n\n"
        "- 八个字的一句话呀 {#eight .led}\n- 九个字的一句话呀呀 {#nine .led .sticker}\n",
    )
    here.write("docs/slogans/fake-loan.en.md", "---\nsource_digests: {}\n---\n# Loans\n")
    channels = {(one["channel"], one["locale"]): one for one in told(here, 0)["channels"]}
    sticker, led = channels["sticker", "zh"], channels["led", "zh"]
    assert (sticker["fit"], sticker["declare"], sticker["total"], sticker["share"]) == (1, 1, 2, 0.5)
    assert (led["fit"], led["declare"], led["tactics_without"]) == (2, 2, [])
    english = channels["sticker", "en"]
    assert (english["total"], english["share"], english["tactics_without"]) == (0, 0.0, ["fake-loan"])
    assert "1 (50%)" in here.run("--lang", "en", "coverage").stdout


def test_an_inventory_with_a_mistake_is_a_diagnostic(here: Here) -> None:
    listed(here, "tactic: [fake-loan]\nat_least: {slogan: many}\n")
    done = here.run("--lang", "zh", "coverage", status=1)
    assert "LOAD012" in done.stderr and "清单有错" in done.stderr
    assert [one["code"] for one in told(here, 1)["diagnostics"]] == ["LOAD012", "LOAD012"]
    listed(here, "tactics: [fake-loan, fake-loan]\n")
    assert [one["code"] for one in told(here, 1)["diagnostics"]] == ["LOAD028"]
    listed(here, "tactics: [fake-loan\n")
    assert [one["code"] for one in told(here, 1)["diagnostics"]] == ["LOAD007"]


def test_columns_stand_below_each_other_in_hanzi_too(here: Here) -> None:
    lines = here.run("--lang", "zh", "coverage").stdout.splitlines()
    table = lines[: lines.index("")]
    places = {sum(2 if ord(char) > 0x2E80 else 1 for char in line.rstrip()) for line in table}
    assert len(places) == 1 and len(table) == 10


def test_the_command_needs_a_project(here: Here) -> None:
    (here.project / "materials/publisher.yml").unlink()
    assert "CONF001" in here.run("coverage", status=1).stderr
