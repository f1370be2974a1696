"""The trifold: which are made, and the finished sheet read back, panel by panel and at the folds."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.trifold import FORMAT, TrifoldOptions
from fanzha.formats.trifold.panels import NARROW, PANELS, RIM, SHEET, WIDE, Panel, folds
from fanzha.model import Actions, Artifact, CaseText, Edition, Library, Section
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages, squeezed
from tests.print_samples import FIVE, library, printed, problems, tactic

EDITION = Edition(folder="trifold", name="street", options={})
OPTIONS = TrifoldOptions(
    titles={"zh": Text("说到转账，停一停"), "en": Text("Stop before you send money")},
    tactics=tuple(map(Text, FIVE[:3])),
    case=Text("case"),
)
DPI = 254.0
DOTS = 10
"""Per millimetre."""
BY_NAME = {panel.name: panel for panel in PANELS}


def source(**changes: Any) -> Library:
    """Return a library of five numbered tactics; `changes` go into the Chinese text of the first."""
    made = {}
    for number, slug in enumerate(FIVE, start=1):
        one = tactic(slug, **(changes if number == 1 else {}))
        texts = {
            locale: dataclasses.replace(text, name=Text(f"{number} {text.name}")) for locale, text in one.texts.items()
        }
        made[slug] = dataclasses.replace(one, texts=texts)
    return library(made)


def told_at_length(paragraphs: int) -> Library:
    """Return a library whose case has a story of so many long paragraphs, in Chinese."""
    whole = source()
    text = whole.cases["case"].texts["zh"]
    told = Text("对方自称民警，说她的银行卡牵涉一起案子，" * 3 + "她没有信。")
    story = Section(id="story", title="", paragraphs=(told,) * paragraphs)
    longer: CaseText = dataclasses.replace(text, story=story, place=Place("docs/cases/case.md", 1))
    case = dataclasses.replace(whole.cases["case"], texts={"zh": longer})
    return dataclasses.replace(whole, cases={"case": case})


def plan(of: Library, options: TrifoldOptions = OPTIONS) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of, EDITION, options))


def trifolds(of: Library, options: TrifoldOptions = OPTIONS) -> list[Artifact]:
    return [each for each in plan(of, options) if isinstance(each, Artifact)]


def codes(of: Library, options: TrifoldOptions = OPTIONS) -> list[str]:
    return [each.code for each in plan(of, options) if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    """Return the trifolds by locale."""
    return {one.locale: (one, printed(one, workshop)) for one in trifolds(source())}


def on(data: bytes, name: str) -> list[Line]:
    """Return the lines on a panel."""
    panel = BY_NAME[name]
    lines = read_pages(data)[panel.page - 1].lines
    return [line for line in lines if panel.left <= line.box.left and line.box.right <= panel.right]


def said(data: bytes, name: str) -> str:
    return squeezed("".join(line.text for line in on(data, name)))


def dots(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return round(left * DOTS), round(top * DOTS), round(right * DOTS), round(bottom * DOTS)


def moved(data: bytes, page: int, mm: float) -> bytes:
    """Return the sheet with all of a page's print moved to the right."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        one = pdf.pages[page - 1]
        one.contents_add(pikepdf.Stream(pdf, f"q 1 0 0 1 {mm / MM_PER_PT} 0 cm".encode()), prepend=True)
        one.contents_add(pikepdf.Stream(pdf, b"Q"))
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_one_for_each_language_with_a_title() -> None:
    made = trifolds(source())
    assert [one.path for one in made] == ["trifold/street.zh.pdf", "trifold/street.en.pdf"]
    assert made[0].subjects == FIVE[:3]
    english = dataclasses.replace(OPTIONS, titles={"en": Text("Stop")})
    assert [one.locale for one in trifolds(source(), english)] == ["en"]


def test_what_cannot_be_made_is_told() -> None:
    def change(**more: Any) -> TrifoldOptions:
        return dataclasses.replace(OPTIONS, **more)

    whole = source()
    twice = tuple(map(Text, (FIVE[0], FIVE[1], FIVE[0])))
    assert codes(whole, change(tactics=twice)) == ["LINK003"]
    assert codes(whole, change(tactics=(*OPTIONS.tactics[:2], Text("no-such")))) == ["LINK001"]
    assert codes(whole, change(case=Text("no-such"))) == ["LINK001"]
    assert codes(whole, change(locales=(Text("ug-Arab-CN"),))) == ["LINK001"]
    assert codes(whole, change(titles={"zh": Text("停")}, locales=(Text("en"),))) == ["LINK001"]
    assert codes(told_at_length(1)) == ["LANG006"], "the case has no English"
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    assert set(codes(numberless)) == {"LINK001"} and not trifolds(numberless)
    site = Text("https://" + "long-" * 16 + "name.example/")
    far = dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, site=site))
    assert set(codes(far)) == {"QR003"}


