"""Reading a PDF's pages back: sizes in mm, and each line of text with its place, type size and glyph boxes."""

from __future__ import annotations

import ctypes
import functools
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

MM_PER_PT = 25.4 / 72


_LAM_ALEF = re.compile("(\u0644)([\u0622\u0623\u0625\u0627])")


class Unreadable(Exception):
    """The bytes are no PDF that a reader opens."""


@dataclass(frozen=True)
class Box:
    """A rectangle in mm from the upper left corner of the page."""

    left: float
    top: float
    right: float
    bottom: float

    def shared_area(self, other: Box) -> float:
        """Return the area in mm² that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    @property
    def area(self) -> float:
        """Area in mm²."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)


@dataclass(frozen=True)
class Glyph:
    """One drawn character; white space is never among them."""

    char: str
    box: Box
    """What is inked, not the advance."""


@dataclass(frozen=True)
class Line:
    """A run of characters on one baseline, in one type size."""

    size_pt: float
    glyphs: tuple[Glyph, ...] = field(repr=False)

    @functools.cached_property
    def text(self) -> str:
        """The characters, without white space."""
        return "".join(glyph.char for glyph in self.glyphs)

    @functools.cached_property
    def box(self) -> Box:
        """The rectangle around all glyphs."""
        boxes = [glyph.box for glyph in self.glyphs]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


@dataclass(frozen=True)
class Page:
    """One page as a reader finds it."""

    number: int
    """From 1."""
    width_mm: float
    height_mm: float
    lines: tuple[Line, ...] = field(repr=False)
    text: str = field(repr=False)
    """All text in the order of the file, with white space and line breaks."""


def open_pdf(data: bytes) -> Any:
    """Return the pypdfium2 document, or raise `Unreadable`."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from None


@functools.lru_cache(maxsize=1)
def read_pages(data: bytes) -> tuple[Page, ...]:
    """Return the pages of a PDF; the file that was read last is not read again. Raises `Unreadable`."""
    document = open_pdf(data)
    try:
        return tuple(_read_page(document[index], index + 1) for index in range(len(document)))
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Return the text as it is compared: no white space, no soft hyphens, one form of characters that look alike.

    Noto draws · • ‧ ・ with one glyph, – ‒ with another and - ‑ with a third; a PDF keeps one character for each glyph.
    Lam and alef are one glyph too, and are read from it the wrong way round.
    """
    text = _LAM_ALEF.sub(r"\2\1", text)
    same = str.maketrans({"•": "·", "‧": "·", "・": "·", "‒": "–", "‑": "-", "⋯": "…", "\ufffe": "-", "\xad": None})
    return "".join(unicodedata.normalize("NFC", text).translate(same).split())


def phrases_in(pages: Iterable[Page], phrases: Iterable[str]) -> dict[str, bool]:
    """Return for each phrase whether one of the pages holds it, also when a line end hyphenates it."""
    texts = [squeezed(page.text) for page in pages]
    unhyphenated = [text.replace("-", "") for text in texts]

    def found(phrase: str) -> bool:
        wanted = squeezed(phrase)
        return any(wanted in text for text in texts) or any(wanted.replace("-", "") in text for text in unhyphenated)

    return {phrase: found(phrase) for phrase in phrases}


def _read_page(page: Any, number: int) -> Page:
    left, bottom, right, top = page.get_cropbox()
    text_page = page.get_textpage()
    lines = tuple(_lines(_chars(text_page, left, top)))
    text = text_page.get_text_range()
    return Page(number, (right - left) * MM_PER_PT, (top - bottom) * MM_PER_PT, lines, text)


@dataclass(frozen=True)
class _Char:
    glyph: Glyph
    size: float
    along: float
    across: float
    """Position along the writing direction, and of the baseline across it, in points."""
    direction: tuple[float, float]


def _chars(text_page: Any, left: float, top: float) -> Iterator[_Char]:
    import pypdfium2.raw as pdfium

    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    for index in range(text_page.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if char.isspace() or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        edges = text_page.get_charbox(index)
        box = Box(*(MM_PER_PT * v for v in (edges[0] - left, top - edges[3], edges[2] - left, top - edges[1])))
        size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        scale = math.hypot(matrix.a, matrix.b) or 1.0
        dx, dy = matrix.a / scale, matrix.b / scale
        along, across = x.value * dx + y.value * dy, y.value * dx - x.value * dy
        yield _Char(Glyph(char, box), round(size, 2), along, across, (round(dx, 3), round(dy, 3)))


def _lines(chars: Iterable[_Char]) -> Iterator[Line]:
    run: list[_Char] = []
    for char in chars:
        if run and not _continues(run[-1], char):
            yield Line(run[0].size, tuple(each.glyph for each in run))
            run = []
        run.append(char)
    if run:
        yield Line(run[0].size, tuple(each.glyph for each in run))


def _continues(before: _Char, char: _Char) -> bool:
    """Return whether a character goes on the line: same size, direction and baseline, and not backwards.

    Letters of Arabic script go to the left.
    """
    step = char.along - before.along
    if all(unicodedata.bidirectional(each.glyph.char) == "AL" for each in (before, char)):
        step = -step
    return (
        char.size == before.size
        and char.direction == before.direction
        and abs(char.across - before.across) < 0.1 * char.size
        and -0.05 * char.size <= step <= 4 * char.size
    )
