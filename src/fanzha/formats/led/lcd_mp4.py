"""Reads an MP4's boxes (ISO/IEC 14496-12 and -15) as a player does before it plays: without PyAV."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl"}
_FULL_CHROMA_PROFILES = {66, 77, 88}
"""Profiles of H.264 that know 4:2:0 and 8 bits only, and do not say so: Baseline, Main, Extended."""


class NoFilm(ValueError):
    """The bytes are no MP4 with one film in it."""


@dataclass(frozen=True)
class Film:
    """What an MP4 says about its film."""

    codec: str
    """`H.264`, or the four characters of another."""
    pixels: str
    """`yuv420p` for 8 bits a channel with colour at half the size; else what it says."""
    width: int
    height: int
    rate: float
    """Pictures a second; 0 when they do not all stand equally long."""
    pictures: int
    keys: tuple[int, ...]
    """Numbers, from 0, of the pictures that are coded by themselves."""
    faststart: bool
    """Whether the index stands before the data."""
    tracks: int

    def __str__(self) -> str:
        """Return it in one line, as it is compared and told."""
        index = "moov, mdat" if self.faststart else "mdat, moov"
        return f"{self.codec} {self.pixels} {self.width}×{self.height} {self.rate:g} fps ({index})"


def read_film(data: bytes) -> Film:
    """Return what the MP4 says. Raises `NoFilm`."""
    try:
        return _read(data)
    except (KeyError, IndexError, ZeroDivisionError, RecursionError, struct.error) as error:
        raise NoFilm(str(error)) from None


def _read(data: bytes) -> Film:
    order = [kind for kind, _ in _boxes(data)]
    found: dict[bytes, bytes] = {}
    tracks = 0
    for kind, content in _all_boxes(data):
        tracks += kind == b"trak"
        found.setdefault(kind, content)
    (timescale,) = struct.unpack_from(">I", found[b"mdhd"], 20 if found[b"mdhd"][0] else 12)
    times = _table(found[b"stts"], ">II")
    codec, width, height, config = _entry(found[b"stsd"])
    durations = {delta for count, delta in times if count}
    rate = timescale / durations.pop() if len(durations) == 1 else 0.0
    if b"mdat" not in order:
        raise NoFilm("mdat")
    return Film(
        codec="H.264" if codec == "avc1" else codec,
        pixels=_pixels(config),
        width=width,
        height=height,
        rate=rate,
        pictures=sum(count for count, _ in times),
        keys=tuple(number - 1 for (number,) in _table(found[b"stss"], ">I")),
        faststart=order.index(b"moov") < order.index(b"mdat"),
        tracks=tracks,
    )


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the boxes that stand beside each other, by type."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, at + 8), 16
        end = at + size if size else len(data)
        if (size and size < head) or end > len(data):
            raise NoFilm(kind.decode("latin-1"))
        yield kind, data[at + head : end]
        at = end


def _all_boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for kind, content in _boxes(data):
        yield kind, content
        if kind in _CONTAINERS:
            yield from _all_boxes(content)


def _table(content: bytes, form: str) -> Sequence[tuple[int, ...]]:
    """Return the rows of a table after its version, flags and count."""
    (count,) = struct.unpack_from(">I", content, 4)
    rows = content[8 : 8 + count * struct.calcsize(form)]
    return list(struct.iter_unpack(form, rows))


def _entry(stsd: bytes) -> tuple[str, int, int, bytes]:
    """Return codec, width, height and the decoder's configuration of the first sample entry."""
    _, kind = struct.unpack_from(">I4s", stsd, 8)
    width, height = struct.unpack_from(">HH", stsd, 8 + 32)
    inner = dict(_boxes(stsd[8 + 86 :]))
    return kind.decode("latin-1"), width, height, inner.get(b"avcC", b"")


def _pixels(config: bytes) -> str:
    """Return the pixel format that an AVC configuration record names."""
    if len(config) < 7:
        return "?"
    if config[1] in _FULL_CHROMA_PROFILES:
        return "yuv420p"
    at = 6
    for _ in range(config[5] & 31):
        at += 2 + int.from_bytes(config[at : at + 2], "big")
    many, at = config[at], at + 1
    for _ in range(many):
        at += 2 + int.from_bytes(config[at : at + 2], "big")
    chroma, luma_bits, chroma_bits = config[at] & 3, 8 + (config[at + 1] & 7), 8 + (config[at + 2] & 7)
    if (chroma, luma_bits, chroma_bits) == (1, 8, 8):
        return "yuv420p"
    return f"chroma {chroma}, {luma_bits} bit"
