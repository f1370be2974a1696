"""Numbers as a person would dial or copy them, however they are written.

`138 0000 0000`, `138-0000-0000`, `l38OOOO0000`, `一三八零零零零零零零零` and `１３８…` are all the same run of digits.
A run may also hold several numbers that stand side by side (`110 96110`): its groups are what was written in one piece,
and `windows` gives every way of reading neighbouring groups as one number.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

CHINESE_DIGITS = dict(zip("〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789", strict=True))
"""Chinese figures that stand for one digit; 两 and 十 count things and never spell a number."""
_LETTERS = dict(zip("OoОоΟοIlІӀ", "0000001111", strict=True))
"""Letters that look like 0 and 1: Latin, Cyrillic, Greek."""
_L = "".join(_LETTERS)
_C = "".join(CHINESE_DIGITS)
_GAP = "[ \\t\\n\\-‐-―−.·•‧∙・()\\[\\]/_\\u20e3]{0,3}"
"""What parts the digits of one number: blanks, hyphens, dots, brackets, slashes, the frame of a keycap."""
_ONE = rf"[\d{_C}{_L}](?:(?<=[\d{_C}])|(?<![A-Za-z].)[{_L}]{{0,7}}(?![A-Za-z]))"
"""One digit, or letters like digits that are no part of a word. It begins with a set of characters, which `re` skips
to quickly; so do the other patterns that are searched in every text."""
_GROUP = re.compile(rf"[\d{_L}]+|[{_C}]+")
_MIN_CHINESE = 5
"""Chinese digits that a run must have before one at its edge is taken for part of the number: `110一直` is 110."""
_LONG = 11
"""Digits from which a run keeps what may be words at its edges, for `windows` to try with and without."""
_MIN_REAL = 2
"""Figures from 0 to 9 that a run with letters in it must have: `O2O` and `I` are no numbers."""
_CONTEXT = 16
"""Characters of context on either side."""
_TAIL = re.compile(
    r"\s?(?:多|余|来|几|逾)?(?:[万亿千百十]|(?:mi|bi|tri)llion\b|thousand\b|hundred\b)?\s?"
    r"(?:[万亿元块角分人名位次份年月日号时点秒天周季岁户条件张个只台部辆栋幢层楼室米克吨升亩里折倍宗起项例"
    r"页字章节款颗粒瓶箱袋套枚届期批所家间座处站组队班场篇本册封支种类步轮代路线集瓦度千公毫厘平]"
    r"|小时|余|多|%|‰|°|℃|percent|per cent|(?:yuan|rmb|cny|usd|dollars?|euros?|people|persons?|victims?|times?|days?"
    r"|weeks?|months?|years?|hours?|minutes?|seconds?|cases?|copies|characters?|words?|pages?|households?|messages?"
    r"|calls?|members?|km|kg|cm|mm|mb|gb|kb|am|pm|a\.m|p\.m|k?wh|px|pt|m|g|l)\b)",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"(?:[¥$€£第〔№#§]|isbn(?:-1[03])?|issn|gb/?[tz]?|[dj]b/?t?\d{0,2}|(?:yd|ga|jr|mz|jt|cj|qb)/t|rfc|iso(?:/iec)?|utf"
    r"|no\.?|version|article|section|chapter|page|rmb|cny|usd|编号|单号|案号|货号|型号|版本|流水号|批号|邮编|备案"
    r"|(?<![a-z])v)[:： ]{0,2}$",
    re.IGNORECASE,
)
_DECIMAL = re.compile(r"\d[.,]$")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written in one piece."""

    digits: str
    """ASCII digits."""
    start: int
    """Offset in `Reading.plain`."""
    end: int
    chinese: bool = False
    """Whether they are written in Chinese figures."""
    words: bool = False
    """Whether no figure of 0 to 9 is among them, so that they may be a word instead."""


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digits side by side, or a part of such a run that may be one number."""

    digits: str
    """ASCII digits only."""
    start: int
    """Offset in `Reading.plain` of the first digit."""
    end: int
    """Offset behind the last."""
    head: str
    """The text directly before, as it stands in `plain`."""
    tail: str
    """The text directly after."""
    written: str
    """As it stands in `plain`, with what parts the digits."""
    groups: tuple[Group, ...]
    """The pieces, in order."""


@functools.cache
def _finder(least: int) -> re.Pattern[str]:
    """Return the pattern of a run of `least` digits or more; linear, because what parts digits is never a digit."""
    return re.compile(rf"{_ONE}(?:{_GAP}{_ONE}){{{least - 1},}}")


def runs_in(text: str, least: int = 1) -> tuple[DigitRun, ...]:
    """Return the runs of digits in normalised `text`, in order; only those of `least` or more, which is faster.

    Chinese figures count only where there are five or more, or between other digits. A text's own numbers such as
    `110` and `96110` are runs, too; where only blanks or the like part two numbers, both are in one run.
    """
    found = []
    for match in _finder(least).finditer(text):
        groups = _trimmed(list(_groups(match.group(), match.start())), match.group())
        if groups:
            found.append(_run(text, groups))
    return tuple(found)


def windows(text: str, run: DigitRun, least: int, most: int) -> Iterator[DigitRun]:
    """Yield every row of neighbouring groups of `run` that has `least` to `most` digits, longest first from each group.

    `text` is the normalised text that the run is from (`Reading.plain`).
    """
    for first in range(len(run.groups)):
        length, fits = 0, []
        for last in range(first, len(run.groups)):
            length += len(run.groups[last].digits)
            if length > most:
                break
            if length >= least:
                fits.append(last + 1)
        for end in reversed(fits):
            yield _run(text, run.groups[first:end])


def counted(run: DigitRun) -> bool:
    """Return whether the figure counts, measures or numbers something, so that nobody would dial it.

    A unit or counter follows (`3168元`, `5000余份`, `110 people`), or a sign of another number stands before it (`¥`,
    `第`, `ISBN`, `GB/T`, `No.`, `订单编号`), or it is the part of a decimal fraction.
    """
    return bool(_TAIL.match(run.tail) or _HEAD.search(run.head) or _DECIMAL.search(run.head))


def _run(text: str, groups: tuple[Group, ...] | list[Group]) -> DigitRun:
    start, end = groups[0].start, groups[-1].end
    return DigitRun(
        digits="".join(group.digits for group in groups),
        start=start,
        end=end,
        head=text[max(0, start - _CONTEXT) : start],
        tail=text[end : end + _CONTEXT],
        written=text[start:end],
        groups=tuple(groups),
    )


def _groups(written: str, offset: int) -> Iterator[Group]:
    for match in _GROUP.finditer(written):
        piece = match.group()
        digits = "".join(CHINESE_DIGITS.get(c) or _LETTERS.get(c) or str(int(c)) for c in piece)
        start = offset + match.start()
        yield Group(digits, start, start + len(piece), piece[0] in CHINESE_DIGITS, not any(map(str.isdigit, piece)))


def _trimmed(groups: list[Group], written: str) -> list[Group]:
    """Return the groups without words at the edges that only look like digits."""
    if sum(len(group.digits) for group in groups) < _LONG and not written.isdecimal():
        few = sum(len(group.digits) for group in groups if group.chinese) < _MIN_CHINESE
        while groups and groups[0].words and (few or not groups[0].chinese):
            del groups[0]
        while groups and groups[-1].words and (few or not groups[-1].chinese):
            del groups[-1]
        if any(char in _LETTERS for char in written) and sum(map(str.isdigit, written)) < _MIN_REAL:
            return []
    return groups
