"""A television's folder as its keeper is given it: 960 × 540 pixels, two slogans in two languages, the hotlines."""

from __future__ import annotations

import functools
import hashlib
import io
import json
from collections.abc import Mapping

from PIL import Image

from fanzha.model import Finished

WIDTH, HEIGHT, PITCH, LETTERS = 960, 540, 1.0, 120
PAGES = (
    ("先挂断，再核实", "zh", 2600),
    ("Hang up, then check", "en", 3100),
    ("别转账", "zh", 2200),
    ("Do not transfer", "en", 2900),
    ("报警 110 咨询 96110", "zh", 3500),
)
"""Text, language and milliseconds of each slide; the last is the hotlines'."""
TEXTS = tuple(text for text, _, _ in PAGES)
GROUNDS = ((16, 75, 102), (120, 30, 30), (20, 90, 40), (90, 60, 120), (230, 230, 230))
"""The colour of each slide."""


def slide(number: int) -> Image.Image:
    """Return slide `number`, counted from 1: its ground, with as many white bars as its number."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUNDS[number - 1])
    for bar in range(number):
        picture.paste((255, 255, 255), (60 + 120 * bar, 120, 120 + 120 * bar, 300))
    return picture


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG."""
    picture.save(out := io.BytesIO(), "PNG")
    return out.getvalue()


@functools.cache
def files() -> Mapping[str, bytes]:
    """Return the files of the folder; the names of its slides say nothing of their order."""
    slides = {f"SLIDES/{9 - number}.png": png(slide(number)) for number in range(1, len(PAGES) + 1)}
    record = {
        "screen": {"zh": "大厅电视", "en": "Hall television"},
        "width": WIDTH,
        "height": HEIGHT,
        "pitch": PITCH,
        "pages": [
            {"file": file, "text": text, "dwell_ms": ms, "slogan": "", "locale": locale}
            | ({"letters": LETTERS if locale == "zh" else 70} if "110" not in text else {})
            for file, (text, locale, ms) in zip(slides, PAGES, strict=True)
        ],
    }
    return {**slides, "MANIFEST.json": json.dumps(record, ensure_ascii=False).encode()}


def finished(content: Mapping[str, bytes] | None = None) -> Finished:
    """Return the folder as the build's manifest records it."""
    content = files() if content is None else content
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in sorted(content.items())}
    return Finished(
        path="led/hall", format="led", edition="hall", locale="zh", title="大厅电视", kind="tree",
        size=sum(map(len, content.values())), sha256=hashlib.sha256(repr(digests).encode()).hexdigest(), files=digests,
    )  # fmt: skip
