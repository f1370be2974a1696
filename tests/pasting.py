"""Pasting codes, links and words into finished products, as somebody would who wants residents to go elsewhere."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from fanzha import qr
from fanzha.pdf import typeset
from fanzha.pdf.codes import page_codes, rasters

MM = 72 / 25.4
DPI = 200
Box = tuple[float, float, float]
"""Left, top and width in mm."""


def own_code(data: bytes) -> tuple[int, Box, str]:
    """Return page, place and payload of the first code of a PDF; its quiet zone is not counted."""
    images = list(rasters(data, DPI))
    for number, codes in enumerate(page_codes(data, images, DPI)):
        for code in codes:
            left, top, right, _ = (edge / DPI * 25.4 for edge in code.box)
            return number, (left, top, right - left), code.text
    raise AssertionError("a product without a code")


def code_picture(payload: str, level: qr.Level = "M", quiet: int = 4) -> Image.Image:
    """Return a QR code, a dot a module."""
    return from_rows(qr.matrix(payload, level), quiet)


def from_rows(rows: Any, quiet: int = 4) -> Image.Image:
    size = len(rows)
    image = Image.new("L", (size + 2 * quiet, size + 2 * quiet), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.putpixel((x + quiet, y + quiet), 0 if dark else 255)
    return image


def other_symbology(name: str, payload: str) -> Image.Image:
    """Return a code of another symbology, a dot a module where it has such, with four modules of white around it.

    On a dark ground no reader finds one with less.
    """
    import zxingcpp

    barcode = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, name))
    shown: Any = barcode.to_image(scale=1 if name != "MaxiCode" else 4)
    height, width = shown.shape
    code = Image.frombytes("L", (width, height), bytes(memoryview(shown).cast("B")))
    return ImageOps.expand(code, 4, 255)


def in_a_photo(code: Image.Image, random: Random) -> Image.Image:
    """Return a picture of something busy in which the code hangs on a wall, somewhat soft, packed as a photo is."""
    photo = Image.effect_noise((480, 360), 60).filter(ImageFilter.GaussianBlur(1.5))
    photo = Image.frombytes("L", (480, 360), random.randbytes(480 * 360)).filter(ImageFilter.GaussianBlur(3))
    pen = ImageDraw.Draw(photo)
    for _ in range(30):
        x, y = random.randrange(480), random.randrange(360)
        pen.ellipse((x, y, x + random.randrange(90), y + random.randrange(90)), fill=random.randrange(256))
    scale = 200 // code.width
    larger = code.resize((code.width * scale, code.height * scale), Image.Resampling.NEAREST)
    photo.paste(larger.point(lambda grey: 30 + grey * 190 // 255), (random.randrange(200), random.randrange(120)))
    return photo.filter(ImageFilter.GaussianBlur(0.6))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def drawn(data: bytes, page: int, content: Callable[[float], str]) -> bytes:
    """Draw over a page; `content` is told its height in points."""

    def change(pdf: pikepdf.Pdf) -> None:
        target = pdf.pages[page]
        over = content(float(target.mediabox[3]) - float(target.mediabox[1]))
        target.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        target.contents_add(pikepdf.Stream(pdf, f"Q q {over} Q".encode()))

    return changed(data, change)


def pasted(data: bytes, page: int, picture: Image.Image, box: Box, *, turn: float = 0, ground: float = 1) -> bytes:
    """Draw a picture of few dots as shapes: `box` is its place, `turn` degrees, `ground` the grey under it."""
    left, top, width = box

    def content(height: float) -> str:
        size, dot = width * MM, width * MM / picture.width
        down = dot * picture.height
        angle = math.radians(turn)
        cos, sin = math.cos(angle), math.sin(angle)
        x, y = left * MM + size / 2, height - top * MM - down / 2
        dots = [
            f"{column} {picture.height - 1 - row} 1 1 re"
            for row in range(picture.height)
            for column in range(picture.width)
            if picture.getpixel((column, row)) == 0
        ]
        under = f"{ground} g 0 0 {picture.width} {picture.height} re f"
        matrix = f"{dot * cos:.5f} {dot * sin:.5f} {-dot * sin:.5f} {dot * cos:.5f} {x:.3f} {y:.3f} cm"
        middle = f"1 0 0 1 {-picture.width / 2} {-picture.height / 2} cm"
        return f"{matrix} {middle} {under} 0 g {' '.join(dots)} f"

    return drawn(data, page, content)


def hung(data: bytes, page: int, picture: Image.Image, box: Box) -> bytes:
    """Put a picture on a page as a picture."""

    def change(pdf: pikepdf.Pdf) -> None:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=85)
        image = pikepdf.Stream(pdf, packed.getvalue())
        image.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": picture.width,
                "/Height": picture.height,
                "/ColorSpace": pikepdf.Name.DeviceGray,
                "/BitsPerComponent": 8,
                "/Filter": pikepdf.Name.DCTDecode,
            }
        )
        target = pdf.pages[page]
        name = target.add_resource(image, pikepdf.Name.XObject)
        left, top, width = (edge * MM for edge in box)
        down = width * picture.height / picture.width
        y = float(target.mediabox[3]) - top - down
        target.contents_add(pikepdf.Stream(pdf, b"q"), prepend=True)
        over = f"Q q {width:.3f} 0 0 {down:.3f} {left:.3f} {y:.3f} cm {name} Do Q"
        target.contents_add(pikepdf.Stream(pdf, over.encode()))

    return changed(data, change)


def written(data: bytes, page: int, words: str, at: tuple[float, float], cache: Path) -> bytes:
    """Print words on a page, in 14 points, from `at` in mm."""
    css = (
        f"@page {{ size: 210mm 297mm; margin: {at[1]}mm 0 0 {at[0]}mm }} "
        "p { margin: 0; font-size: 14pt; white-space: nowrap }"
    )
    html = f'<html lang="zh"><head><title>x</title></head><body><p>{words}</p></body></html>'
    over = typeset(html, [css], {}, cache, variant=None)

    def change(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(over)) as source:
            target = pdf.pages[page]
            left, _, _, top = (float(edge) for edge in target.mediabox)
            target.add_overlay(source.pages[0], pikepdf.Rectangle(left, top - 297 * MM, left + 210 * MM, top))

    return changed(data, change)
