"""What a side of the leaflet shows: words and model values as the template takes them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from fanzha import furniture, markup
from fanzha.formats.leaflet.sheets import Sheet
from fanzha.model import CaseText, TacticText

MM = 72 / 25.4
"""Points."""
WIDTH, HEIGHT = 210.0, 297.0
"""A4, in mm."""
MEASURE = 184.0
"""Width of the type area in mm, as in leaflet.css."""
FOOT = 17.0
"""Lower page margin in mm, as in leaflet.css."""
FRONT = 2
"""Tactics on the front."""
DIGITS_MOST, DIGITS_LEAST, LABEL = 100.0, 70.0, 15.5
"""Size of the hotline numbers in points: never below 70, so that they are read across a table."""
HEADLINE_MOST, HEADLINE_LEAST = 54.0, 30.0
"""Points: in the street a headline stops a passer-by at three steps, or it is none."""
HEADLINE_HEIGHT = 46.0
"""Height that the headline may take, in mm."""
HEADLINE_MEASURE = 138.0
"""Width of the headline in mm: the type area without the sign beside it."""
FLAGS = 3
BLOCKS = (5.1, 5.6)
"""How many gaps of a side share the spare height, as the uses of --air in leaflet.css add up."""
ICONS = {
    "warning": "warning flags alert on-dark",
    "stop": "stop stop brand on-dark",
    "verify": "verify verify brand on-dark",
    "report": "phone report brand on-dark",
    "call": "phone instead on-dark brand",
    "help": "shield actions brand on-dark",
    "sign": "stop stop alert alert-soft",
    "shield": "shield address brand on-dark",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the leaflet, from generous to tight."""

    scale: float
    """Of the smallest body size; never below 1."""
    whole_leads: bool
    """Whether leads are printed whole, or only their first sentence."""
    tight: bool = False
    """Whether lines stand closer."""


SETTINGS = (
    *(Setting(scale, True) for scale in (1.14, 1.11, 1.08, 1.05, 1.02)),
    *(Setting(scale, False) for scale in (1.14, 1.08, 1.04, 1.0)),
    Setting(1.0, False, tight=True),
)
LEADING = {True: (1.5, 1.42), False: (1.32, 1.25)}
"""Line height in em, usual and tight, for Chinese (True) and for other languages."""


def view_of(p: Sheet, setting: Setting) -> dict[str, object]:
    """Return what the template shows of a side in one language, apart from its number among the sides."""
    words = furniture.words("leaflet", p.locale)
    title = markup.plain(p.title)
    return {
        "sheet": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "lang": p.locale,
        "title_text": title,
        "publisher_text": p.issuer,
        "has_subtitle": bool(p.subtitle),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "headline": furniture.set_lines(headline_of(p), p.locale),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "digits": _digits(p),
        "uses": {role: furniture.uses(getattr(p, role), p.locale, p.publisher) for role in ("advice", "emergency")},
        "tactics": [_tactic(text, setting) for text in p.tactics],
        "icon": furniture.icons(p.theme, words, ICONS),
        "qr": furniture.code(p.url, "Q", words),
        "host": _host(p.url),
    }


def headline_of(p: Sheet) -> markup.Headline:
    """Return the headline in at most three lines, beside the sign."""
    return markup.headline(
        markup.plain(p.title),
        p.locale,
        width=HEADLINE_MEASURE * MM,
        height=HEADLINE_HEIGHT * MM,
        largest=HEADLINE_MOST,
        most=3,
    )


def _digits(p: Sheet) -> dict[str, object]:
    """Return the hotlines' size and column widths: as large as two panels with 6 mm padding and 5 mm between allow."""
    ems = [markup.em_width(number) for number in p.numbers]
    room = (MEASURE - 5 - 4 * 6) * MM
    label = 0.0
    if p.first_call == "emergency":  # the words over it are wider than the number
        label = (markup.em_width(furniture.words("leaflet", p.locale)[p.calls[0].key]) + 1.4) * LABEL
    size = max(DIGITS_LEAST, min(DIGITS_MOST, room / sum(ems), (room - label) / ems[1]))
    widths = [max(ems[0] * size, label), ems[1] * size]
    return {"size": round(size, 1), "columns": " ".join(f"minmax(0,{width + 12 * MM:.1f}fr)" for width in widths)}


def _tactic(text: TacticText, setting: Setting) -> dict[str, object]:
    lead = text.lead if setting.whole_leads else markup.first_sentence(text.lead, text.locale)
    actions = zip(("stop", "verify", "report"), _first_actions(text), strict=True)
    return {
        "name": furniture.html(text.name, text.locale, heading=True),
        "lead": furniture.html(lead, text.locale),
        "flags": [furniture.html(flag, text.locale) for flag in text.red_flags[:FLAGS]],
        "actions": [(kind, furniture.html(item, text.locale)) for kind, item in actions],
    }


def case_of(text: CaseText) -> dict[str, object]:
    """Return what the template shows of a case."""
    return {
        "name": furniture.html(text.name, text.locale, heading=True),
        "lead": furniture.html(text.lead, text.locale),
        "lesson": furniture.html(text.lesson[0], text.locale),
    }


def host_of(site: str) -> str:
    """Return the domain of an address, as it is printed beside the code."""
    return urlsplit(site).netloc


def _host(site: str) -> dict[str, object]:
    found = markup.domain(host_of(site), width=36 * MM, largest=15, least=11)
    return {"lines": found.lines, "size": round(found.size, 1)}


def body_of(p: Sheet) -> list[str]:
    """Return the running text, which is never set below the brand's body size."""
    told = (text for each in p.tactics for text in (each.lead, *each.red_flags, *_first_actions(each)))
    return [markup.plain(text) for text in told]


def printed(text: TacticText) -> list[str]:
    """Return what must be readable of a tactic, whatever the setting."""
    return [markup.plain(each) for each in (text.name, *text.red_flags[:FLAGS], *_first_actions(text))]


def imprint_of(p: Sheet) -> list[str]:
    """Return what stands on either side: both numbers, publisher, version, date and edition."""
    return [*p.numbers, p.issuer, p.publisher.version, p.publisher.date.isoformat(), p.edition_id]


def _first_actions(text: TacticText) -> list[str]:
    return [items[0] for items in (text.actions.stop, text.actions.verify, text.actions.report)]
