"""The leaflet: what may be printed, and the finished sheet read back."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.leaflet import FORMAT
from fanzha.formats.leaflet.sheets import LeafletOptions, Params
from fanzha.make import Job, make
from fanzha.model import Artifact, Edition, Library, ingredients_of
from tests.print_samples import FIVE, library, printed, tactic

EDITION = Edition(folder="leaflet", name="street", options={})
OPTIONS = LeafletOptions(
    titles={"zh": Text("陌生来电说到钱，先挂断，再核实"), "en": Text("A stranger talks money? Hang up.")},
    tactics=tuple(map(Text, FIVE)),
    case=Text("case"),
)


def plan(source: Library, options: LeafletOptions = OPTIONS) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, options))


def codes(found: Iterable[Artifact | Diagnostic]) -> list[tuple[str, dict[str, str]]]:
    return [(each.code, dict(each.args)) for each in found if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def chinese(workshop: Workshop) -> bytes:
    """Return the Chinese leaflet of the sample library."""
    return printed(plan(library())[0], workshop)


def findings(artifact: Artifact | Diagnostic, data: bytes, workshop: Workshop) -> list[Diagnostic]:
    assert isinstance(artifact, Artifact)
    return list(FORMAT.verify(artifact, data, workshop))


def test_one_leaflet_a_locale_and_only_its_own_language_inside() -> None:
    chinese, english = plan(library())
    assert isinstance(chinese, Artifact) and isinstance(english, Artifact)
    assert (chinese.path, english.path) == ("leaflet/street.zh.pdf", "leaflet/street.en.pdf")
    labels = {ingredient.label for ingredient in ingredients_of(english.params)}
    assert {"tactic:tactic-one.en", "case:case.en", "number:96110", "number:110", "publisher"} <= labels
    assert not any(label.endswith(".zh") for label in labels)


def test_a_misspelt_tactic_is_named_with_the_nearest_known_one() -> None:
    options = dataclasses.replace(OPTIONS, tactics=(Text("tactic-on"), *OPTIONS.tactics[1:]))
    found = plan(library(), options)
    assert [code for code, _ in codes(found)] == ["LINK001"]
    assert codes(found)[0][1]["nearest"] == "tactic-one"
    assert not [each for each in found if isinstance(each, Artifact)]


def test_a_tactic_listed_twice_is_told_where_it_stands_the_second_time() -> None:
    second = Text(FIVE[1], Place("materials/leaflet/street.yml", 9, 5))
    found = plan(library(), dataclasses.replace(OPTIONS, tactics=(*map(Text, FIVE[:4]), second)))
    assert codes(found) == [("LINK003", {"id": FIVE[1]})]
    assert [each.place for each in found if isinstance(each, Diagnostic)] == [second.place]
    assert not [each for each in found if isinstance(each, Artifact)]


def test_a_library_with_errors_does_not_stop_the_plan() -> None:
    whole = library()
    nameless = dataclasses.replace(whole.publisher, names={})
    assert len(plan(dataclasses.replace(whole, publisher=nameless))) == 2
    wordless = {slug: dataclasses.replace(each, texts={}) for slug, each in whole.tactics.items()}
    assert {code for code, _ in codes(plan(dataclasses.replace(whole, tactics=wordless)))} == {"LANG006"}
    numberless = dataclasses.replace(whole.registry, numbers={})
    assert {code for code, _ in codes(plan(dataclasses.replace(whole, registry=numberless)))} == {"LINK001"}


def test_brand_tokens_are_part_of_what_a_leaflet_is_made_of() -> None:
    (plain, _), (branded, _) = plan(library()), plan(library(brand=":root{--color-brand:#004400}"))
    assert isinstance(plain, Artifact) and isinstance(branded, Artifact)
    assert plain.params != branded.params
    assert isinstance(branded.params, Params) and branded.params.theme["color-brand"] == "#004400"


def test_the_chinese_leaflet_passes_its_own_reading(chinese: bytes, workshop: Workshop) -> None:
    assert findings(plan(library())[0], chinese, workshop) == []


@pytest.mark.slow
def test_the_english_leaflet_passes_its_own_reading_and_is_repeatable(workshop: Workshop) -> None:
    artifact = plan(library())[1]
    data = printed(artifact, workshop)
    assert findings(artifact, data, workshop) == []
    assert printed(artifact, workshop) == data


def test_type_sizes_on_paper(chinese: bytes) -> None:
    from fanzha.pdf.pages import read_pages

    pages = read_pages(chinese)
    lines = [line for page in pages for line in page.lines]
    hotline = next(line for line in pages[0].lines if line.text == "96110")
    assert hotline.size_pt >= 70
    assert hotline.size_pt == max(line.size_pt for line in lines)
    body = [line for line in lines if "先停下" in line.text or "来电叫你" in line.text]
    assert len(body) == 10
    assert min(line.size_pt for line in body) >= 12


def test_words_swapped_on_the_sheet_are_refused(chinese: bytes, workshop: Workshop) -> None:
    other = library({**library().tactics, FIVE[0]: tactic(FIVE[0], name=Text("网络婚恋交友类诈骗"))})
    found = findings(plan(other)[0], chinese, workshop)
    assert ("FIT006", "网络婚恋交友类诈骗") in {(each.code, dict(each.args).get("text")) for each in found}


def rewritten(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(result := io.BytesIO())
    return result.getvalue()


def test_front_and_back_exchanged_are_refused(chinese: bytes, workshop: Workshop) -> None:
    data = rewritten(chinese, lambda pdf: pdf.pages.reverse())
    found = [dict(each.args) for each in findings(plan(library())[0], data, workshop) if each.code == "FIT006"]
    assert ("leaflet/street.zh.pdf#page=2", "fanzha.example") in {(each["path"], each["text"]) for each in found}


def test_a_leaflet_that_lost_one_weight_is_refused(chinese: bytes, workshop: Workshop) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/FontName", "")).endswith("Fanzha-Sans"):
                del thing["/FontFile3"]

    found = findings(plan(library())[0], rewritten(chinese, strip), workshop)
    assert [dict(each.args)["weight"] for each in found if each.code == "FIT012"] == ["400"]


def test_too_much_text_is_refused_and_not_squeezed(workshop: Workshop) -> None:
    flood = tuple(Text("这是一条长得谁也读不完的危险信号" * 5) for _ in range(3))
    artifact = plan(library({slug: tactic(slug, red_flags=flood) for slug in FIVE}))[0]
    assert "FIT002" in {each.code for each in findings(artifact, printed(artifact, workshop), workshop)}


def titled(zh: str) -> Artifact:
    title = Text(zh, Place("materials/leaflet/street.yml", 3, 7, len(zh), f"  zh: {zh}"))
    found = plan(library(), dataclasses.replace(OPTIONS, titles={"zh": title}))
    (artifact,) = [one for one in found if isinstance(one, Artifact)]
    return artifact


def test_a_headline_of_eighty_hanzi_is_refused_where_it_was_written(workshop: Workshop) -> None:
    artifact = titled("先停下别转账问家人" * 9)
    (found,) = findings(artifact, printed(artifact, workshop), workshop)
    assert (found.code, str(found.place)) == ("FIT018", "materials/leaflet/street.yml:3:7")
    short = titled("先停下，别转账")
    assert findings(short, printed(short, workshop), workshop) == []


@pytest.mark.slow
def test_a_character_that_the_font_lacks_is_told_where_it_was_written(tmp_path: Path) -> None:
    made = make(Job(titled("先停下，问𪚥家"), tmp_path, tmp_path / "build", tmp_path / "staging"))
    (found,) = made.found
    assert (found.code, dict(found.args)["codepoint"]) == ("FIT004", "U+2A6A5")
    assert str(found.place) == "materials/leaflet/street.yml:3:12" and made.staged is None
