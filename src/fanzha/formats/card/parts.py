"""What cards of every kind have: lines in their size, what to do first, the code with the domain beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from fanzha import furniture, markup, qr
from fanzha.by_tactic import Imprint
from fanzha.model import TacticText

MM = 72 / 25.4
"""Points."""
BACK = 82.0
"""Width of the type area of the back in mm, as in card.css."""
BESIDE = BACK - 20 - 3.4
"""Width of the column beside the code in mm, as in card.css."""
CODE, MODULE_MOST = 20.0, 0.61
"""Width of the code without its quiet zone, and of a module, in mm. An address of 80 characters makes 37 modules at
level M: 0.54 mm each, above the 0.5 mm that any code needs and enough for a telephone held at 18 cm (three thousandths
of it). They do not grow beyond the other, so that the quiet zone stays clear of what stands around it."""
STOP_MOST, STOP_LEAST, STOP_INDENT = 9.5, 8.5, 8.2
"""Points of what to do first: in one line, or in as many as it needs at the smaller size; mm that its strip is narrower
inside, as in card.css."""
FLAG_INDENT = 1.5
"""Em, as in card.css."""
BODY_LEAST = 7.5
"""Points. Leaflets are set in 12 points and more (clear print); a card has no room for that. So what must be read at
arm's length stands in 18 and more (the slogan, both numbers), and nothing that is read close in less than this.
Version, dates and id are set in 5.5 points: for whoever hands the cards out."""
_MARK = re.compile("[，、]|(?<=[?]) ")
ICONS = {
    "warning": "warning warning on-dark brand",
    "shield": "shield published on-dark brand",
    "publisher": "shield published brand on-dark",
    "flag": "warning warning alert on-dark",
    "stop": "stop stop brand brand-soft",
    "scan": "scan scan brand on-dark",
}
"""As `furniture.icons` reads them."""


def frame(p: Imprint, scan: str = "scan") -> dict[str, object]:
    """Return what the templates show on a card of whatever kind; `scan` is the key of the words beside the code."""
    fixed = furniture.words("card", p.locale)
    words = {**fixed, "scan": fixed[scan]}
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "icon": furniture.icons(p.theme, words, ICONS),
        "labels": {call.key: two_lines(words[call.key]) for call in p.calls},
        "host": _host(p, words),
        "code": code_of(p, words),
    }


def text_width(text: str) -> float:
    """Return how wide inline Markdown runs in em: regular letters are some 6 % narrower than bold, hanzi are not."""
    return sum(markup.em_width(char) * (0.94 if char.isascii() else 1.0) for char in markup.plain(text))


def two_lines(text: str) -> list[str]:
    """Return the words beside a number, broken at their first mark, which goes: 拿不准 / 先问一声."""
    return _MARK.split(text, maxsplit=1)


def called(p: Imprint) -> list[str]:
    """Return what must be read of whom to call, and when."""
    words = furniture.words("card", p.locale)
    return [*p.numbers, *(line for call in p.calls for line in two_lines(words[call.key]))]


def one_line(text: str, width: float, most: float, least: float) -> float:
    """Return the points at which bold `text` and an icon take a line of `width` mm, unless that is too small."""
    size = width * MM / (markup.em_width(markup.plain(text)) + 1.5)
    return round(min(most, size - 0.05 if size >= least else least), 1)


def stop_lines(tactic: TacticText, largest: float = STOP_MOST, least: float = STOP_LEAST) -> markup.Headline:
    """Return what to do first in one line, or in as many as it needs not to be too small (under `least` points)."""
    text, width = markup.plain(tactic.actions.stop[0]), (BACK - STOP_INDENT) * MM
    # At last with letters to be larger than needed: then two lines are preferred to one that is hardly too small.
    for most, size in ((1, largest), (2, least), (3, least), (4, least), (3, largest)):
        lines = markup.headline(text, tactic.locale, width=width, height=width, largest=size, most=most)
        if lines.size >= least:
            break
    return lines


def host_of(p: Imprint) -> str:
    """Return the domain that the code leads to."""
    return urlsplit(p.url).netloc


def imprint_of(p: Imprint) -> list[str]:
    """Return what stands on the back in the smallest letters: version, date and the last day to hand it out."""
    dates = [p.publisher.date, p.publisher.valid_until]
    return [p.publisher.version, *(date.isoformat() for date in dates if date)]


def code_of(
    p: Imprint, words: Mapping[str, str], width: float = CODE, module_most: float = MODULE_MOST
) -> dict[str, object]:
    """Return what the template shows of the code; `width` (without its quiet zone) and `module_most` are in mm."""
    modules = len(qr.matrix(p.url, "M"))
    module = min(width / modules, module_most)
    return {
        "svg": furniture.code(p.url, "M", words),
        "width": round(module * (modules + 2 * qr.QUIET), 3),
        "quiet": round(module * qr.QUIET, 3),
    }


def _host(p: Imprint, words: Mapping[str, str]) -> dict[str, object]:
    """Return the domain beside the words that tell to scan or, when it is too long for that, in their place."""
    host, room = host_of(p), BESIDE * MM - 4 * MM
    beside = room - markup.em_width(words["scan"]) * BODY_LEAST - 6
    own = beside / markup.em_width(host) < BODY_LEAST
    lines = markup.domain(host, width=room if own else beside, largest=10, least=BODY_LEAST)
    return {"lines": lines.lines, "size": round(lines.size, 1), "own": own}
