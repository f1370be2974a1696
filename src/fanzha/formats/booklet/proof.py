"""Reads a finished handbook back: each page, or each half of a sheet, holds what the flat plan says, and its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fanzha import furniture, markup
from fanzha.copyfit import destinations, too_small
from fanzha.diagnostics import Diagnostic
from fanzha.formats.booklet import Params
from fanzha.formats.booklet.cover import SECOND_LEAST, TITLE_LEAST, factor_of, headline_of, second_headline
from fanzha.formats.booklet.flatplan import A4, PAGE, Leaf, flatplan
from fanzha.formats.booklet.imposition import LEFT, SHEET, order
from fanzha.formats.booklet.render import FLAGS_LEAST, name_of
from fanzha.large import LEAST
from fanzha.model import Artifact, TacticText
from fanzha.pdf import check_pdf
from fanzha.pdf.codes import placed_texts, texts_within
from fanzha.pdf.pages import Box, Line, Page, Unreadable, phrases_in, read_pages, squeezed

DPI = 200
"""Dots an inch at which all is checked; in large print fewer will do, for its letters and codes are enlarged."""
BROKEN = "\x02"
"""What PDFium reads for a hyphen at the end of a line."""
FINE = 9.0
"""Points: nothing is smaller than version and dates."""
FINE_LARGE = 12.5
"""The same in large print."""
BARE = ("cover", "back")
"""Pages without running title, page number and hotlines at the foot."""


@dataclass(frozen=True)
class Half:
    """A page as it was found in the file: on its own, or as a half of a sheet."""

    number: int
    """In reading order, from 1."""
    place: str
    """The address of the PDF's page that it is on."""
    lines: tuple[Line, ...]
    page: Page
    codes: tuple[str, ...]


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished handbook."""
    p = artifact.params
    assert isinstance(p, Params)
    leaves = flatplan(p)
    found = check_pdf(
        data,
        artifact.path,
        pages=len(leaves) // 2 if p.imposed else len(leaves),
        size_mm=SHEET if p.imposed else A4 if p.large else PAGE,
        payloads=[url for book in p.tongues for url in (book.url, *(book.urls[text.slug] for text in book.tactics))],
        weights=(400, 700),
        hotlines=[str(p.advice.number), str(p.emergency.number)],
        least_pt=FINE_LARGE if p.large else FINE,
        body=[(LEAST, _read_in(leaves))] if p.large else [],
        tagged=not p.imposed,
        dpi=round(DPI / factor_of(p)),
        press=p.press,
    )
    found += _too_long(leaves, data, artifact.path)
    found += too_small(artifact.path, p.title, headline_of(p).size, TITLE_LEAST)
    if p.second:
        found += too_small(artifact.path, p.second.title, second_headline(p, p.second).size, SECOND_LEAST)
    if any(diagnostic.code == "FIT002" for diagnostic in found):
        return found
    try:
        halves = list(_halves(p, data, artifact.path))
    except Unreadable:
        return found  # FIT002
    for half in halves:
        found += _missing(leaves[half.number - 1], half)
    return found


def _too_long(leaves: Sequence[Leaf], data: bytes, path: str) -> Iterator[Diagnostic]:
    """Yield the texts that run over their page, each at its source: FIT002 says to cut there."""
    import pikepdf

    try:
        _, marks = destinations(data)
    except (pikepdf.PdfError, KeyError):
        return  # no PDF, which is FIT002, or pages replaced, whose texts are read below
    for number, leaf in enumerate(leaves, start=1):
        begins, ends = marks.get(f"page-{number}"), marks.get(f"end-{number}")
        if begins and ends and begins[0] != ends[0]:
            place = leaf.tactic.place if leaf.tactic else leaf.section.place if leaf.section else leaf.book.now.place
            yield Diagnostic.at(
                "FIT002", place, path=f"{path}#page={begins[0]}", expected=1, found=ends[0] - begins[0] + 1
            )


def _halves(p: Params, data: bytes, path: str) -> Iterator[Half]:
    pages = read_pages(data)
    for page, codes in zip(pages, placed_texts(data), strict=True):
        place = f"{path}#page={page.number}"
        if not p.imposed:
            yield Half(page.number, place, page.lines, page, tuple(sorted({text for text, _ in codes})))
            continue
        for number, left in zip(order(2 * len(pages))[page.number - 1], LEFT, strict=True):
            lines = tuple(line for line in page.lines if left <= line.box.left and line.box.right <= left + PAGE[0])
            its_codes = texts_within(codes, Box(left, 0.0, left + PAGE[0], page.height_mm))
            text = "\n".join(line.text.replace(BROKEN, "-") for line in lines)
            half = Page(page.number, PAGE[0], PAGE[1], lines, text)
            yield Half(number, place, lines, half, tuple(its_codes))


def _missing(leaf: Leaf, half: Half) -> Iterator[Diagnostic]:
    """Yield what a page should say and does not, and codes that are not its own."""
    p = leaf.book
    for phrase, is_there in phrases_in([half.page], _phrases(leaf)).items():
        if not is_there:
            yield Diagnostic.at("FIT006", path=half.place, text=phrase)
    number = str(half.number)
    if leaf.kind not in BARE and not any(squeezed(line.text) == number and line.size_pt > 12.5 for line in half.lines):
        yield Diagnostic.at("FIT006", path=half.place, text=number)
    if leaf.tactic and "flags" in leaf.parts:
        yield from _flags(leaf.tactic, half)
    homes = {each.url for each in p.tongues} if leaf.kind == "back" else set()
    coded = leaf.tactic is not None and "actions" in leaf.parts
    wanted = {p.urls[leaf.tactic.slug]} if leaf.tactic and coded else homes
    for payload in sorted(wanted - set(half.codes)):
        yield Diagnostic.at("QR001", path=half.place, payload=payload)
    for payload in sorted(set(half.codes) - wanted):
        yield Diagnostic.at("QR002", path=half.place, payload=payload)


def _flags(text: TacticText, half: Half) -> Iterator[Diagnostic]:
    """Yield a red flag that is absent when fewer than three are there: which are printed depends on their length."""
    there = phrases_in([half.page], map(markup.plain, text.red_flags))
    absent = [flag for flag, is_there in there.items() if not is_there]
    if len(there) - len(absent) < min(FLAGS_LEAST, len(there)):
        yield Diagnostic.at("FIT006", path=half.place, text=absent[0])


def _phrases(leaf: Leaf) -> list[str]:
    """Return what a page must say in any setting and in its language, as it is read."""
    p = leaf.book
    words, numbers = furniture.words("booklet", p.locale), [str(p.advice.number), str(p.emergency.number)]
    names = {text.slug: markup.plain(text.name) for text in p.tactics}
    dates = [p.publisher.version, p.serial, *(str(day) for day in (p.publisher.date, p.publisher.valid_until) if day)]
    said: list[str] = [] if leaf.kind in BARE else [markup.plain(p.title), *numbers]
    if leaf.kind in BARE:
        said += [*numbers, *(text for book in p.tongues for text in _beside(book))]
    if leaf.kind == "cover":
        said += [*headline_of(p).lines, *(second_headline(p, p.second).lines if p.second else ())]
        said += [markup.plain(book.subtitle) for book in p.tongues]
    elif leaf.kind == "back":
        said += dates
    elif leaf.section:
        said += [markup.plain(text) for text in (leaf.section.title, *leaf.section.items)]
    elif leaf.tactic:
        actions = (leaf.tactic.actions.stop, leaf.tactic.actions.verify, leaf.tactic.actions.report)
        steps = [items[0] for items in actions if items] if "actions" in leaf.parts else []
        told = [leaf.tactic.lead, *leaf.tactic.how] if p.large else []
        parted = [text for part, text in zip(["lead", *["how"] * len(told)], told, strict=False) if part in leaf.parts]
        lost = [words["loss"], *leaf.tactic.loss] if leaf.tactic.loss and "loss" in leaf.parts else []
        said += [*name_of(leaf.tactic).lines, *map(markup.plain, [*steps, *parted, *lost])]
    said += [text for row in leaf.rows for text in (markup.plain(row.name), str(row.page))]
    said += [text for group in leaf.groups for text in (group.name, *(names[slug] for slug in group.tactics))]
    if leaf.kind == "notes" and leaf.number == 1:
        said += words["notes_fields"].split("|")
    return said


def _read_in(leaves: Sequence[Leaf]) -> list[str]:
    """Return all that is read in large print: everything but who publishes it, and when."""
    found: list[str] = [markup.plain(leaves[0].book.subtitle), *_numbered(leaves[0].book)]
    for leaf in leaves:
        words = furniture.words("booklet", leaf.book.locale)
        found += [words[key] for key in ("scan", "site", "how", "flags", "actions", "loss")]
        found += [row.name for row in leaf.rows]
        found += [text for group in leaf.groups for text in (group.name, group.lead)]
        found += [*leaf.section.items, leaf.section.title] if leaf.section else []
        if text := leaf.tactic:
            steps = (items[0] for items in (text.actions.stop, text.actions.verify, text.actions.report) if items)
            found += [text.name, text.lead, *text.quotes, *text.how, *text.red_flags, *steps, *text.loss]
    return list(dict.fromkeys(map(markup.plain, filter(None, found))))


def _numbered(p: Params) -> list[str]:
    words = furniture.words("booklet", p.locale)
    return [words["advice"], words["emergency"], str(p.advice.number), str(p.emergency.number)]


def _beside(p: Params) -> list[str]:
    """Return what cover and back say in each language of the handbook."""
    words = furniture.words("booklet", p.locale)
    return [p.issuer, words["advice"], words["emergency"], *([words["sample"]] if p.publisher.fictional else [])]
