"""The tactics in groups: every one stands in exactly one, in the Ministry's order and then by situation."""

from __future__ import annotations

import dataclasses

import pytest
from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Text
from fanzha.formats.site.body import taken_apart
from fanzha.formats.site.downloads import Offer
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.parts import templates
from fanzha.formats.site.tactic_groups import MOST_ON_HOME, MOST_TOLD
from fanzha.formats.site.view import View
from fanzha.formats.site.wording import Wording
from fanzha.model import Category, Library, Situation
from tests.print_samples import FIVE, library, tactic


def sample(listed: bool = True, situation: tuple[str, ...] = (FIVE[3], FIVE[0])) -> Library:
    """Return five tactics: two of one category, one of another, one by situation only, one in nothing."""
    categories = {"romance": 2, "authority": 1, "empty": 3}
    held = {FIVE[0]: Text("authority"), FIVE[1]: Text("romance"), FIVE[2]: Text("romance")} if listed else {}
    source = library({slug: dataclasses.replace(tactic(slug), category=held.get(slug)) for slug in FIVE})
    registry = dataclasses.replace(
        source.registry,
        categories={
            id: Category(id=Text(id), names={"zh": Text(f"{id}类"), "en": Text(id)}, years=(2025,), order=order)
            for id, order in categories.items()
        },
        situations={
            "phone": Situation(id=Text("phone"), names={"zh": Text("来电")}, tactics=tuple(map(Text, situation))),
        },
    )
    return dataclasses.replace(source, registry=registry)


def page(uri: str, source: Library, locale: str = "zh") -> LexborHTMLParser:
    found = next(page for page in site_pages(source, locale) if page.uri == uri)
    body = taken_apart(f'<h1 id="top">{found.title}</h1>')
    view = View(source, found, locale, Wording.of(source, locale), Offer(), body)
    return LexborHTMLParser(templates().get_template(f"{found.kind}.html.j2").render(v=view))


def stems(html: LexborHTMLParser, css: str) -> list[str]:
    links = [each.attributes["href"] or "" for each in html.css(css)]
    return [link.removeprefix("tactics/").removeprefix("../tactics/").removesuffix(".html") for link in links]


def test_each_tactic_stands_once_in_the_ministrys_order_then_by_situation_then_the_rest() -> None:
    html = page("tactics/index.md", sample())
    assert stems(html, "a.fz-card") == [FIVE[0], *sorted(FIVE[1:3]), FIVE[3], FIVE[4]]
    assert [h2.text() for h2 in html.css("h2")] == ["authority类", "romance类", "来电", "其他骗局"]
    ids = [h2.attributes["id"] for h2 in html.css("h2")]
    assert stems(html, ".fz-chips a") == [f"#{id}" for id in ids], "a way to each group, and to no empty one"


def test_a_name_in_another_language_says_so() -> None:
    html = page("tactics/index.md", sample(), "en")
    assert [h2.attributes.get("lang") for h2 in html.css("h2")] == [None, None, "zh", None]


def test_the_home_page_has_a_card_for_each_category_and_none_for_each_of_fifty_tactics() -> None:
    many = {**sample().tactics, **{f"more-{number:02}": tactic(f"more-{number:02}") for number in range(MOST_ON_HOME)}}
    html = page("index.md", dataclasses.replace(sample(), tactics=many))
    cards = {card.css("strong")[0].text(): card for card in html.css(".fz-cards--tactics a")}
    assert {name: card.attributes["href"] for name, card in cards.items()} == {
        sample().tactics[FIVE[0]].texts["zh"].name: f"tactics/{FIVE[0]}.html",
        "romance类": "tactics/index.html#list-romance",
    }
    names = [sample().tactics[slug].texts["zh"].name for slug in sorted(FIVE[1:3])]
    assert all(name in cards["romance类"].text() for name in names)


def test_the_home_page_of_a_small_unit_shows_those_that_are_on_no_list_too() -> None:
    cards = stems(page("index.md", sample()), ".fz-cards--tactics a")
    assert cards == [FIVE[0], "index.html#list-romance", FIVE[3], FIVE[4]]
    assert sorted(stems(page("index.md", sample(listed=False)), ".fz-cards--tactics a")) == sorted(FIVE)
    assert len(page("tactics/index.md", sample(listed=False, situation=())).css("h2, .fz-chips")) == 0


@pytest.mark.parametrize("count", [5, MOST_TOLD, MOST_TOLD + 3])
def test_a_situations_page_tells_the_first_in_full_and_names_the_others(count: int) -> None:
    slugs = tuple(f"tactic-{number:02}" for number in range(count))
    source = sample(situation=slugs)
    source = dataclasses.replace(source, tactics={slug: tactic(slug) for slug in slugs})
    html = page("situations/phone.md", source)
    assert stems(html, ".fz-suspect > a") == list(slugs[:MOST_TOLD])
    assert stems(html, "a.fz-card") == list(slugs[MOST_TOLD:])
