"""HTML and CSS to PDF bytes, with no network, no files and no fonts but the project's own."""

from __future__ import annotations

import contextlib
import functools
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.diagnostics import Refusal
from fanzha.fonts import STYLE, Face, font_set, further_faces
from fanzha.pdf.assets import Refused, ShelfOfAssets
from fanzha.pdf.hanging import hang_marks
from fanzha.pdf.press import STYLE as BLEEDING
from fanzha.pdf.press import pressed

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

_SHEETS = 64
"""Stylesheets that are kept parsed: those of about ten formats."""
_PX = 0.75
"""Points of a CSS pixel."""


class TypesetError(Refusal):
    """Nothing was typeset: a resource was refused, or WeasyPrint had something to say (BUILD006)."""

    def __init__(self, messages: Sequence[str]) -> None:
        """Keep the messages, one a refusal or log record, without repetition."""
        self.messages = tuple(dict.fromkeys(messages))
        super().__init__("BUILD006", reason="; ".join(self.messages)[:300])


class MissingGlyph(TypesetError):
    """Nothing was typeset: the font set has no glyph for a character (FIT004)."""

    def __init__(self, char: str, messages: Sequence[str]) -> None:
        """Keep the first such character, and all messages."""
        super().__init__(messages)
        self.code, self.details = "FIT004", {"char": char, "codepoint": f"U+{ord(char):04X}"}


class LaidOut:
    """A document that is laid out, and painted only when its PDF is asked for: that is half of the time."""

    def __init__(
        self,
        html: str,
        stylesheets: Sequence[str],
        assets: Mapping[str, bytes],
        cache: Path,
        *,
        variant: str | None = "pdf/ua-1",
        press: Mapping[str, float] | None = None,
        faces: Sequence[Face] = (),
    ) -> None:
        """Lay `html` out with `stylesheets`; see `typeset`. Raises what that does, but for glyphs that are missing."""
        fonts = _fonts_for(cache, faces)
        from weasyprint import HTML

        self._shelf, self._variant, self._press = ShelfOfAssets(assets), variant, press
        fetcher = self._shelf.fetcher()
        styles = (STYLE, *stylesheets, *([BLEEDING] if press is not None else []))
        with self._watched():
            sheets = [_parsed(css, fonts) if _alone(css) else _sheet(css, fonts, fetcher) for css in styles]
            self._document = HTML(string=html, url_fetcher=fetcher).render(stylesheets=sheets, font_config=fonts)
        hang_marks(self._document)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self._document.pages)

    @functools.cached_property
    def places(self) -> Mapping[str, tuple[int, float, float]]:
        """Where each element with an id stands: its page (from 1), its left and its height above the foot in points.

        As `copyfit.destinations` reads it from the PDF.
        """
        found: dict[str, tuple[int, float, float]] = {}
        for number, page in enumerate(self._document.pages, start=1):
            for name, (x, y, *_) in page.anchors.items():
                found.setdefault(name, (number, round(x * _PX, 6), round((page.height - y) * _PX, 6)))
        return found

    def pdf(self) -> bytes:
        """Return the PDF. Raises `TypesetError` and `MissingGlyph`."""
        with self._watched():
            data = self._document.write_pdf(pdf_variant=self._variant)
        assert isinstance(data, bytes)
        return data if self._press is None else pressed(data, self._press)

    @contextlib.contextmanager
    def _watched(self) -> Iterator[None]:
        """Refuse the document when anything was refused or warned of by the time that is done."""
        with _log_records() as records:
            try:
                yield
            except Refused as refusal:
                raise TypesetError([str(refusal)]) from None
        if self._shelf.refusals or records:
            messages = [*self._shelf.refusals, *(record.getMessage() for record in records)]
            chars = [char for record in records if (char := _missing_char(record))]
            raise MissingGlyph(chars[0], messages) if chars else TypesetError(messages)


def typeset(
    html: str,
    stylesheets: Sequence[str],
    assets: Mapping[str, bytes],
    cache: Path,
    *,
    variant: str | None = "pdf/ua-1",
    press: Mapping[str, float] | None = None,
    faces: Sequence[Face] = (),
) -> bytes:
    """Return the PDF of `html` with `stylesheets` (CSS texts, in order).

    `assets` are the only files there are: `<img src="asset:qr.svg">`, `url(asset:logo.png)`; PNG, JPEG, WEBP and SVG
    by name and content. The font family is `fanzha.fonts.FAMILY` ("Fanzha Sans", 400 and 700) and needs no
    @font-face; `fanzha.fonts.STYLE` goes before the stylesheets. Dates in the metadata come only from
    `<meta name="dcterms.created" content="2026-11-22">` and `dcterms.modified`, so the same input gives the same
    bytes. `cache` is where the font set lives. `variant` is WeasyPrint's `pdf_variant`; "pdf/ua-1" needs
    `<html lang>`, a `<title>`, no skipped heading level, `alt` on pictures and `<title>` in inline SVG. With `press`,
    the `blacks` of `press.pressed`, it is made for offset print. `faces` may be asked for by their family names too.

    Raises `TypesetError` (any refused reference, any WeasyPrint warning), `MissingGlyph` and
    `fanzha.fonts.MissingFont`.
    """
    return LaidOut(html, stylesheets, assets, cache, variant=variant, press=press, faces=faces).pdf()


def _alone(css: str) -> bool:
    """Return whether a stylesheet takes nothing from elsewhere, and leaves nothing in the fonts' configuration."""
    lowered = css.lower()
    return "@import" not in lowered and "@font-face" not in lowered and "\\" not in css


@functools.lru_cache(maxsize=_SHEETS)
def _parsed(css: str, fonts: FontConfiguration) -> CSS:
    """Return a stylesheet that stands alone, parsed once: a document is laid out again and again until it fits.

    Raises `TypesetError`, every time, when WeasyPrint has something to say of it.
    """
    with _log_records() as records:
        sheet = _sheet(css, fonts, ShelfOfAssets({}).fetcher())
    if records:
        raise TypesetError([record.getMessage() for record in records])
    return sheet


def _sheet(css: str, fonts: FontConfiguration, fetcher: object) -> CSS:
    from weasyprint import CSS

    return CSS(string=css, url_fetcher=fetcher, font_config=fonts)


def _fonts_for(cache: Path, faces: Sequence[Face]) -> FontConfiguration:
    fonts = font_set(cache)
    plain = _font_configuration(fonts.fontconfig_file)
    if not faces:
        return plain
    # In a configuration of its own: or later documents of this process would fall back on these faces.
    further = _font_configuration(further_faces(fonts, cache, faces))
    os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig_file)
    return further


@functools.cache
def _font_configuration(file: Path) -> FontConfiguration:
    """Return the process's one configuration for these fonts (a fresh one each time costs 80 MB).

    The variable stays set: fontconfig reads it again whenever a library asks for its default configuration.
    """
    os.environ["FONTCONFIG_FILE"] = str(file)
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def _missing_char(record: logging.LogRecord) -> str:
    """Return the character that WeasyPrint's log record says no font has, or nothing."""
    found = str(record.msg).startswith(".notdef") and isinstance(record.args, tuple) and record.args
    return str(found[0]) if found else ""


@contextlib.contextmanager
def _log_records() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint and fontTools warn about, whatever the program does with its log."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
    try:
        yield collector.records
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.setLevel(level)
            logger.propagate = propagate
