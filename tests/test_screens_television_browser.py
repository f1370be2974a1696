"""A television in a real browser: its slides follow each other in their own time, and stop when asked to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness import until
from tests.site_project import site
from tests.television_folder import GROUNDS, PAGES, TEXTS
from tests.test_site_browser import DESKTOP, PHONE, Reader, nothing_went_wrong, reader
from tests.test_site_browser import pytestmark as in_a_browser

__all__ = ["nothing_went_wrong", "reader"]

pytestmark = [*in_a_browser, pytest.mark.slow]

PAGE = "screens/index.html"
PLAY, NEXT, STILL = (f"#hall [data-fz-part={name}]" for name in ("play", "next", "still"))
SEEN = """(picture) => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  return Array.from(pen.getImageData(20, 20, 1, 1).data).slice(0, 3);
}"""
CLOCK = """() => {
  let now = 0;
  window.requestAnimationFrame = (draw) => { window.advance = (ms) => { now += ms; draw(now); }; };
}"""


def seen(page: Any) -> int:
    """Return the number of the slide that the reader sees, by the colour of its ground."""
    colour = page.locator(STILL).evaluate(SEEN)
    (found,) = (
        number
        for number, ground in enumerate(GROUNDS, 1)
        if all(abs(one - other) < 10 for one, other in zip(colour, ground, strict=True))
    )
    return found


def test_its_slides_stand_as_long_as_the_card_says_and_are_fetched_when_asked_for(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    page.wait_for_load_state("networkidle")
    assert len([url for url in reader.requests if "/screens/hall." in url]) <= 1
    page.evaluate(CLOCK)
    page.locator(PLAY).click()
    until(page, "Boolean(window.advance)")
    page.evaluate("advance(1)")
    shown = []
    for _, _, ms in PAGES:
        page.evaluate(f"for (let spent = 0; spent < {ms - 100}; spent += 100) advance(100)")
        shown.append((seen(page), page.locator(STILL).get_attribute("alt")))
        page.evaluate("advance(100)")
    assert shown == list(enumerate(TEXTS, 1))
    assert seen(page) == 1, "it begins again"
    page.locator("#hall [name=speed]").select_option("2")
    page.evaluate("advance(700); advance(700)")
    assert seen(page) == 2
    page.locator(PLAY).click()
    page.evaluate("advance(900); advance(900); advance(900)")
    assert seen(page) == 2


def test_the_keyboard_turns_slides_to_either_side_and_to_the_first_and_last(reader: Reader) -> None:
    page = reader.open(f"en/{PAGE}", DESKTOP)
    page.locator(NEXT).focus()
    for key, number in (("ArrowRight", 2), ("End", 5), ("ArrowRight", 1), ("ArrowLeft", 5), ("Home", 1), ("Enter", 2)):
        page.keyboard.press(key)
        until(page, f"document.querySelector('{STILL}').alt === {TEXTS[number - 1]!r}")
        assert seen(page) == number
    now = page.locator("#hall [data-fz-part=now]")
    assert now.inner_text().split() == ["Page", "2", "of", "5", *TEXTS[1].split()]
    assert (now.get_attribute("aria-live"), page.locator(STILL).get_attribute("lang")) == ("polite", None)
    page.keyboard.press("ArrowRight")
    assert page.locator(STILL).get_attribute("lang") == "zh"


def test_it_is_as_large_as_on_the_wall_and_never_out_of_shape(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    page.evaluate("document.documentElement.dataset.fzSize = 'xl'")
    for metres, words in (("", ""), ("5", "看得清"), ("10", "看得清"), ("20", "看得清"), ("40", "看不清")):
        page.locator("#hall [name=distance]").select_option(metres)
        box = page.locator(STILL).bounding_box()
        assert abs(box["width"] / box["height"] - 16 / 9) < 0.02
        assert box["width"] > 250 if not metres else abs(box["width"] - 0.96 / int(metres) * 28 * 96) < 1
        assert words in page.locator("#hall [data-fz-part=verdict]").inner_text()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_who_wants_no_motion_turns_slides_by_hand(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    page.emulate_media(reduced_motion="reduce")
    until(page, "document.querySelector('#hall.fz-screen--still')")
    assert not page.locator(PLAY).is_visible()
    page.locator(NEXT).click()
    until(page, f"document.querySelector('{STILL}').alt === {TEXTS[1]!r}")
    page.wait_for_timeout(300)
    assert seen(page) == 2


def test_it_plays_from_a_usb_stick_and_a_slide_that_does_not_come_is_told(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE, base=site().folder.as_uri() + "/")
    page.locator(NEXT).click()
    until(page, f"document.querySelector('{STILL}').alt === {TEXTS[1]!r}")
    page = reader.browser.new_context(viewport=PHONE, service_workers="block").new_page()
    page.goto(reader.base + PAGE)
    page.route("**/screens/hall.03*", lambda route: route.abort())
    page.locator(PLAY).click()
    until(page, "document.querySelector('#hall [data-fz-part=now]').innerText.includes('画面没有打开')")
    page.unroute("**/screens/hall.03*")
    page.locator(PLAY).click()
    until(page, f"document.querySelector('{STILL}').alt === {TEXTS[1]!r}")


def test_without_a_script_the_slides_and_their_words_are_there(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(reader.base + PAGE)
    assert page.locator(STILL).is_visible()
    assert not page.locator("#hall button, #hall select").first.is_visible()
    page.locator("#hall summary").click()
    assert page.locator("#hall .fz-screen__text").all_inner_texts() == list(TEXTS)
    assert page.locator("#hall .fz-screen__slides img").count() == len(PAGES)
    assert page.locator("#hall .fz-screen__slides img").last.is_visible()
