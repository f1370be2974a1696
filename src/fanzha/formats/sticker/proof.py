"""Reads finished sheets back: as any printed piece, then label by label, as they are peeled off."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fanzha import furniture, markup
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic
from fanzha.formats.sticker import Params, large, on_labels
from fanzha.formats.sticker.circle import LEAST
from fanzha.formats.sticker.render import OTHER_LEAST, label_words, notes
from fanzha.formats.sticker.sheets import CLEAR, PAPER, Sheet
from fanzha.large import LEAST as LARGE_PRINT
from fanzha.model import Artifact, SloganText
from fanzha.pdf import check_pdf
from fanzha.pdf.codes import placed_texts, texts_within
from fanzha.pdf.pages import MM_PER_PT, Box, Line, Page, Unreadable, read_pages, squeezed
from fanzha.pdf.press import SLUG

if TYPE_CHECKING:
    pass

REGISTER = 0.1
"""Mm that a label may lie off its place."""
SLACK = 0.05
"""Mm, as in `fanzha.pdf.layout`."""
DPI = 200


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with finished sheets of labels."""
    p = artifact.params
    assert isinstance(p, Params)
    found = check_pdf(
        data,
        artifact.path,
        pages=p.pages,
        size_mm=PAPER,
        body=_body(p),
        page_phrases=[[*notes(p)[1:], p.serial]] * p.pages if notes(p) else [],
        payloads=[p.url] if p.coded else [],
        weights=(400, 700),
        press=p.press,
        dpi=DPI,
    )
    try:
        pages = read_pages(data)
    except Unreadable:
        return found
    if len(pages) != p.pages:
        return found  # FIT002
    found += itertools.islice(_off(p, data, artifact.path), 1)
    for page, slogans in zip(pages, on_labels(p), strict=True):
        found += _labels(
            p, page, [_words_on(p.on(slogan), label_words(p, slogan)) for slogan in slogans], artifact.path
        )
    if not p.coded:
        return found + list(_small(p, pages, artifact.path))
    unread = any(texts_within(codes, box) != [p.url] for codes in placed_texts(data) for box in _boxes(p))
    if unread and not any(diagnostic.code.startswith("QR") for diagnostic in found):
        found.append(Diagnostic.at("QR001", path=artifact.path, payload=p.url))
    return found


def _body(p: Params) -> list[tuple[float, list[str]]]:
    """Return what is read, and the points under which it must not be set, besides what `_small` looks at."""
    if p.large:
        return [(LARGE_PRINT, large.read_in(p)[len(p.slogans) :])]
    return [] if p.grid.round else [(OTHER_LEAST, [markup.plain(text.name) for text in p.others])]


def _words_on(p: Params, lines: Sequence[str]) -> list[str]:
    """Return what must stand on a label."""
    if p.grid.round:
        return [*lines, p.numbers[0]]
    dates = [p.publisher.date, p.publisher.valid_until]
    printed = [date.isoformat() for date in dates if date]
    if p.second:
        printed += [furniture.words("sticker", p.second)[call.key] for call in p.calls]
    if not notes(p):
        printed.append(p.serial)
    if p.large:
        printed += [furniture.words("sticker", p.locale)[call.key] for call in p.calls]
    host = [urlsplit(p.url).netloc] if p.coded else []
    return [*lines, *p.numbers, *host, p.issuer, p.publisher.version, *printed]


def _stands(word: str, lines: Sequence[str]) -> bool:
    """Return whether a label's lines hold the word; a number stands there whole: 96110 is not 110."""
    if word.isdigit():
        return any(re.search(rf"(?<!\d){word}(?!\d)", squeezed(line)) for line in lines)
    return squeezed(word) in squeezed("".join(lines))


def _boxes(p: Params) -> list[Box]:
    """Return where the labels are, in mm from the sheet's corner, which for a press is not the trim's."""
    around = SLUG if p.press else 0.0
    corners = ((x + around, y + around) for x, y in p.grid.corners())
    return [Box(x, y, x + p.grid.width, y + p.grid.height) for x, y in corners]


def _off(p: Params, data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each label that is not where the sheet has its die."""
    _, found = destinations(data)  # from the trim's corner, for a press too
    for page in range(p.pages):
        for number, (x, y) in enumerate(p.grid.corners()):
            at, left, height = found.get(f"label-{page * p.grid.labels + number}", (0, 0.0, 0.0))
            off = max(abs(left * MM_PER_PT - x), abs(PAPER[1] - height * MM_PER_PT - y))
            if at != page + 1 or off > REGISTER:
                yield Diagnostic.at("FIT015", path=path, page=page + 1, x=f"{x:.1f}", y=f"{y:.1f}")


def _labels(p: Params, page: Page, wanted: Sequence[Sequence[str]], path: str) -> Iterator[Diagnostic]:
    """Yield text that is not wholly on one label, clear of its edge (FIT007), and text a label lacks (FIT006).

    What stands beside the labels must touch none.
    """
    said: list[list[str]] = [[] for _ in wanted]
    boxes = _boxes(p)
    for line in page.lines:
        touched = [number for number, box in enumerate(boxes) if line.box.shared_area(box) > 0]
        if len(touched) == 1 and _clear(line, boxes[touched[0]], p.grid):
            said[touched[0]].append(line.text)
        elif touched:
            yield Diagnostic.at("FIT007", path=path, page=page.number, text=line.text)
    for label, words in zip(said, wanted, strict=True):
        absent = next((word for word in words if not _stands(word, label)), None)
        if absent is not None:
            yield Diagnostic.at("FIT006", path=f"{path}#page={page.number}", text=absent)
            return  # the others lack it as well


def _clear(line: Line, label: Box, grid: Sheet) -> bool:
    """Return whether each glyph is clear of the label's edge, of the circle's on a round one."""
    if grid.round:
        x, y = (label.left + label.right) / 2, (label.top + label.bottom) / 2
        reach = grid.width / 2 - CLEAR + SLACK
        corners = (
            (across, up)
            for glyph in line.glyphs
            for across in (glyph.box.left, glyph.box.right)
            for up in (glyph.box.top, glyph.box.bottom)
        )
        return all(math.hypot(across - x, up - y) <= reach for across, up in corners)
    box, near = line.box, CLEAR - SLACK
    return (
        box.left >= label.left + near
        and box.top >= label.top + near
        and box.right <= label.right - near
        and box.bottom <= label.bottom - near
    )


def _small(p: Params, pages: Sequence[Page], path: str) -> Iterator[Diagnostic]:
    """Yield FIT018 at each slogan that is set too small on a round label or in large print.

    The longer of two languages is to blame.
    """
    seen: set[str] = set()
    for page, slogans in zip(pages, on_labels(p), strict=True):
        for box, slogan in zip(_boxes(p), slogans, strict=True):
            if slogan.slug in seen:
                continue
            seen.add(slogan.slug)
            lines = [line for line in page.lines if line.box.shared_area(box) > 0]
            for text in (*p.beside(slogan), slogan):
                said, least = squeezed(markup.plain(text.name)), _least(p, text)
                size = min((line.size_pt for line in lines if squeezed(line.text) in said), default=least)
                if size < least - SLACK:
                    shown = {"text": text.name, "size": f"{size:.1f}", "least": least, "page": page.number}
                    yield Diagnostic.at("FIT018", text.name.place, path=path, **shown)
                    break


def _least(p: Params, slogan: SloganText) -> float:
    return LARGE_PRINT if p.large else LEAST[markup.script(slogan.locale)]
