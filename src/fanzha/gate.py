"""The gate for files that are no PDF: the codes in every picture, drawing and page of a product.

A PDF is asked by `pdf.check_pdf`, which knows what its codes should say. In a folder of files, a code may stand only
where its format allows it: on the website, one that leads to a page of the same website.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fanzha.codes import codes_in, problems
from fanzha.codes.addresses import path_on
from fanzha.diagnostics import Diagnostic
from fanzha.forks import shared_out

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {".png": "PNG", ".gif": "GIF", ".bmp": "BMP", ".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}
"""Pictures that are looked at, by the end of their name."""
_LEAST = 10
"""Pixels: no code of any symbology has fewer dots across (ISO/IEC 16022: the smallest Data Matrix)."""
_INLINE = re.compile(rb"data:image/(png|gif|bmp|webp|jpeg|svg\+xml);base64,([A-Za-z0-9+/=]+)")
_DRAWING = """<html lang="zh"><head><title>SVG</title></head><body><img alt="SVG" src="asset:a.svg"></body></html>"""
_SHEET = "@page { size: 11cm; margin: 5mm } body { margin: 0 } img { width: 10cm; height: 10cm; object-fit: contain }"
_DPI = 200
_STEPS = (*range(1, 9), *range(-8, 0))
"""Dots by which a text may move from frame to frame: to the left, to the right."""
Allowed = Callable[[str], bool]


def file_problems(
    path: str, data: bytes, cache: Path, payloads: Collection[str] = (), allowed: Allowed = lambda _: False
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the codes that a file shows, as in `codes.problems`; `cache` is where the fonts live."""
    seen = [code for frame in frames(path, data, cache) for code in codes_in(frame)]
    yield from problems(path, seen, payloads, allowed)


def leads_into(site: str, tree: Mapping[str, bytes]) -> Allowed:
    """Return whether an address leads to a page of the website at `site` whose files are `tree`."""

    def leads(address: str) -> bool:
        path = path_on(site, address)
        return path is not None and (f"{path}index.html" if path == "" or path.endswith("/") else path) in tree

    return leads


def tree_problems(
    folder: str, tree: Mapping[str, bytes], cache: Path, allowed: Allowed = lambda _: False
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the codes in the files of a tree below `folder`: pictures, drawings, those in pages."""
    looked_at = [path for path in tree if path.lower().endswith((*FORMATS, ".svg", ".html"))]

    def look(paths: Sequence[str]) -> list[list[Diagnostic]]:
        return [list(file_problems(f"{folder}/{path}", tree[path], cache, (), allowed)) for path in paths]

    for found in shared_out(look, looked_at):
        yield from found


def frames(path: str, data: bytes, cache: Path) -> Iterator[Image]:
    """Yield what a file shows, in grey levels on white: each frame of a picture once, a drawing, a page's own pictures.

    Of a file that is no such picture nothing is shown, which its format finds wrong.
    """
    name = path.lower()
    if name.endswith(".html"):
        for kind, text in _INLINE.findall(data):
            try:
                inner = base64.b64decode(text, validate=True)
            except binascii.Error:
                continue
            yield from frames(f"inline.{kind.decode().removesuffix('+xml')}", inner, cache)
    elif name.endswith(".svg"):
        yield from _drawn(data, cache)
    else:
        yield from _frames(data, next((kind for end, kind in FORMATS.items() if name.endswith(end)), ""))


def _frames(data: bytes, kind: str) -> Iterator[Image]:
    from PIL import Image, ImageSequence

    known: set[bytes] = set()
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
            if min(picture.size) < _LEAST:
                return
            for grey in telling(_on_white(frame) for frame in ImageSequence.Iterator(picture)):
                if grey.tobytes() in known:
                    continue
                known.add(grey.tobytes())
                yield grey
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return


def telling(frames: Iterable[Image]) -> Iterator[Image]:
    """Yield the frames of an animation in which every code that it shows can be read, each code in one at least.

    A text that runs over a screen shows the same dots in frame after frame, a few further to the side. Left out are
    frames that show the one before last yielded, moved by up to a quarter of the width, and what has come in at the
    side since: it stands further in, and whole, in the next. So a code of up to three quarters of the width is seen
    whole; the last frame of each such run is always yielded.
    """
    shown: Image | None = None
    before: Image | None = None
    step = moved = 0
    for frame in frames:
        steps = (step,) if moved else _STEPS
        found = next((one for one in steps if _goes_on(shown, before, frame, moved + one, one)), 0)
        if found:
            step, moved = found, moved + found
        else:
            if moved and before is not None and not _is_moved(before, frame, step):
                yield before
            yield frame
            shown, moved = frame, 0
        before = frame
    if moved and before is not None:
        yield before


def _goes_on(shown: Image | None, before: Image | None, frame: Image, moved: int, step: int) -> bool:
    """Return whether a frame is the one before moved by a step, and so the one that was yielded moved by more.

    Both are asked: what flashes up at the side for one frame does not move on with the next.
    """
    return _is_moved(before, frame, step) and _is_moved(shown, frame, moved)


def _is_moved(before: Image | None, after: Image, dots: int) -> bool:
    """Return whether `after` shows what `before` does, `dots` further to the left, and at the side something new."""
    if before is None:
        return False
    width, height = before.size
    if after.size != before.size or not 0 < abs(dots) <= width // 4:
        return False
    stays, comes = (dots, 0, width, height), (0, 0, width - dots, height)
    if dots < 0:
        stays, comes = (0, 0, width + dots, height), (-dots, 0, width, height)
    return before.crop(stays).tobytes() == after.crop(comes).tobytes()


def _on_white(frame: Image) -> Image:
    from PIL import Image

    coloured = frame.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured).convert("L")


def _drawn(data: bytes, cache: Path) -> Iterator[Image]:
    """Yield an SVG as it looks, drawn 100 mm wide by the program that also prints it.

    Raises `fanzha.pdf.TypesetError` for one that refers to something outside itself.
    """
    from fanzha.pdf import typeset
    from fanzha.pdf.codes import rasters

    yield from rasters(typeset(_DRAWING, [_SHEET], {"a.svg": data}, cache, variant=None), _DPI)
