"""Money in a text of either language: value, currency, and how exactly it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from fanzha.prose.numerals import DIGITS, EN, ZH, en_value, zh_value
from fanzha.prose.reading import Reading

Degree = Literal["exactly", "nearly", "about", "over", "least", "below", "most", "peak"]
"""How a figure is meant: 近 nearly, 约 about, 超 over, 以上 at least, 不到 below, 以下 at most, 高达 peak."""
_ALIKE = ({"over", "least"}, {"below", "most"}, {"nearly", "below"}, {"peak", "exactly"}, {"peak", "most"})
"""What translators may use for each other."""

CURRENCIES = {
    "CNY": r"人民币|RMB|CNY|renminbi|yuan|元(?![素件旦宵月年朝])|块钱|圆整",
    "USD": r"美元|美金|US\$|USD|(?:US\s|American\s)?dollars?",
    "HKD": r"港元|港币|HK\$|HKD",
    "EUR": r"欧元|€|EUR|euros?",
    "GBP": r"英镑|£|GBP",
    "JPY": r"日元|JPY|yen",
    "KZT": r"坚戈|KZT|tenge",
    "USDT": r"USDT|泰达币",
}
SIGNS = {"¥": "CNY", "$": "USD"}
"""Signs that alone do not say whose money is meant."""
_UNIT = "|".join(CURRENCIES.values())
_NAMED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in CURRENCIES.items())
_PREFIX = r"(?P<prefix>(?:人民币|RMB|CNY|USD|US\$|HK\$|HKD|EUR|€|£|[¥$])\s?)?"
_MONEY = {
    True: re.compile(
        rf"(?<![\d.几数好A-Za-z]){_PREFIX}(?P<number>{ZH})\s?(?P<more>[多余来几])?(?P<scale>[万亿千百]{{0,2}})\s?"
        rf"(?P<unit>{_UNIT}|[¥$](?!\s?\d))?"
    ),
    False: re.compile(
        rf"(?<![\w.]){_PREFIX}(?P<number>{EN}|{DIGITS})(?P<more>)(?P<scale>[kKmM]\b)?[\s-]?(?P<unit>(?:{_UNIT})(?!\w)|[¥$](?!\s?\d))?",
        re.IGNORECASE,
    ),
}
_CURRENCY_CHARS = frozenset("元币圆镑戈¥$€£RCUHEGJKy")
_CURRENCY_NAMES = "yuan rmb cny renminbi dollar usd hk$ euro eur gbp yen jpy tenge kzt ¥ $ € £ 元"
_CURRENCY_WORDS = tuple(_CURRENCY_NAMES.split())
_RANGE = {
    True: re.compile(rf"(?<![\d.几数好])({ZH})\s?(?:到|至|[-~–—])\s?$"),
    False: re.compile(rf"(?<![\w.])({EN})\s?(?:to|and|[-–—])\s?$", re.IGNORECASE),
}
_SPENT = "(?:[要能需得会]{0,2}(?:留|存|交|付|花|转|带|赔|罚|赚|取|借|损失|准备)[了出下够]?)?"
"""What may stand between 至少 and the figure."""
_BEFORE: dict[bool, tuple[tuple[Degree, re.Pattern[str]], ...]] = {
    True: (
        ("most", re.compile(rf"(?:不超过|最多{_SPENT}|至多{_SPENT}|不多于|不高于|上限是?)\s?$")),
        ("below", re.compile(r"(?:不足|不到|不满|少于|低于|小于)\s?$")),
        ("least", re.compile(rf"(?:(?:至少|最少|起码){_SPENT}|不少于|不低于)\s?$")),
        ("over", re.compile(r"(?:超过|超出|超|逾|高于|多于|大于|不止)了?\s?$")),
        ("peak", re.compile(r"(?:高达|多达)\s?$")),
        ("nearly", re.compile(r"(?:将近|接近|(?<![最附远靠亲])近)\s?$")),
        ("about", re.compile(r"(?:大约|大概|差不多|(?<![节预签违合条公])约)\s?$")),
    ),
    False: (
        ("most", re.compile(r"\b(?:up to|at most|no more than|not more than|a maximum of)\s$", re.I)),
        ("nearly", re.compile(r"\b(?:nearly|almost|close to|just under|just shy of|not quite)\s$", re.I)),
        ("below", re.compile(r"\b(?:under|less than|below|fewer than)\s$", re.I)),
        ("least", re.compile(r"\b(?:at least|no less than|not less than)\s$", re.I)),
        ("over", re.compile(r"\b(?:over|more than|above|upwards of|in excess of)\s$", re.I)),
        ("peak", re.compile(r"\b(?:as much as|as many as)\s$", re.I)),
        ("about", re.compile(r"\b(?:about|around|roughly|approximately|some)\s$", re.I)),
    ),
}
_AFTER: dict[bool, tuple[tuple[Degree, re.Pattern[str]], ...]] = {
    True: (
        ("about", re.compile(r"钱?(?:左右|上下)")),
        ("least", re.compile(r"及?以上|起(?![来诉])")),
        ("most", re.compile(r"及?以下|以内|之内")),
        ("over", re.compile(r"[多余](?![少元万])")),
    ),
    False: (
        ("least", re.compile(r",?\s(?:or more|or above|and up|and above|and over|or over)\b", re.I)),
        ("most", re.compile(r",?\s(?:or less|or under|at most|or below)\b", re.I)),
        ("about", re.compile(r",?\s(?:or so)\b", re.I)),
    ),
}
_VAGUE = re.compile(r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|\d{1,9}) or\s$", re.IGNORECASE)
_UNSURE = {
    True: re.compile(
        rf"[几数][十百千万亿]{{0,2}}(?:{_UNIT})|[十百千万][几多][十百千万亿]{{0,2}}(?:{_UNIT})|[上成][百千万]"
    ),
    False: re.compile(r"\b(?:several|tens of|hundreds of|thousands of|dozens of|a few)\b", re.IGNORECASE),
}
_LOOK = 18
"""Characters on either side in which a qualifier, or the other end of a range, can stand."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money as a text gives it."""

    value: Decimal
    """In whole units of the currency."""
    currency: str
    """Its code, such as `CNY`."""
    degree: Degree
    start: int
    """Offsets in `Reading.plain`: from the qualifier, if one stands before it, to the unit or a qualifier behind it."""
    end: int
    named: bool
    """Whether its unit is a word or an unmistakable sign, not ¥ or $ alone."""


