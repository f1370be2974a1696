"""The trifold in large print: one message a panel, nothing that is read under 18 points, nothing across a fold."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.trifold import FORMAT, LargeParams, TrifoldOptions
from fanzha.formats.trifold.panels import PANELS
from fanzha.model import Artifact, Edition, Library
from fanzha.pdf.pages import Page, phrases_in, read_pages
from fanzha.plan import numbered
from fanzha.theme import contrast
from tests.print_samples import FIVE, library, printed, problems, slogan, tactic

EDITION = Edition(folder="trifold", name="elderly", options={})
OPTIONS = TrifoldOptions(
    titles={"zh": Text("说到转账，停一停"), "en": Text("Stop before you send money")},
    tactics=tuple(map(Text, FIVE[:3])),
    case=Text("case"),
    large=True,
)
SLOGANS = {
    slug: slogan(f"s-{slug}", slug, zh="百万保障不用关，谁叫你关谁在骗", en="Asked to cancel it? Hang up.")
    for slug in FIVE
}
FLAGS = ("来电叫你关闭保障", "要你共享屏幕", "要密码和验证码")
FINE = ("晴川县", "Qingchuan", "2026", "2027", "elderly.")
"""In which lines small letters are: who publishes it, and when."""


def source(**changes: Any) -> Library:
    """Return a library whose tactics have slogans; `changes` go into the Chinese text of the first."""
    made = {slug: tactic(slug, **(changes if slug == FIVE[0] else {})) for slug in FIVE}
    return library(made, SLOGANS, brand=":root{--color-brand:#7fb2c8;--color-alert:#dd7766}")


def plan(of: Library, **options: Any) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(of, EDITION, dataclasses.replace(OPTIONS, **options)))


def trifolds(of: Library, **options: Any) -> list[Artifact]:
    return [numbered(each) for each in plan(of, **options) if isinstance(each, Artifact)]


def codes(of: Library, **options: Any) -> list[str]:
    return [each.code for each in plan(of, **options) if isinstance(each, Diagnostic)]


@pytest.fixture(scope="module")
def made(workshop: Workshop) -> Mapping[str, tuple[Artifact, bytes]]:
    return {one.locale: (one, printed(one, workshop)) for one in trifolds(source())}


def on(data: bytes, name: str) -> Page:
    """Return what is printed on a panel."""
    panel = next(panel for panel in PANELS if panel.name == name)
    page = read_pages(data)[panel.page - 1]
    lines = tuple(line for line in page.lines if panel.left <= line.box.left and line.box.right <= panel.right)
    return Page(page.number, panel.width, page.height_mm, lines, "\n".join(line.text for line in lines))


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_all_that_is_read_is_18_points_or_more(
    locale: str, made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop
) -> None:
    artifact, data = made[locale]
    assert artifact.path == f"trifold/elderly.{locale}.pdf" and {"zh": "大字", "en": "large"}[locale] in artifact.title
    assert problems(artifact, data, workshop) == set()
    small = [line.text for page in read_pages(data) for line in page.lines if line.size_pt < 17.95]
    assert small and all(any(word in text for word in FINE) for text in small), "only the imprint"


def test_each_panel_has_its_message(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    wanted = {
        "cover": ("说到转账", "96110", "110"),
        "flap": ("号码显示境外", "10400元没有转出去", "再当面问真民警"),
        "back": ("96110", "110", "fanzha.example"),
        "inside-1": ("百万保障不用关", "谁叫你关谁在骗", *FLAGS, "挂断电话，不共享屏幕", "96110"),
        "inside-2": ("百万保障不用关", *FLAGS, "110"),
        "inside-3": ("百万保障不用关", *FLAGS, "扫码看更多办法"),
    }
    for name, words in wanted.items():
        there = phrases_in([on(made["zh"][1], name)], words)
        assert all(there.values()), (name, there)


@pytest.mark.slow
def test_a_panel_with_longer_flags_has_fewer_of_them_and_the_others_keep_theirs(workshop: Workshop) -> None:
    long = tuple(Text(f"{which}陌生人来电要您马上把钱转到他说的账户里，还不许您告诉家里人") for which in "甲乙丙")
    (artifact,) = trifolds(source(red_flags=long), locales=(Text("zh"),))
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    first = phrases_in([on(data, "inside-1")], long)
    assert list(first.values()) in ([True, False, False], [True, True, False])
    assert all(phrases_in([on(data, "inside-2")], FLAGS).values())


@pytest.mark.slow
def test_what_does_not_fit_in_18_points_is_refused(workshop: Workshop) -> None:
    endless = (Text("陌生人来电要您马上把钱转到他说的账户里，还不许您告诉家里人" * 5),)
    (artifact,) = trifolds(source(red_flags=endless), locales=(Text("zh"),))
    assert "FIT007" in problems(artifact, printed(artifact, workshop), workshop)


@pytest.mark.slow
def test_a_usual_trifold_is_no_large_print(made: Mapping[str, tuple[Artifact, bytes]], workshop: Workshop) -> None:
    (usual,) = trifolds(source(), large=False, locales=(Text("zh"),))
    assert {"FIT018", "FIT006"} <= problems(made["zh"][0], printed(usual, workshop), workshop)


def test_pale_colours_give_way(made: Mapping[str, tuple[Artifact, bytes]]) -> None:
    params = made["zh"][0].params
    assert isinstance(params, LargeParams)
    grounds = (params.theme[f"color-{name}"] for name in ("on-dark", "paper", "brand-soft"))
    letters = [params.theme[f"color-{name}"] for name in ("brand", "alert", "ink")]
    assert min(contrast(letter, ground) for ground in grounds for letter in letters) >= 7


def test_what_cannot_be_made_is_told() -> None:
    assert codes(source(), second=Text("en")) == ["LOAD039"]
    bare = dataclasses.replace(source(), slogans={})
    assert codes(bare, locales=(Text("zh"),)) == ["LINK002"] * 3
    assert codes(bare, large=False) == [], "only large print has slogans"


@pytest.mark.slow
def test_a_print_shop_gets_its_file(workshop: Workshop) -> None:
    (press,) = trifolds(source(), press="only", locales=(Text("zh"),))
    assert press.path == "trifold/elderly-press.zh.pdf"
    assert problems(press, printed(press, workshop), workshop) == set()
