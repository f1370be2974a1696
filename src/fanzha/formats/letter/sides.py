"""One side of a letter as HTML: its words, its sizes, and what is measured for it."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import furniture, markup, qr, theme
from fanzha.formats.letter import Params

MM = 72 / 25.4
"""Points."""
MEASURE = 168.0
"""Width of the type area in mm, as in letter.css."""
FOOT = 11.0
"""Upper and lower page margin in mm, as in letter.css."""
HEIGHT = 297.0
"""Of A4, in mm."""
TITLE_MOST, TITLE_LEAST, TITLE_HEIGHT, SERIAL = 30.0, 18.0, 24.0, 58.0
"""Points, twice; mm that the title may take in height; mm that a pledge's serial number takes beside it."""
TITLE_LARGE = 38.0
DIGITS, DIGITS_LARGE = 42.0, 48.0
"""Points of the hotlines, which are the largest on the sheet: what registered numbers have room for, and no more."""
ROOMS, ROOMS_LARGE = (47.0, 41.0), (55.0, 55.0)
"""Mm of width for the number to ask and for the one to report to, as in letter.css."""
CODE, CODE_LARGE = 30.0, 35.0
"""Width of the code with its quiet zone in mm. A site's address makes 33 modules or so with it, 0.9 mm each; one of
80 characters 49 of 0.61 mm, and 0.5 mm is what any code needs in the hand."""
LEVEL: qr.Level = "M"
"""Error correction: paper in the hand, flat and clean. Level Q holds no address of 80 characters."""
GAP = 8.0
"""Mm between the two columns of what the slip asks for, as in letter.css."""
CAPTION, CAPTION_LARGE = 36.0, 70.0
"""Width of the domain beside the code in mm, as in letter.css."""
SIGNING = ("signature", "date")
"""What a pledge is signed with, above the cut."""
ICONS = {
    "shield": "shield shield brand on-dark",
    "advice": "phone advice brand brand-soft",
    "emergency": "phone emergency alert brand-soft",
    "scan": "scan scan brand brand-soft",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the letter, from generous to tight."""

    scale: float
    """Of the smallest body size of 12 points."""
    tight: bool = False
    """Whether lines stand closer."""
    points_first: bool = False
    """Whether, in large print, the points stand on the first page already."""
    turn: int | None = None
    """In large print on two sheets: how many paragraphs stand on the first page. The others stand with the points on
    its back; the second sheet has the closing, the hotlines and the slip, and nothing behind the slip."""

    @property
    def pages(self) -> int:
        """How many pages large print takes in it."""
        return 2 if self.turn is None else 3


SETTINGS = (*(Setting(scale) for scale in (1.21, 1.17, 1.125, 1.085, 1.04, 1.0)), Setting(1.0, tight=True))
"""From 14.5 points down to 12."""
LARGE = (
    *(Setting(scale, points_first=first) for scale in (1.7, 1.6, 1.5) for first in (False, True)),
    *(Setting(1.5, tight=True, points_first=first) for first in (False, True)),
)
"""From 20.4 points down to 18: large print."""


def on_two_sheets(p: Params) -> tuple[Setting, ...]:
    """Return the ways to set a letter in large print too long for one sheet, its first page as full as can be."""
    turns = range(len(p.text.paragraphs), 0, -1)
    return tuple(Setting(scale, turn=turn) for scale in (1.85, 1.7, 1.6, 1.5) for turn in turns)


LEADING = {True: (1.66, 1.52), False: (1.42, 1.32)}
"""Line height in em, usual and tight, for Chinese (True) and for other languages."""


SLIP, SLIP_ROOM = 1.04, 2.0
"""Scale of the slip on a sheet in two languages, alike on both sides: 12.5 points; mm that it has to spare."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet, or both sides in large print, in one language, with all that decides how it is set."""

    p: Params
    setting: Setting = SETTINGS[0]
    air: Sequence[float] = (0.0, 0.0, 0.0)
    """Points that each gap gets of a page's spare height, by page."""
    slip: float | None = None
    """Mm from the cut to the lower margin where both sides must agree; None: as it flows; 0: at the head, for whoever
    measures it."""
    across: str = ""
    """The language of the other side."""


def html_of(side: Side, number: int) -> Markup:
    """Return one side as HTML; `number` is that of its first page in the PDF."""
    p, scale = side.p, side.setting.scale
    words, body = furniture.words("letter", p.locale), theme.points(p.theme["size-body"])
    apart = side.slip is not None
    scales = {"slip": SLIP if apart else scale, "signing": scale}
    asked = {"slip": p.slip, "signing": SIGNING}
    below = {"height": side.slip, "top": HEIGHT - 2 * FOOT - side.slip if side.slip else 0} if apart else {}
    shown = furniture.template("letter", "side.html.j2").render(
        **_view(p),
        air=side.air,
        columns={part: columns([words[name] for name in asked[part]], body * scales[part]) for part in asked},
        signing=SIGNING,
        points_first=side.setting.points_first,
        turn=side.setting.turn or len(p.text.paragraphs),
        pages=side.setting.pages,
        sized=f"--scale:{scale};--leading:{LEADING[markup.is_chinese(p.locale)][side.setting.tight]}",
        number=number,
        mark="" if number == 1 else f"-{number}",
        below=below,
        across={"lang": side.across, "says": furniture.words("letter", side.across)["overleaf"]} if side.across else {},
    )
    return Markup(shown)


def shares(p: Params, setting: Setting, *, slip: bool = True) -> tuple[float, ...]:
    """Return how many gaps of each page share its spare height, as the uses of --air in letter.css add up.

    Without `slip`, its own gaps and the one above it have no share.
    """
    paragraphs = len(p.text.paragraphs)
    turn = paragraphs if setting.turn is None else setting.turn
    opening = 2.1 + 0.25 * turn
    points = 1.0 + 0.2 * len(p.text.points)
    rest = 2.2 + (1.3 if slip and p.text.slip else 0.0)
    if not p.large:
        return (opening + points + rest,)
    if setting.pages == 3:
        over = 1.0 + 0.25 * (paragraphs - turn) if turn < paragraphs else 0.0
        return (opening + 1.0, over + points + 1.0, rest + 0.5)
    first = points if setting.points_first else 0.0
    return (opening + 1.0 + first, rest + 0.5 + points - first)


def digits(p: Params) -> float:
    """Return the size of the hotlines in points: as large as both numbers have room for."""
    rooms, most = (ROOMS_LARGE, DIGITS_LARGE) if p.large else (ROOMS, DIGITS)
    ems = [markup.em_width(str(number.number)) for number in (p.advice, p.emergency)]
    return round(min(most, *(room * MM / em for room, em in zip(rooms, ems, strict=True))), 1)


def title_lines(p: Params) -> markup.Headline:
    """Return the title in at most two lines, beside the serial number of a pledge."""
    width = MEASURE - SERIAL if p.kind == "pledge" else MEASURE
    plain = markup.plain(p.text.title)
    largest = min(TITLE_LARGE if p.large else TITLE_MOST, digits(p) - 2)
    return markup.headline(
        plain, p.locale, width=width * MM, height=TITLE_HEIGHT * MM, largest=largest, leading=1.2, most=2
    )


def day(date: datetime.date, locale: str) -> str:
    """Return a date as one writes it in a letter."""
    words = furniture.words("letter", locale)
    month = words["months"].split()[date.month - 1]
    return words["date_form"].format(year=date.year, month=month, day=date.day)


def _view(p: Params) -> dict[str, object]:
    words = furniture.words("letter", p.locale)
    caption, largest = (CAPTION_LARGE, 18) if p.large else (CAPTION, 13)
    host = markup.domain(urlsplit(p.url).netloc, width=caption * MM, largest=largest, least=10)
    html, spaced = (functools.partial(one, locale=p.locale) for one in (furniture.html, furniture.spaced))
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "title_text": markup.plain(p.text.title),
        "title": furniture.set_lines(title_lines(p), p.locale),
        "greeting": html(p.text.greeting),
        "paragraphs": [html(paragraph) for paragraph in p.text.paragraphs],
        "points_title": furniture.html(p.text.points_title, p.locale, heading=True),
        "points": [html(point) for point in p.text.points],
        "closing": html(p.text.closing),
        "sign": spaced(markup.plain(p.sign)),
        "signed_on": spaced(day(p.publisher.date, p.locale)),
        "publisher": spaced(p.issuer),
        "slip": {"statement": html(p.text.slip.statement), "give_to": html(p.text.slip.give_to)} if p.text.slip else {},
        "of": spaced(words["of"].format(title=markup.plain(p.text.title))),
        "icon": furniture.icons(p.theme, words, ICONS),
        "digits": digits(p),
        "qr": furniture.code(p.url, LEVEL, words),
        "code_mm": CODE_LARGE if p.large else CODE,
        "host": {"lines": host.lines, "size": round(host.size, 1)},
    }


