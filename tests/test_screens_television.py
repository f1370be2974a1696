"""Televisions on the page of the screens: the card's slides in order and time, small, and proven to be them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from selectolax.lexbor import LexborHTMLParser, LexborNode

from fanzha.formats.site.screens import screens
from fanzha.formats.site.screens_proof import screens_are_true
from fanzha.formats.site.televisions import SIDE, Television
from tests import television_folder
from tests.site_project import site
from tests.television_folder import GROUNDS, HEIGHT, PAGES, TEXTS, WIDTH, png, slide

ADDRESS = {"zh": "screens/index.html", "en": "en/screens/index.html"}
FILES = television_folder.files()


def section(locale: str) -> LexborNode:
    """Return what a page shows of the television."""
    found = LexborHTMLParser(site().page(ADDRESS[locale])).css_first("#hall")
    assert found is not None
    return found


def told(locale: str) -> Any:
    """Return what a page gives screens.js of the television."""
    source = LexborHTMLParser(site().page(ADDRESS[locale])).css_first("#fz-screens")
    assert source is not None
    return json.loads(source.text())["screens"]["hall"]


def pictures() -> list[str]:
    """Return where the pictures of the list lie, below the site's root."""
    listed = section("zh").css(".fz-screen__slides img")
    return [f"screens/{(one.attributes['src'] or '').rpartition('/')[2]}" for one in listed]


def read(folder: Path, files: Mapping[str, bytes]) -> list[Television]:
    """Return what the website shows of a television whose folder has these files."""
    for path, data in files.items():
        (folder / "led/hall" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "led/hall" / path).write_bytes(data)
    found = screens([television_folder.finished(files)], folder, folder / "cache")
    return [one for one in found if isinstance(one, Television)]


# The page


@pytest.mark.parametrize("locale", ADDRESS)
def test_without_a_script_all_slides_stand_in_a_list_with_their_words_and_times(locale: str) -> None:
    items = section(locale).css(".fz-screen__slides > li")
    unit = {"zh": "停{}秒", "en": "{} s"}[locale]
    wanted = [(text, unit.format(f"{ms / 1000:.1f}")) for text, _, ms in PAGES]
    assert [tuple(part.text() for part in one.css("span, small")) for one in items] == wanted
    marks: list[Any] = [one.attributes.get("lang") for item in items for one in item.css("span")]
    assert marks == [None if language == locale else language for _, language, _ in PAGES]
    first = section(locale).css_first("[data-fz-part=still]")
    assert first is not None and first.attributes["alt"] == TEXTS[0]
    assert [one.attributes["loading"] for one in section(locale).css("img")] == ["lazy"] * (len(PAGES) + 1)


