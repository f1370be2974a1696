"""Imposition for saddle stitch: two A5 pages on each side of an A4 sheet, in the order for folding."""

from __future__ import annotations

import io

from fanzha.formats.booklet.flatplan import PAGE

SHEET = (297.0, 210.0)
"""A4 landscape, in mm."""
LEFT = (SHEET[0] / 2 - PAGE[0], SHEET[0] / 2)
"""Mm from the sheet's left edge to the left and the right page: they meet in the fold."""
MM = 72 / 25.4
"""Points."""


def order(pages: int) -> list[tuple[int, int]]:
    """Return for each side of a sheet, fronts and backs in turn, the page on its left and on its right (from 1).

    Eight pages lie as 8 1, 2 7, 6 3, 4 5: printed on both sides (turned over the short edge), stacked and folded once.
    """
    if pages % 4:
        raise ValueError(f"{pages} pages do not fold")
    sides = []
    for low in range(1, pages // 2 + 1):
        high = pages + 1 - low
        sides.append((high, low) if low % 2 else (low, high))
    return sides


def imposed(data: bytes, *, locale: str, title: str) -> bytes:
    """Return the sheets of a PDF of A5 pages; the same pages give the same bytes.

    Pages become drawings on the sheet, without their tags and links: it is a file for a printer, and claims no more.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as sheets:
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for sides in order(len(forms)):
            sheets.add_blank_page(page_size=(SHEET[0] * MM, SHEET[1] * MM))
            page = sheets.pages[-1]
            names = [pikepdf.Name(f"/Page{number}") for number in sides]  # else they were random
            for number, name in zip(sides, names, strict=True):
                page.add_resource(forms[number - 1], pikepdf.Name.XObject, name)
            drawn = [f"q 1 0 0 1 {x * MM:.4f} 0 cm {name} Do Q" for x, name in zip(LEFT, names, strict=True)]
            page.Contents = sheets.make_stream("\n".join(drawn).encode())
        sheets.Root.Lang = pikepdf.String(locale)
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None")
        )
        sheets.docinfo["/Title"] = title
        sheets.save(out := io.BytesIO(), deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
