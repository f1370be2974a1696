"""Sets sheets of labels: every label in the place of its die, its slogan as large as it goes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fanzha import furniture, markup, qr, theme
from fanzha.formats import Workshop
from fanzha.formats.sticker import Params, large, on_labels, title
from fanzha.formats.sticker.circle import CHORD, HANZI_SINKS, LATIN_SINKS, MM, RING, Lines, Setting, fitted
from fanzha.formats.sticker.sheets import Sheet
from fanzha.model import Artifact, SloganText
from fanzha.pdf import typeset
from fanzha.pdf.tongues import mark_second
from fanzha.second import LEADING, together

SLOGAN_MOST = 34.0
"""Points, on a rectangular label: readable from two metres, before a cash machine or a door."""
OTHER_LEAST, BELOW = 10.0, 1.8
"""Points of the slogan in the second language, and mm between the two."""
INSET = 4.5
"""Mm from the panel's edge to the slogan, as in sticker.css."""
PANEL, SERIAL = 0.455, 2.4
"""Of a rectangular label's height, the panel's; mm less where the edition's id has a line of its own at the foot."""
GAP, BETWEEN = 3.3, 1.6
"""Mm between panel and what is below it, which is also the code's quiet zone, and between the two numbers."""
FIRST = 0.58
"""Of the column beside the code, the width of the number to call first."""
DIGITS_MOST, DIGITS_BELOW = 28.0, 24.0
"""Points of the numbers, and below words in two languages."""
SMALL_MOST, SMALL_LEAST = 8.0, 6.5
"""Points of the publisher and of the words beside the code; whoever has a longer name is told by `verify`."""
ROOM_FOR_NOTES = 10.0
"""Mm of upper margin that a sheet needs for words beside its labels."""
ICONS = {"scan": "scan scan brand on-dark"}
"""As `furniture.icons` reads them."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the sheets."""
    p = artifact.params
    assert isinstance(p, Params)
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("sticker", "sticker.css")]
    assets = {"disc.svg": _disc(p.grid, p.theme)} if p.grid.round else {}
    data = typeset(furniture.template("sticker").render(**_view(p)), styles, assets, workshop.cache, press=p.blacks)
    return mark_second(data, p.second) if p.second else data


def label_words(p: Params, slogan: SloganText) -> tuple[str, ...]:
    """Return the slogan in the lines in which a label has it, in the second language too if there is one."""
    if p.grid.round:
        found = _fitted(p, slogan)
        return (*found.lines, *(found.other.lines if found.other else ()))
    if p.large:
        return large.headline(p, slogan).lines
    return tuple(line for block in _headlines(p, slogan) for line in block.lines)


def notes(p: Params) -> list[str]:
    """Return what stands beside the labels, for whoever prints them; nothing when they fill the paper.

    The edition's id follows them: there is no room for it on a label. Where there is no margin, each label has it.
    """
    if not _has_notes(p.grid):
        return []
    words = furniture.words("sticker", p.locale)
    return [" · ".join([words["actual"], *([words["food"]] if p.grid.round else [])]), p.issuer]


def _has_notes(grid: Sheet) -> bool:
    """Return whether the paper has room beside its labels."""
    return grid.top >= ROOM_FOR_NOTES


def _panel(grid: Sheet) -> float:
    """Return the mm that the panel of a rectangular label is tall."""
    return grid.height * PANEL - (0 if _has_notes(grid) else SERIAL)


def _view(p: Params) -> dict[str, object]:
    words = furniture.words("sticker", p.locale)
    set_in = _round if p.grid.round else large.view if p.large else _oblong
    places = large.places if p.large else _places
    ready = {
        slogan.slug: {
            **set_in(p.on(slogan), slogan),
            "calls": p.on(slogan).calls,
            "at": {} if p.grid.round else places(p.on(slogan), words),
        }
        for slogan in p.slogans
    }
    corners = tuple(p.grid.corners())
    return {
        "p": p,
        "words": words,
        "other": _other(p) if p.second else None,
        "hanzi": markup.is_chinese(p.locale),
        "title": f"{title(p.sheet, p.locale)} ({p.sheet})",
        "notes": notes(p),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "host": urlsplit(p.url).netloc,
        "icon": furniture.icons(p.theme, words, ICONS),
        "code": furniture.code(p.url, "Q", words) if p.coded else "",
        "pages": [
            [
                {**ready[slogan.slug], "number": page * len(corners) + number, "x": round(x, 3), "y": round(y, 3)}
                for number, (slogan, (x, y)) in enumerate(zip(slogans, corners, strict=True))
            ]
            for page, slogans in enumerate(on_labels(p))
        ],
    }


def _other(p: Params) -> dict[str, object]:
    """Return what the template needs to set the second language."""
    return {"lang": p.second, "script": markup.script(p.second), "words": furniture.words("sticker", p.second)}


def _round(p: Params, slogan: SloganText) -> dict[str, object]:
    found = _fitted(p, slogan)
    return {
        **_in_circle(found, p.locale),
        "below": _in_circle(found.other, p.second) if found.other else None,
        "digits": found.digits,
        "digits_top": round(found.digits_top - LATIN_SINKS * found.digits / MM, 3),
    }


