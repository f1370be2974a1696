"""The PDF for offset print: exact boxes, four inks, black letters in black alone; what spoils that is refused."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.fonts import MissingFont
from fanzha.formats import formats
from fanzha.load.decode import decode
from fanzha.load.nodes import parse_yaml
from fanzha.pdf import check_pdf, press, typeset
from fanzha.pdf.codes import rasters
from fanzha.pdf.press import STYLE, ink_of, pressed
from fanzha.pdf.press_check import check_press
from fanzha.qr import svg
from fanzha.source import SourceFile

URL = "https://fanzha.example/"
A5 = (148.0, 210.0)
CSS = """@page { size: A5; margin: 15mm } body { margin: 0; color: #17262e; font-size: 14pt }
.band { margin: 0 -18mm; padding: 4mm 18mm; background: #0e4a66; color: #fff; font-size: 40pt } .code { width: 40mm }"""
BLACKS = {"#17262e": 1.0}
ON_PRESS = 9.0
"""Mm around the trim."""


@pytest.fixture(scope="module")
def sheet(cache: Path) -> bytes:
    body = f'<h1>刷单返利，都是诈骗</h1><p class="band">96110</p><p>先垫钱的不干</p><div class="code">{svg(URL)}</div>'
    html = f'<html lang="zh"><head><title>刷单</title></head><body>{body}</body></html>'
    return pressed(typeset(html, [CSS, STYLE], {}, cache), BLACKS)


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def told(data: bytes) -> list[str]:
    return [found.code for found in check_press(data, "a.pdf", A5)]


def test_a_good_sheet_has_no_findings(sheet: bytes) -> None:
    assert told(sheet) == []
    around = (A5[0] + 2 * ON_PRESS, A5[1] + 2 * ON_PRESS)
    found = check_pdf(
        sheet, "a.pdf", pages=1, size_mm=around, margin_mm=ON_PRESS + 5, payloads=[URL], hotlines=["96110"]
    )
    assert found == []


def test_the_bleed_is_coloured_and_the_marks_stand_outside_it(sheet: bytes) -> None:
    (image,) = rasters(sheet, 254)
    ink = image.point(lambda level: 255 if level < 200 else 0)
    width, height = image.size
    band = ink.crop((0, height // 5, width, height // 2)).getbbox()
    assert band is not None
    assert (band[0], width - band[2]) == pytest.approx((60, 60), abs=2), "the band ends 3 mm beyond the cut"
    edge = ink.crop((0, 0, width, 90))
    marks = edge.crop((0, 0, width, 59)).getbbox()
    assert marks is not None and edge.crop((60, 56, width - 60, 90)).getbbox() is None


def test_the_same_input_gives_the_same_bytes(cache: Path) -> None:
    html = '<html lang="zh"><head><title>刷单</title></head><body>一</body></html>'
    data = typeset(html, [CSS, STYLE], {}, cache)
    assert pressed(data, BLACKS) == pressed(data, BLACKS)


@pytest.mark.parametrize(
    ("colour", "inks"), [((1, 1, 1), (0, 0, 0, 0)), ((0, 0, 0), (0, 0, 0, 1)), ((0.5, 0.5, 0.5), (0, 0, 0, 0.5))]
)
def test_greys_are_black_ink_alone(colour: tuple[float, float, float], inks: tuple[float, ...]) -> None:
    assert ink_of(*colour) == pytest.approx(inks, abs=0.01)


def test_colours_keep_their_kind() -> None:
    cyan, magenta, yellow, _ = ink_of(0x98 / 255, 0x28 / 255, 0x0F / 255)
    assert magenta > 0.8 and yellow > 0.8 and cyan < 0.4
    cyan, _, yellow, _ = ink_of(0x0E / 255, 0x4A / 255, 0x66 / 255)
    assert cyan > 0.8 and yellow < 0.5


def add(content: bytes) -> Callable[[Any], None]:
    return lambda pdf: pdf.pages[0].contents_add(pikepdf.Stream(pdf, content))


def with_state(**state: Any) -> Callable[[Any], None]:
    def change(pdf: Any) -> None:
        pdf.pages[0].resources.ExtGState["/spoilt"] = pikepdf.Dictionary(state)

    return change


def bleed_lost(pdf: Any) -> None:
    pdf.pages[0].bleedbox = pdf.pages[0].trimbox


def trim_moved(pdf: Any) -> None:
    left, bottom, right, top = pdf.pages[0].trimbox
    pdf.pages[0].trimbox = [left, bottom, float(right) + 1, top]


def intent_lost(pdf: Any) -> None:
    del pdf.Root.OutputIntents


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add(b"1 0 0 rg"), "FIT020"),
        (add(b"0.5 g"), "FIT020"),
        (add(b"/DeviceRGB cs 1 0 0 sc"), "FIT020"),
        (add(b"1 1 1 0.5 k"), "FIT020"),
        (add(b"0.8 0.7 0.6 0.6 k BT (x) Tj ET"), "FIT020"),
        (bleed_lost, "FIT021"),
        (trim_moved, "FIT021"),
        (intent_lost, "FIT022"),
        (with_state(**{"/ca": 0.5}), "FIT022"),
        (with_state(**{"/BM": pikepdf.Name.Multiply}), "FIT022"),
    ],
)
def test_what_a_press_cannot_print_is_refused(sheet: bytes, change: Callable[[Any], None], code: str) -> None:
    assert set(told(changed(sheet, change))) == {code}


def test_an_office_pdf_is_none_for_print(cache: Path) -> None:
    html = '<html lang="zh"><head><title>刷单</title></head><body>一</body></html>'
    office = typeset(html, [CSS], {}, cache)
    assert set(told(office)) == {"FIT020", "FIT021", "FIT022"}
    assert told(b"no PDF") == ["FIT022"]


def test_without_the_colour_profile_it_says_what_to_install(
    sheet: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(press, "PROFILE", tmp_path / "none.icc")
    press._profile.cache_clear()
    try:
        with pytest.raises(MissingFont) as missing:
            pressed(sheet, BLACKS)
    finally:
        press._profile.cache_clear()
    assert missing.value.package == "libgs-common"


def test_a_picture_to_share_has_no_file_for_a_print_shop() -> None:
    share, found = formats()["share"], list[Diagnostic]()
    source = SourceFile("materials/share/x.yml", share.example + "press: also\n", "0")
    decode(parse_yaml(source, source.text), share.Options, found)
    assert [(each.code, dict(each.args)["key"]) for each in found] == [("LOAD012", "press")]
