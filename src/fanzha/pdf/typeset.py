"""HTML and CSS to PDF bytes, with no network, no files and no fonts but the project's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path


class TypesetError(Exception):
    """Nothing was typeset: a resource was refused, or WeasyPrint had something to say."""

    def __init__(self, messages: Sequence[str]) -> None:
        """Keep the messages, one a refusal or log record, without repetition."""
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("; ".join(self.messages))


def typeset(
    html: str,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    cache: Path,
    *,
    variant: str | None = "pdf/ua-1",
) -> bytes:
    """Return the PDF of `html` with `stylesheets` (CSS texts, in order).

    `assets` are the only files there are: `<img src="asset:qr.svg">`, `url(asset:logo.png)`. The font family is
    `fanzha.fonts.FAMILY` ("Fanzha Sans", 400 and 700) and needs no @font-face. Dates in the metadata come from
    `<meta name="dcterms.created" content="2026-11-22">` and `dcterms.modified` only, so the same input gives the
    same bytes. `cache` is where the font set lives. `variant` is WeasyPrint's `pdf_variant`; "pdf/ua-1" needs
    `<html lang>`, a `<title>`, no skipped heading level, `alt` on pictures and `<title>` in inline SVG.

    Raises `TypesetError` (any refused reference, any WeasyPrint warning, any character without a glyph) and
    `fanzha.fonts.MissingFont`.
    """
    raise NotImplementedError
