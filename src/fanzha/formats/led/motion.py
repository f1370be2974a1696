"""The scrolling loop: a strip that runs past the screen, stops at the hotline and begins again without a jump."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.led.charset import shown
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, hotline_pages
from fanzha.pixels import canvas, face_for, fitting, outline_face, painted, set_line

if TYPE_CHECKING:
    from PIL.Image import Image

GAP_EMS = 4
"""Ems of darkness between two slogans."""


@dataclass(frozen=True)
class Strip:
    """Everything that scrolls past, as one picture of inks whose end meets its beginning."""

    picture: Image
    """Its length is a multiple of the step: so the last frame moved by a step is the first."""
    stops: dict[int, int]
    """Extra milliseconds for the hotline's pages, by the column at the screen's left edge."""


def scrolling_line(text: str, params: LedParams) -> Image:
    """Return a slogan as it scrolls: in the largest face of which no dot is cut."""
    face = face_for(params.height)
    while params.height > 16 and not fitting(text, face, params.height):
        face = outline_face(face.em - 1)
    return set_line(text, face, params.height, params.highlight)


def strip_of(params: LedParams) -> Strip:
    """Return the strip: the slogans, then the hotline's pages, each of which stops when it fills the screen."""
    gap, lines = GAP_EMS * params.em, [scrolling_line(shown(s.name, params.locale), params) for s in params.slogans]
    stands: list[ScreenPage] = list(hotline_pages(params))
    length = sum(line.width + gap for line in lines)
    length += -length % params.step
    starts = [_rounded(length + index * params.width, params.step) for index in range(len(stands))]
    total = _rounded(starts[-1] + params.width, params.step)
    picture = canvas(total, params.height)
    x = 0
    for line in lines:
        picture.paste(line, (x, 0))
        x += line.width + gap
    for start, page in zip(starts, stands, strict=True):
        picture.paste(page.picture, (start, 0))
    return Strip(picture, {start: page.dwell_ms for start, page in zip(starts, stands, strict=True)})


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


def gif(pictures: Sequence[Image], durations: Sequence[int]) -> bytes:
    """Return an endless GIF of pictures in mode `P` with one palette; durations in milliseconds, multiples of 10.

    Every frame is whole, opaque, not interlaced and uses the one global palette: Pillow's own writer stores only what
    changed, with holes, which simple players in control cards get wrong. Equal neighbours become one longer frame.
    """
    from PIL import GifImagePlugin

    first = pictures[0]
    palette = bytes(first.getpalette() or ())
    bits = max(1, (len(palette) // 3 - 1).bit_length())
    parts = [b"GIF89a", struct.pack("<HHBBB", *first.size, 0xF0 | (bits - 1), 0, 0), palette.ljust(3 << bits, b"\0")]
    parts.append(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00")
    for picture, milliseconds in _merged(pictures, durations):
        parts += GifImagePlugin.getdata(picture, duration=milliseconds, disposal=1, interlace=0)
    return b"".join([*parts, b";"])


def _merged(pictures: Sequence[Image], durations: Sequence[int]) -> Iterator[tuple[Image, int]]:
    held, time = pictures[0], durations[0]
    for picture, milliseconds in zip(pictures[1:], durations[1:], strict=True):
        if picture.tobytes() == held.tobytes():
            time += milliseconds
        else:
            yield held, time
            held, time = picture, milliseconds
    yield held, time


def scroll_gif(params: LedParams) -> bytes:
    """Return the loop as a GIF of exactly the screen's size."""
    palette = PALETTES[params.colour]
    shown_frames = list(frames(strip_of(params), params.width, params.step, params.frame_ms))
    return gif([painted(picture, palette) for picture, _ in shown_frames], [ms for _, ms in shown_frames])
