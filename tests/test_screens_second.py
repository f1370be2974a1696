"""A screen in two languages on the website: one loop after the other, each in its own direction, and proven so."""

from __future__ import annotations

import functools
import io
import itertools
import json
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Text
from fanzha.formats.led.files import by_plain
from fanzha.formats.led.render import render
from fanzha.formats.site.body import taken_apart
from fanzha.formats.site.downloads import Download, Offer
from fanzha.formats.site.film import gif_frames, shown
from fanzha.formats.site.pages import site_pages
from fanzha.formats.site.parts import templates
from fanzha.formats.site.screens import Screen, screens
from fanzha.formats.site.screens_proof import screens_are_true
from fanzha.formats.site.view import View
from fanzha.formats.site.wording import Wording
from fanzha.load import load_project
from fanzha.model import Library
from tests import screen_folder
from tests.test_led import WORKSHOP, artifact_of
from tests.test_led_second import UG, UYGHUR, content
from tests.uyghur_project import three_languages

PAGE = "screens/index.html"


@functools.cache
def folder(second: str = UG) -> Mapping[str, bytes]:
    """Return the files of a screen in Chinese and a second language, Uyghur, or none."""
    return render(artifact_of(replace(UYGHUR, width=128, second=Text(second)), content()), WORKSHOP)


@functools.cache
def screen(second: str = UG) -> Screen:
    """Return what the website shows of it."""
    with tempfile.TemporaryDirectory() as place:
        for path, data in folder(second).items():
            file = Path(place, "led/door", path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        made = screen_folder.finished(folder(second))
        (found,) = screens([made], Path(place), Path(place, "cache"))
    assert isinstance(found, Screen)
    return found


@functools.cache
def project() -> Library:
    """Return a project in Chinese, English and Uyghur."""
    with tempfile.TemporaryDirectory() as place:
        library, _ = load_project(three_languages(Path(place)))
    assert library is not None
    return library


@functools.cache
def page() -> str:
    """Return the page of the screens, in Chinese."""
    library = project()
    place = next(one for one in site_pages(library, "zh") if one.kind == "screens")
    download = Download(screen().finished, "downloads/led/door.zip", 1, "", None, Path())
    offer = Offer(screens=(screen(),), downloads=(download,))
    view = View(library, place, "zh", Wording.of(library, "zh"), offer, taken_apart("<h1>x</h1>"))
    return templates().get_template("screens.html.j2").render(v=view)


def wrong(html: str) -> bool:
    """Return whether the proof refuses a page that is so."""
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        for path, data in folder().items():
            archive.writestr(f"door/{path}", data)
    tree = {PAGE: html.encode(), "downloads/led/door.zip": out.getvalue(), **dict(screen().files())}
    found = list(screens_are_true(project(), tree, [screen().finished]))
    assert {one.code for one in found} <= {"SITE007"}
    return bool(found)


def test_the_first_language_runs_to_the_left_and_the_second_after_it_to_the_right() -> None:
    paths, film = by_plain(folder()), screen().film
    steps = [step for _, step, count, _ in film.scroll if count > 1]
    assert [leftwards for leftwards, _ in itertools.groupby(step > 0 for step in steps)] == [True, False]
    both = itertools.chain(*(gif_frames(folder()[paths[f"ANIM/scroll{name}.gif"]]) for name in ("", "_ug")))
    for (one, ms), (other, wanted) in itertools.zip_longest(shown(film, film.scroll), both):
        assert (one.tobytes(), ms) == (other.tobytes(), wanted)
    assert len(film.sheet) < 20_000


def test_each_text_says_its_language_and_which_way_it_is_read() -> None:
    texts = LexborHTMLParser(page()).css(".fz-screen__text")
    said: list[tuple[Any, Any]] = [(one.attributes.get("lang"), one.attributes.get("dir")) for one in texts]
    assert [one for one, _ in itertools.groupby(said)] == [(None, None), (UG, "rtl")]
    assert [one.locale for one in screen().pages] == [locale or "zh" for locale, _ in said]


def test_the_height_of_hanzi_and_the_speed_are_those_of_the_first_language() -> None:
    alone, both = screen(""), screen()
    assert len(alone.pages) < len(both.pages)
    assert (alone.letters, alone.letter_width, alone.speed) == (both.letters, both.letter_width, both.speed)


def test_what_the_page_plays_is_proven_in_both_languages() -> None:
    assert not wrong(page())
    data = json.loads(LexborHTMLParser(page()).css_first("#fz-screens").text())  # type: ignore[union-attr]
    start, step, count, ms = next(run for run in data["screens"]["door"]["scroll"] if run[1] < 0)
    before = json.dumps([start, step, count, ms], separators=(",", ":"))
    after = json.dumps([start + step * (count - 1), -step, count, ms], separators=(",", ":"))
    assert page().count(before) == 1
    assert wrong(page().replace(before, after)), "the second language in the wrong direction"
    first = next(one.text for one in screen().pages if one.locale == UG)
    assert wrong(page().replace(f">{first}<", ">x<"))
