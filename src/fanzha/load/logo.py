"""The publisher's logo: found, permitted, sharp enough, and drawn anew so that nothing but the picture is printed.

What is wrong with it is said where `publisher.yml` names it, and stops only what would show it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fanzha.config import MATERIALS
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.model import Logo, Publisher
from fanzha.pictures import Picture
from fanzha.source import PICTURES

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST = 300
"""Pixels of the shorter side: 15 mm at 400 dpi are 236."""
LONGEST = 3
"""How many times as long as the other a side may be: a strip is too small to be known in the room of a pictogram."""
MOST = 800
"""Pixels of the longer side as it is printed, where it is at most 55 mm long: each product carries it."""


def load_logo(
    publisher: Publisher | None, data: Mapping[str, bytes], pictures: Mapping[str, Picture], found: list[Diagnostic]
) -> Logo | Diagnostic | None:
    """Return the logo that `publisher` names, what is wrong with it, or None without one.

    `data` and `pictures` are those of the project, by path. What `found` says of its file is taken out, so that one
    cause gives one diagnostic. PIC010: no picture below `materials/`; PIC011: too small or too long; PIC012: without
    `approval_ref`; LOAD004, LOAD005, LOAD006 and LOAD034 to LOAD036: the file cannot be used.
    """
    if publisher is None or publisher.logo is None:
        return None
    path, place = str(publisher.logo), publisher.logo.place
    picture = pictures.get(path) if path.startswith(f"{MATERIALS}/") else None
    if picture is None:
        return _missing(path, place, pictures, found)
    shorter, longer = sorted((picture.width, picture.height))
    if shorter < LEAST or longer > LONGEST * shorter:
        size = {"width": picture.width, "height": picture.height, "least": LEAST, "longest": LONGEST}
        return Diagnostic.at("PIC011", place, path=path, **size)
    if not publisher.approval_ref.strip():
        return Diagnostic.at("PIC012", place, path=path)
    return _drawn(data[path], picture) or Diagnostic.at("LOAD034", place)


def _missing(path: str, place: Place, pictures: Mapping[str, Picture], found: list[Diagnostic]) -> Diagnostic:
    """Return why there is no such picture."""
    said = [one for one in found if one.place.path == path and path.startswith(f"{MATERIALS}/")]
    if path.lower().endswith(PICTURES) and said:
        found[:] = [one for one in found if one not in said]
        return replace(said[0], place=place)
    # That a file of another type appears in no material (LOAD033) is said by this.
    found[:] = [one for one in found if one.code != "LOAD033" or one not in said]
    near = nearest(path, [other for other in pictures if other.startswith(f"{MATERIALS}/")])
    return Diagnostic.at("PIC010", place, path=path, nearest=near)


def _drawn(data: bytes, picture: Picture) -> Logo | None:
    """Return the logo drawn anew, or None when its pixels cannot be read."""
    from PIL import Image, ImageFile

    # WeasyPrint sets it for the whole process when it is imported, and `serve` loads again and again.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=(picture.format,)) as opened:
                flat = _on_white(opened)
    except Exception:  # a parser of foreign files: ValueError, OSError, zlib.error, EOFError, …
        return None
    flat.thumbnail((MOST, MOST), Image.Resampling.LANCZOS)
    flat.info.clear()  # a colour profile would be written again
    flat.save(out := io.BytesIO(), "PNG", optimize=True)
    return Logo(data=out.getvalue(), width=flat.width, height=flat.height, place=Place(picture.path))


def _on_white(opened: Image) -> Image:
    """Return the picture in sRGB on white paper."""
    from PIL import Image

    alpha = opened.convert("RGBA").getchannel("A") if opened.has_transparency_data else None
    if opened.mode.startswith("I"):  # sixteen bits of grey, which Pillow would cut off instead of scaling
        opened = opened.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    colours = _in_srgb(opened)
    if alpha is None:
        return colours
    return Image.composite(colours, Image.new("RGB", colours.size, "white"), alpha)


def _in_srgb(opened: Image) -> Image:
    """Return the colours as the profile within the file means them; a profile that is none counts as sRGB."""
    from PIL import ImageCms

    profile: Any = opened.info.get("icc_profile")
    if profile and opened.mode in {"RGB", "CMYK", "L"}:
        try:
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(opened, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            shown = None
        if shown is not None:
            return shown
    return opened.convert("RGB")
