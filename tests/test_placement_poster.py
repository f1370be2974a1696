"""The poster of a placement: large enough to be read and scanned from its place, and nothing of another's on it."""

from __future__ import annotations

import dataclasses
import datetime
import io
from pathlib import Path

import pikepdf
import pytest

from fanzha.code_size import module_for
from fanzha.codes import codes_in, texts_in
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.placement import FORMAT, PRIZES, Params, PlacementOptions
from fanzha.furniture import text as furniture_text
from fanzha.make import Job, make
from fanzha.model import Artifact, Edition, Library, Page, PageText, Paper, Placement, Revoked
from fanzha.papers import A_SERIES
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import read_pages, squeezed
from fanzha.plan import numbered
from fanzha.qr import matrix
from tests.print_samples import DAY, FIVE, library, printed, problems, slogan

FILE = "materials/placement/town.csv"
EDITION = Edition(folder="placement", name="town", options=None, place=Place(FILE, 1))
UNTIL = datetime.date(2027, 5, 22)


def placement(serial: str = "223Y", **more: object) -> Placement:
    plain = Placement(
        serial=Text(serial), name=Text("政务大厅一楼东侧"), address=Text("示范路1号"), from_=DAY, until=UNTIL,
        distance=0.8, tactic=Text(FIVE[0]), place=Place(FILE, 2),
    )  # fmt: skip
    return dataclasses.replace(plain, **more)  # type: ignore[arg-type]


def with_placements(*placements: Placement) -> Library:
    return dataclasses.replace(library(), placements=placements, today=DAY)


def plan(source: Library) -> list[Artifact]:
    found = list(FORMAT.plan(source, EDITION, PlacementOptions()))
    return [numbered(one) for one in found if isinstance(one, Artifact)]


def told(source: Library) -> list[str]:
    return [one.code for one in FORMAT.plan(source, EDITION, PlacementOptions()) if isinstance(one, Diagnostic)]


def words(data: bytes) -> str:
    return "".join(squeezed(page.text) for page in read_pages(data))


BOTH = (Text("zh"), Text("en"))
CASES: dict[str, Placement] = {
    "alert beside": placement(),
    "calm under": placement(mood="calm", distance=1.2),
    "children English": placement(mood="children", distance=1.0, languages=BOTH[1:]),
    "alert both": placement(distance=1.0, languages=BOTH),
    "calm both, English first": placement(mood="calm", languages=BOTH[::-1]),
    "alert A3": placement(distance=1.8, outdoors=False),
    "children A2 both": placement(mood="children", distance=2.5, languages=BOTH),
}


@pytest.mark.parametrize("name", CASES)
def test_a_poster_is_proven_whatever_its_mood_paper_and_languages(name: str, workshop: Workshop) -> None:
    (artifact,) = plan(with_placements(CASES[name]))
    assert problems(artifact, printed(artifact, workshop), workshop) == set()


@pytest.mark.parametrize(("distance", "paper"), [(0.5, "a4"), (1.2, "a4"), (1.8, "a3"), (2.7, "a2")])
def test_the_code_is_as_large_on_paper_as_its_distance_asks(distance: float, paper: Paper, workshop: Workshop) -> None:
    (artifact,) = plan(with_placements(placement(distance=distance)))
    assert isinstance(artifact.params, Params) and artifact.params.paper == paper
    data, dpi = printed(artifact, workshop), A_SERIES[paper].dpi
    (code,) = codes_in(next(iter(rasters(data, dpi))))
    payload, (left, _, right, _) = code.text, code.box
    assert payload == "https://FANZHA.EXAMPLE/Q/223Y/"
    module = (right - left) / dpi * 25.4 / len(matrix(payload, "H"))
    assert module > module_for(distance) * 0.985  # a dot or two are lost at the edges
    assert max(line.size_pt for page in read_pages(data) for line in page.lines if "百万" in line.text) >= 70.8


