"""The part of Material's style that the site carries dresses every page as the whole would."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
import tinycss2

from fanzha.formats.site.material import STYLE, material_style
from tests.browser import needs_browser
from tests.site_project import Site, site
from tests.web_site import one_of_each_kind, serve

WORN = ("custom", "default")
READ_ALL = """() => [...document.querySelectorAll('body, body *')].flatMap((element) => ['', '::before', '::after'].map(
  (part) => { const style = getComputedStyle(element, part || null);
    if (part && style.content === 'none') return '';
    return element.className + part + [...style].filter((name) => !name.startsWith('--')).map(
      (name) => name + ':' + style.getPropertyValue(name)).join(';'); }))"""


def whole() -> str:
    """Return Material's two style sheets."""
    folder = resources.files("material").joinpath("templates", "assets", "stylesheets")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".css"))
    assert [name.partition(".")[0] for name in names] == ["main", "palette"]
    return "".join(folder.joinpath(name).read_text("utf-8") for name in names)


def selectors(css: str) -> Iterator[str]:
    """Yield every selector of a style sheet, those inside of media queries too."""
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude)
        elif rule.content is not None and rule.lower_at_keyword in {"media", "supports"}:
            yield from selectors(tinycss2.serialize(rule.content))


def test_the_part_is_a_third_of_the_whole() -> None:
    assert len(gzip.compress(material_style(WORN).encode())) < 8_000 < 24_000 < len(gzip.compress(whole().encode()))
    assert site().tree[STYLE] == material_style(WORN).encode()
    assert not [path for path in site().tree if "stylesheets" in path or path.endswith((".map", "favicon.png"))]


def test_every_class_of_our_pages_keeps_its_rules() -> None:
    pages = "".join(site().page(path) for path in site().tree if path.endswith(".html"))
    worn = {name for names in re.findall(r'class="([^"]*)"', pages) for name in names.split()}
    styled = {name for selector in selectors(whole()) for name in re.findall(r"\.([a-z][\w-]*)", selector)} & worn
    assert len(styled) > 20
    kept = {name for selector in selectors(material_style(WORN)) for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    assert styled <= kept


def test_what_a_contributor_may_use_keeps_its_rules() -> None:
    for name in ("admonition-title", "warning", "danger", "tip", "info", "note"):
        assert f".{name}" in material_style(WORN)
    kept = list(selectors(material_style(WORN)))
    for element in ("table", "blockquote", "code", "kbd", "hr", "dl"):
        assert [one for one in kept if re.search(rf"\.md-typeset [^.]*\b{element}\b", one)], element


def test_nothing_refers_to_a_property_that_was_left_out() -> None:
    css, defined = material_style(WORN), set(re.findall(r"(--[\w-]+)\s*:", whole()))
    kept = set(re.findall(r"(--[\w-]+)\s*:", css))
    assert set(re.findall(r"var\(\s*(--[\w-]+)", css)) & defined <= kept


def test_another_palette_brings_its_own_colours() -> None:
    assert "data-md-color-primary=indigo" not in material_style(WORN)
    assert "data-md-color-primary=indigo" in material_style(("default", "indigo"))


@pytest.mark.slow
@pytest.mark.browser
@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_every_element_looks_as_under_the_whole_style(browser: Any, width: int) -> None:
    looks_as_under_the_whole_style(browser, site(), width)


def looks_as_under_the_whole_style(browser: Any, made: Site, width: int) -> None:
    """Assert that no element of a page of each kind looks otherwise when the site's style is Material's own."""
    server = serve(made.folder)
    parted, dressed = (
        browser.new_page(viewport={"width": width, "height": 844}, java_script_enabled=False) for _ in range(2)
    )
    dressed.route(f"**/{STYLE}", lambda route: route.fulfill(body=whole(), content_type="text/css"))
    for kind, address in one_of_each_kind(made).items():
        for page in (parted, dressed):
            page.emulate_media(reduced_motion="reduce")
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
        ours, theirs = seen(parted), seen(dressed)
        assert len(ours) == len(theirs) > 30
        assert [pair for pair in zip(ours, theirs, strict=True) if len(set(pair)) > 1][:1] == [], kind
    parted.close()
    dressed.close()
    server.shutdown()


def seen(page: Any) -> list[str]:
    """Return the computed style of every element of a page, and of what stands before and after it."""
    found: list[str] = page.evaluate(READ_ALL)
    return found
