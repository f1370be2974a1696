"""Finding every code in a picture, by two readers that share no code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fanzha.codes.modules import Corners, dots_a_module, modules_of, wrong_modules
from fanzha.codes.tiny import Box, lone_places
from fanzha.diagnostics import Refusal

if TYPE_CHECKING:
    from PIL.Image import Image

LOWEST = 8
"""Pixels: what is narrower is no code, but a line of text that looks like bars in one row of dots."""
QR = "QR Code"
"""The one symbology that is made here."""
ZXING, ZBAR = frozenset({"zxing"}), frozenset({"zbar"})
BOTH = ZXING | ZBAR
_LARGE = 1000
"""Pixels of the longer side from which zbar is given half the resolution first: it is enough for a code to scan."""
_AROUND = 0.3
"""Of a code's width: what is cut out around it for zbar, so that the quiet zone is there."""

_MARGIN, _BLOCK = 80, 72
"""Pixels of white that are left around what is printed, and that the part which is read begins at a multiple of: zxing
takes the limit between dark and light from fields of 8 pixels, also in a picture three times smaller."""


class MissingReader(Refusal):
    """The library of the second reader is not there (QR024)."""

    def __init__(self) -> None:
        """Name the Debian package."""
        super().__init__("QR024", package="libzbar0")


@dataclass(frozen=True)
class Code:
    """A code in a picture."""

    text: str
    """What it says, as the first reader that found it has it."""
    kind: str
    """Its symbology, such as `QR Code` or `Aztec`."""
    box: Box
    """Left, top, right and bottom of its modules in pixels."""
    readers: frozenset[str]
    """Which of `zxing` and `zbar` read this text from it."""
    dots: float = 0.0
    """Of a QR code, how many dots of the picture a module has."""
    wrong: int | None = None
    """Of a QR code, how many modules (and places of its quiet zone) differ from what is meant; None: it is of a kind,
    version or level that is never made here."""


def codes_in(image: Image) -> list[Code]:
    """Return every code in the picture, of any symbology. Raises `MissingReader`.

    A QR code that zxing finds is given to zbar too, and one that only zbar finds is told as well.
    """
    grey = image if image.mode == "L" else image.convert("L")
    inked = _inked(grey)
    if inked is None:
        return []
    scale = 2 if max(grey.size) > _LARGE else 1
    cut = grey.crop(inked)
    at_once = [(text, _moved(box, scale, inked)) for text, box in _zbar(cut.reduce(scale))]
    texts = {text for text, _ in at_once}
    found = [_with_second(grey, code, texts) for code in _zxing(grey, inked)]
    known = {code.text for code in found}
    for text, box in at_once:
        if text not in known:
            dots = min(box[2] - box[0], box[3] - box[1]) / modules_of(text)
            found.append(Code(text, QR, box, ZBAR, dots))
    return [*found, *maxicodes(grey, [code.box for code in found])]


def _inked(grey: Image) -> Box | None:
    """Return the part of a picture in which anything is, with a margin; None if all of it is of one level.

    Beyond it all is of the level of the picture's corner, so no part of a code is there but its quiet zone. Of that a
    reader needs no more than what is left, since both take the edge of a picture for the end of a code's surroundings.
    """
    from PIL import Image, ImageChops

    ground = Image.new("L", grey.size, grey.getpixel((0, 0)))
    seen = ImageChops.difference(grey, ground).getbbox()
    if seen is None:
        return None
    left, top, right, bottom = seen
    return (
        max(0, left - _MARGIN) // _BLOCK * _BLOCK,
        max(0, top - _MARGIN) // _BLOCK * _BLOCK,
        min(grey.width, right + _MARGIN),
        min(grey.height, bottom + _MARGIN),
    )


def _moved(box: Box, scale: int, within: Box) -> Box:
    """Return a box of dots that are `scale` times as large, in the part of a picture that is `within`, as one of it."""
    left, top, right, bottom = (scale * edge for edge in box)
    return left + within[0], top + within[1], right + within[0], bottom + within[1]


def texts_in(image: Image) -> list[str]:
    """Return what the codes of any symbology in the picture say, each once, sorted, as one reader has it.

    For where on a sheet a code stands; what it says, and whether it is drawn as meant, `codes_in` proves.
    """
    return sorted({code.text for code in _zxing(image if image.mode == "L" else image.convert("L"))})


def _with_second(grey: Image, code: Code, texts: set[str]) -> Code:
    """Return the code with zbar among its readers if that reads the same; `texts` it has read already."""
    if code.kind != QR:
        return code
    if code.text not in texts:
        left, top, right, bottom = code.box
        rim = round(_AROUND * max(right - left, bottom - top))
        around = grey.crop((max(0, left - rim), max(0, top - rim), right + rim, bottom + rim))
        texts |= {text for text, _ in _zbar(around)}
        if code.text not in texts:  # small modules: once more, with each dot made four
            texts |= {text for text, _ in _zbar(around.resize((2 * around.width, 2 * around.height)))}
    return replace(code, readers=BOTH) if code.text in texts else code


def _zxing(grey: Image, within: Box | None = None) -> Iterator[Code]:
    import zxingcpp

    left, top, *_ = within or (0, 0)
    for found in zxingcpp.read_barcodes(grey.crop(within) if within else grey):
        at = found.position
        edges = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        points = [(float(left + one.x), float(top + one.y)) for one in edges]
        corners: Corners = (points[0], points[1], points[2], points[3])
        across, down = [int(x) for x, _ in points], [int(y) for _, y in points]
        box = (min(across), min(down), max(across), max(down))
        if min(box[2] - box[0], box[3] - box[1]) < LOWEST:
            continue
        kind = str(found.format)
        if kind != QR:
            yield Code(found.text, kind, box, ZXING)
            continue
        about: Any = found.extra
        dots = dots_a_module(corners, 17 + 4 * int(about["Version"]))
        yield Code(found.text, kind, box, ZXING, dots, wrong_modules(grey, corners, found.text, str(found.ec_level)))


def maxicodes(grey: Image, known: Sequence[Box] = ()) -> Iterator[Code]:
    """Yield the codes of the one symbology that zxing only reads alone in a picture."""
    import zxingcpp

    for box in lone_places(grey, known):
        for found in zxingcpp.read_barcodes(grey.crop(box), formats=zxingcpp.barcode_formats_from_str("MaxiCode")):
            yield Code(found.text, str(found.format), box, ZXING)


def _zbar(grey: Image) -> list[tuple[str, Box]]:
    """Return what zbar reads of QR codes, with left, top, right and bottom."""
    try:
        from pyzbar.pyzbar import ZBarSymbol, decode
    except ImportError:
        raise MissingReader from None

    return [
        (
            found.data.decode("utf-8", "replace"),
            (found.rect.left, found.rect.top, found.rect.left + found.rect.width, found.rect.top + found.rect.height),
        )
        for found in decode(grey, symbols=[ZBarSymbol.QRCODE])
    ]
