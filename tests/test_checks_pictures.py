"""PIC: what a picture carries and whether it may be published."""

from __future__ import annotations

import struct
import zlib

from tests.samples import check_files

PATH = "docs/pictures/square.png"
ENTRY = f"- path: {PATH}\n  licence: CC0\n  source: 宣传站自己画的，2026年\n"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(*extra: bytes) -> bytes:
    """Return a picture of one pixel."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [header, *extra, chunk(b"IDAT", zlib.compress(b"\0\xff")), chunk(b"IEND", b"")]
    )


def codes(entry: str | None, picture: bytes | None, **files: str) -> list[str]:
    laid: dict[str, str | bytes] = {f"docs/help/{name}.md": text for name, text in files.items()}
    if entry is not None:
        laid["materials/registry/pictures.yml"] = entry
    if picture is not None:
        laid[PATH] = picture
    return [one.code for one in check_files(laid) if one.code.startswith("PIC")]


def test_a_registered_picture_without_metadata_passes() -> None:
    assert codes(ENTRY, png()) == []


def test_metadata_and_missing_entries_are_told_apart() -> None:
    exif = struct.pack(">2sHIHHHIII", b"MM", 42, 8, 1, 0x8825, 4, 1, 26, 0)
    gps = struct.pack(">HHHI4sI", 1, 1, 2, 2, b"N\0\0\0", 0)
    assert codes(ENTRY, png(chunk(b"eXIf", exif + gps))) == ["PIC001", "PIC002"]
    assert codes(ENTRY, png(chunk(b"tEXt", b"Author\0somebody"))) == ["PIC002"]
    assert codes("[]\n", png()) == ["PIC003"]
    assert codes(ENTRY, None) == ["PIC008"]


def test_faces_emblems_and_open_fields_need_an_answer() -> None:
    assert codes(ENTRY + "  faces: true\n", png()) == ["PIC005"]
    assert codes(ENTRY + "  faces: true\n  consent_ref: 档案2026-14\n", png()) == []
    assert codes(ENTRY + "  emblem: true\n", png()) == ["PIC007"]
    assert codes(ENTRY.replace("CC0", "未知"), png()) == ["PIC004"]


def test_a_picture_made_by_a_program_is_labelled_where_it_is_used() -> None:
    label = ENTRY + "  ai: true\n  label: 图片由人工智能生成\n"
    page = "# 图\n\n![一个方块](../pictures/square.png)\n"
    assert codes(ENTRY + "  ai: true\n", png()) == ["PIC006"]
    assert codes(label, png(), page=page) == ["PIC009"]
    assert codes(label, png(), page=page + "\n图片由人工智能生成。\n") == []
