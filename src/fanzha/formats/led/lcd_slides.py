"""The slides of a television or monitor: one slogan each, the hotline below it, both hotlines at the end.

They are set as the pages of one PDF, a CSS pixel a pixel of the screen, and drawn from it: so that all that reads a
PDF back can prove them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from fanzha import furniture, markup, theme
from fanzha.formats.led.choice import hotline_label
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.pages import dwell
from fanzha.model import Number, SloganText
from fanzha.pdf import typeset

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
ICONS = {"warning": "warning warning on-dark brand", "shield": "shield published brand on-dark"}
PHONE = {"phone": "phone both brand on-dark"}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Slide:
    """What one slide says."""

    text: str
    dwell_ms: int
    """Milliseconds it stands: time to read it, and never less than two seconds."""
    slogan: str
    """Id of its slogan; empty for the last slide."""
    phrases: tuple[str, ...]
    """What must be readable on it, line by line."""
    numbers: tuple[str, ...]
    """Telephone numbers on it."""


@dataclass(frozen=True)
class _Box:
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


def slides(params: LcdParams) -> list[Slide]:
    """Return the slides in the order of the loop."""
    words, box = furniture.words("led", params.locale), _box(params)
    publisher = tuple(_issuer(params, box)[0].lines)
    found = []
    for slogan in params.slogans:
        text = markup.plain(slogan.name)
        below = (*_label(params, box).lines, str(params.hotline.number), *publisher)
        phrases = (*_kicker(params, box, slogan).lines, *_say(params, box, slogan).lines.lines, *below)
        numbers = tuple(dict.fromkeys((*(n for n in params.highlight if n in text), str(params.hotline.number))))
        found.append(Slide(text, dwell(text, params.dwell_ms), slogan.slug, phrases, numbers))
    calls = _calls(params)
    text = " ".join(f"{label} {number.number}" for label, number in calls)
    parts = (part for label, _ in calls for part in label.split("，"))  # broken there, the line's end says it
    phrases = (words["both"], *parts, *(str(number.number) for _, number in calls), *publisher)
    last = params.publisher.valid_until
    phrases += (words["until"], last.isoformat()) if last else ()
    numbers = tuple(str(number.number) for _, number in calls)
    found.append(Slide(text, dwell(text, params.hotline_ms), "", phrases, numbers))
    return found


_last: dict[str, tuple[LcdParams, bytes]] = {}
"""The pages set last: proving slides asks for the pages that drawing them has just made."""


def pages_of(params: LcdParams, cache: Path) -> bytes:
    """Return the slides as the pages of a PDF, in which a point is 4/3 pixels."""
    if not _last or _last["pages"][0] != params:
        html = furniture.template("led", "lcd.html.j2").render(**_view(params))
        styles = [theme.stylesheet(params.imprint.theme), markup.STYLES, _measures(params)]
        styles.append(furniture.text("led", "lcd.css"))
        _last["pages"] = (params, typeset(html, styles, params.imprint.assets, cache, variant=None))
    return _last["pages"][1]


def _box(params: LcdParams) -> _Box:
    return _Box(params.width, params.height, params.unit)


def _measures(params: LcdParams) -> str:
    box = _box(params)
    lengths = {"w": box.width, "h": box.height, "u": box.u, "x": box.width * MARGIN, "y": box.margin}
    declared = "".join(f"--{name}:{length:.3f}px;" for name, length in lengths.items())
    return f":root{{{declared}}} @page{{size:{params.width}px {params.height}px;margin:0}}"


def _fitted(text: str, params: LcdParams, width: float, height: float, largest: float, most: int) -> markup.Headline:
    """Return the text in lines, as large as pixels of width and height allow."""
    room = {"width": width, "height": height, "largest": largest}
    return markup.headline(text, params.locale, **room, leading=_leading(params), most=most)


def _leading(params: LcdParams) -> float:
    return LEADING if markup.is_chinese(params.locale) else LATIN_LEADING


def _kicker(params: LcdParams, box: _Box, slogan: SloganText | None) -> markup.Headline:
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


def _top(params: LcdParams, box: _Box) -> float:
    """Return how far below the upper edge the kicker begins."""
    return box.margin + (TAG * box.u if params.upright and params.publisher.fictional else 0.0)


@dataclass(frozen=True)
class _Say:
    """The slogan in lines, with the warning sign above it: tops and height in pixels, the sign's is 0 without one."""

    lines: markup.Headline
    top: float
    sign: float
    sign_top: float


def _say(params: LcdParams, box: _Box, slogan: SloganText) -> _Say:
    """Return the slogan as large as it can be; above what does not fill the height stands a large sign."""
    top = _top(params, box) + _height(_kicker(params, box, slogan)) + GAP * box.u
    room = box.height - top - _band(params, box) - 1.5 * GAP * box.u
    most = 6 if params.upright else 3
    lines = _fitted(markup.plain(slogan.name), params, box.wide, room, SAY * box.u, most)
    spare = room - _height(lines, _leading(params))
    sign = min(SIGN * box.u, spare / 2)
    sign = sign if sign >= SIGN_LEAST * box.u else 0.0
    first = top + (spare - sign - (2 * GAP * box.u if sign else 0.0)) / 2
    below = sign + 2 * GAP * box.u if sign else 0.0
    return _Say(lines, first + below - RISE * lines.size, sign, first)


