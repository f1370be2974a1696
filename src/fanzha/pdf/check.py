"""Everything a format's `verify` asks of a finished PDF, in one call."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from fanzha.codes import Code, codes_in, problems
from fanzha.codes.addresses import foreign, hosts_of
from fanzha.codes.verdict import seen
from fanzha.diagnostics import NOWHERE, Diagnostic, Place
from fanzha.fonts import Face, Source, source
from fanzha.pdf import layout, links
from fanzha.pdf.codes import page_codes, rasters
from fanzha.pdf.digits import printed
from fanzha.pdf.glyphs import embedded_weights, glyph_audit
from fanzha.pdf.pages import Box, Line, Page, Unreadable, phrases_in, read_pages
from fanzha.pdf.press import SLUG
from fanzha.pdf.press_check import check_press
from fanzha.pdf.standards import inaccessible, unsound

COVERED = 0.5
"""Mm² of a line that may lie within a code's edges: the place of a code is known to a dot or two."""
_BROKEN = re.compile(r"\s*\n\.(?=\w)")
"""Where a domain goes on in the next line, as `markup.domain` breaks it: its end alone would be another host."""
MOST_A_CODE = 5
"""Findings of one code that are told; a broken page would repeat itself a hundred times."""


def check_pdf(
    data: bytes,
    path: str,
    *,
    pages: int,
    size_mm: tuple[float, float],
    phrases: Sequence[str] = (),
    page_phrases: Sequence[Sequence[str]] = (),
    payloads: Sequence[str] = (),
    margin_mm: float = 5.0,
    largest: str | None = None,
    weights: Collection[int] = (),
    hotlines: Sequence[str] = (),
    least_pt: float = 0.0,
    body: Sequence[tuple[float, Sequence[str]]] = (),
    tagged: bool = True,
    press: bool = False,
    fonts: Source | None = None,
    dpi: int = 200,
    source_at: Place = NOWHERE,
    faces: Sequence[Face] = (),
) -> list[Diagnostic]:
    """Return what is wrong with the PDF `data`, read back as a stranger would.

    `path` is the artefact's path, for the messages. `pages` and `size_mm` (width, height of every page) are what
    was meant: FIT002 (with too many pages at `source_at`, where its text is written), FIT010. `phrases` must be
    readable, white space and line breaks aside, on any page, and those of `page_phrases` on the first, second, …
    page: FIT006. No line of text overlaps another or a code: FIT003. No text is nearer to the edge than
    `margin_mm`: FIT007. Each glyph is drawn as in the source font: FIT005.
    `weights` (400, 700) are all embedded: FIT012. No text is clipped, covered or in the colour of its ground:
    FIT009. `largest`, when given, is the text (say "96110") that must be set in the largest size: FIT008. Each of
    `hotlines` is there, no part of another (FIT006), and where it is printed large reads from the picture as itself
    (FIT019); where numbers stand alone, none of them is larger than the first, which is to be called first (FIT008).
    No text is smaller than `least_pt`, and no line of the texts of `body` than the points that stand with them:
    FIT018. It is accessible (PDF/UA-1) if it is `tagged`: FIT016; its syntax is sound: FIT017. For one made for
    offset `press`, size and margin are those of the trim, and `press_check` is asked too. Exactly `payloads` are
    decoded from the codes of the rasterised pages (in grey, at `dpi`) and of the pictures in the file, each at
    least once: QR001 (missing), QR002 (a code that nobody asked for); two readers read each alike (QR020), and each
    module is as meant (QR021). No link or action leads elsewhere (QR022), and no other address is printed than on
    hosts of payloads and phrases (QR023).

    `fonts` defaults to Debian's Noto Sans CJK itself (not the cut set); `faces` are those that may stand beside it.
    Raises `fanzha.fonts.MissingFont` without them.
    """
    try:
        found = read_pages(data)
    except Unreadable:
        return [Diagnostic.at("FIT002", path=path, expected=pages, found=0)]
    images = list(rasters(data, dpi))
    around = SLUG if press else 0.0
    sheet = (size_mm[0] + 2 * around, size_mm[1] + 2 * around)
    diagnostics: list[Diagnostic] = check_press(data, path, size_mm) if press else []
    if len(found) != pages:
        place = source_at if len(found) > pages else NOWHERE
        diagnostics.append(Diagnostic.at("FIT002", place, path=path, expected=pages, found=len(found)))
    codes = page_codes(data, images, dpi)
    for page, image, on_page in zip(found, images, codes, strict=True):
        unseen = [("FIT009", line) for line in layout.invisible(page, image, dpi)]
        off = [("FIT007", line) for line in layout.outside(page, margin_mm + around)]
        diagnostics += [_at_line(code, path, page, line) for code, line in _first(off) + _first(unseen)]
        diagnostics += _size(path, page, sheet)
        diagnostics += _overlaps(path, page) + _over_codes(path, page, on_page, dpi)
        diagnostics += _small(path, page, page.lines, least_pt)
        for least, texts in body:
            diagnostics += _small(path, page, layout.lines_of(page, texts), least)
        for number in hotlines:
            diagnostics += _misread(path, page, number, list(printed(number, page, image, dpi, fonts or source())))
    diagnostics += _words(path, found, pages, phrases, page_phrases)
    diagnostics += _ranked(path, found, hotlines, largest)
    diagnostics += [Diagnostic.at("FIT017", path=path, problem=problem) for problem in unsound(data)[:1]]
    if tagged:
        diagnostics += [Diagnostic.at("FIT016", path=path, rule=rule) for rule in inaccessible(data)[:1]]
    diagnostics += _fonts(data, path, set(weights), fonts or source(), faces)
    hosts = hosts_of(payloads, [*phrases, *itertools.chain.from_iterable(page_phrases)])
    return [*diagnostics, *_leads(data, path, found, codes, payloads, hosts)]


