"""Stamping: what differs between copies lands in its place, reads in its turn, and leaves nothing behind."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from fanzha.codes import texts_in
from fanzha.diagnostics import Refusal
from fanzha.pdf import check_pdf, press, typeset
from fanzha.pdf.codes import rasters
from fanzha.pdf.pages import Line, read_pages
from fanzha.pdf.press_check import check_press
from fanzha.pdf.slots import ASSET, STYLE, placeholder
from fanzha.pdf.stamp import Code, Kind, Stamper, Words
from fanzha.pdf.standards import inaccessible, unsound
from fanzha.qr import PayloadTooLong

URL = "https://fanzha.example/q/{}/"
SIZE = (210.0, 297.0)
CSS = """@page { size: A4; margin: 15mm } body { margin: 0; font-size: 14pt } h1 { font-size: 40pt }
.foot { position: absolute; left: 10mm; top: 200mm; margin: 0 } .code { position: absolute; left: 130mm; top: 190mm }
.back { break-before: page }"""
UNIT_MM, CODE_MM = (25.0, 215.0, 80.0), (145.0, 205.0, 30.0)
"""Left, top and width of the slots on the first page."""
HTML = f"""<html lang="zh"><head><title>反诈传单</title><meta name="author" content="反诈中心"></head><body>
<h1>先打96110</h1><p>警察不会在电话里办案。</p>
<p class="foot">{placeholder("unit", "width:80mm")}</p>
<div class="code">{placeholder("code", "width:30mm;height:30mm")}</div>
<p>有疑问，请打{placeholder("phone", "width:40mm")}，随时都行。</p>
<p class="back">发放单位：{placeholder("unit", "width:60mm")}</p><p>背面</p></body></html>"""
KINDS: dict[str, Kind] = {"unit": Words(14, 9, 700), "phone": Words(14, 12, 400, "#0e4a66"), "code": Code("Q")}
STARS = {"unit": "星河县公安局", "phone": "0000-8765432", "code": URL.format("abc")}
MOON = {"unit": "月湖社区居委会", "phone": "0000-1111199", "code": URL.format("xyz")}


@pytest.fixture(scope="module")
def common(cache: Path) -> bytes:
    return typeset(HTML, [CSS, STYLE], ASSET, cache)


@pytest.fixture(scope="module")
def stamper(common: bytes, cache: Path) -> Stamper:
    return Stamper(common, KINDS, cache)


def line_with(data: bytes, text: str, page: int = 1) -> Line:
    (line,) = [line for line in read_pages(data)[page - 1].lines if text in line.text]
    return line


@dataclass(frozen=True)
class Tagged:
    kind: str
    alt: str
    box: list[float]


def tagged(data: bytes) -> list[Tagged]:
    """Return the structure elements in reading order."""

    def below(element: Any) -> Iterator[Tagged]:
        for kid in element.get("/K", ()):
            if isinstance(kid, pikepdf.Dictionary):
                box: Any = kid.A.BBox if "/A" in kid else ()
                yield Tagged(str(kid.S), str(kid.get("/Alt", "")), [float(edge) for edge in box])
                yield from below(kid)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(below(pdf.Root.StructTreeRoot))


def test_a_stamped_copy_passes_every_check_of_print(stamper: Stamper) -> None:
    found = check_pdf(
        stamper.stamp(STARS),
        "a.pdf",
        pages=2,
        size_mm=SIZE,
        page_phrases=[[STARS["unit"], f"请打{STARS['phone']}，随时"], [f"发放单位：{STARS['unit']}"]],
        payloads=[STARS["code"]],
        largest="96110",
        weights=(400, 700),
        hotlines=["96110"],
        least_pt=12,
    )
    assert found == []


def test_text_stands_in_its_slot_on_the_line_of_its_neighbours(stamper: Stamper) -> None:
    data = stamper.stamp(STARS)
    left, top, width = UNIT_MM
    box = line_with(data, STARS["unit"]).box
    assert left <= box.left < left + 1 and box.right < left + width
    assert top < box.top < box.bottom < top + 14 * 1.5 * 25.4 / 72
    line = line_with(data, "请打")
    assert "8765432" in line.text, "one baseline, so one line"


@pytest.mark.parametrize("words", ["星河县公安局", "Xinghe（一）·2号", "喆堃镕瑄"])
def test_text_stands_where_typesetting_would_have_put_it(stamper: Stamper, cache: Path, words: str) -> None:
    def typeset_instead(match: re.Match[str]) -> str:
        text, weight = (words, 700) if "unit" in match[0] else (STARS["phone"], 400)
        width = "" if "code" in match[0] else re.findall(r"width:\d+mm", match[0])[0]
        style = f"display:inline-block;font-kerning:none;line-height:1;font-weight:{weight};{width}"
        return f'<span style="{style}">{text}</span>' if width else ""

    html = re.sub("<img.*?>", typeset_instead, HTML)
    wanted = line_with(typeset(html, [CSS, STYLE], {}, cache), words, 2)
    stamped = line_with(stamper.stamp(STARS | {"unit": words}), words, 2)
    assert stamped.text == wanted.text and stamped.size_pt == wanted.size_pt
    for ours, theirs in zip(stamped.glyphs, wanted.glyphs, strict=True):
        assert ours.box.left == pytest.approx(theirs.box.left, abs=0.02)
        assert ours.box.bottom - ours.box.top == pytest.approx(theirs.box.bottom - theirs.box.top, abs=0.02)
    # What is above differs in height; on its own line everything keeps its distance.
    shift = {round(a.box.top - b.box.top, 1) for a, b in zip(stamped.glyphs, wanted.glyphs, strict=True)}
    assert max(shift) - min(shift) < 0.11


def test_english_has_narrow_quotation_marks(cache: Path) -> None:
    slot, mark = placeholder("a", "width:80mm"), "People’s “Star” Office—1"
    pages = {}
    for locale in ("en", "zh"):
        html = f'<html lang="{locale}"><head><title>x</title></head><body><h1>x</h1><p>{slot}</p></body></html>'
        stamper = Stamper(typeset(html, [STYLE], ASSET, cache), {"a": Words(12, 9)}, cache)
        data = stamper.stamp({"a": mark})
        assert check_pdf(data, "a.pdf", pages=1, size_mm=SIZE, phrases=[mark]) == []
        pages[locale] = line_with(data, "People").box
    assert pages["zh"].right - pages["en"].right > 3 * 12 * 0.5 * 25.4 / 72


def test_the_code_stands_in_its_slot_and_nowhere_else(stamper: Stamper) -> None:
    image = next(iter(rasters(stamper.stamp(STARS), 254)))
    left, top, side = (10 * length for length in CODE_MM)
    slot = (int(left), int(top), int(left + side), int(top + side))
    assert texts_in(image.crop(slot)) == [STARS["code"]]
    image.paste(255, slot)
    assert texts_in(image) == []
    module = 10 * CODE_MM[2] / (29 + 8)
    ink = next(iter(rasters(stamper.stamp(STARS), 254))).crop(slot).convert("L").point(lambda v: 255 * (v < 128))
    quiet = ink.getbbox()
    assert quiet is not None
    assert quiet == pytest.approx((4 * module, 4 * module, 33 * module, 33 * module), abs=2)


@pytest.mark.parametrize(("align", "edge"), [("left", 25.0), ("center", 65.0), ("right", 105.0)])
def test_text_is_aligned(common: bytes, cache: Path, align: Any, edge: float) -> None:
    kinds: dict[str, Kind] = {"unit": Words(14, 9, 700, align=align)}
    box = line_with(Stamper(common, KINDS | kinds, cache).stamp(STARS), STARS["unit"]).box
    side = {"left": box.left, "center": (box.left + box.right) / 2, "right": box.right}[align]
    assert side == pytest.approx(edge, abs=0.6), "hanzi have white at their sides"


def test_what_is_copied_and_read_aloud_keeps_its_order(stamper: Stamper) -> None:
    data = stamper.stamp(STARS, alts={"code": "二维码：看更多"})
    front, back = ("".join(page.text.split()) for page in read_pages(data))
    assert f"请打{STARS['phone']}，随时都行。" in front
    assert back == f"发放单位：{STARS['unit']}背面"
    assert [(each.kind, each.alt) for each in tagged(data) if each.alt] == [("/Figure", "二维码：看更多")]


def test_the_box_of_the_code_is_told_in_points_from_below(stamper: Stamper) -> None:
    (figure,) = [each for each in tagged(stamper.stamp(STARS)) if each.kind == "/Figure"]
    left, top, side = CODE_MM
    millimetres = (left, SIZE[1] - top - side, left + side, SIZE[1] - top)
    assert [edge * 25.4 / 72 for edge in figure.box] == pytest.approx(millimetres, abs=0.1)


def test_every_piece_of_content_has_one_tag_that_owns_it(stamper: Stamper) -> None:
    data = stamper.stamp(STARS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(pdf.pages):
            content = b"\n".join(stream.read_bytes() for stream in page.obj.Contents)
            drawn = [(tag.decode(), int(mark)) for tag, mark in re.findall(rb"/(\w+)\s*<</MCID (\d+)>>", content)]
            assert sorted(mark for _, mark in drawn) == list(range(len(drawn)))
            for tag, mark in drawn:
                owner = owners[2 * number + 1][mark]
                assert mark in [int(kid) for kid in owner.K]
                assert str(owner.S) == f"/{tag}"


def test_both_kinds_of_metadata_name_the_copy(stamper: Stamper) -> None:
    data = stamper.stamp(STARS, title="传单 <星河> & 月湖", author="星河县公安局")
    assert inaccessible(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == "传单 <星河> & 月湖"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == str(pdf.docinfo.Title)
            assert xmp["dc:creator"] == [str(pdf.docinfo.Author)] == ["星河县公安局"]
    with pikepdf.open(io.BytesIO(stamper.stamp(STARS))) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "反诈传单"


def test_the_same_copy_is_the_same_bytes_whatever_came_before(stamper: Stamper, common: bytes, cache: Path) -> None:
    fresh = Stamper(common, KINDS, cache).stamp(MOON)
    stamper.stamp(STARS, title="另一份", author="别人", alts={"code": "另一个码"})
    assert stamper.stamp(MOON) == fresh
    with pytest.raises(Refusal):
        stamper.stamp(MOON | {"phone": "0000-8765432" * 9})
    assert stamper.stamp(MOON) == fresh
    stamper.stamp(dict.fromkeys(("unit", "phone"), "") | {"code": URL.format("e")})
    assert stamper.stamp(MOON) == fresh


def test_twenty_units_get_twenty_copies_each_with_its_own_letters_alone(stamper: Stamper) -> None:
    names = [f"{chr(0x660E + number)}镇派出所" for number in range(20)]
    copies = [
        stamper.stamp({"unit": name, "phone": f"0000-{number:07}", "code": URL.format(f"u{number:02}")})
        for number, name in enumerate(names)
    ]
    assert len(set(copies)) == 20
    for number, (name, data) in enumerate(zip(names, copies, strict=True)):
        text = "".join(page.text for page in read_pages(data))
        assert [other for other in names if other in text] == [name]
        assert f"0000-{number:07}" in text
        assert inaccessible(data) == unsound(data) == []
    # The common letters stay; of the stamped ones a copy carries no other copy's.
    assert names[3][0] not in carried(copies[4]) and names[4][0] in carried(copies[4])


def carried(data: bytes) -> str:
    """Return all characters that the fonts of a PDF have."""
    from fanzha.pdf.tounicode import to_unicode

    with pikepdf.open(io.BytesIO(data)) as pdf:
        maps = [font.ToUnicode.read_bytes() for font in pdf.pages[0].obj.Resources.Font.values()]
    return "".join(char for each in maps for char in to_unicode(each).values())


@pytest.mark.parametrize("unit", ["喆堃镕瑄派出所", "㛃𬭎𫖯村委会", "Xinghe County (星河)", "0123", "一", "ÀÉǚ·Ωж"])
def test_rare_characters_and_other_scripts_are_drawn_as_in_the_source_font(stamper: Stamper, unit: str) -> None:
    found = check_pdf(
        stamper.stamp(STARS | {"unit": unit}), "a.pdf", pages=2, size_mm=SIZE, phrases=[unit], payloads=[STARS["code"]]
    )
    assert found == []


def test_a_font_of_hundreds_of_letters_is_sound(cache: Path) -> None:
    slot = placeholder("a", "width:170mm")
    html = f'<html lang="zh"><head><title>长</title></head><body><h1>长</h1>{slot}</body></html>'
    stamper = Stamper(typeset(html, [STYLE], ASSET, cache), {"a": Words(9, 0.25)}, cache)
    text = "".join(chr(0x4E00 + 3 * number) for number in range(300))
    assert check_pdf(stamper.stamp({"a": text}), "a.pdf", pages=1, size_mm=SIZE, phrases=[text]) == []


def test_long_text_shrinks_to_its_least_size_and_is_then_refused(stamper: Stamper) -> None:
    # The slot on the back holds 170 points, the one in front 226.
    for count, behind, in_front in ((8, 14, 14), (14, 12, 14), (18, 9.25, 12.5)):
        data = stamper.stamp(STARS | {"unit": "县" * count})
        assert line_with(data, "县", 2).size_pt == pytest.approx(behind)
        assert line_with(data, "县", 1).size_pt == pytest.approx(in_front)
        assert line_with(data, "县", 1).box.right <= UNIT_MM[0] + UNIT_MM[2]
    with pytest.raises(Refusal) as caught:
        stamper.stamp(STARS | {"unit": "县" * 19})
    assert caught.value.code == "FIT018"
    assert caught.value.details == {"page": 2, "text": "县" * 19, "size": "8.75", "least": "9"}


@pytest.mark.parametrize(
    ("unit", "char"), [("星河😀", "😀"), ("星\u200b河", "\u200b"), ("ش", "ش"), ("q\u0301", "\u0301")]
)
def test_a_character_that_cannot_be_set_is_refused_by_name(stamper: Stamper, unit: str, char: str) -> None:
    with pytest.raises(Refusal) as caught:
        stamper.stamp(STARS | {"unit": unit})
    assert caught.value.code == "FIT004"
    assert caught.value.details == {"char": char, "codepoint": f"U+{ord(char):04X}"}


def test_a_payload_too_long_is_refused(stamper: Stamper) -> None:
    with pytest.raises(PayloadTooLong):
        stamper.stamp(STARS | {"code": URL.format("a" * 80)})


def test_a_unit_without_telephone_leaves_its_slot_empty(stamper: Stamper) -> None:
    data = stamper.stamp(STARS | {"phone": ""})
    assert "请打，随时" in "".join(read_pages(data)[0].text.split())
    assert inaccessible(data) == unsound(data) == []


def test_slots_and_what_fills_them_must_be_the_same(common: bytes, stamper: Stamper, cache: Path) -> None:
    with pytest.raises(ValueError, match="slots"):
        Stamper(common, {"unit": Words(14, 9)}, cache)
    with pytest.raises(ValueError, match="fills"):
        stamper.stamp({"unit": "星河"})
    with pytest.raises(ValueError, match="fills"):
        stamper.stamp(STARS | {"stranger": "x"})


def test_a_slot_that_is_drawn_apart_from_its_page_is_refused(cache: Path) -> None:
    html = HTML.replace("width:80mm", "width:80mm;opacity:.5")
    with pytest.raises(ValueError, match="group"):
        Stamper(typeset(html, [CSS, STYLE], ASSET, cache), KINDS, cache)


def test_a_sheet_for_the_press_is_stamped_in_black_ink_within_its_trim(cache: Path) -> None:
    sheet = press.pressed(typeset(HTML, [CSS, "html{color:#000}", STYLE, press.STYLE], ASSET, cache), {})
    data = Stamper(sheet, KINDS | {"phone": Words(14, 9)}, cache).stamp(STARS)
    assert check_press(data, "a.pdf", SIZE) == []
    left, top, _ = (length + press.SLUG for length in UNIT_MM)
    box = line_with(data, STARS["unit"]).box
    assert left <= box.left < left + 1 and top < box.top < top + 3
    assert texts_in(next(iter(rasters(data, 200)))) == [STARS["code"]]
