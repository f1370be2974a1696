"""A programme for Onbon's BX-Y cards: a play list, a programme file and its pictures, in the published format.

Source: github.com/onbonlab/BX-Y, "Program format specification" 2 (folders), 3.2.1 (play list), 3.2.2 (programme),
3.2.3 (pictures) and Appendix 1 (effects); "communication protocol" Appendices 3 (models) and 7 (names). Only what
stands there in a table is written. Nothing of it was tried on a card.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.options import LedParams, Options, Schedule
from fanzha.formats.led.pictures import bmp
from fanzha.formats.led.vendors import Words

if TYPE_CHECKING:
    from fanzha.formats.led.pages import ScreenPage

FOLDER = "NATIVE/bx-y/"
"""Below it lie folders of the names that the card's own have: `lists`, `programs`, `share`."""
STILL, STEADY = 0, 16
"""Effect and its speed: shown at once; at any lower number this effect flashes."""
_MIDNIGHT, _LAST = "00:00", "23:59:59"


@dataclass(frozen=True)
class Model:
    """A card, as Appendix 3 has it; lengths in dots."""

    code: int
    """The number of the model, little endian, as a play list names it."""
    width: int
    height: int
    area: int
    """At most."""
    least_height: int = 64
    least_width: int = 64


MODELS: Mapping[str, Model] = {
    "BX-Y04": Model(8280, 1024, 256, 256 * 256),
    "BX-Y08": Model(8536, 1024, 512, 512 * 256),
    "BX-Y2": Model(8792, 2048, 2048, 1024 * 600),
    "BX-Y3": Model(9048, 2048, 2048, 1280 * 1024),
    "BX-Y2L": Model(9304, 2048, 2048, 1024 * 256),
    "BX-Y5E": Model(10584, 3840, 3840, 1920 * 1080, least_height=32),
}


def unfit(options: Options) -> Iterator[Diagnostic]:
    """Yield LED013 for each value with which a profile cannot have `native: true`."""
    model = MODELS.get(options.card.model.upper())
    if options.screen != "led":
        yield _wrong(options, "native", "true", "只用于 LED 屏", "only an LED screen can have it")
    elif options.card.software != "ledshowyq" or model is None:
        names = "、".join(MODELS)
        zh = f"card 里要写 software: ledshowyq，model 写 {names} 之一"
        en = f"the card needs software: ledshowyq and one of the models {', '.join(MODELS)}"
        yield _wrong(options, "native", "true", zh, en)
    else:
        yield from _misfits(options, model)


def _misfits(options: Options, model: Model) -> Iterator[Diagnostic]:
    name, area = options.card.model.upper(), options.width * options.height
    sizes = (
        ("width", options.width, model.least_width, model.width),
        ("height", options.height, model.least_height, model.height),
    )
    for option, value, least, most in sizes:
        if not least <= value <= most:
            yield _wrong(options, option, value, f"{name} 要 {least} 到 {most}", f"a {name} takes {least} to {most}")
    if area > model.area:
        rule = f"{name} 最多 {model.area} 点", f"a {name} has at most {model.area} dots"
        yield _wrong(options, "width × height", area, *rule)


def _wrong(options: Options, option: str, value: object, zh: str, en: str) -> Diagnostic:
    return Diagnostic.at("LED013", options.place, option=option, value=value, rule_zh=zh, rule_en=en)


def native_files(params: LedParams, pages: Sequence[ScreenPage]) -> dict[str, bytes]:
    """Return the files by path, none unless the profile asks for them. Names are the MD5 of the content.

    So the card can check what it is sent (Appendix 7), and changed content never has a name that it knows.
    """
    if not params.native:
        return {}
    shared = [_named("share", "bmp", bmp(page.picture, params, 24)) for page in pages]
    programme = _named("programs", "xml", _programme(params, pages, [path for path, _ in shared]))
    playlist = _named("lists", "xml", _playlist(params, programme[0]))
    return {FOLDER + path: data for path, data in (playlist, programme, *shared)}


def playlist_of(files: Mapping[str, bytes]) -> str:
    """Return the path of the play list among a folder's files; empty when there is none."""
    return next((path for path in sorted(files) if path.startswith(f"{FOLDER}lists/")), "")


def _named(folder: str, suffix: str, data: bytes) -> tuple[str, bytes]:
    return f"{folder}/{hashlib.md5(data, usedforsecurity=False).hexdigest()}.{suffix}", data


def _playlist(params: LedParams, programme: str) -> bytes:
    """Return the play list: the one programme, once for each span of the day in which it plays."""
    root = ElementTree.Element("list")
    root.set("deviceType", str(MODELS[params.card.model.upper()].code))
    root.set("screenWidth", str(params.width))
    root.set("screenHeight", str(params.height))
    days = {"startDate": str(params.schedule.from_ or ""), "stopDate": last_day(params)}
    for order, (start, stop) in enumerate(spans(params.schedule)):
        entry = {"order": str(order), "playMode": "1", "playCount": "1", "programFile": programme}
        entry |= {name: day for name, day in days.items() if day}
        ElementTree.SubElement(root, "program", entry | {"startTime": start, "stopTime": stop, "weekFlag": "127"})
    return _written(root)


def spans(schedule: Schedule) -> Iterator[tuple[str, str]]:
    """Yield begin and end of each span, `hh:mm:ss`, within one day; all day for a schedule without hours."""
    for hours in schedule.hours or (f"{_MIDNIGHT}-24:00",):
        start, stop = str(hours).split("-")
        if stop <= start:  # over midnight
            yield f"{start}:00", _LAST
            start = _MIDNIGHT
        if stop != _MIDNIGHT:
            yield f"{start}:00", _LAST if stop == "24:00" else f"{stop}:00"


def _programme(params: LedParams, pages: Sequence[ScreenPage], pictures: Sequence[str]) -> bytes:
    """Return the programme: the pages one after another, each standing for whole seconds."""
    root = ElementTree.Element("program", name="program_0")
    whole = {"x": "0", "y": "0", "w": str(params.width), "h": str(params.height), "zOrder": "0", "transparency": "100"}
    panel = ElementTree.SubElement(root, "picturepanel", whole)
    for order, (page, picture) in enumerate(zip(pages, pictures, strict=True)):
        unit = {"file": f"/{picture}", "fileType": "bmp", "stuntType": str(STILL), "stuntSpeed": str(STEADY)}
        unit |= {"stayTime": str(math.ceil(page.dwell_ms / 1000)), "order": str(order)}
        ElementTree.SubElement(panel, "picUnit", unit)
    return _written(root)


def _written(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def native_note(params: LedParams, files: Mapping[str, bytes]) -> Words:
    """Return what to do with Onbon's own files: the folders are the card's, the play list is started by its name."""
    playlist = playlist_of(files).removeprefix(FOLDER)
    dated = params.schedule.hours or params.schedule.from_ or last_day(params)
    times = Words("，日期和钟点已经写在里面", "; dates and hours are in it") if dated else Words("", "")
    return Words(
        f"把 `{FOLDER}` 里 `lists`、`programs`、`share` 的文件传到卡上同名的文件夹，再用 play 指令播放 `{playlist}`。"
        f"一页一页放{times.zh}。照厂家公开的格式做成，**没有在控制卡上试过**。",
        f"Upload the files of `lists`, `programs` and `share` in `{FOLDER}` to the card's folders of the same names; "
        f"then send `play` with `{playlist}`. It shows pages{times.en}. Made to the vendor's published format, "
        "**not tried on a card**.",
    )
