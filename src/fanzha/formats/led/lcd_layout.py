"""Where everything on a slide stands and how large it is: whatever the screen's shape, as large as it can be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanzha import furniture, markup, theme
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.choice import hotline_label
from fanzha.formats.led.lcd import LcdParams
from fanzha.model import Number, SloganText

MARGIN = 0.05
"""Of width and height, free on every side: many televisions cut off the edge of a picture (overscan)."""
LEAST = 5.0
"""Hundredths of the shorter side: the smallest letters, which are read across a hall."""
FINE, KICKER, LABEL, SAY = 5.2, 6.6, 9.6, 34.0
"""The same: publisher, tactic's name and what a number is for in their usual size, the largest slogan."""
ROOM, SQUARE_ROOM, SQUARE = 22.0, 30.0, 1.6
"""The same: height of what stands in the band of a wide screen, and of one whose sides have a lesser ratio (4:3)."""
GAP = 3.0
"""The same: between the parts of a slide."""
ICON = 1.4
"""Em before a line that begins with a pictogram, as in lcd.css."""
LEADING, LATIN_LEADING, FINE_LEADING = 1.2, 1.1, 1.38
"""Em: line height of hanzi, of Latin letters, and of the publisher's name, as in lcd.css."""
RISE = 0.06
"""Em: how much more is empty above the ink of a line than below it."""
DIGITS, DIGIT = 0.92, 0.59
"""Em: line height of a telephone number, as in lcd.css, and how wide a digit is (Noto Sans CJK SC Bold)."""
SIGN, SIGN_LEAST = 30.0, 14.0
"""The same as above: height of the warning sign over a slogan that leaves room for it, and the least that is drawn."""
TAG = 9.5
"""The same: height of the row that says that it is a sample, on upright screens."""


@dataclass(frozen=True)
class Box:
    """Pixels of the screen, its margins, and a hundredth of its shorter side."""

    width: float
    height: float
    u: float

    @property
    def wide(self) -> float:
        """Width between the margins."""
        return self.width * (1 - 2 * MARGIN)

    @property
    def margin(self) -> float:
        """Height of the upper and of the lower margin."""
        return self.height * MARGIN


def box_of(params: LcdParams) -> Box:
    """Return the measures of a screen."""
    return Box(params.width, params.height, params.unit)


def _fitted(text: str, params: LcdParams, width: float, height: float, largest: float, most: int) -> markup.Headline:
    """Return the text in lines, as large as pixels of width and height allow."""
    room = {"width": width, "height": height, "largest": largest}
    return markup.headline(text, params.locale, **room, leading=_leading(params), most=most)


def _leading(params: LcdParams) -> float:
    return LEADING if markup.is_chinese(params.locale) else LATIN_LEADING


def kicker(params: LcdParams, box: Box, slogan: SloganText | None) -> markup.Headline:
    """Return the tactic's name as it stands above the slogan; without one, what all of it is.

    It has as many lines as it needs to be read.
    """
    words = furniture.words("led", params.locale)
    tactic = params.tactics.get(slogan.slug) if slogan else None
    text = markup.plain(tactic.name) if tactic else words["series" if slogan else "both"]
    tagged = params.publisher.fictional and not params.upright
    sample = markup.em_width(words["sample"]) * LEAST + 10 if tagged else 0.0
    width = box.wide - (sample + KICKER * ICON) * box.u
    return _readable(text, params, width, KICKER * box.u, FINE * box.u)


def _readable(text: str, params: LcdParams, width: float, largest: float, least: float) -> markup.Headline:
    """Return the text in as few lines as keep it as large as `least` pixels; in four, if none do."""
    for most in (1, 2, 3, 4):
        lines = _fitted(text, params, width, params.height, largest, most)
        if lines.size >= least:
            break
    return lines


def _height(lines: markup.Headline, leading: float = LEADING) -> float:
    return len(lines.lines) * lines.size * leading


def kicker_top(params: LcdParams, box: Box) -> float:
    """Return how far below the upper edge the kicker begins."""
    return box.margin + (TAG * box.u if params.upright and params.publisher.fictional else 0.0)


@dataclass(frozen=True)
class Say:
    """The slogan in lines, with the warning sign above it: tops and height in pixels, the sign's is 0 without one."""

    lines: markup.Headline
    top: float
    sign: float
    sign_top: float


