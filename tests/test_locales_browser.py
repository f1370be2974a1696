"""Three languages in a real browser: switching, searching and reading from right to left on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import needs_browser
from tests.test_site_browser import PHONE, Reader, reading, search
from tests.uyghur_project import UG, uyghur

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_browser,
]
TACTIC = "tactics/fake-loan.html"
FALLBACK = "tactics/task-rebate-scam.html"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Return a browser on the three-language site."""
    with reading(uyghur().folder) as running:
        yield running


def test_switching_among_three_languages_stays_on_the_page_and_place(reader: Reader) -> None:
    page = reader.open(f"{TACTIC}#verify", PHONE)
    for locale, name in ((UG, "يالغان قەرز"), ("en", "Fake loan"), ("zh", "虚假贷款")):
        page.locator(".fz-languages summary").click()
        page.locator(f'.fz-languages a[hreflang="{locale}"]').click()
        folder = "" if locale == "zh" else f"{locale}/"
        page.wait_for_url(f"{reader.base}{folder}{TACTIC}#verify")
        assert page.locator("h1").inner_text() == name
    assert reader.troubles == []


def test_the_menu_fits_a_phone_and_its_targets_a_thumb(reader: Reader) -> None:
    page = reader.open(f"{UG}/{TACTIC}", PHONE)
    page.locator(".fz-languages summary").click()
    panel = page.locator(".fz-languages .fz-drop__panel").bounding_box()
    assert panel["x"] >= 0 and panel["x"] + panel["width"] <= PHONE["width"]
    for link in page.locator(".fz-languages a").all():
        assert link.bounding_box()["height"] >= 48


def test_a_uyghur_word_finds_the_uyghur_tactic(reader: Reader) -> None:
    results = search(reader.open(f"{UG}/index.html", PHONE), "قەرز")
    assert f"/{UG}/{TACTIC}" in results[0] or results[0].endswith(TACTIC)
    assert reader.troubles == []


@pytest.mark.parametrize(
    "path", ["index.html", TACTIC, FALLBACK, "help/now.html", "slogans/index.html", "cases/deposit.html"]
)
@pytest.mark.parametrize("width", [360, 390])
def test_nothing_scrolls_sideways(reader: Reader, path: str, width: int) -> None:
    page = reader.open(f"{UG}/{path}", {"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


@pytest.mark.parametrize("folder", ["", "en/", f"{UG}/"])
def test_the_tools_stand_in_one_row(reader: Reader, folder: str) -> None:
    page = reader.open(f"{folder}index.html", PHONE)
    tops = page.evaluate(
        """() => [...document.querySelectorAll(".md-header .fz-tool")]
          .filter(tool => tool.checkVisibility() && !tool.closest(".fz-languages, .fz-drop__panel, .fz-search__box"))
          .map(tool => Math.round(tool.getBoundingClientRect().top))"""
    )
    assert len(tops) >= 3 and len(set(tops)) == 1, tops


def test_text_begins_on_the_side_of_its_language(reader: Reader) -> None:
    sides = """(selector) => { const box = document.querySelector(selector), range = document.createRange();
      range.selectNodeContents(box); const text = range.getBoundingClientRect(), frame = box.getBoundingClientRect();
      return [text.left - frame.left, frame.right - text.right]; }"""
    before, after = reader.open(f"{UG}/{TACTIC}", PHONE).evaluate(sides, "h1")
    assert after < 2 < before, "Uyghur begins on the right"
    before, after = reader.open(f"{UG}/{FALLBACK}", PHONE).evaluate(sides, "h1")
    assert before < 2 < after, "the Chinese shown instead begins on the left"


def test_marks_of_lists_stand_where_the_line_begins(reader: Reader) -> None:
    mark = """() => { const item = document.querySelector(".fz-danger li"), style = getComputedStyle(item, "::before");
      return [parseFloat(style.left), parseFloat(style.right)]; }"""
    left, right = reader.open(f"{UG}/{TACTIC}", PHONE).evaluate(mark)
    assert right < left
    left, right = reader.open(TACTIC, PHONE).evaluate(mark)
    assert left < right


def test_a_date_reads_from_left_to_right(reader: Reader) -> None:
    page = reader.open(f"{UG}/{TACTIC}", PHONE)
    where = """() => { const text = document.querySelector("footer time").firstChild, at = (from) => {
      const range = document.createRange(); range.setStart(text, from); range.setEnd(text, from + 2);
      return range.getBoundingClientRect().left; }; return [at(0), at(8)]; }"""
    year, day = page.evaluate(where)
    assert year < day
