"""The website: of 120 payloads and more, in every place that a writer has, none acts."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from fanzha import markup
from fanzha.formats.site.body import harmless, taken_apart
from fanzha.formats.site.indexed import read_index
from fanzha.load.markdown import parse_document
from fanzha.source import SourceFile, decode
from tests.browser import launched, needs_browser
from tests.harness import until
from tests.hostile.active import active
from tests.hostile.attack import attacked_site, page, payloads
from tests.site_project import site


@functools.cache
def ours() -> frozenset[str]:
    """Return what acts in the pages of the same project without payloads: our own scripts, icons, search."""
    found: set[str] = set()
    for path in site().tree:
        if path.endswith(".html"):
            found |= active(site().page(path))
    return frozenset(found)


def converted(markdown: str) -> str:
    """Return the HTML that MkDocs makes of `markdown`, before it is made harmless."""
    import markdown as python_markdown  # type: ignore[import-untyped,unused-ignore]

    return str(python_markdown.markdown(markdown, extensions=["admonition", "attr_list", "tables", "toc"]))


def test_the_corpus_is_large_and_acts_when_nobody_stops_it() -> None:
    assert len(payloads()) >= 120
    assert sum(bool(active(converted(page(payload)))) for payload in payloads()) >= 120


def test_no_payload_acts_in_any_page() -> None:
    pages = [path for path in attacked_site().tree if path.endswith(".html")]
    assert len(pages) > len(payloads())
    assert {path: found for path in pages if (found := active(attacked_site().page(path)) - ours())} == {}


def test_the_payloads_were_there() -> None:
    page_of = {number: attacked_site().page(f"attack/p{number:03}.html") for number in range(len(payloads()))}
    # An open <style> swallows the rest of its page.
    assert sum("第二段" in html for html in page_of.values()) >= len(payloads()) - 2
    assert sum("pwn(1)" in html or "evil.example" in html for html in page_of.values()) >= 120
    assert "pwn(1)" in attacked_site().page("slogans/index.html")


def test_the_search_index_is_one_harmless_value() -> None:
    # The index is a script that does nothing but set a value, and what it shows is set as text.
    script = attacked_site().page("search/search_index.js")
    assert len(read_index(script.encode()).addresses) > len(payloads())
    assert not re.search("[\u2028\u2029\r]", script) and script.count("\n") == 1


@pytest.mark.parametrize("alone", [True, False], ids=["alone", "in every place"])
def test_a_body_is_harmless_whole_and_taken_apart(alone: bool) -> None:
    for payload in payloads():
        html = harmless(converted(payload if alone else page(payload)))
        body = taken_apart(html)
        parts = [body.name, body.lead, body.opening, body.name_id]
        for part in body.parts:
            parts += [part.title, part.html, *(inner.title + inner.html for inner in part.parts)]
        for piece in (html, *parts):
            assert active(piece) <= {"<img [('src', 'y.png')]>"} | ours(), payload
        assert harmless(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p class="md-overlay mermaid note">a</p>', '<p class="note">a</p>'),
        ('<p class="fz-call-large" id="fz-which">a</p>', "<p>a</p>"),
        ('<p id="__config">a</p>', "<p>a</p>"),
        ('<h2 id="_1">a</h2>', '<h2 id="_1">a</h2>'),
        (f'<h1 id="{"long-" * 60}">a</h1>', f'<h1 id="{"long-" * 60}">a</h1>'),  # the skip link leads to it
        ('<p style="position:fixed" data-md-component="dialog" tabindex="1">a</p>', "<p>a</p>"),
        ("<p>a&#x202e;b&#x200b;c&shy;d</p>", "<p>abcd</p>"),
        ('<p title="a&#x202e;<b>">a</p>', '<p title="ab">a</p>'),
    ],
)
def test_borrowed_looks_and_hidden_characters_are_dropped(html: str, left: str) -> None:
    assert harmless(html) == left


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://fanzha.example/a", True),
        ("tel:110", True),
        ("../a.html#b", True),
        ("https:evil.example", False),
        ("https:/evil.example", False),
        ("tel:javascript:1", False),
        ("java script:x", False),
        ("/\\evil.example", False),
        ("\t//evil.example", False),
    ],
)
def test_where_a_link_may_lead(address: str, stays: bool) -> None:
    assert (f'href="{address}"' in harmless(f'<a href="{address}">x</a>')) is stays


def test_a_reference_cannot_hide_a_character_in_print() -> None:
    assert markup.plain("别&#x202e;信&#x200b;他&shy;") == "别信他"
    assert "\u202e" not in markup.inline("别&#x202e;信**他&#8238;**", "zh")


@pytest.mark.parametrize("reference", ["&#x202e;", "&#8238;", "&#X31;", "&period;", "&NewLine;", "&zwj;"])
def test_a_character_written_as_a_code_is_refused_where_it_stands(reference: str) -> None:
    source = decode("docs/help/x.md", f"# 名\n\n打 110{reference}。&lt;&amp;&gt;\n".encode())
    assert isinstance(source, SourceFile)
    found: list[Any] = []
    assert parse_document(source, found) is None
    (problem,) = found
    assert (problem.code, problem.place.line, problem.place.column) == ("LOAD037", 3, 6)
    assert problem.place.width == len(reference)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[tuple[Any, str]]:
    """Return a browser, and where the attacked site is served on this machine."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(Quiet, directory=str(attacked_site().folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running, f"http://127.0.0.1:{server.server_port}/"
        running.close()
    server.shutdown()
    server.server_close()


