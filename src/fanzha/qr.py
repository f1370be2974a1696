"""QR codes: from a payload to modules and SVG, and back from a picture to payloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

Level = Literal["L", "M", "Q", "H"]
Matrix = tuple[tuple[bool, ...], ...]

MAX_PAYLOAD = 80
"""Characters (QR003): longer addresses make codes too dense to scan from arm's length."""

MAX_VERSION = 6
QUIET = 4
"""Modules of quiet zone on each side: ISO/IEC 18004 clause 6.3.8."""


class PayloadTooLong(ValueError):
    """The payload is too long to scan well (QR003); `payload` and `limit` fill the message."""

    def __init__(self, payload: str, limit: int) -> None:
        """Keep what is needed for the diagnostic."""
        super().__init__(f"{payload}: more than {limit} characters")
        self.payload = payload
        self.limit = limit


def matrix(payload: str, level: Level = "Q") -> Matrix:
    """Return the rows of modules (True is dark) without quiet zone. Raises `PayloadTooLong`."""
    raise NotImplementedError


def svg(payload: str, level: Level = "Q", quiet: int = QUIET, *, title: str = "") -> str:
    """Return an SVG element (dark on white, one path, quiet zone included) for inline use or as an asset.

    Its viewBox is in modules and it has no width or height: give it a size in CSS. `title` (default: the payload) is
    its `<title>` and accessible name. Raises `PayloadTooLong`.
    """
    raise NotImplementedError


def decode(image: Image) -> list[str]:
    """Return the payload of every code of any symbology in the picture, sorted; inverted and rotated ones too."""
    raise NotImplementedError
