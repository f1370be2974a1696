"""Reads a finished sheet back: as any printed piece, then that all ten cards are alike and lie where they are cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha import copyfit, markup
from fanzha.by_tactic import Params
from fanzha.copyfit import destinations
from fanzha.diagnostics import NOWHERE, Diagnostic
from fanzha.formats.card import a5, app, bilingual, counter, large, risk
from fanzha.formats.card.imposition import CARD, RIM, SHEET, corners, marks
from fanzha.formats.card.kinds import AppParams, BilingualParams, LargeParams, RiskParams, leaves
from fanzha.formats.card.parts import BODY_LEAST, STOP_LEAST, stop_lines
from fanzha.model import Artifact, TacticText
from fanzha.pdf import check_pdf
from fanzha.pdf.codes import placed_texts, rasters, texts_within
from fanzha.pdf.layout import not_largest
from fanzha.pdf.pages import MM_PER_PT, Box, Page, Unreadable, phrases_in, read_pages, squeezed

if TYPE_CHECKING:
    from PIL.Image import Image

DPI, DOTS = 253.99, 10
"""Dots an inch and a millimetre of the raster that is looked at: every card begins at a whole dot. A hair less than
254, for rounding up would make the sheet a dot higher and stretch it."""
REGISTER = 0.1
"""Mm that a card may lie off its place: a tenth of what a paper cutter is off."""
APART = 64
"""Of 255 grey levels: how far a dot may be from what is meant there or in the dots around it. One dot is what a reader
moves small letters by to set them on whole dots; what is off by two dots, 0.2 mm, is found."""
BAND = 270
"""Rows of dots that are compared at once."""
FEWEST_FLAGS = 2
FINE = 5.5
"""Points of version, dates and id, as in card.css: the smallest letters."""
SIDES = ("front", "back")


@dataclass(frozen=True)
class Meant:
    """What a card of one kind says, and where."""

    front: Sequence[str]
    back: Sequence[str]
    called: int
    """Page on which the number to call first is the largest text."""
    flagged: int = 0
    """Page with red flags; 0: none."""
    tactic: TacticText | None = None
    fewest: int = 0
    """Of its red flags that must be there."""
    body: Sequence[tuple[float, Sequence[str]]] = ()
    """Texts, and the points under which they must not be set."""


def meant(p: object) -> Meant:
    """Return what is proven of the words of a card, by its kind."""
    if isinstance(p, RiskParams):
        return Meant(risk.front_says(p), risk.back_says(p), 1, 1, p.tactic, risk.FEWEST, _body(p.tactic))
    if isinstance(p, AppParams):
        return Meant(app.front_says(p), app.back_says(p), 2)
    if isinstance(p, BilingualParams):
        return Meant(
            bilingual.front_says(p), bilingual.back_says(p), 2, 2, p.tactic, bilingual.FEWEST, bilingual.body(p)
        )
    if isinstance(p, LargeParams):
        return Meant(large.front_says(p), large.back_says(p), 1, body=large.body(p))
    assert isinstance(p, Params)
    return Meant(counter.front_says(p), counter.back_says(p), 2, 2, p.tactic, FEWEST_FLAGS, _body(p.tactic))


def _body(tactic: TacticText) -> list[tuple[float, list[str]]]:
    """Return red flags and what to do first of a card in one language, and the least points of either."""
    return [
        (BODY_LEAST, [markup.plain(flag) for flag in tactic.red_flags]),
        (STOP_LEAST, [markup.plain(tactic.actions.stop[0])]),
    ]


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished sheet of cards."""
    p = artifact.params
    assert isinstance(p, Params | RiskParams | AppParams)
    if isinstance(p, RiskParams | AppParams) and p.large:
        return a5.problems_of(p, artifact.path, data)
    small = list(_too_long(p, artifact.path))
    return [*small, *(one for one in _read_back(p, artifact.path, data) if not any(_repeats(one, of) for of in small))]


def _repeats(found: Diagnostic, told: Diagnostic) -> bool:
    """Return whether a line that was read back is part of a text that is told already, where it was written."""
    return found.code == told.code and squeezed(str(dict(found.args)["text"])) in squeezed(str(dict(told.args)["text"]))


def _read_back(p: Params | RiskParams | AppParams, path: str, data: bytes) -> list[Diagnostic]:
    each = _leaves(p)
    says = [meant(leaf) for leaf in each]
    urls = [leaf.url for leaf in each]
    found = check_pdf(
        data,
        path,
        pages=2,
        size_mm=(CARD[0] * len(each), CARD[1]) if p.press else SHEET,
        margin_mm=RIM if p.press else 5.0,
        press=p.press,
        page_phrases=[[text for one in says for text in side(one)] for side in (_front, _back)],
        payloads=urls,
        weights=(400, 700),
        hotlines=p.numbers,
        least_pt=FINE,
        body=[part for one in says for part in one.body],
        source_at=says[0].tactic.place if says[0].tactic else NOWHERE,
    )
    try:
        pages, images = read_pages(data), list(rasters(data, DPI))
    except Unreadable:
        return found
    if len(pages) != len(SIDES):
        return found  # FIT002
    for one in says:
        found += _flags(one, pages, path)
    if larger := not_largest([pages[says[0].called - 1]], p.numbers[0]):
        found.append(Diagnostic.at("FIT008", path=path, text=larger.text))
    return found if p.press else found + _ten(urls, data, images, found, path)


