"""Slots: places in a typeset PDF that are kept free for what differs from one copy to the next.

A template keeps a place free with a picture that shows nothing: `placeholder("unit")`, with `STYLE` among its style
sheets, `ASSET` among its assets and whatever width it likes. WeasyPrint then writes the place's box and its position
in the reading order into the tags, and a mark into the page's content. Here both are found again, and the content is
parted at the marks, so that a stamp is drawn and read where the placeholder stood, between what is before and behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

ASCENT, DESCENT = 0.97, 0.23
"""Of the type size: how far a line of stamped text reaches above and below its baseline, accents and tails included."""

LINE = ASCENT + DESCENT

ASSET = {"slot.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'}
"""For the `assets` of `typeset`."""

STYLE = f"img.slot{{height:{LINE:g}em;vertical-align:-{DESCENT:g}em;overflow:visible}}"
"""A slot is as high as a line of its own type size, and its text stands on the baseline of the words around it."""

_PREFIX = "slot:"
_MARK = rb"/Figure\s*<<\s*/MCID\s+%d\s*>>\s*BDC\b.*?\bEMC\b"
_GROUPS = {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote"}


def placeholder(name: str, style: str = "") -> str:
    """Return the HTML of a slot; several may have the same name and get the same stamp."""
    return f'<img class="slot" alt="{_PREFIX}{escape(name)}" src="asset:slot.svg" style="{escape(style)}">'


@dataclass(frozen=True)
class Slot:
    """One place that is kept free. Lengths are CSS pixels from the page's upper left corner, as its content counts."""

    name: str
    page: int
    """From 1."""
    left: float
    top: float
    width: float
    height: float
    mark: int
    """Number of the marked content (MCID) on its page."""
    element: Any = field(repr=False, compare=False)
    """The structure element (pikepdf)."""
    tag: str = "/Span"
    """What text in this place is tagged as: a paragraph, or a part of the one it stands in."""


def find_slots(pdf: Any) -> list[Slot]:
    """Return the slots of an open pikepdf document in reading order."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    return [_slot(element, pages) for element in _figures(pdf.Root.StructTreeRoot)]


def _figures(element: Any) -> Iterator[Any]:
    import pikepdf

    if str(element.get("/Alt", "")).startswith(_PREFIX):
        yield element
    for kid in element.get("/K", ()):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _figures(kid)


def _slot(element: Any, pages: dict[tuple[int, int], int]) -> Slot:
    left, top, right, bottom = (float(edge) for edge in element.A.BBox)
    parent = element.P
    while parent.S == "/NonStruct":
        parent = parent.P
    return Slot(
        str(element.Alt).removeprefix(_PREFIX),
        pages[element.Pg.objgen],
        left,
        top,
        right - left,
        bottom - top,
        int(element.K[0]),
        element,
        "/P" if str(parent.S) in _GROUPS else "/Span",
    )


def part(content: bytes, slots: list[Slot]) -> list[bytes | Slot]:
    """Return a page's content with each slot's placeholder cut out and the slot in its stead.

    Raises `ValueError` for a slot that the page does not draw itself, say one in a half-transparent group.
    """
    found = []
    for slot in slots:
        match = re.search(_MARK % slot.mark, content, re.DOTALL)
        if match is None:
            raise ValueError(f"slot {slot.name!r} on page {slot.page} is drawn in a group of its own")
        found.append((match.start(), match.end(), slot))
    parts: list[bytes | Slot] = []
    at = 0
    for start, end, slot in sorted(found, key=lambda each: each[0]):
        parts += [content[at:start], slot]
        at = end
    return [*parts, content[at:]]
