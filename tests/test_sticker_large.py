"""Labels in large print: a slogan and the numbers to call, on sheets whose labels have room for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.sticker import FORMAT, Params, StickerOptions
from fanzha.formats.sticker.circle import fitted
from fanzha.formats.sticker.sheets import LARGE, SHEETS
from fanzha.model import Artifact, Edition, Slogan, SloganText
from fanzha.pdf.pages import read_pages
from fanzha.theme import contrast
from tests.print_samples import library, printed, problems

EDITION = Edition(folder="sticker", name="door", options={})
OBLONG = [name for name in LARGE if not SHEETS[name].round]
PALE = ":root{--color-brand:#7fb2c8;--color-alert:#dd7766}"
FINE = ("2026", "2027", "晴川县", "Qingchuan")
"""In which lines small letters are: who publishes it, and when."""


def made(
    sheet: Any, zh: str = "验证码，谁也不给", en: str = "Tell no one your code", **fields: Any
) -> list[Artifact | Diagnostic]:
    texts = {
        locale: SloganText(slug="code", locale=locale, name=Text(words), channels=(Text("sticker"), Text("atm")))
        for locale, words in (("zh", zh), ("en", en))
    }
    of = library({}, {"code": Slogan(slug="code", tactic=None, audiences=(), texts=texts)}, brand=PALE)
    return list(FORMAT.plan(of, EDITION, StickerOptions(sheet=sheet, large=True, **fields)))


def codes(found: list[Artifact | Diagnostic]) -> list[str]:
    return [one.code for one in found if isinstance(one, Diagnostic)]


@pytest.fixture(scope="module")
def labels(workshop: Workshop) -> Mapping[tuple[str, str], tuple[Artifact, bytes]]:
    sheets = [(name, one) for name in LARGE for one in made(name) if isinstance(one, Artifact)]
    return {(name, one.locale): (one, printed(one, workshop)) for name, one in sheets}


@pytest.mark.parametrize("locale", ["zh", "en"])
@pytest.mark.parametrize("sheet", OBLONG)
def test_a_label_has_slogan_and_numbers_in_18_points(
    sheet: str, locale: str, labels: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = labels[sheet, locale]
    assert problems(artifact, data, workshop) == set(), "that it has no code is proven by this as well"
    (page,) = read_pages(data)
    on_labels = [line for line in page.lines if line.box.top > SHEETS[sheet].top]
    small = [line.text for line in on_labels if line.size_pt < 17.95]
    assert small and all(any(word in text for word in FINE) for text in small)
    assert page.text.count("96110") == SHEETS[sheet].labels and "fanzha.example" not in page.text


def test_the_round_sheet_holds_eight_hanzi(
    labels: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = labels["round-40", "zh"]
    assert problems(artifact, data, workshop) == set()
    (page,) = read_pages(data)
    assert min(line.size_pt for line in page.lines if line.box.top > SHEETS["round-40"].top) >= 18
    artifact, data = labels["round-40", "en"]
    assert problems(artifact, data, workshop) == {"FIT018"}, "English is too long"


def test_large_print_is_offered_on_all_sheets_that_have_room_and_no_others() -> None:
    for name, sheet in SHEETS.items():
        if sheet.round:
            one = fitted(("来电要钱，先挂断", "zh"), "96110", sheet)
            assert sheet.large == (min(one.size, one.digits) >= 18), name
        else:
            assert sheet.large


def test_what_is_too_small_says_which_sheets_do() -> None:
    (found,) = made("round-25")
    assert isinstance(found, Diagnostic) and found.code == "LOAD041"
    assert dict(found.args)["known"] == "round-40, 99x68, 105x74, 99x139"
    (usual,) = FORMAT.plan(library(), EDITION, StickerOptions(sheet="99x139"))
    assert isinstance(usual, Diagnostic) and usual.code == "LOAD039", "half of it would be white"
    assert codes(made("99x139", second=Text("en"))) == ["LOAD039"], "large print is in one language"


def test_pale_colours_give_way(labels: Mapping[tuple[str, str], tuple[Artifact, bytes]]) -> None:
    params = labels["99x68", "zh"][0].params
    assert isinstance(params, Params)
    colours = params.theme
    assert min(contrast(colours[f"color-{name}"], colours["color-on-dark"]) for name in ("brand", "alert")) >= 7


@pytest.mark.slow
def test_a_slogan_that_does_not_fit_is_refused_where_it_is_written(workshop: Workshop) -> None:
    artifact = made("99x68", en="Hang up at once and ask somebody near you before you pay anybody " * 3)[1]
    assert isinstance(artifact, Artifact)
    assert "FIT018" in problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_usual_labels_are_no_large_print(
    labels: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, _ = labels["99x68", "zh"]
    assert isinstance(artifact.params, Params)
    usual = dataclasses.replace(
        artifact, params=dataclasses.replace(artifact.params, large=False, url="https://fanzha.example/")
    )
    assert {"FIT018", "QR002"} <= problems(artifact, printed(usual, workshop), workshop)


@pytest.mark.slow
def test_a_label_printer_gets_the_same_in_four_inks(workshop: Workshop) -> None:
    artifact = made("99x139", press="only")[0]
    assert isinstance(artifact, Artifact) and artifact.path == "sticker/door-press.zh.pdf"
    assert "大字版" in artifact.title and "印刷店" in artifact.title
    assert problems(artifact, printed(artifact, workshop), workshop) == set()
