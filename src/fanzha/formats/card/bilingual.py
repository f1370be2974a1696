"""The counter card in two languages: the first is set as large as it goes, the second below it, for whoever needs it.

Ninety millimetres hold no more than that: red flags go before letters get small, and the words beside the code, version
and dates are in the first language alone, as is the page that the code leads to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha import furniture, markup
from fanzha.formats.card import counter
from fanzha.formats.card.imposition import ROWS
from fanzha.formats.card.kinds import BilingualParams
from fanzha.formats.card.parts import BACK, BODY_LEAST, FLAG_INDENT, MM, stop_lines, text_width
from fanzha.formats.card.sheet import Mode, ten_up
from fanzha.pdf.tongues import mark_second
from fanzha.second import together

LEAST = 6.5
"""Points of the smallest letters in the second language that say what to do."""
SLOGAN_LEAST = 9.0
"""Points of the second slogan."""
BETWEEN = 1.6
"""Mm between the slogans, as in second.css."""
NAME, BY = 7.5, 6.5
"""Points of the tactic's name in the second language and of the publisher's, as in second.css."""
FEWEST = 1
"""Red flags."""
SIZES = ((9.5, 7.5), (9.0, 7.0), (8.5, 7.0), (8.0, 6.5), (BODY_LEAST, LEAST))
"""Points of the red flags in the first language and in the second, from generous to tight."""
STOP = 8.5
"""Points of what to do first in the first language, in one line; never under `BODY_LEAST`."""


@dataclass(frozen=True)
class Setting:
    """One way to set the back, from generous to tight."""

    size: float
    """Of the red flags in the first language, in points."""
    second: float
    """In the second."""
    flags: tuple[int, ...]
    """Which of the tactic's red flags."""


def settings_of(p: BilingualParams) -> tuple[Setting, ...]:
    """Return the ways to set the back: two red flags that each take a line, two that run over, at last only one."""
    every = range(min(len(p.tactic.red_flags), len(p.second.tactic.red_flags)))
    short = [number for number in every if _takes_a_line(p, number, *SIZES[-1])]
    pair, one = tuple(short[:2]), tuple(short[:1])
    return (
        *(_in_lines(p, pair) if len(pair) == 2 else ()),
        *(Setting(*sizes, tuple(every[:2])) for sizes in SIZES),
        *(_in_lines(p, one) if one else (Setting(*sizes, tuple(every[:1])) for sizes in SIZES)),
    )


def _in_lines(p: BilingualParams, flags: tuple[int, ...]) -> Iterator[Setting]:
    """Yield settings with these red flags at the sizes at which each takes a line."""
    for sizes in SIZES:
        if all(_takes_a_line(p, number, *sizes) for number in flags):
            yield Setting(*sizes, flags)


def _takes_a_line(p: BilingualParams, number: int, size: float, second: float) -> bool:
    """Return whether a red flag takes one line in either language."""
    room = BACK * MM - FLAG_INDENT * size
    pair = ((p.tactic.red_flags[number], size), (p.second.tactic.red_flags[number], second))
    return all(text_width(text) * points <= room for text, points in pair)


def render(p: BilingualParams, cache: Path) -> bytes:
    """Return the sheet, or for offset print the card alone; what is in the second language is tagged as such."""

    def html(setting: Setting, spare: Sequence[float], mode: Mode) -> str:
        return furniture.template("card").render(**_view(p, setting), air=spare, mode=mode, rows=ROWS)

    data = ten_up(p, html, lambda one: one.size, settings_of(p), cache, [furniture.text("card", "second.css")])
    return mark_second(data, p.second.locale)


def front_says(p: BilingualParams) -> list[str]:
    """Return what must be read on the front."""
    names = [markup.plain(text.name) for text in (p.tactic, p.second.tactic)]
    one, other = _slogans(p)
    return [*names, *one.lines, *other.lines, p.issuer, p.second.issuer(p.publisher.names)]


def back_says(p: BilingualParams) -> list[str]:
    """Return what must be read on the back, red flags aside."""
    words = furniture.words("card", p.second.locale)
    fixed = [words[key] for key in ("flags", *(call.key for call in p.calls))]
    return [*counter.back_says(p), *_stop(p)[1].lines, *fixed]


def _stop(p: BilingualParams) -> tuple[markup.Headline, markup.Headline]:
    """Return what to do first in lines, in the first language and in the second."""
    first = stop_lines(p.tactic, STOP, BODY_LEAST)
    return first, stop_lines(p.second.tactic, NAME, LEAST)


def body(p: BilingualParams) -> list[tuple[float, list[str]]]:
    """Return what says how to know a scam and what to do, and the points that it must not be set under."""
    return [
        (least, [markup.plain(text) for text in (*tactic.red_flags, tactic.actions.stop[0])])
        for least, tactic in ((BODY_LEAST, p.tactic), (LEAST, p.second.tactic))
    ]


def _slogans(p: BilingualParams) -> tuple[markup.Headline, markup.Headline]:
    """Return both slogans in lines, as large as the front allows."""
    samples = " ".join(furniture.words("card", locale)["sample"] for locale in (p.locale, p.second.locale))
    issuer = markup.em_width(p.second.issuer(p.publisher.names)) * BY / MM
    second = (0 if _beside(p) else 3.2) + 2.9 * math.ceil(issuer / (counter.FRONT - 4))
    return together(
        (markup.plain(p.slogan.name), p.locale),
        (markup.plain(p.second.slogan.name), p.second.locale),
        width=(counter.FRONT - 0.6) * MM,
        height=(counter.FRONT_HEIGHT - counter.names_height(p, samples) - second) * MM,
        largest=counter.SLOGAN_MOST,
        least=SLOGAN_LEAST,
        gap=BETWEEN * MM,
    )


def _beside(p: BilingualParams) -> bool:
    """Return whether the tactic's names stand side by side."""
    widths = [markup.em_width(markup.plain(text.name)) for text in (p.tactic, p.second.tactic)]
    return (widths[0] + 2) * counter.name_size(p) + widths[1] * NAME <= counter.FRONT * MM


def _view(p: BilingualParams, setting: Setting) -> dict[str, object]:
    lang = p.second.locale
    one, other = _slogans(p)
    view = counter.view(p, [p.tactic.red_flags[number] for number in setting.flags])
    return {
        **view,
        "headline": furniture.set_lines(one, p.locale),
        "stop": furniture.set_lines(_stop(p)[0], p.locale),
        "other": {
            "lang": lang,
            "script": markup.script(lang),
            "words": furniture.words("card", lang),
            "size": setting.second,
            "slogan_text": markup.plain(p.second.slogan.name),
            "headline": furniture.set_lines(other, lang),
            "name_stands": "beside" if _beside(p) else "below",
            "name": furniture.html(p.second.tactic.name, lang, heading=True),
            "flags": [furniture.html(p.second.tactic.red_flags[number], lang) for number in setting.flags],
            "stop": furniture.set_lines(_stop(p)[1], lang),
            "publisher": furniture.spaced(p.second.issuer(p.publisher.names), lang),
        },
    }
