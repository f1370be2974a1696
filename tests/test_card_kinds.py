"""The risk card and the card about the official app: what is made, what stands where, and what is refused."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT
from fanzha.formats.card.imposition import CARD, COPIES, LEFT, SHEET, TOP, corners
from fanzha.formats.card.kinds import NOW, RISK, CardOptions
from fanzha.formats.card.render import render
from fanzha.model import Actions, Artifact, Edition, Library, Page, PageText
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import MM_PER_PT, Line, read_pages
from fanzha.plan import numbered
from tests.damage import shifted_backs
from tests.print_samples import library, tactic

EDITION = Edition(folder="card", name="new", options={})
DPI, DOTS = 253.99, 10
HOME = "https://fanzha.example/"
FLAGS = ("出钱租、买您的银行卡", "叫您帮陌生人转钱", "要您交出卡和密码", "叫您替人刷脸", "说只用几天")
FIXED = {"risk": ("开户之前", "我已了解", "签名", "日期"), "app": ("国家反诈中心", "应用商店", "公安部", "发链接")}


def source(**zh: Any) -> Library:
    """Return a library with the tactic of the risk card."""
    return library({RISK: tactic(RISK, red_flags=tuple(map(Text, FLAGS)), **zh)}, {})


def with_now(of: Library) -> Library:
    """Return the library with a page for emergencies, in Chinese only."""
    text = PageText(slug=NOW, locale="zh", name=Text("现在"))
    return dataclasses.replace(of, pages={NOW: Page(slug=NOW, texts={"zh": text})})


def plan(of: Library, kind: str, **options: Any) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of, EDITION, CardOptions(kind=kind, **options)))  # type: ignore[arg-type]


def cards(of: Library, kind: str, **options: Any) -> list[Artifact]:
    return [numbered(each) for each in plan(of, kind, **options) if isinstance(each, Artifact)]


def told(artifact: Artifact, data: bytes, workshop: Workshop) -> list[str]:
    return [found.code for found in FORMAT.verify(artifact, data, workshop)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[tuple[str, str], tuple[Artifact, bytes]]:
    """Return the sheets by kind and locale."""
    wanted = [(kind, one) for kind in ("risk", "app") for one in cards(with_now(source()), kind)]
    return {(kind, one.locale): (one, render(one, workshop)) for kind, one in wanted}


EVERY = [(kind, locale) for kind in ("risk", "app") for locale in ("zh", "en")]


def on_first(lines: tuple[Line, ...]) -> list[Line]:
    """Return the lines of the card in the upper left corner; a back lies there too."""
    x, y = corners()[0]
    return [line for line in lines if x < line.box.left < x + CARD[0] and y < line.box.top < y + CARD[1]]


def test_each_kind_has_its_own_files_and_names() -> None:
    risk, app = cards(source(), "risk", press="also"), cards(source(), "app", press="also")
    assert [one.path for one in risk] == [
        f"card/{RISK}-risk{press}.{locale}.pdf" for locale in ("zh", "en") for press in ("", "-press")
    ]
    assert [one.path for one in app] == [
        f"card/app{press}.{locale}.pdf" for locale in ("zh", "en") for press in ("", "-press")
    ]
    assert "风险提示卡" in risk[0].title and "国家反诈中心" in app[0].title and "印刷店" in app[1].title
    assert [one.subjects for one in (*risk[:2], *app[:2])] == [(RISK,), (), (), ()]


def test_the_discs_of_two_steps_do_not_touch(made: Mapping[tuple[str, str], tuple[Artifact, bytes]]) -> None:
    lines = on_first(read_pages(made["app", "zh"][1])[0].lines)
    first, second = (next(line for line in lines if words in line.text) for words in ("打开手机", "一字不差"))
    disc = 1.24 * first.size_pt / 72 * 25.4  # as in kinds.css
    assert second.box.top - first.box.top > disc + 0.4, "half a millimetre between them"


def test_a_risk_card_may_be_about_any_tactic() -> None:
    other = library()
    slug = Text(next(iter(other.tactics)))
    assert [one.path for one in cards(other, "risk", tactics=(slug,), locales=(Text("en"),))] == [
        f"card/{slug}-risk.en.pdf"
    ]


def test_what_cannot_be_made_is_told() -> None:
    def codes(of: Library, kind: str, **options: Any) -> list[str]:
        return [each.code if isinstance(each, Diagnostic) else each.path for each in plan(of, kind, **options)]

    whole = source()
    assert codes(library(), "risk") == ["LINK001"], "the tactic that is taken unasked is not there"
    assert codes(whole, "risk", tactics=(Text("no-such"),)) == ["LINK001"]
    assert codes(whole, "app", tactics=(Text(RISK),)) == ["LOAD039"], "it is about no tactic"
    numberless = dataclasses.replace(whole, registry=dataclasses.replace(whole.registry, numbers={}))
    site = Text("https://" + "long-" * 14 + "name.example/")
    distant = dataclasses.replace(whole, publisher=dataclasses.replace(whole.publisher, site=site))
    for kind in ("risk", "app"):
        assert set(codes(numberless, kind)) == {"LINK001"}
        assert set(codes(distant, kind)) == {"QR003"}
        assert codes(whole, kind, locales=(Text("ug-Arab-CN"),)) == ["LINK001"]


@pytest.mark.parametrize(("kind", "locale"), EVERY)
def test_a_finished_sheet_has_no_findings(
    kind: str, locale: str, made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[kind, locale]
    assert list(FORMAT.verify(artifact, data, workshop)) == []
    assert len(data) < 250_000


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["risk", "zh"]
    assert render(artifact, workshop) == data


@pytest.mark.slow
def test_codes_lead_to_our_own_site_and_never_to_an_app_store(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    wanted = {
        ("risk", "zh"): f"{HOME}tactics/{RISK}.html",
        ("risk", "en"): f"{HOME}en/tactics/{RISK}.html",
        ("app", "zh"): f"{HOME}{NOW}.html",
        ("app", "en"): f"{HOME}en/",  # there is no English page for emergencies in this library
    }
    for key, url in wanted.items():
        front: Any
        back: Any
        front, back = rasters(made[key][1], DPI)
        assert texts_in(front) == []
        for x, y in corners():
            edges = (x * DOTS, y * DOTS, (x + CARD[0]) * DOTS, (y + CARD[1]) * DOTS)
            assert texts_in(back.crop(tuple(map(round, edges)))) == [url]


@pytest.mark.parametrize(("kind", "locale"), EVERY)
def test_what_stands_on_which_side_and_how_large(
    kind: str, locale: str, made: Mapping[tuple[str, str], tuple[Artifact, bytes]]
) -> None:
    front, back = read_pages(made[kind, locale][1])
    called, other = (front, back) if kind == "risk" else (back, front)
    digits = [line for line in called.lines if "96110" in line.text]
    assert len(digits) == COPIES and min(line.size_pt for line in digits) >= 25
    assert max(line.size_pt for line in called.lines) == digits[0].size_pt
    assert "96110" not in other.text
    publisher = {"zh": "晴川县反诈宣传站", "en": "Qingchuan Anti-Fraud Outreach"}[locale]
    for text in (publisher, "fanzha.example", "2026.11", "2026-11-22", "2027-05-22"):
        assert back.text.count(text) >= COPIES and (text == "2026.11" or text not in front.text)
    small = [line for page in (front, back) for line in page.lines if line.size_pt < 7.45]
    serial = {"risk": f"{RISK}-risk.{locale}", "app": f"app.{locale}"}[kind]
    assert called.text.count(serial) == COPIES, "beside the number to ask, each card says which it is"
    fine = ("2026", "2027", serial)
    assert small and all(any(word in line.text for word in fine) for line in small), "only version, dates and id"
    assert min(line.size_pt for line in small) >= 5.45


def test_the_risk_card_warns_in_front_and_is_signed_behind(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    front, back = read_pages(made["risk", "zh"][1])
    for flag in FLAGS[:4]:
        assert front.text.count(flag) == COPIES, "the first four, in the order of the tactic"
    assert FLAGS[4] not in front.text
    first = {line.text: line.box for line in on_first(back.lines)}
    signature, day = (next(box for text, box in first.items() if text == word) for word in ("签名", "日期"))
    assert day.bottom - signature.bottom >= 6, "mm to write in"
    assert "证件号" in back.text, "nothing is asked for but a name and a date"


def test_the_rules_to_sign_on_are_drawn_and_leave_room(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    image: Any = list(rasters(made["risk", "en"][1], DPI))[1]
    back = read_pages(made["risk", "en"][1])[1]
    for word in ("Signature", "Date"):
        box = next(line.box for line in on_first(back.lines) if line.text == word)
        edges = (LEFT + 22, box.bottom - 5, LEFT + 55, box.bottom + 1)
        field = image.crop(tuple(round(mm * DOTS) for mm in edges))
        dark = [row for row in range(field.height) if field.crop((0, row, field.width, row + 1)).getextrema()[1] < 200]
        assert dark and dark[-1] - dark[0] <= 4, "one rule, all along"
        assert field.crop((0, 0, field.width, dark[0] - 2)).getextrema()[0] > 200, "nothing where one writes"


def test_the_app_card_has_three_steps_in_order_and_says_the_name_to_search(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]],
) -> None:
    front, back = read_pages(made["app", "zh"][1])
    lines = sorted(on_first(front.lines), key=lambda line: line.box.top)
    steps = [line for line in lines if any(word in line.text for word in ("自带的应用商店", "一字不差", "开发者"))]
    assert ["自带" in steps[0].text, "国家反诈中心" in steps[1].text, "公安部" in steps[2].text] == [True] * 3
    assert all(line.size_pt >= 9 for line in steps)
    assert "链接" in back.text and "不装软件" in back.text
    english, _ = read_pages(made["app", "en"][1])
    assert english.text.count("国家反诈中心") == COPIES and "National" in english.text


@pytest.mark.slow
def test_a_sample_says_so_on_every_card(workshop: Workshop) -> None:
    of = source()
    sample = dataclasses.replace(of, publisher=dataclasses.replace(of.publisher, fictional=True))
    for kind in ("risk", "app"):
        artifact = cards(sample, kind, locales=(Text("zh"),))[0]
        assert read_pages(render(artifact, workshop))[1].text.count("样张") == COPIES


LONG = Text("自己或者请家人一起打开中国证监会的官方网站查一查它有没有牌照" * 4, Place("docs/tactics/a.md", 40))


def test_what_does_not_fit_is_refused(workshop: Workshop) -> None:
    of = library({RISK: tactic(RISK, red_flags=(LONG, LONG, LONG))}, {})
    artifact = cards(of, "risk", locales=(Text("zh"),))[0]
    assert {"FIT002", "FIT015"} & set(told(artifact, render(artifact, workshop), workshop))


def test_a_first_step_too_long_for_its_card_is_told_once_where_it_was_written(workshop: Workshop) -> None:
    of = library({RISK: tactic(RISK, actions=Actions(stop=(LONG,), verify=(LONG,), report=(LONG,)))}, {})
    artifact = cards(of, "risk", locales=(Text("zh"),))[0]
    found = FORMAT.verify(artifact, render(artifact, workshop), workshop)
    assert [(one.code, one.place.path, one.place.line) for one in found] == [("FIT018", "docs/tactics/a.md", 40)]


@pytest.mark.slow
def test_verify_refuses_backs_that_miss_their_fronts(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for kind in ("risk", "app"):
        artifact, data = made[kind, "zh"]
        assert told(artifact, shifted_backs(data), workshop) == ["FIT015"]


@pytest.mark.slow
def test_verify_refuses_a_single_card_that_is_not_like_the_others(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["app", "zh"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x, y = (mm / MM_PER_PT for mm in (SHEET[0] - LEFT - 20, TOP + 15))
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, f"q 0 g {x} {y} 9 9 re f Q".encode()))
        pdf.save(out := io.BytesIO())
    assert "FIT015" in told(artifact, out.getvalue(), workshop)


@pytest.mark.slow
def test_verify_refuses_one_kind_in_place_of_another(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for kind, other in (("risk", "app"), ("app", "risk")):
        codes = set(told(made[kind, "zh"][0], made[other, "zh"][1], workshop))
        assert {"FIT006", "QR001", "QR002"} <= codes


@pytest.mark.slow
def test_verify_refuses_a_card_without_the_id_of_its_edition(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    for kind in ("risk", "app"):
        artifact, data = made[kind, "en"]
        assert told(numbered(dataclasses.replace(artifact, path="card/other.en.pdf")), data, workshop) == ["FIT006"]


@pytest.mark.slow
def test_a_tactic_needs_its_first_three_flags(
    made: Mapping[tuple[str, str], tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made["risk", "zh"]
    other = tuple(map(Text, (*FLAGS[:2], "刷流水", "走账", "取现金")))
    params = artifact.params
    changed = dataclasses.replace(
        artifact,
        params=dataclasses.replace(params, tactic=dataclasses.replace(params.tactic, red_flags=other)),  # type: ignore[attr-defined,type-var]
    )
    assert told(changed, data, workshop) == ["FIT006"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["risk", "app"])
def test_a_card_for_offset_print_stands_alone(workshop: Workshop, kind: str) -> None:
    (press,) = cards(source(), kind, press="only", locales=(Text("zh"),))
    data = render(press, workshop)
    assert told(press, data, workshop) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [[round(float(edge) * MM_PER_PT, 1) for edge in page.trimbox] for page in pdf.pages]
    assert sizes == [[0.0, 0.0, *CARD]] * 2
