"""The website in a real browser, as a reader meets it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser import launched, needs_browser
from tests.site_project import site

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}

pytestmark = [
    pytest.mark.browser,
    needs_browser,
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Reader:
    """A browser on the site that remembers what it asked for and what went wrong."""

    browser: Any
    base: str
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    opened: list[Any] = field(default_factory=list)
    """What holds the pages of one test."""

    def close(self) -> None:
        """Close what the test before has opened: it would go on working beside the next."""
        while self.opened:
            self.opened.pop().close()

    def open(self, path: str, viewport: dict[str, int] = DESKTOP, base: str = "") -> Any:
        """Return a fresh page at `path`."""
        self.opened.append(context := self.browser.new_context(viewport=viewport))
        page = context.new_page()
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("requestfailed", self.failed)
        page.on("response", lambda answer: self.troubles.append(answer.url) if answer.status >= 400 else None)
        page.goto((base or self.base) + path)
        return page

    def failed(self, request: Any) -> None:
        """Note a request that failed; but the icon is fetched late, and given up when one has left the page by then."""
        if not (request.url.endswith("/icon.svg") and request.failure == "net::ERR_ABORTED"):
            self.troubles.append(request.url)


@contextlib.contextmanager
def reading(folder: Path) -> Iterator[Reader]:
    """Give a browser, with the site in `folder` served on this machine."""
    from playwright.sync_api import sync_playwright

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield Reader(browser, f"http://127.0.0.1:{server.server_port}/")
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """Return a browser on the small project's site."""
    with reading(site().folder) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_went_wrong(reader: Reader) -> Iterator[None]:
    """Each test leaves no script error, no failed request and no request to another machine."""
    reader.close()
    reader.requests.clear()
    reader.troubles.clear()
    yield
    assert reader.troubles == []
    assert [url for url in reader.requests if not url.startswith((reader.base, "file://", "data:", "blob:"))] == []


def search(page: Any, words: str) -> list[str]:
    """Type into the search field and return where the results lead, best first."""
    page.locator(".fz-search-button").click()
    page.keyboard.insert_text(words)  # at once: half a word has results too, which a slow machine would show first
    page.locator(".fz-search__link").first.wait_for(state="attached", timeout=30_000)
    hrefs: list[str] = page.locator(".fz-search__link").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return hrefs


def test_switching_the_language_stays_on_the_tactic(reader: Reader) -> None:
    page = reader.open("tactics/fake-loan.html#verify", PHONE)
    page.locator(".fz-language").click()
    page.wait_for_url("**/en/tactics/fake-loan.html#verify")
    assert page.locator("h1").inner_text() == "Fake loan"
    page.locator(".fz-language").click()
    page.wait_for_url(reader.base + "tactics/fake-loan.html#verify")
    assert page.locator("h1").inner_text() == "虚假贷款"


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_searching_in_chinese_finds_the_tactic_first(reader: Reader, viewport: dict[str, int]) -> None:
    assert "tactics/task-rebate-scam.html" in search(reader.open("index.html", viewport), "刷单")[0]


def test_each_language_searches_its_own_pages(reader: Reader) -> None:
    results = search(reader.open("en/cases/index.html"), "loan")
    assert "/en/tactics/fake-loan.html" in results[0]
    assert all("/en/" in result for result in results)


def test_search_works_from_a_usb_stick(reader: Reader) -> None:
    page = reader.open("index.html", base=site().folder.as_uri() + "/")
    assert "tactics/fake-loan.html" in search(page, "网贷")[0]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["index.html", "help/now.html", "tactics/fake-loan.html", "en/slogans/index.html"])
def test_a_phone_shows_large_letters_large_targets_and_no_sideways_scrolling(reader: Reader, path: str) -> None:
    page = reader.open(path, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small_text = """
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), small = [];
        while (texts.nextNode()) {
          const holder = texts.currentNode.parentElement;
          if (texts.currentNode.data.trim() && holder.checkVisibility({visibilityProperty: true})
              && !holder.closest(".md-skip, script, .fz-unseen")
              && parseFloat(getComputedStyle(holder).fontSize) < 17.9)
            small.push(texts.currentNode.data.trim());
        }
        return small;"""
    assert page.evaluate(f"() => {{{small_text}}}") == []
    small_targets = """
        return [...document.querySelectorAll(".md-header a, .md-header label[role], .md-header summary, .fz-bar a,"
            + " .fz-card, .fz-button, .fz-copy, .fz-call-large, .fz-urgent__list a, .fz-digest > summary")]
          .filter(target => target.checkVisibility())
          .filter(target => target.offsetHeight < 48 || target.offsetWidth < 48)
          .map(target => target.className + " " + target.offsetWidth + "x" + target.offsetHeight);"""
    assert page.evaluate(f"() => {{{small_targets}}}") == []


def test_the_calls_are_always_within_reach(reader: Reader) -> None:
    page = reader.open("tactics/fake-loan.html", PHONE)
    page.evaluate("window.scrollTo(0, 600)")
    call = page.locator('.fz-bar a[href="tel:110"]')
    assert call.is_visible()
    box = call.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]


