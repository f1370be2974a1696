"""Sets the leaflet in large print: one message a side, in letters of 18 points and more, and reads it back.

Every colour that letters are set in stands out from its ground by 7 to 1 at least; a brand that cannot do that gives
way to the package's own colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.leaflet.sheets import LargeParams
from fanzha.large import LEAST, legible
from fanzha.model import TacticText
from fanzha.papers import A4_ACROSS, A5
from fanzha.pdf import LaidOut, check_pdf
from fanzha.pdf.halves import two_up, unlike

MM = 72 / 25.4
"""Points."""
WIDTH, HEIGHT, MEASURE, FOOT = 210.0, 297.0, 184.0, 17.0
"""A4, its type area's width and its lower margin in mm, as in large.css."""
PANEL = MEASURE - 16
"""Width inside the panel of the message in mm, as in large.css."""
SLOGAN_MOST, TITLE_MOST, TITLE_LEAST, NAME_MOST = 64.0, 34.0, 24.0, 23.0
"""Points."""
SLOGAN_HEIGHT = {True: 45.0, False: 40.0}
"""Mm that a slogan may take, in Chinese (True) and in other languages, whose texts below it are longer."""
DIGITS_MOST, DIGITS_TIGHT = 92.0, 72.0
"""Points."""
FLAGS = 3
SMALLER = A5[0] / WIDTH
"""As A5: 18 points become 12.7, no less than on any leaflet."""
BLOCKS = (6.9, 6.7)
"""How many gaps of a side share the spare height, as the uses of --air in large.css add up."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "flag": "warning warning alert on-dark",
    "stop": "stop stop brand on-dark",
    "verify": "verify verify brand on-dark",
    "report": "phone report brand on-dark",
    "call": "phone instead on-dark brand",
    "urgent": "phone instead on-dark alert",
    "shield": "shield address brand on-dark",
    "scan": "scan scan brand on-dark",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the leaflet, from generous to tight."""

    body: float
    """Points; never below `LEAST`."""
    flags: int = FLAGS
    tight: bool = False
    """Whether lines stand closer, and the numbers and the code are smaller."""


SETTINGS = (
    *(Setting(body) for body in (24, 23, 22, 21, 20, 19, LEAST)),
    *(Setting(body, 2) for body in (19, LEAST)),
    Setting(LEAST, 2, tight=True),
)


