"""Reading a PDF back: a good sheet has no findings, and each way of spoiling one has its own."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from fanzha.codes import codes_in, texts_in
from fanzha.diagnostics import Diagnostic, catalogue
from fanzha.pdf import check_pdf, typeset
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import phrases_in, read_pages
from fanzha.qr import svg
from fanzha.theme import tone

URL = "https://fanzha.example/tactics/task-rebate-scam/"
OTHER = "https://fanzha.evil.example/"
CSS = """
@page { size: A4; margin: 12mm }
body { font-size: 14pt; line-height: 1.5 }
.hotline { font-size: 80pt; font-weight: 700; line-height: 1; margin: 0 }
.code svg { width: 40mm }
.at { position: absolute; margin: 0; white-space: nowrap }
"""
BODY = """<h1>刷单返利，都是诈骗</h1><p class="hotline">96110</p>
<p>凡是先垫钱的兼职——做任务、点赞、返佣金，都不要信。</p><p lang="en">Don’t pay to earn: it’s a “task scam”.</p>
<div class="code">{code}</div>"""
PHRASES = ("刷单返利，都是诈骗", "96110", "凡是先垫钱的兼职——做任务、点赞、返佣金，都不要信。", "it’s a “task scam”")


def sheet(cache: Path, extra: str = "", *, css: str = "", code: str = URL) -> bytes:
    html = '<html lang="zh"><head><title>刷单</title></head><body>{}</body></html>'
    return typeset(html.format(BODY.format(code=svg(code)) + extra), [CSS, css], {}, cache)


def found_in(data: bytes, phrases: tuple[str, ...] = PHRASES, payloads: tuple[str, ...] = (URL,)) -> list[Diagnostic]:
    found = check_pdf(
        data, "a.pdf", pages=1, size_mm=(210, 297), phrases=phrases, payloads=payloads, margin_mm=5, largest="96110"
    )
    for diagnostic in found:
        entry = catalogue()[diagnostic.code]
        for text in (*entry.zh.values(), *entry.en.values()):
            assert text.format_map(dict(diagnostic.args))
    return found


def told(found: list[Diagnostic], *keys: str) -> list[tuple[str, ...]]:
    return [(diagnostic.code, *(dict(diagnostic.args)[key] for key in keys)) for diagnostic in found]


def at(left: float, top: float, text: str, style: str = "") -> str:
    """Return a paragraph at a place in mm from the sheet's upper left corner (the page's margin is 12 mm)."""
    return f'<p class="at" style="left:{left - 12}mm;top:{top - 12}mm;{style}">{text}</p>'


def test_a_good_sheet_has_no_findings(cache: Path) -> None:
    assert found_in(sheet(cache)) == []


def test_text_too_long_makes_a_second_page(cache: Path) -> None:
    found = found_in(sheet(cache, "<p>多出来的话</p>" * 20))
    assert told(found, "expected", "found") == [("FIT002", "1", "2")]


def test_a_removed_page_is_missed(cache: Path) -> None:
    with pikepdf.open(io.BytesIO(sheet(cache, '<p style="break-before:page">背面</p>'))) as pdf:
        del pdf.pages[0]
        pdf.save(rest := io.BytesIO())
    codes = {diagnostic.code for diagnostic in found_in(rest.getvalue())}
    assert codes == {"FIT006", "FIT008", "QR001"}


def test_paper_of_another_size(cache: Path) -> None:
    found = found_in(sheet(cache, css="@page { size: 210mm 298mm }"))
    assert told(found, "found") == [("FIT010", "210.0 × 298.0")]


def test_bytes_that_are_no_pdf() -> None:
    for data in (b"", b"%PDF-1.7\nbroken", b"<html></html>"):
        assert told(found_in(data), "found") == [("FIT002", "0")]


def test_text_printed_over_text(cache: Path) -> None:
    found = found_in(sheet(cache, at(60, 200, "上面的一行字") + at(61, 202, "下面的一行字")))
    assert told(found, "text", "other") == [("FIT003", "上面的一行字", "下面的一行字")]


def test_text_printed_over_text_on_the_same_baseline(cache: Path) -> None:
    found = found_in(sheet(cache, at(60, 200, "左边的话") + at(70, 200, "右边的话")))
    assert told(found, "text", "other") == [("FIT003", "左边的话", "右边的话")]


def test_lines_set_close_do_not_count_as_overlapping(cache: Path) -> None:
    tight = '<p lang="en" style="line-height:1.05">Stay calm, hang up, and ring your family. </p>' * 3
    assert found_in(sheet(cache, tight + '<p style="line-height:1">不听不信不转账<br>不点不扫不下载</p>')) == []


@pytest.mark.parametrize(
    ("left", "top"),
    [(2, 200), (190, 200), (60, 294), (60, 0), (-60, 200), (300, 200)],
    ids=["left", "right", "foot", "head", "off", "away"],
)
def test_text_off_the_sheet_or_in_the_margin(left: float, top: float, cache: Path) -> None:
    found = found_in(sheet(cache, at(left, top, "出了版面的字", "line-height:1")))
    assert {code for (code,) in told(found)} == {"FIT007"}


@pytest.mark.parametrize(
    "extra",
    [
        at(60, 200, "白纸白字", "color:#fff"),
        at(60, 200, "被裁掉的字", "height:0;overflow:hidden"),
        at(60, 200, "被盖住的字") + at(50, 195, "", "width:80mm;height:20mm;background:#b00"),
    ],
    ids=["white", "clipped", "covered"],
)
def test_text_in_the_file_that_nobody_can_see(extra: str, cache: Path) -> None:
    found = found_in(sheet(cache, extra))
    assert [code for (code,) in told(found)] == ["FIT009"]


RED, GREEN = "#c80000", "#006600"
"""As different as a traffic light, and one grey."""


def test_colours_that_are_one_grey_are_refused_although_the_eye_sees_them(cache: Path) -> None:
    code = svg(URL).replace("#000", RED).replace("#fff", GREEN)
    html = f'<html lang="zh"><head><title>刷单</title></head><body>{BODY.format(code=code)}</body></html>'
    melted = typeset(html, [CSS, f".hotline {{ color: {RED}; background: {GREEN} }}"], {}, cache)
    found = check_pdf(melted, "a.pdf", pages=1, size_mm=(210, 297), payloads=[URL], hotlines=["96110"])
    assert told(found) == [("FIT009",), ("FIT019",), ("QR001",)]
    apart = typeset(html.replace(GREEN, "#e8f4e8"), [CSS, f".hotline {{ color: {RED} }}"], {}, cache)
    assert check_pdf(apart, "a.pdf", pages=1, size_mm=(210, 297), payloads=[URL], hotlines=["96110"]) == []


def test_pages_are_read_in_the_grey_of_a_grey_printer(cache: Path) -> None:
    fields = "".join(
        f'<p style="position:absolute;left:0;top:{at}mm;width:20mm;height:20mm;background:{colour}"></p>'
        for at, colour in ((200, RED), (220, GREEN), (240, "#e7f0f3"))
    )
    (image,) = rasters(sheet(cache, fields), 25.4)
    assert image.mode == "L"
    greys = [image.getpixel((20, 22 + at)) for at in (200, 220, 240)]
    assert greys == [pytest.approx(255 * (1 - tone(colour)), abs=1.5) for colour in (RED, GREEN, "#e7f0f3")]


def test_text_that_is_absent(cache: Path) -> None:
    found = found_in(sheet(cache), phrases=("96110", "12381 是官方短信号码"))
    assert told(found, "text") == [("FIT006", "12381 是官方短信号码")]


def test_text_on_the_wrong_page(cache: Path) -> None:
    data = sheet(cache, '<p style="break-before:page">背面的话</p>')
    front, back = ("96110", "刷单返利，都是诈骗"), ("背面的话",)

    def read(*page_phrases: tuple[str, ...]) -> list[Diagnostic]:
        return check_pdf(data, "a.pdf", pages=2, size_mm=(210, 297), page_phrases=page_phrases, payloads=[URL])

    assert read(front, back) == []
    assert told(read((*front, *back), ("96110",)), "path", "text") == [
        ("FIT006", "a.pdf#page=1", "背面的话"),
        ("FIT006", "a.pdf#page=2", "96110"),
    ]


def test_a_sheet_that_lost_one_weight(cache: Path) -> None:
    def read(html: str) -> list[Diagnostic]:
        data = typeset(f'<html lang="zh"><title>字</title>{html}</html>', ["@page { size: A4 }"], {}, cache)
        return check_pdf(data, "a.pdf", pages=1, size_mm=(210, 297), weights=(400, 700))

    assert read("<p>字<b>字</b></p>") == []
    assert told(read("<p><b>全是粗体</b></p>"), "weight") == [("FIT012", "400")]
    assert told(read("<p>全是细体</p>"), "weight") == [("FIT012", "700")]


def test_text_is_read_across_line_breaks_and_hyphens(cache: Path) -> None:
    narrow = '<div style="width:30mm"><p>一个字一个字地读下来，断在哪里都一样</p><p lang="en" style="hyphens:auto">'
    data = sheet(cache, narrow + "anti-fraud information for grandparents</p></div>")
    assert len(read_pages(data)[0].lines) > 10
    wanted = {
        "一个字一个字地读下来，断在哪里都一样": True,
        "anti-fraud information for grandparents": True,
        "一样的": False,
    }
    assert phrases_in(read_pages(data), wanted) == wanted


def test_a_headline_larger_than_the_hotline(cache: Path) -> None:
    found = found_in(sheet(cache, css="h1 { font-size: 81pt; font-weight: 400; line-height: 1; width: 150mm }"))
    assert [code for (code,) in told(found)] == ["FIT008"]


def test_type_sizes_and_places_are_read_in_points_and_mm(cache: Path) -> None:
    (page,) = read_pages(sheet(cache, at(60, 200, "口", "font-size:36pt;line-height:1")))
    line = page.lines[-1]
    assert (line.text, line.size_pt) == ("口", 36)
    assert 60 < line.box.left < 63
    assert 200 < line.box.top < 203
    assert 9 < line.box.right - line.box.left < 12.7
    assert max(line.size_pt for line in page.lines) == pytest.approx(80, abs=0.01)


def test_rotated_text_is_one_line(cache: Path) -> None:
    (page,) = read_pages(sheet(cache, at(60, 200, "竖着放的字", "transform:rotate(90deg)")))
    box = page.lines[-1].box
    assert page.lines[-1].text == "竖着放的字"
    assert box.bottom - box.top > 4 * (box.right - box.left)


def test_a_code_that_leads_elsewhere(cache: Path) -> None:
    data = sheet(cache, code=OTHER)
    assert [texts_in(raster) for raster in rasters(data, 200)] == [[OTHER]]
    assert told(found_in(data), "payload") == [("QR001", URL), ("QR002", OTHER)]


def test_a_second_code_nobody_asked_for(cache: Path) -> None:
    found = found_in(sheet(cache, f'<div class="code">{svg(OTHER)}</div>'))
    assert told(found, "payload") == [("QR002", OTHER)]


def test_a_code_with_a_sticker_over_it(cache: Path) -> None:
    found = found_in(
        sheet(
            cache,
            css=".code { position: relative } .code::after { content: ''; position: absolute; "
            "left: 12mm; top: 2mm; width: 18mm; height: 36mm; background: #fff }",
        )
    )
    assert told(found, "payload") == [("QR001", URL)]


def test_text_under_a_code_is_refused(cache: Path) -> None:
    (code,) = codes_in(next(iter(rasters(sheet(cache), 200))))
    box = code.box
    left, top, right, _ = (edge * 25.4 / 200 for edge in box)
    beside = sheet(cache, at(right + 5, top + 5, "看得见的话"))
    assert found_in(beside) == []
    hidden = sheet(cache, at(left + 5, top + 5, "看不见的话"))
    assert ("FIT003", "看不见的话") in told([one for one in found_in(hidden) if one.code == "FIT003"], "text")
