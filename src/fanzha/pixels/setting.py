"""Setting a line of text in dots."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fanzha.pixels.breaking import CLOSING, OPENING
from fanzha.pixels.faces import Face, Glyph
from fanzha.pixels.inks import NUMBER, OFF, TEXT
from fanzha.pixels.shaped import ShapedFace

if TYPE_CHECKING:
    from PIL.Image import Image


def is_wide(char: str) -> bool:
    """Return whether the character fills an em square: hanzi and full-width marks (the dash and “” among them)."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·"


def _is_hanzi(char: str) -> bool:
    return unicodedata.category(char) == "Lo" and is_wide(char)


def missing(text: str, face: Face) -> list[str]:
    """Return the characters that the face lacks, each once, in order of appearance."""
    return list(dict.fromkeys(char for char in text if not face.covers(char)))


def _squeezed(char: str, face: Face) -> Glyph:
    """Return the character's glyph; quotes and brackets lose the empty half of their em square.

    Dots are few: “安全账户”不安全 is nine characters and fits the width of eight.
    """
    glyph = face.glyph(char)
    if glyph.dots is None or glyph.advance != face.em or char not in OPENING + CLOSING:
        return glyph
    half = (face.em + 1) // 2
    moved = glyph.left - (face.em - half) if char in OPENING else glyph.left
    if moved < 0 or moved + glyph.dots.width > half:
        return glyph
    return replace(glyph, advance=half, left=moved)


def _placed(text: str, face: Face) -> Iterator[tuple[int, Glyph, int]]:
    """Yield the origin's column, the glyph and the index of each character; joined letters are one glyph."""
    if isinstance(face, ShapedFace):
        yield from face.placed(text)
        return
    x, before = 0, ""
    for index, char in enumerate(text):
        if before and _is_hanzi(before) != _is_hanzi(char) and before.isalnum() and char.isalnum():
            x += face.gap
        glyph = _squeezed(char, face)
        yield x, glyph, index
        x, before = x + glyph.advance, char


def _columns(text: str, face: Face) -> tuple[int, int]:
    """Return the first and the last column (exclusive) that the line needs, from the first origin."""
    left, right = 0, 0
    for x, glyph, _ in _placed(text, face):
        ink = x + glyph.left + (glyph.dots.width if glyph.dots else 0)
        left, right = min(left, x + glyph.left), max(right, x + glyph.advance, ink)
    return left, right


def measure(text: str, face: Face) -> int:
    """Return the width of the line in dots."""
    left, right = _columns(text, face)
    return right - left


def _shift(text: str, face: Face, rows: int, wide: bool) -> int:
    """Return by how many rows to move the wide (or the narrow) characters so that none is cut.

    They stand on the baseline where they fit; a `g` that would hang out of 16 rows is lifted with its whole line,
    and a line of letters alone is centred, as if it had both an `A` and a `g`: so its baseline is that of the next
    page.
    """
    inked = _inked(text, face, wide)
    if not inked:
        return 0
    line = _baseline(face, rows)
    top, bottom = line + min(g.top for g in inked), line + max(g.bottom for g in inked)
    shift = 0
    if not wide and not any(_is_hanzi(char) for char in text):
        latin = any(char.isalpha() for char in text) and not isinstance(face, ShapedFace)
        reach = [*inked, *(face.glyph(char) for char in "Ag")] if latin else inked
        shift = (rows - 2 * line - max(g.bottom for g in reach) - min(g.top for g in reach)) // 2
    return min(max(shift, -top), rows - bottom)


def _inked(text: str, face: Face, wide: bool) -> list[Glyph]:
    """Return the glyphs with dots, of the wide characters or of the narrow ones; a line of joined letters is narrow."""
    if isinstance(face, ShapedFace):
        return [] if wide else [glyph for _, glyph, _ in face.placed(text) if glyph.dots]
    return [glyph for char in text if is_wide(char) is wide and (glyph := face.glyph(char)).dots]


def _baseline(face: Face, rows: int) -> int:
    return face.baseline + (rows - face.em) // 2


def fitting(text: str, face: Face, rows: int) -> bool:
    """Return whether the line fits `rows` rows with its letters on one baseline."""
    for wide in (True, False):
        inked = _inked(text, face, wide)
        if inked and max(g.bottom for g in inked) - min(g.top for g in inked) > rows:
            return False
    return True


def set_line(text: str, face: Face, rows: int, numbers: Collection[str] = ()) -> Image:
    """Return the line as a picture of inks, `measure(text, face)` columns by `rows` rows.

    Occurrences of one of the `numbers` get the number's ink. A character that the face lacks leaves a blank of one
    em: ask `missing` first.
    """
    from PIL import Image

    left, right = _columns(text, face)
    picture = Image.new("P", (right - left, rows), OFF)
    marked = _marked(text, numbers)
    shifts = {wide: _shift(text, face, rows, wide) for wide in (True, False)}
    for x, glyph, index in _placed(text, face):
        if glyph.dots:
            wide = is_wide(text[index]) and not isinstance(face, ShapedFace)
            y = _baseline(face, rows) + glyph.top + shifts[wide]
            # Where a line holds both á and g, 16 rows are too few for one baseline: each letter moves as it must.
            y = max(min(y, rows - glyph.dots.height), 0)
            picture.paste(NUMBER if index in marked else TEXT, (x + glyph.left - left, y), glyph.dots)
    return picture


def _marked(text: str, numbers: Collection[str]) -> frozenset[int]:
    """Return the indices of characters that belong to one of the numbers (whole runs of digits only)."""
    found: set[int] = set()
    for number in numbers:
        start = text.find(number)
        while start >= 0:
            end = start + len(number)
            if not text[start - 1 : start].isdigit() and not text[end : end + 1].isdigit():
                found.update(range(start, end))
            start = text.find(number, end)
    return frozenset(found)


def canvas(width: int, rows: int) -> Image:
    """Return a dark screen."""
    from PIL import Image

    return Image.new("P", (width, rows), OFF)


def centred(line: Image, width: int, rows: int) -> Image:
    """Return the line's ink in the middle of a screen; a line that is too wide loses its ends (check `measure`)."""
    screen = canvas(width, rows)
    box = line.getbbox()
    if box:
        inked = line.crop((box[0], 0, box[2], line.height))
        screen.paste(inked, ((width - inked.width) // 2, (rows - line.height) // 2))
    return screen
