"""The risk card and the card about the app in large print: A5, two on a sheet, and nothing left out."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card import FORMAT
from fanzha.formats.card.kinds import RISK, AppParams, CardOptions, RiskParams
from fanzha.model import Actions, Artifact, Edition
from fanzha.pdf.pages import MM_PER_PT, phrases_in, read_pages
from fanzha.plan import numbered
from fanzha.theme import contrast
from tests.print_samples import library, printed, problems, tactic

EDITION = Edition(folder="card", name="large", options={})
FLAGS = ("出钱租、买您的银行卡", "叫您帮陌生人转钱", "要您交出卡和密码", "叫您替人刷脸")
PALE = ":root{--color-brand:#7fb2c8;--color-alert:#dd7766}"
FINE = ("2026", "2027", "large.", "晴川县", "Qingchuan")
"""In which lines small letters are: who publishes it, and when."""
EVERY = [(kind, locale) for kind in ("risk", "app") for locale in ("zh", "en")]


def plan(kind: Any, of: Any = None, **options: Any) -> list[Artifact]:
    whole = of or library({RISK: tactic(RISK, red_flags=tuple(map(Text, FLAGS)))}, {}, brand=PALE)
    found = list(FORMAT.plan(whole, EDITION, CardOptions(kind=kind, large=True, **options)))
    assert not any(isinstance(each, Diagnostic) for each in found)
    return [numbered(each) for each in found if isinstance(each, Artifact)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[tuple[str, str], tuple[Artifact, bytes]]:
    return {(kind, one.locale): (one, printed(one, workshop)) for kind in ("risk", "app") for one in plan(kind)}


Made = Mapping[tuple[str, str], tuple[Artifact, bytes]]


def test_each_has_a_file_and_a_name_of_its_own() -> None:
    assert [one.path for one in plan("risk", press="also")] == [
        f"card/{RISK}-risk-large{press}.{locale}.pdf" for locale in ("zh", "en") for press in ("", "-press")
    ]
    app = plan("app")[0]
    assert app.path == "card/app-large.zh.pdf" and "大字版" in app.title
    assert app.printing and app.printing.trim_mm == (148, 210)


@pytest.mark.parametrize(("kind", "locale"), EVERY)
def test_all_that_is_read_is_18_points_or_more(kind: str, locale: str, made: Made, workshop: Workshop) -> None:
    artifact, data = made[kind, locale]
    assert problems(artifact, data, workshop) == set()
    pages = read_pages(data)
    assert [(round(page.width_mm), round(page.height_mm)) for page in pages] == [(297, 210)] * 2
    small = [line.text for page in pages for line in page.lines if line.size_pt < 17.95]
    assert small and all(any(word in text for word in (*FINE, RISK)) for text in small), "only the imprint"


def test_no_word_of_the_small_cards_is_left_out(made: Made) -> None:
    wanted = {
        ("risk", 0): (*FLAGS, "96110", "开户之前"),
        ("risk", 1): ("签名", "日期", "不写证件号和卡号", "挂断电话，不共享屏幕", "fanzha.example"),
        ("app", 0): ("打开手机自带的应用商店", "一字不差", "看清开发者是公安部的，再安装"),
        ("app", 1): ("都别点", "发来链接、二维码，也不装", "不装软件", "96110"),
    }
    for (kind, side), words in wanted.items():
        there = phrases_in([read_pages(made[kind, "zh"][1])[side]], words)
        assert all(there.values()), there


def test_both_halves_of_a_side_are_the_same(made: Made, workshop: Workshop) -> None:
    artifact, data = made["risk", "zh"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        x, y = (mm / MM_PER_PT for mm in (160, 100))
        pdf.pages[1].contents_add(pikepdf.Stream(pdf, f"q 0 g {x} {y} 5 5 re f Q".encode()))
        pdf.save(out := io.BytesIO())
    assert "FIT015" in problems(artifact, out.getvalue(), workshop)


def test_pale_colours_give_way(made: Made) -> None:
    for kind in ("risk", "app"):
        params = made[kind, "zh"][0].params
        assert isinstance(params, RiskParams | AppParams)
        colours = params.theme
        assert min(contrast(colours[f"color-{name}"], colours["color-on-dark"]) for name in ("brand", "alert")) >= 7


@pytest.mark.slow
def test_the_small_card_is_no_large_print(made: Made, workshop: Workshop) -> None:
    artifact, _ = made["app", "zh"]
    assert isinstance(artifact.params, AppParams)
    usual = dataclasses.replace(artifact, params=dataclasses.replace(artifact.params, large=False))
    assert {"FIT010", "FIT018"} <= problems(artifact, printed(usual, workshop), workshop)


@pytest.mark.slow
@pytest.mark.parametrize("field", ["red_flags", "actions"])
def test_what_does_not_fit_in_18_points_is_refused(workshop: Workshop, field: str) -> None:
    long = Text("自己或者请家人一起打开中国证监会的官方网站查一查它有没有牌照" * 5)
    words: Any = (long, long, long) if field == "red_flags" else Actions(stop=(long,), verify=(long,), report=(long,))
    artifact = plan("risk", library({RISK: tactic(RISK, **{field: words})}, {}), locales=(Text("zh"),))[0]
    assert {"FIT002"} <= problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_a_domain_of_several_lines_is_read_as_one_and_another_is_not(workshop: Workshop) -> None:
    of = library()
    site = Text("https://fanzha.anti-fraud.qingchuan.gov.example/")
    long = dataclasses.replace(of, publisher=dataclasses.replace(of.publisher, site=site))
    artifact = plan("app", long, locales=(Text("zh"),))[0]
    data = printed(artifact, workshop)
    back = [line.text for line in read_pages(data)[1].lines]
    assert ".qingchuan.gov.example" in back, "it takes two lines"
    assert problems(artifact, data, workshop) == set()
    assert "QR023" in problems(plan("app", of, locales=(Text("zh"),))[0], data, workshop)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["risk", "app"])
def test_a_print_shop_gets_one_card(workshop: Workshop, kind: str) -> None:
    (press,) = plan(kind, press="only", locales=(Text("zh"),))
    data = printed(press, workshop)
    assert problems(press, data, workshop) == set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [[float(edge) * MM_PER_PT for edge in page.trimbox] for page in pdf.pages]
    assert [(round(right - left), round(top - low)) for left, low, right, top in boxes] == [(148, 210)] * 2
