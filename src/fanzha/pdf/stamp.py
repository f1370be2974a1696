"""Stamping: copies of one PDF that differ in a name, a number and a QR code, without typesetting each.

What is common is typeset once, with slots kept free (`fanzha.pdf.slots`), and opened once. For each copy a few short
content streams are written between the parts of the common ones, with a font of only the characters they need; tags,
metadata and the order of reading stay whole, and nothing of one copy is left in the next. A copy takes 5 ms, half of
them for its code, against 150 to 250 ms for typesetting it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.sax.saxutils import escape

from fanzha.diagnostics import Refusal
from fanzha.fonts import font_set
from fanzha.pdf.glyph_run import Letters, letters, new_font, plain, write_font
from fanzha.pdf.press import ink_of
from fanzha.pdf.slots import ASCENT, LINE, Slot, find_slots, part
from fanzha.qr import Level, svg

_PX = 0.75
"""Points of a CSS pixel."""
_STEP = 0.25
"""Points between the type sizes that are tried."""
_STATE = b"/FanzhaStamp"
"""Name of the graphics state that is opaque, whatever was drawn before."""
_RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-")


@dataclass(frozen=True)
class Words:
    """How a line of text is set in its slot."""

    size: float
    """Points, when there is room."""
    least: float
    """Points: text that would have to be smaller is refused (FIT018)."""
    weight: Literal[400, 700] = 400
    colour: str = "#000000"
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True)
class Code:
    """How a QR code is drawn in its slot: as large as it allows, quiet zone included, on white."""

    level: Level = "Q"


Kind = Words | Code


class Stamper:
    """One common PDF, held open for stamping copies of it one after the other."""

    def __init__(
        self, common: bytes, kinds: Mapping[str, Kind], cache: Path, blacks: Mapping[str, float] | None = None
    ) -> None:
        """Open `common`, whose slots have the names of `kinds`; `cache` is where the font set lives.

        `blacks` are those that `press.pressed` was given when `common` is for offset print.
        Raises `ValueError` when the slots and the names are not the same.
        """
        import pikepdf

        self._pdf = pikepdf.open(io.BytesIO(common))
        self._kinds = dict(kinds)
        fonts = font_set(cache)
        self._files = {400: fonts.regular, 700: fonts.bold}
        self._fonts = {weight: new_font(self._pdf) for weight in self._files}
        self._slots = find_slots(self._pdf)
        if {slot.name for slot in self._slots} != set(kinds):
            raise ValueError(f"slots {sorted({slot.name for slot in self._slots})} are not {sorted(kinds)}")
        self._press = "/OutputIntents" in self._pdf.Root
        self._blacks = dict(blacks or {})
        self._narrow = str(self._pdf.Root.get("/Lang", "")).startswith("en")
        self._streams = [stream for number in range(len(self._pdf.pages)) for stream in self._split(number + 1)]
        self._metadata = self._pdf.Root.Metadata.read_bytes().decode()
        self._info = {key: str(self._pdf.docinfo.get(key, "")) for key in ("/Title", "/Author")}

    def stamp(
        self,
        fills: Mapping[str, str],
        *,
        alts: Mapping[str, str] | None = None,
        title: str | None = None,
        author: str | None = None,
    ) -> bytes:
        """Return a copy with the slots filled: text for `Words`, a payload for `Code`. The same bytes for the same.

        `alts` are what is read aloud for codes (by default the payload). `title` and `author` replace those of the
        common PDF in its metadata. Raises `Refusal` FIT018 for text that does not fit, `MissingGlyph` (FIT004), and
        `fanzha.qr.PayloadTooLong`; `ValueError` when a slot gets nothing or a fill has no slot.
        """
        if set(fills) != set(self._kinds):
            raise ValueError(f"fills {sorted(fills)} are not for the slots {sorted(self._kinds)}")
        texts = {name: plain(fills[name]) for name, kind in self._kinds.items() if isinstance(kind, Words)}
        fonts = self._letters(texts)
        drawn = [
            _line(slot, kind, texts[slot.name], fonts[kind.weight], self._ink(kind.colour))
            if isinstance(kind := self._kinds[slot.name], Words)
            else _code(slot, kind, fills[slot.name], self._ink("#000000"), self._ink("#ffffff"))
            for slot, _ in self._streams
        ]
        # Nothing has been changed until here: what is refused leaves no trace.
        for (slot, stream), content in zip(self._streams, drawn, strict=True):
            stream.write(content)
            self._tag(slot, (alts or {}).get(slot.name, fills[slot.name]))
        self._put_fonts(fonts)
        self._name(title, author)
        self._pdf.save(out := io.BytesIO(), deterministic_id=True)
        return out.getvalue()

    def _split(self, number: int) -> list[tuple[Slot, Any]]:
        """Part a page's content at its slots; return each slot with the stream that stands for it."""
        from pikepdf import Array, Dictionary, Name

        page = self._pdf.pages[number - 1]
        slots = [slot for slot in self._slots if slot.page == number]
        if not slots:
            return []
        contents = page.obj.Contents
        streams = contents if isinstance(contents, Array) else [contents]
        joined = b"\n".join(stream.read_bytes() for stream in streams)
        parts = [(each, self._pdf.make_stream(b"")) for each in part(joined, slots)]
        for each, stream in parts:
            if not isinstance(each, Slot):  # deflated once for all copies
                stream.write(zlib.compress(each), filter=Name.FlateDecode)
        page.obj.Contents = Array([stream for _, stream in parts])
        states = _shelf(page.obj.Resources, "/ExtGState")
        states[_STATE.decode()] = Dictionary(ca=1, CA=1)
        return [(slot, stream) for slot, stream in parts if isinstance(slot, Slot)]

    def _letters(self, texts: Mapping[str, str]) -> dict[int, Letters]:
        """Return the letters of each weight."""
        chars = {400: "", 700: ""}
        for name, kind in self._kinds.items():
            if isinstance(kind, Words):
                chars[kind.weight] += texts[name]
        return {
            weight: letters(text, self._files[weight], weight, narrow=self._narrow) for weight, text in chars.items()
        }

    def _ink(self, colour: str) -> bytes:
        """Return the operator that fills with a colour, in process colours when the common PDF is for the press."""
        if self._press and colour in self._blacks:
            return b"0 0 0 %s k" % _number(self._blacks[colour])
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        if self._press:
            return b" ".join(_number(part) for part in ink_of(red, green, blue)) + b" k"
        return b" ".join(_number(part) for part in (red, green, blue)) + b" rg"

    def _tag(self, slot: Slot, alt: str) -> None:
        """Say what a filled slot is: a picture with what is read aloud for it, or plain text."""
        from pikepdf import Array, Name, String

        if isinstance(self._kinds[slot.name], Code):
            slot.element.Alt = String(alt)
            # In points from the lower left corner (ISO 32000-2, table 379); WeasyPrint leaves pixels from the upper.
            edge, _, _, top = (float(edge) for edge in self._pdf.pages[slot.page - 1].trimbox)
            right, bottom = slot.left + slot.width, slot.top + slot.height
            box = (edge + slot.left * _PX, top - bottom * _PX, edge + right * _PX, top - slot.top * _PX)
            slot.element.A.BBox = Array([round(each, 4) for each in box])
            return
        slot.element.S = Name(slot.tag)
        for key in ("/Alt", "/A"):
            if key in slot.element:
                del slot.element[key]

    def _put_fonts(self, fonts: Mapping[int, Letters]) -> None:
        """Fill the font of each weight, and take away one that this copy does not need."""
        for weight, content in fonts.items():
            if content.glyphs:
                write_font(self._fonts[weight], content)
            for page in {slot.page for slot in self._slots}:
                shelf = _shelf(self._pdf.pages[page - 1].obj.Resources, "/Font")
                if content.glyphs:
                    shelf[_font_name(weight)] = self._fonts[weight]
                elif _font_name(weight) in shelf:
                    del shelf[_font_name(weight)]

    def _name(self, title: str | None, author: str | None) -> None:
        """Write title and author into both kinds of metadata, which must agree."""
        metadata = self._metadata
        for key, tag, given in (("/Title", "dc:title", title), ("/Author", "dc:creator", author)):
            value = self._info[key] if given is None else plain(given)
            if given is not None:
                pattern = re.compile(rf"(<{tag}>.*?<rdf:li[^>]*>).*?(</rdf:li>)", re.DOTALL)
                text = escape(value)
                metadata, count = pattern.subn(lambda found, text=text: f"{found[1]}{text}{found[2]}", metadata)  # type: ignore[misc]
                if not count:
                    raise ValueError(f"the common PDF has no {tag} to replace")
            if value:
                self._pdf.docinfo[key] = value
        self._pdf.Root.Metadata.write(metadata.encode())


