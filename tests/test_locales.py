"""A third language by configuration and files alone: Uyghur, from right to left."""

from __future__ import annotations

import dataclasses
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.formats.site import FORMAT, Options
from fanzha.formats.site.body import Body, Part
from fanzha.formats.site.interface import empty_list, placeholders
from fanzha.formats.site.tongue import directed, in_language, marked
from fanzha.formats.site.wording import Wording, shipped, ships
from fanzha.load import load_project
from fanzha.model import Edition, Library
from fanzha.plan import Plan, make_plan
from tests.harness import FIXTURES, ROOT
from tests.site_project import build, make_project, plan, site
from tests.uyghur_project import UG, WORDS, complete, missing_words, surplus_words, three_languages, uyghur

TACTIC = "tactics/fake-loan.html"
FALLBACK = "tactics/task-rebate-scam.html"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def said(key: str) -> str:
    """Return what the Uyghur interface says."""
    return Wording.of(uyghur().library, UG)(key)


def planned(root: Path) -> list[tuple[str, str]]:
    """Return code and place of what the site finds wrong with the project at `root`."""
    library, _ = load_project(root)
    assert library is not None
    found = FORMAT.plan(library, Edition(folder="site", name="site", options=None), Options())
    return [(one.code, str(one.place)) for one in found if isinstance(one, Diagnostic)]


def test_the_test_locale_has_every_word(tmp_path: Path) -> None:
    root = three_languages(tmp_path)
    assert missing_words(root) == [], f"write them into tests/fixtures/uyghur/{WORDS}"
    assert surplus_words(root) == [], f"remove them from tests/fixtures/uyghur/{WORDS}"


def test_the_three_sites_pass_their_reader() -> None:
    made = uyghur()
    assert [str(found) for found in FORMAT.verify(made.artifact, made.tree, made.workshop)] == []


@pytest.mark.parametrize("path", ["index.html", TACTIC, FALLBACK, "help/now.html", "404.html", "slogans/index.html"])
def test_every_page_names_its_language_and_direction(path: str) -> None:
    for folder, locale, direction in (("", "zh", "ltr"), ("en/", "en", "ltr"), (f"{UG}/", UG, "rtl")):
        (tag,) = re.findall(r"<html[^>]*>", uyghur().page(folder + path))
        assert f'lang="{locale}"' in tag and f'dir="{direction}"' in tag


def test_the_reader_gets_the_tactic_in_uyghur() -> None:
    page = uyghur().page(f"{UG}/{TACTIC}")
    assert "قەرزدىن ئاۋۋال ھەق ئالىدۇ" in page and said("site.untranslated") not in page
    assert '<ul lang="zh"' not in page


def test_what_is_not_translated_is_shown_in_chinese_and_said_so() -> None:
    page = uyghur().page(f"{UG}/{FALLBACK}")
    assert said("site.untranslated") in page
    assert re.search(r'<h1 [^>]*lang="zh" dir="ltr">', page)
    assert re.search(r'<ul lang="zh" dir="ltr">\s*<li>刷单要先垫钱', page)
    assert re.search(r'<h2 id="red-flags" lang="zh" dir="ltr">', page)
    assert f"<h2>{said('tactic.share')}" in page or said("tactic.all") in page
    body = page[page.index('<div class="fz-page') :]
    hanzi = [match.start() for match in re.finditer("[\u4e00-\u9fff]", re.sub(r"<svg.*?</svg>", "", body))]
    assert hanzi, "there is Chinese on the page"


def test_a_card_in_another_language_says_so() -> None:
    page = uyghur().page(f"{UG}/index.html")
    assert re.search(r'class="fz-card__name" lang="zh" dir="ltr">刷单', page)
    assert re.search(r'class="fz-card__name">يالغان قەرز', page)


