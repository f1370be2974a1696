"""Fits a slogan and the number into a circle: as many lines as let the letters be largest."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fanzha import markup
from fanzha.formats.sticker.sheets import CLEAR, Sheet

MM = 72 / 25.4
"""Points."""
SAFE = 0.15
"""Mm more than `CLEAR`, for letters a little wider than `markup.em_width` says."""
RING = 1.1
"""Mm from the label's edge to its coloured disc: where a die cuts a little off, only white goes."""
CHORD = 0.37
"""Of the disc's radius, how far below the middle the foot with the number begins."""
DIGIT_TALL, HANZI_TALL, LATIN_TALL = 0.75, 0.93, 0.98
"""Em that the ink of digits, hanzi and of a line of Latin letters with its descenders is tall."""
HANZI_LEADING, LATIN_LEADING = 1.14, 1.06
LARGEST = 0.38
"""Em of the largest letters, of the disc's radius: labels that hang together differ little in size."""
WORTH = {1: 1.0, 2: 1.0, 3: 0.9, 4: 0.75}
"""By the number of lines: more lines must be much larger to be read as easily."""


@dataclass(frozen=True)
class Setting:
    """How a round label is set: lengths in mm from its upper edge, sizes in points."""

    lines: tuple[str, ...]
    size: float
    leading: float
    """Mm from a line to the next."""
    top: float
    """Of the first line's box, which is `leading` high."""
    digits: float
    digits_top: float
    """Of the number's box, as high as its em."""


@functools.cache
def fitted(text: str, locale: str, number: str, sheet: Sheet) -> Setting:
    """Return the setting in which the slogan is largest."""
    return max(_settings(text, locale, number, sheet), key=lambda one: one.size * WORTH[len(one.lines)])


def _settings(text: str, locale: str, number: str, sheet: Sheet) -> Iterator[Setting]:
    radius, reach = sheet.width / 2 - RING, sheet.width / 2 - CLEAR - SAFE
    foot = CHORD * radius
    hanzi = markup.is_chinese(locale)
    tall, leading = (HANZI_TALL, HANZI_LEADING) if hanzi else (LATIN_TALL, LATIN_LEADING)
    digits = _digits(number, foot, reach)
    for count in (1, 2, 3, 4):
        lines = _broken(text, locale, count)
        block = Block(tuple(map(markup.em_width, lines)), tall, leading, reach, foot - 0.12 * reach)
        size = _largest(lambda size, block=block: block.places(size) is not None, LARGEST * radius)  # type: ignore[misc]
        if places := block.places(size):
            top = sum(places) / 2 - (leading - tall) * size / 2
            yield Setting(
                lines=lines,
                size=round(size * MM, 2),
                leading=round(size * leading, 3),
                top=round(sheet.width / 2 + top, 3),
                digits=round(digits * MM, 2),
                digits_top=round(sheet.width / 2 + _number_at(foot, reach) - digits / 2, 3),
            )


@dataclass(frozen=True)
class Block:
    """Lines above the foot, inside the circle: lengths in mm from its middle, above it negative."""

    widths: tuple[float, ...]
    """Em."""
    tall: float
    leading: float
    reach: float
    """Radius within which text may be."""
    lowest: float
    """Where the last line's ink ends at the latest."""

    def places(self, size: float) -> tuple[float, float] | None:
        """Return how high and how low the first line's ink may begin at this size; None when it fits nowhere."""
        ink, step = self.tall * size, self.leading * size
        high, low = -self.reach, self.lowest - ink - step * (len(self.widths) - 1)
        for number, width in enumerate(self.widths):
            if width * size / 2 >= self.reach:
                return None
            away = math.sqrt(self.reach**2 - (width * size / 2) ** 2)
            high, low = max(high, -away - number * step), min(low, away - ink - number * step)
        return (high, low) if high <= low else None


def _largest(fits: Callable[[float], bool], most: float) -> float:
    """Return the largest size in mm, up to `most`, that fits, to a hundredth."""
    least = 0.0
    if fits(most):
        return most
    while most - least > 0.01:
        middle = (least + most) / 2
        least, most = (middle, most) if fits(middle) else (least, middle)
    return least


def _broken(text: str, locale: str, count: int) -> tuple[str, ...]:
    """Return the slogan in at most `count` lines of much the same length, broken where its sense breaks."""
    width = 1.25 * markup.em_width(text) / count
    lines = markup.headline(text, locale, width=width, height=count * 1.2, largest=1.0, most=count).lines
    if len(lines) == 1 < count and markup.is_chinese(locale):
        return _in_two(text)
    return lines


def _in_two(text: str) -> tuple[str, ...]:
    """Return a Chinese phrase without a pause in two lines of whole words, as alike as can be."""
    words = list(markup.segmenter().cut(text))
    halves = [("".join(words[:cut]), "".join(words[cut:])) for cut in range(1, len(words))]
    whole = [(one, two) for one, two in halves if min(len(one), len(two)) > 1 and two[0] not in "的了着过吗呢吧"]
    return min(whole, key=lambda pair: abs(len(pair[0]) - len(pair[1])), default=(text,))


def _number_at(foot: float, reach: float) -> float:
    """Return where the middle of the number is, in mm below the label's."""
    return foot + 0.44 * (reach - foot)


def _digits(number: str, foot: float, reach: float) -> float:
    """Return the em of the number, in mm: as wide as the circle is there, with a little air above it."""

    def fits(size: float) -> bool:
        low = _number_at(foot, reach) + DIGIT_TALL * size / 2
        air = _number_at(foot, reach) - DIGIT_TALL * size / 2 - foot
        return math.hypot(markup.em_width(number) * size / 2, low) <= reach and air >= 0.07 * reach

    return _largest(fits, reach)