def columns(labels: Sequence[str], size: float) -> str:
    """Return the two columns of fields as grid tracks, so that all lines to write on are equally long.

    `size` is that of the labels in points. They are set in regular letters, some 6 % narrower than bold ones.
    """
    widths = [max((markup.em_width(label) for label in labels[column::2]), default=0.0) * 0.94 for column in (0, 1)]
    room = (MEASURE - GAP) * MM / size
    rule = (room - sum(widths)) / 2
    return " ".join(f"minmax(0,{width + rule:.2f}fr)" for width in widths)


def edge(chosen: Mapping[str, str]) -> bytes:
    """Return the slanted stripes along a letter's upper edge, in the brand's colours: mm, as wide as the type area."""
    height, slant, width, count = 2.6, 2.0, 8.8, 14
    step = (MEASURE - width - slant) / (count - 1)
    shapes = "".join(
        f'<path fill="{chosen[("color-brand", "color-line")[n % 2]]}" '
        f'd="M{n * step + slant:.2f} 0h{width:g}l-{slant:g} {height:g}h-{width:g}z"/>'
        for n in range(count)
    )
    box = f'viewBox="0 0 {MEASURE:g} {height:g}" width="{MEASURE:g}mm" height="{height:g}mm"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{shapes}</svg>'.encode()
