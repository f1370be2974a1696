"""What the website shows to who has lost money, and to who will speak before an audience."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fanzha.formats.site.assets import INDEX
from fanzha.formats.site.body import taken_apart
from fanzha.formats.site.downloads import Download, Offer
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.parts import templates
from fanzha.formats.site.suited import covering, suited_to
from fanzha.formats.site.view import View
from fanzha.formats.site.wording import Wording
from fanzha.model import Audience, Finished
from tests.site_project import site


def section(page: str, start: str) -> str:
    """Return the page from `start` to the end of that section."""
    assert start in page
    return page[page.index(start) :].partition("</section>")[0]


def test_who_has_lost_money_finds_the_number_then_the_steps() -> None:
    page = site().page("tactics/task-rebate-scam.html")
    loss = section(page, '<section class="fz-part fz-how fz-loss"')
    assert loss.index("钱已经转出去") < loss.index('href="tel:110"') < loss.index("马上打110，说清账户")
    assert loss.index("给银行打电话") < loss.index("留好聊天记录") and 'href="tel:96110"' not in loss
    assert page.index('class="fz-hurry"') < page.index('id="red-flags"') < page.index('id="report"')
    assert page.index('id="report"') < page.index('id="loss"') < page.index('id="how"')
    assert '<a href="#loss">' in page


def test_a_tactic_that_does_not_say_it_shows_no_gap() -> None:
    page = site().page("tactics/fake-loan.html")
    assert "fz-loss" not in page and 'href="#loss"' not in page


def test_the_steps_after_a_loss_are_searched_for() -> None:
    script = site().tree[INDEX].decode("utf-8")
    assert '"银行"' in script


def test_a_tactic_names_whom_it_meets_even_if_only_their_page_says_so() -> None:
    title = Wording.of(site().library, "zh")("tactic.audiences")
    assert site().library.tactics["task-rebate-scam"].audiences == ()
    for name in ("task-rebate-scam", "fake-loan"):
        assert section(site().page(f"tactics/{name}.html"), f"<h2>{title}").count("audiences/students.html") == 1


@pytest.mark.parametrize(("folder", "locale", "words"), [("", "zh", "同学们好"), ("en/", "en", "Good morning.")])
def test_an_audience_page_begins_with_its_scams_and_holds_the_talk(folder: str, locale: str, words: str) -> None:
    page = site().page(f"{folder}audiences/students.html")
    scams = page.index(Wording.of(site().library, locale)("audiences.tactics"))
    assert scams < page.index("tactics/fake-loan.html", scams) < page.index('id="meets"') < page.index('id="talk"')
    talk = section(page, '<section class="fz-part fz-speech"')
    assert words in talk and talk.count("<p>") == 2
    assert "data-search-exclude" not in talk and "data-fz-unspoken" not in talk
    assert page.index('id="talk"') < page.index('id="speech"') < page.index('id="materials"')


def test_an_audience_page_offers_what_was_made_of_its_materials_with_size_and_language() -> None:
    page = site().page("audiences/students.html")
    files = section(page, 'id="materials"')
    assert files.index("door.zip") < files.index("fake-loan.zh.pdf"), "in the order of materials"
    assert "lobby" not in files
    poster = files[files.index("海报：虚假贷款") :]
    assert "中文" in poster and re.search(r"17 B|1 KB", poster)
    assert re.search(r'href="\.\./downloads/poster/fake-loan\.zh\.pdf" download', files)
    english = section(site().page("en/audiences/students.html"), 'id="materials"')
    apart = english[english.index('<details class="fz-others"') :]
    assert (
        "fake-loan.zh.pdf" in apart and Wording.of(site().library, "en")("audiences.other_languages", count=2) in apart
    )


def download(path: str, edition: str, *subjects: str) -> Download:
    format, _, name = path.partition("/")
    locale = name.split(".")[1] if name.count(".") == 2 else ""
    finished = Finished(
        path=path,
        format=format,
        edition=edition,
        locale=locale,
        title=name,
        kind="file",
        size=1,
        sha256="0" * 64,
        files={},
        subjects=subjects,
    )
    return Download(finished, f"downloads/{path}", 1, "0" * 64, None, Path(path))


DOWNLOADS = (
    download("leaflet/elderly-a5.zh.pdf", "elderly", "fake-loan"),
    download("leaflet/elderly.en.pdf", "elderly", "fake-loan"),
    download("leaflet/street.zh.pdf", "street", "fake-loan"),
    download("poster/fake-loan.zh.pdf", "tactics", "fake-loan"),
    download("poster/romance-scam.zh.pdf", "tactics", "romance-scam"),
    download("led/hall.zip", "hall", "romance-scam"),
)


def suited(locale: str, *materials: str, tactics: tuple[str, ...] = ("fake-loan",)) -> tuple[list[str], list[str]]:
    view = cast(Any, SimpleNamespace(locale=locale, offer=Offer(DOWNLOADS)))
    audience = cast(Audience, SimpleNamespace(materials=materials, tactics=tactics))
    found = suited_to(view, audience)
    return [one.finished.path for one in found.own], [one.finished.path for one in found.others]


def test_every_product_of_an_edition_is_offered_others_languages_apart() -> None:
    assert suited("zh", "leaflet/elderly") == (["leaflet/elderly-a5.zh.pdf"], ["leaflet/elderly.en.pdf"])


def test_of_an_edition_with_a_file_for_each_tactic_those_that_the_audience_meets() -> None:
    assert suited("zh", "poster/tactics") == (["poster/fake-loan.zh.pdf"], [])
    none = suited("zh", "poster/tactics", tactics=("fake-job",))
    assert none == (["poster/fake-loan.zh.pdf", "poster/romance-scam.zh.pdf"], [])


def test_a_screen_suits_whatever_runs_on_it_and_is_named_as_its_folder_of_materials() -> None:
    assert suited("zh", "screen/hall", "screen/hall") == (["led/hall.zip"], [])
    assert suited("zh", "led/hall") == ([], [])


def test_the_page_of_a_tactic_offers_what_is_about_it_alone_first_as_kinds_are_asked_for() -> None:
    files = (
        download("banner/hang.zh.pdf", "hang", "fake-loan"),
        download("booklet/handbook.zh.pdf", "handbook", "fake-loan", "romance-scam"),
        download("card/fake-loan.zh.pdf", "tactics", "fake-loan"),
        download("leaflet/street.zh.pdf", "street", "fake-loan", "romance-scam"),
        download("poster/fake-loan.zh.pdf", "tactics", "fake-loan"),
        download("share/fake-loan.zh.png", "tactics"),
    )
    found = covering(cast(Any, SimpleNamespace(downloads_of=lambda _: files)), "fake-loan")
    assert [one.finished.format for one in found.own] == ["poster", "card", "banner", "share"]
    assert [one.finished.format for one in found.others] == ["leaflet", "booklet"]


def test_what_covers_a_tactic_among_others_is_folded() -> None:
    library = site().library
    offered = Offer((*DOWNLOADS[3:4], download("booklet/handbook.zh.pdf", "handbook", "fake-loan", "romance-scam")))
    page = next(page for page in site_pages(library, "zh") if page.uri == "tactics/fake-loan.md")
    view = View(library, page, "zh", Wording.of(library, "zh"), offered, taken_apart('<h1 id="top">虚假贷款</h1>'))
    files = section(templates().get_template("tactic.html.j2").render(v=view), 'id="files"')
    shown, _, folded = files.partition('<details class="fz-others"')
    assert "poster/fake-loan.zh.pdf" in shown and "handbook" not in shown
    assert "booklet/handbook.zh.pdf" in folded and view.t("tactic.more_downloads", count=1) in folded
    assert " open" not in folded.partition(">")[0]


def test_the_kicker_does_not_say_the_heading_twice() -> None:
    tactics = [one for one in site().library.tactics.values() if one.category]
    assert tactics
    for locale in ("zh", "en"):
        for tactic in tactics:
            page = site().page(("" if locale == "zh" else f"{locale}/") + f"tactics/{tactic.slug}.html")
            kicker = page[page.index('class="fz-kicker"') : page.index("<h1")]
            assert f"<b>{tactic.texts[locale].name}</b>" not in kicker
