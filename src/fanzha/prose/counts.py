"""Shares, counts and other numbers of a text: 九成, 88.4%, 5000份, 12 villages, 2026-0012."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fanzha.prose.figures import number_value
from fanzha.prose.numerals import DIGITS, EN, ZH, en_value, zh_value
from fanzha.prose.reading import Reading, Span

_NOT_SHARE = "功员立为年人套都本果绩交了熟就一语因群品分仙佛衣形败活婚才长"
_ZH_SHARE = re.compile(
    rf"(?<![\d.])(?P<percent>{DIGITS})\s?(?:%|个百分点)|百分之(?P<hundredth>{ZH})"
    rf"|(?P<tenth>[一二三四五六七八九两]|(?<!\d)[1-9])成(?P<half>半)?(?!不变|[{_NOT_SHARE}])"
    rf"|每\s?(?P<of>{ZH})\s?[个名位]?[^,.。;!?\n\d一二三四五六七八九两十]{{0,8}}(?P<part>{ZH})\s?[个名位人户起]"
    r"|(?P<lower>[二三四五六七八九十])分之(?P<upper>[一二三四五六七八九])"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten"
_EN_SHARE = re.compile(
    rf"(?<![\w.])(?P<percent>{DIGITS})\s?(?:%|percent\b|per cent\b)"
    rf"|\b(?P<upper>{_ONES}|\d{{1,2}})\s(?:in|out of)(?:\severy)?\s(?P<lower>{_ONES}|hundred|\d{{1,3}})\b"
    r"(?!\s(?:the|a)\b)",
    re.IGNORECASE,
)
_CLASSES = {
    "person": (r"[人名位](?!次|民|家|的|口|于)", "people|persons?|residents?|victims?|students?|customers?|visitors?"),
    "visit": ("人次", "visits?"),
    "home": ("户", "homes?|households?|families"),
    "village": ("个?(?:行政)?村", "villages?"),
    "paper": ("[份册本]", "leaflets?|copies|flyers?|booklets?|brochures?|handouts?|folders?"),
    "poster": ("(?:张|幅)(?:海报|宣传画)", "posters?"),
    "card": ("张(?:银行|电话|手机)?卡", "cards?"),
    "call": ("个?(?:陌生|诈骗)?(?:电话|来电)", "calls?"),
    "message": ("条(?:预警)?短信", "texts?|messages?"),
    "case": ("起", "cases?"),
    "page": ("页", "pages?"),
    "month": ("个月", "months?"),
    "second": ("秒钟?", "seconds?"),
    "minute": ("分钟", "minutes?"),
    "hour": ("个?小时", "hours?"),
    "day": ("个?工作日|天|日(?=[以内拘])", "days?"),
    "week": ("周(?!年)|个?星期|个?礼拜", "weeks?"),
    "fold": ("倍", "times"),
}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_UNITS = {
    True: "|".join(f"(?P<{name}>{zh})" for name, (zh, _) in _CLASSES.items()),
    False: "|".join(f"(?P<{name}>{en})" for name, (_, en) in _CLASSES.items()),
}
_COUNT = {
    True: re.compile(rf"(?<![\d.第几数])(?P<number>{ZH})\s?(?P<more>[多余来]?)(?P<scale>[万亿]?)\s?(?:{_UNITS[True]})"),
    False: re.compile(
        rf"(?<![\w.,-])(?P<number>{EN})(?P<scale>)[ -](?:(?:more|new|bank|other|small|phone|working)[ ])?"
        rf"(?:{_UNITS[False]})\b",
        re.IGNORECASE,
    ),
}
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{0,6}\d[A-Za-z0-9]{0,30}(?:[-./,:](?=[A-Za-z]{0,6}\d)[A-Za-z0-9]{1,20}){0,6}"
)
_PLAIN = re.compile(rf"{DIGITS}$")
_SCALE = {True: re.compile(r"\s?[多余来]?([万亿千百])"), False: re.compile(r"\s(thousand|million|billion)\b")}
_SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "thousand": 1000, "million": 10**6, "billion": 10**9}
_MEASURE = re.compile(
    r"\s?(?:毫米|厘米|公里|千米|米|毫安|公斤|千克|克|斤|磅|亩|平方|升|度|瓦|伏|分贝|英寸|像素|点"
    r"|(?:mm|cm|km|kg|mah|ah|inch(?:es)?|points?|pt|px|[mgwv]|km/h|°c|℃)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    percent: Decimal
    start: int
    """Offsets in `Reading.plain`."""
    end: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is neither money nor date, time or share."""

    value: Decimal | str
    """The number; durations are in seconds; for an id such as `2026-0012` the id in capitals."""
    unit: str
    """What is counted, as a word that does not depend on the language; empty when that is not known."""
    start: int
    end: int
    written: bool = True
    """Whether it is written with figures from 0 to 9."""

    @property
    def duration(self) -> bool:
        """Whether it is a length of time, in seconds."""
        return self.unit in _SECONDS

    @property
    def large(self) -> bool:
        """Whether nobody would write it otherwise or leave it out: an id, or a hundred and more."""
        return isinstance(self.value, str) or self.value >= 100


