"""What the website must reach, measured in a real browser by tools that others wrote. Prints its table at the end."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser import CHROMIUM, launched, needs_browser, plain_environment
from tests.harness import Row
from tests.site_project import Site
from tests.web_site import AXE, LIGHTHOUSE, WEB, one_of_each_kind, serve

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
MODES = {"normal": ("", "light"), "dark": ("", "dark"), "elder": ("xl", "light"), "elder, dark": ("xl", "dark")}
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}}, "resultTypes": ["violations"]}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_browser,
    pytest.mark.skipif(
        not (shutil.which("node") and AXE.is_file() and LIGHTHOUSE.is_file()),
        reason="needs node and the packages of tests/web: ./scripts/test --all installs them",
    ),
]


@dataclass
class Visitor:
    """A browser on the site that holds the reader's choices."""

    browser: Any
    base: str
    site: Site
    pages: dict[tuple[str, int], Any] = field(default_factory=dict)

    def open(self, address: str, mode: str, viewport: dict[str, int] = PHONE) -> Any:
        """Return a page at `address` with that mode chosen; the one before it is gone."""
        size, scheme = MODES[mode]
        key = (mode, viewport["width"])
        if key not in self.pages:
            context = self.browser.new_context(viewport=viewport, service_workers="block", color_scheme=scheme)
            context.add_init_script(f"try {{ localStorage.setItem('/.fz-size', '\"{size}\"'); }} catch (error) {{}}")
            self.pages[key] = context.new_page()
        page = self.pages[key]
        page.goto("about:blank")
        page.goto(self.base + address)
        if size and "help/now" not in address:
            assert page.evaluate("document.documentElement.dataset.fzSize") == size
        return page


@pytest.fixture(scope="module")
def visitor(own_site: Site) -> Iterator[Visitor]:
    """Return a browser on the repository's own site."""
    from playwright.sync_api import sync_playwright

    server = serve(own_site.folder)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield Visitor(browser, f"http://127.0.0.1:{server.server_port}/", own_site)
        browser.close()
    server.shutdown()
    server.server_close()


def violations(page: Any, where: str) -> list[str]:
    """Return what axe-core objects to, one line each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{where}: {one['id']} {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for one in found
        for node in one["nodes"]
    ]


def addresses(visitor: Visitor, *locales: str) -> list[tuple[str, str]]:
    """Return kind and address of one page of each kind, in each of the locales' folders."""
    kinds = one_of_each_kind(visitor.site)
    return [(kind, locale + address) for locale in locales for kind, address in kinds.items()]


@pytest.mark.parametrize(
    ("mode", "viewport", "locale"),
    [
        *((mode, PHONE, "") for mode in MODES),
        ("normal", PHONE, "en/"),
        ("elder, dark", PHONE, "en/"),
        ("normal", DESKTOP, ""),
    ],
    ids=[*MODES, "en", "en elder, dark", "desktop"],
)
def test_axe_finds_nothing(visitor: Visitor, row: Row, mode: str, viewport: dict[str, int], locale: str) -> None:
    found, count = [], 0
    for kind, address in addresses(visitor, locale):
        page = visitor.open(address, mode, viewport)
        found += violations(page, f"{kind} {address}")
        count += 1
    row(f"axe-core, {count} pages {locale}, {mode}, {viewport['width']} px", f"{len(found)} violations")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_while_search_and_menus_are_open(visitor: Visitor, row: Row, mode: str) -> None:
    found, opened = [], 0
    for viewport in (PHONE, DESKTOP):
        page = visitor.open("index.html", mode, viewport)
        page.locator(".fz-search-button:visible, input[type=search]:visible, .md-search__input:visible").first.click()
        page.keyboard.type("刷单")
        page.locator(".fz-search__link").first.wait_for()
        found += violations(page, f"search open {viewport['width']}")
        for menu in (".fz-comfort summary", ".fz-menu summary"):
            page = visitor.open("index.html", mode, viewport)
            if page.locator(menu).is_visible():
                opened += 1
                page.locator(menu).click()
                found += violations(page, f"{menu} open {viewport['width']}")
    row(f"axe-core, search, settings and menu open, {mode}", f"{len(found)} violations")
    assert opened >= 3, "settings on both, the menu on a phone"
    assert not found, "\n".join(found)