COLOURS = """(all, pointed) => all.map(link => {
  if (pointed) link.focus({ preventScroll: true });
  const letters = [link, ...link.querySelectorAll("*")].map(one => getComputedStyle(one).color);
  return link.className + " " + letters.join();
})"""


@pytest.mark.parametrize("viewport", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.slow)])
def test_what_is_pointed_at_keeps_its_letters(reader: Reader, viewport: dict[str, int]) -> None:
    """On a filled button letters of another colour could not be read: of all things the 110 on red."""
    for path in ("index.html", "tactics/task-rebate-scam.html", "downloads/index.html"):
        page = reader.open(path, viewport)
        page.emulate_media(reduced_motion="reduce")
        links = page.locator(".fz-bar a, .fz-call-large, .fz-button")
        assert links.count() > 2
        plain = links.evaluate_all(COLOURS, False)
        assert links.evaluate_all(COLOURS, True) == plain
        call = page.locator('a[href="tel:110"]:visible').first
        before = call.evaluate(COLOURS.replace("all.map", "[all].map"), False)
        call.hover()
        assert call.evaluate(COLOURS.replace("all.map", "[all].map"), False) == before


def test_the_way_past_the_header_is_as_large_as_any_target(reader: Reader) -> None:
    page = reader.open("tactics/fake-loan.html", PHONE)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    assert skip.evaluate("one => one === document.activeElement && one.offsetHeight >= 48 && one.offsetWidth >= 48")
    assert float(skip.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 18


def test_groups_of_one_scam_share_a_row_where_there_is_room(reader: Reader) -> None:
    boxes = {}
    for name, viewport in (("wide", DESKTOP), ("narrow", PHONE)):
        page = reader.open("tactics/index.html", viewport)
        boxes[name] = [group.bounding_box() for group in page.locator(".fz-groups__one").all()]
    assert len(boxes["wide"]) > 1
    wide = [(box["y"], box["x"]) for box in boxes["wide"]]
    assert wide == sorted(wide) and len({top for top, _ in wide}) < len(wide), "in the order of reading"
    assert len({box["x"] for box in boxes["narrow"]}) == 1


def test_the_page_of_a_missing_address_leads_home_once_and_to_every_section(reader: Reader) -> None:
    page = reader.open("404.html", PHONE)
    links = page.locator(".fz-page a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert len(links) == len(set(links)) > 4 and sum(link.endswith("index.html") for link in links[:2]) == 1


def test_a_slogan_is_copied_by_its_button(reader: Reader) -> None:
    page = reader.open("slogans/fake-loan.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".fz-copy").first.click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "先交钱的贷款，不贷"


@pytest.mark.slow
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_and_search_open_by_keyboard(reader: Reader, key: str) -> None:
    page = reader.open("index.html", PHONE)
    page.locator(".fz-menu summary").focus()
    page.keyboard.press(key)
    assert page.locator(".fz-menu a").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".fz-menu a").first.is_visible()
    page.locator(".fz-search-button").focus()
    page.keyboard.press(key)
    page.locator(".fz-search__input:focus").wait_for(timeout=30_000)


def test_nothing_of_the_search_is_fetched_before_it_is_opened(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE).new_page()
    asked: list[str] = []  # by this page: what other tests have open may still be fetching
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reader.base + "index.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "search-engine" in url or "/search/" in url] == []
    assert asked
    assert "tactics/task-rebate-scam.html" in search(page, "刷单")[0]


def test_slogans_are_filtered_and_the_choice_stands_in_the_address(reader: Reader) -> None:
    page = reader.open("slogans/index.html", PHONE)
    shown = page.locator(".fz-slogan:visible")
    everything = shown.count()
    page.locator("select[name=channels]").select_option("poster")
    assert shown.count() == 1 and everything > 1
    assert page.locator(".fz-filter__count").inner_text() == "找到1条"
    again = reader.open("slogans/index.html" + page.evaluate("location.hash"))
    assert again.locator(".fz-slogan:visible").count() == 1
    again.locator("select[name=most]").select_option("8")
    assert again.locator(".fz-slogan:visible").count() == 0
    assert again.get_by_text("没有合适的").is_visible()


def test_the_emergency_page_leads_to_the_steps_without_a_script(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(reader.base + "index.html")
    page.get_by_text("钱转出去了？").click()
    page.wait_for_url("**/help/now.html#transferred")
    page.goto(reader.base + "help/now.html")
    page.get_by_role("link", name="没有").first.click()
    page.wait_for_url("**/help/now.html#ask-told")
    page.get_by_role("link", name="验证码").click()
    assert page.locator("#code").is_visible()
