"""What is stale or overdue is not printed, by any format; the website says so instead. Silencing has an end."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from fanzha.checks.silencing import silenced
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.expiry import Expiry
from fanzha.formats import formats
from fanzha.load import load_project
from fanzha.manifest import Recipe, Record
from fanzha.model import Allow, Artifact, Library, digest_of
from fanzha.plan import Plan, make_plan
from tests.every_format import IN_TIME, TOO_LATE, library
from tests.harness import ROOT, Fanzha
from tests.site_project import build, make_project, plan


def planned(today: datetime.date) -> Plan:
    """Return what is planned of every format on a day."""
    return make_plan(library(today), ROOT)


def test_what_is_overdue_is_in_no_leaflet_poster_or_screen() -> None:
    sound = planned(IN_TIME)
    late = planned(TOO_LATE)
    assert {artifact.format for artifact in sound.artifacts} == set(formats())
    assert {artifact.format for artifact in late.artifacts} == {"site"}, "the website goes on, and says so"
    assert {found.code for found in late.found} == {"LIFE002", "LIFE010"}


@pytest.mark.parametrize("name", [name for name in formats() if name != "site"])
def test_a_stale_translation_is_in_no_leaflet_poster_or_screen(name: str) -> None:
    artifacts = [a for a in planned(IN_TIME).artifacts if a.format == name]
    assert artifacts
    expiry = Expiry(library(IN_TIME))
    for artifact in artifacts:
        assert list(expiry.unprintable(artifact)) == []
        if artifact.path.startswith("card/app."):
            continue  # it says fixed words alone
        stale = list(expiry.unprintable(_with_stale_texts(artifact)))
        assert {found.code for found in stale} == {"LANG004"}


def _with_stale_texts(artifact: Artifact) -> Artifact:
    """Return the artefact with every text of one field of its parameters marked as stale."""
    params = artifact.params
    for field in dataclasses.fields(params):  # type: ignore[arg-type]
        value = getattr(params, field.name)
        if isinstance(value, tuple) and value and hasattr(value[0], "stale"):
            changed = tuple(dataclasses.replace(text, stale=True) for text in value)
        elif hasattr(value, "stale"):
            changed = dataclasses.replace(value, stale=True)
        elif hasattr(value, "text") and hasattr(value.text, "stale"):
            changed = dataclasses.replace(value, text=dataclasses.replace(value.text, stale=True))
        else:
            continue
        return dataclasses.replace(artifact, params=dataclasses.replace(params, **{field.name: changed}))  # type: ignore[type-var]
    raise AssertionError("no text found")


def test_old_products_stay_when_their_content_is_overdue(built: Fanzha) -> None:
    before = built.built("sms/week.zh.txt")
    done = built.run("build", status=1, FANZHA_TODAY="2027-01-01")
    assert "LIFE002" in done.stderr and "docs/slogans/fake-loan.md:10:3" in done.stderr
    assert built.built("sms/week.zh.txt") == before


def test_what_has_expired_is_kept_but_no_longer_offered() -> None:
    sound, late = planned(IN_TIME), planned(TOO_LATE)
    recipe = Recipe(parameters="", code="", tools={}, ingredients=())
    records = {artifact.path: Record.of(artifact, recipe, (1, "", {})) for artifact in sound.artifacts}
    offered = [one.path for one in sound.artifacts if (one.offered or one.pictured) and not one.after_others]
    assert [one.path for one in sound.on_offer(records)] == offered and len(offered) > 10
    assert [one for one in late.on_offer(records) if one.offered] == []


def test_plain_mkdocs_offers_nothing_that_has_expired(fanzha: Fanzha, monkeypatch: pytest.MonkeyPatch) -> None:
    from fanzha.formats.site.supply import finished_in, from_project

    fanzha.run("build")
    days = {one.valid_until for one in finished_in(fanzha.project / "build") if one.format != "site"}
    assert days == {datetime.date(2026, 12, 31)}, "the review date of what they are made of"
    front = fanzha.project / "docs" / "slogans" / "fake-loan.md"
    front.write_text(front.read_text("utf-8").replace("review_by: 2026-12-31", "review_by: 2026-11-30"), "utf-8")
    done = fanzha.run("build")
    assert "0 rendered" in done.stderr, "the same bytes"
    assert datetime.date(2026, 11, 30) in {one.valid_until for one in finished_in(fanzha.project / "build")}
    for day, offered in (("2026-11-30", True), ("2026-12-01", False)):
        monkeypatch.setenv("FANZHA_TODAY", day)
        assert bool([one for one in from_project(fanzha.project).finished if one.format != "site"]) is offered


def test_nothing_is_printed_in_an_expired_publishers_name() -> None:
    sound = library(IN_TIME)
    gone = dataclasses.replace(sound.publisher, valid_until=IN_TIME - datetime.timedelta(1))
    late = dataclasses.replace(sound, publisher=gone)
    for artifact in planned(IN_TIME).artifacts:
        bare = dataclasses.replace(artifact, params=None)  # as of a format that prints no publisher
        assert [one.code for one in Expiry(late).unprintable(bare)] == ([] if artifact.after_others else ["LIFE010"])


def test_the_day_of_the_check_decides(fanzha: Fanzha) -> None:
    assert fanzha.json("check", "--on", "2026-12-31")["ok"]
    found = fanzha.json("check", "--on", "2027-01-01", status=1)["diagnostics"]
    assert {"LIFE001", "LIFE011"} <= {one["code"] for one in found}


def test_an_overdue_page_of_the_site_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path)
    sound, _ = load_project(root)
    assert sound is not None
    fresh = digest_of(plan(sound).params)
    monkeypatch.setenv("FANZHA_TODAY", "2027-01-01")
    late, _ = load_project(root)
    assert late is not None and digest_of(plan(late).params) != fresh, (
        "a page that becomes overdue makes the site stale"
    )
    made = build(root, tmp_path / "scratch")
    assert "这一页已过复核日期" in made.page("tactics/fake-loan.html")
    assert "past its review date" in made.page("en/tactics/fake-loan.html")
    assert "已过复核日期" not in made.page("tactics/index.html")


def allowing(**given: object) -> tuple[Library, Diagnostic]:
    """Return a library that silences WORD-like warnings in one file, and a diagnostic there."""
    fields = {"code": Text("FIT011"), "reason": "说明", "role": "author", "until": IN_TIME} | given
    allowed = dataclasses.replace(library(IN_TIME), allowed={"docs/x.md": (Allow(**fields),)})  # type: ignore[arg-type]
    return allowed, Diagnostic.at("FIT011", Place("docs/x.md", 3, 5, 2, "今天第一名了"))


def codes(of: Library, found: Diagnostic) -> list[str]:
    """Return the codes that are left."""
    return [one.code for one in silenced([found], of)]


def test_an_allowance_holds_until_its_last_day() -> None:
    allowed, found = allowing()
    assert codes(allowed, found) == []
    assert codes(dataclasses.replace(allowed, today=IN_TIME + datetime.timedelta(1)), found) == ["FIT011", "CONF013"]


@pytest.mark.parametrize(
    ("words", "left"), [("了", []), ("第一名", ["FIT011", "CONF005"]), ("没有", ["FIT011", "CONF005"])]
)
def test_an_allowance_may_be_for_certain_words(words: str, left: list[str]) -> None:
    allowed, found = allowing(text=Text(words))
    found = dataclasses.replace(found, place=Place("docs/x.md", 3, 6, 1, "今天第一名了"))
    assert codes(allowed, found) == left


def test_an_error_cannot_be_allowed() -> None:
    allowed, _ = allowing(code=Text("FACT001"))
    found = Diagnostic.at("FACT001", Place("docs/x.md", 3))
    assert codes(allowed, found) == ["FACT001", "CONF006"]