def test_no_word_of_material_or_english_is_left_in_what_is_shown(tmp_path: Path) -> None:
    page = uyghur().page(f"{UG}/{TACTIC}")
    shown = re.sub(r"<(script|style)\b.*?</\1>|<a[^>]*hreflang[^>]*>.*?</a>", "", page, flags=re.DOTALL)
    words = re.findall(r">\s*([A-Za-z][A-Za-z ]{2,}[a-z])\s*<", shown)
    words += re.findall(r'(?:aria-label|title|placeholder)="([A-Za-z][A-Za-z ]+)"', shown)
    lacking = {shipped("en")[key] for key in missing_words(three_languages(tmp_path))}
    assert [word for word in words if word not in lacking] == []


def test_dates_and_file_names_keep_their_order_among_arabic_letters() -> None:
    assert '<time dir="ltr">2026-12-31</time>' in uyghur().page(f"{UG}/index.html")
    assert '<time dir="ltr" datetime="2026-01-02">' in uyghur().page(f"{UG}/{TACTIC}")


def test_arrows_that_point_onward_can_be_turned() -> None:
    page = uyghur().page(f"{UG}/{TACTIC}")
    assert "fz-onward" in page
    css = uyghur().page("assets/fanzha/site.css")
    assert "html[dir=rtl] .fz-onward" in css


def test_our_style_sheets_know_no_left_and_right() -> None:
    physical = re.compile(
        r"(?<![-\w])(?:left|right)\s*:|(?:margin|padding|border)-(?:left|right)\b|text-align\s*:\s*(?:left|right)\b"
        r"|(?<![-\w])(?:float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
    )
    sheets = sorted((ROOT / "src/fanzha/formats/site/overrides/assets/fanzha").glob("*.css"))
    assert sheets
    found = [
        f"{sheet.name}: {match.group()}" for sheet in sheets for match in physical.finditer(sheet.read_text("utf-8"))
    ]
    assert found == []
    for sheet in sheets:
        for match in re.finditer(r"(?<![-\w])(?:padding|margin|inset)\s*:\s*([^;{}]+)", sheet.read_text("utf-8")):
            sides = re.sub(r"\([^()]*\)", "X", match[1].replace("!important", "")).split()
            assert len(sides) < 4 or sides[1] == sides[3], f"{sheet.name}: {match.group()}"


def test_the_menu_names_each_language_in_itself() -> None:
    page = uyghur().page(TACTIC)
    assert re.search(rf'href="../{UG}/{TACTIC}" hreflang="{UG}" lang="{UG}" dir="rtl"[^>]*>ئۇيغۇرچە<', page)
    assert f'href="../en/{TACTIC}" hreflang="en" lang="en" dir="ltr"' in page
    assert f'href="../../{TACTIC}" hreflang="zh"' in uyghur().page(f"{UG}/{TACTIC}")


def test_the_only_other_language_invites_in_itself(tmp_path: Path) -> None:
    root = three_languages(tmp_path)
    complete(root)
    publisher = root / "materials" / "publisher.yml"
    publisher.write_text(publisher.read_text("utf-8").replace("[zh, en, ", "[zh, "), "utf-8")
    made = build(root, tmp_path / "scratch")
    assert said("site.switch") in made.page(TACTIC) and "in English" not in made.page(TACTIC)
    assert shipped("zh")["site.switch"] in made.page(f"{UG}/{TACTIC}")


def test_the_sitemap_names_three_languages_and_the_default() -> None:
    root = ET.fromstring(uyghur().tree["sitemap.xml"])
    base = uyghur().library.publisher.site
    urls = {url.findtext(f"{SITEMAP}loc"): url for url in root.findall(f"{SITEMAP}url")}
    for folder in ("", "en/", f"{UG}/"):
        links = {link.get("hreflang"): link.get("href") for link in urls[f"{base}{folder}{TACTIC}"].findall(LINK)}
        assert links == {
            "zh": f"{base}{TACTIC}",
            "en": f"{base}en/{TACTIC}",
            UG: f"{base}{UG}/{TACTIC}",
            "x-default": f"{base}{TACTIC}",
        }
    pages = {path for path in uyghur().tree if path.endswith(".html")}
    assert {url.removeprefix(base) for url in urls if url} <= pages
    left_out = {path for path in pages if f"{base}{path}" not in urls}
    assert {path.rpartition("/")[2] for path in left_out} <= {"404.html", "paper.html"}
    assert uyghur().page("robots.txt") == f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    assert [path for path in uyghur().tree if path.endswith(("/robots.txt", "/sitemap.xml"))] == []


