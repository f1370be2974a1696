"""The glyph audit (FIT005): is each glyph in a PDF drawn as its character is drawn in the source font?

A PDF carries shapes and, apart from them, what they copy as. When fonts are embedded wrongly the two part: 96110 can be
searched for and copied while the paper shows other characters. So outlines are compared, not names or numbers.
"""

from __future__ import annotations

import io
import itertools
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from fanzha.fonts import FAMILY, Face, Source
from fanzha.fonts.cut import face_number
from fanzha.fonts.harfbuzz import cut
from fanzha.pdf.program import Program
from fanzha.pdf.tounicode import to_unicode


def glyph_audit(data: bytes, fonts: Source, faces: Sequence[Face] = ()) -> Iterator[tuple[str, str]]:
    """Yield (what copies, font name) for each glyph of a PDF that is not drawn as in the source font.

    That of a glyph in one of `faces` is the face's own; a letter that joins may be drawn in any of its forms.

    A font that is not of the family, not embedded, or embedded in a form that this audit cannot follow is a finding
    too, with "?" for the character.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and _is_whole_font(thing):
                yield from _audit_font(thing, fonts, faces)


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


def _audit_font(font: Any, fonts: Source, faces: Sequence[Face]) -> Iterator[tuple[str, str]]:
    name = _name(font)
    weight, program = _weight(name), _program(font)
    face = next((face for face in faces if face.family.replace(" ", "-") == name.partition("+")[2]), None)
    path = face.path if face else fonts.of_weight(weight) if weight else None
    if path is None or program is None or "/ToUnicode" not in font:
        yield "?", name
        return
    texts = to_unicode(font.ToUnicode.read_bytes())
    originals = _Originals(path, "".join(texts.values()), joins=face is not None)
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

    def __init__(self, path: Path, text: str, *, joins: bool) -> None:
        wanted = {ord(char) for char in text + unicodedata.normalize("NFC", text)}
        ranges = [(codepoint, codepoint) for codepoint in sorted(wanted)]
        forms, composed = ({*_FORMS, *_JOINED}, {"ccmp", "rlig"}) if joins else ({*_FORMS}, {"ccmp"})
        self._program = Program(cut(path, face_number(path), ranges, sorted(forms | composed)))
        font = self._program.font
        self._cmap = {codepoint: font.getGlyphID(name) for codepoint, name in font.getBestCmap().items()}
        self._alternates = _alternates(font, forms)
        self._ligatures = _ligatures(font, composed)

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
        parts = [self._cmap.get(ord(char), 0) for char in text]
        composed = unicodedata.normalize("NFC", text)
        if len(parts) == 1:
            found = self._forms(parts[0])
        else:  # letters that join have met in their joined forms
            found = [self._ligatures.get(each, 0) for each in itertools.product(*map(self._forms, parts))]
        if not any(found) and len(composed) == 1:
            found = self._forms(self._cmap.get(ord(composed), 0))
        return [glyph for glyph in found if glyph]

    def _forms(self, glyph: int) -> list[int]:
        return [glyph, *self._alternates.get(glyph, ())]


_FORMS = ("vert", "pwid")
"""Features that give a character another glyph: for vertical lines, of natural width."""
_JOINED = ("isol", "init", "medi", "fina")
"""The same, of letters that join their neighbours."""


def _alternates(font: Any, features: Collection[str]) -> dict[int, list[int]]:
    """Return for each glyph those of the same character that the features put in its place."""
    found: dict[int, list[int]] = {}
    for substitution in _substitutions(font, features):
        for name, alternate in getattr(substitution, "mapping", {}).items():
            found.setdefault(font.getGlyphID(name), []).append(font.getGlyphID(alternate))
    return found


def _ligatures(font: Any, features: Collection[str]) -> dict[tuple[int, ...], int]:
    """Return the glyph for each sequence of glyphs that the features draw as one.

    Long dashes and letters with tone marks by `ccmp`, lam with alef by `rlig`.
    """
    found: dict[tuple[int, ...], int] = {}
    for substitution in _substitutions(font, features):
        for first, ligatures in getattr(substitution, "ligatures", {}).items():
            for ligature in ligatures:
                names = (first, *ligature.Component)
                found[tuple(font.getGlyphID(name) for name in names)] = font.getGlyphID(ligature.LigGlyph)
    return found


def _substitutions(font: Any, features: Collection[str]) -> Iterator[Any]:
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
