"""A5 on an office printer: the same page twice on A4 across, cut in the middle; and the two halves compared again."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.papers import A4_ACROSS, A5
from fanzha.pdf.codes import rasters
from fanzha.pdf.impose import page_count, side_by_side

DPI, DOTS, APART = 253.99, 10, 64
"""Dots an inch and a millimetre at which the two halves are compared, so that both begin at a whole dot; and how many
of 255 grey levels a dot may differ from all that is around it in the other half: one dot is what a reader moves small
letters by to set them on whole dots. Within a millimetre of the middle there are the cut marks."""


def two_up(data: bytes, *, locale: str, title: str) -> bytes:
    """Return the pages of A5 of the PDF `data` on A4 across, each twice on a side of its own.

    Both halves of a side are the same, so that whichever way a printer turns the sheet over its short edge, each front
    has its back.
    """
    return side_by_side(
        data,
        [[page, page] for page in range(1, page_count(data) + 1)],
        sheet_mm=A4_ACROSS,
        page_mm=A5[0],
        locale=locale,
        title=title,
        flip="short",
        cut=True,
    )


def unlike(data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for each side of which the two halves are not printed alike (FIT015)."""
    from PIL import ImageChops, ImageFilter

    left, right, width = (round(edge * DOTS) for edge in ((A4_ACROSS[0] / 2 - A5[0]), A4_ACROSS[0] / 2, A5[0]))
    for page, image in enumerate(rasters(data, DPI), start=1):
        one, other = (image.crop((edge, 0, edge + width, image.height)) for edge in (left, right))
        lightest, darkest = (other.filter(pick(3)) for pick in (ImageFilter.MaxFilter, ImageFilter.MinFilter))
        off = ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))
        apart = off.point(lambda level: 255 if level > APART else 0)
        if box := apart.crop((DOTS, 0, width - DOTS, image.height)).getbbox():
            x, y = box[0] / DOTS, box[1] / DOTS
            yield Diagnostic.at("FIT015", path=path, page=page, x=f"{x:.1f}", y=f"{y:.1f}")
