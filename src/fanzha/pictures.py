"""Pictures: what their headers say and what they carry besides the picture, without decoding a pixel.

The file is walked twice: by this module, marker by marker (which finds metadata, truncated files and data behind the
end, and knows the size before anything is allocated), and by Pillow, which must agree. Time and memory grow with the
file (10 MB at most, `fanzha.source.MAX_PICTURE`), never with the size that a header claims.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from fanzha.diagnostics import Diagnostic, Place

MAX_PIXELS = 25_000_000
"""Largest picture in pixels: 75 MB once decoded. A small file may claim to hold billions."""
_MAX_NAMES = 32
"""Kinds of metadata that are listed for one picture."""
_MAX_CHUNKS = 20_000
"""Chunks of a PNG: one of 10 MB written in the usual pieces has some 1,250."""
_MAX_INFLATED = 1_000_000
"""Bytes; how far compressed text in a picture is opened to look for a position."""

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CRITICAL = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_PNG_PLAIN = _PNG_CRITICAL | set(
    b"cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST tRNS pHYs sPLT tIME acTL fcTL fdAT".split()
)
"""Chunks of a PNG that say how the picture looks, and no more."""
_WEBP_PLAIN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_JPEG_SIZES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""The next marker behind compressed data, in which FF is followed by 00 or is a restart marker."""
_JPEG_PARTS = (
    (0xE1, b"Exif\0", "EXIF"),
    (0xE1, b"http://ns.adobe.com/x", "XMP"),
    (0xE2, b"MPF\0", "second picture"),
    (0xEB, b"JP", "C2PA"),
    (0xED, b"Photoshop 3.0\0", "IPTC"),
    (0xFE, b"", "comment"),
)
_JPEG_PLAIN = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_GPS = 0x8825
"""The EXIF tag under which the position is kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture file is and carries."""

    path: str
    """POSIX path below the project's root."""
    sha256: str
    """Of the bytes on disk."""
    format: str
    """PNG, JPEG or WEBP."""
    width: int
    """Pixels as stored, before any turning that EXIF asks for."""
    height: int
    metadata: tuple[str, ...]
    """Names of what must not be published with it, sorted: EXIF, GPS, XMP, IPTC, C2PA, comment, thumbnail,
    second picture, trailing data, `PNG text:KEY`, `PNG chunk:NAME`, `WEBP chunk:NAME`, `JPEG APPn`."""
    gps: bool
    """Whether it says where it was taken."""


class _Broken(Exception):
    """The file is not what its first bytes say."""


@dataclass
class _Walk:
    """What walking through a file has shown so far."""

    width: int = 0
    height: int = 0
    names: set[str] = field(default_factory=set)
    gps: bool = False

    def add(self, name: str, content: bytes = b"") -> None:
        """Note a kind of metadata; `content` is searched for a position."""
        if len(self.names) < _MAX_NAMES:
            self.names.add(name)
        if (name == "EXIF" and _has_gps(content)) or b"GPSLatitude" in content:
            self.gps = True
            self.names.add("GPS")


def read_picture(path: str, data: bytes) -> Picture | Diagnostic:
    """Return what the picture `data` at `path` is, or the diagnostic that says why it cannot be used.

    LOAD034: damaged, cut off, or no PNG, JPEG or WEBP at all; LOAD035: more than `MAX_PIXELS`; LOAD036: another
    format than its suffix says.
    """
    kind = _kind(data)
    wanted = _FORMATS.get(f".{path.rpartition('.')[2].lower()}", "")
    if not kind:
        return Diagnostic.at("LOAD034", Place(path))
    if kind != wanted:
        return Diagnostic.at("LOAD036", Place(path), kind=kind, wanted=wanted)
    try:
        walk = {"PNG": _walk_png, "JPEG": _walk_jpeg, "WEBP": _walk_webp}[kind](data)
        if walk.width * walk.height > MAX_PIXELS:
            limit = f"{MAX_PIXELS:,}"
            return Diagnostic.at("LOAD035", Place(path), width=walk.width, height=walk.height, limit=limit)
        if walk.width * walk.height == 0 or _size_by_pillow(kind, data) != (walk.width, walk.height):
            return Diagnostic.at("LOAD034", Place(path))
    except (_Broken, struct.error, IndexError):
        return Diagnostic.at("LOAD034", Place(path))
    names = tuple(sorted(walk.names))
    return Picture(path, hashlib.sha256(data).hexdigest(), kind, walk.width, walk.height, names, walk.gps)


def _kind(data: bytes) -> str:
    if data.startswith(_PNG):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    return "WEBP" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def _size_by_pillow(kind: str, data: bytes) -> tuple[int, int]:
    """Return width and height as Pillow reads them, in pixels; raises _Broken whatever Pillow raises."""
    from PIL import Image  # not at the top: a project that has not changed needs no Pillow

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
                width, height = picture.size
                return width, height
    except Exception as error:  # a parser of foreign files: ValueError, OSError, zlib.error, EOFError, …
        raise _Broken from error


