"""Everything a format's `verify` asks of a finished PDF, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from fanzha.diagnostics import Diagnostic
from fanzha.fonts import Source


def check_pdf(
    data: bytes,
    path: str,
    *,
    pages: int,
    size_mm: tuple[float, float],
    phrases: Sequence[str] = (),
    payloads: Sequence[str] = (),
    margin_mm: float = 5.0,
    largest: str | None = None,
    fonts: Source | None = None,
    dpi: int = 200,
) -> list[Diagnostic]:
    """Return what is wrong with the PDF `data`, read back as a stranger would.

    `path` is the artefact's path, for the messages. `pages` and `size_mm` (width, height of every page) are what was
    meant: FIT002. `phrases` must be readable, white space and line breaks aside: FIT006. No line of text overlaps
    another: FIT003. No text is nearer to the edge than `margin_mm`: FIT007. Each glyph is drawn as in the source
    font: FIT005. `largest`, when given, is the text (say "96110") that must be set in the largest size: FIT008.
    Exactly `payloads` are decoded from the codes of the rasterised pages (`dpi`), each at least once: QR001 (missing),
    QR002 (a code nobody asked for).

    `fonts` defaults to Debian's Noto Sans CJK itself (not the cut set); raises `fanzha.fonts.MissingFont` without it.
    """
    raise NotImplementedError
