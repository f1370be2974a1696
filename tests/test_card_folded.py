"""The risk card and the card about the app in two languages: folded, a leaf in either language."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT
from fanzha.formats.card.imposition import CARD, SHEET, corners
from fanzha.formats.card.kinds import RISK, CardOptions
from fanzha.formats.card.render import render
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages
from fanzha.plan import numbered
from tests.print_samples import library, tactic

EDITION = Edition(folder="card", name="folded", options={})
KINDS = ("risk", "app")
DOTS = 10
SAYS = {
    "risk": {"zh": ("开户之前", "我已了解"), "en": ("Beforeyouopen", "Iunderstand")},
    "app": {"zh": ("国家反诈中心App", "谁发链接"), "en": ("NationalAnti-Fraud", "Sentalink")},
}


def source() -> Library:
    return library({RISK: tactic(RISK)}, {})


def plan(of: Library, kind: str, second: str = "en", **options: Any) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of, EDITION, CardOptions(kind=kind, second=Text(second), **options)))  # type: ignore[arg-type]


def cards(of: Library, kind: str, **options: Any) -> list[Artifact]:
    return [numbered(each) for each in plan(of, kind, **options) if isinstance(each, Artifact)]


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> set[str]:
    return {found.code for found in FORMAT.verify(artifact, data, workshop)}


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the sheet of each kind."""
    return {kind: (one, render(one, workshop)) for kind in KINDS for one in cards(source(), kind)}


def on(lines: tuple[Line, ...], corner: tuple[float, float]) -> str:
    """Return the text of the leaf whose upper left corner that is."""
    x, y = corner
    there = (line for line in lines if x < line.box.left < x + CARD[0] and y < line.box.top < y + CARD[1])
    return "".join(line.text for line in there)


def test_there_is_one_folded_card_for_both_languages() -> None:
    both = [cards(source(), kind, press="also") for kind in KINDS]
    paths = [one.path for pair in both for one in pair]
    assert paths == [f"card/{name}{press}.zh-en.pdf" for name in (f"{RISK}-risk", "app") for press in ("", "-press")]
    for one in (card for pair in both for card in pair):
        assert one.title.endswith("中英双语") and one.locale == "zh"
        assert one.printing is not None and one.printing.trim_mm == (180, 54) and "对折" in one.printing.paper


@pytest.mark.parametrize("kind", ["app", pytest.param("risk", marks=pytest.mark.slow)])
def test_chinese_has_the_cover_and_what_is_behind_it_and_english_the_other_leaf(
    kind: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[kind]
    assert told(artifact, data, workshop) == set()
    outside, inside = (page.lines for page in read_pages(data))
    for left, right in zip(corners()[::2], corners()[1::2], strict=True):
        assert SAYS[kind]["en"][0] in on(outside, left) and SAYS[kind]["zh"][0] in on(outside, right)
        assert SAYS[kind]["zh"][1] in on(inside, left) and SAYS[kind]["en"][1] in on(inside, right)
    image = list(rasters(data, 253.99))[1]
    for (x, y), locale in zip(corners(), ("zh", "en") * 5, strict=True):
        edges = [round(edge * DOTS) for edge in (x, y, x + CARD[0], y + CARD[1])]
        (url,) = texts_in(image.crop((edges[0], edges[1], edges[2], edges[3])))
        assert ("/en/" in url) == (locale == "en"), "each leaf leads to its own language"
    assert render(artifact, workshop) == data, "the same bytes"


@pytest.mark.parametrize("kind", ["app", pytest.param("risk", marks=pytest.mark.slow)])
def test_english_is_no_larger_and_no_smaller_than_a_card_allows_and_says_that_it_is_english(
    kind: str, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    artifact, data = made[kind]
    for page in read_pages(data):
        body = [line for line in page.lines if line.text.replace("-", "") not in artifact.params.serial]  # type: ignore[attr-defined]
        fine = ("2026", "版本", "Version", "card-", "app.")
        assert min(line.size_pt for line in body if not line.text.startswith(fine)) >= 6.5
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        tagged = [thing for thing in kinds if str(thing.get("/Lang", "")) == "en"]
        assert len(tagged) == 10 and {str(thing.S) for thing in tagged} == {"/Div"}
    flags = {"risk": ("来电叫你关闭保障", "Theytellyoutocancel"), "app": ("打开手机", "Opentheappstore")}[kind]
    (zh, *_), (en, *_) = ([line for line in read_pages(data)[0].lines if flag in line.text] for flag in flags)
    assert zh.size_pt >= en.size_pt >= 7.5


@pytest.mark.parametrize("kind", ["app", pytest.param("risk", marks=pytest.mark.slow)])
def test_the_fold_is_marked_by_dashes_between_cut_marks(kind: str, made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    image = next(rasters(made[kind][1], 253.99))
    ink = image.point(lambda level: 255 if level < 128 else 0)
    for x, strokes in ((15.0, 1), (SHEET[0] / 2, 3), (SHEET[0] - 15, 1)):
        column = ink.crop((round(x * DOTS) - 1, 0, round(x * DOTS) + 1, 130)).resize((1, 130))
        dark = [level > 0 for level in column.tobytes()]
        assert sum(now and not before for before, now in zip([False, *dark], dark, strict=False)) == strokes


@pytest.mark.parametrize("kind", ["app", pytest.param("risk", marks=pytest.mark.slow)])
def test_for_offset_print_a_card_lies_open(kind: str, workshop: Workshop) -> None:
    (press,) = cards(source(), kind, press="only")
    data = render(press, workshop)
    assert told(press, data, workshop) == set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(edge) * MM_PER_PT for edge in page.trimbox)
            assert (right - left, top - bottom) == pytest.approx((180, 54), abs=0.05)


@pytest.mark.slow
def test_verify_refuses_a_card_in_one_language_and_one_whose_english_leaf_is_damaged(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["risk"]
    alone = next(iter(FORMAT.plan(source(), EDITION, CardOptions(kind="risk"))))
    assert isinstance(alone, Artifact)
    assert {"FIT006", "FIT015", "QR001"} <= told(artifact, render(numbered(alone), workshop), workshop)
    x, y = corners()[3]
    points = ((x + 10) / MM_PER_PT, (SHEET[1] - y - 40) / MM_PER_PT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        drawn = f"Q q /Artifact BMC 0 g {points[0]} {points[1]} 20 5 re f EMC Q"
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, drawn.encode()))
        pdf.save(out := io.BytesIO())
    assert "FIT015" in told(artifact, out.getvalue(), workshop), "the five English leaves are no longer alike"


def test_what_cannot_be_made_is_told_once() -> None:
    def codes(of: Library, kind: str, second: str = "en", **options: Any) -> list[str]:
        return [each.code if isinstance(each, Diagnostic) else each.path for each in plan(of, kind, second, **options)]

    whole = source()
    one = whole.tactics[RISK]
    chinese = dataclasses.replace(whole, tactics={RISK: dataclasses.replace(one, texts={"zh": one.texts["zh"]})})
    assert codes(chinese, "risk", press="also") == ["LANG006"]
    assert codes(chinese, "app") == ["card/app.zh-en.pdf"], "it is about no tactic"
    for kind in KINDS:
        assert codes(whole, kind, "fr") == codes(whole, kind, "zh") == ["LOAD020"]
    assert codes(whole, "app", tactics=(Text(RISK),)) == ["LOAD039"]