@pytest.mark.parametrize("mode", MODES)
def test_letters_contrast_and_targets(visitor: Visitor, row: Row, mode: str) -> None:
    script = (WEB / "measure.js").read_text("utf-8").strip().rstrip(";")
    script = script[script.index("(smallest)") :]
    smallest = 24 if MODES[mode][0] else 18
    troubles = []
    least, letters, narrowest = 99.0, 999.0, 999.0
    for kind, address in addresses(visitor, "", "en/"):
        page = visitor.open(address, mode)
        for menu in (".fz-comfort", ".fz-menu"):  # what is in them is measured too
            holder = page.locator(menu)
            assert holder.count() == (kind != "now"), menu  # first help has none
            holder.evaluate_all("all => all.forEach(one => one.setAttribute('open', ''))")
        measured = page.evaluate(f"({script})({smallest})")
        least = min(least, measured["least"])
        letters = min(letters, measured["smallest"])
        narrowest = min(narrowest, measured["narrowest"])
        for what in ("letters", "contrast", "targets"):
            troubles += [f"{kind} {address}: {what} {one}" for one in measured[what]]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            troubles.append(f"{kind} {address}: scrolls sideways, {width} px")
    row(f"{mode}: contrast, letters, targets", f"{least:.2f}:1, {letters:.2f} px, {narrowest:.1f} px")
    assert not troubles, "\n".join(troubles)


WALK = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.walked = window.walked || new Map();
  const known = window.walked.has(at);
  if (!known) window.walked.set(at, window.walked.size);
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  const holder = at.matches("input") && at.closest("label") ? at.closest("label") : at;
  const line = (s) => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight;
  const spots = [[.5, .5], [.1, .2], [.9, .8]]
    .map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const seen = spots.some((top) => top && (at.contains(top) || top.contains(at) || holder.contains(top)));
  return {
    known, name: at.tagName + "." + at.className + " " + (at.textContent || at.name || "").trim().slice(0, 20),
    outlined: line(style) || line(getComputedStyle(holder)), seen: inside && seen,
  };
}
"""
LEFT_OUT = """
() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((one) => !one.disabled && one.tabIndex >= 0)
  .filter((one) => one.type !== "radio" || one.checked)
  .filter((one) => !one.matches(".md-toggle, .md-skip"))
  .filter((one) => !window.walked.has(one))
  .filter((one) => ![...window.walked.keys()].some((other) => one.href && other.href === one.href)) /* the same deed */
  .map((one) => one.tagName + "." + one.className + " " + one.textContent.trim().slice(0, 20))
