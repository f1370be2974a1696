"""Leaflets of units: each with its own name, number and code, and nothing of another's."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pikepdf
import pytest

from fanzha.checks import lifecycle, publisher, references
from fanzha.checks.privacy import known
from fanzha.codes import texts_in
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.leaflet import FORMAT
from fanzha.make import Job, make
from fanzha.model import Artifact, Library, Unit
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import read_pages
from fanzha.plan import Plan, numbered
from tests.print_samples import library, printed
from tests.test_leaflet import EDITION, OPTIONS

PLACE = Place("materials/registry/units.yml", 7, 3)
TOWN = Unit(
    id=Text("town"), names={"zh": Text("城关镇反诈宣传点", PLACE), "en": Text("Town desk")}, phone=Text("0000-1234567"),
    place=PLACE,
)  # fmt: skip
SCHOOL = Unit(id=Text("school"), names={"zh": Text("第一中学")}, page=Text("audiences/students"), place=PLACE)
ALL = dataclasses.replace(OPTIONS, units=(Text("all"),), press="also")


def with_units(*units: Unit) -> Library:
    whole = library()
    return dataclasses.replace(
        whole,
        registry=dataclasses.replace(whole.registry, units={unit.id: unit for unit in units}),
        declared={kind: frozenset({"students"}) for kind in ("tactics", "cases", "audiences")},
    )


def plan(source: Library, **options: object) -> dict[str, Artifact]:
    found = FORMAT.plan(source, EDITION, dataclasses.replace(ALL, **options))  # type: ignore[arg-type]
    return {one.path.removeprefix("leaflet/street"): numbered(one) for one in found if isinstance(one, Artifact)}


def told(source: Library, **options: object) -> list[tuple[str, str]]:
    found = FORMAT.plan(source, EDITION, dataclasses.replace(ALL, **options))  # type: ignore[arg-type]
    return [
        (one.code, dict(one.args).get("id", dict(one.args).get("key", "")))
        for one in found
        if isinstance(one, Diagnostic)
    ]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> dict[str, tuple[Artifact, bytes]]:
    """Return the Chinese leaflets of both units, then those for a press."""
    wanted = {path: one for path, one in plan(with_units(TOWN, SCHOOL)).items() if one.locale == "zh"}
    names = ("-town.zh.pdf", "-school.zh.pdf", "-town-press.zh.pdf", "-school-press.zh.pdf")
    return {name: (wanted[name], printed(wanted[name], workshop)) for name in names}


def text_of(data: bytes) -> str:
    return "".join("".join(page.text.split()) for page in read_pages(data))


def test_each_unit_with_a_name_in_the_language_gets_one_beside_the_publishers() -> None:
    assert set(plan(with_units(TOWN, SCHOOL), press="no")) == {
        ".zh.pdf", ".en.pdf", "-town.zh.pdf", "-town.en.pdf", "-school.zh.pdf"
    }  # fmt: skip
    assert set(plan(with_units(TOWN, SCHOOL), press="no", units=(Text("school"),))) == {
        ".zh.pdf", ".en.pdf", "-school.zh.pdf"
    }  # fmt: skip


def test_what_units_hand_out_is_printed_and_not_offered_on_the_website(
    made: dict[str, tuple[Artifact, bytes]], workshop: Workshop, tmp_path: Path
) -> None:
    artifact, data = made["-town.zh.pdf"]
    assert artifact.printing is not None and artifact.subjects == () and "城关镇反诈宣传点" in artifact.title
    from fanzha.manifest import Record
    from fanzha.model import Fingerprints
    from fanzha.plan import recipe_of
    from fanzha.store import digest_of_path

    (sheet := tmp_path / "sheet.pdf").write_bytes(data)
    digest = digest_of_path(sheet)
    assert digest is not None
    own = plan(with_units(TOWN), press="no")
    records = {
        one.path: Record.of(one, recipe_of(one, Fingerprints(), workshop.cache), digest, {}) for one in own.values()
    }
    offered = Plan(tuple(own.values())).on_offer(records)
    assert [one.path for one in offered] == ["leaflet/street.en.pdf", "leaflet/street.zh.pdf"]


def test_each_says_its_own_and_nothing_of_the_other(
    made: dict[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    assert [list(FORMAT.verify(*one, workshop)) for one in made.values()] == [[], [], [], []]
    town, school = text_of(made["-town.zh.pdf"][1]), text_of(made["-school.zh.pdf"][1])
    assert "城关镇反诈宣传点" in town and "电话0000-1234567" in town and "第一中学" not in town
    assert "第一中学" in school and "城关镇" not in school and "电话0" not in school
    codes = [{text for image in rasters(data, 200) for text in texts_in(image)} for _, data in made.values()]
    home, page = {"https://fanzha.example/"}, {"https://fanzha.example/audiences/students.html"}
    assert codes == [home, page, home, page]


def test_one_is_not_taken_for_the_other(made: dict[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    found = FORMAT.verify(made["-town.zh.pdf"][0], made["-school.zh.pdf"][1], workshop)
    assert {"FIT006", "QR001", "QR002"} <= {each.code for each in found}


def test_a_unit_is_the_author_and_its_name_stands_at_the_head(made: dict[str, tuple[Artifact, bytes]]) -> None:
    data = made["-town.zh.pdf"][1]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/Author"]) == "城关镇反诈宣传点"
    front = read_pages(data)[0]
    (name,) = [line for line in front.lines if "城关镇反诈宣传点" in line.text]
    assert name.box.top < 20 and name.size_pt == 11
    assert [line.text for line in front.lines if "street" in line.text] == ["street.zh"]


def test_the_same_bytes_in_whatever_order(made: dict[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    for artifact, data in reversed(made.values()):
        assert printed(artifact, workshop) == data


def test_a_name_too_long_is_refused_where_it_stands(tmp_path: Path, workshop: Workshop) -> None:
    long = dataclasses.replace(TOWN, names={"zh": Text("城关镇反诈宣传点" * 8, PLACE)})
    artifact = plan(with_units(long), press="no")["-town.zh.pdf"]
    build = tmp_path / "build"
    build.mkdir()
    (build / ".cache").symlink_to(workshop.cache)
    (problem,) = make(Job(artifact, tmp_path, build, tmp_path / "staging")).found
    assert (problem.code, problem.place.path, problem.place.line) == ("FIT018", PLACE.path, PLACE.line)


def test_unknown_units_and_units_in_large_print_are_refused() -> None:
    assert told(with_units(TOWN), units=(Text("twon"),)) == [("LINK001", "twon")]
    assert told(with_units()) == [("LINK001", "all")]
    large = {"large": True, "case": None, "tactics": OPTIONS.tactics[:2]}
    assert ("LOAD039", "units") in told(with_units(TOWN), **large)


def test_what_is_wrong_with_a_unit_is_told_where_it_stands() -> None:
    police = dataclasses.replace(TOWN, names={"en": Text("x"), "zh": Text("城关派出所", PLACE)})
    nowhere = dataclasses.replace(SCHOOL, names={"en": Text("School")}, page=Text("audiences/pupils", PLACE))
    source = with_units(police, nowhere)
    assert [(one.code, one.place) for one in lifecycle.check(source) if one.code == "SAFE004"] == [("SAFE004", PLACE)]
    assert [(one.code, one.place) for one in publisher.check(source) if one.code == "CONF003"] == [("CONF003", PLACE)]
    assert [(one.code, one.place) for one in references.check(source) if ("kind", "pages") in one.args] == [
        ("LINK001", PLACE)
    ]


def test_a_units_number_may_be_printed() -> None:
    assert "1234567" in {number[-7:] for number in known.known_to(with_units(TOWN)).phones}
