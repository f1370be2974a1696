"""The picture to share: which are made, and the finished PNG read back."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.share import FORMAT, ShareOptions
from fanzha.model import Actions, Artifact, Edition, Library, Page, PageText, Section
from tests.print_samples import DAY, FIVE, library, printed, problems, slogan, tactic

EDITION = Edition(folder="share", name="tactics", options={})
ONE = {FIVE[0]: tactic(FIVE[0])}
LINE = Text("自己或者请家人一起打开中国证监会的官方网站，查一查它有没有牌照。")
LONG = tactic(
    FIVE[0],
    name=Text("冒充电商物流客服及有关政府机关类诈骗"),
    red_flags=tuple(map(Text, ("贷款软件要靠他发的链接来装，还要您先交保证金解冻费", ) * 3)),
    actions=Actions(stop=(LINE,), verify=(LINE,), report=(LINE,)),
)  # fmt: skip


def plan(source: Library, options: ShareOptions | None = None) -> list[Artifact | Diagnostic]:
    return list(FORMAT.plan(source, EDITION, options or ShareOptions()))


def pictures(source: Library) -> list[Artifact]:
    found = plan(source)
    assert all(isinstance(each, Artifact) for each in found), found
    return [each for each in found if isinstance(each, Artifact)]


def with_home(source: Library, items: int) -> Library:
    """Return the library with a home page of so many things to remember."""
    three = Section(
        id="three",
        title="先记住三句话",
        items=tuple(map(Text, ("停：先挂断。", "查：自己查。", "报：打110。")))[:items],
    )
    text = PageText(
        slug="index", locale="zh", name=Text("转账之前，停一停"), lead=Text("骗子催人。"), sections=(three,)
    )
    return dataclasses.replace(source, pages={"index": Page(slug="index", texts={"zh": text})})


@pytest.fixture(scope="module")
def chinese(workshop: Workshop) -> bytes:
    """Return the Chinese picture of the first tactic."""
    return printed(pictures(library(ONE))[0], workshop)


def opened(data: bytes) -> Any:
    from PIL import Image

    return Image.open(io.BytesIO(data))


def changed(data: bytes, paint: Any) -> bytes:
    """Return the PNG after `paint` has drawn on it."""
    picture = opened(data).convert("RGB")
    (paint(picture) or picture).save(out := io.BytesIO(), "PNG")
    return out.getvalue()


def test_a_picture_for_each_tactic_and_locale_that_says_what_it_is_about() -> None:
    made = pictures(library())
    assert [each.path for each in made] == [f"share/{slug}.{locale}.png" for slug in FIVE for locale in ("zh", "en")]
    assert [each.subjects for each in made[:3]] == [(FIVE[0],), (FIVE[0],), (FIVE[1],)]


def test_the_home_page_has_a_picture_when_it_says_three_things() -> None:
    assert [each.path for each in pictures(with_home(library({}), 3))] == ["share/home.zh.png"]
    assert pictures(with_home(library({}), 2)) == []
    assert plan(with_home(library({}), 3), ShareOptions(home=False)) == []


def test_an_unknown_tactic_and_a_missing_hotline_are_told() -> None:
    found = plan(library(ONE), ShareOptions(tactics=(Text("no-such"),)))
    assert [each.code for each in found if isinstance(each, Diagnostic)] == ["LINK001"]
    source = library(ONE)
    numberless = dataclasses.replace(source, registry=dataclasses.replace(source.registry, numbers={}))
    assert {each.code for each in plan(numberless) if isinstance(each, Diagnostic)} == {"LINK001"}


def test_an_address_too_long_for_a_good_code_is_refused() -> None:
    source = library(ONE)
    site = Text("https://" + "long-" * 14 + "name.example/")
    found = plan(dataclasses.replace(source, publisher=dataclasses.replace(source.publisher, site=site)))
    assert {each.code for each in found if isinstance(each, Diagnostic)} == {"QR003"}


def test_the_picture_is_portrait_small_and_proven(chinese: bytes, workshop: Workshop) -> None:
    picture = opened(chinese)
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1080, 1440), "P")
    assert len(chinese) < 250_000
    assert not picture.info, "no date, no name, no text that a chat program might show"
    assert list(FORMAT.verify(pictures(library(ONE))[0], chinese, workshop)) == []


def test_the_code_survives_what_a_chat_program_does_to_a_picture(chinese: bytes) -> None:
    """Scaled to three quarters and written as a poor JPEG, it still leads to the page, address and all."""
    from PIL import Image

    from fanzha.codes import texts_in

    small = opened(chinese).convert("RGB").resize((810, 1080), Image.Resampling.BILINEAR)
    small.save(out := io.BytesIO(), "JPEG", quality=40)
    assert texts_in(opened(out.getvalue())) == [f"https://fanzha.example/tactics/{FIVE[0]}.html"]


def test_the_name_is_readable_in_a_small_preview(workshop: Workshop) -> None:
    """A chat shows some 120 points of width: the name's letters are then at least 12 points high."""
    from fanzha.formats.share.render import page_of
    from fanzha.pdf.pages import read_pages

    params = pictures(library(ONE))[0].params
    (page,) = read_pages(page_of(params, workshop.cache))  # type: ignore[arg-type]
    name = [line for line in page.lines if "百万保障" in line.text and line.size_pt > 60]
    assert name and name[0].size_pt / 0.75 / 1080 * 120 >= 11.5


