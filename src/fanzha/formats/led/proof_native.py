"""Reading a BX-Y programme back as the card must: from the play list to the programme, from that to every picture."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from xml.etree import ElementTree

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led.checks import least_hotline_ms, least_ms
from fanzha.formats.led.native import FOLDER, MODELS, STEADY, STILL, playlist_of, spans
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import ScreenPage
from fanzha.formats.led.pictures import in_colours
from fanzha.formats.led.proof_pictures import read_bmp


def prove_native(
    folder: str, files: Mapping[str, bytes], params: LedParams, pages: Sequence[ScreenPage]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the programme, and that nobody has tried it on a card (LED041)."""
    mine = {path.removeprefix(FOLDER): data for path, data in files.items() if path.startswith("NATIVE/")}
    if not params.native:
        yield from (Diagnostic.at("LED009", path=f"{folder}/NATIVE/{path}") for path in sorted(mine))
        return
    where = f"{folder}/{FOLDER}"
    yield Diagnostic.at("LED041", path=folder)
    used = {playlist_of(files).removeprefix(FOLDER)}
    try:
        for programme in _programmes(mine, params):
            used.add(programme)
            used |= set(_pictures(mine[programme], params, pages))
    except (KeyError, ValueError, ElementTree.ParseError):
        yield Diagnostic.at("LED009", path=f"{where}lists")
        return
    yield from _shown(where, mine, params, pages)
    for path in sorted(used ^ set(mine) | {path for path, data in mine.items() if _digest(path) != _md5(data)}):
        yield Diagnostic.at("LED009", path=where + path)


def _digest(path: str) -> str:
    return PurePosixPath(path).stem


def _md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _programmes(mine: Mapping[str, bytes], params: LedParams) -> list[str]:
    """Return the programmes of the play list; raises ValueError unless it is for this card, size and schedule."""
    (path,) = (path for path in mine if path.startswith("lists/"))
    root = ElementTree.fromstring(mine[path].decode("utf-8"))
    size = {"deviceType": MODELS[params.card.model.upper()].code}
    size |= {"screenWidth": params.width, "screenHeight": params.height}
    entries = root.findall("program")
    times = [(entry.get("startTime"), entry.get("stopTime")) for entry in entries]
    if {name: int(root.get(name, "")) for name in size} != size or times != list(spans(params.schedule)):
        raise ValueError(path)
    return [entry.get("programFile", "") for entry in entries]


def _pictures(data: bytes, params: LedParams, pages: Sequence[ScreenPage]) -> list[str]:
    """Return the pictures of a programme in their order; raises ValueError unless each page stands still and long."""
    (panel,) = ElementTree.fromstring(data.decode("utf-8")).findall("picturepanel")
    if [int(panel.get(name, "")) for name in "xywh"] != [0, 0, params.width, params.height]:
        raise ValueError("size")
    units = sorted(panel.findall("picUnit"), key=lambda unit: int(unit.get("order", "")))
    for unit, page in zip(units, pages, strict=True):
        least = max(least_ms(page.text), least_hotline_ms(params) if page.shows_number else 0)
        effect = int(unit.get("stuntType", "")), int(unit.get("stuntSpeed", ""))
        if effect != (STILL, STEADY) or 1000 * int(unit.get("stayTime", "")) < least:
            raise ValueError(page.text)
    return [unit.get("file", "").removeprefix("/") for unit in units]


def _shown(
    where: str, mine: Mapping[str, bytes], params: LedParams, pages: Sequence[ScreenPage]
) -> Iterator[Diagnostic]:
    """Yield LED014 for each picture that shows something else than its page, LED004 for one that cannot be read."""
    (programme,) = set(_programmes(mine, params))
    for path, page in zip(_pictures(mine[programme], params, pages), pages, strict=True):
        if path not in mine:
            continue  # which is said already
        try:
            bitmap = read_bmp(mine[path])
        except ValueError:
            yield Diagnostic.at("LED004", path=where + path, expected="BMP", found="-")
            continue
        if bitmap.bits != 24 or bitmap.dots.tobytes() != in_colours(page.picture, params, 24).tobytes():
            yield Diagnostic.at("LED014", path=where + path, text=page.text)
