"""The trifold in two languages: which are made, both read back on every panel, and what verify refuses."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.trifold import FORMAT, TrifoldOptions, bilingual
from fanzha.model import Actions, Artifact
from fanzha.pdf import LaidOut
from tests.print_samples import FIVE, library, printed, problems, tactic
from tests.test_trifold import OPTIONS, codes, on, plan, said, source, trifolds

BOTH = dataclasses.replace(
    OPTIONS, second=Text("en"), subtitles={"zh": "怎么认，怎么办", "en": "How to spot them and what to do"}
)


def change(**more: Any) -> TrifoldOptions:
    return dataclasses.replace(BOTH, **more)


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """Return the HTML of each setting that was tried for `sheet`, the last that of the sheet."""
    return []


@pytest.fixture(scope="module")
def sheet(workshop: Workshop, pages: list[str]) -> tuple[Artifact, bytes]:
    from fanzha.formats.trifold import render

    def noted(html: str, *rest: Any, **more: Any) -> LaidOut:
        pages.append(html)
        return LaidOut(html, *rest, **more)

    (artifact,) = trifolds(source(), BOTH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "LaidOut", noted)
        return artifact, printed(artifact, workshop)


def test_one_sheet_named_after_both_and_offered_in_the_first() -> None:
    made = trifolds(source(), change(press="also"))
    assert [(one.path, one.title) for one in made] == [
        ("trifold/street.zh-en.pdf", "说到转账，停一停 · 中英双语"),
        ("trifold/street-press.zh-en.pdf", "说到转账，停一停（送印刷店） · 中英双语"),
    ]
    assert (made[0].locale, made[0].subjects, made[1].subjects) == ("zh", FIVE[:3], ())


def test_what_cannot_be_made_in_two_languages_is_told() -> None:
    chinese = {slug: dataclasses.replace(tactic(slug), texts={"zh": tactic(slug).texts["zh"]}) for slug in FIVE[:1]}
    assert codes(source(), change(second=Text("fr"))) == ["LOAD020"]
    assert codes(source(), change(second=Text("zh"))) == ["LOAD020"]
    assert codes(source(), change(titles={"zh": Text("停一停")})) == ["LINK001"]
    assert codes(library({**source().tactics, **chinese}), BOTH) == ["LANG006"]
    assert not [one for one in plan(library({**source().tactics, **chinese}), BOTH) if not isinstance(one, Diagnostic)]


def test_the_finished_sheet_has_no_findings(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = sheet
    assert list(FORMAT.verify(artifact, data, workshop)) == []


def test_each_panel_says_the_same_in_both_languages(sheet: tuple[Artifact, bytes]) -> None:
    panels = {
        "cover": ("说到转账停一停", "Stopbeforeyousendmoney", "怎么认，怎么办", "Howtospotthem", "Notsure?Askfirst"),
        "flap": ("号码显示境外", "Aforeign“localofficer”", "先挂断，再当面问真民警", "Hangup,thenask."),
        "back": ("记住两个电话", "Twonumberstoremember", "晴川县反诈宣传站", "QingchuanAnti-Fraud", "2027-05-22"),
    }
    for number, below in ((1, "Notsure?Askfirst"), (2, "Moneygone?Call"), (3, "Scanformore")):
        flags = ("来电叫你关闭保障", "Theytellyoutocancelit", "要你共享屏幕", "Theywantyourscreen")
        steps = ("挂断电话，不共享屏幕", "Hangupandsharenothing.", "钱已转出，马上打110", "Moneygone?Call110atonce.")
        panels[f"inside-{number}"] = (f"{number}Fake“protection”scam", *flags, *steps, below)
    for name, words in panels.items():
        text = said(sheet[1], name)
        assert [word for word in words if word not in text] == [], name


def test_the_second_language_is_smaller_but_never_under_ten_and_a_half_points(sheet: tuple[Artifact, bytes]) -> None:
    for first, second in (("要你共享屏幕", "Theywantyourscreen"), ("挂断电话", "Hangupandshare")):
        (large,) = (line.size_pt for line in on(sheet[1], "inside-1") if first in line.text)
        (small,) = (line.size_pt for line in on(sheet[1], "inside-1") if second in line.text)
        assert 10.5 <= small < large and large >= 12
    fine = {line.text for panel in ("cover", "flap", "inside-2") for line in on(sheet[1], panel) if line.size_pt < 10.4}
    assert all("Qingchuan" in text or "Outreach" in text for text in fine), "the publisher alone"


def test_each_run_of_english_is_tagged_and_nothing_else(sheet: tuple[Artifact, bytes], pages: list[str]) -> None:
    bare = re.sub('<a lang="en".*?</a>', "", pages[-1], flags=re.DOTALL)
    body = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", bare[bare.index("<body") :], flags=re.DOTALL))
    assert set(re.findall("[A-Za-z]{2,}", body)) <= {"fanzha", "example"}
    anchors = pages[-1].count('<a lang="en"')
    with pikepdf.open(io.BytesIO(sheet[1])) as pdf:
        marked = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert str(pdf.Root.Lang) == "zh" and "/Link" not in {str(thing.S) for thing in marked}
        assert [str(thing.Lang) for thing in marked if "/Lang" in thing].count("en") == anchors > 40


@pytest.mark.slow
def test_other_english_and_english_in_small_letters_are_refused(
    sheet: tuple[Artifact, bytes], workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifact, data = sheet
    (other,) = trifolds(source(), change(titles={**BOTH.titles, "en": Text("Money asked for? Stop")}))
    assert problems(other, data, workshop) == {"FIT006"}
    monkeypatch.setattr(bilingual, "smaller", lambda _: 10.0)
    assert problems(artifact, printed(artifact, workshop), workshop) == {"FIT018"}


@pytest.mark.slow
def test_too_much_english_is_refused_and_not_squeezed(workshop: Workshop) -> None:
    whole = source()
    long = (Text("Hang up and show your family what he sent you before you answer him again. " * 5),)
    first = whole.tactics[FIVE[0]]
    place = Place("docs/tactics/one.en.md", 3)
    english = dataclasses.replace(first.texts["en"], actions=Actions(stop=long, verify=long, report=long), place=place)
    texts = {**first.texts, "en": english}
    changed = {**whole.tactics, FIVE[0]: dataclasses.replace(first, texts=texts)}
    (artifact,) = trifolds(dataclasses.replace(whole, tactics=changed), BOTH)
    found = list(FORMAT.verify(artifact, printed(artifact, workshop), workshop))
    assert {str(one.place) for one in found if one.code == "FIT007" and one.place.path} == {str(place)}, (
        "not the Chinese"
    )


@pytest.mark.slow
def test_a_long_second_title_and_subtitle_make_the_cover_smaller(workshop: Workshop) -> None:
    titles = {**BOTH.titles, "en": Text("A caller who says he is the police and wants money? Stop and hang up first")}
    subtitles = {
        "zh": "三种常见骗局：怎么认得出来，遇上了怎么办，家里的老人怎么教",
        "en": "Three common scams: how to spot them, what to do, and how to tell your parents before it is too late",
    }
    (artifact,) = trifolds(source(), change(titles=titles, subtitles=subtitles))
    assert problems(artifact, printed(artifact, workshop), workshop) == set()


@pytest.mark.slow
def test_english_first_for_the_print_shop(workshop: Workshop) -> None:
    (artifact,) = trifolds(source(), change(second=Text("zh"), locales=(Text("en"),), press="only"))
    assert problems(artifact, printed(artifact, workshop), workshop) == set()
