"""Reads a finished letter back: the sheet with what is above and below its cut, and the chat version line by line."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats.letter import Params
from fanzha.formats.letter.chat import CHANNEL, most_of
from fanzha.formats.letter.sides import LARGE, SETTINGS, TITLE_LEAST, day, title_lines
from fanzha.model import Artifact
from fanzha.pdf import check_pdf
from fanzha.pdf.codes import placed_texts, texts_within
from fanzha.pdf.pages import MM_PER_PT, Box, Page, phrases_in, read_pages, squeezed
from fanzha.pdf.press import SLUG

WIDTH, HEIGHT = 210.0, 297.0
"""A4, in mm."""
APART = 0.5
"""Mm by which the cuts of the two sides may be apart."""


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished sheet or chat version."""
    p = artifact.params
    assert isinstance(p, Params)
    if artifact.path.endswith(".txt"):
        return list(_chat(p, data, artifact.path))
    return _sheet(p, data, artifact.path)


def _sheet(p: Params, data: bytes, path: str) -> list[Diagnostic]:
    numbers = [str(p.advice.number), str(p.emergency.number)]
    pages = _pages(p, data)
    found = check_pdf(
        data,
        path,
        pages=pages,
        size_mm=(WIDTH, HEIGHT),
        phrases=[*_points(p), *map(markup.plain, p.text.paragraphs)] if p.large else (),
        page_phrases=[[*_opening(p), p.serial], *([_points(p)] if pages == 3 else []), [*_rest(p), *_slip(p)]]
        if p.large
        else [[*_kept(s), *_slip(s)] for s in p.sides],
        payloads=[side.url for side in p.sides],
        margin_mm=8,
        largest=numbers[0],
        weights=(400, 700),
        hotlines=numbers,
        body=[_body(side) for side in p.sides],
        press=p.press,
        source_at=p.text.place,
    )
    for side in p.sides:
        found += copyfit.too_small(path, side.text.title, title_lines(side).size, TITLE_LEAST)
    if (p.slip or p.second) and not found:
        found += _parted(p, data, path)
    return found


def _pages(p: Params, data: bytes) -> int:
    """Return how many pages there should be: in large print, two, or three where it was set on two sheets."""
    import pikepdf

    if not p.large:
        return len(p.sides)
    try:
        return 3 if "end-3" in copyfit.destinations(data)[1] else 2
    except (pikepdf.PdfError, KeyError):
        return 2  # no PDF, which is FIT002, or pages replaced, whose texts are read


def _points(p: Params) -> list[str]:
    return [*map(markup.plain, (p.text.points_title, *p.text.points))]


def _kept(p: Params) -> list[str]:
    """Return what stays with whoever hands the slip in; in large print, what of it is on the second page."""
    return _rest(p) if p.large else [*_opening(p), *_points(p), *_rest(p)]


def _opening(p: Params) -> list[str]:
    """Return what the first page begins with; in large print its later paragraphs may stand on the second."""
    paragraphs = [*map(markup.plain, p.text.paragraphs[:1] if p.large else p.text.paragraphs)]
    return [*title_lines(p).lines, markup.plain(p.text.greeting), *paragraphs, p.issuer]


def _rest(p: Params) -> list[str]:
    """Return what follows paragraphs and points, above the cut."""
    publisher = p.publisher
    dates = [date.isoformat() for date in (publisher.date, publisher.valid_until) if date]
    signed = [] if p.kind == "pledge" else [markup.plain(p.sign), day(publisher.date, p.locale)]
    words, host = furniture.words("letter", p.locale), urlsplit(p.url).netloc
    calls = [words["advice"], words["emergency"], words["scan"], str(p.advice.number), str(p.emergency.number)]
    return [
        markup.plain(p.text.closing),
        *signed,
        *calls,
        host,
        p.issuer,
        publisher.version,
        *dates,
        "" if p.large else p.serial,
    ]


def _body(p: Params) -> tuple[float, list[str]]:
    """Return what is read at length, and the points below which none of it may be set."""
    least = theme.points(p.theme["size-body"]) * (LARGE if p.large else SETTINGS)[-1].scale
    text, slip = p.text, (p.text.slip.statement, p.text.slip.give_to) if p.text.slip else ()
    return least, [*map(markup.plain, (text.greeting, *text.paragraphs, *text.points, text.closing, *slip))]