def test_the_panel_that_folds_in_is_narrower_and_folds_of_both_sides_meet() -> None:
    assert [(panel.name, panel.width) for panel in PANELS if panel.page == 1] == [
        ("flap", 97), ("back", 100), ("cover", 100),
    ]  # fmt: skip
    assert BY_NAME["inside-3"].width == NARROW < WIDE, "the flap's other side"
    assert sorted(SHEET[0] - x for x in folds(2)) == sorted(folds(1)) == [97, 197]
    for page in (1, 2):
        assert max(panel.right for panel in PANELS if panel.page == page) == SHEET[0]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_finished_trifold_has_no_findings(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[locale]
    assert list(FORMAT.verify(artifact, data, workshop)) == []


def test_the_same_input_gives_the_same_bytes(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    artifact, data = made["zh"]
    assert printed(artifact, workshop) == data


def test_each_panel_says_its_own(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    data = made["zh"][1]
    assert "说到转账停一停" in said(data, "cover") and "96110" in said(data, "cover")
    assert "号码显示境外" in said(data, "flap") and "先挂断，再当面问真民警" in said(data, "flap")
    assert "版本2026.11" in said(data, "back") and "2027-05-22" in said(data, "back")
    for number in (1, 2, 3):
        text = said(data, f"inside-{number}")
        assert f"{number}“百万保障”类诈骗" in text and "钱已转出，马上打110" in text and "要你共享屏幕" in text


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_no_print_comes_near_a_fold_or_an_edge_and_no_mark_stays_on_the_sheet(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]]
) -> None:
    for number, image in enumerate(rasters(made[locale][1], DPI), start=1):
        for panel in PANELS:
            if panel.page == number:
                inside = (panel.left + RIM, RIM, panel.right - RIM, SHEET[1] - RIM + 0.1)
                image.paste(255, dots(*inside))
        assert min(image.tobytes()) > 200


def test_panels_were_laid_out_where_the_folds_are(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    _, found = destinations(made["en"][1])
    for panel in PANELS:
        page, left, top = found[f"panel-{panel.name}"]
        assert page == panel.page and abs(left * MM_PER_PT - panel.left) < 0.1
        assert abs(top * MM_PER_PT - SHEET[1]) < 0.1


def test_hotlines_are_the_largest_and_what_is_read_has_12_points_or_more(
    made: Mapping[str, tuple[Artifact, bytes]],
) -> None:
    pages = read_pages(made["zh"][1])
    largest = max((line for page in pages for line in page.lines), key=lambda line: line.size_pt)
    assert largest.text in {"96110", "110"} and largest.size_pt > 50
    small = [line.text for page in pages for line in page.lines if line.size_pt < 11.9]
    assert small and all("晴川县" in text or "20" in text for text in small), "publisher, version and dates"
    sizes = {
        max(line.size_pt for line in on(made["zh"][1], f"inside-{number}") if "共享屏幕" in line.text)
        for number in (1, 2, 3)
    }
    assert len(sizes) == 1, "the inner panels are set alike"


def test_both_codes_lead_to_the_site(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    def read(panel: Panel, locale: str) -> list[str]:
        image = list(rasters(made[locale][1], DPI))[panel.page - 1]
        return texts_in(image.crop((round(panel.left * DOTS), 0, round(panel.right * DOTS), image.height)))

    for locale, url in (("zh", "https://fanzha.example/"), ("en", "https://fanzha.example/en/")):
        found = {panel.name: read(panel, locale) for panel in PANELS}
        assert {name for name, payloads in found.items() if payloads} == {"back", "inside-3"}
        assert found["back"] == found["inside-3"] == [url]


def test_a_sample_says_so_on_the_cover(workshop: Workshop) -> None:
    whole = source()
    sample = dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, fictional=True))
    artifact = trifolds(sample)[0]
    data = printed(artifact, workshop)
    assert "样张" in said(data, "cover") and problems(artifact, data, workshop) == set()


def test_a_long_story_gives_way_and_the_lesson_stays(workshop: Workshop) -> None:
    artifact = trifolds(told_at_length(9), dataclasses.replace(OPTIONS, locales=(Text("zh"),)))[0]
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert "她没有信" not in said(data, "flap") and "先挂断，再当面问真民警" in said(data, "flap")


def test_what_does_not_fit_its_panel_is_refused_and_the_text_named(workshop: Workshop) -> None:
    long = (Text("先挂断电话，再请家里人一起看一看他发来的东西到底是不是真的" * 6),)
    whole = source(actions=Actions(stop=long, verify=long, report=long))
    artifact = trifolds(whole)[0]
    found = list(FORMAT.verify(artifact, printed(artifact, workshop), workshop))
    assert f"docs/tactics/{FIVE[0]}.md" in {each.place.path for each in found if each.code == "FIT007"}


@pytest.mark.parametrize("page", [1, 2])
def test_verify_refuses_print_that_came_over_a_fold(
    page: int, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["zh"]
    assert "FIT007" in problems(artifact, moved(data, page, 3), workshop)
    assert {"FIT006", "FIT007"} <= problems(artifact, moved(data, page, 50), workshop)


def test_verify_refuses_another_site_and_bytes_that_are_no_pdf(
    made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    whole = source()
    elsewhere = dataclasses.replace(whole.publisher, site=Text("https://other.example/"))
    other = trifolds(dataclasses.replace(whole, publisher=elsewhere))[0]
    assert {"QR001", "QR002"} <= problems(other, made["zh"][1], workshop)
    assert problems(other, b"no pdf", workshop) == {"FIT002"}
