"""What vendors publish about the software that loads a folder onto their cards; nothing of it was tried on a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fanzha.formats.led.options import Software


@dataclass(frozen=True)
class Words:
    """The same in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Vendor:
    """What is published about a vendor's software."""

    name: Words
    speed: Words
    """Which numbers its speed has, and which way they count."""
    half_seconds: bool = False
    """Whether dwell is entered in units of half a second."""
    least_width: int = 0
    """Dots that its cards need at least."""
    note: Words | None = None
    """What goes wrong with it, and what then."""


BY_PREVIEW = Words("先用软件里的预览调", "Set it by the program's preview first")
VENDORS: Mapping[Software, Vendor] = {
    "any": Vendor(
        Words("控制卡软件", "the card's software"),
        Words("各家的速度数字意思不同，见“各家的速度”", "Speed numbers differ from vendor to vendor, see the table"),
    ),
    "ledshowtw": Vendor(
        Words("仰邦 LedshowTW", "Onbon LedshowTW"),
        Words("速度 0 到 63，**数字越大越慢**", "Speed 0 to 63, **larger is slower**"),
        half_seconds=True,
        least_width=64,
    ),
    "ledshowyq": Vendor(
        Words("仰邦 LedshowYQ", "Onbon LedshowYQ"),
        Words(
            "平滑左移**级数越大越慢**：1、2 级每帧 5 点，7、8 级 2 点，9、10 级 1 点，15、16 级三帧 1 点",
            "Smooth scrolling, **larger is slower**: levels 1–2 move 5 dots a frame, 7–8 two, 9–10 one, 15–16 a third",
        ),
        note=Words(
            "画面一闪一闪：特效 0 在速度 1 到 15 时会闪，只有 16 是静止的，请填 16。",
            "It flashes: effect 0 flashes at speeds 1 to 15, only 16 is steady. Enter 16.",
        ),
    ),
    "hdplayer": Vendor(
        Words("灰度 HDPlayer", "Huidu HDPlayer"),
        Words("速度 1 到 10，**数字越大越快**", "Speed 1 to 10, **larger is faster**"),
        note=Words(
            "卡不收新节目：用过的文件名不能再用。先删旧节目，把文件改成没用过的名字，再加一次。",
            "The card rejects it: a file name was used before. Delete the old programme, rename the file, try again.",
        ),
    ),
    "listen": Vendor(
        Words("灵信", "Listen"), Words("速度 1 到 255，**数字越大越慢**", "Speed 1 to 255, **larger is slower**")
    ),
    "vnnox": Vendor(Words("诺瓦 VNNOX", "NovaStar VNNOX"), BY_PREVIEW),
    "usb": Vendor(
        Words("U 盘播放盒", "a USB media box"),
        BY_PREVIEW,
        note=Words(
            "插上没有反应：许多卡只认自家软件导出的 U 盘文件。请向安装的人要那家的软件，用它导出。",
            "Nothing happens: many cards only take what their own program exported. Ask the installer for it.",
        ),
    ),
}
