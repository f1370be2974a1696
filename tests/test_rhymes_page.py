"""The rhymes on the website: pinyin over each hanzi, copied and read aloud without it, and found from other pages."""

from __future__ import annotations

import re

from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.wording import Wording
from tests.site_project import site
from tests.test_comfort_browser import LISTEN, MANDARIN, speaking
from tests.test_site_browser import DESKTOP, PHONE, Reader, nothing_went_wrong, pytestmark, reader

__all__ = ["nothing_went_wrong", "pytestmark", "reader"]

PAGE, ENGLISH = "rhymes/index.html", "en/rhymes/index.html"


def section(page: str, slug: str) -> str:
    """Return a rhyme's part of the page."""
    return page[page.index(f'<h2 id="{slug}">') :].partition("</section>")[0]


def test_every_hanzi_stands_under_its_own_pinyin() -> None:
    rhyme = section(site().page(PAGE), "fee-first")
    pairs = re.findall(r"<ruby>(.*?)<rp>\(</rp><rt>(.*?)</rt><rp>\)</rp></ruby>", rhyme)
    assert pairs[:7] == list(zip("贷款没到先交钱", re.findall(r"\w+", "dài kuǎn méi dào xiān jiāo qián"), strict=True))
    assert ("96110", "jiǔ liù yāo yāo líng") in pairs
    assert rhyme.count('<p class="fz-rhyme__line">') == 4
    assert 'data-fz-copy="先要钱的不办\n贷款没到先交钱，\n这样的事不沾边。' in rhyme
    assert 'href="../tactics/fake-loan.html"' in rhyme
    assert "tactics/" not in section(site().page(PAGE), "ask-home")


def test_another_language_shows_its_own_rhymes_without_pinyin() -> None:
    page = site().page(ENGLISH)
    assert "A fee before the loan is paid?" in page and "ask-home" not in page
    assert "<ruby>" not in page and "<rt>" not in page


def test_the_page_is_found_from_home_slogans_and_the_audience() -> None:
    words = Wording.of(site().library, "zh")
    assert 'href="rhymes/index.html"' in site().page("index.html")
    assert words("home.rhymes_text", count=2) in site().page("index.html")
    assert 'href="../rhymes/index.html"' in site().page("slogans/index.html")
    audience = site().page("audiences/students.html")
    assert 'href="../rhymes/index.html#fee-first"' in audience and "#ask-home" not in audience


def test_a_line_is_searched_for() -> None:
    script = site().tree[INDEX].decode("utf-8")
    assert '"沾边"' in script and "zhān" not in script


def test_reading_aloud_says_the_hanzi_line_by_line_and_no_pinyin(reader: Reader) -> None:
    page = speaking(reader, PAGE, MANDARIN)
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    page.evaluate("for (let left = 200; left; left -= 1) sentenceEnds()")
    said = page.evaluate("said")
    assert {"先要钱的不办", "贷款没到先交钱，", "这样的事不沾边。", "拿不准，问九六幺幺零，"} <= set(said)
    assert not re.search(r"[a-zāáǎàēéěèōóǒò]", " ".join(said))


def test_pinyin_is_large_and_columns_stand_under_each_other_where_there_is_room(reader: Reader) -> None:
    page = reader.open(PAGE, DESKTOP)
    lines = page.locator("#fee-first ~ .fz-rhyme__line")
    lefts = "(line) => Array.from(line.querySelectorAll('ruby'), (one) => Math.round(one.getBoundingClientRect().left))"
    first, second = (lines.nth(number).evaluate(lefts) for number in range(2))
    assert first == second and len(first) == 7
    page = reader.open(PAGE, PHONE)
    hanzi, pinyin = page.locator("ruby").first.bounding_box(), page.locator("rt").first.bounding_box()
    assert pinyin["y"] + pinyin["height"] < hanzi["y"] + hanzi["height"] / 2
    assert page.locator("rt").first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") >= 18
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