def _fitted(p: Params, slogan: SloganText) -> Setting:
    """Return how a round label with the slogan is set."""
    pair = ((markup.plain(text.name), text.locale) for text in (slogan, *p.beside(slogan)))
    return fitted(next(pair), p.on(slogan).numbers[0], p.grid, next(pair, None))


def _in_circle(found: Lines, locale: str) -> dict[str, object]:
    """Return lines on a round label as the template sets them."""
    sinks = (HANZI_SINKS if markup.is_chinese(locale) else LATIN_SINKS) * found.size / MM
    lines = [
        {"text": furniture.spaced(line, locale, heading=True), "top": round(found.top - sinks + at * found.leading, 3)}
        for at, line in enumerate(found.lines)
    ]
    return {"lines": lines, "size": found.size, "leading": found.leading}


def _oblong(p: Params, slogan: SloganText) -> dict[str, object]:
    one, *others = _headlines(p, slogan)
    hanzi = markup.is_chinese(p.locale)
    size = round(one.size, 1)
    tall = len(one.lines) * size / MM * (1.2 if hanzi else 1.1)
    leading = LEADING[markup.is_chinese(p.second)]
    below = sum(BELOW + len(other.lines) * other.size / MM * leading for other in others)
    top = (_panel(p.grid) - tall - below) / 2 - (HANZI_SINKS if hanzi else LATIN_SINKS) * size / MM
    return {
        "lines": [furniture.spaced(line, p.locale, heading=True) for line in one.lines],
        "size": size,
        "top": round(top, 2),
        "below": [{**furniture.set_lines(other, p.second), "top": round(top + tall + BELOW, 2)} for other in others],
    }


def _headlines(p: Params, slogan: SloganText) -> tuple[markup.Headline, ...]:
    """Return the slogan in lines, and below it the same in the second language if there is one."""
    text = markup.plain(slogan.name)
    width, height = (p.grid.width - 2 * p.grid.rim - 2 * INSET) * MM, (_panel(p.grid) - 5) * MM
    for other in p.beside(slogan):
        pair = ((text, p.locale), (markup.plain(other.name), p.second))
        return together(*pair, width=width, height=height, largest=SLOGAN_MOST, least=OTHER_LEAST, gap=BELOW * MM)
    leading = 1.2 if markup.is_chinese(p.locale) else 1.1
    return (markup.headline(text, p.locale, width=width, height=height, largest=SLOGAN_MOST, leading=leading, most=3),)


def _places(p: Params, words: Mapping[str, str]) -> dict[str, float]:
    """Return where the parts of a rectangular label lie and how large their type is."""
    grid = p.grid
    inner, panel = grid.width - 2 * grid.rim, _panel(grid)
    low = grid.rim + panel + GAP
    modules = len(qr.matrix(p.url, "Q"))
    module = min((GAP - 0.2) / qr.QUIET, (grid.height - grid.rim - low) / modules)
    quiet, code = module * qr.QUIET, module * modules
    column = inner - code - max(quiet, 2.7) - 0.6
    first = (column - BETWEEN) * FIRST
    then = column - BETWEEN - first
    digits, then_digits = (
        min(DIGITS_BELOW if p.second else DIGITS_MOST, (width - 3) * MM / markup.em_width(number))
        for width, number in zip((first, then), p.numbers, strict=True)
    )
    values = {
        "rim": grid.rim, "inner": inner, "panel": panel, "low": low, "column": column, "first": first,
        "second": grid.rim + first + BETWEEN, "then": then, "digits": digits, "then_digits": min(digits, then_digits),
        "code": code + 2 * quiet, "code_left": grid.width - grid.rim - code - quiet - 0.3, "code_top": low - quiet,
        "scan": _small(column - 4.3, [words["scan"] + " " + urlsplit(p.url).netloc]),
        "publisher": _small(column, [p.issuer]),
    }  # fmt: skip
    return {name: round(value, 2) for name, value in values.items()}


def _small(width: float, lines: Sequence[str]) -> float:
    one_line = width * MM / max(map(markup.em_width, lines))
    return max(SMALL_LEAST, min(SMALL_MOST, one_line))


def _disc(grid: Sheet, colours: Mapping[str, str]) -> bytes:
    """Return the drawing of a round label: a ring, and a foot in the main colour for the number."""
    middle = grid.width / 2
    radius = middle - RING
    foot, half = CHORD * radius, radius * math.sqrt(1 - CHORD**2)
    brand, line = colours["color-brand"], 0.022 * grid.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {grid.width:g} {grid.width:g}" width="{grid.width:g}mm" '
        f'height="{grid.width:g}mm"><circle cx="{middle:g}" cy="{middle:g}" r="{radius - line / 2:.3f}" fill="none" '
        f'stroke="{brand}" stroke-width="{line:.3f}"/><path fill="{brand}" d="M{middle - half:.3f} {middle + foot:.3f}'
        f'A{radius:.3f} {radius:.3f} 0 0 0 {middle + half:.3f} {middle + foot:.3f}z"/></svg>'
    ).encode()
