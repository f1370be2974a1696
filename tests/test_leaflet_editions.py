"""The leaflet in large print: what may be printed, and the finished sheet read back."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Mapping

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.leaflet import FORMAT
from fanzha.formats.leaflet.sheets import LargeParams, LeafletOptions
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.pages import Line, read_pages
from fanzha.plan import numbered
from fanzha.theme import contrast
from tests.print_samples import FIVE, library, printed, problems, slogan, tactic

EDITION = Edition(folder="leaflet", name="elderly", options={}, place=Place("materials/leaflet/elderly.yml", 1))
TWO = tuple(Text(slug, Place("materials/leaflet/elderly.yml", line, 5)) for line, slug in enumerate(FIVE[:2], start=7))
OPTIONS = LeafletOptions(
    titles={"zh": Text("接到这两种电话，先挂断"), "en": Text("Two calls to hang up on")},
    subtitles={"zh": Text("也给家里人看看"), "en": Text("Show it to your family")},
    tactics=TWO,
    large=True,
)
SAID = (
    ("百万保障不用关，谁叫您关谁在骗", "Asked to cancel it? Hang up."),
    ("越叫您保密，越要告诉家人", "Told to keep it secret? Tell."),
)


def source(*, brand: str = "", **zh: object) -> Library:
    """Return a library with two tactics, each with a slogan for leaflets."""
    slogans = {}
    for slug, (chinese, english) in zip(FIVE, SAID, strict=False):
        said = slogan(f"say-{slug}", slug, zh=chinese, en=english)
        texts = {locale: dataclasses.replace(text, channels=(Text("leaflet"),)) for locale, text in said.texts.items()}
        slogans[f"say-{slug}"] = dataclasses.replace(said, texts=texts)
    return library({slug: tactic(slug, **zh) for slug in FIVE[:2]}, slogans, brand=brand)


def plan(content: Library, options: LeafletOptions = OPTIONS) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(content, EDITION, options))


def sheets(content: Library) -> list[Artifact]:
    return [each for each in plan(content) if isinstance(each, Artifact)]


def codes(found: list[Artifact | Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in found if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    return {each.locale: (each, printed(each, workshop)) for each in sheets(source())}


def body(data: bytes, side: int) -> list[Line]:
    """Return the lines of a side but for its header and its imprint."""
    return [line for line in read_pages(data)[side].lines if line.box.top > 17 and line.box.bottom < 297 - 15]


def test_one_sheet_a_locale_with_a_slogan_for_either_side() -> None:
    found = sheets(source())
    assert [each.path for each in found] == ["leaflet/elderly.zh.pdf", "leaflet/elderly.en.pdf"]
    for each, which in zip(found, (0, 1), strict=True):
        assert isinstance(each.params, LargeParams)
        assert [str(said.name) for said in each.params.slogans] == [said[which] for said in SAID]


@pytest.mark.parametrize(("large", "wanted"), [(True, "2"), (False, "5")])
def test_the_wrong_number_of_tactics_is_told_at_the_first_of_them(large: bool, wanted: str) -> None:
    three = (*TWO, Text(FIVE[2], Place("materials/leaflet/elderly.yml", 9, 5)))
    case = None if large else Text("case")
    found = plan(library(), dataclasses.replace(OPTIONS, tactics=three, large=large, case=case))
    assert codes(found) == [("LOAD019", "materials/leaflet/elderly.yml:7:5")]
    assert isinstance(found[0], Diagnostic)
    assert (dict(found[0].args)["count"], dict(found[0].args)["most"]) == ("3", wanted)


def test_a_case_is_wanted_in_usual_print_and_unknown_in_large_print() -> None:
    usual = dataclasses.replace(OPTIONS, large=False, tactics=tuple(map(Text, FIVE)))
    assert codes(plan(library(), usual)) == [("LOAD013", "materials/leaflet/elderly.yml:1")]
    case = Text("case", Place("materials/leaflet/elderly.yml", 9, 7))
    assert codes(plan(source(), dataclasses.replace(OPTIONS, case=case))) == [("LOAD039", str(case.place))]


def test_a_tactic_without_a_slogan_for_leaflets_is_told() -> None:
    lacking = dataclasses.replace(source(), slogans={})
    found = plan(lacking)
    assert {code for code, _ in codes(found)} == {"LINK002"}
    assert sum(isinstance(each, Artifact) for each in found) == 0


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_finished_sheet_has_no_findings_and_is_repeatable(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[locale]
    assert problems(artifact, data, workshop) == set()
    assert printed(artifact, workshop) == data


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_nothing_that_is_read_is_smaller_than_18_points(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    for side in (0, 1):
        lines = body(made[locale][1], side)
        assert len(lines) >= 10
        assert min(line.size_pt for line in lines) >= 17.95
        largest = max(lines, key=lambda line: line.size_pt)
        assert "96110" in largest.text and largest.size_pt >= 80


def test_one_message_a_side(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    front, back = (page.text for page in read_pages(made["zh"][1]))
    assert "百万保障不用关" in front and "百万保障不用关" not in back
    assert "越要告诉家人" in back and "越要告诉家人" not in front
    assert all(text in side for side in (front, back) for text in ("96110", "要你共享屏幕", "晴川县反诈宣传站"))
    assert "家人电话" in back and "fanzha.example" in back


def test_a_pale_brand_gives_way_so_that_letters_stand_out() -> None:
    from fanzha.large import legible

    brand = "--color-brand:#7fb2c8;--color-alert:#004400;--color-on-dark:#888888;--color-brand-soft:#8899aa"
    pale = sheets(source(brand=f":root{{{brand}}}"))[0]
    assert isinstance(pale.params, LargeParams)
    chosen = legible(pale.params.theme)
    assert chosen["color-alert"] == "#004400", "a brand's dark colour stays"
    assert chosen["color-brand"] != "#7fb2c8"
    for colour in ("ink", "ink-soft", "brand", "alert"):
        for ground in ("on-dark", "brand-soft", "alert-soft", "paper"):
            assert contrast(chosen[f"color-{colour}"], chosen[f"color-{ground}"]) >= 7, (colour, ground)
        assert contrast(chosen[f"color-{colour}"], "#ffffff") >= 7


@pytest.mark.slow
def test_too_much_text_is_refused_and_not_set_smaller(workshop: Workshop) -> None:
    flood = tuple(Text("这是一条长得谁也读不完的危险信号" * 8) for _ in range(3))
    artifact = sheets(source(red_flags=flood))[0]
    data = printed(artifact, workshop)
    assert "FIT002" in problems(artifact, data, workshop)


@pytest.mark.slow
def test_the_sides_exchanged_or_another_title_are_refused(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    other = plan(source(), dataclasses.replace(OPTIONS, tactics=TWO[::-1]))[0]
    assert isinstance(other, Artifact)
    assert problems(other, made["zh"][1], workshop) == {"FIT006"}


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.slow
def test_large_print_for_a_print_shop(workshop: Workshop, locale: str) -> None:
    options = dataclasses.replace(OPTIONS, locales=(Text(locale),), press="also")
    office, press = [each for each in plan(source(), options) if isinstance(each, Artifact)]
    assert (office.path, press.path) == (f"leaflet/elderly.{locale}.pdf", f"leaflet/elderly-press.{locale}.pdf")
    data = printed(press, workshop)
    assert list(FORMAT.verify(press, data, workshop)) == []
    assert {"FIT020", "FIT021", "FIT022"} <= {
        one.code for one in FORMAT.verify(press, printed(office, workshop), workshop)
    }


@pytest.mark.slow
def test_a_pale_brand_is_in_black_ink_too(workshop: Workshop) -> None:
    pale = source(brand=":root{--color-ink:#8899aa}")
    options = dataclasses.replace(OPTIONS, locales=(Text("zh"),), press="only")
    (press,) = [each for each in plan(pale, options) if isinstance(each, Artifact)]
    assert list(FORMAT.verify(press, printed(press, workshop), workshop)) == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_two_of_a5_on_a_sheet(workshop: Workshop, locale: str) -> None:
    options = dataclasses.replace(OPTIONS, locales=(Text(locale),), two_up=True)
    a5, office = [each for each in plan(source(), options) if isinstance(each, Artifact)]
    assert (a5.path, office.path) == (f"leaflet/elderly-a5.{locale}.pdf", f"leaflet/elderly.{locale}.pdf")
    assert a5.printing is not None and a5.printing.trim_mm == (148, 210)
    data = printed(a5, workshop)
    assert list(FORMAT.verify(a5, data, workshop)) == [] and data == printed(a5, workshop)
    for page in read_pages(data):
        large = [line for line in page.lines if line.size_pt > 40]
        found = [line.glyphs[at.start()].box.left for line in large for at in re.finditer("96110", line.text)]
        left, right = sorted(found)
        assert right - left == pytest.approx(148, abs=0.1)
        body = [line.size_pt for line in page.lines if line.size_pt >= 11]
        assert min(body) >= 12


@pytest.mark.slow
def test_either_half_of_a_sheet_of_a5_says_which_it_is(workshop: Workshop) -> None:
    options = dataclasses.replace(OPTIONS, locales=(Text("zh"),), two_up=True)
    a5 = numbered(next(each for each in plan(source(), options) if isinstance(each, Artifact)))
    data = printed(a5, workshop)
    assert list(FORMAT.verify(a5, data, workshop)) == []
    assert [page.text.count("elderly-a5.zh") for page in read_pages(data)] == [2, 2]
    other = numbered(dataclasses.replace(a5, path="leaflet/other-a5.zh.pdf"))
    assert [one.code for one in FORMAT.verify(other, data, workshop)] == ["FIT006", "FIT006"]


@pytest.mark.slow
def test_halves_that_differ_are_refused(workshop: Workshop) -> None:
    options = dataclasses.replace(OPTIONS, locales=(Text("zh"),), two_up=True)
    a5 = next(each for each in plan(source(), options) if isinstance(each, Artifact))
    with pikepdf.open(io.BytesIO(printed(a5, workshop))) as pdf:
        pdf.pages[1].contents_add(pikepdf.Stream(pdf, b"q 1 0 0 1 500 300 cm 0 0 30 30 re f Q"))
        pdf.save(out := io.BytesIO())
    assert "FIT015" in {one.code for one in FORMAT.verify(a5, out.getvalue(), workshop)}


@pytest.mark.slow
def test_a5_can_be_had_without_large_print(workshop: Workshop) -> None:
    options = dataclasses.replace(OPTIONS, large=False, two_up=True, locales=(Text("zh"),))
    (a5,) = [each for each in plan(source(), options) if isinstance(each, Artifact)]
    assert a5.path == "leaflet/elderly-a5.zh.pdf" and "大字" not in a5.title
    assert list(FORMAT.verify(a5, printed(a5, workshop), workshop)) == []
    for wrong in ({"press": "also"}, {"case": Text("case")}, {"second": Text("en")}, {"units": (Text("all"),)}):
        found = codes(plan(source(), dataclasses.replace(options, **wrong)))
        assert "LOAD039" in [code for code, _ in found], wrong