def _line(slot: Slot, kind: Words, text: str, font: Letters, ink: bytes) -> bytes:
    """Return the marked content of a line of text, centred in the height of its slot."""
    length = font.width(text)
    room = min(slot.height / LINE, slot.width / length if length else slot.height) * _PX
    # A hundredth of a point for what was rounded on the way into the PDF.
    size = kind.size if kind.size <= room + 0.01 else room // _STEP * _STEP
    if size < kind.least:
        raise Refusal("FIT018", page=slot.page, text=text, size=f"{size:g}", least=f"{kind.least:g}")
    em = size / _PX
    spare = slot.width - length * em
    left = slot.left + {"left": 0.0, "center": spare / 2, "right": spare}[kind.align]
    baseline = slot.top + (slot.height - LINE * em) / 2 + ASCENT * em
    drawn = b"BT 0 Tc 0 Tw 100 Tz 0 Ts 0 Tr 1 0 0 -1 %s %s Tm %s %s Tf %s Tj ET" % (
        _number(left),
        _number(baseline),
        _font_name(kind.weight).encode(),
        _number(em),
        font.coded(text),
    )
    return _marked(slot.tag.encode(), slot.mark, ink + b" " + drawn if text else b"")


def _code(slot: Slot, kind: Code, payload: str, dark: bytes, light: bytes) -> bytes:
    """Return the marked content of a QR code, a rectangle for each run of modules, in the middle of its slot."""
    # The first rectangle is the ground, quiet zone included.
    ground, *modules = (match.groups() for match in _RECTANGLE.finditer(svg(payload, kind.level)))
    side = min(slot.width, slot.height)
    scale = side / int(ground[2])
    place = (scale, scale, slot.left + (slot.width - side) / 2, slot.top + (slot.height - side) / 2)
    dots = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in modules).encode()
    drawn = b"%s 0 0 %s %s %s cm\n" % tuple(_number(part) for part in place)
    drawn += b"%s 0 0 %s %s re f\n" % (light, ground[2].encode(), ground[3].encode())
    return _marked(b"/Figure", slot.mark, drawn + b"%s %s f" % (dark, dots))


def _marked(tag: bytes, mark: int, drawn: bytes) -> bytes:
    return b"%s <</MCID %d>> BDC\nq %s gs %s Q\nEMC\n" % (tag, mark, _STATE, drawn)


def _shelf(resources: Any, kind: str) -> Any:
    """Return the dictionary of fonts or the like among a page's resources, a new one when there is none."""
    import pikepdf

    if kind not in resources:
        resources[kind] = pikepdf.Dictionary()
    return resources[kind]


def _font_name(weight: int) -> str:
    return f"/FanzhaStamp{weight}"


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()