def render(p: LargeParams, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    colours = legible(p.theme)
    blacks = theme.blacks(colours) if p.press else None
    factor = SMALLER if p.two_up else 1.0
    sheets = [theme.stylesheet(colours), markup.STYLES, furniture.text("leaflet", "large.css")]
    styles = [furniture.scaled(sheet, factor) for sheet in sheets]
    styles += [f"@page{{size:{A5[0]}mm {A5[1]}mm}}"] if p.two_up else []

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = [round(height / blocks, 2) for height, blocks in zip(spare, BLOCKS, strict=True)]
        page = furniture.template("leaflet", "large.html.j2").render(**_view(p, colours, setting, factor), air=air)
        body = f":root{{--body:{setting.body * factor:.2f}pt}}"
        return LaidOut(page, [*styles, body], p.assets, workshop.cache, press=blacks)

    fitted = copyfit.fit(set_in, SETTINGS, pages=2, foot=FOOT * MM * factor, most=150 * factor).data
    if not p.two_up:
        return fitted
    return two_up(fitted, locale=p.locale, title=markup.plain(p.title))


def _slogan(p: LargeParams, side: int) -> markup.Headline:
    return markup.headline(
        markup.plain(p.slogans[side].name),
        p.locale,
        width=PANEL * MM,
        height=SLOGAN_HEIGHT[markup.is_chinese(p.locale)] * MM,
        largest=SLOGAN_MOST,
        leading=1.22,
        most=3,
    )


def _title(p: LargeParams) -> markup.Headline:
    return markup.headline(
        markup.plain(p.title), p.locale, width=MEASURE * MM, height=26 * MM, largest=TITLE_MOST, most=2
    )


def _actions(text: TacticText) -> Sequence[tuple[str, str]]:
    """Return the first thing to do at each step."""
    steps = (("stop", text.actions.stop), ("verify", text.actions.verify), ("report", text.actions.report))
    return [(kind, items[0]) for kind, items in steps]


def _side(p: LargeParams, side: int, setting: Setting, factor: float) -> dict[str, object]:
    text = p.tactics[side]
    name = markup.em_width(markup.plain(text.name)) + 1.6
    return {
        "name": furniture.html(text.name, p.locale, heading=True),
        "name_size": round(max(LEAST, min(NAME_MOST, PANEL * MM / name)) * factor, 1),
        "slogan": furniture.set_lines(_slogan(p, side), p.locale, factor),
        "flags": [furniture.whole_words(flag, p.locale) for flag in text.red_flags[: setting.flags]],
        "actions": [(kind, furniture.whole_words(item, p.locale)) for kind, item in _actions(text)],
    }


def _view(p: LargeParams, colours: Mapping[str, str], setting: Setting, factor: float) -> dict[str, object]:
    words = furniture.words("leaflet", p.locale)
    host = markup.domain(_host(p), width=(MEASURE - 46) * MM, largest=30, least=LEAST)
    digits, widths = _hotlines(p, words, DIGITS_TIGHT if setting.tight else DIGITS_MOST)
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "title_text": markup.plain(p.title),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "headline": furniture.set_lines(_title(p), p.locale, factor),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "sides": [_side(p, side, setting, factor) for side in range(len(p.tactics))],
        "tight": setting.tight,
        "digits": round(digits * factor, 1),
        "columns": " ".join(f"minmax(0,{width + 12 * MM:.1f}fr)" for width in widths),
        "icon": furniture.icons(colours, words, ICONS),
        "qr": furniture.code(p.url, "Q", words),
        "host": {"lines": host.lines, "size": round(host.size * factor, 1)},
    }


def _hotlines(p: LargeParams, words: Mapping[str, str], most: float) -> tuple[float, list[float]]:
    """Return the numbers' size and the widths inside their panels in points: neither number nor label runs out."""
    room = (MEASURE - 5 - 4 * 6) * MM
    ems = [markup.em_width(number) for number in p.numbers]
    labels = [(markup.em_width(words[call.key]) + 1.4) * LEAST for call in p.calls]
    digits = min(most, room / sum(ems), *(((room - labels[1 - one]) / ems[one]) for one in (0, 1)))
    return digits, [max(em * digits, label) for em, label in zip(ems, labels, strict=True)]


def _host(p: LargeParams) -> str:
    return urlsplit(p.url).netloc


def problems_of(p: LargeParams, path: str, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished leaflet: pages, overlap, glyphs, words, code, and the largest text."""
    both = [*p.numbers, p.issuer, p.publisher.version, p.publisher.date.isoformat()]
    both.append(p.serial)
    sides = [[*both, *_slogan(p, side).lines, *map(markup.plain, _told(text))] for side, text in enumerate(p.tactics)]
    sides[0] += _title(p).lines
    sides[-1].append(_host(p))
    found = check_pdf(
        data,
        path,
        pages=2,
        size_mm=A4_ACROSS if p.two_up else (WIDTH, HEIGHT),
        page_phrases=sides,
        payloads=[p.url],
        largest=p.numbers[0],
        weights=(400, 700),
        hotlines=p.numbers,
        body=[(LEAST * (SMALLER if p.two_up else 1.0), _body(p))],
        press=p.press,
        source_at=p.title.place,
        tagged=not p.two_up,
    )
    found += copyfit.too_small(path, p.title, _title(p).size, TITLE_LEAST)
    return found + (list(unlike(data, path)) if p.two_up else [])


def _body(p: LargeParams) -> list[str]:
    """Return what is set in large print, however much of it there is."""
    return [
        markup.plain(each) for text in p.tactics for each in (*text.red_flags, *(item for _, item in _actions(text)))
    ]


def _told(text: TacticText) -> list[str]:
    """Return what must be readable of a tactic, whatever the setting."""
    return [text.name, *text.red_flags[:2], *(item for _, item in _actions(text))]
