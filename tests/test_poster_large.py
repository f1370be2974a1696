"""The poster in large print: one message, both hotlines, the code and its domain, all of 18 points and more."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.poster import FORMAT, Params, PosterOptions
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.pages import read_pages
from fanzha.theme import contrast
from tests.print_samples import FIVE, library, printed, problems

EDITION = Edition(folder="poster", name="large", options={})


def plan(of: Library, **fields: Any) -> dict[str, Artifact]:
    options = PosterOptions(large=True, tactics=(Text(FIVE[0]),), **fields)
    return {one.path: one for one in FORMAT.plan(of, EDITION, options) if isinstance(one, Artifact)}


@pytest.mark.parametrize(("paper", "factor"), [("a4", 1.0), ("a2", 2.0)])
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_one_message_and_nothing_but_the_imprint_is_small(
    workshop: Workshop, paper: str, factor: float, locale: str
) -> None:
    size = "" if paper == "a4" else f"-{paper}"
    artifact = plan(library(), paper=paper)[f"poster/{FIVE[0]}{size}-large.{locale}.pdf"]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    (page,) = read_pages(data)
    text = library().tactics[FIVE[0]].texts[locale]
    assert text.name not in page.text and text.red_flags[0] not in page.text
    assert all(said in page.text for said in ("96110", "110", "fanzha.example"))
    foot = [line for line in page.lines if line.box.top > page.height_mm - 20 * factor]
    assert "2026.11" in "".join(line.text for line in foot)
    assert min(line.size_pt for line in page.lines if line not in foot) >= 18 * factor - 0.05


def test_the_sample_unit_with_a_long_name_is_printed_in_full(workshop: Workshop) -> None:
    sample = dataclasses.replace(
        library().publisher, fictional=True, names={"en": "Qingchuan County Anti-Fraud Outreach (sample)"}
    )
    artifact = plan(dataclasses.replace(library(), publisher=sample))[f"poster/{FIVE[0]}-large.en.pdf"]
    assert isinstance(artifact.params, Params)
    params = dataclasses.replace(artifact.params, serial="million-protection-scam-large.en")
    artifact = dataclasses.replace(artifact, params=params)
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set(), "the imprint stays on the sheet"
    assert "Sample" in read_pages(data)[0].text


def test_a_slogan_in_english_takes_three_lines_at_the_most(workshop: Workshop) -> None:
    artifact = plan(library())[f"poster/{FIVE[0]}-large.en.pdf"]
    assert isinstance(artifact.params, Params)
    slogan = dataclasses.replace(artifact.params.slogan, name=Text("If a job makes you pay first, walk away"))
    artifact = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, slogan=slogan))
    (page,) = read_pages(printed(artifact, workshop))
    assert [line.text for line in page.lines[:3]] == ["Ifajobmakes", "youpayfirst,", "walkaway"]


def test_the_usual_poster_is_not_large_print(workshop: Workshop) -> None:
    artifact = plan(library())[f"poster/{FIVE[0]}-large.zh.pdf"]
    assert isinstance(artifact.params, Params)
    usual = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, large=False))
    found = problems(artifact, printed(usual, workshop), workshop)
    assert "FIT018" in found, "its labels are smaller"


@pytest.mark.parametrize("paper", ["board", "rollup"])
def test_boards_and_stands_are_large_anyway_and_their_colours_stand_out(workshop: Workshop, paper: str) -> None:
    pale = dataclasses.replace(library(), brand=":root{--color-brand:#7fb2c8}")
    artifact = plan(pale, paper=paper)[f"poster/{FIVE[0]}-{paper}-large.zh.pdf"]
    assert isinstance(artifact.params, Params)
    assert contrast(artifact.params.theme["color-brand"], "#ffffff") >= 7
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert min(line.size_pt for page in read_pages(data) for line in page.lines) >= 18


def test_it_has_one_language() -> None:
    options = PosterOptions(large=True, second=Text("en"))
    found = list(FORMAT.plan(library(), EDITION, options))
    assert [one.code for one in found if isinstance(one, Diagnostic)] == ["LOAD039"] and len(found) == 1


def test_a_slogan_that_does_not_fit_is_refused(workshop: Workshop) -> None:
    artifact = plan(library())[f"poster/{FIVE[0]}-large.en.pdf"]
    assert isinstance(artifact.params, Params)
    slogan = dataclasses.replace(artifact.params.slogan, name=Text("Hang up and ask before you pay anybody " * 30))
    flooded = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, slogan=slogan))
    assert problems(flooded, printed(flooded, workshop), workshop) & {"FIT002", "FIT018"}
