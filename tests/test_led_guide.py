"""The guide beside a screen's files: what the software at hand needs, only files that are there, on two pages of A4."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from fanzha.diagnostics import Text
from fanzha.formats.led.options import Card, Motion, Options, Schedule, SloganQuery
from fanzha.formats.led.render import render
from tests.browser import launched, needs_browser
from tests.test_led import DOOR, LOBBY, WORKSHOP, artifact_of, library

SCROLL, PAGES = Motion(), Motion(mode="pages")


def guide(options: Options) -> str:
    """Return the text of the guide, after seeing that it names no file that is not there."""
    files = render(artifact_of(options), WORKSHOP)
    html = files["00_README.html"].decode()
    body = html[html.index("</style>") :]
    for path in re.findall(r"<code>((?:IMG|TEXT|ANIM|NATIVE)/[^<]+)</code>", body):
        assert path in files, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", body))


SAYS = [
    ("ledshowtw", SCROLL, ["仰邦 LedshowTW", "速度 0 到 63，数字越大越慢", "3 秒填 6", "STRIP_", "连续左移"]),
    ("ledshowtw", PAGES, ["2.5 秒填 5", "3 秒填 6", "P01_", "静止"]),
    ("ledshowyq", SCROLL, ["LedshowYQ", "15、16 级三帧 1 点", "只有 16 是静止的"]),
    ("hdplayer", SCROLL, ["速度 1 到 10，数字越大越快", "用过的文件名不能再用"]),
    ("listen", SCROLL, ["灵信", "速度 1 到 255，数字越大越慢"]),
    ("vnnox", PAGES, ["诺瓦 VNNOX", "P01_"]),
    ("usb", PAGES, ["01.bmp", "改名"]),
    ("any", SCROLL, ["数字越大越快", "数字越大越慢", "半秒"]),
]


@pytest.mark.parametrize(("software", "motion", "words"), SAYS)
def test_the_guide_speaks_of_the_software_at_hand(software: str, motion: Motion, words: list[str]) -> None:
    text = guide(replace(DOOR, card=Card(software=software), motion=motion))  # type: ignore[arg-type]
    for word in [*words, "没有在真的控制卡上试过", "96110 每个数字都完整"]:
        assert word in text
    names = {"ledshowtw": "仰邦", "ledshowyq": "仰邦", "hdplayer": "灰度", "listen": "灵信", "vnnox": "诺瓦"}
    if software in names:
        assert {name for name in names.values() if name in text} == {names[software]}, "and of no other"
    assert text.index("核对屏幕") < text.index("Compare the screen")


def test_a_screen_too_narrow_for_the_card_is_pointed_out() -> None:
    narrow = replace(DOOR, width=48, card=Card(software="ledshowtw"), slogans=SloganQuery(ids=(Text("trap"),)))
    assert "屏宽至少 64 点" in guide(narrow)
    assert "屏宽至少" not in guide(replace(DOOR, card=Card(software="ledshowtw")))


def test_dates_and_hours_are_to_be_set_and_the_earlier_end_counts() -> None:
    schedule = Schedule(until=datetime.date(2027, 1, 31), hours=(Text("07:00-12:00"), Text("14:00-22:00")))
    text = guide(replace(DOOR, schedule=schedule))
    assert "每天 07:00-12:00、14:00-22:00；放到 2027-01-31" in text
    assert "2027-01-31 以后换新的内容" in text
    assert "定时间" not in guide(DOOR)


LISTED = re.compile(r"<li><code>([^<]+)</code>(?: 等 (\d+) 个)?(.*?)</li>", re.DOTALL)


def listed(files: Mapping[str, bytes]) -> int:
    """Return how many of the files the guide's list names or counts, each line with words in both languages."""
    html = files["00_README.html"].decode()
    lines = LISTED.findall(html[html.index('<ul class="files">') :])
    for path, _, words in lines:
        chinese, _, english = words.partition('<span class="en" lang="en">')
        assert path in files
        assert re.search(r"[\u4e00-\u9fff]", chinese) and re.search(r"[a-z]{3}", english), path
    return sum(int(count or 1) for _, count, _ in lines)


OWN = [("gbk", "GBK 编码"), ("gb2312", "GB2312 编码"), ("utf-8", "UTF-8 编码，不带 BOM")]


@pytest.mark.parametrize(("charset", "words"), OWN)
def test_every_file_of_the_folder_has_its_line_in_both_languages(charset: str, words: str) -> None:
    for options in (DOOR, LOBBY):
        files = render(artifact_of(replace(options, charset=charset)), WORKSHOP)  # type: ignore[arg-type]
        assert listed(files) == len(files)
        assert f"{words}，先用这个" in files["00_README.html"].decode()


def test_a_driver_s_screen_is_told_not_to_scroll() -> None:
    text = guide(replace(DOOR, hangs="roadside", motion=PAGES, slogans=SloganQuery(ids=(Text("trap"),))))
    assert "不要上屏" in text and "方式选“连续左移”" not in text


@pytest.mark.slow
@needs_browser
def test_the_guide_prints_on_two_pages(tmp_path: Path) -> None:
    import pypdfium2
    from playwright.sync_api import sync_playwright

    long = {f"s-{n}": f"陌生人要您转账先停一停{n}" for n in range(8)}
    schedule = Schedule(until=datetime.date(2027, 1, 31), hours=(Text("07:00-22:00"),))
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page()
        for software in ("any", "ledshowyq", "hdplayer", "usb"):
            options = replace(LOBBY, card=Card(software=software), schedule=schedule)
            options = replace(options, slogans=SloganQuery(at_most=8))
            for path, data in render(artifact_of(options, library(long)), WORKSHOP).items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(data)
            page.goto((tmp_path / "00_README.html").as_uri())
            document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
            assert len(document) == 2, software
            assert document[0].get_size() == pytest.approx((595, 842), abs=1)
        browser.close()
