"""Imposition: finished pages, side by side on larger sheets, for folding or cutting.

Pages become drawings on the sheet, without their tags and links: it is a file for a printer, and claims no more.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

_PT = 72 / 25.4
MARK, STROKE = 4.0, 0.4
"""Mm: length of a cut mark at the sheet's edge; points of its width."""


def side_by_side(
    data: bytes,
    sides: Sequence[Sequence[int]],
    *,
    sheet_mm: tuple[float, float],
    page_mm: float,
    locale: str,
    title: str,
    flip: Literal["short", "long"],
    cut: bool = False,
) -> bytes:
    """Return sheets of `sheet_mm` on each of which pages of the PDF `data` stand side by side, centred.

    `sides` says for each side of a sheet which pages (from 1), from left to right; `page_mm` is a page's width. `flip`
    is the edge over which a printer has to turn the sheet. With `cut`, marks at the sheet's upper and lower edge show
    where pages are parted. The same pages give the same bytes.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as sheets:
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in sides:
            sheets.add_blank_page(page_size=(sheet_mm[0] * _PT, sheet_mm[1] * _PT))
            page = sheets.pages[-1]
            drawn = []
            for place, number in enumerate(side):
                name = pikepdf.Name(f"/Page{number}")  # else it were random
                page.add_resource(forms[number - 1], pikepdf.Name.XObject, name)
                drawn.append(f"q 1 0 0 1 {left_of(place, len(side), sheet_mm[0], page_mm) * _PT:.4f} 0 cm {name} Do Q")
            drawn += _marks(len(side), sheet_mm, page_mm) if cut else []
            page.Contents = sheets.make_stream("\n".join(drawn).encode())
        sheets.Root.Lang = pikepdf.String(locale)
        edge = pikepdf.Name.DuplexFlipShortEdge if flip == "short" else pikepdf.Name.DuplexFlipLongEdge
        sheets.Root.ViewerPreferences = pikepdf.Dictionary(Duplex=edge, PrintScaling=pikepdf.Name("/None"))
        sheets.docinfo["/Title"] = title
        sheets.save(out := io.BytesIO(), deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def left_of(place: int, number: int, sheet: float, page: float) -> float:
    """Return mm from the sheet's left edge to the page at `place` (from 0) of `number` that touch each other."""
    return sheet / 2 + (place - number / 2) * page


def _marks(number: int, sheet_mm: tuple[float, float], page_mm: float) -> list[str]:
    """Return ticks at the upper and lower edge of the sheet where pages meet."""
    width, height = sheet_mm
    parted = [left_of(place, number, width, page_mm) * _PT for place in range(1, number)]
    ends = ((0.0, MARK * _PT), ((height - MARK) * _PT, height * _PT))
    lines = [f"{x:.3f} {low:.3f} m {x:.3f} {high:.3f} l S" for x in parted for low, high in ends]
    return [f"q 0 G {STROKE} w {' '.join(lines)} Q"]
