"""Where everything on a slide stands and how large it is: whatever the screen's shape, as large as it can be read."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from fanzha import furniture, markup, theme
from fanzha.formats.led import lcd_type
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.choice import hotline_label
from fanzha.formats.led.lcd import LcdParams
from fanzha.languages import joined_script
from fanzha.model import Number, SloganText

MARGIN = 0.05
"""Of width and height, free on every side: many televisions cut off the edge of a picture (overscan)."""
LEAST = 5.0
"""Hundredths of the shorter side: the smallest letters, which are read across a hall."""
FINE, KICKER, LABEL, SAY = 5.2, 6.6, 9.6, 34.0
"""The same: publisher, tactic's name and what a number is for in their usual size, the largest slogan."""
ROOM, SQUARE_ROOM, SQUARE, MORE_ROOM = 22.0, 30.0, 1.6, 8.0
"""The same: height of what stands in the band of a wide screen, and of one whose sides have a lesser ratio (4:3); by
how much it may grow for a publisher with a long name."""
GAP = 3.0
"""The same: between the parts of a slide."""
ICON = 1.4
"""Em before a line that begins with a pictogram, as in lcd.css."""
LEADING, LATIN_LEADING, JOINED_LEADING, FINE_LEADING = 1.2, 1.1, 1.4, 1.38
"""Em: line height of hanzi, of Latin letters, of Arabic ones, and of the publisher's name, as in lcd.css. From the
highest Arabic letter to the deepest there are 1.35 em (DejaVu Sans Bold)."""
RISE = 0.06
"""Em: how much more is empty above the ink of a line than below it."""
DIGITS = 0.92
"""Em: line height of a telephone number, as in lcd.css."""
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


def _fitted(
    text: str, params: LcdParams, width: float, height: float, largest: float, most: int, least: float = 0.0
) -> markup.Headline:
    """Return the text in lines, as large as pixels of width and height allow."""
    room = {"width": width, "height": height, "largest": largest, "least": least}
    measure = functools.partial(_width_in, params)
    return markup.headline(text, params.locale, measure, **room, leading=_leading(params), most=most)


def _width_in(params: LcdParams, text: str) -> float:
    return lcd_type.width(text, params)


def _leading(params: LcdParams) -> float:
    if joined_script(params.locale):
        return JOINED_LEADING
    return LEADING if markup.is_chinese(params.locale) else LATIN_LEADING


def words(params: LcdParams) -> Mapping[str, str]:
    """Return the fixed words of the slides in one language; of a second one that has none, what stands in Chinese.

    Then the numbers go by their registered names, and nothing else is said.
    """
    if not joined_script(params.locale):
        return furniture.words("led", params.locale)
    return {"sample": furniture.words("led", "zh")["sample"]}


def plain(text: str, params: LcdParams) -> str:
    """Return inline Markdown as the characters that are set."""
    found = markup.plain(text)
    return unicodedata.normalize("NFC", found) if joined_script(params.locale) else found


def _no_larger(largest: float, params: LcdParams, of: Callable[[LcdParams], markup.Headline]) -> float:
    """Return the largest size in pixels: of a second language no larger than the same in the first."""
    return min(largest, of(params.first).size) if params.first else largest


def kicker(params: LcdParams, box: Box, slogan: SloganText | None) -> markup.Headline:
    """Return the tactic's name as it stands above the slogan; without one, what all of it is.

    It has as many lines as it needs to be read; one that is empty when there are no words for it.
    """
    said = words(params)
    tactic = params.tactics.get(slogan.slug) if slogan else None
    text = plain(tactic.name, params) if tactic else said.get("series" if slogan else "both", "")
    if not text:
        return markup.Headline(("",), KICKER * box.u)
    tagged = params.publisher.fictional and not params.upright
    sample = lcd_type.width(said["sample"], params) * LEAST + 10 if tagged else 0.0
    width = box.wide - (sample + KICKER * ICON) * box.u
    return _readable(text, params, width, KICKER * box.u, FINE * box.u)


def _readable(text: str, params: LcdParams, width: float, largest: float, least: float) -> markup.Headline:
    """Return the text in as few lines as keep it as large as `least` pixels; in four, if none do."""
    for most in (1, 2, 3, 4):
        lines = _fitted(text, params, width, params.height, largest, most)
        if lines.size >= least:
            return lines
    return _fitted(text, params, width, params.height, largest, 4, least)


def _height(lines: markup.Headline, leading: float = LEADING) -> float:
    return len(lines.lines) * lines.size * leading


def _block(lines: markup.Headline, params: LcdParams) -> float:
    """Return the height of lines that are no slogan: Latin letters among them stand as far apart as hanzi."""
    return _height(lines, max(LEADING, _leading(params)))


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
    top = kicker_top(params, box) + _block(kicker(params, box, slogan), params) + GAP * box.u
    room = max(1.0, box.height - top - band(params, box) - 1.5 * GAP * box.u)
    most = 6 if params.upright else 3
    largest = _no_larger(SAY * box.u, params, lambda first: say(first, box, _same(slogan, first)).lines)
    lines = _fitted(plain(slogan.name, params), params, box.wide, room, largest, most)
    spare = room - _height(lines, _leading(params))
    sign = min(SIGN * box.u, spare / 2)
    sign = sign if sign >= SIGN_LEAST * box.u else 0.0
    first = top + (spare - sign - (2 * GAP * box.u if sign else 0.0)) / 2
    below = sign + 2 * GAP * box.u if sign else 0.0
    return Say(lines, first + below - RISE * lines.size, sign, first)


