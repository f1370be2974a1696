"""Bombs: small files that grow, nest or multiply without end for who reads them carelessly."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_TACTIC = """---
category: fake-loan
list_year: 2025
sources: [{title: 公布, publisher: 法治日报, date: 2025-06-19}]
reviewed_on: 2026-11-22
review_by: 2027-05-22
---
"""
_PUBLISHER = """names: {zh: 县, en: County}
locales: [zh, en]
site: https://fanzha.example/
version: "1"
date: 2026-11-22
"""


@dataclass(frozen=True)
class Bomb:
    """One file that is put into a sound project."""

    name: str
    path: str
    make: Callable[[], bytes]
    opened: bool = True
    """Whether fanzha reads such a file; if not, a warning says that it is not used and all goes on."""

    def lay(self, project: Path) -> None:
        """Write the file; holes are not filled."""
        target = project / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = self.make()
        target.write_bytes(content)
        if self.name == "text: 10 GB of nothing":
            os.truncate(target, 10 * 1024**3)


def _text(make: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: make().encode("utf-8")


def _laughs() -> str:
    lines = ['a0: &a0 ["哈", "哈", "哈", "哈", "哈", "哈", "哈", "哈", "哈"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


def _front(yaml: str) -> Callable[[], bytes]:
    return _text(lambda: f"---\n{yaml}\n---\n# 名\n\n话。\n")


def _page(body: Callable[[], str]) -> Callable[[], bytes]:
    return _text(lambda: f"# 名\n\n{body()}\n")


def _stairs(mark: str, steps: int, width: int = 2) -> str:
    return "".join(" " * (width * n) + mark + "\n" for n in range(steps))


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, *more: bytes, pixels: bytes = b"") -> bytes:
    """Return a PNG whose header claims a size, whatever its pixels are."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    packed = chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(more) + packed + chunk(b"IEND", b"")


def jpeg(width: int, height: int, body: bytes = b"\0" * 64) -> bytes:
    """Return a JPEG whose header claims a size."""
    frame = struct.pack(">BHHBBBBBBBBBB", 8, height, width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
    scan = bytes((3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0))
    parts = [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), (0xC0, frame), (0xDA, scan)]
    return (
        b"\xff\xd8"
        + b"".join(b"\xff" + bytes([m]) + struct.pack(">H", len(c) + 2) + c for m, c in parts)
        + body
        + b"\xff\xd9"
    )


def _webp() -> bytes:
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\2\0\0\0" + (16_382).to_bytes(3, "little") * 2
    content = b"WEBP" + canvas + b"ANIM" + struct.pack("<I", 6) + b"\0" * 6
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _zip() -> bytes:
    """Return 1 MB that unpack to 1 GB."""
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("docs/x.md", "w") as file,
    ):
        for _ in range(1024):
            file.write(bytes(1024 * 1024))
    return memory.getvalue()


def _svg() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg><text>&a11;</text></svg>'.encode()


def _text_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(512)) + packer.flush()
    return png(1, 1, chunk(b"zTXt", b"Comment\0\0" + packed), pixels=bytes(4))


_LINE = 3_900
"""Characters, just below the limit of a line."""