def _has_gps(block: bytes) -> bool:
    """Return whether an EXIF block holds a position."""
    from PIL import Image

    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(block)
            return bool(exif.get_ifd(_GPS))
    except Exception:  # a parser of foreign bytes; that there is EXIF at all is said anyway
        return False


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield type and content of each chunk, and what stands behind the last as type b""; raises _Broken."""
    at = len(_PNG)
    for _ in range(_MAX_CHUNKS):
        (length,) = struct.unpack_from(">I", data, at)
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(content, zlib.crc32(name)) != crc:
            raise _Broken
        at += length + 12
        yield name, content
        if name == b"IEND":
            yield b"", data[at:]
            return
    raise _Broken


def _walk_png(data: bytes) -> _Walk:
    walk = _Walk()
    has_pixels = False
    for number, (name, content) in enumerate(_png_chunks(data)):
        if number == 0:
            if name != b"IHDR":
                raise _Broken
            walk.width, walk.height = struct.unpack_from(">II", content)
        elif not name:
            _trailing(walk, content)
        elif name in {b"tEXt", b"zTXt", b"iTXt"}:
            _png_text(walk, content)
        elif name == b"eXIf":
            walk.add("EXIF", b"Exif\0\0" + content)
        elif name == b"caBX":
            walk.add("C2PA")
        elif name not in _PNG_PLAIN:
            if name[:1].isupper():  # critical, so that nothing that does not know it may show the picture
                raise _Broken
            walk.add(f"PNG chunk:{_printable(name)}", content)
        has_pixels = has_pixels or name == b"IDAT"
    if not has_pixels:
        raise _Broken
    return walk


def _png_text(walk: _Walk, content: bytes) -> None:
    key = content.partition(b"\0")[0]
    name = "XMP" if key == b"XML:com.adobe.xmp" else f"PNG text:{_printable(key)}"
    walk.add(name, content)
    packed = content[len(key) + 1 :].find(b"\x78")  # where a zlib stream may begin
    if packed >= 0:
        try:
            walk.add(name, zlib.decompressobj().decompress(content[len(key) + 1 + packed :], _MAX_INFLATED))
        except zlib.error:
            return


def _walk_jpeg(data: bytes) -> _Walk:
    walk = _Walk()
    at = 2
    while True:
        found = _JPEG_MARKER.search(data, at)
        if found is None:
            raise _Broken  # no end: cut off
        marker, at = data[found.end() - 1], found.end()
        if marker == 0xD9:
            break
        if marker in {0x01, 0xD8}:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        content = data[at + 2 : at + length]
        if length < 2 or len(content) != length - 2:
            raise _Broken
        at += length
        if marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", content, 1)
            walk.width, walk.height = max(walk.width, width), max(walk.height, height)
        elif 0xE0 <= marker <= 0xEF or marker == 0xFE:
            _jpeg_part(walk, marker, content)
    _trailing(walk, data[at:])
    return walk


def _jpeg_part(walk: _Walk, marker: int, content: bytes) -> None:
    for wanted, start, name in _JPEG_PARTS:
        if marker == wanted and content.startswith(start):
            walk.add(name, content)
            return
    if (marker, content[:5]) == (0xE0, b"JFXX\0") or (marker == 0xE0 and content[12:14].strip(b"\0")):
        walk.add("thumbnail")
    elif not any(marker == plain and content.startswith(start) for plain, start in _JPEG_PLAIN):
        walk.add(f"JPEG APP{marker - 0xE0}", content)


def _walk_webp(data: bytes) -> _Walk:
    walk = _Walk()
    (length,) = struct.unpack_from("<I", data, 4)
    end = 8 + length
    if end > len(data):
        raise _Broken
    _trailing(walk, data[end:])
    at = 12
    while at + 8 <= end:
        (length,) = struct.unpack_from("<I", data, at + 4)
        name, content = data[at : at + 4], data[at + 8 : at + 8 + length]
        if len(content) != length:
            raise _Broken
        at += 8 + length + length % 2
        _webp_chunk(walk, name, content)
    return walk


def _webp_chunk(walk: _Walk, name: bytes, content: bytes) -> None:
    width = height = 0
    if name == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (4, 7))
    elif name == b"VP8 ":
        width, height = (size & 0x3FFF for size in struct.unpack_from("<HH", content, 6))
    elif name == b"VP8L":
        bits = int.from_bytes(content[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif name in {b"EXIF", b"XMP ", b"C2PA"}:
        walk.add(name.decode().strip(), content)
    elif name not in _WEBP_PLAIN:
        walk.add(f"WEBP chunk:{_printable(name)}", content)
    walk.width, walk.height = max(walk.width, width), max(walk.height, height)


def _trailing(walk: _Walk, rest: bytes) -> None:
    """Note what stands behind the picture's end: an archive, a film, or the part that was cropped away."""
    if rest.strip(b"\0"):
        walk.add("trailing data")


def _printable(name: bytes) -> str:
    text = name[:40].decode("latin-1")
    return "".join(char if char.isascii() and char.isprintable() else "?" for char in text)
