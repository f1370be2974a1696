"""Tells a PDF which of its parts are in a second language, for whoever has it read out."""

from __future__ import annotations

import io


def mark_second(data: bytes, locale: str) -> bytes:
    """Return the PDF with what is in the second language tagged as such; the same bytes for the same input.

    WeasyPrint knows only the language of the whole. A template sets the second in anchors that lead nowhere,
    `<a lang="en">…</a>`, which come out as structure elements "Link"; it has no others.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Link:
                thing.S, thing.Lang = pikepdf.Name.Span, pikepdf.String(locale)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def mark_page(data: bytes, page: int, locale: str) -> bytes:
    """Return the PDF with all that stands on a page (from 1) tagged as in `locale`; the same bytes for the same."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        there = pdf.pages[page - 1].objgen
        for thing in pdf.objects:
            is_element = isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing and "/Pg" in thing
            if is_element and thing.Pg.objgen == there:
                thing.Lang = pikepdf.String(locale)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()
