"""QR codes: from a payload to modules and SVG. What reads them back, `fanzha.codes`, shares nothing with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

from fanzha.diagnostics import Refusal

if TYPE_CHECKING:
    pass

Level = Literal["L", "M", "Q", "H"]
"""Error correction: 7, 15, 25 or 30 % of the code may be lost. Q indoors, H outdoors."""

Matrix = tuple[tuple[bool, ...], ...]

MAX_PAYLOAD = 80
"""Characters (QR003): longer addresses make codes too dense to scan from arm's length."""

VERSIONS = range(2, 7)
"""Sizes that are made: some phones fail on version 1; above 6 (41 modules) modules get too small for a leaflet."""

QUIET = 4
"""Modules of quiet zone on each side: ISO/IEC 18004 clause 6.3.8."""


class PayloadTooLong(Refusal):
    """The payload is too long to scan well (QR003); `payload` and `limit` fill the message."""

    def __init__(self, payload: str, limit: int = MAX_PAYLOAD) -> None:
        """Keep what is needed for the diagnostic."""
        super().__init__("QR003", payload=payload, limit=limit)
        self.payload = payload
        self.limit = limit


def matrix(payload: str, level: Level = "Q") -> Matrix:
    """Return the rows of modules (True is dark) without quiet zone.

    An `https` address in upper case after its scheme, such as `https://HOST.EXAMPLE/Q/AB3/`, is written in two
    segments (bytes, then alphanumeric), which makes it a version smaller. Raises `PayloadTooLong`.
    """
    import qrcode
    from qrcode.exceptions import DataOverflowError

    if len(payload) > MAX_PAYLOAD:
        raise PayloadTooLong(payload)
    levels = {
        "L": qrcode.ERROR_CORRECT_L,
        "M": qrcode.ERROR_CORRECT_M,
        "Q": qrcode.ERROR_CORRECT_Q,
        "H": qrcode.ERROR_CORRECT_H,
    }
    for version in VERSIONS:
        code = qrcode.QRCode(version=version, error_correction=levels[level], border=0)
        _add(code, payload)
        try:
            code.make(fit=False)
        except DataOverflowError:
            continue
        return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
    raise PayloadTooLong(payload, _longest(level))


_BYTES = {"L": 134, "M": 106, "Q": 74, "H": 58}
"""Capacity of the largest version made (6), in bytes: ISO/IEC 18004 table 7."""

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def _longest(level: Level) -> int:
    return min(MAX_PAYLOAD, _BYTES[level])


def is_alphanumeric(text: str) -> bool:
    """Return whether the text can be written in the mode that needs 5.5 bits a character."""
    return _ALPHANUMERIC.issuperset(text)


def _add(code: Any, payload: str) -> None:
    """Put the payload into the code, in one segment or, where that is shorter, scheme and rest apart.

    An upper-case scheme would be shorter still, but breaks several scanner apps.
    """
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    scheme, separator, rest = payload.partition("://")
    if separator and is_alphanumeric(rest):
        code.add_data(QRData(scheme.encode(), MODE_8BIT_BYTE), optimize=0)
        code.add_data(QRData((separator + rest).encode(), MODE_ALPHA_NUM), optimize=0)
    else:
        code.add_data(QRData(payload.encode(), MODE_8BIT_BYTE), optimize=0)


def svg(payload: str, level: Level = "Q", quiet: int = QUIET, *, title: str = "") -> str:
    """Return an SVG element (dark on white, one path, quiet zone included) for inline use or as an asset.

    Its viewBox is in modules and it has no width or height: give it a size in CSS. `title` (default: the payload) is
    its `<title>` and accessible name. Raises `PayloadTooLong`, and `ValueError` for a quiet zone under 4 modules.
    """
    if quiet < QUIET:
        raise ValueError(f"quiet zone of {quiet} modules; the standard asks for {QUIET}")
    modules = matrix(payload, level)
    size = len(modules) + 2 * quiet
    name = escape(title or payload)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges"><title>{name}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#000" d="{_path(modules, quiet)}"/></svg>'
    )


def _path(modules: Matrix, quiet: int) -> str:
    """Return the dark modules as one path: a rectangle for each run, taken down as far as it goes unchanged.

    Tall rectangles leave no hairlines between rows when a reader smooths edges.
    """
    open_runs: dict[tuple[int, int], int] = {}
    steps: list[tuple[int, int, str]] = []
    for y, row in enumerate((*modules, ())):
        runs = _runs(row)
        for run in [run for run in open_runs if run not in runs]:
            top = open_runs.pop(run)
            width, height = run[1] - run[0], y - top
            steps.append((top, run[0], f"M{run[0] + quiet} {top + quiet}h{width}v{height}h-{width}z"))
        for run in runs:
            open_runs.setdefault(run, y)
    return "".join(step for _, _, step in sorted(steps))


def _runs(row: tuple[bool, ...]) -> set[tuple[int, int]]:
    """Return the runs of dark modules in a row as (first, after last)."""
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return set(zip(edges[0::2], edges[1::2], strict=True))