def test_the_same_input_gives_the_same_bytes(chinese: bytes, workshop: Workshop) -> None:
    from fanzha.formats.share import render

    render._last.clear()
    assert printed(pictures(library(ONE))[0], workshop) == chinese


@pytest.mark.slow
def test_every_locale_has_its_own_page_and_its_own_words(workshop: Workshop) -> None:
    from fanzha.codes import texts_in

    artifact = pictures(library(ONE))[1]
    data = printed(artifact, workshop)
    assert texts_in(opened(data)) == [f"https://fanzha.example/en/tactics/{FIVE[0]}.html"]
    assert list(FORMAT.verify(artifact, data, workshop)) == []


@pytest.mark.slow
def test_without_a_slogan_the_lead_speaks(workshop: Workshop) -> None:
    artifact = pictures(library(ONE, {}))[0]
    assert list(FORMAT.verify(artifact, printed(artifact, workshop), workshop)) == []


@pytest.mark.slow
def test_long_texts_still_fit(workshop: Workshop) -> None:
    say = slogan("long", FIVE[0], zh="防范电信网络诈骗从你我他做起人人有责", en="x")
    artifact = pictures(library({FIVE[0]: LONG}, {"long": say}))[0]
    assert list(FORMAT.verify(artifact, printed(artifact, workshop), workshop)) == []


def test_text_that_does_not_fit_is_refused(workshop: Workshop) -> None:
    endless = dataclasses.replace(
        LONG,
        texts={"zh": dataclasses.replace(LONG.texts["zh"], red_flags=(Text("要您先交保证金" * 20),) * 3)},
    )
    artifact = pictures(library({FIVE[0]: endless}))[0]
    assert "FIT002" in problems(artifact, printed(artifact, workshop), workshop)


def test_a_picture_of_another_size_is_refused(chinese: bytes, workshop: Workshop) -> None:
    artifact = pictures(library(ONE))[0]
    assert problems(artifact, changed(chinese, lambda p: p.resize((540, 720))), workshop) == {"FIT013"}
    assert problems(artifact, b"no picture", workshop) == {"FIT013"}


def test_a_painted_over_hotline_is_refused(chinese: bytes, workshop: Workshop) -> None:
    artifact = pictures(library(ONE))[0]
    spoilt = changed(chinese, lambda p: p.paste((152, 40, 15), (400, 930, 440, 960)))
    assert problems(artifact, spoilt, workshop) <= {"FIT014", "QR001"}
    assert "FIT014" in problems(artifact, spoilt, workshop)


def test_a_picture_whose_code_leads_elsewhere_is_refused(chinese: bytes, workshop: Workshop) -> None:
    source = library(ONE)
    moved = dataclasses.replace(source.publisher, site=Text("https://other.example/"))
    artifact = pictures(dataclasses.replace(source, publisher=moved))[0]
    assert {"FIT014", "QR001"} <= problems(artifact, chinese, workshop)


def test_a_stale_translation_and_an_expired_publisher_keep_it_from_being_made() -> None:
    from fanzha.expiry import Expiry

    source = library(ONE)
    artifact = pictures(source)[0]
    stale = dataclasses.replace(artifact.params, text=dataclasses.replace(artifact.params.text, stale=True))  # type: ignore[attr-defined, type-var]
    assert {d.code for d in Expiry(source).unprintable(dataclasses.replace(artifact, params=stale))} == {"LANG004"}
    expired = dataclasses.replace(source, today=DAY.replace(year=2028))
    assert "LIFE010" in {d.code for d in Expiry(expired).unprintable(artifact)}