"""


def walk(page: Any, where: str) -> tuple[int, list[str]]:
    """Go through a page with the Tab key; return how many stops there were and what was wrong."""
    troubles = []
    page.evaluate("window.walked = new Map()")
    stops = 0
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(WALK)
        if stop is None or stop["known"]:
            break
        stops += 1
        if not stop["outlined"]:
            troubles.append(f"{where}: the focus is not visible on {stop['name']}")
        if not stop["seen"]:
            troubles.append(f"{where}: something covers {stop['name']}")
    else:
        troubles.append(f"{where}: no end after 600 stops")
    return stops, troubles + [f"{where}: cannot reach {name}" for name in page.evaluate(LEFT_OUT)]


def walk_menu(page: Any, menu: str) -> list[str]:
    """Open a menu of the header by keyboard and go through it; return what was wrong."""
    page.locator(f"{menu} summary").focus()
    page.keyboard.press("Enter")
    page.evaluate("window.walked = new Map()")
    troubles = []
    for _ in range(page.locator(f"{menu} a, {menu} input:checked").count()):
        page.keyboard.press("Tab")
        stop = page.evaluate(WALK)
        inside = page.evaluate("menu => !!document.activeElement.closest(menu)", menu)
        if not (stop and inside and stop["outlined"] and stop["seen"]):
            troubles.append(f"{menu} open: {stop}")
    page.keyboard.press("Tab")
    if page.evaluate("menu => document.querySelector(menu).open", menu):
        troubles.append(f"{menu} stays open over what has the focus")
    return troubles


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everything_is_reached_by_keyboard_alone(visitor: Visitor, row: Row, viewport: dict[str, int]) -> None:
    troubles, total, walked = [], 0, []
    for kind, address in addresses(visitor, ""):
        page = visitor.open(address, "normal", viewport)
        stops, wrong = walk(page, f"{kind} {address}")
        total += stops
        troubles += wrong
    for menu in (".fz-menu", ".fz-comfort"):
        page = visitor.open("index.html", "elder", viewport)
        if page.locator(menu).is_visible():
            walked.append(menu)
            troubles += walk_menu(page, menu)
    row(f"keyboard, {viewport['width']} px: {total} stops, {len(walked)} menus", f"{len(troubles)} troubles")
    assert walked == ([".fz-menu", ".fz-comfort"] if viewport is PHONE else [".fz-comfort"])
    assert not troubles, "\n".join(troubles)


def lighthouse(url: str, folder: Path) -> dict[str, float]:
    """Return Lighthouse's scores for a phone, in hundredths."""
    report = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    command = [
        "node",
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={flags}",
    ]
    environment = {**plain_environment(), "CHROME_PATH": CHROMIUM}
    subprocess.run(command, check=True, env=environment, timeout=180, capture_output=True)
    found = json.loads(report.read_text("utf-8"))
    scores = {name: round(100 * one["score"]) for name, one in found["categories"].items()}
    for name, category in found["categories"].items():
        if name != "performance" and scores[name] < 100:
            wrong = [ref["id"] for ref in category["auditRefs"] if found["audits"][ref["id"]]["score"] == 0]
            print(url, name, wrong)
    return scores


@pytest.mark.parametrize("kind", ["home", "tactic", "now"])
def test_lighthouse(visitor: Visitor, row: Row, kind: str, tmp_path: Path) -> None:
    url = visitor.base + one_of_each_kind(visitor.site)[kind]
    runs = [lighthouse(url, tmp_path)]
    while runs[-1]["performance"] < 98 and len(runs) < 3:  # other programs slow this machine down
        runs.append(lighthouse(url, tmp_path))
    best = {name: max(run[name] for run in runs) for name in runs[0]}
    tried = ", ".join(str(run["performance"]) for run in runs)
    row(f"Lighthouse {kind}", " ".join(f"{name} {score}" for name, score in best.items()) + f" (performance: {tried})")
    assert best["performance"] >= 98
    assert {best[name] for name in ("accessibility", "best-practices", "seo")} == {100}


HEAVY = ("checker", "quiz", "download_index", "download_kind")
"""Kinds of page with more on them than others."""


@pytest.mark.parametrize("locale", ["", "en/"], ids=["zh", "en"])
def test_the_first_view_is_light(visitor: Visitor, row: Row, locale: str) -> None:
    """Over the wire: every answer with its headers, compressed as the server sent it."""
    heavy, most = {}, ("", 0.0)
    for kind, address in addresses(visitor, locale):
        page = visitor.browser.new_context(viewport=PHONE, service_workers="block").new_page()
        wire: list[float] = []
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda told, wire=wire: wire.append(told["encodedDataLength"]))
        page.goto(visitor.base + address)
        page.wait_for_load_state("networkidle")
        page.context.close()
        total = sum(wire) / 1024
        most = max(most, (kind, total), key=lambda one: one[1])
        if kind in {"home", "tactic", "now", *HEAVY}:
            row(f"first view over the wire, {kind} {locale}", f"{total:.1f} KB in {len(wire)} requests")
        if total > (20 if kind == "now" else 60):
            heavy[address] = total
    row(
        f"first view over the wire, heaviest of {len(addresses(visitor, locale))} kinds {locale}",
        f"{most[1]:.1f} KB ({most[0]})",
    )
    assert heavy == {}
