"""The pages of placements in a real browser: every state in every language, and numbers as people type them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from fanzha.model.serial import ALPHABET, number_of, serial_of
from tests.browser import needs_browser
from tests.harness import until
from tests.placed_project import STATES, placed_site
from tests.static_host import Host, hosting
from tests.web_site import AXE

pytestmark = [pytest.mark.browser, needs_browser]

ADDRESSES = [f"Q/{serial}/{name}.html" for serial in STATES.values() for name in ("index", "en")][:-1]
RULES = {"rules": {"color-contrast-enhanced": {"enabled": True}}, "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with hosting(placed_site().folder) as running:
        yield running


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 390, "height": 844}, service_workers="block")
    yield page
    page.close()


@pytest.mark.parametrize("typed", ["q/223y/", "Q/223y", "q/223y/index.html"])
def test_a_number_in_small_letters_finds_its_page_on_a_host_without_settings(
    host: Host, phone: Any, typed: str
) -> None:
    phone.goto(host.base + typed)
    until(phone, "document.querySelector('.fz-issued')")
    assert phone.url == f"{host.base}Q/223Y/"


def test_an_address_that_names_another_host_in_its_path_stays_on_ours(host: Host, phone: Any) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(f"{host.base}/elsewhere.example/q/223y/", wait_until="commit")
    phone.wait_for_url("**/Q/223Y/")
    phone.locator("[data-fz-unknown]").wait_for(timeout=30_000)
    assert phone.url == f"{host.base}/elsewhere.example/Q/223Y/"
    assert [one for one in asked if not one.startswith(host.base)] == []


@pytest.mark.slow
def test_who_scans_a_number_of_nobody_is_warned_and_who_mistypes_one_is_told(host: Host, phone: Any) -> None:
    assert number_of("229K")
    for path, shown, hidden in (
        ("q/229k/", "unknown", "mistyped"),
        ("Q/223Z/", "mistyped", "unknown"),
    ):
        phone.goto(host.base + path)
        until(phone, "!document.querySelector('[data-fz-poster]').hidden")
        assert (
            phone.locator(f"[data-fz-{shown}]").is_visible() and not phone.locator(f"[data-fz-{hidden}]").is_visible()
        )
    phone.goto(host.base + "Q/229K/")
    assert "没有这个编号的海报" in phone.inner_text("[data-fz-unknown]") and "96110" in phone.inner_text("main")
    phone.goto(host.base + "en/nowhere.html")
    assert not phone.locator("[data-fz-poster]").is_visible()


def test_the_browser_knows_serials_as_the_program_does(host: Host, phone: Any) -> None:
    chance = random.Random(31)
    right = [
        serial_of(number) for number in (1, 2, 30, 31, 29790, 29791, *(chance.randrange(1, 10**9) for _ in range(500)))
    ]
    wrong = []
    for serial in right:
        at = chance.randrange(len(serial))
        other = chance.choice([sign for sign in ALPHABET if sign != serial[at]])
        turned = serial[:-2] + serial[-1] + serial[-2]
        wrong += [serial[:at] + other + serial[at + 1 :], turned, serial[1:], f"2{serial}", serial.lower()]
    wrong += ["", "2222", "22222", "ILO1", "0000", "２２３Y", "223Y" * 3]
    every = [*right, *wrong]
    phone.goto(host.base + "nowhere.html")
    told = phone.evaluate("all => all.map((one) => window.fanzhaSerial.valid(one))", every)
    assert told == [bool(number_of(one)) for one in every]
    assert all(told[: len(right)])
    typed = phone.evaluate("all => all.map(window.fanzhaSerial.tidy)", [" 223y ", "22-3y", "２２３ｙ", "2 2 3\u3000Y"])
    assert typed == ["223Y"] * 4


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["", "en/"])
def test_whoever_types_a_number_learns_how_the_poster_stands_today(host: Host, phone: Any, folder: str) -> None:
    phone.clock.set_fixed_time("2026-06-02T12:00:00")
    phone.goto(f"{host.base}{folder}takedown/index.html")
    seen, said = {}, {}
    for typed in ("223y", " 22 4w", "２２５Ｕ", "226-s", "229K", "223Z", "constructor"):
        phone.fill(".fz-lookup input", typed)
        phone.click(".fz-lookup button")
        phone.locator(".fz-lookup__card").wait_for()
        phone.wait_for_timeout(100)
        seen[typed] = (phone.locator(".fz-lookup__card").get_attribute("class") or "").rpartition("--")[2]
        said[typed] = phone.inner_text(".fz-lookup__card")
    assert list(seen.values()) == ["current", "current", "expired", "revoked", "unknown", "mistyped", "mistyped"]
    # A number can be copied below any code: none of these vouches for the code.
    assert not [text for text in said.values() if "码是我们" in text or "code is ours" in text]
    assert "https://test.example/" in said["223y"] and "96110" in said["223Z"]
    assert "2026-12-01" in said["223y"] and "2026-12-01" not in said["226-s"]  # withdrawn: no last day any more
    phone.fill(".fz-lookup input", " ")
    phone.click(".fz-lookup button")
    assert phone.inner_text(".fz-lookup__result") == ""
    phone.fill(".fz-lookup input", "228n")
    phone.keyboard.press("Enter")
    until(phone, "document.querySelector('.fz-lookup__place') && true")
    assert phone.inner_text(".fz-lookup__place") == "留学生公寓"
    phone.click(".fz-lookup__card a")
    until(phone, "document.querySelector('.fz-issued')")
    assert phone.url == f"{host.base}Q/228N/{'index' if folder else 'zh'}.html"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(390, 844), (320, 640), (1280, 800)], ids=["phone", "small", "desktop"])
def test_nothing_scrolls_sideways_and_the_last_day_is_large(host: Host, phone: Any, size: tuple[int, int]) -> None:
    phone.set_viewport_size({"width": size[0], "height": size[1]})
    for address in ADDRESSES:
        phone.goto(host.base + address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= size[0], address
        heights = "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
        for selector, least in (
            (".fz-issued__facts:last-of-type .fz-issued__place", 30),
            (".fz-issued__day", 30),
            ("h1", 30),
        ):
            if selector == ".fz-issued__day" and STATES["revoked"] in address:
                assert not phone.locator(selector).count()  # its last day holds no more
                continue
            sizes = phone.locator(selector).evaluate_all(heights)
            assert sizes and min(sizes) >= least, (address, selector)
        targets = phone.locator("main a").evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
        assert min(targets) >= 48, address


@pytest.mark.slow
@pytest.mark.skipif(not AXE.is_file(), reason="needs the packages of tests/web: ./scripts/test --all installs them")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(host: Host, browser: Any, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True)
    found = []
    for address in [*ADDRESSES, "takedown/index.html", "en/takedown/index.html", "Q/229K/"]:
        page.goto(host.base + address)
        page.evaluate(AXE.read_text("utf-8"))
        for one in page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]:
            found += [f"{address}: {one['id']} {node['target']}" for node in one["nodes"]]
    page.close()
    assert not found, "\n".join(found)
