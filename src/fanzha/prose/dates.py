"""Dates and times of day in a text of either language: 2026年11月22日, 22 November 2026, 下午2点半, 2:30 p.m."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.prose.numerals import zh_value
from fanzha.prose.reading import Reading

_SMALL = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})"
_ISO = r"(?<![\d.-])(?P<iso>(?:19|20)\d{2}([-./])\d{1,2}\2\d{1,2})(?![\d-]|\.\d)"
_ZH_DATE = re.compile(
    rf"{_ISO}|(?<![\d.])(?P<y>{_YEAR})\s?年(?:\s?(?P<ym>{_SMALL})\s?月(?:份|\s?(?P<yd>{_SMALL})\s?[日号])?)?"
    rf"|(?<![\d.个半])(?P<m>{_SMALL})\s?月(?:份|\s?(?P<d>{_SMALL})\s?[日号])?"
)
_NAMES = "Jan/January Feb/February Mar/March Apr/April May Jun/June Jul/July Aug/August Sep/Sept/September Oct/October"
_MONTHS = {
    name: number
    for number, names in enumerate(f"{_NAMES} Nov/November Dec/December".split(), 1)
    for name in names.split("/")
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_EN_DATE = re.compile(
    rf"{_ISO}|\b(?P<d1>{_DAY})(?:\s(?:of\s)?)(?P<m1>{_MONTH})(?:,?\s(?P<y1>\d{{4}})\b)?"
    rf"|\b(?P<m2>{_MONTH})\s(?P<d2>{_DAY})(?:,?\s(?P<y2>\d{{4}})\b)?(?!,\d)"
    rf"|\b(?P<m3>{_MONTH})(?:,?\s(?P<y3>\d{{4}})\b)?"
    r"|(?<![\w.,/-])(?P<y4>(?:19|20)\d{2})(?![\w/-]|[.,]\d)"
)
_MAY = re.compile(r"\b(?:in|since|until|till|from|to|by|of|early|mid|late)\s$", re.IGNORECASE)
_PARTS = {"凌晨": 0, "清晨": 0, "早上": 0, "早晨": 0, "上午": 0, "中午": 12, "下午": 12, "傍晚": 12, "晚上": 12}
_PARTS |= {"夜里": 0, "深夜": 0, "半夜": 0}
_PART = "|".join(_PARTS)
_CLOCK = r"(?<![\d.:])(?P<ch>[01]?\d|2[0-4]):(?P<cm>[0-5]\d)(?![\d:])"
_ZH_TIME = re.compile(
    rf"(?P<part>{_PART})?\s?(?:{_CLOCK}|(?<![\d.])(?P<h>{_SMALL})\s?[点时](?P<tail>半|整|钟|\s?(?P<mm>\d{{1,2}})\s?分)?)"
)
_EN_TIME = re.compile(
    rf"(?:{_CLOCK}|(?<![\d.:,])\b(?P<h>1[0-2]|[1-9]))(?P<part>\s?[ap]\.?m\b\.?)?|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as a text gives it."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    """Offsets in `Reading.plain`."""
    end: int

    @property
    def parts(self) -> int:
        """How many of year, month and day are given."""
        return sum(part is not None for part in (self.year, self.month, self.day))

    def agrees(self, other: Day) -> bool:
        """Return whether both may be the same: they share a part, and none that both give differs."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        both = [one == two for one, two in pairs if one is not None and two is not None]
        return bool(both) and all(both)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    minutes: int
    """Since midnight."""
    half: bool
    """Whether it may as well be twelve hours later: nothing says morning or afternoon."""
    start: int
    end: int

    def agrees(self, other: Clock) -> bool:
        """Return whether both may be the same time."""
        if self.half or other.half:
            return self.minutes % 720 == other.minutes % 720
        return self.minutes % 1440 == other.minutes % 1440


def days_in(reading: Reading) -> tuple[Day, ...]:
    """Return the dates, in order; a month or a year alone is one, too."""
    if reading.chinese:
        return tuple(_zh_days(reading.plain))
    return tuple(_en_days(reading.plain))


def clocks_in(reading: Reading) -> tuple[Clock, ...]:
    """Return the times of day, in order; a bare 10点 is none, for it may be ten points."""
    return tuple(_zh_clocks(reading.plain) if reading.chinese else _en_clocks(reading.plain))


def _iso(match: re.Match[str]) -> Day | None:
    year, month, day = (int(part) for part in re.split(r"[-./]", match["iso"]))
    return _day(match, year, month, day)


def _day(match: re.Match[str], year: int | None, month: int | None, day: int | None) -> Day | None:
    """Return the date, or None when there is no such month or day."""
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return Day(year, month, day, match.start(), match.end())


def _zh_days(text: str) -> Iterator[Day]:
    if "月" not in text and "年" not in text and "20" not in text and "19" not in text:
        return
    for match in _ZH_DATE.finditer(text):
        if match["iso"]:
            found = _iso(match)
        else:
            found = _day(match, _zh(match["y"]), _zh(match["ym"] or match["m"]), _zh(match["yd"] or match["d"]))
        if found:
            yield found


def _zh(written: str | None) -> int | None:
    value = zh_value(written) if written else None
    return None if value is None else int(value)


def _en_days(text: str) -> Iterator[Day]:
    for match in _EN_DATE.finditer(text):
        if match["iso"]:
            found = _iso(match)
        else:
            month = match["m1"] or match["m2"] or match["m3"]
            day, year = match["d1"] or match["d2"], match["y1"] or match["y2"] or match["y3"] or match["y4"]
            if (
                month == "May"
                and not day
                and not year
                and not _MAY.search(text[max(0, match.start() - 8) : match.start()])
            ):
                continue
            number = _MONTHS[month.rstrip(".")] if month else None
            found = _day(match, int(year) if year else None, number, int(re.sub(r"\D", "", day)) if day else None)
        if found:
            yield found


def _zh_clocks(text: str) -> Iterator[Clock]:
    if ":" not in text and "点" not in text and "时" not in text:
        return
    for match in _ZH_TIME.finditer(text):
        part, tail = match["part"], match["tail"]
        if match["ch"]:
            yield _clock(match, int(match["ch"]), int(match["cm"]), part)
        elif part or tail or match.group().endswith("时"):
            hour = _zh(match["h"])
            minute = 30 if tail == "半" else int(match["mm"] or 0)
            if hour is not None and hour <= 24:
                yield _clock(match, hour, minute, part)


def _clock(match: re.Match[str], hour: int, minute: int, part: str | None) -> Clock:
    if part is not None and hour < 12 and (_PARTS[part] == 12 and not (part == "中午" and hour == 11)):
        hour += 12
    clear = hour > 12 or (part is not None and part not in ("夜里", "深夜", "半夜")) or bool(match["ch"])
    return Clock(hour * 60 + minute, not clear, match.start(), match.end())


def _en_clocks(text: str) -> Iterator[Clock]:
    for match in _EN_TIME.finditer(text):
        word, part = match["word"], match["part"]
        if word:
            yield Clock(0 if word.lower() == "midnight" else 720, False, match.start(), match.end())
            continue
        if not part and not match["ch"]:
            continue
        hour, minute = int(match["ch"] or match["h"]), int(match["cm"] or 0)
        if part:
            hour = hour % 12 + (12 if "p" in part.lower() else 0)
        yield Clock(hour * 60 + minute, False, match.start(), match.end())
