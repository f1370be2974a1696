"""Reads a finished banner back: as any printed piece, then what a print shop and a reader across the street need."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from fanzha import furniture, markup
from fanzha.copyfit import destinations
from fanzha.diagnostics import Diagnostic
from fanzha.formats.banner import Params
from fanzha.formats.banner import setting as at
from fanzha.formats.banner.render import cloth, scale_words
from fanzha.large import LEAST
from fanzha.model import Artifact
from fanzha.pdf import check_pdf
from fanzha.pdf.pages import MM_PER_PT, Box, Line, Page, Unreadable, open_pdf, read_pages, squeezed
from fanzha.theme import contrast

HIGH = 0.6
"""Of the cloth's height: letters as large as this are large enough; smaller ones must take the length there is."""
HIGH_OF_TWO, SECOND = 0.42, 0.17
"""The same above a second language; and of the cloth's height, the second's letters at least."""
LONG = 0.86
"""Of the length there is."""
CONTRAST = 7.0
"""WCAG 2.2, success criterion 1.4.6."""
SLACK = 0.2
"""Mm: half a point, as everywhere."""
EDGE = 0.5
"""Mm from the edge of a sheet for offset print to the words below the cloth: it is cut away."""
DPI = 40
"""Dots an inch of the raster from which colours are taken: the strokes of the smallest letters are three dots wide."""


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished banner."""
    p = artifact.params
    assert isinstance(p, Params)
    (width, height), around = cloth(p), at.around(p)
    found = check_pdf(
        data,
        artifact.path,
        pages=1,
        # Of a file for offset print, size and margin are asked for as those of the cloth.
        size_mm=(width, height) if p.press else (width + 2 * around, height + 2 * around),
        phrases=_phrases(p),
        margin_mm=EDGE - around if p.press else at.SAFE,
        least_pt=LEAST / at.SCALE,
        weights=(400, 700),
        body=[(SECOND * at.SHORT / MM_PER_PT, [markup.plain(p.other.name)])] if p.other else [],
        press=p.press,
    )
    try:
        pages = read_pages(data)
    except Unreadable:
        return found
    if len(pages) != 1:
        return found  # FIT002
    edges = _trim(data)
    if any(abs(one - other) > SLACK for one, other in zip(edges, (around, around, width, height), strict=True)):
        size = f"{edges[2]:.1f} × {edges[3]:.1f}"
        found.append(
            Diagnostic.at("FIT010", path=artifact.path, page=1, expected=f"{width:g} × {height:g}", found=size)
        )
        return found
    found += _misplaced(p, pages[0], artifact.path)
    letters = _letters(p, pages[0])
    found += _too_small(p, letters, data, artifact.path)
    if letters and (ratio := _ratio(data, _around(letters))) < CONTRAST:
        found.append(Diagnostic.at("FIT009", path=artifact.path, page=1, text=f"{letters[0].text} ({ratio:.1f} : 1)"))
    return found


def _phrases(p: Params) -> list[str]:
    dates = [p.publisher.date, p.publisher.valid_until]
    sentence = [] if p.upright else [piece.text for piece in at.sentence(p)]  # upright: box by box, see `_letters`
    number = [str(p.call.number.number)] if p.call and (p.upright or at.line(p).panel) else []
    return [
        *sentence,
        *number,
        *([markup.plain(p.other.name)] if p.other else []),
        *([furniture.words("banner", p.other.locale)[p.call.key]] if p.other and p.call and number else []),
        p.issuer,
        p.publisher.version,
        *(date.isoformat() for date in dates if date),
        scale_words(p),
        p.serial,
    ]


def _trim(data: bytes) -> tuple[float, float, float, float]:
    """Return left and top edge, width and height of the cloth (the trim box) in mm."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        media, trim = ([float(edge) for edge in box] for box in (pdf.pages[0].mediabox, pdf.pages[0].trimbox))
    left, top, width, height = trim[0] - media[0], media[3] - trim[3], trim[2] - trim[0], trim[3] - trim[1]
    return left * MM_PER_PT, top * MM_PER_PT, width * MM_PER_PT, height * MM_PER_PT


def _misplaced(p: Params, page: Page, path: str) -> Iterator[Diagnostic]:
    """Yield each line that is neither on the cloth, clear of its hem, nor wholly in the margin around it."""
    width, height = cloth(p)
    around = at.around(p)
    near, far = around + at.SAFE - SLACK, around - at.SAFE + SLACK
    for line in page.lines:
        box = line.box
        inside = box.left > near and box.top > near
        inside = inside and box.right < width + far and box.bottom < height + far
        beside = box.top > around + height
        if not inside and not beside:
            yield Diagnostic.at("FIT007", path=path, page=1, text=line.text)


def _letters(p: Params, page: Page) -> tuple[Line, ...]:
    """Return the lines that make the sentence: the largest of all, and numbers set side by side."""
    size = (at.column(p) if p.upright else at.line(p)).size / MM_PER_PT
    least = 0.4 if p.upright else 0.98
    below = (at.around(p) + at.LONG - at.MARGIN - at.column(p).foot) if p.upright else page.height_mm
    end = at.around(p) + sum(at.columns(p)) / 2 if p.upright and p.other else page.width_mm
    return tuple(
        line for line in page.lines if line.size_pt > least * size and line.box.top < below and line.box.left < end
    )


def _too_small(p: Params, letters: Sequence[Line], data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield FIT006 unless the letters make the sentence, FIT018 when they are small and leave much of their room."""
    said = squeezed("".join(line.text for line in letters))
    if said != squeezed(at.spoken_text(p)):
        yield Diagnostic.at("FIT006", path=path, text=markup.plain(p.slogan.name))
        return
    around, (left, top) = _around(letters), _panel(data)
    start = at.around(p) + at.MARGIN
    if p.upright:
        room, taken = top - at.APART - start, around.bottom - around.top
    else:
        end = left - at.APART if at.line(p).panel else at.around(p) + at.LONG - at.MARGIN
        room, taken = end - start, around.right - around.left
    size = max(line.size_pt for line in letters)
    least = (HIGH_OF_TWO if p.other else HIGH) * at.SHORT / MM_PER_PT
    if size < least and taken < LONG * room:
        yield Diagnostic.at("FIT018", path=path, page=1, text=said, size=f"{size:.0f}", least=f"{least:.0f}")


def _panel(data: bytes) -> tuple[float, float]:
    """Return left and top edge of the panel, or of the foot line, in mm from the sheet's upper left corner."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        media = [float(edge) for edge in pdf.pages[0].mediabox]
    _, found = destinations(data)
    _, left, height = found.get("panel", (0, 0.0, 0.0))
    return (left - media[0]) * MM_PER_PT, (media[3] - height) * MM_PER_PT


def _around(lines: Sequence[Line]) -> Box:
    boxes = [line.box for line in lines]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _ratio(data: bytes, box: Box) -> float:
    """Return the contrast of the two colours that most dots around the sentence have, as drawn."""
    document = open_pdf(data)
    try:
        image = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()
    dots = DPI / 25.4
    part = image.crop(tuple(round(edge * dots) for edge in (box.left, box.top, box.right, box.bottom)))
    most = sorted(part.getcolors(part.width * part.height) or [], reverse=True)[:2]
    colours = [f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in most]
    return contrast(*colours) if len(colours) == len(("ink", "ground")) else 1.0
