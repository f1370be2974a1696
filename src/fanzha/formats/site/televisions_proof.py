"""Reads a television on the page of the screens back: the slides of its card, in their order, each for as long."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fanzha.formats.site.televisions import SIDE, television_record
from fanzha.pixels import opened

if TYPE_CHECKING:
    from PIL.Image import Image
    from selectolax.lexbor import LexborNode

BLOCK, APART = 8, 32
"""A field of so many pixels a side may differ from the slide by so many of 255 levels on average: WebP costs up to 20,
another character or digit makes 60 and more."""


@dataclass(frozen=True)
class Shown:
    """What a page shows of a screen, as `screens.js` finds it. All addresses are below the site's root."""

    data: Any
    """What the page gives the script."""
    first: tuple[str, ...]
    """Address, width and height of the picture that stands before anything is played, and the words for it."""
    slides: tuple[tuple[str, ...], ...]
    """Address, width and height of each picture in the list of a television."""
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Slides:
    """What a television's card is given."""

    pictures: tuple[Image, ...]
    """As large as the page shows them."""
    ms: tuple[int, ...]
    texts: tuple[str, ...]
    size: tuple[int, int]
    """Width and height of the television, in pixels."""
    width: float
    """In metres."""


def slides_of(files: Mapping[str, bytes]) -> Slides | None:
    """Return what is in a television's folder; None when it is none. Raises OSError or ValueError for a bad slide."""
    record = television_record(files)
    if record is None:
        return None
    pages, size = record["pages"], (int(record["width"]), int(record["height"]))
    return Slides(
        pictures=tuple(_scaled(files[page["file"]], size) for page in pages),
        ms=tuple(int(page["dwell_ms"]) for page in pages),
        texts=tuple(str(page["text"]) for page in pages),
        size=size,
        width=size[0] * float(record["pitch"]) / 1000,
    )


def _scaled(data: bytes, size: tuple[int, int]) -> Image:
    from PIL import Image

    picture = opened(data, "PNG")
    if picture.size != size:
        raise ValueError("a slide of another size")
    small = picture.convert("RGB")
    small.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=None)
    return small


def shown_in(section: LexborNode, data: Any, path: str) -> Shown:
    """Return what the section of a page at `path` shows, its addresses below the site's root."""

    def told(node: LexborNode) -> tuple[str, ...]:
        source, *rest = (node.attributes.get(name) or "" for name in ("src", "width", "height"))
        return _below_the_root(path, source), *rest

    if isinstance(data, dict) and "sheet" in data:
        data = {**data, "sheet": _below_the_root(path, str(data["sheet"]))}
    still = section.css_first('[data-fz-part="still"]')
    return Shown(
        data=data,
        first=(*told(still), still.attributes.get("alt") or "") if still else (),
        slides=tuple(told(node) for node in section.css(".fz-screen__texts img")),
        texts=tuple(node.text() for node in section.css(".fz-screen__text")),
    )


def _below_the_root(path: str, address: str) -> str:
    """Return the address that a page at `path` names, below the site's root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def plays(shown: Shown, tree: Mapping[str, bytes], slides: Slides) -> bool:
    """Return whether the page shows these slides and no others, in order, each for as long and each in its own text."""
    data = shown.data
    stands = [[number, 0, 1, ms] for number, ms in enumerate(slides.ms)]
    if data["pages"] != stands or data["scroll"] or [data["width"], data["height"]] != list(slides.size):
        return False
    if abs(float(data["metres"]) - slides.width) > 0.001 or shown.texts != slides.texts:
        return False
    if len(shown.slides) != len(slides.pictures) or shown.first != (*shown.slides[0], slides.texts[0]):
        return False
    return _alike(shown.slides, tree, slides.pictures)


def _alike(found: Sequence[Sequence[str]], tree: Mapping[str, bytes], wanted: Sequence[Image]) -> bool:
    """Return whether each picture is its slide, and its size as the page says."""
    from PIL import ImageChops

    for (address, *size), slide in zip(found, wanted, strict=True):
        picture = opened(tree[address], "WEBP").convert("RGB")
        if picture.size != slide.size or size != [str(picture.width), str(picture.height)]:
            return False
        worst = ImageChops.difference(picture, slide).reduce(BLOCK).getextrema()
        if max(most for _, most in worst) > APART:  # type: ignore[misc]
            return False
    return True
