"""The titles on the cover: alone as large as they may be, in two languages as large as both and their subtitles fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha import markup
from fanzha.formats.trifold.panels import WIDE
from fanzha.pdf.pages import Page, phrases_in

if TYPE_CHECKING:
    from fanzha.formats.trifold import Params, Said

MM = 72 / 25.4
"""Points."""
WIDTH = WIDE - 14 - 14.4
"""Mm inside the coloured field, as in trifold.css."""
FIELD = 86.0
"""Mm above the sheet's lower edge at which the field must end what it says: 4 mm inside it, as in trifold.css."""
LEAST, SECOND_LEAST = 24.0, 12.0
"""Points of the title in the first language and in the second."""


@dataclass(frozen=True)
class Cover:
    """One way to set the cover."""

    most: float
    """Points of the title."""
    height: float
    """Mm that it may take."""
    second: float = 0.0
    """Mm that the title in a second language may take."""
    subtitle: float = 14.0
    """Points."""


ALONE: tuple[Cover, ...] = (Cover(50, 42),)
BOTH: tuple[Cover, ...] = (
    Cover(48, 42, 16),
    Cover(44, 38, 16),
    Cover(40, 36, 15, 13),
    Cover(40, 34, 14, 12),
    Cover(36, 31, 13, 12),
    Cover(36, 28, 12, 12),
    Cover(32, 25, 11, 12),
)
"""In two languages, from generous to tight."""
LARGE: tuple[Cover, ...] = tuple(
    Cover(most, height, subtitle=subtitle)
    for most, height, subtitle in ((50, 42, 20), (50, 42, 18), (44, 36, 18), (38, 31, 18), (32, 26, 18))
)
"""In large print, from generous to tight."""
SECOND_MOST = 20.0
"""Points of the title in the second language."""


def headline_of(p: Params, cover: Cover) -> markup.Headline:
    """Return the title in lines."""
    leading = 1.2 if markup.is_chinese(p.locale) else 1.1
    return _title(p.title, p.locale, cover.most, cover.height, leading)


def title_of(second: Said, cover: Cover) -> markup.Headline:
    """Return the title of the second language in lines, below that of the first."""
    return _title(second.title, second.locale, SECOND_MOST, cover.second, 1.2)


def _title(text: str, locale: str, largest: float, height: float, leading: float) -> markup.Headline:
    return markup.headline(
        markup.plain(text), locale, width=WIDTH * MM, height=height * MM, largest=largest, leading=leading
    )


def covers_of(p: Params) -> tuple[Cover, ...]:
    """Return the ways in which the cover may be set."""
    from fanzha.formats.trifold import LargeParams

    return LARGE if isinstance(p, LargeParams) else BOTH if p.second else ALONE


def cover_of(p: Params, page: Page) -> Cover:
    """Return how the cover that is read from `page` was set, by the lines of its titles; the first way when by none."""
    ways = covers_of(p)
    for cover in ways:
        lines = [*headline_of(p, cover).lines, *(title_of(p.second, cover).lines if p.second else ())]
        if all(phrases_in([page], lines).values()):
            return cover
    return ways[0]
