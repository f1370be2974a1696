"""From the office PDF to the one for offset print: four process colours, bleed and trim, an output intent.

The office PDF is typeset with `STYLE` and then rewritten: every RGB colour becomes CMYK by the colour profile of the
printing condition, and what is set in the colours of text becomes black ink alone, so that small letters have no
coloured fringes when the plates are off by a tenth of a millimetre. Pictures become CMYK by the same profile. Nothing
is claimed of PDF/X: no validator of it is at hand.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fanzha.fonts import MissingFont
from fanzha.pdf.press_pictures import in_inks, pictures_in

PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
PACKAGE = "libgs-common"
CONDITION = "CGATS TR 001"
"""The printing condition of the profile, as the ICC's registry names it: offset on coated paper (SWOP)."""
BLEED, SLUG = 3.0, 9.0
"""Mm around the trim: what is printed over the cut, and all that the sheet has, where the crop marks stand."""
STYLE = f"@page{{bleed:{SLUG:g}mm}}"
_MARK, _GAP, _STROKE = 5.0, 3.5, 0.25
"""Mm: length of a crop mark, its distance from the trim (outside the bleed); points of its width."""
MOST_INK = 3.0
"""Sum of the four inks, 1 each: more does not dry on a sheet-fed press (300 %)."""
_PT = 72 / 25.4
_SHADES = {"rg": "k", "RG": "K", "g": "k", "G": "K"}
"""Operators that set a colour, and those that set one in CMYK (ISO 32000-2, table 73)."""

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, 0 to 1."""


def pressed(data: bytes, blacks: Mapping[str, float]) -> bytes:
    """Return the PDF for print of one that was typeset with `STYLE`; the same bytes for the same input.

    `blacks` says how much black ink (0 to 1) stands for a colour `#rrggbb` that letters are set in. Raises
    `fanzha.fonts.MissingFont` when the colour profile is not installed.
    """
    import pikepdf

    exact = {_levels(colour): (0.0, 0.0, 0.0, ink) for colour, ink in blacks.items()}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _box_in(page)
            for stream in streams(page):
                _in_cmyk(pdf, stream, exact)
                for picture in pictures_in(stream):
                    in_inks(picture, _transform())
                if "/Group" in stream:
                    del stream.Group  # of transparency, and nothing is transparent
            page.contents_add(pdf.make_stream(_marks(page)), prepend=True)
        profile = pikepdf.Stream(pdf, _profile())
        profile.N, profile.Alternate = 4, pikepdf.Name.DeviceCMYK
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier=CONDITION,
            RegistryName="http://www.color.org",
            Info=CONDITION,
            DestOutputProfile=pdf.make_indirect(profile),
        )
        pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
        pdf.save(out := io.BytesIO(), deterministic_id=True)
    return out.getvalue()


def ink_of(red: float, green: float, blue: float) -> Ink:
    """Return the inks of an RGB colour (0 to 1 each), in whole per cent; greys are black alone."""
    levels = (round(red * 255), round(green * 255), round(blue * 255))
    if len(set(levels)) == 1:
        return 0.0, 0.0, 0.0, round(1 - levels[0] / 255, 2)
    return _by_profile(levels)


def _levels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@functools.lru_cache(maxsize=1024)
def _by_profile(levels: tuple[int, int, int]) -> Ink:
    from PIL import Image, ImageCms

    shown = ImageCms.applyTransform(Image.new("RGB", (1, 1), levels), _transform())
    assert shown is not None
    inks = shown.getpixel((0, 0))
    assert isinstance(inks, tuple)
    cyan, magenta, yellow, black = (round(level / 255, 2) for level in inks)
    return cyan, magenta, yellow, black


@functools.cache
def _profile() -> bytes:
    try:
        return PROFILE.read_bytes()
    except OSError:
        raise MissingFont(PROFILE, PACKAGE) from None


@functools.cache
def _transform() -> Any:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(io.BytesIO(_profile()))
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", intent, flags)


def _box_in(page: Any) -> None:
    """Set the boxes: the trim as it was typeset, the bleed 3 mm around it."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    page.bleedbox = [left - BLEED * _PT, bottom - BLEED * _PT, right + BLEED * _PT, top + BLEED * _PT]


def _marks(page: Any) -> bytes:
    """Return the crop marks as lines of black ink: two at each corner, in line with the trim."""
    left, bottom, right, top = (float(edge) for edge in page.trimbox)
    near, mark = _GAP * _PT, _MARK * _PT
    above = [(bottom - near, -mark), (top + near, mark)]
    beside = [(left - near, -mark), (right + near, mark)]
    lines = [(x, y, x, y + length) for x in (left, right) for y, length in above]
    lines += [(x, y, x + length, y) for y in (bottom, top) for x, length in beside]
    drawn = " ".join(f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S" for x, y, to_x, to_y in lines)
    return f"/Artifact BMC q 0 0 0 1 K {_STROKE} w {drawn} Q EMC\n".encode()


def streams(page: Any) -> Iterator[Any]:
    """Yield the page and every form that it draws, each once."""
    import pikepdf

    yield page.obj
    seen: set[tuple[int, int]] = set()
    pending = [page.obj.get("/Resources", {})]
    while pending:
        resources = pending.pop()
        for kind in ("/XObject", "/Pattern"):
            for form in resources.get(kind, {}).values():
                if form.objgen in seen or not isinstance(form, pikepdf.Stream):
                    continue
                seen.add(form.objgen)
                if form.get("/Subtype") == "/Form" or form.get("/PatternType") == 1:
                    yield form
                    pending.append(form.get("/Resources", {}))


def _in_cmyk(pdf: Any, stream: Any, exact: Mapping[tuple[int, int, int], Ink]) -> None:
    import pikepdf

    instructions: list[Any] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operands, operator = instruction.operands, instruction.operator
        name = str(operator)
        if name in _SHADES:
            levels = [float(operand) for operand in operands]
            red, green, blue = levels if len(levels) == 3 else levels * 3
            ink = exact.get((round(red * 255), round(green * 255), round(blue * 255))) or ink_of(red, green, blue)
            instructions.append(([_number(part) for part in ink], pikepdf.Operator(_SHADES[name])))
        else:
            instructions.append((operands, operator))
    content = pikepdf.unparse_content_stream(instructions)
    if isinstance(stream, pikepdf.Stream):
        stream.write(content)
    else:
        stream.Contents = pdf.make_stream(content)


def _number(value: float) -> Any:
    from decimal import Decimal

    return Decimal(f"{value:g}")
