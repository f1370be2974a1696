"""Search in a real browser, on the small project's site: what was meant is found, and reachable for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.harness import until
from tests.site_project import site
from tests.test_site_browser import DESKTOP, PHONE, Reader, pytestmark, reader

__all__ = ["pytestmark", "reader"]


@pytest.fixture(autouse=True)
def nothing_goes_wrong(reader: Reader) -> Iterator[None]:
    """Each test leaves no script error, no failed request and no request to another machine."""
    reader.close()
    reader.requests.clear()
    reader.troubles.clear()
    yield
    assert [url for url in reader.troubles if not url.endswith("icon.svg")] == []  # given up when one walks on
    assert [url for url in reader.requests if not url.startswith((reader.base, "file://", "data:", "blob:"))] == []


def opened(reader: Reader, path: str = "index.html", viewport: dict[str, int] = PHONE, base: str = "") -> Any:
    """Return a page on which search has just been opened by its button."""
    page = reader.open(path, viewport, base)
    page.locator(".fz-search-button").click()
    page.locator(".fz-search__input:focus").wait_for()
    return page


def found(page: Any, words: str) -> list[str]:
    """Type the words and return where the results lead, best first."""
    page.locator(".fz-search__input").fill(words)
    page.keyboard.press("Enter")
    links: list[str] = page.locator(".fz-search__link").evaluate_all("links => links.map(link => link.href)")
    return links


def offline_kit_off(reader: Reader, path: str) -> Any:
    """Return a page without the service worker, whose answers cannot be held up or spoilt."""
    page = reader.browser.new_context(viewport=PHONE, service_workers="block").new_page()
    page.goto(reader.base + path)
    return page


def ready(page: Any) -> None:
    until(page, "window.fzIndex && window.fzFind")


def test_nothing_is_fetched_before_search_is_opened_and_little_after(reader: Reader) -> None:
    page = reader.open("index.html", PHONE)
    page.wait_for_load_state("networkidle")
    before = list(reader.requests)
    assert not [url for url in before if "search_index" in url or "search-engine" in url]
    page.locator(".fz-search-button").click()
    ready(page)
    fetched = [url.rpartition("/")[2] for url in reader.requests[len(before) :]]
    assert fetched == ["search-engine.js", "search_index.js"]


def test_a_usb_stick_searches_too(reader: Reader) -> None:
    folder = site().folder
    page = opened(reader, "en/cases/index.html", base=folder.as_uri() + "/")
    ready(page)
    assert found(page, "fake loans")[0] == (folder / "en/tactics/fake-loan.html").as_uri()


def test_one_may_type_before_it_is_ready_and_click_twice(reader: Reader) -> None:
    page = offline_kit_off(reader, "index.html")
    held: list[Any] = []
    page.route("**/search-engine.js", lambda route: held.append(route))
    page.locator(".fz-search-button").dblclick(force=True)
    page.keyboard.insert_text("网贷")
    page.get_by_text("正在准备搜索").wait_for()
    assert len(held) == 1
    held[0].continue_()
    page.locator(".fz-search__link").first.wait_for()
    assert page.locator(".fz-search__link").first.get_attribute("href").endswith("tactics/fake-loan.html")
    assert page.locator("script[src*=search_index]").count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("portal", [False, True], ids=["no network", "a page of the network's own"])
def test_a_failed_load_says_so_and_is_tried_again(reader: Reader, portal: bool) -> None:
    page = offline_kit_off(reader, "en/index.html")
    html = {"content_type": "text/javascript", "body": "/* please log in */"}
    page.route("**/search_index.js", lambda route: route.fulfill(**html) if portal else route.abort())
    page.locator(".fz-search-button").click()
    page.keyboard.insert_text("loan")
    page.get_by_text("Search could not be opened").wait_for()
    page.unroute("**/search_index.js")
    page.get_by_role("button", name="Try again").click()
    page.locator(".fz-search__link").first.wait_for()
    assert page.locator(".fz-search__status").inner_text().endswith("pages found")


@pytest.mark.slow
def test_by_keyboard_alone(reader: Reader) -> None:
    page = reader.open("index.html", DESKTOP)
    page.locator(".fz-search-button").focus()
    page.keyboard.press("Space")
    page.locator(".fz-search__input:focus").wait_for()
    page.keyboard.insert_text("贷款")
    page.locator(".fz-search__link").first.wait_for()
    assert page.locator(".fz-search__status").inner_text().startswith("找到")
    first = page.locator(".fz-search__link").first
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
        assert page.evaluate("document.getElementById('fz-search').contains(document.activeElement)")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", seen[-1]
    assert {"fz-search__input", "fz-search__close", "fz-search__link"} <= set(seen)
    page.locator(".fz-search__input").focus()
    page.keyboard.press("ArrowDown")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Escape")
    page.locator(".fz-search").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.classList.contains('fz-search-button')")
    page.keyboard.press("Enter")
    page.locator(".fz-search__input:focus").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tactics/fake-loan.html")


@pytest.mark.slow
def test_a_key_opens_search_but_not_in_a_field(reader: Reader) -> None:
    page = reader.open("index.html", DESKTOP)
    for key in ("/", "s", "f"):
        page.keyboard.press(key)
        page.locator(".fz-search__input:focus").wait_for()
        page.keyboard.type(key)
        assert page.locator(".fz-search__input").input_value() == key
        page.locator(".fz-search__input").fill("")
        page.keyboard.press("Escape")
        page.locator(".fz-search").wait_for(state="hidden")


@pytest.mark.slow
def test_the_back_key_closes_search_and_returns_from_a_page_to_what_was_found(reader: Reader) -> None:
    page = opened(reader)
    ready(page)
    found(page, "贷款")
    page.locator(".fz-search__link").first.click()
    page.wait_for_url("**/tactics/fake-loan.html")
    page.go_back()
    page.locator(".fz-search__link").first.wait_for()
    assert page.locator(".fz-search__input").input_value() == "贷款"
    page.go_back()
    page.locator(".fz-search").wait_for(state="hidden")
    assert page.url == f"{reader.base}index.html"
    page.locator(".fz-search-button").click()
    page.locator(".fz-search__close").click()
    page.locator(".fz-search").wait_for(state="hidden")
    page.locator(".fz-tool.fz-language").click()
    page.wait_for_url("**/en/index.html")


def test_a_link_may_carry_the_words(reader: Reader) -> None:
    page = reader.open("en/index.html?q=fake+loan", PHONE)
    page.locator(".fz-search__link").first.wait_for()
    assert page.locator(".fz-search__link").first.get_attribute("href").endswith("fake-loan.html")


def test_the_emergency_page_is_found_with_the_right_step(reader: Reader) -> None:
    page = opened(reader)
    ready(page)
    assert found(page, "说了验证码")[0] == f"{reader.base}help/now.html"
    assert page.locator(".fz-search__section").first.get_attribute("href") == f"{reader.base}help/now.html#code"


@pytest.mark.slow
def test_nothing_found_leads_to_the_advice_line_and_the_list(reader: Reader) -> None:
    page = opened(reader)
    ready(page)
    assert found(page, "引力波") == []
    assert page.locator(".fz-search__status").inner_text() == "没有找到“引力波”"
    assert page.locator('.fz-search__none a[href="tel:96110"]').is_visible()
    page.locator(".fz-search__none").get_by_text("看全部骗局").click()
    page.wait_for_url("**/tactics/index.html")


@pytest.mark.slow
def test_whatever_is_typed_is_only_words(reader: Reader) -> None:
    page = opened(reader)
    ready(page)
    for typed in ("<img src=x onerror=alert(1)>", "__proto__ constructor", "“”", "q" * 200, "龘" * 200, "😀", "(.*[\\"):
        found(page, typed)
        assert page.locator(".fz-search img").count() == 0
        assert "找到" in page.locator(".fz-search__status").inner_text()


def test_without_a_script_the_button_leads_to_the_list(reader: Reader) -> None:
    page = reader.browser.new_context(java_script_enabled=False, viewport=PHONE).new_page()
    page.goto(f"{reader.base}en/about.html")
    assert not page.locator(".fz-search").is_visible()
    page.locator(".fz-search-button").click()
    assert page.url == f"{reader.base}en/tactics/index.html"


LEGIBLE = """() => {
  const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgba = colour => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const linear = value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r / 255) + .7152 * linear(g / 255) + .0722 * linear(b / 255);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
  const ground = one => {
    const colour = rgba(getComputedStyle(one).backgroundColor);
    return colour[3] === 255 ? colour : ground(one.parentElement);
  };
  const bad = [], dialog = document.getElementById("fz-search");
  const judge = (name, style, under) => {
    const size = parseFloat(style.fontSize), contrast = ratio(rgba(style.color), under);
    if (size < 17.9 || contrast < 7) bad.push(`${name}: ${size}px ${contrast.toFixed(2)}`);
  };
  const texts = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const holder = texts.currentNode.parentElement, said = texts.currentNode.data.trim();
    if (said && holder.offsetWidth > 1) judge(said, getComputedStyle(holder), ground(holder));
  }
  const field = dialog.querySelector("input");
  judge("field", getComputedStyle(field), ground(field));
  judge("placeholder", getComputedStyle(field, "::placeholder"), ground(field));
  for (const target of dialog.querySelectorAll("a, button, input"))
    if (target.offsetWidth && (target.offsetHeight < 48 || target.offsetWidth < 48))
      bad.push(`${target.className} ${target.offsetWidth}x${target.offsetHeight}`);
  if (document.documentElement.scrollWidth > innerWidth) bad.push("sideways");
  return bad;
}"""


@pytest.mark.slow
def test_large_letters_strong_contrast_and_large_targets(reader: Reader) -> None:
    page = opened(reader, "en/index.html")
    ready(page)
    for words in ("", "loan", "I told the code", "xylophone"):
        found(page, words)
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            for scheme in ("light", "dark"):
                page.evaluate(f"document.documentElement.dataset.fzScheme = '{scheme}'")
                assert page.evaluate(LEGIBLE) == [], (words, viewport, scheme)
