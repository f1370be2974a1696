"""The page of the screens: dots as the card has them, texts and sizes, and a proof that notices every other dot."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from fanzha.formats.site import film
from fanzha.formats.site.film import film_of, gif_frames, page_pictures, shown
from fanzha.formats.site.screens import screens
from fanzha.formats.site.screens_page import Wall
from fanzha.formats.site.screens_proof import screens_are_true
from tests import screen_folder
from tests.screen_folder import DWELL, FRAME_MS, HEIGHT, STEP, STOP_MS, TEXTS, WIDTH, animation, bmp, page, rows
from tests.site_project import site

PAGES = {"zh": "screens/index.html", "en": "en/screens/index.html"}
FILES = screen_folder.files()


def told(path: str) -> Any:
    """Return what a page gives screens.js."""
    source = LexborHTMLParser(site().page(path)).css_first("#fz-screens")
    assert source is not None
    return json.loads(source.text())


def made(*, backwards: bool = False) -> tuple[film.Film, bytes]:
    """Return the film of the small screen, with its animation."""
    moving = animation(backwards=backwards)
    pages = page_pictures([bmp(page(number)) for number in (1, 2, 3)], moving)
    result = film_of([moving], list(zip(pages, DWELL, strict=True)))
    assert result is not None
    return result, moving


# Dots


def test_the_dots_of_pages_and_of_the_line_that_runs_are_the_cards() -> None:
    result, _ = made()
    (first, ms), second, _ = shown(result, result.pages)
    assert (rows(first), ms) == (["..####" + 26 * "."] * HEIGHT, DWELL[0])
    assert rows(second[0]) == ["..####....####" + 18 * "."] * HEIGHT
    running = list(shown(result, result.scroll))
    assert rows(running[0][0]) == ["." * WIDTH] * HEIGHT
    assert rows(running[8][0])[0] == 16 * "." + "##" + 14 * "."
    assert rows(running[8][0])[7] == 16 * "." + 16 * "#"
    assert running[-1][1] == STOP_MS


def test_a_line_that_runs_is_one_short_strip() -> None:
    result, _ = made()
    assert result.scroll == ((0, STEP, WIDTH, FRAME_MS), (2 * WIDTH, 0, 1, STOP_MS))
    with Image.open(io.BytesIO(result.sheet)) as sheet:
        assert sheet.size == (3 * WIDTH + 3 * WIDTH, HEIGHT)
    assert len(result.sheet) < 400


def test_a_line_that_runs_to_the_right_is_as_short_and_in_its_own_order() -> None:
    result, moving = made(backwards=True)
    assert result.scroll[0][1] == -STEP
    assert [(rows(one), ms) for one, ms in shown(result, result.scroll)] == [
        (rows(one), ms) for one, ms in gif_frames(moving)
    ]
    with Image.open(io.BytesIO(result.sheet)) as sheet:
        assert sheet.width == 6 * WIDTH


def test_a_long_strip_is_folded_and_every_frame_still_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film, "FOLD", 50)
    result, moving = made()
    with Image.open(io.BytesIO(result.sheet)) as sheet:
        assert sheet.size == (50 + WIDTH, 4 * HEIGHT)
    assert [rows(one) for one, _ in shown(result, result.scroll)] == [rows(one) for one, _ in gif_frames(moving)]
    assert rows(list(shown(result, result.pages))[2][0]) == ["..####....####....####" + 10 * "."] * HEIGHT


def test_a_photograph_is_no_picture_of_dots() -> None:
    photo = Image.radial_gradient("L").resize((WIDTH, HEIGHT)).convert("RGB")
    assert film_of([], [(photo, 2000)]) is None


@pytest.mark.parametrize("left_out", ["MANIFEST.json", "IMG/P2.2f.bmp", "slides", "nonsense"])
def test_a_folder_without_dots_is_left_out(tmp_path: Path, left_out: str) -> None:
    files = {path: data for path, data in FILES.items() if path != left_out}
    if left_out == "slides":
        files["MANIFEST.json"] = files["MANIFEST.json"].replace(b".bmp", b".png")
    if left_out == "nonsense":
        files["IMG/P2.2f.bmp"] = b"BM"
    for path, data in files.items():
        (tmp_path / "led/door" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "led/door" / path).write_bytes(data)
    assert screens([screen_folder.finished(files)], tmp_path, tmp_path / "cache") == ()


# The page


@pytest.mark.parametrize("locale", PAGES)
def test_the_page_says_what_the_screen_says_how_large_it_is_and_where_its_files_are(locale: str) -> None:
    html = LexborHTMLParser(site().page(PAGES[locale]))
    section = html.css_first("#door")
    assert section is not None
    texts = [one.text() for one in section.css(".fz-screen__text")]
    assert texts == list(TEXTS)
    assert all((one.attributes.get("lang") == "zh") == (locale == "en") for one in section.css(".fz-screen__text"))
    facts = " ".join(one.text() for one in section.css(".fz-screen__facts li"))
    size = {"zh": "宽0.32米，高0.16米（32×16点，点距10毫米）", "en": "0.32 m wide, 0.16 m high"}
    assert size[locale] in facts
    assert {"zh": "字高约16厘米，32米以内", "en": "16 cm high, readable from up to 32 m"}[locale] in facts
    name = section.css_first("h2")
    assert name is not None and name.text().strip() == {"zh": "门口小屏", "en": "Door screen"}[locale]
    up = "../" if locale == "zh" else "../../"
    hrefs = [one.attributes.get("href") for one in section.css("a[download]")]
    assert hrefs == [f"{up}downloads/led/door.zip"]


def test_without_a_script_the_first_page_is_a_picture_of_its_dots() -> None:
    html = LexborHTMLParser(site().page(PAGES["zh"]))
    still = html.css_first("#door img")
    canvas = html.css_first("#door canvas")
    assert still is not None and canvas is not None and "hidden" in canvas.attributes
    picture = Image.open(io.BytesIO(site().tree[f"screens/{(still.attributes['src'] or '').rpartition('/')[2]}"]))
    assert still.attributes["alt"] == TEXTS[0]
    assert (
        rows(Image.alpha_composite(Image.new("RGBA", picture.size, "black"), picture.convert("RGBA")).convert("RGB"))[0]
        == "..####" + 26 * "."
    )
    controls = [one.parent for one in html.css("#door button, #door select")]
    assert controls and all(_scripted(one) for one in controls)


def _scripted(node: Any) -> bool:
    """Return whether a part of the page shows with a script alone."""
    while node is not None:
        if "fz-scripted" in (node.attributes.get("class") or ""):
            return True
        node = node.parent
    return False


def test_downloads_and_menu_lead_to_the_screen_and_the_unreadable_one_is_not_played() -> None:
    assert 'href="../screens/index.html#door"' in site().page("downloads/led.html")
    assert "index.html#lobby" not in site().page("downloads/led.html")
    assert list(told(PAGES["zh"])["screens"]) == ["door", "hall"]
    assert "screens/index.html" in site().page("index.html")
    assert "screens/" not in site().page("help/now.html")


def test_the_dots_are_kept_for_use_without_a_network() -> None:
    worker = site().page("sw.js")
    sheet = told(PAGES["en"])["screens"]["door"]["sheet"].removeprefix("../../")
    assert f'"{sheet}"' in worker


def test_a_project_without_screens_has_no_such_page() -> None:
    from fanzha.formats.site.pages import site_pages

    library = replace(site().library, editions=())
    assert all(one.kind != "screens" for one in site_pages(library, "zh"))


def test_without_products_the_page_says_what_to_do() -> None:
    from fanzha.formats.site.body import taken_apart
    from fanzha.formats.site.downloads import Offer
    from fanzha.formats.site.pages import site_pages
    from fanzha.formats.site.parts import templates
    from fanzha.formats.site.view import View
    from fanzha.formats.site.wording import Wording

    library = site().library
    shown_page = next(one for one in site_pages(library, "zh") if one.kind == "screens")
    view = View(library, shown_page, "zh", Wording.of(library, "zh"), Offer(), taken_apart("<h1>x</h1>"))
    html = templates().get_template("screens.html.j2").render(v=view)
    assert "先运行一次完整构建" in html and "fz-screens" not in html
    assert Wall(view).screens == ()


# The proof


def wrong(changed: Mapping[str, bytes]) -> set[str]:
    """Return the pages that verify refuses when the site has these files instead."""
    found = list(screens_are_true(site().library, {**site().tree, **changed}, site().workshop.finished))
    assert {one.code for one in found} <= {"SITE007"}
    return {one.place.path.removeprefix("build/site/") for one in found if one.place}


def test_the_site_as_built_is_in_step() -> None:
    assert wrong({}) == set()


def test_another_dot_on_the_card_is_noticed() -> None:
    files = dict(FILES)
    picture = page(2)
    picture.putpixel((31, 15), 1)
    files["IMG/P2.2f.bmp"] = bmp(picture)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, data in files.items():
            archive.writestr(f"door/{path}", data)
    assert wrong({"downloads/led/door.zip": out.getvalue()}) == set(PAGES.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"[0,{STEP},{WIDTH},{FRAME_MS}]", f"[0,{STEP},{WIDTH},{FRAME_MS + 10}]"),
        (f"[0,{STEP},{WIDTH},{FRAME_MS}]", f"[0,{STEP},{WIDTH - 1},{FRAME_MS}]"),
        ('"width":32', '"width":31'),
        (f">{TEXTS[1]}<", ">快转账<"),
        ('data-fz-screen="door"', 'data-fz-screen="other"'),
        (".png", ".jpg"),
    ],
    ids=["slower", "a frame less", "narrower", "another text", "a screen less", "no dots"],
)
def test_whatever_the_page_says_otherwise_is_noticed(before: str, after: str) -> None:
    html = site().page(PAGES["en"])
    assert before in html
    assert wrong({PAGES["en"]: html.replace(before, after).encode()}) == {PAGES["en"]}


def test_damaged_dots_are_noticed_and_not_a_crash() -> None:
    sheet = f"screens/{told(PAGES['zh'])['screens']['door']['sheet']}"
    assert wrong({sheet: site().tree[sheet][:60]}) == set(PAGES.values())