def shares_in(reading: Reading) -> tuple[Share, ...]:
    """Return percentages, 九成, 每10人里3人 and «nine in ten», in order."""
    found = _zh_shares(reading.plain) if reading.chinese else _en_shares(reading.plain)
    return tuple(found)


def _zh_shares(text: str) -> Iterator[Share]:
    if "%" not in text and "成" not in text and "每" not in text and "百分" not in text and "分之" not in text:
        return
    for match in _ZH_SHARE.finditer(text):
        percent: Decimal | None = None
        if match["percent"]:
            percent = zh_value(match["percent"])
        elif match["hundredth"]:
            percent = zh_value(match["hundredth"])
        elif match["tenth"]:
            value = zh_value(match["tenth"])
            percent = None if value is None else value * 10 + (5 if match["half"] else 0)
        else:
            whole, part = zh_value(match["of"] or match["lower"]), zh_value(match["part"] or match["upper"])
            percent = part * 100 / whole if whole and part is not None and part <= whole else None
        if percent is not None:
            yield Share(percent, match.start(), match.end())


def _en_shares(text: str) -> Iterator[Share]:
    for match in _EN_SHARE.finditer(text):
        if match["percent"]:
            value = en_value(match["percent"])
        else:
            whole, part = en_value(match["lower"]), en_value(match["upper"])
            value = part * 100 / whole if whole and part is not None and part <= whole else None
        if value is not None:
            yield Share(value, match.start(), match.end())


def counts_in(reading: Reading, taken: Sequence[Span] = ()) -> tuple[Count, ...]:
    """Return the counts, ids and other numbers outside the spans that are `taken`, in order."""
    text, chinese = reading.plain, reading.chinese
    used = bytearray(len(text))
    for start, end in taken:
        used[start:end] = b"\1" * (end - start)
    found = []
    for match in _COUNT[chinese].finditer(text):
        value = number_value(match["number"], match["scale"], chinese)
        if value is None or any(used[match.start() : match.end()]):
            continue
        unit = str(match.lastgroup)
        found.append(Count(value * _SECONDS.get(unit, 1), unit, *match.span(), match["number"][0].isdigit()))
        used[match.start() : match.end()] = b"\1" * len(match.group())
    for match in _TOKEN.finditer(text):
        if not any(used[match.start() : match.end()]) and not _MEASURE.match(text, match.end()):
            found.append(_token(match, text, chinese))
    return tuple(sorted(found, key=lambda count: count.start))


def _token(match: re.Match[str], text: str, chinese: bool) -> Count:
    token = match.group()
    if not _PLAIN.match(token):
        return Count(token.upper(), "", *match.span())
    value = Decimal(token.replace(",", ""))
    scale = _SCALE[chinese].match(text, match.end())
    return Count(
        value * _SCALES[scale[1]] if scale else value, "", match.start(), scale.end() if scale else match.end()
    )