BOMBS: tuple[Bomb, ...] = (
    Bomb("YAML: a billion laughs", "docs/help/b.md", _front(_laughs())),
    Bomb("YAML: an alias repeats a long text", "materials/registry/links.yml",
         _text(lambda: f"- &a {'x' * 200_000}\n" + "- *a\n" * 50_000)),
    Bomb("YAML: a list that holds itself", "docs/help/b.md", _front("keywords: &a [*a, *a]")),
    Bomb("YAML: 30,000 lists in each other", "materials/registry/numbers.yml", _text(lambda: "[" * 30_000)),
    Bomb("YAML: 30,000 maps in each other", "materials/publisher.yml", _text(lambda: "{a: " * 30_000)),
    Bomb("YAML: 900 indented levels", "materials/registry/channels.yml", _text(lambda: _stairs("a:", 900, 1))),
    Bomb("YAML: 200,000 dashes in a line", "materials/registry/links.yml", _text(lambda: "- " * 200_000)),
    Bomb("YAML: 60,000 unknown keys", "materials/publisher.yml",
         _text(lambda: _PUBLISHER + "".join(f"nam{n}: 1\n" for n in range(45_000)))),
    Bomb("YAML: 80,000 equal keys", "materials/publisher.yml", _text(lambda: "aaaa: 1\n" * 60_000)),
    Bomb("YAML: a key of 400,000 characters", "materials/publisher.yml", _text(lambda: f"{'k' * 400_000}: 1\n")),
    Bomb("YAML: a value of 400,000 characters", "materials/poster/x.yml", _text(lambda: f"tactics: {'k' * 400_000}\n")),
    Bomb("YAML: 40,000 wrong entries", "materials/registry/numbers.yml", _text(lambda: "- {nummer: 1}\n" * 36_000)),
    Bomb("YAML: 60,000 languages", "materials/publisher.yml",
         _text(lambda: _PUBLISHER.replace("[zh, en]", f"[{'zh, ' * 100_000}en]"))),
    Bomb("YAML: a program in a tag", "docs/help/b.md", _front('x: !!python/object/apply:os.system ["sleep 60"]')),
    Bomb("YAML: question marks", "materials/registry/categories.yml", _text(lambda: "? " * 200_000)),
    Bomb("Markdown: 20,000 brackets", "docs/help/b.md", _page(lambda: "[" * 20_000)),
    Bomb("Markdown: brackets on 16 lines", "docs/help/b.md", _page(lambda: f"{'[' * _LINE}\n" * 16)),
    Bomb("Markdown: brackets in paragraphs", "docs/help/b.md", _page(lambda: f"{'[a](' * 900}\n\n" * 17)),
    Bomb("Markdown: stars", "docs/help/b.md", _page(lambda: f"{'*a **b ' * 500}\n" * 18)),
    Bomb("Markdown: underscores", "docs/help/b.md", _page(lambda: f"{'_' * _LINE}a\n" * 16)),
    Bomb("Markdown: backticks", "docs/help/b.md", _page(lambda: "\n".join("`" * n + "a" for n in range(1, 350)))),
    Bomb("Markdown: quotes in a line", "docs/help/b.md", _page(lambda: f"{'>' * _LINE}\n" * 16)),
    Bomb("Markdown: lists 240 deep", "docs/help/b.md", _page(lambda: _stairs("- a", 240))),
    Bomb("Markdown: lists 24 deep, 80 times", "docs/help/b.md", _page(lambda: _stairs("- a", 24) * 80)),
    Bomb("Markdown: notes 160 deep", "docs/help/b.md", _page(lambda: _stairs('!!! note "x"', 160, 4))),
    Bomb("Markdown: 100,000 items", "docs/help/b.md", _page(lambda: "- a\n" * 100_000)),
    Bomb("Markdown: 1,900 headings", "docs/help/b.md", _page(lambda: "## a\n" * 1_900)),
    Bomb("Markdown: 1,800 unknown sections", "docs/tactics/b.md",
         _text(lambda: f"{_TACTIC}# 名\n\n话。\n\n" + "".join(f"## a {{#hov{n}}}\n" for n in range(1_800)))),
    Bomb("Markdown: a heading of 20,000 characters", "docs/help/b.md", _text(lambda: f"# {'字' * 20_000}\n")),
    Bomb("Markdown: 1,900 link definitions", "docs/help/b.md",
         _page(lambda: "".join(f"[a{n}]: /x\n" for n in range(1_900)) + "[a1] " * 700)),
    Bomb("Markdown: a table of 1,900 columns", "docs/help/b.md",
         _page(lambda: f"{'|a' * 1_900}|\n{'|-' * 1_900}|\n" + f"{'|' * 1_900}\n" * 25)),
    Bomb("Markdown: HTML in HTML", "docs/help/b.md", _page(lambda: f"{'<div>' * 780}\n" * 16)),
    Bomb("Markdown: comments that never end", "docs/help/b.md", _page(lambda: f"{'<!--' * 970}\n\n" * 16)),
    Bomb("Markdown: 7,700 references", "docs/help/b.md", _page(lambda: f"{'&#x202e;' * 480}\n" * 16)),
    Bomb("Markdown: 1,900 slogans with one id", "docs/slogans/b.md",
         _text(lambda: "---\naudiences: []\n---\n# 语\n\n" + "- 别转账 {#a .led .poster}\n" * 1_900)),
    Bomb("Markdown: one paragraph of 31,000 characters", "docs/help/b.md", _page(lambda: f"{'停 ' * 60}\n" * 260)),
    Bomb("text: 10 GB of nothing", "docs/help/b.md", lambda: b"# x\n"),
    Bomb("text: bytes of no encoding", "docs/help/b.md", lambda: bytes(range(256)) * 2_000),
    Bomb("PNG: 60,000 × 60,000 pixels in 70 bytes", "docs/pictures/b.png", lambda: png(60_000, 60_000)),
    Bomb("PNG: cut off", "docs/pictures/b.png", lambda: png(20, 20, pixels=os.urandom(1_300))[:-40]),
    Bomb("PNG: a comment of 512 MB", "docs/pictures/b.png", lambda: _text_bomb() + b"PK\3\4"),
    Bomb("PNG: 800,000 chunks", "docs/pictures/b.png", lambda: png(1, 1, chunk(b"sPLT", b"") * 800_000)[:-1]),
    Bomb("JPEG: 65,000 × 65,000 pixels in 200 bytes", "docs/pictures/b.jpg", lambda: jpeg(65_000, 65_000)),
    Bomb("JPEG: a scan of 9 MB without end", "docs/pictures/b.jpg",
         lambda: jpeg(100, 100, b"\xff" * 9_000_000 + b"\0")[:-2]),
    Bomb("WEBP: a canvas of 16,383 × 16,383 pixels", "docs/pictures/b.webp", _webp),
    Bomb("SVG: entities", "docs/pictures/b.svg", _svg, opened=False),
    Bomb("ZIP: 1 GB in 1 MB", "docs/b.zip", _zip, opened=False),
    Bomb("Word: 1 GB in 1 MB", "materials/plan.docx", _zip, opened=False),
)  # fmt: skip