def _slip(p: Params) -> list[str]:
    words = furniture.words("letter", p.locale)
    if not p.text.slip:
        return []
    return [words["reply"], *map(markup.plain, (p.text.slip.statement, p.text.slip.give_to)), *map(words.get, p.slip)]  # type: ignore[list-item]


def _parted(p: Params, data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield what is on the wrong side of the cut: whoever hands the slip in keeps numbers, code and dates.

    On a sheet in two languages, what is cut along the line on the front is cut through the back at the same height.
    """
    _, places = copyfit.destinations(data)
    pages, codes, around = read_pages(data), placed_texts(data), SLUG if p.press else 0.0
    number, _, height = places.get("cut", (0, 0.0, 0.0)) if p.slip else (1, 0.0, 0.0)
    again = places.get("cut-2", (2, 0.0, height))[2]
    if not number or abs(again - height) * MM_PER_PT > APART:
        yield Diagnostic.at("FIT006", path=path, text=furniture.words("letter", p.locale)["cut"])
        return
    cut = around + HEIGHT - height * MM_PER_PT
    for side, page, on_page in zip(p.sides, pages[number - 1 :], codes[number - 1 :], strict=False):
        place = f"{path}#page={page.number}"
        for wanted, part in ((_kept(side), _part(page, 0.0, cut)), (_slip(side), _part(page, cut, page.height_mm))):
            for phrase, is_there in phrases_in([part], wanted).items():
                if not is_there:
                    yield Diagnostic.at("FIT006", path=place, text=phrase)
        if texts_within(on_page, Box(0.0, 0.0, page.width_mm, cut)) != [side.url]:
            yield Diagnostic.at("QR001", path=place, payload=side.url)


def _part(page: Page, top: float, bottom: float) -> Page:
    """Return the page with only what stands between two heights, in mm from its top."""
    lines = tuple(line for line in page.lines if top <= (line.box.top + line.box.bottom) / 2 < bottom)
    return dataclasses.replace(page, lines=lines, text="\n".join(line.text for line in lines))


def _chat(p: Params, data: bytes, path: str) -> Iterator[Diagnostic]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Diagnostic.at("BUILD001", path=path, reason=f"not UTF-8: byte {error.start}")
        return
    lines = text.split("\n")
    if fault := _fault(text, lines):
        yield Diagnostic.at("BUILD001", path=path, reason=fault)
    most = most_of(p.locale)
    for line in lines:
        if len(line) > most and p.url not in line:
            yield Diagnostic.at("FIT001", path=path, text=line, length=len(line), channel=CHANNEL, limit=most)
    whole = squeezed(text)
    for phrase in _told(p):
        if squeezed(phrase) not in whole:
            yield Diagnostic.at("FIT006", path=path, text=phrase)


def _fault(text: str, lines: Sequence[str]) -> str:
    """Return what would show in a chat though nobody wrote it; empty when nothing does."""
    if strange := next((c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn"}), ""):
        return f"U+{ord(strange):04X}"
    if not text.endswith("\n") or not lines[0].strip() or len(lines) < 2 or not lines[-2].strip():
        return "blank line or no line end at the beginning or end"
    if "\n\n\n" in text or any(line != line.strip() for line in lines):
        return "stray white space"
    if "**" in text or "](" in text or "`" in text or any(line.startswith(("#", "- ", "> ")) for line in lines):
        return "Markdown"
    return ""


def _told(p: Params) -> list[str]:
    """Return what the chat version must say: the letter from greeting to signature, hotlines, address and dates."""
    text, publisher = p.text, p.publisher
    dates = [date.isoformat() for date in (publisher.date, publisher.valid_until) if date]
    parts = (text.title, text.greeting, *text.paragraphs, text.points_title, *text.points, text.closing, p.sign)
    sample = [furniture.words("letter", p.locale)["sample"]] if publisher.fictional else []
    numbers = [str(p.advice.number), str(p.emergency.number)]
    return [*map(markup.plain, parts), *numbers, p.url, p.issuer, publisher.version, *dates, *sample]
