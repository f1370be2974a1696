"""The poster in two languages: which are made, what stands in the way, and the finished sheet read back."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.poster import FORMAT, Params, PosterOptions, bilingual
from fanzha.load.decode import decode
from fanzha.load.nodes import parse_yaml
from fanzha.model import Artifact, Edition, Library, Slogan, Tactic
from fanzha.pdf import LaidOut
from fanzha.pdf.codes import rasters
from fanzha.pdf.layout import lines_of
from fanzha.pdf.pages import Page, read_pages
from fanzha.plan import numbered
from fanzha.source import SourceFile
from tests.print_samples import FIVE, library, printed, problems, slogan, tactic, with_english

EDITION = Edition(folder="poster", name="bilingual", options={})
ONE = {FIVE[0]: tactic(FIVE[0])}
HAN = re.compile("[\u4e00-\u9fff]")
ZH, EN = "百万保障不用关", "Askedtocancelit?Hangup."


def options_of(text: str) -> PosterOptions:
    found: list[Diagnostic] = []
    source = SourceFile("materials/poster/bilingual.yml", text, "0")
    options = decode(parse_yaml(source, text), PosterOptions, found)
    assert options is not None and found == []
    return options


def plan(source: Library, text: str = "second: en\n") -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, options_of(text)))


def poster(source: Library, text: str = "second: en\n") -> Artifact:
    (only,) = plan(source, text)
    assert isinstance(only, Artifact), only
    return only


def told(found: list[Artifact | Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in found if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> bytes:
    """Return the A4 poster of the first tactic, Chinese with English."""
    return printed(poster(library(ONE)), workshop)


def page_of(data: bytes) -> Page:
    (page,) = read_pages(data)
    return page


def sizes(page: Page, text: str) -> list[float]:
    """Return the sizes in points of the lines that hold `text`."""
    return [line.size_pt for line in page.lines if text in line.text]


def test_one_sheet_a_tactic_offered_in_the_first_language_and_named_after_both() -> None:
    artifact = poster(library(ONE))
    assert artifact.path == f"poster/{FIVE[0]}.zh-en.pdf"
    assert (artifact.locale, artifact.subjects) == ("zh", (FIVE[0],))
    assert artifact.title == "“百万保障”类诈骗 · 中英双语"
    single = {each.path for each in FORMAT.plan(library(ONE), EDITION, PosterOptions()) if isinstance(each, Artifact)}
    assert artifact.path not in single


def test_files_for_the_print_shop_and_larger_papers_keep_paths_of_their_own() -> None:
    texts = [f"second: en\npaper: {paper}\npress: also\n" for paper in ("a4", "a3", "a2")]
    sheets = [each for text in texts for each in plan(library(ONE), text) if isinstance(each, Artifact)]
    assert len(sheets) == len({each.path for each in sheets}) == len({each.title for each in sheets}) == 6
    assert f"poster/{FIVE[0]}-a3-press.zh-en.pdf" in {each.path for each in sheets}


def test_the_finished_sheet_has_no_findings_and_one_code_to_the_first_language(made: bytes, workshop: Workshop) -> None:
    from fanzha.codes import texts_in

    assert problems(poster(library(ONE)), made, workshop) == set()
    (image,) = rasters(made, 150)
    assert texts_in(image) == [f"https://fanzha.example/tactics/{FIVE[0]}.html"]


def test_english_is_there_and_clearly_smaller_than_chinese(made: bytes) -> None:
    page = page_of(made)
    (chinese,), (english,) = sizes(page, ZH), sizes(page, EN)
    assert chinese > 70, "as large as on a poster in one language"
    assert 0.25 * chinese <= english <= 0.45 * chinese
    for ours, theirs in (("来电叫你关闭保障", "Theytellyoutocancelit"), ("要你共享屏幕", "Theywantyourscreen")):
        (large,), (small,) = sizes(page, ours), sizes(page, theirs)
        assert 12 <= small < large
    chinese_words = ("“百万保障”类诈骗", "扫码看怎么防", "晴川县反诈宣传站")
    english_words = ("Fake“protection”scam", "Scantoseewhattodo", "Noneedtoscan:justcall", "Moneygone?Call")
    for word in (*chinese_words, *english_words, "QingchuanAnti-FraudOutreach"):
        assert sizes(page, word), word


def test_the_slogan_is_as_large_as_in_one_language_alone(made: bytes, workshop: Workshop) -> None:
    alone = next(iter(FORMAT.plan(library(ONE), EDITION, PosterOptions(locales=(Text("zh"),)))))
    assert isinstance(alone, Artifact)
    assert sizes(page_of(printed(alone, workshop)), ZH) == sizes(page_of(made), ZH)


def test_a_screen_reader_is_told_where_english_begins(made: bytes) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert str(pdf.Root.Lang) == "zh"
        marked = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        languages = [str(thing.get("/Lang", "")) for thing in marked]
        assert "/Link" not in {str(thing.S) for thing in marked}
    assert languages.count("en") == 12, "name, slogan, flags and code, three flags, tamper, two calls, imprint twice"


@pytest.mark.slow
def test_each_run_of_english_is_marked_as_such_and_nothing_is_without_a_second_language(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fanzha.formats.poster import render

    pages: list[tuple[str, str]] = []

    def noted(html: str, styles: list[str], *rest: Any, **more: Any) -> LaidOut:
        pages.append((html, "".join(styles)))
        return LaidOut(html, styles, *rest, **more)

    monkeypatch.setattr(render, "LaidOut", noted)
    printed(poster(library(ONE)), workshop)
    html, css = pages[-1]
    assert ".second" in css
    bare = re.sub('<a lang="en" class="latin second">.*?</a>', "", html, flags=re.DOTALL)
    body = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", bare[bare.index("<body") :], flags=re.DOTALL))
    assert set(re.findall("[A-Za-z]{2,}", body)) <= {"fanzha", "example"}
    pages.clear()
    alone = next(iter(FORMAT.plan(library(ONE), EDITION, PosterOptions(locales=(Text("zh"),)))))
    assert isinstance(alone, Artifact)
    printed(alone, workshop)
    html, css = pages[-1]
    assert "second" not in html + css and "<a" not in html and not re.search("<(?!html)[^>]* lang=", html)


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(made: bytes, workshop: Workshop) -> None:
    assert printed(poster(library(ONE)), workshop) == made


@pytest.mark.slow
def test_long_flags_leave_no_hanzi_alone_and_a_flag_gives_way_before_the_slogan(workshop: Workshop) -> None:
    long = Text("自己或者请家人一起打开官方网站查一查它到底有没有牌照再决定")
    english = Text("Open the official website together with your family and look up the licence before you pay")
    zh = {**with_english(red_flags=(english,) * 3)}
    plain = zh[FIVE[0]]
    chinese = dataclasses.replace(plain.texts["zh"], red_flags=(long,) * 3)
    source = library({FIVE[0]: dataclasses.replace(plain, texts={**plain.texts, "zh": chinese})})
    artifact = poster(source)
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    page = page_of(data)
    assert not [line.text for line in page.lines if len(line.text) == 1 and HAN.match(line.text)]
    assert page.text.count("自己或者请家人") == 2
    assert sizes(page, ZH)[0] > 70


def test_a_language_that_is_none_is_told_with_its_line_and_the_nearest() -> None:
    for text in ("second: fr\n", "second: en-XX\n", "second: zh\n"):
        assert told(plan(library(ONE), f"tactics: []\n{text}")) == [("LOAD020", "materials/poster/bilingual.yml:2:9")]
    (found,) = plan(library(ONE), "second: eng\n")
    assert isinstance(found, Diagnostic)
    assert dict(found.args) == {"value": "eng", "known": "en", "nearest": "en"}


def test_of_two_first_languages_the_one_that_is_the_second_is_told_and_the_other_made() -> None:
    found = plan(library(ONE), "locales: [zh, en]\nsecond: en\n")
    assert [each.path for each in found if isinstance(each, Artifact)] == [f"poster/{FIVE[0]}.zh-en.pdf"]
    assert [code for code, _ in told(found)] == ["LOAD020"]


STEPS = {"zh": "来电自称客服。", "en": "A caller says they are from customer service."}


def with_a_step() -> dict[str, Tactic]:
    """Return the first tactic with how it goes in both languages."""
    texts = {
        locale: dataclasses.replace(text, how=(Text(STEPS[locale]),)) for locale, text in ONE[FIVE[0]].texts.items()
    }
    return {FIVE[0]: dataclasses.replace(ONE[FIVE[0]], texts=texts)}


@pytest.mark.parametrize(
    ("paper", "slogan_pt", "second_pt"), [("board", 150, 19), pytest.param("rollup", 270, 44, marks=pytest.mark.slow)]
)
@pytest.mark.parametrize("press", ["only", pytest.param("no", marks=pytest.mark.slow)])
def test_a_board_and_a_stand_have_english_smaller_below_everything(
    paper: str, slogan_pt: float, second_pt: float, press: str, workshop: Workshop
) -> None:
    text = f"paper: {paper}\nsecond: en\npress: {press}\n"
    artifact = numbered(poster(library(with_a_step()), text))
    assert artifact.path == f"poster/{FIVE[0]}-{paper}{'-press' if press == 'only' else ''}.zh-en.pdf"
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    page = page_of(data)
    (first,), second = sizes(page, ZH), sizes(page, EN)
    assert first >= slogan_pt and second and 0.25 * first <= max(second) <= 0.41 * first
    params = artifact.params
    assert isinstance(params, Params) and params.second is not None and params.case is None
    pairs = [(params.tactic.red_flags, params.second.tactic.red_flags)]
    pairs += [(params.tactic.how, params.second.tactic.how)] if paper == "board" else []
    for ours, theirs in pairs:
        (zh, *_), (en, *_) = (list(lines_of(page, texts)) for texts in (ours, theirs))
        assert zh.size_pt > en.size_pt >= second_pt and en.box.top > zh.box.bottom, "Chinese first, and larger"
    assert "A real" not in page.text and "一件真事" not in page.text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing]
        assert [str(thing.get("/Lang", "")) for thing in kinds].count("en") >= 10
    alone = next(each for each in plan(library(with_a_step()), f"paper: {paper}\npress: {press}\n"))
    assert "FIT006" in problems(artifact, printed(alone, workshop), workshop)


@pytest.mark.slow
def test_long_texts_take_room_from_the_flags_and_then_from_the_slogan_of_a_board(workshop: Workshop) -> None:
    whole, long = (
        with_a_step()[FIVE[0]],
        {"zh": "来电自称客服，说不关就扣费，" * 6, "en": "They say you will be charged. " * 9},
    )
    texts = {
        locale: dataclasses.replace(text, how=(Text(long[locale].strip()),) * 5, red_flags=text.red_flags * 2)
        for locale, text in whole.texts.items()
    }
    artifact = poster(library({FIVE[0]: dataclasses.replace(whole, texts=texts)}), "paper: board\nsecond: en\n")
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert sizes(page_of(data), ZH)[0] < 160


def test_a_tactic_without_the_second_language_is_told_when_named_and_skipped_when_not() -> None:
    whole = ONE[FIVE[0]]
    chinese = dataclasses.replace(whole, texts={"zh": whole.texts["zh"]})
    named = f"tactics: [{FIVE[0]}]\nsecond: en\npress: also\n"
    assert told(plan(library({FIVE[0]: chinese}), named)) == [("LANG006", "materials/poster/bilingual.yml:1:11")]
    assert plan(library({FIVE[0]: chinese})) == []


def test_a_tactic_without_a_slogan_in_the_second_language_is_told_once() -> None:
    found = plan(library(ONE, {"one": slogan("one", FIVE[0], zh="先挂断，再核实")}), "second: en\npress: also\n")
    assert [dict(each.args) for each in found if isinstance(each, Diagnostic)] == [
        {"tactic": FIVE[0], "locale": "en", "channel": "poster"}
    ]
    assert len(found) == 1


def test_both_languages_say_the_same_slogan() -> None:
    first = slogan("b", FIVE[0], zh="先挂断，再核实", en="Hang up, then check")
    other: dict[str, Slogan] = {"a": slogan("a", FIVE[0], en="Something else"), "b": first}
    params = poster(library(ONE, other)).params
    assert isinstance(params, Params) and params.second is not None
    assert (params.slogan.name, params.second.slogan.name) == ("先挂断，再核实", "Hang up, then check")


def test_red_flags_too_small_to_read_are_refused(made: bytes, workshop: Workshop) -> None:
    assert {"FIT010", "FIT018"} <= problems(poster(library(ONE), "second: en\npaper: a2\n"), made, workshop)


def test_english_red_flags_are_measured_too(made: bytes) -> None:
    params = poster(library(ONE)).params
    assert isinstance(params, Params) and params.second is not None
    least, flags = bilingual.body(params.second, 1.0)
    (page,) = read_pages(made)
    assert {line.size_pt >= least for line in lines_of(page, flags)} == {True}


def test_a_sheet_in_one_language_is_not_taken_for_one_in_two(workshop: Workshop) -> None:
    alone = next(iter(FORMAT.plan(library(ONE), EDITION, PosterOptions(locales=(Text("zh"),)))))
    assert isinstance(alone, Artifact)
    assert problems(poster(library(ONE)), printed(alone, workshop), workshop) == {"FIT006"}


@pytest.mark.slow
def test_too_much_english_is_refused_and_not_squeezed(workshop: Workshop) -> None:
    flags = (Text("They want you to move your money at once and tell nobody about it " * 5),) * 3
    artifact = poster(library(with_english(red_flags=flags)))
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_a_publisher_without_a_name_in_the_second_language_is_printed_in_the_first(workshop: Workshop) -> None:
    source = library(ONE)
    source = dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, names={"zh": "晴川县宣传站"}))
    artifact = poster(source)
    assert problems(artifact, printed(artifact, workshop), workshop) == set()


@pytest.mark.slow
@pytest.mark.parametrize("text", ["second: zh\nlocales: [en]\n", "second: en\npaper: a3\npress: only\n"])
def test_english_first_and_files_for_the_print_shop(text: str, workshop: Workshop) -> None:
    artifact = poster(library(ONE), text)
    assert problems(artifact, printed(artifact, workshop), workshop) == set()
