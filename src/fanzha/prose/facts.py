"""What a passage says in figures that a translation must say too: phones, money, dates, shares, counts, articles."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from fanzha.prose.citations import Article, articles_in
from fanzha.prose.counts import Count, Share, counts_in, shares_in
from fanzha.prose.dates import Clock, Day, clocks_in, days_in
from fanzha.prose.figures import Money, money_in
from fanzha.prose.reading import Reading, Span

_RUN = re.compile(
    r"(?<![\w.+-])\+?\d(?:[\d -]{0,18}\d)?(?![A-Za-z0-9])|(?<=[\u4e00-\u9fff])\d(?:[\d -]{0,18}\d)?(?![A-Za-z0-9])"
)
_ZH_UNIT = re.compile(r"\s?[多余来]?[万亿]?(?:[元块人名位份户张个次条天年月日页级座枚本克米秒分小时度步枚台%]|多|余)")
_EN_UNIT = re.compile(
    r"\s?(?:%|(?:thousand|million|yuan|people|persons?|homes?|days?|hours?|minutes?|pages?|seats?|chairs?|leaflets?"
    r"|copies|cards?|villages?|times|posters?|students?|m|km|cm|mm|kg|w|v)\b)",
    re.IGNORECASE,
)
_SHAPES = re.compile(r"(?:1(?:10|14|19|20|22)|1[02]\d{3}|9[56]\d{3,4}|(?:86)?1[3-9]\d{9}|0\d{9,11}|[48]00\d{7})(?!\d)")
"""Emergency and service numbers, mobiles, landlines, 400 and 800 numbers."""


_GROUPED = {True: re.compile(r",000(?!\d)"), False: re.compile(r",\d{3}(?!\d)")}
"""What follows the first digits of a number with marks between thousands, such as 120,000."""
_DIGIT_RUN = re.compile(r"\d+")
_TELLING = re.compile(
    r"[\d〇零一二两三四五六七八九十百千万亿]\s?[多余来]?[万亿]?\s?(?:元|块钱|美|港|欧|英镑|成|%|％|‰|倍)|\d\s?[点时万亿千百:：]"
    r"|[一二三四五六七八九十]月|分之|[¥￥$＄€£]|RMB|CNY|USD|人民币"
)
_TELLING_CHARS = frozenset("元块成%％‰倍点时万亿千百:：月之¥￥$＄€£RCU币")
_LETTERS = re.compile(r"[A-Za-z%]+|[¥￥$＄€£]")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand million"
)
_MONEY = "yuan renminbi RMB CNY USD dollar dollars euro euros ¥ ￥ $ ＄ € £ % percent noon midnight Noon Midnight"
_MONTHS = "January February March April May June July August September October November December"
_TELLING_WORDS = frozenset([*_NUMBERS.split(), *_NUMBERS.title().split(), *_MONEY.split(), *_MONTHS.split()])


def surely_equal(one: Reading, other: Reading) -> bool:
    """Return whether two passages need no comparison: the same digits, and no figure that means more than its digits.

    Most passages have no figure, or only phone numbers, and this is decided on the text as written.
    """
    if _DIGIT_RUN.findall(one.raw) != _DIGIT_RUN.findall(other.raw):
        return False
    return not (_tells(one) or _tells(other))


def _tells(reading: Reading) -> bool:
    if reading.chinese:
        return not _TELLING_CHARS.isdisjoint(reading.raw) and _TELLING.search(reading.raw) is not None
    return not _TELLING_WORDS.isdisjoint(_LETTERS.findall(reading.raw))


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number."""

    number: str
    """Its digits."""
    start: int
    """Offsets in `Reading.plain`."""
    end: int


@dataclass(frozen=True)
class Facts:
    """The figures of one passage."""

    reading: Reading
    dialled: Collection[str]
    """Numbers that are telephone numbers wherever they stand without a unit."""

    @cached_property
    def money(self) -> tuple[Money, ...]:
        """Amounts."""
        return money_in(self.reading)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Dates."""
        return days_in(self.reading)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Times of day."""
        return clocks_in(self.reading)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Percentages and the like."""
        return shares_in(self.reading)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Articles of laws."""
        return articles_in(self.reading)

    @cached_property
    def phones(self) -> tuple[Phone, ...]:
        """Telephone numbers: registered ones, and what is shaped like a mobile, landline or 400 number."""
        unit = _ZH_UNIT if self.reading.chinese else _EN_UNIT
        text = self.reading.plain
        found = []
        for match in _RUN.finditer(text):
            for part in re.finditer(r"\d[\d-]*\d|\d", match.group()) if " " in match.group() else (match,):
                number = re.sub(r"\D", "", part.group())
                start = match.start() + (0 if part is match else part.start())
                end = start + len(part.group())
                if unit.match(text, end) or _GROUPED[self.reading.chinese].match(text, end):
                    continue
                if number in self.dialled or _SHAPES.match(number):
                    found.append(Phone(number, start, end))
        return tuple(found)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """All other numbers."""
        taken: list[Span] = []
        for kind in (self.money, self.days, self.clocks, self.shares, self.articles, self.phones):
            taken += [(one.start, one.end) for one in kind]
        return counts_in(self.reading, taken)
