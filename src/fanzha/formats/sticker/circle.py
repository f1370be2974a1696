"""Fits a slogan, the same in a second language and the number into a circle: in lines that let letters be largest."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
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
HANZI_LEADING, LATIN_LEADING = 1.14, 1.12
HANZI_SINKS, LATIN_SINKS = 0.056, 0.07
"""Em by which ink lies below the middle of its line's box."""
LARGEST = 0.38
"""Em of the largest letters, of the disc's radius: labels that hang together differ little in size."""
WORTH = {1: 1.0, 2: 1.0, 3: 0.9, 4: 0.75}
"""By the number of lines: more lines must be much larger to be read as easily."""


LEAST = {"hanzi": 7.5, "latin": 6.5}
"""Points of a slogan on a round label, which is read in the hand."""
SHARE, APART = 0.42, 0.16
"""Of the first slogan's em: the second's, unless that were under `LEAST`, and what is between the two."""
WORTH_BELOW = {1: 1.0, 2: 0.94, 3: 0.8}
"""As `WORTH`, by the number of lines in the second language."""

Words = tuple[str, str]
"""A slogan as plain text, and its locale."""


@dataclass(frozen=True)
class Lines:
    """A slogan in lines: lengths in mm from the label's upper edge, its size in points."""

    lines: tuple[str, ...]
    size: float
    leading: float
    """Mm from a line to the next."""
    top: float
    """Of the first line's box, which is `leading` high."""


@dataclass(frozen=True)
class Setting(Lines):
    """How a round label is set."""

    digits: float
    digits_top: float
    """Of the number's box, as high as its em."""
    other: Lines | None = None
    """The second language."""


@functools.cache
def fitted(first: Words, number: str, sheet: Sheet, second: Words | None = None) -> Setting:
    """Return the setting in which the slogan is largest.

    Where no setting has both languages at their `LEAST` sizes, both are smaller, for `verify` to refuse.
    """

    def worth(one: Setting) -> float:
        return one.size * WORTH[len(one.lines)] * (WORTH_BELOW[len(one.other.lines)] if one.other else 1.0)

    return max(_settings(first, number, sheet, second), key=worth)


def _settings(first: Words, number: str, sheet: Sheet, second: Words | None) -> Iterator[Setting]:
    radius, reach = sheet.width / 2 - RING, sheet.width / 2 - CLEAR - SAFE
    foot = CHORD * radius
    digits = _digits(number, foot, reach)
    above = [_broken(*first, count) for count in WORTH]
    below = [_broken(*second, count) for count in WORTH_BELOW] if second else [()]
    for one, other in itertools.product(above, dict.fromkeys(below)):
        block = Block(one, first[1], other, second[1] if second else "", reach, foot - 0.12 * reach)
        size = _largest(lambda size, block=block: block.places(size) is not None, LARGEST * radius)  # type: ignore[misc]
        if places := block.places(size):
            at, under = block.set_in(size, sheet.width / 2 + sum(places) / 2)
            yield Setting(
                **vars(at),
                digits=round(digits * MM, 2),
                digits_top=round(sheet.width / 2 + _number_at(foot, reach) - digits / 2, 3),
                other=under if second else None,
            )


@dataclass(frozen=True)
class Block:
    """Lines above the foot, inside the circle: lengths in mm from its middle, above it negative."""

    lines: tuple[str, ...]
    locale: str
    below: tuple[str, ...]
    """Lines in the second language, if there is one."""
    second: str
    """Its locale."""
    reach: float
    """Radius within which text may be."""
    lowest: float
    """Where the last line's ink ends at the latest."""

    def smaller(self, size: float) -> float:
        """Return the em of the second language beside an em of the first."""
        first, second = (LEAST[markup.script(locale)] / MM for locale in (self.locale, self.second))
        return max(SHARE * size, min(1.0, size / first) * second)

    def places(self, size: float) -> tuple[float, float] | None:
        """Return how high and how low the first line's ink may begin at this size; None when it fits nowhere."""
        rows = [*_rows(self.lines, self.locale, size, 0.0)]
        if self.below:
            rows += _rows(self.below, self.second, self.smaller(size), self._end(size) + APART * size)
        high, low = -self.reach, self.lowest - rows[-1][1] - rows[-1][2]
        for half, begins, ink in rows:
            if half >= self.reach:
                return None
            away = math.sqrt(self.reach**2 - half**2)
            high, low = max(high, -away - begins), min(low, away - ink - begins)
        return (high, low) if high <= low else None

    def set_in(self, size: float, top: float) -> tuple[Lines, Lines]:
        """Return the lines in both languages when the first one's ink begins at `top`, mm from the label's edge."""
        under = top + self._end(size) + APART * size
        return _lines(self.lines, self.locale, size, top), _lines(self.below, self.second, self.smaller(size), under)

    def _end(self, size: float) -> float:
        """Return where the ink of the first language ends, below where it begins."""
        tall, leading = _shape(self.locale)
        return (tall + leading * (len(self.lines) - 1)) * size


def _shape(locale: str) -> tuple[float, float]:
    """Return the em that a line's ink is tall, and that lines are apart."""
    return (HANZI_TALL, HANZI_LEADING) if markup.is_chinese(locale) else (LATIN_TALL, LATIN_LEADING)


def _rows(lines: Sequence[str], locale: str, size: float, begins: float) -> Iterator[tuple[float, float, float]]:
    """Yield of each line half its width, where its ink begins and how tall that is."""
    tall, leading = _shape(locale)
    for number, line in enumerate(lines):
        yield markup.em_width(line) * size / 2, begins + number * leading * size, tall * size


def _lines(lines: tuple[str, ...], locale: str, size: float, ink: float) -> Lines:
    tall, leading = _shape(locale)
    top = round(ink - (leading - tall) * size / 2, 3)
    return Lines(lines=lines, size=round(size * MM, 2), leading=round(size * leading, 3), top=top)


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
