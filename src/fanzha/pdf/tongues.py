"""Tells a PDF which of its runs and pages are in a second language, for whoever has it read out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any


def mark_second(data: bytes, locale: str, pages: Sequence[int] = ()) -> bytes:
    """Return the PDF with what is in the second language tagged as such; the same bytes for the same input.

    WeasyPrint knows only the language of the whole. A template sets the second in anchors that lead nowhere,
    `<a lang="en">…</a>`, which come out as structure elements "Link" without an annotation; and on `pages` (from 1),
    whose elements all are in the second language.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Link and not _leads(thing):
                thing.S, thing.Lang = pikepdf.Name.Span, pikepdf.String(locale)
        whole = {pdf.pages[page - 1].objgen for page in pages}
        for element in pdf.Root.StructTreeRoot.K[0].K if whole else ():
            if element.Pg.objgen in whole:
                element.Lang = pikepdf.String(locale)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def _leads(link: Any) -> bool:
    """Return whether a structure element has an annotation, which leads somewhere."""
    import pikepdf

    return any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in link.get("/K", []))


def mark_sides(data: bytes, front: str, back: str) -> bytes:
    """Return the PDF, whose two `<section>` are in `front` and `back`, tagged so; the same bytes for the same input.

    Each has a page of its own; one that runs over comes out as two elements, which verify does not let pass. What a
    section says in the other's language is set in anchors, as in `mark_second`.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        (document,) = pdf.Root.StructTreeRoot.K
        sections = [part for part in document.K if part.get("/S") == pikepdf.Name.Sect]
        for section, locale, other in zip(sections, (front, back), (back, front), strict=False):
            section.Lang = pikepdf.String(locale)
            for link in _links(section):
                link.S, link.Lang = pikepdf.Name.Span, pikepdf.String(other)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def _links(element: Any) -> Iterator[Any]:
    """Yield the structure elements "Link" below one."""
    import pikepdf

    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if pikepdf.Name.Link == kid.S:
                yield kid
            yield from _links(kid)
