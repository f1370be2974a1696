"""Reads a finished trifold back: each panel says its own, ends where it must, and nothing crosses a fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from fanzha import markup
from fanzha.copyfit import destinations, too_small
from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.trifold import LargeParams, Params, bilingual, large
from fanzha.formats.trifold.cover import LEAST, SECOND_LEAST, Cover, cover_of, headline_of, title_of
from fanzha.formats.trifold.panels import PANELS, RIM, SHEET, Panel
from fanzha.formats.trifold.render import FLAGS_LEAST, case_of, feet_of, name_of, spare
from fanzha.formats.trifold.settings import INSIDE
from fanzha.large import LEAST as LARGE_PRINT
from fanzha.model import Artifact, TacticText
from fanzha.pdf import check_pdf
from fanzha.pdf.codes import placed_texts, rasters, texts_within
from fanzha.pdf.pages import Box, Line, Page, Unreadable, phrases_in, read_pages
from fanzha.pdf.press import SLUG

if TYPE_CHECKING:
    from PIL.Image import Image

FINE = 9.0
"""Points: nothing is smaller than version and dates."""
DPI = 200.0
BROKEN = "\x02"
"""What PDFium reads for a hyphen at the end of a line."""
MARGIN, WHITE = 0.4, 220
"""Mm by which edges may be smeared in the picture; grey level of paper."""
SLACK = 0.3
"""Mm by which a glyph may stand out of its field: side bearings."""
CODES = ("back", "inside-3")
"""Panels with the site's code."""


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished trifold."""
    p = artifact.params
    assert isinstance(p, Params)
    found = _as_a_pdf(p, data, artifact.path)
    try:
        pages, images, codes = read_pages(data), list(rasters(data, DPI)), placed_texts(data)
    except Unreadable:
        return found  # FIT002
    if len(pages) != 2:
        return found  # FIT002
    found += _too_long(p, data, artifact.path)
    cover = cover_of(p, pages[0])
    found += too_small(artifact.path, p.title, headline_of(p, cover).size, LEAST)
    if p.second:
        found += too_small(artifact.path, p.second.title, title_of(p.second, cover).size, SECOND_LEAST)
    around = SLUG if p.press else 0.0
    panels = [panel.within(around) for panel in PANELS]
    for panel in panels:
        page, place = pages[panel.page - 1], f"{artifact.path}#page={panel.page}"
        found += _panel(p, panel, page, place)
        if _stained(images[panel.page - 1], panel):
            text, source = _title(p, panel.name)
            found.append(Diagnostic.at("FIT007", source, path=artifact.path, page=panel.page, text=text))
        its_own = Box(panel.left, 0.0, panel.right, page.height_mm)
        if panel.name in CODES and p.url not in texts_within(codes[panel.page - 1], its_own):
            found.append(Diagnostic.at("QR001", path=place, payload=p.url))
    for page in pages:
        found += (_off(line, page.number, artifact.path) for line in page.lines if _crosses(line, page.number, panels))
    return found


def _as_a_pdf(p: Params, data: bytes, path: str) -> list[Diagnostic]:
    """Return what is wrong with it as a file for print, whatever its panels say."""
    numbers = [str(p.advice.number), str(p.emergency.number)]
    return check_pdf(
        data,
        path,
        pages=2,
        size_mm=SHEET,
        page_phrases=(numbers, numbers),
        payloads=[p.url],
        weights=(400, 700),
        hotlines=numbers,
        least_pt=FINE,
        largest=numbers[0],
        body=[_body(p), *([bilingual.body(p.second)] if p.second else [])],
        press=p.press,
    )


def _too_long(p: Params, data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield the texts that run over the end of their panel, each at its source."""
    for name, height in spare(destinations(data)[1], feet_of(p)).items():
        if height < -0.5:
            text, place = _title(p, name)
            page = next(panel.page for panel in PANELS if panel.name == name)
            yield Diagnostic.at("FIT007", place, path=path, page=page, text=text)


def _title(p: Params, name: str) -> tuple[str, Place]:
    """Return what heads a panel, and where it is written."""
    if name == "back":
        return p.issuer, p.publisher.place
    said = bilingual.longer(p, p.second, name) if p.second else p
    if name == "flap":
        return markup.plain(said.case.name), said.case.place
    if name.startswith("inside"):
        tactic = said.tactics[int(name[-1]) - 1]
        return markup.plain(tactic.name), tactic.place
    return markup.plain(said.title), said.title.place