def _issuer(params: LcdParams, box: _Box) -> tuple[markup.Headline, float]:
    """Return the publisher's name in lines, and the height that they take."""
    logo = params.imprint.logo
    before = theme.logo(params.imprint.issuer, logo.width, logo.height)[1] + 0.4 if logo else ICON
    beside = 0.0 if params.upright else (_number_width(params.hotline, _number_size(params, box)) + 2 * GAP * box.u)
    width = box.wide - beside - before * FINE * box.u
    lines = _readable(params.imprint.issuer, params, width, FINE * box.u, LEAST * box.u)
    return lines, _height(lines, FINE_LEADING)


def _number_width(number: Number, size: float) -> float:
    return len(number.number) * DIGIT * size


def _number_size(params: LcdParams, box: _Box) -> float:
    """Return the size of the number in the band."""
    widest = box.wide / (len(params.hotline.number) * DIGIT)
    return min(widest, 33 * box.u) if params.upright else min(0.44 * widest, ROOM / DIGITS * box.u)


def _label(params: LcdParams, box: _Box) -> markup.Headline:
    """Return what the number in the band is for."""
    words, hotline = furniture.words("led", params.locale), params.hotline
    text = words.get(hotline.role) or hotline_label(hotline, params.locale)
    if params.upright:
        return _fitted(text, params, box.wide, LABEL * LEADING * box.u, LABEL * box.u, 1)
    width = box.wide - _number_width(hotline, _number_size(params, box)) - 2 * GAP * box.u
    room = _room(params) * box.u - _issuer(params, box)[1] - 1.4 * box.u
    return _fitted(text, params, width, room, LABEL * box.u, 2)


def _room(params: LcdParams) -> float:
    return ROOM if params.width >= SQUARE * params.height else SQUARE_ROOM


def _band(params: LcdParams, box: _Box) -> float:
    """Return the height of the band at the foot."""
    room = _room(params) * box.u
    if params.upright:
        label, number = _height(_label(params, box)), _number_size(params, box) * DIGITS
        room = label + number + _issuer(params, box)[1] + GAP * box.u
    return room + 2 * box.u + box.margin


def _calls(params: LcdParams) -> list[tuple[str, Number]]:
    """Return both hotlines with what they are for: report first, then ask."""
    words = furniture.words("led", params.locale)
    return [(words["emergency"], params.imprint.emergency), (words["advice"], params.imprint.advice)]


def _panels(params: LcdParams, box: _Box) -> Iterator[dict[str, object]]:
    """Yield the two fields of the last slide, all of one size."""
    top = _top(params, box) + _height(_kicker(params, box, None)) + GAP * box.u
    until = FINE * FINE_LEADING * box.u if params.upright and params.publisher.valid_until else 0.0
    foot = box.margin + _issuer(params, box)[1] + until + GAP * box.u
    height = (box.height - top - foot - GAP * box.u) / 2
    inner, room = box.wide - 10 * box.u, height - 4 * box.u
    calls = _calls(params)
    longest = max(len(number.number) for _, number in calls) * DIGIT
    if params.upright:
        size = min(inner / longest, 0.54 * room / DIGITS)
        width, label_room = inner, room - size * DIGITS - GAP * box.u
    else:
        size = min(0.6 * inner / longest, room / DIGITS)
        width, label_room = inner - longest * size - 2 * GAP * box.u, room
    labels = [
        _fitted(label, params, width, label_room, (11 if params.upright else 13) * box.u, 2) for label, _ in calls
    ]
    least = min(lines.size for lines in labels)
    for index, (lines, (_, number)) in enumerate(zip(labels, calls, strict=True)):
        yield {
            "kind": number.role,
            "top": round(top + index * (height + GAP * box.u), 1),
            "height": round(height, 1),
            "label": _set(markup.Headline(lines.lines, least), params),
            "size": round(size, 1),
            "number": number.number,
        }


def _set(lines: markup.Headline, params: LcdParams) -> dict[str, object]:
    return furniture.set_lines(lines, params.locale)


def _view(params: LcdParams) -> dict[str, object]:
    words, box, look = furniture.words("led", params.locale), _box(params), params.imprint.theme
    issuer = _issuer(params, box)[0]
    return {
        "p": params,
        "words": words,
        "hanzi": markup.is_chinese(params.locale),
        "title": params.names.get(params.locale) or next(iter(params.names.values())),
        "icon": furniture.icons(look, words, ICONS | PHONE),
        "says": [_say_view(params, box, slogan) for slogan in params.slogans],
        "band": {
            "height": round(_band(params, box), 1),
            "label": _set(_label(params, box), params),
            "size": round(_number_size(params, box), 1),
        },
        "kicker_top": round(_top(params, box), 1),
        "issuer": {"size": round(issuer.size, 1), "name": _lined(_set(issuer, params)["lines"])},
        "both": _set(_kicker(params, box, None), params),
        "panels": list(_panels(params, box)),
    }


def _say_view(params: LcdParams, box: _Box, slogan: SloganText) -> dict[str, object]:
    say = _say(params, box, slogan)
    return {
        "kicker": _set(_kicker(params, box, slogan), params),
        "say": _set(say.lines, params),
        "top": round(say.top, 1),
        "sign": round(say.sign, 1),
        "sign_top": round(say.sign_top, 1),
    }


def _lined(lines: object) -> Markup:
    assert isinstance(lines, Sequence)
    return Markup(" ").join(Markup('<span class="line">{}</span>').format(line) for line in lines)
