"""Reading a screen's folder back: text, pictures, manifest. The animations are in `proof_motion`."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from fanzha.diagnostics import NOWHERE, Diagnostic, Place
from fanzha.formats.led.charset import is_ambiguous, shown
from fanzha.formats.led.checks import distracting
from fanzha.formats.led.choice import hotline_label, unencodable
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, all_pages
from fanzha.formats.led.proof_motion import prove_preview, prove_scroll, stray_colours
from fanzha.formats.led.render import page_path, text_lines
from fanzha.model import Artifact, Rendered
from fanzha.pixels import Face, face_for, missing, opened, painted

if TYPE_CHECKING:
    from PIL.Image import Image

BOM = b"\xef\xbb\xbf"


def prove(artifact: Artifact, data: Rendered) -> Iterator[Diagnostic]:
    """Yield what is wrong with the folder."""
    params = cast(LedParams, artifact.params)
    files: Mapping[str, bytes] = data if isinstance(data, Mapping) else {}
    pages = all_pages(params)
    yield from unencodable(params)
    yield from _glyphs(params)
    yield from _widths(params, pages)
    yield from distracting(params, pages)
    yield from _names(artifact.path, files, len(pages))
    yield from _texts(artifact.path, files, params)
    for number, page in enumerate(pages, 1):
        path = page_path(number)
        if path in files:
            yield from _picture(f"{artifact.path}/{path}", files[path], page, params)
    if "ANIM/scroll.gif" in files:
        yield from prove_scroll(f"{artifact.path}/ANIM/scroll.gif", files["ANIM/scroll.gif"], params)
    if "PREVIEW.gif" in files:
        yield from prove_preview(f"{artifact.path}/PREVIEW.gif", files["PREVIEW.gif"], params, pages)
    yield from _readme(artifact.path, files, len(pages))
    yield from _manifest(artifact.path, files, pages)


def _glyphs(params: LedParams) -> Iterator[Diagnostic]:
    """Yield LED002 for each character that a face of this screen lacks."""
    faces: list[Face] = [face_for(params.height)]
    if params.height >= 32:
        faces.append(face_for(params.height // 2))
    texts = [(slogan.name, slogan.name.place) for slogan in params.slogans]
    label = hotline_label(params.hotline, params.locale) + params.hotline.number
    for text, place in (*texts, (label, params.hotline.place)):
        for face in faces:
            for char in missing(shown(text, params.locale), face):
                yield Diagnostic.at("LED002", place, char=char, codepoint=f"U+{ord(char):04X}", rows=params.height)


def _widths(params: LedParams, pages: Sequence[ScreenPage]) -> Iterator[Diagnostic]:
    """Yield LED011 for each page that is wider than the screen: a word or number too long to show whole."""
    places: dict[str, Place] = {slogan.slug: slogan.name.place for slogan in params.slogans}
    for page in pages:
        if page.width > params.width:
            place = places.get(page.slogan, params.hotline.place)
            yield Diagnostic.at("LED011", place, text=page.text, width=page.width, limit=params.width)


def _names(folder: str, files: Mapping[str, bytes], count: int) -> Iterator[Diagnostic]:
    """Yield LED009 for each file that is missing, or that does not belong there."""
    wanted = {"00_README.html", "PREVIEW.gif", "TEXT/loop_gbk.txt", "TEXT/loop_utf8.txt", "ANIM/scroll.gif"}
    wanted |= {"MANIFEST.json", *(page_path(number) for number in range(1, count + 1))}
    for path in sorted(wanted ^ set(files)):
        yield Diagnostic.at("LED009", NOWHERE, path=f"{folder}/{path}")


def _texts(folder: str, files: Mapping[str, bytes], params: LedParams) -> Iterator[Diagnostic]:
    """Decode the text files as a card would and compare them with what was written."""
    wanted = text_lines(params)
    for path, encoding, mark in (
        ("TEXT/loop_gbk.txt", params.charset, b""),
        ("TEXT/loop_utf8.txt", "utf-8", BOM),
    ):
        data = files.get(path)
        if data is None:
            continue
        whole = f"{folder}/{path}"
        try:
            lines = data.removeprefix(mark).decode(encoding).split("\r\n")
        except UnicodeDecodeError:
            yield Diagnostic.at("LED003", path=whole)
            continue
        if not data.startswith(mark) or lines != [*wanted, ""]:
            yield Diagnostic.at("LED003", path=whole)
        for line in [] if mark else filter(is_ambiguous, data.split(b"\r\n")):
            yield Diagnostic.at("LED010", path=whole, text=line.decode(params.charset))


def _picture(path: str, data: bytes, page: ScreenPage, params: LedParams) -> Iterator[Diagnostic]:
    """Read a page's picture: size, depth, colours, and every dot."""
    try:
        image = opened(data, "BMP")
        image.load()
    except (OSError, ValueError):
        yield Diagnostic.at("LED004", path=path, expected="BMP", found="-")
        return
    bits = int.from_bytes(data[28:30], "little")
    found = f"{image.width}×{image.height}, {bits} bit"
    expected = f"{params.width}×{params.height}, {1 if params.colour == 'red' else 24} bit"
    if found != expected:
        yield Diagnostic.at("LED004", path=path, expected=expected, found=found)
        return
    lit = ((0, 0, 0), (255, 255, 255))
    allowed = lit if params.colour == "red" else PALETTES[params.colour].colours
    colours = stray_colours(image, allowed)
    if colours:
        yield Diagnostic.at("LED005", path=path, colour=colours[0])
    elif image.convert("RGB").tobytes() != _as_rgb(page, params).tobytes():
        yield Diagnostic.at("LED014", path=path, text=page.text)


def _as_rgb(page: ScreenPage, params: LedParams) -> Image:
    if params.colour == "red":
        return page.picture.point([0] + [255] * 255, "1").convert("RGB")
    return painted(page.picture, PALETTES[params.colour]).convert("RGB")


def _readme(folder: str, files: Mapping[str, bytes], count: int) -> Iterator[Diagnostic]:
    """Check that the page shows every picture itself and fetches nothing from elsewhere."""
    text = files.get("00_README.html", b"").decode("utf-8", "replace")
    sources = re.findall(r'(?:src|href|srcset)="([^"]*)"', text)
    outside = [s for s in sources if not s.startswith("data:") and s not in files]
    if text and (outside or sum(s.startswith("data:image/png") for s in sources) < count):
        yield Diagnostic.at("LED009", path=f"{folder}/{outside[0] if outside else '00_README.html'}")


def _manifest(folder: str, files: Mapping[str, bytes], pages: Sequence[ScreenPage]) -> Iterator[Diagnostic]:
    """Compare the manifest's sizes and digests with the files beside it."""
    if "MANIFEST.json" not in files:
        return
    path = f"{folder}/MANIFEST.json"
    try:
        record = json.loads(files["MANIFEST.json"])
        listed = {item["file"]: (item["size"], item["sha256"]) for item in record["files"]}
        shots = [(item["file"], item["text"], item["dwell_ms"]) for item in record["pages"]]
    except (ValueError, KeyError, TypeError):
        yield Diagnostic.at("LED009", path=path)
        return
    present = {name: data for name, data in files.items() if name != "MANIFEST.json"}
    actual = {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in present.items()}
    for name in sorted(listed.keys() | actual.keys()):
        if listed.get(name) != actual.get(name):
            yield Diagnostic.at("LED009", path=f"{folder}/{name}")
    if shots != [(page_path(number), page.text, page.dwell_ms) for number, page in enumerate(pages, 1)]:
        yield Diagnostic.at("LED009", path=path)