def _stained(image: Image, panel: Panel) -> bool:
    """Return whether anything is printed within the rim around a panel's field."""
    near, far = MARGIN, RIM - MARGIN
    left, right, top, bottom = panel.left, panel.right, panel.top, panel.top + SHEET[1]
    strips = (
        (left + near, top + near, left + far, bottom - near),
        (right - far, top + near, right - near, bottom - near),
        (left + near, top + near, right - near, top + far),
        (left + near, bottom - far, right - near, bottom - near),
    )
    cut = [image.crop(tuple(round(edge * DPI / 25.4) for edge in strip)) for strip in strips]  # type: ignore[arg-type]
    return any(min(strip.tobytes()) < WHITE for strip in cut)


def _crosses(line: Line, page: int, panels: Sequence[Panel]) -> bool:
    """Return whether a line is in no panel's field: it crosses a fold or comes too near to one."""
    fields = [(panel.left + RIM - SLACK, panel.right - RIM + SLACK) for panel in panels if panel.page == page]
    return not any(left <= line.box.left and line.box.right <= right for left, right in fields)


def _off(line: Line, page: int, path: str) -> Diagnostic:
    return Diagnostic.at("FIT007", path=path, page=page, text=line.text)


def _panel(p: Params, panel: Panel, page: Page, place: str) -> Iterator[Diagnostic]:
    """Yield what a panel should say and does not."""
    lines = tuple(line for line in page.lines if panel.left <= line.box.left and line.box.right <= panel.right)
    here = Page(page.number, panel.width, page.height_mm, lines, "\n".join(_text(line) for line in lines))
    cover = cover_of(p, here)
    others = bilingual.phrases(p, p.second, panel.name, cover) if p.second else []
    for phrase, is_there in phrases_in([here], [*_phrases(p, panel.name, cover), *others]).items():
        if not is_there:
            yield Diagnostic.at("FIT006", path=place, text=phrase)
    if panel.name.startswith("inside"):
        least = large.FLAGS_LEAST if isinstance(p, LargeParams) else bilingual.FLAGS_LEAST if p.second else FLAGS_LEAST
        for said in (p, p.second):
            yield from _flags(said.tactics[int(panel.name[-1]) - 1], here, place, least) if said else ()


def _body(p: Params) -> tuple[float, list[str]]:
    """Return what is read at length, and the points below which none of it may be set."""
    if isinstance(p, LargeParams):
        return LARGE_PRINT, large.read_in(p)
    told = [
        text
        for each in p.tactics
        for text in (each.lead, *each.red_flags, *(a[0] for a in vars(each.actions).values()))
    ]
    return INSIDE[-1].size, [markup.plain(text) for text in (*told, p.case.lead, *p.case.lesson)]


def _text(line: Line) -> str:
    return line.text.replace(BROKEN, "-")


def _flags(text: TacticText, here: Page, place: str, least: int) -> Iterator[Diagnostic]:
    """Yield an absent red flag when fewer than `least` are there: how many are printed depends on their length."""
    there = phrases_in([here], map(markup.plain, text.red_flags))
    absent = [flag for flag, is_there in there.items() if not is_there]
    if len(there) - len(absent) < min(least, len(there)):
        yield Diagnostic.at("FIT006", path=place, text=absent[0])


def _phrases(p: Params, name: str, cover: Cover) -> Sequence[str]:
    """Return what a panel must say in any setting, as it is read."""
    if name == "cover":
        return [
            *headline_of(p, cover).lines,
            markup.plain(p.subtitle),
            p.issuer,
            str(p.advice.number),
            str(p.emergency.number),
        ]
    if name == "flap" and isinstance(p, LargeParams):
        return large.flap_says(p)
    if name == "flap":
        return [*case_of(p.case).lines, *(markup.plain(text) for text in (p.case.lead, p.case.lesson[0]))]
    if name == "back":
        dates = [str(day) for day in (p.publisher.date, p.publisher.valid_until) if day]
        return [p.issuer, p.publisher.version, *dates, p.serial]
    if isinstance(p, LargeParams):
        return large.inside_says(p, int(name[-1]) - 1)
    text = p.tactics[int(name[-1]) - 1]
    actions = (text.actions.stop, text.actions.verify, text.actions.report)
    leads = () if p.second else (text.lead,)
    return [*name_of(text).lines, *(markup.plain(each) for each in (*leads, *(a[0] for a in actions if a)))]
