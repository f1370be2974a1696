"""A screen's folder as a card is given it, small enough to be written down: 32 × 16 dots, three pages, a line."""

from __future__ import annotations

import functools
import hashlib
import io
import json
from collections.abc import Mapping

from PIL import Image

from fanzha.formats.led.motion import gif
from fanzha.model import Finished

WIDTH, HEIGHT, STEP, FRAME_MS, STOP_MS = 32, 16, 2, 30, 3000
TEXTS = ("别转账", "先核实", "96110")
DWELL = (2500, 3000, 3500)
RED = (255, 0, 0)


def page(number: int) -> Image.Image:
    """Return the dots of a page, in mode `1`: as many bars of full height as its number, each 4 wide, 8 apart."""
    picture = Image.new("1", (WIDTH, HEIGHT))
    for bar in range(number):
        picture.paste(1, (2 + 8 * bar, 0, 6 + 8 * bar, HEIGHT))
    return picture


def strip() -> Image.Image:
    """Return what runs past: a stair of 16 steps after a screen's width of darkness."""
    picture = Image.new("1", (3 * WIDTH, HEIGHT))
    for column in range(WIDTH, 2 * WIDTH):
        picture.paste(1, (column, (column // 2) % HEIGHT, column + 1, HEIGHT))
    return picture


def frames(*, backwards: bool = False) -> list[tuple[Image.Image, int]]:
    """Return the frames of the animation with their milliseconds: the last one stops."""
    offsets = range(0, 2 * WIDTH + 1, STEP)
    found = []
    for offset in offsets[::-1] if backwards else offsets:
        cut = strip().crop((offset, 0, offset + WIDTH, HEIGHT)).convert("P")
        cut = cut.point([0] + [1] * 255)
        cut.putpalette([0, 0, 0, *RED])
        found.append((cut, FRAME_MS))
    return [*found[:-1], (found[-1][0], STOP_MS)]


def animation(*, backwards: bool = False) -> bytes:
    """Return the animation as GIF."""
    pictures = frames(backwards=backwards)
    return gif([picture for picture, _ in pictures], [ms for _, ms in pictures])


def bmp(picture: Image.Image) -> bytes:
    """Return a picture as BMP."""
    picture.save(out := io.BytesIO(), "BMP")
    return out.getvalue()


@functools.cache
def files() -> Mapping[str, bytes]:
    """Return the files of the folder; their names hold digests, as nobody may rely on."""
    made = {f"IMG/P{number}.{number}f.bmp": bmp(page(number)) for number in (1, 2, 3)}
    record = {
        "screen": {"zh": "门口小屏", "en": "Door screen"},
        "pitch": 10,
        "pages": [
            {"file": file, "text": text, "dwell_ms": ms, "slogan": "" if text.isdigit() else text}
            for file, text, ms in zip(made, TEXTS, DWELL, strict=True)
        ],
    }
    readme = "<p>先看这里</p>".encode()
    scroll = {"ANIM/scroll.0a.gif": animation(), "00_README.html": readme}
    return {**made, **scroll, "MANIFEST.json": json.dumps(record, ensure_ascii=False).encode()}


def finished(content: Mapping[str, bytes] | None = None) -> Finished:
    """Return the folder as the build's manifest records it."""
    content = files() if content is None else content
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(content.items())}
    lines = "".join(f"{digest}  {path}\n" for path, digest in digests.items())
    return Finished(
        path="led/door", format="led", edition="door", locale="zh", title="门口小屏", kind="tree",
        size=sum(map(len, content.values())), sha256=hashlib.sha256(lines.encode()).hexdigest(), files=digests,
    )  # fmt: skip


def rows(picture: Image.Image) -> list[str]:
    """Return the dots of a picture, a string a row: `#` is lit in the screen's colour, `.` is dark."""
    signs = {(0, 0, 0): ".", RED: "#"}
    dots = [signs.get(picture.getpixel((x, y)), "?") for y in range(picture.height) for x in range(picture.width)]  # type: ignore[arg-type]
    return ["".join(dots[y * picture.width : (y + 1) * picture.width]) for y in range(picture.height)]