class Watched:
    """A page of the browser that tells when a payload runs or something is asked of another machine."""

    def __init__(self, browser: Any, base: str) -> None:
        self.page = browser.new_context().new_page()
        self.base = base
        self.ran: list[str] = []
        self.page.expose_function("pwn", lambda *_: self.ran.append(self.page.url))
        self.page.add_init_script("window.alert = window.msgbox = () => pwn(1)")
        self.page.on("dialog", self._spoke)
        self.page.on("request", self._asked)
        self.page.on("popup", lambda popup: self.ran.append(popup.url))

    def _spoke(self, dialog: Any) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.ran.append(request.url)

    def open(self, path: str) -> None:
        """Open a page of the site and touch everything in it that a payload may wait for."""
        self.page.goto(self.base + path)
        self.page.evaluate(
            """() => {
              for (const one of document.querySelectorAll("article *"))
                for (const kind of ["click", "mouseover", "focus", "pointerenter", "wheel", "toggle", "error", "load"])
                  if (!(one.closest("a") && kind === "click")) one.dispatchEvent(new Event(kind));
              for (const one of document.querySelectorAll("article a[href]"))
                if (/^\\s*(javascript|data|vbscript|blob)/i.test(one.protocol)) pwn(1);
            }"""
        )
        assert self.page.url.startswith(self.base), path


@pytest.mark.browser
@needs_browser
def test_search_shows_payloads_as_words(browser: tuple[Any, str]) -> None:
    watched = Watched(*browser)
    watched.open("slogans/index.html")
    watched.page.locator(".fz-search-button").click()
    watched.page.keyboard.insert_text("pwn 第二段")
    until(watched.page, "document.querySelectorAll('.fz-search__link').length >= 20")
    assert "pwn(1)" in watched.page.locator(".fz-search__results").inner_text()
    assert watched.ran == []


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
def test_no_payload_runs_in_a_browser(browser: tuple[Any, str]) -> None:
    watched = Watched(*browser)
    for path in sorted(path for path in attacked_site().tree if path.endswith(".html")):
        watched.open(path)
    watched.page.wait_for_timeout(500)
    assert watched.ran == []


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
def test_the_browser_would_tell(browser: tuple[Any, str]) -> None:
    watched = Watched(*browser)
    watched.open("index.html")
    watched.page.evaluate("document.body.innerHTML = '<img src=x onerror=pwn(1)>'")
    watched.page.wait_for_timeout(300)
    assert watched.ran != []
