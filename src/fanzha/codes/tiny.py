"""Where in a picture of a page something too fine to be read at its resolution may be a code.

A matrix code is black and white all over: within its square every spot has edges across and down. Print has lines and
white between them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[int, int, int, int]

_KINDS = ((6, 5, 13), (8, 5, 13), (6, 3, 35))
"""Of a tile: pixels of its side, and how many across and down must all be busy; and from which mean difference of
neighbouring dots, of 255, one is: one less than looked for, since the mean is rounded twice. At 200 dpi they stand for
squares of 4 and 5 mm, and for one of 2.3 mm that is finer than any print."""
_COARSE = 3
"""How many times smaller the picture is in which codes of large dots look busy."""
_COARSE_KIND = (8, 5, 14)
"""The same as in `_KINDS`, of that picture."""
_LIGHT = 128
_GAPS = tuple(itertools.product((2, 4), (3, 4, 6)))
"""Pixels of white, across and down, that may lie between dots of one code, or between it and what else is printed; all
are tried, since it is not known which."""
_LONGEST = 2
"""How many times as long as wide a place may be to be a code that is as wide as it is tall (ISO/IEC 16023)."""
_FARTHEST = 160
"""Pixels by which a place is enlarged at most until there is nothing but white around it."""


def busy_places(grey: Image) -> list[Box]:
    """Return left, top, right and bottom, in pixels, of places to look at in a higher resolution."""
    found = []
    across, down = _edges(grey)
    halves = across.reduce(2), down.reduce(2)  # by 3 and by 4 from there is quicker than by 6 and by 8 at once
    tiles = {tile: _tiles(*halves, tile // 2) for tile in {tile for tile, _, _ in _KINDS}}
    for tile, side, least in _KINDS:
        rim = 5 * tile
        found += [
            (max(0, left - rim), max(0, top - rim), right + rim, bottom + rim)
            for left, top, right, bottom in _busy(tiles[tile], tile, side, least)
        ]
    return found


def lone_places(grey: Image, known: Sequence[Box] = ()) -> list[Box]:
    """Return places that are busy in large dots and stand in white: a reader finds MaxiCode only where it is alone.

    What touches the `known` codes is left out.
    """
    across, down = _edges(grey.reduce(_COARSE))
    tile, side, least = _COARSE_KIND
    found: dict[Box, None] = {}
    for spot in _busy(_tiles(across, down, tile), tile, side, least):
        left, top, right, bottom = (_COARSE * edge for edge in spot)
        if any(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom for box in known):
            continue
        x, y = (left + right) // 2, (top + bottom) // 2
        for seed in ((left, top, right, bottom), (x - tile, y - tile, x + tile, y + tile)):  # text may hang on to it
            found |= dict.fromkeys(_all_grown(grey, seed))
    return [box for box in found if _is_square(box)]


def _all_grown(grey: Image, seed: Box) -> Iterator[Box]:
    """Yield the place with what hangs together with it, for each of `_GAPS`.

    What hangs together with less white between hangs together with more, so each begins where one with less has ended.
    """
    reached: dict[tuple[int, int], Box] = {}
    for across, down in _GAPS:  # the least first
        before = [box for (a, d), box in reached.items() if a <= across and d <= down]
        grown = _grown(grey, before[-1] if before else seed, across, down)
        reached[across, down] = grown
        yield grown


def _is_square(box: Box) -> bool:
    """Return whether a place is near enough to a square to be a MaxiCode alone, however it is turned.

    The reader takes all that is dark in the picture for the code's own, so in a longer place it finds none.
    """
    across, down = box[2] - box[0], box[3] - box[1]
    return max(across, down) <= _LONGEST * min(across, down)


def _edges(grey: Image) -> tuple[Image, Image]:
    """Return how much each dot differs from its left and from its upper neighbour."""
    from PIL import ImageChops

    left, upper = ImageChops.offset(grey, 1, 0), ImageChops.offset(grey, 0, 1)
    return ImageChops.difference(grey, left), ImageChops.difference(grey, upper)


def _tiles(across: Image, down: Image, tile: int) -> Image:
    """Return how busy each tile is: the lesser of how much its dots differ across and down, on average."""
    from PIL import ImageChops

    return ImageChops.darker(across.reduce(tile), down.reduce(tile))


def _busy(tiles: Image, tile: int, side: int, least: int) -> list[Box]:
    """Return the places where `side` by `side` tiles are all as busy as `least`."""
    from PIL import ImageFilter

    # The mean over a square of 0 and 255 is 255 only where all are: as `MinFilter` has it, in a tenth of the time.
    means = tiles.point(lambda mean: 255 if mean >= least else 0).filter(ImageFilter.BoxBlur(side // 2))
    busy = means.point(lambda mean: 255 if mean == 255 else 0)
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