def say(params: LcdParams, box: Box, slogan: SloganText) -> Say:
    """Return the slogan as large as it can be; above what does not fill the height stands a large sign."""
    top = kicker_top(params, box) + _height(kicker(params, box, slogan)) + GAP * box.u
    room = box.height - top - band(params, box) - 1.5 * GAP * box.u
    most = 6 if params.upright else 3
    lines = _fitted(markup.plain(slogan.name), params, box.wide, room, SAY * box.u, most)
    spare = room - _height(lines, _leading(params))
    sign = min(SIGN * box.u, spare / 2)
    sign = sign if sign >= SIGN_LEAST * box.u else 0.0
    first = top + (spare - sign - (2 * GAP * box.u if sign else 0.0)) / 2
    below = sign + 2 * GAP * box.u if sign else 0.0
    return Say(lines, first + below - RISE * lines.size, sign, first)


def issuer(params: LcdParams, box: Box) -> tuple[markup.Headline, float]:
    """Return the publisher's name in lines, and the height that they take."""
    logo = params.imprint.logo
    before = theme.logo(params.imprint.issuer, logo.width, logo.height)[1] + 0.4 if logo else ICON
    beside = 0.0 if params.upright else (_number_width(params.hotline, number_size(params, box)) + 2 * GAP * box.u)
    width = box.wide - beside - before * FINE * box.u
    lines = _readable(params.imprint.issuer, params, width, FINE * box.u, LEAST * box.u)
    return lines, _height(lines, FINE_LEADING)


def _number_width(number: Number, size: float) -> float:
    return len(number.number) * DIGIT * size


def number_size(params: LcdParams, box: Box) -> float:
    """Return the size of the number in the band."""
    widest = box.wide / (len(params.hotline.number) * DIGIT)
    return min(widest, 33 * box.u) if params.upright else min(0.44 * widest, ROOM / DIGITS * box.u)


def label(params: LcdParams, box: Box) -> markup.Headline:
    """Return what the number in the band is for."""
    words, hotline = furniture.words("led", params.locale), params.hotline
    text = words.get(hotline.role) or hotline_label(hotline, params.locale)
    if params.upright:
        return _fitted(text, params, box.wide, LABEL * LEADING * box.u, LABEL * box.u, 1)
    width = box.wide - _number_width(hotline, number_size(params, box)) - 2 * GAP * box.u
    room = _room(params) * box.u - issuer(params, box)[1] - 1.4 * box.u
    return _fitted(text, params, width, room, LABEL * box.u, 2)


def _room(params: LcdParams) -> float:
    return ROOM if params.width >= SQUARE * params.height else SQUARE_ROOM


def band(params: LcdParams, box: Box) -> float:
    """Return the height of the band at the foot."""
    room = _room(params) * box.u
    if params.upright:
        number = number_size(params, box) * DIGITS
        room = _height(label(params, box)) + number + issuer(params, box)[1] + GAP * box.u
    return room + 2 * box.u + box.margin


def calls(params: LcdParams) -> list[tuple[str, Number]]:
    """Return both hotlines with what they are for: report first, then ask."""
    words = furniture.words("led", params.locale)
    return [(words["emergency"], params.imprint.emergency), (words["advice"], params.imprint.advice)]


@dataclass(frozen=True)
class Panel:
    """A field of the last slide: a hotline and what it is for; top, height and size of the digits in pixels."""

    number: Number
    label: markup.Headline
    size: float
    top: float
    height: float


def panels(params: LcdParams, box: Box) -> Iterator[Panel]:
    """Yield the two fields of the last slide, all of one size."""
    top = kicker_top(params, box) + _height(kicker(params, box, None)) + GAP * box.u
    until = FINE * FINE_LEADING * box.u if params.upright and last_day(params) else 0.0
    foot = box.margin + issuer(params, box)[1] + until + GAP * box.u
    height = (box.height - top - foot - GAP * box.u) / 2
    inner, room = box.wide - 10 * box.u, height - 4 * box.u
    both = calls(params)
    longest = max(len(number.number) for _, number in both) * DIGIT
    if params.upright:
        size = min(inner / longest, 0.54 * room / DIGITS)
        width, label_room = inner, room - size * DIGITS - GAP * box.u
    else:
        size = min(0.6 * inner / longest, room / DIGITS)
        width, label_room = inner - longest * size - 2 * GAP * box.u, room
    largest = (11 if params.upright else 13) * box.u
    labels = [_fitted(text, params, width, label_room, largest, 2) for text, _ in both]
    least = min(lines.size for lines in labels)
    for index, (lines, (_, number)) in enumerate(zip(labels, both, strict=True)):
        yield Panel(number, markup.Headline(lines.lines, least), size, top + index * (height + GAP * box.u), height)
