"""What verify asks of a PDF besides its text: numbers read from the picture, access for all, syntax, letter sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.fonts import source
from fanzha.pdf import check_pdf, typeset
from fanzha.pdf.codes import rasters
from fanzha.pdf.digits import printed
from fanzha.pdf.pages import read_pages
from fanzha.pdf.standards import inaccessible, unsound
from tests.damage import painted_digit, untagged, with_a_torn_stream

CSS = "@page { size: A5; margin: 15mm } p { font-size: 30pt; margin: 0 } b { font-weight: 700 }"


def sheet(cache: Path, body: str = "<h1>先停下</h1><p>拨打 <b>96110</b></p>", css: str = "") -> bytes:
    html = f'<html lang="zh"><head><title>刷单</title></head><body>{body}</body></html>'
    return typeset(html, [CSS, css], {}, cache)


def told(data: bytes, **wanted: object) -> list[Diagnostic]:
    return check_pdf(data, "a.pdf", pages=1, size_mm=(148, 210), **wanted)  # type: ignore[arg-type]


def read(data: bytes, number: str, dpi: int = 200) -> list[str]:
    (page,), (raster,) = read_pages(data), rasters(data, dpi)
    return list(printed(number, page, raster, dpi, source()))


@pytest.mark.parametrize("style", ["", "color:#fff;background:#0e4a66", "color:#98280f", "font-size:19pt"])
@pytest.mark.parametrize("number", ["96110", "110", "0123456789"])
def test_a_number_is_read_from_the_picture(cache: Path, number: str, style: str) -> None:
    data = sheet(cache, f'<p style="{style}">{number}</p><p style="{style}"><b>拨打{number}。</b></p>')
    assert read(data, number) == [number, number]


def test_every_printing_of_a_line_is_read(cache: Path) -> None:
    assert read(sheet(cache, "<p>110和110</p>"), "110") == ["110", "110"]


def test_small_letters_are_not_asked(cache: Path) -> None:
    assert read(sheet(cache, '<p style="font-size:12pt">96110</p>'), "96110") == []


def test_a_digit_that_was_painted_over_is_seen(cache: Path) -> None:
    data = sheet(cache)
    assert told(data, hotlines=["96110"]) == []
    spoilt = painted_digit(data)
    assert read_pages(spoilt)[0].text == read_pages(data)[0].text
    found = {one.code: dict(one.args) for one in told(spoilt, hotlines=["96110"])}
    assert found["FIT019"]["number"] == "96110" != found["FIT019"]["read"]


@pytest.mark.parametrize(("drawn", "copies"), [("96119", "96110"), ("06110", "96110"), ("96170", "96110")])
def test_what_is_drawn_counts_and_not_what_copies(cache: Path, drawn: str, copies: str) -> None:
    """The picture of one number behind the text of another, as a font that was embedded wrongly gives it."""
    (page,) = read_pages(sheet(cache, f"<p><b>{copies}</b></p>"))
    (raster,) = rasters(sheet(cache, f"<p><b>{drawn}</b></p>"), 200)
    assert list(printed(copies, page, raster, 200, source())) == [drawn]


def test_a_file_that_cannot_be_read_aloud_is_refused(cache: Path) -> None:
    data = sheet(cache)
    assert inaccessible(data) == []
    assert [found.code for found in told(untagged(data))] == ["FIT016"]
    assert told(untagged(data), tagged=False) == []
    assert "FIT016" in [found.code for found in told(sheet(cache, "<h1>一</h1><h3>跳了一级</h3>"))]


def test_a_torn_file_is_refused(cache: Path) -> None:
    data = sheet(cache)
    assert unsound(data) == []
    assert unsound(data[:300])
    assert [found.code for found in told(with_a_torn_stream(data))] == ["FIT017"]


def test_letters_below_the_least_are_refused(cache: Path) -> None:
    data = sheet(cache, '<p>先停下</p><p style="font-size:8pt">别转账</p>')
    assert told(data, least_pt=8.0) == []
    (found,) = told(data, least_pt=9.0)
    assert found.code == "FIT018"
    assert dict(found.args) | {"path": ""} == {"path": "", "page": "1", "text": "别转账", "size": "8", "least": "9"}
