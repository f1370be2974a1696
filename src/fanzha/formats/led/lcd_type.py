"""What the slides of a television are set in: the font set of print, and the fonts that a profile names for a script.

Sizes play no part: whatever is large enough to be read on a television, each outline font draws well.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from fanzha import markup
from fanzha.diagnostics import Diagnostic, Text
from fanzha.fonts import ARABIC, JOINING, LATIN, Face, MissingFont, Source, source
from fanzha.formats.led.choice import hotline_label
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.missing import font_lacks
from fanzha.languages import joined_script
from fanzha.pixels import BIDI_PACKAGE, FONTS, Fonts

BOX = "□"
"""Stands in a setting for what its font lacks, until the proof refuses it at its place (LED002)."""
DIGIT = 0.59
"""Em: how wide a digit of a telephone number is in the font set (Noto Sans CJK SC Bold), as lcd.css spaces it."""
_REGULAR, _BOLD = "noto-sans-cjk", "noto-sans-cjk-bold"
_LATIN, _ARABIC = "Fanzha Latin", "Fanzha Arabic"
_MEASURED = 200
"""Pixels of the em at which joined letters are measured."""
_SLACK = 1.01
"""By how much longer a line may run than measured glyph by glyph: kerning, and advances that are rounded to pixels."""
_BESIDE, _HAN = 0.16, r"\u3400-\u9fff"
"""Em: between a hanzi and a Latin word or number, as `markup.STYLES` has it."""


def weights(fonts: Fonts) -> tuple[int, int]:
    """Return the CSS weights of what is large and of the small print: as in print, or those of the fonts named."""
    large = 400 if fonts.hanzi == _REGULAR else 700
    named = fonts.hanzi if fonts.hanzi != "auto" else fonts.latin
    return large, 700 if named.endswith("-bold") else 400


def faces_of(params: LcdParams) -> tuple[Face, ...]:
    """Return the faces that the slides need beside the font set, those of the second language included."""
    found = [face for one in params.languages for face in _faces(one.fonts, joined_script(one.locale))]
    return tuple(dict.fromkeys(found))


def _faces(fonts: Fonts, joined: str) -> list[Face]:
    found = []
    if joined:
        font = FONTS[fonts.arabic if fonts.arabic != "auto" else "dejavu-sans-bold"]
        found.append(Face(_ARABIC, font.path, font.package, ARABIC, JOINING))
    if fonts.latin not in {"auto", fonts.hanzi if fonts.hanzi != "auto" else _BOLD}:
        font = FONTS[fonts.latin]
        found.append(Face(_LATIN, font.path, font.package, LATIN))
    return found


def family(params: LcdParams) -> str:
    """Return the value of `font-family` for the slides in one language."""
    names = [*(face.family for face in _faces(params.fonts, joined_script(params.locale))), "Fanzha Sans"]
    return ",".join(f"'{name}'" for name in names)


def digits_source(params: LcdParams) -> Source:
    """Return where the digits are drawn that a number on a slide must look like."""
    for face in _faces(params.fonts, ""):
        return Source(face.path, face.path)
    return source()


def digit_width(params: LcdParams) -> float:
    """Return how wide a digit is, in em. Raises `MissingFont`."""
    faces = _faces(params.fonts, "")
    return max(DIGIT, *(face.advance("0") for face in faces)) if faces else DIGIT


def width(text: str, params: LcdParams) -> float:
    """Return how wide a line runs, in em. Raises `MissingFont`."""
    return _width(text, params.fonts, joined_script(params.locale))


@functools.lru_cache(maxsize=10_000)
def _width(text: str, fonts: Fonts, joined: str) -> float:
    faces = _faces(fonts, joined)
    if not faces:
        return markup.em_width(text)
    total = _BESIDE * len(re.findall(rf"(?<=[{_HAN}])[A-Za-z0-9]|[A-Za-z0-9](?=[{_HAN}])", text))
    for part in re.findall(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc ]+|.", text) if joined else text:
        face = next((face for face in faces if face.holds(part[0]) and not face.lacks(part[0])), None)
        if face is None:
            total += markup.em_width(part)
        elif face.family == _ARABIC:
            total += _joined_width(part, face, joined)
        else:
            total += _SLACK * face.advance(part)
    return total


def _joined_width(run: str, face: Face, language: str) -> float:
    from PIL import ImageFont, features

    if not features.check_feature("raqm"):
        raise MissingFont(face.path, BIDI_PACKAGE)
    font = ImageFont.truetype(str(face.path), _MEASURED, layout_engine=ImageFont.Layout.RAQM)
    return _SLACK * font.getlength(run, direction="rtl", language=language) / _MEASURED


def lacking(params: LcdParams) -> Iterator[Diagnostic]:
    """Yield LED002 for each character, at its own place, that the font chosen for its script lacks."""
    for one in params.languages:
        faces = _faces(one.fonts, joined_script(one.locale))
        for text in _texts(one) if faces else ():
            for offset, char in enumerate(text):
                if any(face.lacks(char) for face in faces):
                    yield font_lacks(text, offset, params.height)


def _texts(params: LcdParams) -> Iterator[Text]:
    yield from (slogan.name for slogan in params.slogans)
    yield from (tactic.name for tactic in params.tactics.values())
    numbers = (params.hotline, params.imprint.emergency, params.imprint.advice)
    for number in {one.number: one for one in numbers}.values():
        yield Text(hotline_label(number, params.locale), number.place)
    yield Text(params.imprint.issuer)
