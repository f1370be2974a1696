"""Where in a picture of a page something too fine to be read at its resolution may be a code.

A matrix code is black and white all over: within its square every spot has edges across and down. Print has lines and
white between them.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]

_KINDS = ((6, 5, 14), (8, 5, 14), (6, 3, 36))
"""Of a tile: pixels of its side, and how many across and down must all be busy; and from which mean difference of
neighbouring dots, of 255, one is. At 200 dpi they stand for squares of 4 and 5 mm, and for one of 2.3 mm that is finer
than any print."""
_COARSE = 3
"""How many times smaller the picture is in which codes of large dots look busy."""
_LIGHT = 128
_GAPS = tuple(itertools.product((2, 4), (3, 4, 6)))
"""Pixels of white, across and down, that may lie between dots of one code, or between it and what else is printed; all
are tried, since it is not known which."""
_FARTHEST = 160
"""Pixels by which a place is enlarged at most until there is nothing but white around it."""


def busy_places(grey: Image) -> list[Box]:
    """Return left, top, right and bottom, in pixels, of places to look at in a higher resolution."""
    found = []
    across, down = _edges(grey)
    for tile, side, least in _KINDS:
        rim = 5 * tile
        found += [
            (max(0, left - rim), max(0, top - rim), right + rim, bottom + rim)
            for left, top, right, bottom in _busy(across, down, tile, side, least)
        ]
    return found


def lone_places(grey: Image, known: Sequence[Box] = ()) -> list[Box]:
    """Return places that are busy in large dots and stand in white: a reader finds MaxiCode only where it is alone.

    What touches the `known` codes is left out.
    """
    across, down = _edges(grey.reduce(_COARSE))
    tile, side, least = _KINDS[1]
    found: dict[Box, None] = {}
    for spot in _busy(across, down, tile, side, least):
        left, top, right, bottom = (_COARSE * edge for edge in spot)
        if any(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom for box in known):
            continue
        x, y = (left + right) // 2, (top + bottom) // 2
        for seed in ((left, top, right, bottom), (x - tile, y - tile, x + tile, y + tile)):  # text may hang on to it
            found |= dict.fromkeys(_grown(grey, seed, *gaps) for gaps in _GAPS)
    return list(found)


def _edges(grey: Image) -> tuple[Image, Image]:
    """Return how much each dot differs from its left and from its upper neighbour."""
    from PIL import ImageChops

    left, upper = ImageChops.offset(grey, 1, 0), ImageChops.offset(grey, 0, 1)
    return ImageChops.difference(grey, left), ImageChops.difference(grey, upper)


def _busy(across: Image, down: Image, tile: int, side: int, least: int) -> list[Box]:
    from PIL import ImageChops, ImageFilter

    both = ImageChops.darker(across.reduce(tile), down.reduce(tile))
    busy = both.point(lambda mean: 255 if mean >= least else 0).filter(ImageFilter.MinFilter(side))
    return [(left * tile, top * tile, right * tile, bottom * tile) for left, top, right, bottom in _spots(busy)]


def _grown(grey: Image, box: Box, across: int, down: int) -> Box:
    """Return the place with what hangs together with it, up to where so much white is on all sides."""
    left, top, right, bottom = box
    longest = 2 * min(grey.size)  # a MaxiCode is about as wide as it is tall (ISO/IEC 16023), so this is none
    for _ in range(_FARTHEST):
        if max(right - left, bottom - top) > longest:
            break
        sides = (
            (left - across, top, left, bottom),
            (left, top - down, right, top),
            (right, top, right + across, bottom),
            (left, bottom, right, bottom + down),
        )
        dark = [int(_darkest(grey, side) < _LIGHT) for side in sides]
        if not any(dark):
            break
        left, top = max(0, left - 2 * dark[0]), max(0, top - 2 * dark[1])
        right, bottom = min(grey.width, right + 2 * dark[2]), min(grey.height, bottom + 2 * dark[3])
    return left, top, right, bottom


def _darkest(grey: Image, box: Box) -> int:
    """Return the grey level of the darkest dot in a box; beyond the picture it is white."""
    left, top, right, bottom = box
    within = (max(0, left), max(0, top), min(grey.width, right), min(grey.height, bottom))
    if within[0] >= within[2] or within[1] >= within[3]:
        return 255
    darkest, _ = grey.crop(within).getextrema()
    return int(darkest)  # type: ignore[arg-type]


def _spots(busy: Image) -> list[Box]:
    """Return the boxes of the connected busy places, in tiles."""
    from PIL import ImageChops, ImageDraw

    boxes = []
    left = busy.copy()
    while box := left.getbbox():
        row = left.crop((box[0], box[1], box[2], box[1] + 1)).getbbox()
        assert row
        before = left.copy()
        ImageDraw.floodfill(left, (box[0] + row[0], box[1]), 0)
        spot = ImageChops.difference(before, left).getbbox()
        assert spot
        boxes.append(spot)
    return boxes
