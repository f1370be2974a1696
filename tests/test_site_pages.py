"""What a reader finds on the pages of the website: first help, the way of a scam, what to copy and send on."""

from __future__ import annotations

import gzip
import re

import pytest

from fanzha.formats.site.wording import Wording
from tests.site_project import site


def section(page: str, start: str) -> str:
    """Return the page from `start` to the end of that section."""
    assert start in page
    return page[page.index(start) :].partition("</section>")[0]


def test_the_home_page_asks_first_whether_one_is_being_scammed() -> None:
    page = site().page("index.html")
    asked = section(page, 'class="fz-urgent"')
    assert asked.index("钱转出去了？") < asked.index("说过什么？") < asked.index('href="tel:110"')
    assert page.index('class="fz-urgent"') < page.index("<h1")
    links = re.findall(r'<li><a href="([^"]+)"', asked)
    assert links == ["help/now.html#transferred", "help/now.html#ask-told"]  # two ways to say yes: the question itself


def test_the_home_page_leads_on_by_situation_in_the_registrys_order() -> None:
    tiles = section(site().page("index.html"), "fz-cards--tiles")
    assert tiles.index("有人给我打电话") < tiles.index("我想挣钱")
    english = site().page("en/index.html")
    assert 'href="situations/phone-call.html"' in english and "Someone phoned me" in english
    assert re.search(r'lang="zh"[^>]*>我想挣钱', english)  # not translated, and said so


def test_a_situation_shows_the_red_flags_of_its_scams_to_compare() -> None:
    page = site().page("situations/job.html")
    assert page.index("刷单返利类诈骗") < page.index("刷单要先垫钱") < page.index("放款前先收费")
    assert 'href="../help/now.html"' in page and 'href="../tactics/fake-loan.html"' in page


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_emergency_page_is_small_and_needs_no_script(folder: str) -> None:
    made = site()
    page = made.page(f"{folder}help/now.html")
    assert "<script" not in page and "onclick" not in page
    loads = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', page)
    assert len(loads) == 3
    files = [page.encode(), *(made.tree[folder + address.removeprefix("../")] for address in loads)]
    assert sum(len(gzip.compress(data)) for data in files) < 20_000
    assert page.index('href="tel:110"') < page.index('id="ask"') < page.index('id="transferred"')


def test_every_answer_on_the_emergency_page_leads_to_a_question_or_to_steps() -> None:
    page = site().page("help/now.html")
    asked = page[page.index('class="fz-ask"') : page.index("</section>")]
    targets = re.findall(r'href="#([\w-]+)"', asked)
    assert targets == ["transferred", "ask-told", "code", "code", "transferred"]
    assert all(f'id="{target}"' in page for target in targets)


def test_a_scam_is_drawn_as_a_way_from_the_hook_to_the_loss() -> None:
    page = site().page("tactics/fake-loan.html")
    flow = page[page.index('class="fz-flow"') : page.index("</ol>", page.index('class="fz-flow"'))]
    assert flow.index(Wording.of(site().library, "zh")("tactic.first")) < flow.index("说您能贷款")
    assert flow.index(Wording.of(site().library, "zh")("tactic.last")) < flow.index("要您先交钱")
    assert flow.count('class="fz-flow__way"') == 2


def test_what_is_sent_to_a_chat_group_names_flags_numbers_and_the_pages_address() -> None:
    page = site().page("en/tactics/fake-loan.html")
    shared = re.search(r'data-fz-share="([^"]+)"', page)
    assert shared is not None
    for words in ("Fake loan", "110", "96110", "https://test.example/en/tactics/fake-loan.html"):
        assert words in shared.group(1)
    assert f'data-fz-copy="{shared.group(1)}"' in page


def test_slogans_carry_what_they_are_filtered_by() -> None:
    page = site().page("slogans/index.html")
    slogan = page[page.index('id="loan-fee"') :].partition(">")[0]
    assert (
        'data-length="9"' in slogan and 'data-channels="led poster"' in slogan and 'data-audiences="students"' in slogan
    )
    assert '<option value="led">LED' in page and '<option value="students">学生' in page
