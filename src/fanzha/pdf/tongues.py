"""Tells a PDF which of its runs and pages are in a second language, for whoever has it read out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any


def mark_second(data: bytes, locale: str, pages: Sequence[int] = (), first: str = "") -> bytes:
    """Return the PDF with what is in the second language tagged as such; the same bytes for the same input.

    WeasyPrint knows only the language of the whole. A template sets the second in anchors that lead nowhere,
    `<a lang="en">…</a>`, which come out as structure elements "Link" without an annotation (around whole blocks, they
    become divisions); and on `pages` (from 1),
    whose elements all are in the second language. There an anchor is in the `first`.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        whole = {pdf.pages[page - 1].objgen for page in pages}
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Link and not _leads(thing):
                thing.S = pikepdf.Name.Div if _holds_blocks(thing) else pikepdf.Name.Span
                thing.Lang = pikepdf.String(first if thing.Pg.objgen in whole else locale)
        for element in pdf.Root.StructTreeRoot.K[0].K if whole else ():
            if element.Pg.objgen in whole:
                element.Lang = pikepdf.String(locale)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def _holds_blocks(element: Any) -> bool:
    """Return whether there are paragraphs and the like in a structure element, and not only words."""
    import pikepdf

    kids = [kid for kid in element.get("/K", []) if isinstance(kid, pikepdf.Dictionary)]
    return any(kid.get("/S") not in (None, pikepdf.Name.Span, pikepdf.Name.Link) for kid in kids)


def _leads(link: Any) -> bool:
    """Return whether a structure element has an annotation, which leads somewhere."""
    import pikepdf

    return any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in link.get("/K", []))
