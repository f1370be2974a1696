"""Sets the sheets of a set of rhymes, or writes the text that is read out."""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from fanzha import furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.rhyme import Params
from fanzha.formats.rhyme.aloud import aloud
from fanzha.formats.rhyme.setting import DIGITS, DIGITS_LARGE, MM, Page, back, pages, sheet, wide, width
from fanzha.model import Artifact, Verse
from fanzha.pdf import typeset

CODE = 30.0
"""Width of the code with its quiet zone in mm, as on a letter."""
CAPTION, CAPTION_LARGE = 40.0, 84.0
"""Width of the domain beside the code in mm, as in rhyme.css."""
ROOMS, ROOMS_LARGE = (52.0, 38.0), (68.0, 60.0)
"""Mm of width for the number to ask and for the one to report to, as in rhyme.css."""
ICONS = {
    "shield": "shield shield brand on-dark",
    "advice": "phone advice brand brand-soft",
    "emergency": "phone emergency alert brand-soft",
}
"""As `furniture.icons` reads them."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the text to read out, or the PDF with one or two rhymes a page."""
    p = artifact.params
    assert isinstance(p, Params)
    if artifact.path.endswith(".txt"):
        return aloud(p)
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("rhyme", "rhyme.css")]
    html = furniture.template("rhyme").render(**_view(p))
    return typeset(html, styles, p.assets, workshop.cache, press=p.blacks)


def digits(p: Params) -> float:
    """Return the size of the hotlines in points: as large as both numbers have room for."""
    ems = [markup.em_width(str(number.number)) for number in (p.advice, p.emergency)]
    most, rooms = (DIGITS_LARGE, ROOMS_LARGE) if p.large else (DIGITS, ROOMS)
    return round(min(most, *(room * MM / em for room, em in zip(rooms, ems, strict=True))), 1)


def _view(p: Params) -> dict[str, object]:
    words = furniture.words("rhyme", p.locale)
    caption, largest = (CAPTION_LARGE, 18) if p.large else (CAPTION, 12)
    host = markup.domain(urlsplit(p.url).netloc, width=caption * MM, largest=largest, least=9)
    spaced = functools.partial(furniture.spaced, locale=p.locale)
    return {
        "p": p,
        "words": words,
        "script": markup.script(p.locale),
        "title": spaced(markup.plain(p.title), heading=True),
        "title_text": markup.plain(p.title),
        "publisher": spaced(p.issuer),
        "pages": [_page(p, page) for page in pages(p)],
        "icon": furniture.icons(p.theme, words, ICONS),
        "digits": digits(p),
        "qr": furniture.code(p.url, "M", words),
        "code_mm": CODE,
        "host": {"lines": host.lines, "size": round(host.size, 1)},
    }


def _page(p: Params, page: Page) -> dict[str, object]:
    lines = [line for rhyme in page.rhymes for line in rhyme.lines]
    return {
        "size": page.size,
        "air": page.air,
        "pinyin": sheet(p).pinyin,
        "columns": page.column > 0,
        "width": round(max(wide(p, line, page.column) for line in lines), 2),
        "rhymes": [
            {
                "name": furniture.spaced(markup.plain(rhyme.name), p.locale, heading=True),
                "lines": [_line(p, line, page.column) for line in rhyme.lines],
            }
            for rhyme in page.rhymes
        ],
    }


def _line(p: Params, line: Verse, column: float) -> object:
    """Return the cells of a line with their widths, or a line without pinyin as HTML."""
    if not column:
        return furniture.spaced(line.text, p.locale)
    scale = sheet(p).pinyin
    return [
        {
            "text": cell.text,
            "reading": cell.reading,
            "em": em,
            "above": round(em / scale, 3),
            "back": 0.0 if cell.reading else back(p, before, column),
        }
        for before, cell in zip((None, *line.cells), line.cells, strict=False)
        for em in [width(p, cell, column)]
    ]
