"""What cover and back of the handbook show, in one language or with a second beside it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from fanzha import furniture, markup
from fanzha.formats.booklet import Params
from fanzha.formats.booklet.codes import BESIDE, SITE, code
from fanzha.formats.booklet.flatplan import ENLARGED
from fanzha.formats.booklet.parts import MM

COVER = 130.0
"""Width of the cover's and the back's type area; its panel has 9 mm of padding on each side."""
TITLE_MOST, TITLE_LEAST, TITLE_HEIGHT = 54.0, 24.0, 40.0
"""Points; mm."""
SHARE, SECOND_LEAST, HEIGHTS = 0.6, 16.0, (26.0, 16.0)
"""With a second language: how large its title is beside the first, at most; its least size in points; mm that the first
title and the second may take."""
DIGITS_MOST, LABEL, PADDING = 62.0, 13.0, 12.3
"""Points of the hotlines on cover and back and of the words above them; mm of padding around them, as in the style."""
KEEP, KEEP_SECOND = 18.0, 13.0
"""Points of what the back says of keeping the handbook, in the first language and in a second."""


def view(p: Params) -> dict[str, object]:
    """Return what the template shows on cover and back."""
    words = furniture.words("booklet", p.locale)
    headline = headline_of(p)
    host = markup.domain(urlsplit(p.publisher.site).netloc, width=90 * MM, largest=18, least=13)
    factor = factor_of(p)
    return {
        **_said(p, headline, KEEP, SITE),
        "other": p.second and {**_said(p.second, second_headline(p, p.second), KEEP_SECOND, BESIDE), "p": p.second},
        "drop": 0 if p.second else round(factor * max(0, 6 - 6 * (len(headline.lines) - 1)), 1),
        "digits": _digits(p, words),
        "host": {"lines": host.lines, "size": round(host.size * factor, 1)},
    }


def factor_of(p: Params) -> float:
    """Return how many times the A5 design is enlarged."""
    return ENLARGED if p.large else 1.0


def _said(p: Params, headline: markup.Headline, keep: float, width: float) -> dict[str, object]:
    """Return what is said in one language; `keep` is in points, `width` of the site's code in mm."""
    words = furniture.words("booklet", p.locale)
    return {
        "words": words,
        "script": markup.script(p.locale),
        "title_text": markup.plain(p.title),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "headline": furniture.set_lines(headline, p.locale, factor_of(p)),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "keep": furniture.set_lines(_keep(p, keep), p.locale, factor_of(p)),
        "site": code(p.url, words["code"], width, factor_of(p)),
    }


def headline_of(p: Params) -> markup.Headline:
    """Return the title on the cover in lines."""
    return _headline(p, HEIGHTS[0] if p.second else TITLE_HEIGHT, TITLE_MOST)


def second_headline(p: Params, second: Params) -> markup.Headline:
    """Return the title in the second language, below that of the first."""
    return _headline(second, HEIGHTS[1], headline_of(p).size * SHARE)


def _headline(p: Params, height: float, largest: float) -> markup.Headline:
    """Return the title in lines; `height` is in mm, `largest` in points."""
    width = (COVER - 18.6) * MM
    leading = 1.18 if markup.is_chinese(p.locale) else 1.1
    text = markup.plain(p.title)
    return markup.headline(text, p.locale, width=width, height=height * MM, largest=largest, leading=leading)


def _keep(p: Params, largest: float) -> markup.Headline:
    text = furniture.words("booklet", p.locale)["keep"]
    return markup.headline(
        text, p.locale, width=(COVER - 12) * MM, height=24 * MM, largest=largest, leading=1.4, most=3
    )


def _digits(p: Params, words: Mapping[str, str]) -> dict[str, object]:
    """Return the hotlines' size in points and their fields' widths in mm: two fields beside each other, 4 mm apart.

    Each is as wide as its label; the longer number has what is left.
    """
    labels = {kind: (markup.em_width(words[kind]) + 1.6) * LABEL / MM + PADDING for kind in ("advice", "emergency")}
    spare = max(0.0, COVER - 4 - sum(labels.values()))
    widths = {"advice": labels["advice"] + spare, "emergency": labels["emergency"]}
    numbers = {"advice": p.advice.number, "emergency": p.emergency.number}
    size = min((widths[kind] - PADDING) * MM / markup.em_width(number) for kind, number in numbers.items())
    factor = factor_of(p)
    shown = {kind: round(mm * factor, 2) for kind, mm in widths.items()}
    return {"size": round(min(DIGITS_MOST, size) * factor, 1), "widths": shown}
