"""The page that lies beside the files and says, in Chinese first, how to get them onto the screen."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha import furniture
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.native import native_note
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage
from fanzha.formats.led.steps import COLOURS, direction_of, language_of, seconds, steps, troubles
from fanzha.formats.led.vendors import BY_PREVIEW, VENDORS, Words
from fanzha.languages import joined_script
from fanzha.pixels import dotted

if TYPE_CHECKING:
    from markupsafe import Markup

PICTURE_BEAD = 4
"""Pixels of one LED in the pictures on this page."""
FILES: tuple[tuple[str, Words], ...] = (
    (r"IMG/P\d+\.bmp", Words("静止画面，与屏同样大小", "still pages, the screen's exact size")),
    (r"IMG/STRIP\.bmp", Words("连续左移用的长条图", "the long picture for continuous left")),
    (
        r"IMG/24BIT/.*",
        Words("同样的画面和长条图，24 位，卡不收上面的再用", "the same in 24 bits, if those are refused"),
    ),
    (
        r"IMG/1BIT/.*",
        Words("同样的画面和长条图，1 位，卡不收上面的再用", "the same in one bit, if those are refused"),
    ),
    (r"TEXT/.*gbk\.txt", Words("文字，GBK 编码，先用这个", "the text as GBK, try this first")),
    (r"TEXT/.*gb2312\.txt", Words("文字，GB2312 编码，先用这个", "the text as GB2312, try this first")),
    (
        r"TEXT/.*nobom\.txt",
        Words("文字，UTF-8 编码，不带 BOM，先用这个", "the text as UTF-8 without a byte order mark, try this first"),
    ),
    (r"TEXT/.*utf8\.txt", Words("文字，UTF-8 编码，带 BOM", "the text as UTF-8 with a byte order mark")),
    (r"TEXT/.*utf16\w*\.txt", Words("文字，UTF-16 编码，带 BOM", "the text as UTF-16 with a byte order mark")),
    (r"TEXT/.*\.rtf", Words("文字，RTF 格式", "the text as RTF")),
    (r"ANIM/.*", Words("首尾相接的动画", "the seamless animation")),
    (
        r"NATIVE/bx-y/.*",
        Words(
            "仰邦 BX-Y 卡的节目文件，用接口传",
            "a programme for Onbon BX-Y cards, sent by interface",
        ),
    ),
    (r"PREVIEW\.gif", Words("给领导过目的样子，不要上屏", "for people to look at, not for the screen")),
    (r"00_README\.html", Words("这一页", "this page")),
    (r"MANIFEST\.json", Words("每个文件的校验值，存档备查", "digests of all files, for the record")),
)
"""What each kind of file is for, by a pattern of its whole path, in the order in which they are listed."""


@dataclass(frozen=True)
class Shot:
    """One page as the README shows it."""

    number: int
    text: str
    seconds: str
    source: str
    """The picture as a data URI, so that the page stays whole when it is sent on alone."""
    hotline: bool
    locale: str
    direction: str
    """`ltr` or `rtl`, for its text on the page."""


@dataclass(frozen=True)
class Listed:
    """A line of the list of files: one, or several of a kind."""

    path: str
    count: int
    words: Words


def _data_uri(page: ScreenPage, params: LedParams) -> str:
    out = io.BytesIO()
    # Four bits hold the dozen colours; searching for the smallest file (`optimize`) takes ten times as long.
    dotted(page.picture, PALETTES[params.colour], PICTURE_BEAD, 4).save(out, "PNG", bits=4)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")


def readme(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> bytes:
    """Return the page as UTF-8. `files` are the other files of the folder, which it lists."""
    software = params.card.software
    html = furniture.template("led", "readme.html.j2").render(
        params=params,
        marked=marked,
        name=params.names.get("zh") or next(iter(params.names.values())),
        name_en=params.names.get("en") or next(iter(params.names.values())),
        publisher=params.publisher,
        colour=COLOURS[params.colour],
        metres=(f"{params.width * params.pitch / 1000:.2f}", f"{params.height * params.pitch / 1000:.2f}"),
        vendor=VENDORS[software],
        vendors=[
            one
            for name, one in VENDORS.items()
            if software == "any" and params.mode == "scroll" and one.speed != BY_PREVIEW and name != "any"
        ],
        steps=list(steps(params, pages, files)),
        troubles=list(troubles(params)),
        native=native_note(params, files) if params.native else None,
        shots=[
            Shot(
                number,
                page.text,
                seconds(page.dwell_ms),
                _data_uri(page, params),
                not page.slogan,
                page.locale,
                "rtl" if joined_script(page.locale) else "ltr",
            )
            for number, page in enumerate(pages, 1)
        ],
        per_row=1 if params.width >= 12 * params.height else 3 if params.width < 5 * params.height else 2,
        pages_total=seconds(sum(page.dwell_ms for page in pages)),
        last_day=last_day(params),
        files=list(_listed([*files, "00_README.html", "MANIFEST.json"], _kinds(params))),
        languages=[language_of(one) for one in params.languages],
        moving="ANIM/scroll.gif" if params.mode == "scroll" and "ANIM/scroll.gif" in files else "",
    )
    return html.encode("utf-8")


def marked(text: str) -> Markup:
    """Return text as HTML: `code` and **bold** become elements, everything else is escaped."""
    from markupsafe import Markup, escape

    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html))  # escaped above


def _kinds(params: LedParams) -> Iterator[tuple[str, Words]]:
    """Yield the kinds of files in this folder: of two languages, which is which and which way it moves."""
    pages, *others = FILES
    yield pages
    for one in params.languages if params.second else ():
        name, effect, way = language_of(one), direction_of(one), "往左走" if one.leftwards else "往右走"
        zh, en = f"{name.zh}的长条图，选“{effect.zh}”", f"the long picture in {name.en}, for {effect.en}"
        yield rf"IMG/STRIP{one.ending}\.bmp", Words(zh, en)
        left = "left" if one.leftwards else "right"
        yield rf"ANIM/scroll{one.ending}\.gif", Words(f"{name.zh}的动画，{way}", f"the {name.en} one, moves {left}")
    yield from others


def _listed(paths: Iterable[str], known: Iterable[tuple[str, Words]]) -> Iterator[Listed]:
    """Yield the files, each once, with what they are for: those of a kind together under the first."""
    left = sorted(paths)
    for kind, words in known:
        several = [path for path in left if re.fullmatch(kind, path)]
        if several:
            left = [path for path in left if path not in several]
            yield Listed(several[0], len(several), words)