# Words that a project brings


def test_a_project_says_a_thing_in_its_own_words(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    (root / "materials" / "locale").mkdir()
    (root / "materials" / "locale" / "zh.yml").write_text("home:\n  emergency: 遇到骗子了？\n", "utf-8")
    library, _ = load_project(root)
    assert library is not None and planned(root) == []
    assert Wording.of(library, "zh")("home.emergency") == "遇到骗子了？"
    assert Wording.of(library, "zh")("nav.home") == shipped("zh")["nav.home"]
    assert Wording.of(library, "en")("home.emergency") == shipped("en")["home.emergency"]


def test_own_words_make_the_site_stale_and_their_position_does_not(tmp_path: Path) -> None:
    from fanzha.model import digest_of

    root = make_project(tmp_path)
    file = root / "materials" / "locale" / "zh.yml"
    file.parent.mkdir()

    def after(text: str) -> str:
        file.write_text(text, "utf-8")
        library, _ = load_project(root)
        assert library is not None
        return digest_of(dataclasses.replace(library, files={}).interface)

    first = after("home:\n  emergency: 甲\n")
    assert after("# 注\nhome:\n  emergency: 甲\n") == first
    assert after("home:\n  emergency: 乙\n") != first


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  home: باش بەت\n", "", [("SITE020", f"{WORDS}:1")]),
        ("  home: باش بەت", "  home:", [("SITE020", f"{WORDS}:1")]),
        ("  home: باش بەت", "  home: باش بەت\n  hom: x", [("SITE021", f"{WORDS}:10:3")]),
        ("ئىچىدە {count}", "ئىچىدە {number}", [("SITE022", f"{WORDS}:")]),
        ("direction: rtl", "direction: right", [("LOAD020", f"{WORDS}:6:12")]),
        ("  home: باش بەت", "  home: <b>باش</b>", [("SITE023", f"{WORDS}:9:9")]),
    ],
)
def test_wrong_words_are_told_where_they_stand(
    tmp_path: Path, old: str, new: str, found: list[tuple[str, str]]
) -> None:
    root = three_languages(tmp_path)
    complete(root)
    file = root / WORDS
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    (problem,) = planned(root)
    ((code, place),) = found
    assert problem[0] == code and problem[1].startswith(place)


def test_a_file_that_is_no_yaml_is_told_of_once(tmp_path: Path) -> None:
    root = three_languages(tmp_path)
    (root / WORDS).write_text("nav: [", "utf-8")
    _, found = load_project(root)
    assert [one.code for one in found if one.place.path == WORDS] == ["LOAD007"]
    assert planned(root) == []


def test_words_of_a_language_that_is_not_published_are_not_used(tmp_path: Path) -> None:
    root = three_languages(tmp_path)
    shutil.copy(FIXTURES / "minimal" / "materials" / "publisher.yml", root / "materials")
    library, found = load_project(root)
    assert library is not None and library.interface == {}
    assert ("LANG005", WORDS) in [(one.code, one.place.path) for one in found]


def test_words_in_uyghur_need_a_native_reader(tmp_path: Path) -> None:
    from fanzha.checks import run_checks

    root = three_languages(tmp_path)
    file = root / WORDS
    file.write_text(re.sub(r"^sign_off:.*\n", "", file.read_text("utf-8"), flags=re.M), "utf-8")
    library, found = load_project(root, prose=True)
    assert ("LANG013", WORDS) in [(one.code, one.place.path) for one in run_checks(library, found)]


def test_the_words_are_read_by_the_content_checks(tmp_path: Path) -> None:
    from fanzha.checks import run_checks

    root = three_languages(tmp_path)
    file = root / WORDS
    file.write_text(file.read_text("utf-8").replace("باش بەت", "باش بەت, 110", 1), "utf-8")
    library, found = load_project(root, prose=True)
    assert ("LANG011", WORDS) in [(one.code, one.place.path) for one in run_checks(library, found)]


