"""Reads a PDF for print back: its boxes, every colour that it sets, its output intent, no transparency."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from fanzha.diagnostics import Diagnostic
from fanzha.pdf.pages import MM_PER_PT
from fanzha.pdf.press import BLEED, MOST_INK, streams
from fanzha.pdf.press_pictures import most_ink, pictures_in

TOLERANCE = 0.05
"""Mm."""
BLACK, BESIDE = 0.5, 0.3
"""Letters with that much black ink are taken for black or grey; then there may be no more of the other three."""
_FOREIGN = frozenset({"rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"})
"""Operators that set a colour in another space than DeviceCMYK, and inline pictures."""


def check_press(data: bytes, path: str, trim_mm: tuple[float, float]) -> list[Diagnostic]:
    """Return what is wrong with a PDF made by `press.pressed`, whose pages are to be cut to `trim_mm`.

    FIT020: a colour that is not CMYK, more ink than `MOST_INK`, letters in a mixed black. FIT021: a box that is off.
    FIT022: no output intent, or something transparent. Bytes that are no PDF are FIT022 too.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = list(_intent(pdf, path))
            for number, page in enumerate(pdf.pages, start=1):
                found += _boxes(page, path, number, trim_mm)
                found += _colours(page, path, number)
            return found
    except pikepdf.PdfError as error:
        return [Diagnostic.at("FIT022", path=path, problem=str(error))]


def _intent(pdf: Any, path: str) -> Iterator[Diagnostic]:
    intents = list(pdf.Root.get("/OutputIntents", []))
    if not any(int(one.get("/DestOutputProfile", {}).get("/N", 0)) == 4 for one in intents):
        yield Diagnostic.at("FIT022", path=path, problem="OutputIntent: CMYK?")


def _boxes(page: Any, path: str, number: int, trim_mm: tuple[float, float]) -> Iterator[Diagnostic]:
    trim = [float(edge) * MM_PER_PT for edge in page.trimbox]
    width, height = trim_mm
    wanted = [trim[0], trim[1], trim[0] + width, trim[1] + height]
    bleed = [float(edge) * MM_PER_PT for edge in page.obj.get("/BleedBox", page.trimbox)]
    around = [wanted[0] - BLEED, wanted[1] - BLEED, wanted[2] + BLEED, wanted[3] + BLEED]
    for name, expected, found in (("TrimBox", wanted, trim), ("BleedBox", around, bleed)):
        if any(abs(a - b) > TOLERANCE for a, b in zip(expected, found, strict=True)):
            yield Diagnostic.at(
                "FIT021", path=path, page=number, box=name, expected=_shown(expected), found=_shown(found)
            )


def _shown(box: Sequence[float]) -> str:
    return " ".join(f"{edge:.1f}" for edge in box)


def _colours(page: Any, path: str, number: int) -> Iterator[Diagnostic]:
    """Yield the first colour of a page that is wrong, and the first thing that is transparent."""
    wrong = next((found for stream in streams(page) for found in _wrong_in(stream)), None)
    if wrong:
        yield Diagnostic.at("FIT020", path=path, page=number, found=wrong)
    if clear := next((what for stream in streams(page) for what in _clear_in(stream)), None):
        yield Diagnostic.at("FIT022", path=path, problem=f"{clear} (p. {number})")


def _wrong_in(stream: Any) -> Iterator[str]:
    import pikepdf

    letters, fill = False, [0.0] * 4
    for instruction in pikepdf.parse_content_stream(stream):
        name, operands = str(instruction.operator), instruction.operands
        if name in _FOREIGN:
            yield f"{' '.join(map(str, operands))} {name}"
        elif name in {"k", "K"}:
            inks = [float(operand) for operand in operands]
            if sum(inks) > MOST_INK + 0.005:
                yield f"{' '.join(f'{ink:g}' for ink in inks)} {name}: {sum(inks):.0%}"
            fill = inks if name == "k" else fill
        elif name in {"BT", "ET"}:
            letters = name == "BT"
        if letters and name in {"Tj", "TJ"} and fill[3] >= BLACK and sum(fill[:3]) > BESIDE:
            yield f"{' '.join(f'{ink:g}' for ink in fill)} {name}"
    for picture in pictures_in(stream):
        if picture.get("/ColorSpace") != "/DeviceCMYK":
            yield f"Image: {picture.get('/ColorSpace')}"
        elif (ink := most_ink(picture)) > MOST_INK + 0.005:
            yield f"Image: {ink:.0%}"


def _clear_in(stream: Any) -> Iterator[str]:
    for name, state in _resources(stream).get("/ExtGState", {}).items():
        opaque = float(state.get("/ca", 1)) == 1 and float(state.get("/CA", 1)) == 1
        if not opaque or state.get("/SMask", "/None") != "/None" or state.get("/BM", "/Normal") != "/Normal":
            yield f"ExtGState {name}"
    for name, picture in _resources(stream).get("/XObject", {}).items():
        if "/SMask" in picture:
            yield f"SMask {name}"


def _resources(stream: Any) -> Any:
    return stream.get("/Resources", {})
