"""The counter card in two languages: what is made, what stands in the way, and the finished sheet read back."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT, bilingual
from fanzha.formats.card.imposition import COPIES
from fanzha.formats.card.kinds import CardOptions
from fanzha.formats.card.render import render
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.pages import Line, read_pages
from fanzha.plan import numbered
from tests.print_samples import FIVE, library, slogan, tactic, with_english

EDITION = Edition(folder="card", name="bilingual", options={})
ONE = {FIVE[0]: tactic(FIVE[0])}
ZH, EN = ("来电叫你关闭保障", "要你共享屏幕"), ("They tell you to cancel it", "They want your screen")


def plan(source: Library, second: str = "en", **options: Any) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, CardOptions(second=Text(second), **options)))


def card(source: Library, **options: Any) -> Artifact:
    (only,) = plan(source, **options)
    assert isinstance(only, Artifact), only
    return numbered(only)


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> set[str]:
    return {found.code for found in FORMAT.verify(artifact, data, workshop)}


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> bytes:
    """Return the sheet of the first tactic, Chinese with English."""
    return render(card(library(ONE)), workshop)


def sizes(lines: tuple[Line, ...], text: str) -> list[float]:
    """Return the sizes in points of the lines that hold `text`."""
    return [line.size_pt for line in lines if text.replace(" ", "") in line.text]


def test_one_sheet_named_after_both_languages_and_without_findings(made: bytes, workshop: Workshop) -> None:
    artifact = card(library(ONE))
    assert artifact.path == f"card/{FIVE[0]}.zh-en.pdf"
    assert (artifact.locale, artifact.subjects) == ("zh", (FIVE[0],))
    assert artifact.title == "“百万保障”类诈骗 · 中英双语"
    assert told(artifact, made, workshop) == set()


def test_each_side_says_it_in_both_languages_the_second_smaller_and_no_letters_too_small(made: bytes) -> None:
    front, back = (page.lines for page in read_pages(made))
    (chinese, *_), (english, *_) = sizes(front, "百万保障不用关"), sizes(front, "Asked to cancel it?")
    assert chinese >= 18 and 9 <= english <= 0.45 * chinese
    for name in ("Fake “protection” scam", "Qingchuan Anti-Fraud Outreach", "晴川县反诈宣传站"):
        assert len(sizes(front, name)) == COPIES, name
    pairs = [*zip(ZH, EN, strict=True), ("挂断电话，不共享屏幕", "Hang up and share nothing"), ("拿不准", "Not sure?")]
    for ours, theirs in pairs:
        large, small = sizes(back, ours), sizes(back, theirs)
        assert len(large) == len(small) == COPIES, ours
        assert large[0] >= 7.45 and 6.45 <= small[0] < large[0], ours
    assert min(sizes(back, "96110")) >= 22.9


def test_a_screen_reader_is_told_where_english_begins(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "zh"
        marked = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert "/Link" not in {str(thing.S) for thing in marked}
        languages = [str(thing.get("/Lang", "")) for thing in marked]
    assert languages.count("en") == 9 * COPIES, "name, slogan, publisher; heading, two flags, what to do, two calls"


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(made: bytes, workshop: Workshop) -> None:
    assert render(card(library(ONE)), workshop) == made


@pytest.mark.slow
def test_a_red_flag_goes_before_letters_get_small(workshop: Workshop) -> None:
    stop = Text("Hang up at once, share nothing, and tell your family. " * 3)
    actions = dataclasses.replace(ONE[FIVE[0]].texts["en"].actions, stop=(stop,))
    artifact = card(library(with_english(actions=actions)), press="only")
    data = render(artifact, workshop)
    assert told(artifact, data, workshop) == set(), "a file for a print shop, too"
    back = read_pages(data)[1]
    assert sum(bool(sizes(back.lines, flag)) for flag in EN) == 1
    assert min(sizes(back.lines, "Hang up at once")) >= 6.45


@pytest.mark.slow
def test_verify_refuses_small_letters_and_a_card_in_one_language(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifact = card(library(ONE), press="only")
    monkeypatch.setattr(bilingual, "SIZES", ((7.5, 5.6),))
    assert told(artifact, render(artifact, workshop), workshop) == {"FIT018"}
    alone = next(iter(FORMAT.plan(library(ONE), EDITION, CardOptions(press="only"))))
    assert isinstance(alone, Artifact)
    assert told(artifact, render(numbered(alone), workshop), workshop) == {"FIT006"}


def test_what_cannot_be_made_is_told() -> None:
    def codes(source: Library, second: str = "en", **options: Any) -> list[str]:
        return [each.code for each in plan(source, second, **options) if isinstance(each, Diagnostic)]

    whole = ONE[FIVE[0]]
    chinese = {FIVE[0]: dataclasses.replace(whole, texts={"zh": whole.texts["zh"]})}
    assert codes(library(ONE), "fr") == codes(library(ONE), "zh") == ["LOAD020"]
    assert codes(library(chinese), tactics=(Text(FIVE[0]),)) == ["LANG006"]
    assert plan(library(chinese)) == []
    assert codes(library(ONE, {"one": slogan("one", FIVE[0], zh="先挂断，再核实")})) == ["LINK002"]
