"""The scrolling loop: a strip that runs past the screen, stops at the hotline and begins again without a jump.

Text that is read from right to left moves to the right: it is laid out and moved as in a mirror that turns whole lines
round, and not their letters.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.led.charset import shown
from fanzha.formats.led.choice import hotline_label
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, beside, hotline_pages, number_line
from fanzha.pixels import canvas, fitting, painted, set_line

if TYPE_CHECKING:
    from PIL.Image import Image

GAP_EMS = 4
"""Ems of darkness between two slogans."""
_STAYS = 1 << 2
"""GIF's disposal 1: a frame stays until the next is drawn over it."""


@dataclass(frozen=True)
class Strip:
    """Everything that scrolls past, as one picture of inks whose end meets its beginning."""

    picture: Image
    """Its length is a multiple of the step: so the last frame moved by a step is the first."""
    stops: dict[int, int]
    """Extra milliseconds for the hotline's pages, by the column at the screen's left edge."""


def scrolling_line(text: str, params: LedParams) -> Image:
    """Return a slogan as it scrolls: in the largest face of which no dot is cut, known numbers in the second colour."""
    typeface = params.typeface
    face = typeface.for_rows(params.height)
    while params.height > 16 and not fitting(text, face, params.height) and (smaller := typeface.below(face)):
        face = smaller
    return set_line(text, face, params.height, params.highlight)


def strip_of(params: LedParams) -> Strip:
    """Return the strip: the slogans, then the hotline's pages, each of which stops when it fills the screen.

    It moves to the left whatever the language: what moves to the right is mirrored in it.
    """
    gap, lines = GAP_EMS * params.em, [scrolling_line(shown(s.name, params.locale), params) for s in params.slogans]
    stands: list[ScreenPage] = list(hotline_pages(params))
    length = sum(line.width + gap for line in lines)
    length += -length % params.step
    starts = [_rounded(length + index * params.width, params.step) for index in range(len(stands))]
    total = _rounded(starts[-1] + params.width, params.step)
    picture = canvas(total, params.height)
    x = 0
    for line in lines:
        picture.paste(turned(line, params), (x, 0))
        x += line.width + gap
    for start, page in zip(starts, stands, strict=True):
        picture.paste(turned(page.picture, params), (start, 0))
    return Strip(picture, {start: page.dwell_ms for start, page in zip(starts, stands, strict=True)})


def long_strip(params: LedParams) -> Image:
    """Return everything in one line, for a card that moves a long picture by itself; the first slogan enters first.

    Slogans and hotline, each with darkness after it; as wide as a multiple of what the card asks for.
    """
    gap, number = GAP_EMS * params.em, str(params.hotline.number)
    lines = [scrolling_line(shown(slogan.name, params.locale), params) for slogan in params.slogans]
    label = scrolling_line(hotline_label(params.hotline, params.locale), params)
    lines.append(beside(label, number_line(number, params.height * len(number), params), params))
    picture = canvas(_rounded(sum(line.width + gap for line in lines), params.rounding), params.height)
    x = 0
    for line in lines:
        picture.paste(turned(line, params), (x, 0))
        x += line.width + gap
    return turned(picture, params)


def turned(picture: Image, params: LedParams) -> Image:
    """Return the picture as it is where text moves to the left, and mirrored where it moves to the right."""
    from PIL import ImageOps

    return picture if params.leftwards else ImageOps.mirror(picture)


def _rounded(columns: int, step: int) -> int:
    return columns + -columns % step


def frames(strip: Strip, width: int, step: int, frame_ms: int) -> Iterator[tuple[Image, int]]:
    """Yield the pictures of one loop with their milliseconds; the last is the hotline, standing."""
    length, rows = strip.picture.size
    doubled = canvas(length + width, rows)
    doubled.paste(strip.picture, (0, 0))
    for x in range(0, width, length):
        doubled.paste(strip.picture, (length + x, 0))
    last = max(strip.stops)
    for offset in (*range(last + step, length, step), *range(0, last + step, step)):
        yield doubled.crop((offset, 0, offset + width, rows)), strip.stops.get(offset, frame_ms)


def loop_of(params: LedParams) -> Iterator[tuple[Image, int]]:
    """Yield the pictures of the loop of a language with their milliseconds, as the screen shows them."""
    for picture, milliseconds in frames(strip_of(params), params.width, params.step, params.frame_ms):
        yield turned(picture, params), milliseconds


def gif(pictures: Sequence[Image], durations: Sequence[int]) -> bytes:
    """Return an endless GIF of pictures in mode `P`, all with the first one's palette.

    Durations are milliseconds, multiples of 10.
    Every frame is whole, opaque, not interlaced and uses the one global palette: Pillow's own writer stores only what
    changed, with holes, which simple players in control cards get wrong. Equal neighbours become one longer frame.
    """
    palette = bytes(pictures[0].getpalette() or ())
    bits = max(1, (len(palette) // 3 - 1).bit_length())
    size = struct.pack("<HH", *pictures[0].size)
    parts = [b"GIF89a", size, bytes([0xF0 | (bits - 1), 0, 0]), palette.ljust(3 << bits, b"\0")]
    parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")
    for dots, milliseconds in _merged(pictures, durations, depth := max(2, bits)):
        parts.append(b"\x21\xf9\x04" + struct.pack("<BHBB", _STAYS, milliseconds // 10, 0, 0))
        parts += [b",\0\0\0\0", size, bytes([0, depth]), dots, b"\0"]
    return b"".join([*parts, b";"])


def _merged(pictures: Iterable[Image], durations: Iterable[int], depth: int) -> Iterator[tuple[bytes, int]]:
    """Yield the frames' dots as GIF holds them, of `depth` bits, with their milliseconds."""
    held, time = b"", 0
    for picture, milliseconds in zip(pictures, durations, strict=True):
        # Codes as short as the palette allows: a fifth less than the eight bits that Pillow writes for any palette.
        dots = picture.tobytes("gif", ("P", depth, 0))
        if held and dots != held:
            yield held, time
            time = 0
        held, time = dots, time + milliseconds
    yield held, time


def scroll_name(params: LedParams) -> str:
    """Return the plain name of the animation of a language."""
    return f"ANIM/scroll{params.ending}.gif"


def scroll_gif(params: LedParams) -> bytes:
    """Return the loop of a language as a GIF of exactly the screen's size."""
    first, *others = loop_of(params)
    pictures = [painted(first[0], PALETTES[params.colour]), *(picture for picture, _ in others)]
    return gif(pictures, [first[1], *(ms for _, ms in others)])
