"""Rendering a screen's folder: text, pictures, the loop, a preview, and the page that says how to load them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from fanzha.formats.led.charset import shown, unmistakable
from fanzha.formats.led.checks import schedule_record
from fanzha.formats.led.choice import hotline_line
from fanzha.formats.led.motion import gif, scroll_gif
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, all_pages
from fanzha.formats.led.readme import readme
from fanzha.model import Artifact
from fanzha.pixels import dotted, painted

if TYPE_CHECKING:
    from PIL.Image import Image

    from fanzha.formats import Workshop

HOUSING = 10
"""Pixels of dark rim around the preview."""


def render(artifact: Artifact, workshop: Workshop) -> Mapping[str, bytes]:  # noqa: ARG001
    """Return the files of the folder by path."""
    return files_of(cast(LedParams, artifact.params))


def files_of(params: LedParams) -> dict[str, bytes]:
    """Return the files of one screen."""
    pages = all_pages(params)
    files = {
        "PREVIEW.gif": preview(pages, params),
        "TEXT/loop_gbk.txt": text_file(params, params.charset),
        "TEXT/loop_utf8.txt": text_file(params, "utf-8-sig"),
        "ANIM/scroll.gif": scroll_gif(params),
    }
    files |= {page_path(number): bmp(page.picture, params) for number, page in enumerate(pages, 1)}
    files["00_README.html"] = readme(params, pages, files)
    files["MANIFEST.json"] = manifest(params, pages, files)
    return dict(sorted(files.items()))


def page_path(number: int) -> str:
    """Return the path of a page's picture, counted from 1."""
    return f"IMG/P{number:02d}.bmp"


def text_lines(params: LedParams) -> list[str]:
    """Return the lines of the text files: a slogan a line, the hotline last."""
    lines = [shown(slogan.name, params.locale) for slogan in params.slogans]
    lines.append(hotline_line(params.hotline, params.locale))
    return [unmistakable(line, params.charset) for line in lines]


def text_file(params: LedParams, encoding: str) -> bytes:
    """Return the lines with the line ends that Windows software expects."""
    return "".join(f"{line}\r\n" for line in text_lines(params)).encode(encoding)


def bmp(picture: Image, params: LedParams) -> bytes:
    """Return the page as BMP: one bit (1 is lit) for one colour, 24 bits otherwise."""
    out = io.BytesIO()
    if params.colour == "red":
        picture.point([0] + [255] * 255, "1").save(out, "BMP")
    else:
        painted(picture, PALETTES[params.colour]).convert("RGB").save(out, "BMP")
    return out.getvalue()


def bead_size(width: int) -> int:
    """Return the pixels of one LED in the preview: 4 to 6."""
    return min(6, max(4, 960 // width))


def preview(pages: Sequence[ScreenPage], params: LedParams) -> bytes:
    """Return the pages as a person sees them on the wall, in real time."""
    size, palette = bead_size(params.width), PALETTES[params.colour]
    return gif([dotted(page.picture, palette, size, HOUSING) for page in pages], [page.dwell_ms for page in pages])


def manifest(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> bytes:
    """Return what lies in the folder, for machines and for whoever must prove what was shown."""
    record = {
        "screen": dict(params.names),
        "width": params.width,
        "height": params.height,
        "colour": params.colour,
        "charset": params.charset,
        "hotline": str(params.hotline.number),
        "publisher": dict(params.publisher.names),
        "version": params.publisher.version,
        "date": params.publisher.date.isoformat(),
        "schedule": schedule_record(params),
        "scroll": {"step": params.step, "frame_ms": params.frame_ms},
        "pages": [
            {"file": page_path(number), "text": page.text, "dwell_ms": page.dwell_ms, "slogan": page.slogan}
            for number, page in enumerate(pages, 1)
        ],
        "files": [
            {"file": path, "size": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
            for path in sorted(files)
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
