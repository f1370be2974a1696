"""The glyph audit (FIT005): is each glyph in a PDF drawn as its character is drawn in the source font?

A PDF carries shapes and, apart from them, what they copy as. When fonts are embedded wrongly the two part: 96110 can be
searched for and copied while the paper shows other characters. So outlines are compared, not names or numbers.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fanzha.fonts import FAMILY, Source
from fanzha.fonts.cut import face_number
from fanzha.fonts.harfbuzz import cut
from fanzha.pdf.program import Program
from fanzha.pdf.tounicode import to_unicode


def glyph_audit(data: bytes, fonts: Source) -> Iterator[tuple[str, str]]:
    """Yield (what copies, font name) for each glyph of a PDF that is not drawn as in the source font.

    A font that is not of the family, not embedded, or embedded in a form that this audit cannot follow is a finding
    too, with "?" for the character.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and _is_whole_font(thing):
                yield from _audit_font(thing, fonts)


def embedded_weights(data: bytes) -> set[int]:
    """Return the CSS weights (400, 700) of the family that a PDF carries; a page set in one alone lost the other."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and _is_whole_font(thing)]
        weights = {_weight(_name(font)) for font in fonts if _program(font)}
    return {weight for weight in weights if weight}


def _name(font: Any) -> str:
    return str(font.get("/BaseFont", "?")).lstrip("/")


def _is_whole_font(thing: Any) -> bool:
    return thing.get("/Type") == "/Font" and not str(thing.get("/Subtype", "")).startswith("/CIDFont")


def _audit_font(font: Any, fonts: Source) -> Iterator[tuple[str, str]]:
    name = _name(font)
    weight, program = _weight(name), _program(font)
    if weight is None or program is None or "/ToUnicode" not in font:
        yield "?", name
        return
    texts = to_unicode(font.ToUnicode.read_bytes())
    originals = _Originals(fonts.of_weight(weight), "".join(texts.values()))
    for cid, text in sorted(texts.items()):
        numbers = program.glyphs_of_cid(cid)
        if not numbers or not all(originals.has(text, program, number) for number in numbers):
            yield text, name


def _weight(name: str) -> int | None:
    """Return the CSS weight of a font of the family by its PDF name (`ABCDEF+Fanzha-Sans-Bold`), else None."""
    family = FAMILY.replace(" ", "-")
    return {family: 400, f"{family}-Bold": 700}.get(name.partition("+")[2])


def _program(font: Any) -> Program | None:
    """Return the embedded program of a composite font whose codes are CIDs, else None."""
    from fontTools.ttLib import TTLibError

    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return None
    descriptor = font.DescendantFonts[0].get("/FontDescriptor", {})
    stream = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
    if stream is None:
        return None
    try:
        return Program(stream.read_bytes())
    except TTLibError:
        return None


class _Originals:
    """The glyphs of some characters as the source font draws them, cut from it afresh (30 ms, 1 MB)."""

    def __init__(self, path: Path, text: str) -> None:
        wanted = {ord(char) for char in text + unicodedata.normalize("NFC", text)}
        ranges = [(codepoint, codepoint) for codepoint in sorted(wanted)]
        self._program = Program(cut(path, face_number(path), ranges, ("ccmp", "vert", "pwid")))
        font = self._program.font
        self._cmap = {codepoint: font.getGlyphID(name) for codepoint, name in font.getBestCmap().items()}
        self._alternates = _alternates(font)
        self._ligatures = _ligatures(font)

    def has(self, text: str, program: Program, number: int) -> bool:
        """Return whether glyph `number` of another program has the outline of the character `text`.

        Equal instructions draw equal outlines, for those here call no subroutines; unequal ones may too, so they are
        drawn. White space must draw nothing, whatever its glyph.
        """
        glyphs = self._glyphs(text)
        stored = program.charstring(number)
        if stored is not None and any(stored == self._program.charstring(glyph) for glyph in glyphs):
            return True
        outline = program.outline(number)
        if not text.strip():
            return not outline
        return any(outline == self._program.outline(glyph) for glyph in glyphs)

    def _glyphs(self, text: str) -> list[int]:
        """Return the glyphs that stand for a character, or for several drawn as one such as ——; none when unknown."""
        parts = tuple(self._cmap.get(ord(char), 0) for char in text)
        composed = unicodedata.normalize("NFC", text)
        glyph = parts[0] if len(parts) == 1 else self._ligatures.get(parts, 0)
        if not glyph and len(composed) == 1:
            glyph = self._cmap.get(ord(composed), 0)
        return [glyph, *self._alternates.get(glyph, ())] if glyph else []


def _alternates(font: Any) -> dict[int, list[int]]:
    """Return for each glyph those of the same character for vertical lines (`vert`) and of natural width (`pwid`)."""
    found: dict[int, list[int]] = {}
    for substitution in _substitutions(font, {"vert", "pwid"}):
        for name, alternate in getattr(substitution, "mapping", {}).items():
            found.setdefault(font.getGlyphID(name), []).append(font.getGlyphID(alternate))
    return found


def _ligatures(font: Any) -> dict[tuple[int, ...], int]:
    """Return the glyph for each sequence of glyphs that `ccmp` draws as one: long dashes, letters with tone marks."""
    found: dict[tuple[int, ...], int] = {}
    for substitution in _substitutions(font, {"ccmp"}):
        for first, ligatures in getattr(substitution, "ligatures", {}).items():
            for ligature in ligatures:
                names = (first, *ligature.Component)
                found[tuple(font.getGlyphID(name) for name in names)] = font.getGlyphID(ligature.LigGlyph)
    return found


def _substitutions(font: Any, features: Iterable[str]) -> Iterator[Any]:
    """Yield the substitution tables of the features, those that a contextual one calls included."""
    table = font["GSUB"].table if "GSUB" in font else None
    if table is None or table.FeatureList is None:
        return
    records = table.FeatureList.FeatureRecord
    waiting = [index for r in records if r.FeatureTag in features for index in r.Feature.LookupListIndex]
    seen: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index in seen:
            continue
        seen.add(index)
        for subtable in table.LookupList.Lookup[index].SubTable:
            substitution = getattr(subtable, "ExtSubTable", subtable)
            yield substitution
            waiting += [record.LookupListIndex for record in getattr(substitution, "SubstLookupRecord", None) or ()]
