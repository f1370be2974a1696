"""Posters larger than A4: the enlarged sheets, the display board and the roll-up stand, read back."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Mapping
from typing import Literal

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.poster import FORMAT, Params, PosterOptions
from fanzha.formats.poster.papers import PAPERS, PaperName
from fanzha.furniture import scaled
from fanzha.load.decode import decode
from fanzha.load.nodes import parse_yaml
from fanzha.model import Actions, Artifact, Edition, Library, Tactic
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import Page, read_pages
from fanzha.plan import numbered
from fanzha.source import SourceFile
from tests.print_samples import FIVE, library, printed, problems, tactic

EDITION = Edition(folder="poster", name="large", options={})
HOW = tuple(map(Text, ("来电自称客服。", "说不关就扣费。", "让人打开屏幕共享。")))


def with_steps(how: tuple[Text, ...], **zh: object) -> Mapping[str, Tactic]:
    """Return the first tactic, its Chinese text with the steps `how`."""
    plain = tactic(FIVE[0], **zh)
    texts = {**plain.texts, "zh": dataclasses.replace(plain.texts["zh"], how=how)}
    return {FIVE[0]: dataclasses.replace(plain, texts=texts)}


ONE = with_steps(HOW)


def plan(source: Library, paper: PaperName, press: Literal["no", "only"] = "no") -> list[Artifact]:
    found = list(FORMAT.plan(source, EDITION, PosterOptions(paper=paper, press=press)))
    assert all(isinstance(each, Artifact) for each in found), found
    return [each for each in found if isinstance(each, Artifact)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the Chinese poster of the first tactic on every paper."""
    chosen = {paper: plan(library(ONE), paper)[0] for paper in PAPERS}
    return {paper: (artifact, printed(artifact, workshop)) for paper, artifact in chosen.items()}


def page_of(data: bytes) -> Page:
    (page,) = read_pages(data)
    return page


def options_of(text: str) -> tuple[PosterOptions | None, list[Diagnostic]]:
    found: list[Diagnostic] = []
    source = SourceFile("materials/poster/large.yml", text, "0")
    return decode(parse_yaml(source, text), PosterOptions, found), found


def test_an_unknown_paper_is_told_with_its_line_and_the_nearest_known_one() -> None:
    options, found = options_of("tactics: []\npaper: bord\n")
    assert options is None
    assert [(each.code, str(each.place)) for each in found] == [("LOAD020", "materials/poster/large.yml:2:8")]
    assert dict(found[0].args)["nearest"] == "board"


def test_an_edition_that_names_no_paper_is_a4_and_keeps_its_path() -> None:
    options, found = options_of("tactics: []\n")
    assert options is not None and (options.paper, found) == ("a4", [])
    wanted = [f"poster/{FIVE[0]}.{locale}.pdf" for locale in ("zh", "en")]
    assert [each.path for each in plan(library(ONE), "a4")] == wanted


def test_every_paper_has_a_path_and_a_title_of_its_own() -> None:
    sheets = [each for paper in PAPERS for each in plan(library(ONE), paper)]
    assert len({each.path for each in sheets}) == len({(each.title, each.locale) for each in sheets}) == 2 * len(PAPERS)
    assert f"poster/{FIVE[0]}-rollup.en.pdf" in {each.path for each in sheets}


