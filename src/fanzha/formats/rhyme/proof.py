"""Reads finished rhymes back: every line with its pinyin above it, hotlines and code; and the text to read out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup
from fanzha.diagnostics import Diagnostic
from fanzha.formats.rhyme import CHANNEL, Params
from fanzha.formats.rhyme.aloud import blocks
from fanzha.formats.rhyme.setting import Page, pages, sheet, sizes
from fanzha.large import LEAST
from fanzha.model import Artifact
from fanzha.pdf import check_pdf
from fanzha.pdf.pages import squeezed

WIDTH, HEIGHT = 210.0, 297.0
"""A4, in mm."""


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with the finished sheets or text."""
    p = artifact.params
    assert isinstance(p, Params)
    if artifact.path.endswith(".txt"):
        return list(_text(p, data, artifact.path))
    return _sheets(p, data, artifact.path)


def _sheets(p: Params, data: bytes, path: str) -> list[Diagnostic]:
    numbers, made, least = [str(p.advice.number), str(p.emergency.number)], pages(p), sizes(p).least
    found = check_pdf(
        data,
        path,
        pages=len(made),
        size_mm=(WIDTH, HEIGHT),
        page_phrases=[[*_rhymes(p, page), *_furniture(p)] for page in made],
        payloads=[p.url],
        margin_mm=8,
        largest=numbers[0],
        weights=(400, 700),
        hotlines=numbers,
        body=[(least, [str(line.text) for rhyme in p.rhymes for line in rhyme.lines])],
        press=p.press,
        source_at=p.title.place,
    )
    for page in made:
        found += copyfit.too_small(path, page.rhymes[0].name, page.size, least)
        if p.large and page.column:
            found += copyfit.too_small(path, page.rhymes[0].name, page.size * sheet(p).pinyin, LEAST)
    return found


def _rhymes(p: Params, page: Page) -> Iterator[str]:
    """Yield what a page says, line by line; the pinyin of a line, and under it its hanzi, each without a gap."""
    yield markup.plain(p.title)
    for rhyme in page.rhymes:
        yield markup.plain(rhyme.name)
        for line in rhyme.lines:
            yield "".join(line.pinyin) + line.text


def _furniture(p: Params) -> Iterator[str]:
    words, publisher = furniture.words("rhyme", p.locale), p.publisher
    yield from (words["advice"], words["emergency"], words["scan"], str(p.advice.number), str(p.emergency.number))
    yield from (urlsplit(p.url).netloc, p.issuer, publisher.version, p.serial)
    yield from (date.isoformat() for date in (publisher.date, publisher.valid_until) if date)


def _text(p: Params, data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the text: what is not said, what nobody can say, and what is too long for a breath."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Diagnostic.at("BUILD001", path=path, reason=f"not UTF-8: byte {error.start}")
        return
    if strange := next((c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn"}), ""):
        yield Diagnostic.at("BUILD001", path=path, reason=f"U+{ord(strange):04X}")
    lines = text.split("\n")
    for line in lines:
        if p.breath and len(line) > p.breath and p.issuer not in line:
            yield Diagnostic.at("FIT001", path=path, text=line, length=len(line), channel=CHANNEL, limit=p.breath)
    told = [squeezed(line) for block in blocks(p) for line in block]
    read = [squeezed(line) for line in lines if line.strip()]
    missing = [line for line in told if line not in read]
    for line in missing:
        yield Diagnostic.at("FIT006", path=path, text=line)
    if not missing and told != read:
        first = next((line for line, wanted in zip(read, told, strict=False) if line != wanted), read[-1])
        yield Diagnostic.at("BUILD001", path=path, reason=f"not meant here: {first}")
