"""QR codes: what is drawn is what was meant, of a size that scans, and every code in a picture is found."""

from __future__ import annotations

import random
import re
from typing import get_args

import pytest
from PIL import Image, ImageOps

from fanzha.codes import texts_in
from fanzha.model.placement import placement_url
from fanzha.model.serial import serial_of
from fanzha.qr import VERSIONS, Level, Matrix, PayloadTooLong, matrix, svg

URL = "https://fanzha.example/tactics/task-rebate-scam/"


def picture(modules: Matrix, scale: int = 4, quiet: int = 4) -> Image.Image:
    size = len(modules) + 2 * quiet
    image = Image.new("L", (size, size), 255)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            image.putpixel((x + quiet, y + quiet), 0 if dark else 255)
    return image.resize((size * scale, size * scale), Image.Resampling.NEAREST)


def drawn(code: str) -> Matrix:
    """Return the modules that the SVG's dark path fills, each of which must be filled once."""
    size = int(re.search(r'viewBox="0 0 (\d+)', code)[1])  # type: ignore[index]
    grid = [[False] * size for _ in range(size)]
    dark = re.search(r'fill="#000" d="([^"]+)"', code)[1]  # type: ignore[index]
    for left, top, width, height, back in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z", dark):
        assert width == back
        for y in range(int(top), int(top) + int(height)):
            for x in range(int(left), int(left) + int(width)):
                assert not grid[y][x]
                grid[y][x] = True
    return tuple(map(tuple, grid))


@pytest.mark.parametrize("level", get_args(Level))
@pytest.mark.parametrize("payload", [URL, "https://FANZHA.EXAMPLE/Q/AB3/", "https://fanzha.example/反诈/"])
def test_a_code_reads_back_as_its_payload(payload: str, level: Level) -> None:
    assert texts_in(picture(matrix(payload, level))) == [payload]


def test_the_svg_draws_the_matrix_with_its_quiet_zone() -> None:
    modules = matrix(URL, "Q")
    grid = drawn(svg(URL, "Q"))
    assert len(grid) == len(modules) + 8
    assert tuple(row[4:-4] for row in grid[4:-4]) == modules
    assert not any(any(row) for row in (*grid[:4], *grid[-4:], *(row[:4] + row[-4:] for row in grid)))


def test_the_svg_is_named_for_those_who_cannot_see_it() -> None:
    assert f"<title>{URL}</title>" in svg(URL)
    assert "<title>扫码看 A &amp; B</title>" in svg(URL, title="扫码看 A & B")


def test_an_upper_case_address_makes_a_smaller_code() -> None:
    lower = [len(matrix("https://fanzha.example/q/ab3/", level)) for level in get_args(Level)]
    upper = [len(matrix("https://FANZHA.EXAMPLE/Q/AB3/", level)) for level in get_args(Level)]
    assert (lower, upper) == ([25, 29, 29, 33], [25, 25, 29, 29])


def test_no_code_is_of_version_1_or_above_6() -> None:
    assert len(matrix("110", "L")) == 25
    assert len(matrix("x" * 58, "H")) == 41


@pytest.mark.parametrize(("length", "level", "limit"), [(81, "L", 80), (75, "Q", 74), (59, "H", 58)])
def test_too_long_an_address_is_refused_with_the_limit(length: int, level: Level, limit: int) -> None:
    with pytest.raises(PayloadTooLong) as caught:
        matrix("x" * length, level)
    assert caught.value.code == "QR003"
    assert caught.value.limit == limit
    assert matrix("x" * limit, level)


def test_a_narrow_quiet_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="quiet zone"):
        svg(URL, quiet=3)


def test_hidden_and_foreign_codes_are_found_too() -> None:
    import zxingcpp

    code = picture(matrix(URL))
    sheet = Image.new("L", (900, 900), 255)
    sheet.paste(code.rotate(180), (10, 10))
    sheet.paste(ImageOps.invert(picture(matrix("weixin://pay"))), (400, 10))
    others = {"Aztec": "aztec code", "DataMatrix": "data matrix", "PDF417": "pdf 417"}
    for place, (name, payload) in enumerate(others.items()):
        barcode = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, name))
        sheet.paste(_foreign(barcode), (20 + 300 * place, 450))
    assert texts_in(sheet) == sorted([URL, "weixin://pay", *others.values()])


def _foreign(barcode: object) -> Image.Image:
    image = barcode.to_image(scale=4)  # type: ignore[attr-defined]
    height, width = image.shape
    return Image.frombytes("L", (width, height), bytes(memoryview(image).cast("B")))


def test_a_picture_without_code_gives_nothing() -> None:
    assert texts_in(Image.new("L", (300, 300), 255)) == []


def test_a_line_of_text_is_no_code() -> None:
    """In one row of dots some letters look like bars: zxing takes a linear code of no height for one."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (400, 60), 255)
    pen = ImageDraw.Draw(picture)
    import zxingcpp

    bars = zxingcpp.create_barcode("B255B", zxingcpp.BarcodeFormat.Codabar).to_image(scale=2)
    row = Image.fromarray(bars).convert("L").crop((0, 4, Image.fromarray(bars).width, 5))
    for y in range(3):
        picture.paste(row, (40, 30 + y))
    pen.rectangle((0, 0, 10, 10), fill=0)
    assert zxingcpp.read_barcodes(picture), "the reader alone finds it"
    assert texts_in(picture) == []
    tall = Image.new("L", (400, 60), 255)
    for y in range(30):
        tall.paste(row, (40, 15 + y))
    assert texts_in(tall) != [], "a real one is found"


def mask_of(modules: Matrix) -> int:
    """Return which of the eight masks a code says it has (ISO/IEC 18004, 7.9.1: bits 12 to 10, each XORed)."""
    bits = zip(modules[8][2:5], (True, False, True), strict=True)
    return int("".join(str(int(module != flipped)) for module, flipped in bits), 2)


def witness(payload: str, level: Level, mask: int) -> Matrix:
    """Return what Nayuki's encoder, which shares no code with ours, makes of the same segments.

    The mask is given: any of the eight is right, and the two programs weigh them differently.
    """
    from qrcodegen import QrCode, QrSegment

    scheme, separator, rest = payload.partition("://")
    segments = [QrSegment.make_bytes(payload.encode())]
    if QrSegment.is_alphanumeric(rest):
        segments = [QrSegment.make_bytes(scheme.encode()), QrSegment.make_alphanumeric(separator + rest)]
    levels = {"L": QrCode.Ecc.LOW, "M": QrCode.Ecc.MEDIUM, "Q": QrCode.Ecc.QUARTILE, "H": QrCode.Ecc.HIGH}
    code = QrCode.encode_segments(segments, levels[level], minversion=VERSIONS[0], mask=mask, boostecl=False)
    side = range(code.get_size())
    return tuple(tuple(code.get_module(x, y) for x in side) for y in side)


@pytest.mark.parametrize("count", [12, pytest.param(500, marks=pytest.mark.slow)])
@pytest.mark.parametrize("level", get_args(Level))
def test_an_encoder_of_others_draws_the_same_modules(level: Level, count: int) -> None:
    lot = random.Random(count)
    for _ in range(count):
        if lot.random() < 0.5:
            payload = placement_url("https://fanzha.example/", serial_of(lot.randrange(31**3)))
        else:
            payload = URL + "".join(lot.choices("abcdefghijklmnopqrstuvwxyz0123456789-/", k=lot.randrange(9)))
        modules = matrix(payload, level)
        assert modules == witness(payload, level, mask_of(modules)), payload
