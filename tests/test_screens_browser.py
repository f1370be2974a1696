"""The screens in a real browser: they move and stop when asked to, and every dot is where the card has it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.harness import until
from tests.screen_folder import FRAME_MS, HEIGHT, STEP, TEXTS, WIDTH
from tests.site_project import site
from tests.test_site_browser import DESKTOP, PHONE, Reader, nothing_went_wrong, reader
from tests.test_site_browser import pytestmark as in_a_browser

__all__ = ["nothing_went_wrong", "reader"]

pytestmark = [*in_a_browser, pytest.mark.slow]

PAGE = "screens/index.html"
PLAY, NEXT = "#door [data-fz-part=play]", "#door [data-fz-part=next]"
DOTS = """(canvas, [width, height]) => {
  const size = canvas.width / width, pen = canvas.getContext("2d"), rows = [];
  for (let y = 0; y < height; y += 1) {
    let row = "";
    for (let x = 0; x < width; x += 1) {
      const dot = pen.getImageData((x + 0.5) * size, (y + 0.5) * size, 1, 1).data;
      row += dot[0] > 200 && dot[1] < 60 ? "#" : ".";
    }
    rows.push(row);
  }
  return rows;
}"""


def dots(page: Any) -> list[str]:
    """Return the dots as the reader sees them, a string a row."""
    found: list[str] = page.locator("#door canvas").evaluate(DOTS, [WIDTH, HEIGHT])
    return found


def moves(page: Any) -> bool:
    """Return whether what is seen changes within a fifth of a second: the line moves 33 times in a second."""
    before = page.locator("#door canvas").screenshot()
    page.wait_for_timeout(200)
    return bool(page.locator("#door canvas").screenshot() != before)


def choose(page: Any, name: str, value: str) -> None:
    page.locator(f"#door [name={name}]").select_option(value)


def test_nothing_moves_or_is_fetched_before_one_asks_and_pause_stops_it(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    assert dots(page) == ["..####" + 26 * "."] * HEIGHT
    assert not moves(page)
    assert not [url for url in reader.requests if url.endswith(".png") and "still" not in url]
    page.locator(PLAY).click()
    page.wait_for_timeout(300)
    assert moves(page)
    assert "暂停" in page.locator(PLAY).inner_text()
    page.locator(PLAY).click()
    assert not moves(page)


def test_pages_are_turned_by_keyboard_and_told(reader: Reader) -> None:
    page = reader.open(f"en/{PAGE}", DESKTOP)
    choose(page, "mode", "pages")
    page.locator(NEXT).focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#door [data-fz-part=text]').textContent === '先核实'")
    page.wait_for_timeout(200)
    assert dots(page) == ["..####....####" + 18 * "."] * HEIGHT
    now = page.locator("#door [data-fz-part=now]")
    assert now.inner_text().split() == ["Page", "2", "of", "3", TEXTS[1]]
    assert now.get_attribute("aria-live") == "polite"
    page.locator("#door [data-fz-part=previous]").press("Space")
    page.locator("#door [data-fz-part=previous]").press("Space")
    assert dots(page) == ["..####....####....####" + 10 * "."] * HEIGHT
    page.locator(PLAY).press("Space")
    assert page.locator("#door.fz-screen--playing").count() == 1


def test_the_speed_is_the_screens_own_unless_one_chooses(reader: Reader) -> None:
    page = reader.open(PAGE, DESKTOP)
    page.evaluate("""() => {
      let now = 0;
      window.requestAnimationFrame = (draw) => { window.advance = (ms) => { now += ms; draw(now); }; };
    }""")
    page.locator(PLAY).click()
    until(page, "Boolean(window.advance)")
    page.evaluate("advance(1)")
    page.evaluate("advance(30 * 8)")
    assert dots(page)[0] == 16 * "." + "##" + 14 * "."
    choose(page, "speed", "2")
    page.evaluate("advance(15 * 4)")
    assert dots(page)[0] == 8 * "." + "##" + 22 * "."
    page.evaluate("advance(3000)")
    assert dots(page) == ["." * WIDTH] * HEIGHT
    own = 1000 * STEP / FRAME_MS / HEIGHT  # the bars of the pages are narrower than the screen is high
    said = page.locator("#door [data-fz-part=pace]").inner_text()
    assert float(re.findall(r"[\d.]+", said)[0]) > own


def test_from_afar_it_is_as_small_as_on_the_wall_and_the_page_says_whether_it_can_be_read(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    canvas = page.locator("#door canvas")
    for metres, words in ((5, "看得清"), (10, "看得清"), (20, "看得清"), (40, "眼力好")):
        choose(page, "distance", str(metres))
        assert abs(canvas.bounding_box()["width"] - 0.32 / metres * 28 * 96) < 1
        assert words in page.locator("#door [data-fz-part=verdict]").inner_text()
    choose(page, "distance", "")
    assert canvas.bounding_box()["width"] > 250
    assert page.locator("#door [data-fz-part=verdict]").inner_text() == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_who_wants_no_motion_turns_pages_and_nothing_else_moves(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE)
    page.locator(PLAY).click()
    page.wait_for_timeout(200)
    page.emulate_media(reduced_motion="reduce")
    until(page, "!document.querySelector('.fz-screen--playing')")
    assert not page.locator(PLAY).is_visible()
    assert not page.locator("#door [name=mode]").is_visible()
    assert "减少动画" in page.locator("[data-fz-still]").inner_text()
    assert not moves(page)
    page.locator(NEXT).click()
    assert dots(page) == ["..####....####" + 18 * "."] * HEIGHT
    assert not moves(page)


def test_it_plays_from_a_usb_stick(reader: Reader) -> None:
    page = reader.open(PAGE, PHONE, base=site().folder.as_uri() + "/")
    page.locator(PLAY).click()
    page.wait_for_timeout(300)
    assert moves(page)


def test_a_picture_that_does_not_come_is_told_and_can_be_tried_again(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE, service_workers="block").new_page()
    page.goto(reader.base + PAGE)
    page.route("**/screens/door.*.png", lambda route: route.abort())
    page.locator(PLAY).click()
    until(page, "!document.querySelector('.fz-screen--playing')")
    assert "画面没有打开" in page.locator("#door [data-fz-part=now]").inner_text()
    page.unroute("**/screens/door.*.png")
    page.locator(PLAY).click()
    page.wait_for_timeout(300)
    assert moves(page)


def test_without_a_script_there_are_the_first_page_the_texts_and_the_files(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(reader.base + PAGE)
    assert page.locator("#door img").is_visible()
    assert not page.locator("#door canvas").is_visible()
    assert not page.locator("#door button, #door select").first.is_visible()
    page.locator("#door summary").click()
    assert page.locator("#door .fz-screen__text").all_inner_texts() == list(TEXTS)
    assert page.locator("#door a[download]").is_visible()