def _too_long(p: Params | RiskParams | AppParams, path: str) -> Iterator[Diagnostic]:
    """Yield FIT018 where it was written when what to do first, on the back, would be too small to read."""
    own_back = isinstance(p, AppParams | BilingualParams | LargeParams) or (isinstance(p, RiskParams) and p.second)
    if not own_back:
        assert not isinstance(p, AppParams)
        stop = p.tactic.actions.stop[0]
        yield from copyfit.too_small(path, stop, stop_lines(p.tactic).size, STOP_LEAST)


def _leaves(p: Params | RiskParams | AppParams) -> Sequence[Params | RiskParams | AppParams]:
    """Return the leaves of a card that is folded, or the card."""
    if isinstance(p, RiskParams):
        return leaves(p)
    return leaves(p) if isinstance(p, AppParams) else (p,)


def _front(says: Meant) -> Sequence[str]:
    return says.front


def _back(says: Meant) -> Sequence[str]:
    return says.back


def _ten(
    urls: Sequence[str], data: bytes, images: list[Image], before: list[Diagnostic], path: str
) -> list[Diagnostic]:
    """Return what is wrong with the ten cards of a sheet: their places, what is around them, their codes.

    Of folded cards, those in the second of two languages are to the right of those in the first.
    """
    found: list[Diagnostic] = []
    off = next((place for place in (*_off(data), *_strange(images, len(urls))) if place), None)
    if off:
        page, x, y = off
        found.append(Diagnostic.at("FIT015", path=path, page=page, x=f"{x:.1f}", y=f"{y:.1f}"))
    codes = placed_texts(data)[1]
    for number, (left, top) in enumerate(corners()):
        url = urls[number % len(urls)]
        known = any(one.code.startswith("QR") for one in (*before, *found))
        if not known and texts_within(codes, Box(left, top, left + CARD[0], top + CARD[1])) != [url]:
            found.append(Diagnostic.at("QR001", path=path, payload=url))
    return found


def _flags(says: Meant, pages: Sequence[Page], path: str) -> Iterator[Diagnostic]:
    """Yield a red flag that is absent when too few are there: which are printed depends on their length."""
    if says.tactic is None:
        return
    there = phrases_in([pages[says.flagged - 1]], map(markup.plain, says.tactic.red_flags))
    absent = [flag for flag, is_there in there.items() if not is_there]
    if len(there) - len(absent) < min(says.fewest, len(there)):
        yield Diagnostic.at("FIT006", path=f"{path}#page={says.flagged}", text=absent[0])


def _off(data: bytes) -> Iterator[tuple[int, float, float]]:
    """Yield page and place of each card whose box was not laid out where its cut is; backs mirror fronts by that."""
    _, found = destinations(data)
    for page, side in enumerate(SIDES, start=1):
        for number, (x, y) in enumerate(corners()):
            at, left, height = found.get(f"{side}-{number}", (0, 0.0, 0.0))
            off = max(abs(left * MM_PER_PT - x), abs(SHEET[1] - height * MM_PER_PT - y))
            if at != page or off > REGISTER:
                yield page, x, y


def _strange(images: list[Image], kinds: int) -> Iterator[tuple[int, float, float]]:
    """Yield page and place of the first dot that is neither a cut mark nor in all ten cards alike, off their cuts."""
    from PIL import ImageChops

    for page, image in enumerate(images, start=1):
        ideal = _ideal(image, kinds)
        for top in range(0, image.height, BAND):  # not all at once: a sheet has six million dots
            edges = (0, max(0, top - 1), image.width, min(image.height, top + BAND + 1))
            meant, there = ideal.crop(edges), image.crop(edges)
            lightest, darkest = _around(meant, ImageChops.lighter), _around(meant, ImageChops.darker)
            apart = ImageChops.lighter(ImageChops.subtract(there, lightest), ImageChops.subtract(darkest, there))
            if box := apart.point(lambda level: 255 if level > APART else 0).getbbox():
                yield page, box[0] / DOTS, (edges[1] + box[1]) / DOTS
                break


def _around(image: Image, pick: Callable[[Image, Image], Image]) -> Image:
    """Return the picture with each dot the lightest or darkest of itself and the eight around it."""
    from PIL import ImageChops

    rows = pick(image, pick(ImageChops.offset(image, 1, 0), ImageChops.offset(image, -1, 0)))
    return pick(rows, pick(ImageChops.offset(rows, 0, 1), ImageChops.offset(rows, 0, -1)))


def _ideal(image: Image, kinds: int) -> Image:
    """Return the sheet as it should be: white, the cut marks, and ten times what is inside the first card's rim.

    Of two `kinds` of leaves, it is five times what is inside the first card's and the second's.
    """
    from PIL import Image

    ideal = Image.new("L", image.size, 255)
    for left, top, right, bottom in marks(folded=kinds > 1):
        ideal.paste(0, (_dots(left), _dots(top), _dots(right), _dots(bottom)))
    rim = _dots(RIM - REGISTER)
    edges = (rim, rim, _dots(CARD[0]) - rim, _dots(CARD[1]) - rim)
    inside = [_cell(image, corner).crop(edges) for corner in corners()[:kinds]]
    for number, (x, y) in enumerate(corners()):
        ideal.paste(inside[number % kinds], (_dots(x) + rim, _dots(y) + rim))
    return ideal


def _cell(image: Image, corner: tuple[float, float]) -> Image:
    x, y = map(_dots, corner)
    return image.crop((x, y, x + _dots(CARD[0]), y + _dots(CARD[1])))


def _dots(mm: float) -> int:
    return round(mm * DOTS)