def _same(slogan: SloganText, params: LcdParams) -> SloganText:
    return next(one for one in params.slogans if one.slug == slogan.slug)


def issuer(params: LcdParams, box: Box) -> tuple[markup.Headline, float]:
    """Return the publisher's name in lines, and the height that they take."""
    logo = params.imprint.logo
    before = theme.logo(params.imprint.issuer, logo.width, logo.height)[1] + 0.4 if logo else ICON
    beside = 0.0 if params.upright else (_number_width(params, number_size(params, box)) + 2 * GAP * box.u)
    width = box.wide - beside - before * FINE * box.u
    named = replace(params, locale=issuer_locale(params))
    lines = _readable(params.imprint.issuer, named, width, FINE * box.u, LEAST * box.u)
    return lines, _height(lines, FINE_LEADING)


def issuer_locale(params: LcdParams) -> str:
    """Return the language of the publisher's name, which it may not have in that of the slides."""
    publisher = params.publisher
    return params.locale if publisher.names.get(params.locale) else str(publisher.default_locale)


def _number_width(params: LcdParams, size: float) -> float:
    return len(params.hotline.number) * lcd_type.digit_width(params) * size


def number_size(params: LcdParams, box: Box) -> float:
    """Return the size of the number in the band."""
    widest = box.wide / _number_width(params, 1)
    return min(widest, 33 * box.u) if params.upright else min(0.44 * widest, ROOM / DIGITS * box.u)


def label(params: LcdParams, box: Box) -> markup.Headline:
    """Return what the number in the band is for."""
    text = called(params.hotline, params)
    largest = _no_larger(LABEL * box.u, params, lambda first: label(first, box))
    if params.upright:
        return _fitted(text, params, box.wide, LABEL * LEADING * box.u, largest, 1)
    room = max(1.0, _room(params, box) - issuer(params, box)[1] - 1.4 * box.u)
    return _fitted(text, params, _beside(params, box), room, largest, 2, LEAST * box.u)


def _beside(params: LcdParams, box: Box) -> float:
    """Return the width of what stands beside the number in the band of a wide screen."""
    return box.wide - _number_width(params, number_size(params, box)) - 2 * GAP * box.u


def called(number: Number, params: LcdParams) -> str:
    """Return what a number is for, or for want of words its name."""
    key = next((call.key for call in params.imprint.calls if call.role == number.role), "")
    return words(params).get(key) or hotline_label(number, params.locale)


def _room(params: LcdParams, box: Box) -> float:
    """Return the height of what stands in the band of a wide screen: more where the publisher's name has many lines.

    Of a name longer still too little is left for the label, which the proof refuses (FIT018).
    """
    usual = ROOM if params.width >= SQUARE * params.height else SQUARE_ROOM
    least = LEAST * box.u
    smallest = _readable(called(params.hotline, params), params, _beside(params, box), least, least)
    needed = issuer(params, box)[1] + 1.4 * box.u + _height(smallest, _leading(params))
    return max(usual * box.u, min(needed, (usual + MORE_ROOM) * box.u))


def band(params: LcdParams, box: Box) -> float:
    """Return the height of the band at the foot."""
    room = _room(params, box)
    if params.upright:
        number = number_size(params, box) * DIGITS
        room = _block(label(params, box), params) + number + issuer(params, box)[1] + GAP * box.u
    return room + 2 * box.u + box.margin


def calls(params: LcdParams) -> list[tuple[str, Number]]:
    """Return both hotlines with what they are for: report first, then ask."""
    return [(called(number, params), number) for number in (params.imprint.emergency, params.imprint.advice)]


@dataclass(frozen=True)
class Panel:
    """A field of the last slide: a hotline and what it is for; top, height and size of the digits in pixels."""

    number: Number
    label: markup.Headline
    size: float
    top: float
    height: float


def expiry(params: LcdParams) -> str:
    """Return the last day as it stands on the last slide; nothing where there is no word for what it is."""
    return last_day(params) if "until" in words(params) else ""


def panels(params: LcdParams, box: Box) -> Iterator[Panel]:
    """Yield the two fields of the last slide, all of one size."""
    top = kicker_top(params, box) + _block(kicker(params, box, None), params) + GAP * box.u
    until = FINE * FINE_LEADING * box.u if params.upright and expiry(params) else 0.0
    foot = box.margin + issuer(params, box)[1] + until + GAP * box.u
    height = (box.height - top - foot - GAP * box.u) / 2
    inner, room = box.wide - 10 * box.u, height - 4 * box.u
    both = calls(params)
    longest = max(len(number.number) for _, number in both) * lcd_type.digit_width(params)
    if params.upright:
        size = min(inner / longest, 0.54 * room / DIGITS)
        width, label_room = inner, room - size * DIGITS - GAP * box.u
    else:
        size = min(0.6 * inner / longest, room / DIGITS)
        width, label_room = inner - longest * size - 2 * GAP * box.u, room
    largest = (11 if params.upright else 13) * box.u
    if params.first:
        largest = min(largest, *(panel.label.size for panel in panels(params.first, box)))
    labels = [_fitted(text, params, width, max(1.0, label_room), largest, 2) for text, _ in both]
    least = min(lines.size for lines in labels)
    for index, (lines, (_, number)) in enumerate(zip(labels, both, strict=True)):
        yield Panel(number, markup.Headline(lines.lines, least), size, top + index * (height + GAP * box.u), height)
