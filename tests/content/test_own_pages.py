"""The repository's own pages in a real browser: what every tactic offers, slogans by filter, first help on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fanzha.model import Library, Slogan, SloganText
from tests.browser import launched, needs_browser
from tests.harness import Row
from tests.site_project import Site
from tests.test_site_browser import PHONE
from tests.web_site import serve

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_browser,
]
FOLDERS = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def visit(own_site: Site) -> Iterator[Callable[[str], Any]]:
    """Return what opens a page of the site on a phone."""
    from playwright.sync_api import sync_playwright

    server = serve(own_site.folder)
    with sync_playwright() as playwright:
        browser: Any = launched(playwright)
        page = browser.new_context(viewport=PHONE, service_workers="block").new_page()

        def open_page(path: str) -> Any:
            page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
            return page

        yield open_page
        browser.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("locale", FOLDERS)
def test_every_tactic_has_its_way_its_signs_its_steps_and_what_to_hand_on(
    visit: Callable[[str], Any], own_site: Site, row: Row, locale: str
) -> None:
    library = own_site.library
    finished = (one for one in own_site.workshop.finished if one.locale in {locale, ""})
    made = {(one.format, subject) for one in finished for subject in one.subjects}
    lacking, count = [], 0
    for slug, tactic in library.tactics.items():
        page = visit(f"{FOLDERS[locale]}tactics/{slug}.html")
        text = tactic.texts[locale]
        wanted = {
            ".fz-flow svg.fz-flow__way": len(text.how),
            ".fz-danger li": len(text.red_flags),
            ".fz-step--stop li": len(text.actions.stop),
            ".fz-step--verify li": len(text.actions.verify),
            ".fz-step--report li": len(text.actions.report),
            ".fz-never li": len(text.never),
            ".fz-share [data-fz-copy]": 1,
        }
        for selector, number in wanted.items():
            if page.locator(selector).count() != number:
                lacking.append(f"{slug}: {selector}")
        spoken = page.locator(".scam-quote p:not(.admonition-title)")
        struck = "all => all.every(one => getComputedStyle(one).textDecorationLine.includes('line-through'))"
        if not spoken.evaluate_all(struck):
            lacking.append(f"{slug}: scam speech is not struck out")
        slogans = [one for one in library.slogans.values() if one.tactic == slug]
        if page.locator(".fz-slogan").count() != len(slogans) or not slogans:
            lacking.append(f"{slug}: slogans")
        addresses = page.locator("a[download]").evaluate_all("all => all.map(one => one.href)")
        count += len(addresses)
        for kind in ("leaflet", "poster", "card", "share", "led"):
            offered = any(f"/downloads/{kind}/" in address for address in addresses)
            if (kind, slug) in made and not offered:
                lacking.append(f"{slug}: {kind}")
    row(f"downloads offered on {len(library.tactics)} tactic pages {locale}", f"{count} ({len(made)} made)")
    assert lacking == []


def fits(library: Library, slogan: Slogan, text: SloganText, name: str, value: str) -> bool:
    """Return whether a slogan is one that the filter shall show."""
    if name == "most":
        return len(text.name) <= int(value)
    if name == "channels":
        return value in text.channels
    tactic = library.tactics.get(slogan.tactic or "")
    meant = slogan.audiences or (tactic.audiences if tactic else ())
    return not meant or value in meant


@pytest.mark.parametrize("locale", FOLDERS)
@pytest.mark.parametrize("name", ["most", "channels", "audiences"])
def test_slogans_by_length_channel_and_audience(
    visit: Callable[[str], Any], content: Library, locale: str, name: str
) -> None:
    page = visit(f"{FOLDERS[locale]}slogans/index.html")
    slogans = content.slogans.values()
    values = page.locator(f"select[name={name}] option").evaluate_all("all => all.map(one => one.value)")
    narrowed = 0
    for value in filter(None, values):
        page.locator(f"select[name={name}]").select_option(value)
        shown = set(page.locator(".fz-slogan:visible").evaluate_all("all => all.map(one => one.id)"))
        wanted = {one.slug for one in slogans if fits(content, one, one.texts[locale], name, value)}
        assert shown == wanted and shown, value
        narrowed += len(shown) < len(slogans)
    assert narrowed >= 3, "the choices differ from showing all"


@pytest.mark.parametrize("locale", FOLDERS)
def test_first_help_on_paper(visit: Callable[[str], Any], row: Row, locale: str) -> None:
    import pypdfium2

    page = visit(f"{FOLDERS[locale]}help/now.html")
    title = page.locator("h1").inner_text()
    steps = page.locator("ol > li").all_inner_texts()
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(sheet.get_textpage().get_text_bounded().split()) for sheet in document)
    assert all("".join(said.split()) in text for said in (title, "110", "96110", *steps))
    row(f"first help on paper {locale}", f"{len(document)} pages")
    assert document[0].render(scale=1).to_pil().convert("RGB").getpixel((5, 5)) == (255, 255, 255)
