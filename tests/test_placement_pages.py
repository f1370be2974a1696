"""The pages that codes lead to: whose code it is, for which place, until when; light, whole without a script."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from fanzha.formats.site import FORMAT, Params
from fanzha.formats.site.placement_proof import placements_are_true
from fanzha.formats.site.previews import size_of
from fanzha.formats.site.serials import HEAD, LIST, serials_script
from fanzha.manifest import Recipe, Record, as_json, read
from fanzha.model import Artifact, digest_of
from fanzha.model.serial import number_of
from fanzha.plan import Plan
from tests.placed_project import SECRETS, STATES, library_of, placed, placed_site
from tests.site_project import plan

PAGES = {state: f"Q/{serial}/index.html" for state, serial in STATES.items()}


def page(path: str) -> LexborHTMLParser:
    return LexborHTMLParser(placed_site().page(path))


def text(path: str, selector: str) -> str:
    found = page(path).css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def hrefs(path: str, selector: str = "a") -> list[str]:
    return [one.attributes.get("href") or "" for one in page(path).css(selector)]


def problems(**changed: bytes | None) -> set[str]:
    """Return the codes of what is wrong once files of the site, by path with _ for the slash, are others or gone."""
    tree = dict(placed_site().tree)
    for path, data in changed.items():
        if data is None:
            del tree[path]
        else:
            tree[path] = data
    finished = [one for one in placed_site().workshop.finished if one.pictured]
    return {one.code for one in placements_are_true(placed_site().library, tree, finished)}


# What they say


@pytest.mark.parametrize(
    ("state", "said"),
    {
        "current": "这个码是我们发的",
        "coming": "这张海报还没启用",
        "expired": "这张海报过期了，请取下",
        "revoked": "这张海报作废了，请取下",
    }.items(),
)
def test_the_page_says_first_how_the_poster_stands(state: str, said: str) -> None:
    assert text(PAGES[state], "h1") == said
    assert text(PAGES[state], "title").startswith(said)


@pytest.mark.parametrize("path", PAGES.values())
def test_the_page_says_who_issued_the_code_for_which_place_until_when(path: str) -> None:
    serial = path.split("/")[1]
    (placement,) = [one for one in placed_site().library.placements if one.serial == serial]
    facts = text(path, ".fz-issued")
    publisher = placed_site().library.publisher.names["en" if placement.languages == ("en",) else "zh"]
    for said in (placement.name, placement.address, serial, publisher):
        assert said in facts
    over = placement.revoked is not None  # then its last day holds no more
    assert (str(placement.until) in facts) != over
    assert (f'datetime="{placement.until}"' in placed_site().page(path)) != over


def test_the_page_says_what_the_address_must_begin_with_and_whom_to_tell() -> None:
    assert "https://test.example/" in text(PAGES["current"], ".fz-issued__text")
    assert "223Y" in text(PAGES["current"], ".fz-tell")
    assert hrefs(PAGES["current"], ".fz-tell a") == ["tel:96110"]
    assert hrefs(PAGES["current"], ".fz-call-large") == ["tel:110", "tel:96110"]


def test_who_sees_a_poster_that_is_over_is_told_to_take_it_down_and_what_hangs_instead() -> None:
    facts = text(PAGES["revoked"], ".fz-issued")
    assert "2026-05-20" in facts and "码上被人另贴了一层。" in facts and "市场北门" in facts and "市场<南门>" in facts
    assert hrefs(PAGES["revoked"], ".fz-issued a") == ["../../Q/227Q/index.html"]
    assert hrefs("Q/226S/en.html", ".fz-issued a") == ["../../Q/227Q/en.html"]
    assert text(PAGES["revoked"], "#warning") == "虚假贷款", "the warning stays"
    assert hrefs(PAGES["expired"], ".fz-issued a") == []


def test_the_warning_is_there_in_short_with_the_way_to_all_of_it() -> None:
    warning = text(PAGES["current"], ".fz-warning")
    for said in ("放款前先收费", "不交钱。", "去银行柜台问。", "已经转钱，打110。"):
        assert said in warning
    assert hrefs(PAGES["current"], ".fz-warning a") == ["../../tactics/fake-loan.html"]
    assert hrefs("Q/223Y/en.html", ".fz-warning a") == ["../../en/tactics/fake-loan.html"]
    assert hrefs(PAGES["page"], ".fz-warning a") == ["../../help/now.html"]


def test_the_code_leads_to_the_posters_language_and_the_others_are_beside_it() -> None:
    assert [page(path).css_first("html").attributes["lang"] for path in (PAGES["current"], PAGES["english"])] == [  # type: ignore[union-attr]
        "zh",
        "en",
    ]
    assert hrefs(PAGES["current"], ".fz-top__language") == ["en.html"]
    assert hrefs(PAGES["english"], ".fz-top__language") == ["zh.html"]
    name = page("Q/223Y/en.html").css_first(".fz-issued__place")
    assert name is not None and name.attributes["lang"] == "zh", "a place keeps its name"


def test_the_picture_is_of_the_poster_itself_and_only_while_it_may_hang() -> None:
    (picture,) = page(PAGES["current"]).css("img")
    address = picture.attributes["src"] or ""
    data = placed_site().tree[address.removeprefix("../../")]
    assert size_of(data) == (226, 320)
    assert "223Y" in (picture.attributes["alt"] or "") and picture.attributes["width"] == "226"
    assert not [state for state in STATES if state != "current" and page(PAGES[state]).css("img")]
    assert not [path for path in placed_site().tree if path.startswith("downloads/placement")], "it is not offered"
    assert "223Y" not in placed_site().page("downloads/index.html")


# What they weigh, and who finds them


@pytest.mark.parametrize("path", PAGES.values())
def test_the_page_is_light_and_whole_without_a_script(path: str) -> None:
    html = page(path)
    assert not html.css("script, style, iframe, form")
    sheets = [one.attributes["href"] or "" for one in html.css("link[rel=stylesheet]")]
    loaded = [path, *(sheet.removeprefix("../../") for sheet in sheets)]
    assert len(loaded) == 4
    assert sum(len(gzip.compress(placed_site().tree[one], 6)) for one in loaded) < 10_000


def test_neither_search_nor_sitemap_nor_worker_holds_them() -> None:
    tree = placed_site().tree
    for path in ("sitemap.xml", "sw.js", "search/search_index.js", "en/search/search_index.js"):
        assert not re.search(rb"\bQ/|223Y", tree[path]), path
    assert b"takedown/index.html" in tree["sitemap.xml"]
    robots = page(PAGES["current"]).css_first("meta[name=robots]")
    assert robots is not None and robots.attributes["content"] == "noindex"


def test_what_is_the_offices_is_nowhere_on_the_website() -> None:
    for path, data in placed_site().tree.items():
        for secret in SECRETS:
            assert secret.encode() not in data, path


# The list


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_list_names_what_to_take_down_and_gives_the_table(folder: str) -> None:
    path = f"{folder}takedown/index.html"
    up = "../" if not folder else "../../"
    names = {"": "index", "en/": "en"}
    assert hrefs(path, ".fz-down a") == [
        f"{up}Q/225U/{names[folder]}.html",
        f"{up}Q/226S/{names[folder]}.html",
        f"{up}Q/227Q/{names[folder]}.html",
    ]
    assert hrefs(path, ".fz-more a") == ["takedown.csv" if not folder else "../../takedown/takedown.csv"]
    assert hrefs(f"{folder}downloads/index.html", ".fz-sums a")[0] == "../takedown/index.html"


def test_a_project_without_placements_has_none_of_it(tmp_path: Path) -> None:
    root, _ = placed(tmp_path)
    (root / "materials" / "placement" / "town.yml").unlink()
    from fanzha.formats.site.pages import site_pages

    assert not [one for one in site_pages(library_of(root), "zh") if one.kind == "takedown"]


# Proof


def test_the_proof_finds_the_site_true_and_notices_every_other_word() -> None:
    tree = placed_site().tree
    assert not list(FORMAT.verify(placed_site().artifact, tree, placed_site().workshop))
    assert problems() == set()
    html = tree[PAGES["current"]]
    for old, new in (
        ("派出所一楼大厅</b>", "派出所二楼大厅</b>"),
        ("示范路1号</span>", "示范路2号</span>"),
        (">2026-12-01<", ">2027-12-01<"),
        (">223Y</bdi></dd>", ">224W</bdi></dd>"),
        ("<b>测试站</b>", "<b>别的站</b>"),
        ("fz-issued--current", "fz-issued--revoked"),
    ):
        assert old.encode() in html
        assert problems(**{PAGES["current"]: html.replace(old.encode(), new.encode())}) == {"SITE026"}, old
    gone = tree[PAGES["revoked"]].replace(b"227Q</bdi>", b"229K</bdi>")
    assert problems(**{PAGES["revoked"]: gone}) == {"SITE026"}
    assert problems(**{PAGES["expired"]: tree[PAGES["current"]]}) == {"SITE026"}


def test_the_proof_notices_what_is_missing_and_what_is_too_much() -> None:
    assert problems(**{"Q/225U/en.html": None}) == {"SITE003"}
    assert problems(**{"Q/2222/index.html": b"<h1>"}) == {"SITE026"}
    assert problems(**{"takedown/takedown.csv": b"x"}) == {"SITE026"}
    (picture,) = [path for path in placed_site().tree if path.startswith("Q/") and path.endswith(".webp")]
    assert problems(**{picture: b"no picture"}) == {"SITE026"}


def test_a_day_that_changes_how_a_poster_stands_makes_the_site_stale_and_no_other_does(tmp_path: Path) -> None:
    root, _ = placed(tmp_path)
    days = [datetime.date(2026, 6, day) for day in (1, 2, 3)]
    params = [plan(library_of(root, day)).params for day in days]
    digests = [digest_of(one) for one in params]
    assert all(isinstance(one, Params) for one in params)
    assert digests[0] != digests[1] == digests[2]


def test_the_manifest_remembers_what_is_only_pictured(tmp_path: Path) -> None:
    poster = Artifact(
        path="placement/223Y.zh.pdf", format="placement", edition="town", locale="zh", title="", params=None,
        offered=False, pictured=True,
    )  # fmt: skip
    unit = dataclasses.replace(poster, path="placement/unit.pdf", pictured=False)
    recipe = Recipe(parameters="", code="", tools={}, ingredients=())
    (tmp_path / "manifest.json").write_text(
        as_json(Record.of(one, recipe, (1, "0" * 64, {})) for one in (poster, unit)), "utf-8"
    )
    assert [one.path for one in Plan().on_offer(read(tmp_path).records)] == [poster.path]


def test_every_serial_of_the_project_is_one() -> None:
    assert all(map(number_of, STATES.values()))


def test_the_list_of_serials_says_until_when_each_holds_and_nothing_of_the_offices() -> None:
    script = placed_site().page(LIST)
    assert script == serials_script(placed_site().library)
    told = json.loads(script.removeprefix(HEAD).removesuffix(";\n"))
    assert sorted(told) == sorted(STATES.values())
    assert told["226S"] == {
        "place": "市场<南门>", "address": "集市路20号", "from": "2026-01-05", "until": "2026-12-01",
        "revoked": "2026-05-20", "replaced_by": "227Q", "locale": "zh",
    }  # fmt: skip
    assert told["228N"]["locale"] == "en" and told["223Y"]["revoked"] == ""
    assert problems(**{LIST: script.replace("2026-12-01", "2027-12-01").encode()}) == {"SITE026"}
