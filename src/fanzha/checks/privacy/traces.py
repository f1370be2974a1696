"""What tells in a case who it was: day, small place and amount together; an exact amount with its district (C-11)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.prose import Reading, Writing

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CN = "一二三四五六七八九十"
_DAY = re.compile(
    rf"(?:1[0-2]|0?[1-9]|[{_CN}]{{1,2}})\s?月\s?(?:[12]\d|3[01]|0?[1-9]|[{_CN}]{{1,3}})\s?[日号]"
    r"|(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s\d{{1,2}}(?!\d)"
)
_NO_NAME = "一这那本各全该每个某附近当所在外居民农网线道马思出套公铁半走条的到去几多少有家过,。;:、!?"
"""Characters before 路, 村 and the like that make it no place of its own: 附近, 农村, 套路."""
_SMALL_PLACE = re.compile(
    rf"(?:(?![{_NO_NAME}])[\u4e00-\u9fff]){{2}}(?:[路街巷屯村镇乡]|胡同|社区|小区|街道|花园|家园)(?:支行|营业厅|派出所|网点|分理处)?"
    r"|\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:Road|Street|Lane|Avenue|Village|Town|Township|Community|Estate|Branch)\b"
)
_AMOUNT = re.compile(
    r"\d[\d,.]{0,16}\s?[多余]?\s?[千百十]?[万亿]?[多余]?\s?元|[一二三四五六七八九十百千两万]{1,9}[多余]?元"
    r"|\d[\d,.]{0,16}\s(?:million\s)?(?:yuan|RMB)\b|(?:¥|\bRMB\s?|\bCNY\s?)\d[\d,]{0,14}"
)
_EXACT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3}){1,4}|\d{4,12})(?:\.\d{1,2})?\s?(?:元|yuan\b|RMB\b)")
_NO_DISTRICT = "社小地城某本全该各外郊景校园辖片灾山牧林专特新老个县区市省门超夜菜股楼房都农,。;:、!?"
_DISTRICT = re.compile(
    rf"(?:(?![{_NO_DISTRICT}])[\u4e00-\u9fff]){{2}}[县区市旗](?![场民面长政级委公域别内外人])|\b[A-Z][a-z]+\s(?:County|District|City)\b"
)
_SIGNIFICANT_DIGITS = 4
"""Digits, zeros at the end aside, from which an amount is exact enough to be looked up."""


def find(writing: Writing) -> Iterator[Diagnostic]:
    """Yield PRIV017 for a case with day, small place and amount, PRIV018 for an exact amount beside its district."""
    if writing.collection != "cases":
        return
    day = place = amount = None
    for reading in writing.body:
        day = day or _first(_DAY, reading)
        amount = amount or _first(_AMOUNT, reading)
        place = place or _first(_SMALL_PLACE, reading)
        yield from _exact_amounts(reading)
    if day and place and amount:
        reading, start, end = place
        words = {"place": _words(place), "day": _words(day), "amount": _words(amount)}
        yield Diagnostic.at("PRIV017", reading.place(start, end), **words)


def _first(pattern: re.Pattern[str], reading: Reading) -> tuple[Reading, int, int] | None:
    match = pattern.search(reading.plain)
    return (reading, *match.span()) if match else None


def _words(found: tuple[Reading, int, int]) -> str:
    reading, start, end = found
    return reading.plain[start:end]


def _exact_amounts(reading: Reading) -> Iterator[Diagnostic]:
    for match in _EXACT.finditer(reading.plain):
        if len(match[1].replace(",", "").rstrip("0")) >= _SIGNIFICANT_DIGITS:
            district = _DISTRICT.search(reading.plain)
            if district:
                place = reading.place(*match.span())
                yield Diagnostic.at("PRIV018", place, amount=match.group(), place=district.group())