def alike(first: Degree, second: Degree) -> bool:
    """Return whether two degrees say the same of an amount, in two languages."""
    return first == second or any({first, second} <= group for group in _ALIKE)


def money_in(reading: Reading) -> tuple[Money, ...]:
    """Return the amounts that have a currency, in order; vague ones (几万元, «thousands of yuan») are left out."""
    return money_of(reading.plain, reading.chinese)


def money_of(text: str, chinese: bool) -> tuple[Money, ...]:
    """Return the amounts in normalised `text`."""
    return tuple(_amounts(text, chinese)) if may_have_money(text, chinese) else ()


def vague_money(reading: Reading) -> bool:
    """Return whether a passage also gives an amount that has no one value: 十几万元, «tens of thousands of yuan»."""
    return _UNSURE[reading.chinese].search(reading.plain) is not None


def may_have_money(text: str, chinese: bool) -> bool:
    """Return whether a currency may be named in `text`, which may be a whole page: a quick look, for most have none."""
    if chinese:
        return not _CURRENCY_CHARS.isdisjoint(text) or "块钱" in text or "美金" in text
    folded = text.lower()
    return any(word in folded for word in _CURRENCY_WORDS)


def degree_at(text: str, start: int, end: int, chinese: bool) -> tuple[Degree, int, int]:
    """Return how the figure from `start` to `end` is meant, and the span with the words that say so."""
    before = text[max(0, start - _LOOK) : start]
    for degree, pattern in _BEFORE[chinese]:
        match = pattern.search(before)
        if match:
            return degree, start - len(before) + match.start(), end
    for degree, pattern in _AFTER[chinese]:
        match = pattern.match(text, end)
        if match:
            return degree, start, match.end()
    return "exactly", start, end


def _amounts(text: str, chinese: bool) -> Iterator[Money]:
    for match in _MONEY[chinese].finditer(text):
        prefix, unit = match["prefix"], match["unit"]
        if not prefix and not unit:
            continue
        value = number_value(match["number"], match["scale"] or "", chinese)
        if value is None or match["more"] == "几":
            continue
        if not chinese and _VAGUE.search(text[max(0, match.start() - _LOOK) : match.start()]):
            continue
        currency, named = _currency(prefix, unit)
        degree, start, end = degree_at(text, match.start(), len(match.group().rstrip()) + match.start(), chinese)
        if match["more"]:
            degree = "about" if match["more"] == "来" else "over"
        first = _RANGE[chinese].search(text[max(0, match.start() - _LOOK) : match.start()])
        if first:
            lower = number_value(first[1], _shared(first[1], match["number"], match["scale"] or "", chinese), chinese)
            if lower is not None and lower < value:
                at = max(0, match.start() - _LOOK) + first.start(1)
                yield Money(lower, currency, "exactly", at, at + len(first[1]), named)
        yield Money(value, currency, degree, start, end, named)


def _shared(first: str, number: str, scale: str, chinese: bool) -> str:
    """Return the scale that the lower end of a range takes from the upper: 3至5万元."""
    if not chinese or first[-1] in "万亿":
        return "" if chinese else scale
    return scale or (number[-1] if number[-1] in "万亿" else "")


def number_value(number: str, scale: str, chinese: bool) -> Decimal | None:
    """Return the value of a written number and the scale that stands apart from it (30多万, 30k)."""
    value = zh_value(number) if chinese else en_value(number)
    if value is None:
        return None
    for part in scale.lower():
        value *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "k": 1000, "m": 10**6}[part]
    return value


def _currency(prefix: str | None, unit: str | None) -> tuple[str, bool]:
    """Return the code of a currency, and whether it was named."""
    for part in (unit, prefix):
        if part and part.strip() not in SIGNS:
            return next(name for name, pattern in _NAMED if pattern.match(part.strip())), True
    return SIGNS[(prefix or unit or "").strip()], False
