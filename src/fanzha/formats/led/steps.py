"""How a folder gets onto the screen, step by step, for the software at hand.

Only what the vendors publish is said here (file types, which way the speed counts, units of dwell); nothing of it was
tried on a card. Texts are Chinese with English beside; `code` and **bold** are all the markup they have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.led.motion import scroll_name
from fanzha.formats.led.options import LedParams, Schedule
from fanzha.formats.led.pages import pages_of
from fanzha.formats.led.pictures import page_name, strip_name
from fanzha.formats.led.vendors import VENDORS, Vendor, Words

if TYPE_CHECKING:
    from fanzha.formats.led.pages import ScreenPage

COLOURS = {"red": ("单色（红）", "red"), "dual": ("红绿双色", "red and green"), "full": ("全彩", "full colour")}


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    title: Words
    text: Words


LANGUAGES = {
    "zh": Words("中文", "Chinese"),
    "en": Words("英文", "English"),
    "ug": Words("维吾尔文", "Uyghur"),
    "kk": Words("哈萨克文", "Kazakh"),
}


def seconds(milliseconds: float) -> str:
    """Return seconds with at most one decimal."""
    return f"{milliseconds / 1000:.1f}".removesuffix(".0")


def steps(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> Iterator[Step]:
    """Yield what to do, in order; `files` are the folder's, of which the guide names only what is there."""
    vendor = VENDORS[params.card.software]
    yield _compare(params, vendor)
    if params.card.software == "usb":
        yield _copy(pages)
    elif params.mode == "pages":
        yield _load_pages(pages)
    else:
        yield _load_strip(params, pages, files)
        for second in params.languages[1:]:
            yield _load_second(second, pages)
    yield _pace(params, pages, vendor)
    times = timetable(params.schedule)
    if times:
        yield Step(
            Words("定时间", "Set the times"),
            Words(f"{times.zh}。先对准控制卡的钟。", f"Run it {times.en}. Set the card's clock first."),
        )
    stick = params.card.software == "usb"
    yield Step(
        Words("到屏下看一遍", "Go and look"),
        Words(
            ("插到播放盒上" if stick else "发送到屏（或用软件导出到 U 盘）")
            + "。站到平时看屏的地方，看完一轮，逐条打勾。",
            ("Plug it in." if stick else "Send it, or let the program export it to a USB stick.")
            + " Watch one whole loop and tick the list.",
        ),
    )


def _compare(params: LedParams, vendor: Vendor) -> Step:
    zh, en = COLOURS[params.colour]
    where = Words(f"打开{vendor.name.zh}的屏参设置", "Screen settings")
    if params.card.software == "usb":
        where = Words("问安装的人，这块屏是不是", "Ask the installer whether the screen has")
    narrow = params.width < vendor.least_width
    more = Words(
        f"这种卡的屏宽至少 {vendor.least_width} 点，请先问安装的人。" if narrow else "",
        f" These cards need {vendor.least_width} dots of width: ask the installer." if narrow else "",
    )
    return Step(
        Words("核对屏幕", "Compare the screen"),
        Words(
            f"{where.zh}：宽 **{params.width}**，高 **{params.height}**，**{zh}**。"
            f"有一样不同，就别用这个文件夹。{more.zh}",
            f"{where.en}: width **{params.width}**, height **{params.height}**, **{en}**. "
            f"If any differs, do not use this folder.{more.en}",
        ),
    )


def _load_pages(pages: Sequence[ScreenPage]) -> Step:
    last = f"IMG/P{len(pages):02d}.bmp"
    return Step(
        Words("加入图片", "Add the pictures"),
        Words(
            f"新建节目，加一个铺满全屏的图片区。按编号加入 `IMG/P01.bmp` 到 `{last}`，不缩放，不拉伸。"
            "显示方式选“静止”或“立即显示”，不选闪烁。",
            f"New programme, one picture area over the whole screen. Add `IMG/P01.bmp` to `{last}` in order, unscaled. "
            "Effect: static; never flashing.",
        ),
    )


