"""The QR poster: which are made, and the finished sheet and its code read back."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.poster import FORMAT, Params, PosterOptions
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.pages import open_pdf
from fanzha.plan import numbered
from tests.print_samples import FIVE, library, printed, slogan, tactic

EDITION = Edition(folder="poster", name="tactics", options={})
ONE = {FIVE[0]: tactic(FIVE[0])}


def plan(source: Library, options: PosterOptions | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, options or PosterOptions()))


def posters(source: Library) -> list[Artifact]:
    found = plan(source)
    assert all(isinstance(each, Artifact) for each in found), found
    return [each for each in found if isinstance(each, Artifact)]


@pytest.fixture(scope="module")
def chinese(workshop: Workshop) -> bytes:
    """Return the Chinese poster of the first tactic."""
    return printed(numbered(posters(library(ONE))[0]), workshop)


def raster(data: bytes, dpi: int) -> Any:
    """Return the only page as a picture, made by another program than the one that set it."""
    (page,) = open_pdf(data)
    return page.render(scale=dpi / 72).to_pil()


def codes_of(data: bytes) -> list[str]:
    """Return what a telephone reads from the sheet."""
    from fanzha.codes import texts_in

    return texts_in(raster(data, dpi=150))


def test_a_poster_for_each_tactic_and_locale_with_text() -> None:
    slogans = {slug: slogan(f"say-{slug}", slug, zh="先挂断，再核实", en="Hang up first") for slug in FIVE}
    paths = [each.path for each in posters(library(slogans=slogans))]
    assert paths == [f"poster/{slug}.{locale}.pdf" for slug in FIVE for locale in ("zh", "en")]


def test_a_tactic_without_a_poster_slogan_is_told_and_the_others_are_made() -> None:
    found = plan(library({slug: tactic(slug) for slug in FIVE[:2]}), PosterOptions(locales=(Text("zh"),)))
    assert [each.path for each in found if isinstance(each, Artifact)] == [f"poster/{FIVE[0]}.zh.pdf"]
    told = [each for each in found if isinstance(each, Diagnostic)]
    assert [(each.code, dict(each.args)) for each in told] == [
        ("LINK002", {"tactic": FIVE[1], "locale": "zh", "channel": "poster"})
    ]


def test_a_library_with_errors_does_not_stop_the_plan() -> None:
    whole = library(ONE)
    nameless = dataclasses.replace(whole.publisher, names={})
    assert len(posters(dataclasses.replace(whole, publisher=nameless))) == 2
    assert plan(dataclasses.replace(whole, tactics={FIVE[0]: dataclasses.replace(ONE[FIVE[0]], texts={})})) == []
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    assert {each.code for each in plan(numberless) if isinstance(each, Diagnostic)} == {"LINK001"}


def test_a_poster_without_its_regular_font_is_refused(chinese: bytes) -> None:
    from fanzha.formats.poster.render import problems_of

    artifact = posters(library(ONE))[0]
    assert isinstance(artifact.params, Params)
    with pikepdf.open(io.BytesIO(chinese)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/FontName", "")).endswith("Fanzha-Sans"):
                del thing["/FontFile3"]
        pdf.save(result := io.BytesIO())
    assert "FIT012" in {each.code for each in problems_of(artifact, result.getvalue())}


def test_a_poster_says_which_it_is(chinese: bytes) -> None:
    from fanzha.formats.poster.render import problems_of

    artifact = posters(library(ONE))[0]
    assert problems_of(numbered(artifact), chinese) == []
    other = numbered(dataclasses.replace(artifact, path="poster/other.zh.pdf"))
    assert {each.code for each in problems_of(other, chinese)} == {"FIT006"}


def test_an_address_too_long_for_a_good_code_is_refused() -> None:
    source = library(ONE)
    site = Text("https://" + "long-" * 14 + "name.example/")
    found = plan(dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, site=site)))
    assert {each.code for each in found if isinstance(each, Diagnostic)} == {"QR003"}
    assert not [each for each in found if isinstance(each, Artifact)]


@pytest.mark.parametrize(
    ("which", "url"),
    [
        (0, f"https://fanzha.example/tactics/{FIVE[0]}.html"),
        (1, f"https://fanzha.example/en/tactics/{FIVE[0]}.html"),
    ],
    ids=["zh", "en"],
)
def test_the_code_on_paper_leads_to_the_tactic_in_its_language(which: int, url: str, workshop: Workshop) -> None:
    artifact = posters(library(ONE))[which]
    data = printed(artifact, workshop)
    assert codes_of(data) == [url]
    assert list(FORMAT.verify(artifact, data, workshop)) == []


def test_the_same_input_gives_the_same_bytes(chinese: bytes, workshop: Workshop) -> None:
    assert printed(numbered(posters(library(ONE))[0]), workshop) == chinese


def test_the_slogan_is_the_one_message_and_breaks_at_its_comma(chinese: bytes) -> None:
    from fanzha.pdf.pages import read_pages

    (page,) = read_pages(chinese)
    slogan_lines = [line for line in page.lines if line.size_pt > 70 and line.text != "96110"]
    assert [line.text for line in slogan_lines] == ["百万保障不用关", "谁叫你关谁在骗"]
    right = max(line.box.right for line in slogan_lines)
    assert 190 <= right <= 197, "the longest line fills the measure of 182 mm"


def test_the_code_is_large_and_keeps_its_quiet_zone(chinese: bytes) -> None:
    import zxingcpp

    image = raster(chinese, dpi=150).convert("L")
    (code,) = zxingcpp.read_barcodes(image)
    mm = 25.4 / 150
    mm = 25.4 / 150
    left, right = code.position.top_left.x, code.position.top_right.x
    assert (right - left) * mm >= 60
    module = (right - left) / 41
    assert module * mm >= 1.5, "readable from half a metre: three thousandths of the distance"
    beside = image.crop(
        (int(left - 3.7 * module), code.position.top_left.y, int(left - 0.3 * module), code.position.bottom_left.y)
    )
    assert beside.getextrema()[0] > 200


def test_verify_refuses_a_poster_whose_code_leads_elsewhere(workshop: Workshop) -> None:
    source = library(ONE)
    other = dataclasses.replace(
        source, publisher=dataclasses.replace(source.publisher, site=Text("https://other.example/"))
    )
    found = FORMAT.verify(posters(source)[0], printed(posters(other)[0], workshop), workshop)
    assert {"QR001", "QR002", "FIT006"} <= {each.code for each in found}


def test_a_rare_long_slogan_still_fits_one_page(workshop: Workshop) -> None:
    long = slogan("long", FIVE[0], zh="防范电信网络诈骗从你我他做起人人有责", en="x")
    artifact = posters(library(ONE, {"long": long}))[0]
    assert list(FORMAT.verify(artifact, printed(artifact, workshop), workshop)) == []
