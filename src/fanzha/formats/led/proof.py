"""Reading a screen's folder back as a card would. Pictures, texts and animations have a module each."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Text
from fanzha.formats.led.charset import shown
from fanzha.formats.led.checks import distracting
from fanzha.formats.led.choice import hotline_label, unencodable
from fanzha.formats.led.files import FIXED, by_plain, named, plain
from fanzha.formats.led.missing import font_lacks
from fanzha.formats.led.motion import scroll_name
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import ScreenPage, all_pages
from fanzha.formats.led.pictures import other_depth, page_name, strip_name
from fanzha.formats.led.proof_motion import prove_preview, prove_scrolls
from fanzha.formats.led.proof_native import prove_native
from fanzha.formats.led.proof_pictures import prove_pictures
from fanzha.formats.led.proof_texts import prove_texts
from fanzha.formats.led.render import page_records, second_record, strip_record
from fanzha.formats.led.texts import encodings, too_long
from fanzha.model import Artifact, Rendered
from fanzha.pixels import Face

_MANIFEST = "MANIFEST.json"


def prove(artifact: Artifact, data: Rendered) -> Iterator[Diagnostic]:
    """Yield what is wrong with the folder."""
    params = cast(LedParams, artifact.params)
    files: Mapping[str, bytes] = data if isinstance(data, Mapping) else {}
    pages, paths = all_pages(params), by_plain(files)
    refused = list(unencodable(params))
    yield from refused or too_long(params)
    yield from lacking_glyphs(params)
    yield from _widths(params, pages)
    yield from distracting(params, pages)
    yield from _inventory(artifact.path, files, params, len(pages))
    yield from prove_native(artifact.path, files, params, pages)
    found = {name: (f"{artifact.path}/{path}", files[path]) for name, path in paths.items()}
    yield from prove_texts(found, params)
    yield from prove_pictures(found, params, pages)
    yield from prove_scrolls(found, params)
    if "PREVIEW.gif" in found:
        yield from prove_preview(*found["PREVIEW.gif"], params, pages)
    yield from _readme(artifact.path, files, len(pages))
    yield from _manifest(artifact.path, files, params, pages)


def lacking_glyphs(params: LedParams) -> Iterator[Diagnostic]:
    """Yield LED002 for each character, at its own place, that a face of this screen lacks."""
    for one in params.languages:
        large = one.typeface.for_rows(params.height)
        for slogan in one.slogans:
            yield from _lacking(slogan.name, [large], one)
        label = hotline_label(one.hotline, one.locale) + one.hotline.number
        halves = params.height >= 32 and not one.typeface.joined
        faces = [large, one.typeface.for_rows(params.height // 2)] if halves else [large]
        yield from _lacking(Text(label, one.hotline.place), faces, one)


def _lacking(text: Text, faces: Sequence[Face], params: LedParams) -> Iterator[Diagnostic]:
    for offset, char in enumerate(text):
        drawn = shown(char, params.locale)
        if not all(face.covers(part) for face in faces for part in drawn):
            yield font_lacks(text, offset, params.height)


def _widths(params: LedParams, pages: Sequence[ScreenPage]) -> Iterator[Diagnostic]:
    """Yield LED011 for each page that is wider than the screen: a word or number too long to show whole."""
    slogans = [slogan for one in params.languages for slogan in one.slogans]
    places: dict[tuple[str, str], Place] = {(slogan.slug, slogan.locale): slogan.name.place for slogan in slogans}
    for page in pages:
        if page.width > params.width:
            place = places.get((page.slogan, page.locale), params.hotline.place)
            yield Diagnostic.at("LED011", place, text=page.text, width=page.width, limit=params.width)


def _inventory(folder: str, files: Mapping[str, bytes], params: LedParams, count: int) -> Iterator[Diagnostic]:
    """Yield LED009 for each file that is missing, foreign, not named after its content, or not as the manifest says."""
    pictures = [*map(strip_name, params.languages), *map(page_name, range(1, count + 1))]
    wanted = {*FIXED, *encodings(params), *map(scroll_name, params.languages), *pictures}
    wanted |= {other_depth(name, params) for name in pictures}
    # What lies in NATIVE has names after the vendor's rule, and a proof of its own.
    common = {path: data for path, data in files.items() if not path.startswith("NATIVE/")}
    found = Counter(map(plain, common))
    wrong = {path for path in common if plain(path) not in wanted or found[plain(path)] > 1}
    wrong |= {path for path, data in common.items() if named(plain(path), data) != path}
    listed = _listed(files)
    actual = {path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items() if path != _MANIFEST}
    differing = {path for path in {*listed, *actual} if listed.get(path) != actual.get(path)} if listed else set()
    # What is not there at all is named once, without its digest.
    wrong |= {path for path in differing if plain(path) in found or plain(path) not in wanted}
    for path in sorted(wrong | wanted - set(found)):
        yield Diagnostic.at("LED009", NOWHERE, path=f"{folder}/{path}")


def _listed(files: Mapping[str, bytes]) -> dict[str, tuple[int, str]]:
    """Return size and digest of each file as the manifest says; nothing when it cannot be read."""
    try:
        return {one["file"]: (one["size"], one["sha256"]) for one in json.loads(files[_MANIFEST])["files"]}
    except (ValueError, KeyError, TypeError):
        return {}


def _readme(folder: str, files: Mapping[str, bytes], count: int) -> Iterator[Diagnostic]:
    """Check that the page shows every picture itself and fetches nothing from elsewhere."""
    text = files.get("00_README.html", b"").decode("utf-8", "replace")
    sources = re.findall(r'(?:src|href|srcset)="([^"]*)"', text)
    outside = [s for s in sources if not s.startswith("data:") and s not in files]
    if text and (outside or sum(s.startswith("data:image/png") for s in sources) < count):
        yield Diagnostic.at("LED009", path=f"{folder}/{outside[0] if outside else '00_README.html'}")


def _manifest(
    folder: str, files: Mapping[str, bytes], params: LedParams, pages: Sequence[ScreenPage]
) -> Iterator[Diagnostic]:
    """Compare what the manifest says of pages, strips and a second language with what is there."""
    paths = by_plain(files)
    pictures = {*map(strip_name, params.languages), *(page_name(number) for number in range(1, len(pages) + 1))}
    needed = {*pictures, *map(scroll_name, params.languages), *(other_depth(one, params) for one in pictures)}
    if _MANIFEST not in files or not needed <= paths.keys():
        return  # which is said already
    try:
        record = json.loads(files[_MANIFEST])
        said = record["pages"], record["strip"], record.get("second")
    except (ValueError, KeyError, TypeError):
        said = None
    if said != (page_records(params, pages, paths), strip_record(params, paths), second_record(params, paths)):
        yield Diagnostic.at("LED009", path=f"{folder}/{_MANIFEST}")