def test_each_picture_is_the_cards_slide_at_its_own_proportion_in_both_languages() -> None:
    shown = [site().tree[address] for address in pictures()]
    assert len(shown) == len(PAGES) and sum(map(len, shown)) < 10_000
    for number, data in enumerate(shown, 1):
        picture = Image.open(io.BytesIO(data))
        assert (picture.format, picture.size) == ("WEBP", (SIDE, SIDE * HEIGHT // WIDTH))
        wanted = slide(number).resize(picture.size, Image.Resampling.BOX)
        difference = ImageChops.difference(picture.convert("RGB"), wanted).reduce(8)
        assert max(most for _, most in difference.getextrema()) < 40  # type: ignore[misc]
        middle = picture.convert("RGB").getpixel((320, 20))
        assert all(abs(one - other) < 8 for one, other in zip(middle, GROUNDS[number - 1], strict=True))  # type: ignore[arg-type]
    sizes = {(one.attributes["width"], one.attributes["height"]) for one in section("en").css("img")}
    assert sizes == {("640", "360")}


def test_the_script_is_given_the_cards_own_times_the_size_on_the_wall_and_how_far_it_is_read() -> None:
    data = told("en")
    assert data["pages"] == [[number, 0, 1, ms] for number, (_, _, ms) in enumerate(PAGES)]
    assert (data["scroll"], data["width"], data["height"], data["metres"]) == ([], WIDTH, HEIGHT, 0.96)
    assert (data["readable"], data["legible"]) == (22, 27)  # 120 pixels an em of 1 mm: hanzi of 11 cm
    assert "43英寸，宽0.96米，高0.54米（960×540像素）" in section("zh").text()
    assert "Letters about 11 cm high, readable from up to 22 m" in section("en").text()


def test_it_has_the_controls_of_the_other_screens_but_no_choice_of_motion() -> None:
    assert [one.attributes["data-fz-part"] for one in section("zh").css("button")] == ["play", "previous", "next"]
    assert [one.attributes["name"] for one in section("zh").css("select")] == ["speed", "distance"]
    assert 'href="../screens/index.html#hall"' in site().page("downloads/led.html")


def test_the_page_stays_light_and_its_slides_are_kept_for_use_without_a_network() -> None:
    assert len(gzip.compress(site().page(ADDRESS["en"]).encode())) < 12_000
    assert all(f'"{one}"' in site().page("sw.js") for one in pictures())


# The folder


def test_the_same_folder_gives_the_same_bytes_and_is_drawn_once(tmp_path: Path) -> None:
    (first,) = read(tmp_path / "one", FILES)
    (second,) = read(tmp_path / "two", FILES)
    assert {address: path.read_bytes() for address, path in first.files()} == {
        address: path.read_bytes() for address, path in second.files()
    }
    before = {path: path.stat().st_ino for _, path in first.files()}
    (again,) = read(tmp_path / "one", FILES)
    assert {path: path.stat().st_ino for _, path in again.files()} == before


def test_an_upright_television_keeps_its_proportion(tmp_path: Path) -> None:
    files = {path: png(Image.new("RGB", (540, 960))) for path in FILES if path.endswith(".png")}
    record = json.loads(FILES["MANIFEST.json"]) | {"width": 540, "height": 960}
    (found,) = read(tmp_path, {**files, "MANIFEST.json": json.dumps(record).encode()})
    assert {(one.width, one.height) for one in found.slides} == {(360, 640)}
    assert found.metres == (0.54, 0.96)


@pytest.mark.parametrize("wrong", ["a slide is missing", "a slide is damaged", "no pitch", "no letters"])
def test_a_folder_that_cannot_be_shown_is_left_out(tmp_path: Path, wrong: str) -> None:
    files = dict(FILES)
    if wrong == "a slide is missing":
        del files["SLIDES/7.png"]
    if wrong == "a slide is damaged":
        files["SLIDES/7.png"] = files["SLIDES/7.png"][:200]
    if wrong.startswith("no "):
        files["MANIFEST.json"] = files["MANIFEST.json"].replace(f'"{wrong[3:]}"'.encode(), b'"other"')
    assert read(tmp_path, files) == []


# The proof


def refused(changed: Mapping[str, bytes]) -> set[str]:
    """Return the pages that verify refuses when the site has these files instead."""
    found = list(screens_are_true(site().library, {**site().tree, **changed}, site().workshop.finished))
    assert {one.code for one in found} <= {"SITE007"}
    return {one.place.path.removeprefix("build/site/") for one in found if one.place}


def zipped(files: Mapping[str, bytes]) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for path, data in files.items():
            archive.writestr(f"hall/{path}", data)
    return out.getvalue()


def test_the_site_as_built_is_in_step() -> None:
    assert refused({"downloads/led/hall.zip": zipped(FILES)}) == set()


def test_another_slide_on_the_card_or_another_order_is_noticed() -> None:
    picture = slide(2)
    picture.paste(GROUNDS[1], (180, 120, 240, 210))  # half a bar less
    card = dict(FILES) | {"SLIDES/7.png": png(picture)}
    assert refused({"downloads/led/hall.zip": zipped(card)}) == set(ADDRESS.values())
    record = json.loads(FILES["MANIFEST.json"])
    record["pages"][0]["file"], record["pages"][2]["file"] = record["pages"][2]["file"], record["pages"][0]["file"]
    card = dict(FILES) | {"MANIFEST.json": json.dumps(record).encode()}
    assert refused({"downloads/led/hall.zip": zipped(card)}) == set(ADDRESS.values())


def test_another_picture_on_the_site_is_noticed() -> None:
    first, second = pictures()[:2]
    assert refused({second: site().tree[first]}) == set(ADDRESS.values())
    assert refused({second: site().tree[second][:80]}) == set(ADDRESS.values())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[1,0,1,3100]", "[1,0,1,3200]"),
        ("[1,0,1,3100],", ""),
        ('"width":960', '"width":961'),
        ('"metres":0.96', '"metres":1.96'),
        (f">{TEXTS[2]}<", ">快转账<"),
        (f'alt="{TEXTS[0]}"', 'alt=""'),
        ('width="640" height="360"', 'width="640" height="480"'),
        ('data-fz-screen="hall"', 'data-fz-screen="other"'),
    ],
    ids=["slower", "a slide less", "wider", "larger", "another text", "no words", "out of shape", "a screen less"],
)
def test_whatever_the_page_says_otherwise_is_noticed(before: str, after: str) -> None:
    html = site().page(ADDRESS["en"])
    assert before in html
    assert refused({ADDRESS["en"]: html.replace(before, after).encode()}) == {ADDRESS["en"]}