def _load_strip(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> Step:
    """Return how the running text is loaded: from the long picture if the folder has it, else as text."""
    strip = strip_name(params) if strip_name(params) in files else ""
    last = page_name(len(pages_of(params, pages)))
    if strip:
        zh, en = f"加入长条图 `{strip}`，不缩放", f"add the long picture `{strip}`, unscaled"
    else:
        size = "16 点" if params.height <= 16 else f"{params.height * 3 // 4} 点左右"
        zh = f"导入 `TEXT/loop_gbk.txt`（一行一条，{size}字）"
        en = "import `TEXT/loop_gbk.txt` (a slogan a line)"
    return Step(
        Words("加入滚动的内容", "Add the running text"),
        Words(
            f"新建节目，加一个铺满全屏的区域，{zh}，显示方式选“连续左移”。"
            f"再加一页电话 `{last}`，选“静止”，停 {seconds(pages[-1].dwell_ms)} 秒。滚动的号码记不住。",
            f"New programme, one area over the whole screen: {en}, effect continuous left. Then the hotline as a page "
            f"of its own, `{last}`, static for {seconds(pages[-1].dwell_ms)} s: nobody remembers a moving number.",
        ),
    )


def language_of(params: LedParams) -> Words:
    """Return what the language is called."""
    return LANGUAGES.get(params.locale.partition("-")[0], Words(params.locale, params.locale))


def direction_of(params: LedParams) -> Words:
    """Return what cards call the effect that moves text of this language the way it is read."""
    return Words("连续左移", "continuous left") if params.leftwards else Words("连续右移", "continuous right")


def _load_second(params: LedParams, pages: Sequence[ScreenPage]) -> Step:
    """Return how the second language's running text is loaded, and which way it moves."""
    name, effect, strip, last = language_of(params), direction_of(params), strip_name(params), page_name(len(pages))
    why = Words("", "")
    if not params.leftwards:
        why = Words(
            f"{name.zh}从右往左读，所以往右走；选成左移，句子就倒过来了。",
            f" {name.en} is read from right to left and moves to the right: moved left, sentences come backwards.",
        )
    dwell = seconds(pages[-1].dwell_ms)
    return Step(
        Words(f"加入{name.zh}", f"Add the {name.en} text"),
        Words(
            f"接在后面：长条图 `{strip}`，不缩放，显示方式选“**{effect.zh}**”。{why.zh}"
            f"再加一页电话 `{last}`，选“静止”，停 {dwell} 秒。",
            f"After it: the long picture `{strip}`, unscaled, effect **{effect.en}**.{why.en} "
            f"Then the hotline, `{last}`, static for {dwell} s.",
        ),
    )


def _copy(pages: Sequence[ScreenPage]) -> Step:
    """Return what goes onto the stick of a box that plays files named in digits."""
    last = f"{len(pages):02d}.bmp"
    return Step(
        Words("拷到 U 盘", "Copy to the stick"),
        Words(
            f"把 `IMG` 里的 `P01.bmp` 等拷到 U 盘最外层，改名 `01.bmp` 到 `{last}`：播放盒按数字顺序放。"
            "U 盘里不要留别的文件。",
            f"Copy the pictures of `IMG` to the stick's top folder as `01.bmp` to `{last}`: "
            "boxes play in the order of the digits. Keep nothing else on the stick.",
        ),
    )


def _pace(params: LedParams, pages: Sequence[ScreenPage], vendor: Vendor) -> Step:
    if params.card.software == "usb":
        longest = seconds(max(page.dwell_ms for page in pages))
        zh, en = f"播放盒能设每张停几秒的，填 {longest} 秒。", f"If the box lets you set the dwell, enter {longest} s."
    elif params.mode == "pages":
        zh, en = "每页停几秒，照“每页停多久”里的图填。", "Enter for each page the dwell that stands under its picture."
    else:
        across = seconds(params.width * params.frame_ms / params.step)
        zh = f"{vendor.speed.zh}。调到一个字从最右边走到最左边**约 {across} 秒**，再快老人读不全。"
        en = f"{vendor.speed.en}. A character should take **about {across} s** from the right edge to the left."
    if vendor.half_seconds:
        units = sorted({page.dwell_ms for page in (pages if params.mode == "pages" else pages[-1:])})
        zh += "停留以半秒为一格：" + "，".join(f"{seconds(ms)} 秒填 **{ms // 500}**" for ms in units) + "。"
        en += " Dwell counts half seconds: " + ", ".join(f"{seconds(ms)} s is **{ms // 500}**" for ms in units) + "."
    return Step(Words("调快慢", "Set the pace"), Words(zh, en))


def timetable(schedule: Schedule) -> Words | None:
    """Return the hours and dates of a schedule, without a full stop; None when it has neither."""
    first = f"从 **{schedule.from_}** 起" if schedule.from_ else ""
    last = f"放到 **{schedule.until}**" if schedule.until else ""
    days = "，".join(filter(None, (first, last)))
    hours = "、".join(f"**{span}**" for span in schedule.hours)
    begins = f"from **{schedule.from_}**" if schedule.from_ else ""
    ends = f"until **{schedule.until}**" if schedule.until else ""
    whole = " ".join(filter(None, (begins, ends)))
    zh = "；".join(filter(None, (f"每天 {hours}" if hours else "", days)))
    en = "; ".join(filter(None, (f"daily {hours}" if hours else "", whole)))
    return Words(zh, en) if zh else None


def troubles(params: LedParams) -> Iterator[Words]:
    """Yield what may go wrong, and what then."""
    vendor = VENDORS[params.card.software]
    if vendor.note:
        yield vendor.note
    if params.mode == "scroll" and params.card.software != "usb":
        yield Words(
            "出现乱码、问号：换 `TEXT/loop_utf8.txt`；还不行，就只放 `IMG` 里的图片，每页照图下的秒数停。",
            "Garbage or question marks: use `TEXT/loop_utf8.txt`, or only the pictures of `IMG` with their dwell.",
        )
        yield Words("走得一顿一顿：也改放 `IMG` 里的图片。", "Stuttering: show the pictures of `IMG` instead.")
    for second in params.languages[1:]:
        if not second.leftwards:
            yield _drawn_only(second)
    if params.hangs == "roadside":
        yield Words(
            "`ANIM/scroll.gif` 不要上屏：开车的人看的屏，不许滚动。",
            "Never load `ANIM/scroll.gif`: what drivers read must not move.",
        )
    yield Words(
        "字发虚、缺边：屏参不对，或者软件缩放了图片。", "Blurred or cut: wrong screen settings, or a scaled picture."
    )


def _drawn_only(params: LedParams) -> Words:
    """Return what to do where a card cannot move a picture to the right."""
    name, scroll = language_of(params), scroll_name(params)
    return Words(
        f"软件里没有“连续右移”：{name.zh}改放 `IMG` 里的图片，或者动画 `{scroll}`。{name.zh}不在 `TEXT` 里："
        "控制卡不会连写，打字进去是散的。",
        f"No “continuous right”: show the {name.en} pictures of `IMG`, or the animation `{scroll}`. "
        f"`TEXT` has no {name.en}: cards do not join its letters.",
    )