@pytest.mark.parametrize("paper", ["a3", "a2", "board", "rollup"])
def test_each_has_its_true_size_and_no_findings(
    paper: PaperName, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[paper]
    page = page_of(data)
    assert abs(page.width_mm - PAPERS[paper].width) < 0.2 and abs(page.height_mm - PAPERS[paper].height) < 0.2
    assert problems(artifact, data, workshop) == set()


def test_a_sheet_of_another_size_is_refused(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    assert "FIT010" in problems(made["a3"][0], made["a2"][1], workshop)


def test_a2_is_a4_twice_as_large_letter_for_letter(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    small, large = page_of(made["a4"][1]), page_of(made["a2"][1])
    assert [line.text for line in small.lines] == [line.text for line in large.lines]
    for one, other in zip(small.lines, large.lines, strict=True):
        assert abs(other.size_pt - 2 * one.size_pt) < 0.2
        assert abs(other.box.left - 2 * one.box.left) < 1 and abs(other.box.top - 2 * one.box.top) < 2.5


def test_only_lengths_are_enlarged() -> None:
    css = ".a1pt { top: -.5mm; width: calc(8mm + var(--x) * 2); font: 12pt/1.5; color: #12mm34; left: 1.1em }"
    wanted = ".a1pt { top: -1.0mm; width: calc(16.0mm + var(--x) * 2); font: 24.0pt/1.5; color: #12mm34; left: 1.1em }"
    assert scaled(css, 2).replace(".0000", ".0") == wanted
    assert scaled(css, 1) is css


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["board", "rollup"])
def test_the_same_input_gives_the_same_bytes(
    paper: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[paper]
    assert printed(artifact, workshop) == data


def test_a_board_tells_how_it_goes_what_to_do_and_a_case(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    page = page_of(made["board"][1])
    steps = ("来电自称客服", "要你共享屏幕", "挂断电话，不共享屏幕", "自己拨96110")
    for text in (*steps, "号码显示境外", "先挂断，再当面问真民警"):
        assert text in page.text
    read = [line for line in page.lines if line.box.bottom < PAPERS["board"].height - 40 and line.box.top > 45]
    assert min(line.size_pt for line in read) >= 25, "read from two metres"


@pytest.mark.slow
def test_a_board_without_a_case_or_with_an_old_translation_of_one_goes_without(workshop: Workshop) -> None:
    source = library(ONE)
    case = source.cases["case"]
    stale = {locale: dataclasses.replace(text, stale=locale == "en") for locale, text in case.texts.items()}
    aged = dataclasses.replace(source, cases={"case": dataclasses.replace(case, texts=stale)})
    told_in = {each.locale: each.params.case for each in plan(aged, "board") if isinstance(each.params, Params)}
    assert told_in["zh"] is not None and told_in["en"] is None
    artifact = plan(dataclasses.replace(source, cases={}), "board")[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert "一件真事" not in page_of(data).text


def test_of_several_cases_a_board_tells_one_that_ended_well() -> None:
    source = library(ONE)
    lost = dataclasses.replace(source.cases["case"], slug="lost", outcome="lost", texts={})
    texts = {"zh": dataclasses.replace(source.cases["case"].texts["zh"], slug="lost")}
    both = {"lost": dataclasses.replace(lost, texts=texts), **source.cases}
    chinese = plan(dataclasses.replace(source, cases=both), "board")[0]
    assert isinstance(chinese.params, Params) and chinese.params.case is not None
    assert chinese.params.case.slug == "case"


@pytest.mark.slow
def test_where_the_steps_are_long_the_case_gives_way_and_the_steps_do_not(workshop: Workshop) -> None:
    long = Text("自己或者请家人一起打开中国证监会的官方网站查一查它有没有牌照，" * 3)
    artifact = plan(library(with_steps((long,) * 5)), "board")[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert "一件真事" not in page_of(data).text


@pytest.mark.slow
def test_too_much_text_for_a_board_is_refused(workshop: Workshop) -> None:
    long = Text("自己或者请家人一起打开中国证监会的官方网站查一查它有没有牌照" * 9)
    actions = Actions(stop=(long,), verify=(long,), report=(long,))
    artifact = plan(library(with_steps((long,) * 5, actions=actions)), "board")[0]
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


def test_a_roll_up_is_read_from_afar_and_its_foot_is_empty(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    data = made["rollup"][1]
    page = page_of(data)
    slogan = [line for line in page.lines if line.text in {"百万保障不用关", "谁叫你关谁在骗"}]
    assert len(slogan) == 2 and min(line.size_pt for line in slogan) >= 240
    assert all(2000 - line.box.bottom >= 1500 and 2000 - line.box.top <= 1900 for line in slogan), "at eye level"
    (image,) = rasters(data, 20)
    foot = image.crop((0, round(1800 / 25.4 * 20), image.width, image.height))
    assert foot.getextrema() == (255, 255)


def test_the_spare_height_of_a_roll_up_goes_between_its_flags(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    lines = page_of(made["rollup"][1]).lines
    heading = next(line.box for line in lines if line.text == "遇到这些，先停下")
    flags = [line.box for line in lines if line.box.top > heading.bottom and line.size_pt == pytest.approx(118, abs=1)]
    apart = [below.top - above.bottom for above, below in itertools.pairwise((heading, *flags))]
    code = next(line.box for line in lines if line.text == "96110")
    assert len(flags) >= 3 and max(apart) > heading.top - code.bottom - 60, "not above them, where it would look lost"


def test_the_code_of_a_roll_up_hangs_where_a_telephone_is_held(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    import zxingcpp

    (image,) = rasters(made["rollup"][1], 40)
    (code,) = zxingcpp.read_barcodes(image)
    heights = [2000 - y * 25.4 / 40 for y in (code.position.top_left.y, code.position.bottom_left.y)]
    assert 1500 >= heights[0] > heights[1] >= 1200


@pytest.mark.slow
def test_a_roll_up_shifted_down_is_refused(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made["rollup"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.contents_add(pikepdf.Stream(pdf, b"q 1 0 0 1 0 -300 cm"), prepend=True)
        page.contents_add(pikepdf.Stream(pdf, b"Q"))
        pdf.save(out := io.BytesIO())
    assert {"FIT007", "QR001"} <= problems(artifact, out.getvalue(), workshop)


@pytest.mark.slow
def test_the_heights_of_a_roll_up_for_a_print_shop_are_those_within_its_trim(workshop: Workshop) -> None:
    artifact = numbered(plan(library(ONE), "rollup", "only")[0])
    assert problems(artifact, printed(artifact, workshop), workshop) == set()


def test_bytes_that_are_no_pdf_are_refused(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    assert problems(made["rollup"][0], b"%PDF-1.7 damaged", workshop) == {"FIT002"}


@pytest.mark.slow
@pytest.mark.parametrize("paper", PAPERS)
def test_every_size_for_a_print_shop(workshop: Workshop, paper: PaperName) -> None:
    options = PosterOptions(paper=paper, press="only", locales=(Text("zh"),))
    (press,) = [each for each in FORMAT.plan(library(ONE), EDITION, options) if isinstance(each, Artifact)]
    suffix = "" if paper == "a4" else f"-{paper}"
    assert press.path == f"poster/{FIVE[0]}{suffix}-press.zh.pdf" and press.subjects == ()
    assert list(FORMAT.verify(press, printed(press, workshop), workshop)) == []