def test_each_says_its_serial_place_and_days_and_nothing_of_another(workshop: Workshop) -> None:
    other = placement("224W", name=Text("汽车客运站"), address=Text(""), until=DAY, outdoors=True)
    artifacts = plan(with_placements(placement(), other))
    assert [one.path for one in artifacts] == ["placement/223Y.zh.pdf", "placement/224W.zh.pdf"]
    assert [one.valid_until for one in artifacts] == [UNTIL, DAY]
    assert not any(one.offered for one in artifacts)
    one, two = (printed(artifact, workshop) for artifact in artifacts)
    assert "编号223Y" in words(one) and "只贴在：政务大厅一楼东侧·示范路1号" in words(one)
    assert "有效期2026-11-22至2027-05-22" in words(one)
    assert "编号224W" in words(two) and "只贴在：汽车客运站" in words(two)
    assert texts_in(next(iter(rasters(two, 100)))) == ["https://FANZHA.EXAMPLE/Q/224W/"]
    for alien in (b"223Y", "政务大厅".encode("utf-16-be"), "政务大厅".encode()):
        assert alien not in unpacked(two)
    assert printed(artifacts[0], workshop) == one


def unpacked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out := io.BytesIO(), stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False)
    return out.getvalue()


def test_the_domain_stands_at_the_code_and_the_hotline_for_those_who_do_not_scan(workshop: Workshop) -> None:
    for distance in (0.8, 1.2):
        (artifact,) = plan(with_placements(placement(distance=distance)))
        (page,) = read_pages(printed(artifact, workshop))
        sizes = {squeezed(line.text): line.size_pt for line in page.lines}
        assert sizes["fanzha.example"] >= 18
        assert sizes["96110"] >= 50
        assert "不扫码也可以：拨打" in sizes


def test_no_fixed_word_beside_the_code_promises_a_prize_and_no_message_does_if_another_can() -> None:
    fixed = furniture_text("placement", "words.toml").lower()
    assert not [word for word in PRIZES if word in fixed]
    slogans = {
        "prize": slogan("prize", FIVE[0], zh="返现不可信"),
        "calm": slogan("calm", FIVE[0], zh="先垫钱的兼职，千万做不得"),
    }
    source = dataclasses.replace(with_placements(placement()), slogans=slogans)
    (artifact,) = plan(source)
    assert isinstance(artifact.params, Params)
    assert artifact.params.said.message == "先垫钱的兼职，千万做不得"


def test_a_message_too_long_to_be_read_from_five_metres_is_refused_at_its_source(workshop: Workshop) -> None:
    long = slogan("long", FIVE[0], zh="不管对方自称是谁、说得多急、给多少好处，只要让您转账，就先停下来问一问家人再说")
    (artifact,) = plan(dataclasses.replace(with_placements(placement(distance=1.2)), slogans={"long": long}))
    assert problems(artifact, printed(artifact, workshop), workshop) == {"FIT018"}


def test_what_is_revoked_expired_or_without_a_serial_is_not_printed() -> None:
    revoked = Revoked(on=DAY, reason=Text("码被盖住"))
    gone = [
        placement(revoked=revoked),
        placement(until=DAY - datetime.timedelta(days=1)),
        placement(""),
        placement("223X"),
        placement(place=Place("materials/placement/other.csv", 2)),
    ]
    assert plan(with_placements(*gone)) == []
    later = placement(from_=DAY + datetime.timedelta(days=9))
    assert len(plan(with_placements(later, placement("224W", revoked=dataclasses.replace(revoked, on=UNTIL))))) == 2


def test_a_page_may_be_what_a_poster_is_about(workshop: Workshop) -> None:
    text = PageText(slug="help/now", locale="zh", name=Text("钱转出去了，马上打110"))
    source = dataclasses.replace(
        with_placements(placement(tactic=Text(""), page=Text("help/now"))),
        pages={"help/now": Page(slug="help/now", texts={"zh": text})},
    )
    (artifact,) = plan(source)
    assert "钱转出去了马上打110" in words(printed(artifact, workshop)).replace("，", "")
    assert told(dataclasses.replace(source, pages={})) == ["LINK001"]


def test_what_a_language_lacks_is_told() -> None:
    assert told(with_placements(placement(languages=(Text("ug"),)))) == ["LINK001"]
    assert told(with_placements(placement(tactic=Text(FIVE[1])))) == ["LINK002"]
    assert told(with_placements(placement(tactic=Text("nothing")))) == ["LINK001"]


def test_a_place_whose_name_is_too_long_for_its_line_is_refused(workshop: Workshop, tmp_path: Path) -> None:
    (artifact,) = plan(with_placements(placement(name=Text("很长的地点" * 14, Place(FILE, 2, 6)))))
    build = tmp_path / "build"
    build.mkdir()
    (build / ".cache").symlink_to(workshop.cache)
    (problem,) = make(Job(artifact, tmp_path, build, tmp_path / "staging")).found
    assert (problem.code, problem.place.path, problem.place.line) == ("FIT018", FILE, 2)
