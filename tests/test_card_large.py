"""The counter card in large print: one message and a number in front, the other number and the code behind."""

from __future__ import annotations

from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT
from fanzha.formats.card.kinds import CardOptions
from fanzha.model import Artifact, Edition
from fanzha.pdf.pages import read_pages
from tests.print_samples import FIVE, library, printed, problems, slogan

EDITION = Edition(folder="card", name="large", options={})


def made(words: str = "", **fields: Any) -> list[Artifact | Diagnostic]:
    options = CardOptions(large=True, tactics=(Text(FIVE[0]),), **fields)
    slogans = {"own": slogan("own", FIVE[0], zh=words, en=words)} if words else None
    return list(FORMAT.plan(library(slogans=slogans), EDITION, options))


@pytest.mark.parametrize("at", [0, 1], ids=["zh", "en"])
def test_nothing_but_the_imprint_is_under_18_points(workshop: Workshop, at: int) -> None:
    artifact = made()[at]
    assert isinstance(artifact, Artifact) and artifact.path == f"card/{FIVE[0]}-large.{artifact.locale}.pdf"
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    front, back = read_pages(data)
    assert front.text.count("96110") == 10 and "fanzha.example" in "".join(back.text.split())
    assert "96110" not in back.text and back.text.count(" 110") == 10
    assert min(line.size_pt for line in front.lines) >= 17.95
    small = [line.text for line in back.lines if line.size_pt < 17.95]
    assert small and not any("fanzha.example" in text or "110" in text for text in small), "only the imprint"


@pytest.mark.slow
def test_what_does_not_fit_in_18_points_is_refused(workshop: Workshop) -> None:
    artifact = made("Hang up at once and ask somebody near you before you pay " * 3)[1]
    assert isinstance(artifact, Artifact)
    assert "FIT018" in problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_a_usual_card_is_no_large_print(workshop: Workshop) -> None:
    large = made()[0]
    assert isinstance(large, Artifact)
    usual = next(iter(FORMAT.plan(library(), EDITION, CardOptions(tactics=(Text(FIVE[0]),)))))
    assert {"FIT006"} <= problems(large, printed(usual, workshop), workshop)


@pytest.mark.parametrize("kind", ["counter", "risk", "app"])
def test_a_second_language_is_refused(kind: str) -> None:
    found = made(second=Text("en"), kind=kind)
    assert [one.code for one in found if isinstance(one, Diagnostic)] == ["LOAD039"] and len(found) == 1


def test_a_print_shop_gets_the_card_alone(workshop: Workshop) -> None:
    artifact = made(press="only")[0]
    assert isinstance(artifact, Artifact) and artifact.path == f"card/{FIVE[0]}-large-press.zh.pdf"
    assert problems(artifact, printed(artifact, workshop), workshop) == set()


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 1], ids=["zh", "en"])
def test_the_front_stands_in_the_middle_of_its_panel(workshop: Workshop, at: int) -> None:
    front = read_pages(printed(made()[at], workshop))[0]
    row = [line.box for line in front.lines if line.box.top < 13.5 + 54]
    above, below = min(box.top for box in row) - 13.5 - 2.2, 13.5 + 54 - 2.2 - max(box.bottom for box in row)
    assert min(above, below) > 3 and abs(above - below) < 2
