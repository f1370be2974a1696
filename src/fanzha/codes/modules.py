"""A code in a picture against the matrix that was meant, module by module."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from fanzha.diagnostics import Refusal
from fanzha.qr import QUIET, Level, Matrix, matrix

if TYPE_CHECKING:
    from PIL.Image import Image

Point = tuple[float, float]
Corners = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower right and lower left corner of the modules, as the code is read."""

LEVELS: dict[str, Level] = {"M": "M", "Q": "Q", "H": "H"}
"""The levels of error correction that are printed; a code with less was not made here."""
FEWEST = 3.0
"""Dots a module below which single modules are not compared: in a small copy of a page they run into each other."""
_EVEN = 16
"""Grey levels: with less between the darkest and the lightest there is nothing to see."""


def wrong_modules(grey: Image, corners: Corners, payload: str, level: str) -> int | None:
    """Return how many modules of a code in a picture in grey levels differ from what is meant for its payload.

    The level of error correction is the code's own. The quiet zone counts: each of its modules must be light. None
    when no such code is ever made, for its level or for the length of its payload. In too small a picture (`FEWEST`)
    nothing can be told, and nothing is.
    """
    meant = _meant(payload, level)
    if meant is None:
        return None
    size = len(meant)
    if dots_a_module(corners, size) < FEWEST:
        return 0
    darks = samples(grey, corners, size)
    lightest, darkest = max(map(max, darks)), min(map(min, darks))
    if lightest - darkest < _EVEN:
        return size * size
    limit = (lightest + darkest) / 2
    frame = _framed(meant)
    return sum(
        (value < limit) != dark
        for line, modules in zip(darks, frame, strict=True)
        for value, dark in zip(line, modules, strict=True)
    )


def _framed(meant: Matrix) -> list[list[bool]]:
    """Return the matrix within its quiet zone."""
    side, beyond = [False] * QUIET, [[False] * (len(meant) + 2 * QUIET)] * QUIET
    return [*beyond, *([*side, *row, *side] for row in meant), *beyond]


def dots_a_module(corners: Corners, size: int) -> float:
    """Return how many dots of the picture the shortest side of the code has for each of its `size` modules."""
    return min(math.dist(one, other) for one, other in zip(corners, (*corners[1:], corners[0]), strict=True)) / size


def samples(grey: Image, corners: Corners, size: int) -> list[list[int]]:
    """Return the grey level in the middle of each module of a code of `size` modules, with its quiet zone.

    Where the quiet zone runs over the picture's edge it counts as white, as the paper around is.
    """
    from PIL import Image

    around, beyond = -QUIET / size, 1 + QUIET / size
    quad = [
        edge
        for u, v in ((around, around), (around, beyond), (beyond, beyond), (beyond, around))
        for edge in _at(corners, u, v)
    ]
    across = size + 2 * QUIET
    # Pillow maps the middle of each dot as `_at` does, and takes the dot of the picture there.
    seen = grey.transform((across, across), Image.Transform.QUAD, quad, Image.Resampling.NEAREST, fillcolor=255)
    levels = seen.tobytes()
    return [list(levels[row * across : (row + 1) * across]) for row in range(across)]


def _at(corners: Corners, u: float, v: float) -> Point:
    """Return the place in the picture at so much of a code's width and height, from its upper left corner."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    x = (1 - v) * ((1 - u) * ax + u * bx) + v * ((1 - u) * dx + u * cx)
    y = (1 - v) * ((1 - u) * ay + u * by) + v * ((1 - u) * dy + u * cy)
    return x, y


def modules_of(payload: str) -> int:
    """Return how many modules across a code for the payload has at least."""
    return len(_meant(payload, "M") or matrix("", "M"))


@functools.lru_cache(maxsize=64)
def _meant(payload: str, level: str) -> Matrix | None:
    if level not in LEVELS:
        return None
    try:
        return matrix(payload, LEVELS[level])
    except Refusal:
        return None