def test_the_words_we_ship_are_complete_and_safe() -> None:
    assert ships() == ("en", "zh")
    for locale in ships():
        for key, text in shipped(locale).items():
            assert not re.search('[<>&"]', text), key
            assert placeholders(text) is not None, key
    for key in shipped("en"):
        assert placeholders(shipped("zh")[key]) == placeholders(shipped("en")[key]), key


def test_the_empty_list_holds_every_word(tmp_path: Path) -> None:
    root = three_languages(tmp_path)
    (root / WORDS).write_text(empty_list(), "utf-8")
    _, found = load_project(root)
    assert [one.code for one in found if one.place.path == WORDS] == []
    assert missing_words(root) == list(shipped("en"))
    for key in shipped("en"):
        assert re.search(rf"^ *{re.escape(key.partition('.')[2] or key)}:$", empty_list(), re.M), key


# The other formats


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """Return the three-language project with a poster, without the formats that tests bring."""
    root = three_languages(tmp_path)
    complete(root)
    shutil.rmtree(root / "materials" / "sms")
    (root / "materials" / "poster").mkdir()
    (root / "materials" / "poster" / "all.yml").write_text("tactics: [fake-loan]\n", "utf-8")
    return root


def plan_of(root: Path) -> tuple[Library, Plan]:
    """Return the library and the plan of the project at `root`."""
    library, _ = load_project(root)
    assert library is not None
    return library, make_plan(library, root)


def test_posters_are_made_where_they_can_be_and_one_notice_says_where_not(printed: Path) -> None:
    _, made = plan_of(printed)
    assert [one.path for one in made.artifacts if one.format == "poster"] == [
        "poster/fake-loan.en.pdf",
        "poster/fake-loan.zh.pdf",
    ]
    (notice,) = [one for one in made.found if one.code == "LANG016"]
    assert notice.place.path == "materials/publisher.yml" and notice.place.line == 3
    assert dict(notice.args)["locale"] == UG and "poster" in dict(notice.args)["formats"]
    assert not [one for one in made.found if UG in dict(one.args).values() and one.code != "LANG016"]


def test_asking_for_a_poster_in_it_is_told_where_one_asks(printed: Path) -> None:
    edition = printed / "materials" / "poster" / "all.yml"
    edition.write_text(f"tactics: [fake-loan]\nlocales: [{UG}]\n", "utf-8")
    _, made = plan_of(printed)
    told = [(one.code, str(one.place)) for one in made.found if one.place.path == "materials/poster/all.yml"]
    assert told == [("LINK001", "materials/poster/all.yml:2:11")]


def test_formats_speak_the_languages_of_their_words() -> None:
    import tomllib

    from fanzha.formats import formats

    for name in ("leaflet", "poster", "share"):
        words = tomllib.loads((ROOT / "src/fanzha/formats" / name / "words.toml").read_text("utf-8"))
        assert tuple(sorted(formats()[name].speaks)) == tuple(sorted(words))  # type: ignore[attr-defined]


# Pieces


def test_only_what_stands_outermost_is_marked() -> None:
    html = '<p>a<br>b</p>\n<ul><li><p>c</p></li></ul><hr><div lang="en"><p>d</p></div>'
    marks = ' lang="zh" dir="ltr"'
    assert marked(html, marks) == (
        f'<p{marks}>a<br>b</p>\n<ul{marks}><li><p>c</p></li></ul><hr{marks}><div lang="en"><p>d</p></div>'
    )
    body = in_language(Body("n", "i", "", "", (Part("x", "t", "<p>a</p>"),)), marks)
    assert body.name == f"<span{marks}>n</span>" and body.lead == "" and body.parts[0].html == f"<p{marks}>a</p>"


def test_direction_is_said_once() -> None:
    assert directed('<!doctype html><html lang="ug">x', "rtl") == '<!doctype html><html lang="ug" dir="rtl">x'
    assert directed('<html dir="ltr">', "rtl") == '<html dir="ltr">'
    assert directed("User-agent: *", "rtl") == "User-agent: *"


def test_a_site_in_two_languages_is_as_before() -> None:
    assert plan(site().library).path == "site"
    assert 'dir="rtl"' not in site().page("index.html")