def _ranked(path: str, pages: Sequence[Page], hotlines: Sequence[str], largest: str | None) -> Iterator[Diagnostic]:
    """Yield each hotline that is missing, and what is larger than the number that should be the largest."""
    for number in hotlines:
        if not layout.holds_number(pages, number):
            yield Diagnostic.at("FIT006", path=path, text=number)
    larger = layout.not_largest(pages, largest) if largest else None
    larger = larger or (layout.outranked(pages, hotlines) if hotlines else None)
    if larger:
        yield Diagnostic.at("FIT008", path=path, text=larger.text)


def _leads(
    data: bytes,
    path: str,
    pages: Sequence[Page],
    codes: Sequence[Sequence[Code]],
    payloads: Sequence[str],
    hosts: Collection[str],
) -> Iterator[Diagnostic]:
    """Yield what leads elsewhere: a code on a page or in a picture, a link or action of the file, a printed address."""
    in_pictures = [code for picture in links.pictures(data) for code in codes_in(picture)]
    yield from problems(path, [*itertools.chain.from_iterable(codes), *in_pictures], payloads)
    for one in itertools.islice(dict.fromkeys(links.strange(data, payloads)), MOST_A_CODE):
        yield Diagnostic.at("QR022", path=path, target=seen(one))
    for page in pages:
        for address in itertools.islice(foreign(_BROKEN.sub(".", page.text), hosts), MOST_A_CODE):
            yield Diagnostic.at("QR023", path=path, page=page.number, address=seen(address))


def _words(
    path: str, found: Sequence[Page], pages: int, phrases: Sequence[str], page_phrases: Sequence[Sequence[str]]
) -> Iterator[Diagnostic]:
    """Yield what is not to be read, on its own page; with too many pages on any, for what runs over is not missing."""
    if len(found) > pages:
        phrases, page_phrases = [*phrases, *itertools.chain.from_iterable(page_phrases)], ()
    yield from _unread(path, found, phrases)
    for page, wanted in zip(found, page_phrases, strict=False):  # a page too few is FIT002
        # The address of a page within a PDF, as RFC 8118 has it.
        yield from _unread(f"{path}#page={page.number}", [page], wanted)


def _small(path: str, page: Page, lines: Iterable[Line], least_pt: float) -> list[Diagnostic]:
    """Return a finding for each line that is set smaller; what was rounded on the way is no finding."""
    small = [line for line in lines if line.size_pt < least_pt - 0.05]
    return [
        Diagnostic.at(
            "FIT018", path=path, page=page.number, text=line.text, size=f"{line.size_pt:g}", least=f"{least_pt:g}"
        )
        for line in small[:MOST_A_CODE]
    ]


def _misread(path: str, page: Page, number: str, read: Sequence[str]) -> list[Diagnostic]:
    wrong = [one for one in read if one != number]
    return [Diagnostic.at("FIT019", path=path, page=page.number, number=number, read=one) for one in wrong[:1]]


def _fonts(data: bytes, path: str, weights: set[int], fonts: Source, faces: Sequence[Face]) -> Iterator[Diagnostic]:
    for weight in sorted(weights - embedded_weights(data)):
        yield Diagnostic.at("FIT012", path=path, weight=weight)
    for char, font in itertools.islice(glyph_audit(data, fonts, faces), MOST_A_CODE):
        yield Diagnostic.at("FIT005", path=path, char=char, font=font)


def _unread(path: str, pages: Sequence[Page], phrases: Sequence[str]) -> Iterator[Diagnostic]:
    for phrase, is_there in phrases_in(pages, phrases).items():
        if not is_there:
            yield Diagnostic.at("FIT006", path=path, text=phrase)


def _first(findings: list[tuple[str, Line]]) -> list[tuple[str, Line]]:
    return findings[:MOST_A_CODE]


def _at_line(code: str, path: str, page: Page, line: Line) -> Diagnostic:
    return Diagnostic.at(code, path=path, page=page.number, text=line.text)


def _size(path: str, page: Page, size_mm: tuple[float, float]) -> Iterator[Diagnostic]:
    """Yield a finding when the page differs from the paper by more than 0.2 mm (a point is 0.35 mm)."""
    if abs(page.width_mm - size_mm[0]) > 0.2 or abs(page.height_mm - size_mm[1]) > 0.2:
        yield Diagnostic.at(
            "FIT010",
            path=path,
            page=page.number,
            expected=f"{size_mm[0]:g} × {size_mm[1]:g}",
            found=f"{page.width_mm:.1f} × {page.height_mm:.1f}",
        )


def _overlaps(path: str, page: Page) -> list[Diagnostic]:
    pairs = list(layout.overlaps(page))[:MOST_A_CODE]
    return [
        Diagnostic.at("FIT003", path=path, page=page.number, text=one.text, other=other.text) for one, other in pairs
    ]


def _over_codes(path: str, page: Page, codes: Sequence[Code], dpi: int) -> list[Diagnostic]:
    """Return a finding for each line of text that lies under a code or over it."""
    found = []
    for code in codes:
        box = Box(*(edge * 25.4 / dpi for edge in code.box))
        covered = [line for line in page.lines if line.box.shared_area(box) > COVERED]
        found += [
            Diagnostic.at("FIT003", path=path, page=page.number, text=line.text, other=code.text) for line in covered
        ]
    return found[:MOST_A_CODE]
