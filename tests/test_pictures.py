"""What a picture carries besides the picture is named, whatever the format."""

from __future__ import annotations

import io
import random
import struct
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from fanzha.diagnostics import Diagnostic
from fanzha.pictures import Picture, read_picture
from tests.hostile.bombs import chunk, png

SUFFIX = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}


def made(kind: str, **extra: Any) -> bytes:
    memory = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 10, 10)).save(memory, kind, **extra)
    return memory.getvalue()


def read(kind: str, data: bytes) -> Picture:
    picture = read_picture(f"docs/pictures/a.{SUFFIX[kind]}", data)
    assert isinstance(picture, Picture), picture
    assert (picture.format, picture.width, picture.height) == (kind, 40, 30)
    return picture


def exif(*, gps: bool) -> Image.Exif:
    """Return a camera's EXIF block."""
    block = Image.Exif()
    block[0x010F] = "Maker"
    if gps:
        position = block.get_ifd(0x8825)
        position[1], position[2] = "N", (31.0, 1.0, 2.0)
    return block


@pytest.mark.parametrize("kind", SUFFIX)
def test_a_bare_picture_carries_nothing(kind: str) -> None:
    picture = read(kind, made(kind))
    assert (picture.metadata, picture.gps) == ((), False)


@pytest.mark.parametrize("kind", SUFFIX)
def test_a_camera_s_data_and_position_are_found(kind: str) -> None:
    assert read(kind, made(kind, exif=exif(gps=False))).metadata == ("EXIF",)
    picture = read(kind, made(kind, exif=exif(gps=True)))
    assert (picture.metadata, picture.gps) == (("EXIF", "GPS"), True)


@pytest.mark.parametrize("kind", SUFFIX)
def test_what_stands_behind_the_end_is_found_and_a_missing_end_refused(kind: str) -> None:
    assert read(kind, made(kind) + b"PK\3\4").metadata == ("trailing data",)
    assert read(kind, made(kind) + bytes(8)).metadata == ()
    cut = read_picture(f"a.{SUFFIX[kind]}", made(kind)[:-9])
    assert isinstance(cut, Diagnostic) and cut.code == "LOAD034"


def test_words_in_a_png_are_named_and_a_position_in_packed_ones_found() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("parameters", "a prompt, GPSLatitude=31", zip=True)
    words.add_itxt("XML:com.adobe.xmp", "<x/>")
    picture = read("PNG", made("PNG", pnginfo=words))
    assert (picture.metadata, picture.gps) == (("GPS", "PNG text:parameters", "XMP"), True)
    own = png(40, 30, chunk(b"caBX", b"x"), chunk(b"prVt", b"x"), chunk(b"tIME", bytes(7)))
    assert read("PNG", own).metadata == ("C2PA", "PNG chunk:prVt")


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


@pytest.mark.parametrize(
    ("marker", "content", "name"),
    [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>", "XMP"),
        (0xED, b"Photoshop 3.0\x008BIM", "IPTC"),
        (0xEB, b"JP\0\0", "C2PA"),
        (0xFE, b"taken at home", "comment"),
        (0xE0, b"JFXX\0\x10", "thumbnail"),
        (0xE2, b"MPF\0x", "second picture"),
        (0xE5, b"maker's own", "JPEG APP5"),
    ],
)
def test_the_parts_of_a_jpeg(marker: int, content: bytes, name: str) -> None:
    plain = made("JPEG")
    assert read("JPEG", plain[:2] + segment(marker, content) + plain[2:]).metadata == (name,)


def test_xmp_in_a_webp() -> None:
    picture = read("WEBP", made("WEBP", xmp=b"<x exif:GPSLatitude='1'/>"))
    assert (picture.metadata, picture.gps) == (("GPS", "XMP"), True)


def test_a_name_that_says_another_format_is_refused() -> None:
    found = read_picture("a.png", made("JPEG"))
    assert isinstance(found, Diagnostic) and found.code == "LOAD036"
    assert isinstance(read_picture("A.JPEG", made("JPEG")), Picture)


@pytest.mark.parametrize("kind", SUFFIX)
def test_a_damaged_picture_never_crashes(kind: str) -> None:
    dice = random.Random(kind)
    whole = made(kind, exif=exif(gps=True))
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            data[dice.randrange(len(data))] = dice.getrandbits(8)
        read_picture(f"a.{SUFFIX[kind]}", bytes(data[: dice.randrange(len(data)) if dice.random() < 0.2 else None]))
