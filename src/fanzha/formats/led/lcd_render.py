"""The folder of a television or monitor: slides, film, a preview, a list, and the page that says how to play them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fanzha.formats.led.checks import schedule_record
from fanzha.formats.led.lcd import FILM, LcdParams
from fanzha.formats.led.lcd_film import RATE, film, frames
from fanzha.formats.led.lcd_readme import readme
from fanzha.formats.led.lcd_slides import Slide, pages_of, slides
from fanzha.formats.led.motion import gif
from fanzha.model import Artifact
from fanzha.pdf.colour import drawn

if TYPE_CHECKING:
    from PIL.Image import Image

    from fanzha.formats import Workshop

PREVIEW_SIDE = 480
"""Pixels of the longer side of the preview."""
PREVIEW_COLOURS = 64
_DIGITS = 8
"""Hex digits of a file's digest in its name: a player that keeps files by name never shows an old one."""


def render(artifact: Artifact, workshop: Workshop) -> Mapping[str, bytes]:
    """Return the files of the folder by path; with a film where PyAV is installed."""
    params = artifact.params
    assert isinstance(params, LcdParams)
    shown = slides(params)
    pictures = list(drawn(pages_of(params, workshop.cache), params.width, params.height))
    pngs = [png(picture) for picture in pictures]
    files = {slide_path(number, data): data for number, data in enumerate(pngs, 1)}
    paths = list(files)
    if FILM in artifact.tools:
        made = film(pictures, [frames(slide.dwell_ms) for slide in shown], workshop.scratch)
        files[film_name(made)] = made
    files["PREVIEW.gif"] = preview(pictures, shown)
    files["00_README.html"] = readme(params, shown, dict(zip(paths, pictures, strict=True)), files)
    files["MANIFEST.json"] = manifest(params, shown, paths, files)
    return dict(sorted(files.items()))


def slide_path(number: int, data: bytes) -> str:
    """Return the path of a slide, counted from 1, whose file has these bytes."""
    return f"SLIDES/{number:02d}_{_digest(data)}.png"


def film_name(data: bytes) -> str:
    """Return the path of a film whose file has these bytes."""
    return f"VIDEO/01_{_digest(data)}.mp4"


def film_path(files: Mapping[str, bytes]) -> str | None:
    """Return the path of the folder's film, if it has one."""
    return next((path for path in files if path.startswith("VIDEO/")), None)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def png(picture: Image) -> bytes:
    """Return the picture as PNG that says that its colours are those of sRGB."""
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add(b"sRGB", b"\0")
    picture.save(out := io.BytesIO(), "PNG", pnginfo=said)
    return out.getvalue()


def small(picture: Image) -> Image:
    """Return the picture as large as the preview is."""
    copy = picture.copy()
    copy.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return copy


def preview(pictures: Sequence[Image], shown: Sequence[Slide]) -> bytes:
    """Return the slides, small and in few colours, as an endless GIF that takes as long as the film."""
    from PIL import Image

    thumbs = [small(picture) for picture in pictures]
    width, height = thumbs[0].size
    all_of_them = Image.new("RGB", (width, height * len(thumbs)))
    for number, thumb in enumerate(thumbs):
        all_of_them.paste(thumb, (0, number * height))
    palette = all_of_them.quantize(PREVIEW_COLOURS, Image.Quantize.MEDIANCUT)
    few = [thumb.quantize(palette=palette, dither=Image.Dither.NONE) for thumb in thumbs]
    return gif(few, [slide.dwell_ms for slide in shown])


def manifest(params: LcdParams, shown: Sequence[Slide], paths: Sequence[str], files: Mapping[str, bytes]) -> bytes:
    """Return what lies in the folder, for machines and for whoever must prove what was shown."""
    path = film_path(files)
    record = {
        "screen": dict(params.names),
        "width": params.width,
        "height": params.height,
        "pitch": params.pitch,
        "hotlines": [str(params.imprint.emergency.number), str(params.imprint.advice.number)],
        "publisher": dict(params.publisher.names),
        "version": params.publisher.version,
        "date": params.publisher.date.isoformat(),
        "schedule": schedule_record(params),
        "pages": [page_record(params, path, slide) for path, slide in zip(paths, shown, strict=True)],
        "film": {"file": path, "rate": RATE, "pictures": total(shown)} if path else None,
        "files": [
            {"file": name, "size": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}
            for name in sorted(files)
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def page_record(params: LcdParams, path: str, slide: Slide) -> dict[str, str | int]:
    """Return what the manifest says of a slide; its letters where it has a slogan, its language where there are two."""
    record: dict[str, str | int] = {
        "file": path,
        "text": slide.text,
        "dwell_ms": slide.dwell_ms,
        "slogan": slide.slogan,
    }
    record |= {"letters": round(slide.letters)} if slide.slogan else {}
    return record | ({"locale": slide.locale} if params.second else {})


def total(shown: Sequence[Slide]) -> int:
    """Return how many pictures the film has."""
    return sum(frames(slide.dwell_ms) for slide in shown)
