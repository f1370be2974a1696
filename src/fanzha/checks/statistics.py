"""Statistics (C-19): each with its source and date, none too old, and none about how often money comes back."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import Library, Passage, Statistic
from fanzha.prose import Reading, Writing
from fanzha.prose.counts import shares_in
from fanzha.prose.facts import Facts
from fanzha.prose.figures import money_in, number_value
from fanzha.prose.numerals import EN, ZH

_MONTHS = 24
_LARGE = 1000
"""From how many on a count is about a country or a year, not about a street."""
_ABOUT = {
    True: re.compile(r"骗|诈|案|受害|损失|上当|追回|挽回|止付|劝阻|同比|环比"),
    False: re.compile(
        r"\b(?:scam\w*|fraud\w*|victims?|cheated|stolen|crimes?|cases|losses|defrauded|swindled|year on year)\b", re.I
    ),
}
_OTHER = {
    True: re.compile(
        r"利率|利息|收益|回报|返利|利润|涨|折扣|佣金|手续费|提成|优惠|积蓄|存款|定金|首付|抽成|电量|亮度|音量"
    ),
    False: re.compile(
        r"\b(?:interest|returns?|profits?|rebates?|commission|fees?|discount|off|savings|deposit|battery|screen)\b",
        re.I,
    ),
}
"""Shares of something else: what a scammer promises, or what is left in the battery."""
_WIDE = {
    True: re.compile(r"全[国省市县区州球]|我[国省市县区州]|全世界|各地|每[天年月]"),
    False: re.compile(
        r"\b(?:nationwide|in China|across the country|country|province|every (?:day|year)|each year)\b", re.I
    ),
}
_WORK = {
    True: re.compile(r"发放|发出|宣传|讲座|走访|张贴|贴出|参加|印[了制]|培训|传单|折页|海报|材料|听讲"),
    False: re.compile(
        r"\b(?:leaflets?|posters?|talks?|visits?|handed out|gave out|printed|trained|volunteers?)\b", re.I
    ),
}
"""What an office counts of its own work, which it knows itself."""
_THINGS = {
    True: re.compile(r"[多余]?\s?[万亿]?[个件条人名起次家宗款部张笔]"),
    False: re.compile(
        r"\+?\s(?:more\s)?(?:people|persons|victims|cases|calls|messages|texts|accounts|scams|reports)\b", re.I
    ),
}
_PARTS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "10",
    "100",
    "every",
    "hundred",
)
_FIGURES = {
    True: (
        "%",
        "成",
        "分之",
        "平均",
        "一半",
        "半数",
        "过半",
        "每",
        "各地",
        "全世界",
        *(one + two for one in "全我" for two in "国省市县区州球"),
    ),
    False: (
        *("%", "percent", "per cent", "average", "mean ", "nationwide", "china", "country", "province", "each "),
        *(" out of ", "every ", "half of ", *(f" in {part}" for part in _PARTS)),
    ),
}
"""One of these stands in every passage with a statistic."""
_MEAN = {
    True: re.compile(rf"平均[^。!?;,]{{0,14}}?(?P<figure>{ZH})\s?(?:岁|元|万元|人|起)"),
    False: re.compile(rf"\b(?:average|mean)\b[^.!?;]{{0,40}}?\b(?P<figure>{EN})(?!\w)", re.IGNORECASE),
}
_HALF = {
    True: re.compile(
        r"(?:一半|半数|过半)(?:以上|左右|多)?的?(?:受害|被骗|案件|诈骗|电诈)|(?:受害者|受害人|案件|电诈|诈骗案)[^。!?;,\d]{0,8}(?:一半|半数|过半)"
    ),
    False: re.compile(r"\bhalf of (?:all |the |our )?(?:\w+ )?(?:victims|cases|scams|losses|frauds)\b", re.IGNORECASE),
}
"""Shares in words that are not numbers."""
_BACK = {
    True: re.compile(
        r"(?:追回|挽回|返还|止付|成功|找回|破案|冻结|拦截)率|追回|挽回|找回|[回退]来|返还|止付成功|成功止付|要回"
    ),
    False: re.compile(
        r"\b(?:recover(?:y|ed|s)?|success rate|(?:money|it|them) back|(?:is|are|was|were|be) saved|comes? back|got back"
        r"|returned)\b",
        re.IGNORECASE,
    ),
}
_CLAIMED = {
    True: re.compile(r"骗子|对方|自称|谎称|声称|号称|谎|吹嘘|冒充|[别不]要?[相轻]?信|都是假"),
    False: re.compile(
        r"\b(?:scammers?|claims?|claimed|promises?|promised|fake|(?:don't|don’t|do not|never) believe)\b", re.I
    ),
}
"""Words that make the figure somebody's lie."""
_LIES = {"red-flags", "script"}
"""Sections that tell what scammers say."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield STAT002 for every statistic that was published more than 24 months ago."""
    for upkeep in library.upkeep.values():
        for statistic in upkeep.statistics:
            last = _last_day(statistic.as_of)
            if last is not None and _months(last, library.today) > _MONTHS:
                yield Diagnostic.at("STAT002", statistic.as_of.place, figure=statistic.figure, as_of=statistic.as_of)


def _last_day(date: str) -> datetime.date | None:
    """Return the last day that a year, month or day may mean; None when it is none of these."""
    parts = date.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts)):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 12
    if not (1 <= year <= 9998 and 1 <= month <= 12):
        return None
    day = int(parts[2]) if len(parts) > 2 else 31
    return datetime.date(year, month, max(1, min(day, calendar.monthrange(year, month)[1])))


def _months(since: datetime.date, until: datetime.date) -> int:
    """Return how many months have begun since `since`, its own day not counted: 25 is more than 24 months."""
    whole = (until.year - since.year) * 12 + until.month - since.month
    return whole + (1 if until.day > since.day else 0)


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return what finds STAT001 and STAT003 in the words of one file; a translation has its source's statistics."""
    known: Mapping[tuple[str, str], frozenset[Decimal]] = {
        (prose.collection, prose.slug): frozenset(value for each in upkeep.statistics for value in _values(each))
        for path, upkeep in library.upkeep.items()
        if not upkeep.translation and (prose := library.prose.get(path)) is not None
    }
    dialled = frozenset(library.registry.numbers)

    def find(writing: Writing) -> Iterator[Diagnostic]:
        if not _may_count("\n".join(reading.plain for reading in writing.body), writing.chinese):
            return
        given = known.get((writing.collection, writing.slug), frozenset())
        for reading in writing.body:
            if not reading.quote and reading.role not in _LIES:
                yield from _passage(reading, given, dialled)

    return find


def _may_count(text: str, chinese: bool) -> bool:
    """Return whether a passage or a page may have a statistic: a quick look, for most have none."""
    folded = text if chinese else text.lower()
    return any(hint in folded for hint in _FIGURES[chinese])


def _values(statistic: Statistic) -> Iterator[Decimal]:
    """Yield the values of a statistic's figure, as either language may write it."""
    for locale in ("zh", "en"):
        reading = Reading(Passage(Text(statistic.figure), "statistics"), locale)
        shares = shares_in(reading)
        yield from (share.percent for share in shares)
        if not shares:
            numbers = re.finditer(ZH if reading.chinese else EN, reading.plain, re.IGNORECASE)
            yield from (v for m in numbers if (v := number_value(m.group(), "", reading.chinese)) is not None)


def _passage(reading: Reading, given: Collection[Decimal], dialled: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the statistics of one passage."""
    text, chinese = reading.plain, reading.chinese
    if not _may_count(text, chinese):
        return
    if not _ABOUT[chinese].search(text) and not _BACK[chinese].search(text):
        return
    for share in shares_in(reading):
        sentence = text[slice(*reading.sentence_at(share.start))]
        if reading.in_quotes(share.start) or _CLAIMED[chinese].search(sentence):
            continue
        place, figure = reading.place(share.start, share.end), text[share.start : share.end]
        if _BACK[chinese].search(sentence):
            yield Diagnostic.at("STAT003", place, figure=figure)
        elif share.percent not in given and _ABOUT[chinese].search(sentence) and not _OTHER[chinese].search(sentence):
            yield Diagnostic.at("STAT001", place, figure=figure)
    for start, end, value in (*_means(reading), *_masses(reading, dialled), *_halves(reading)):
        if value not in given and not reading.in_quotes(start):
            yield Diagnostic.at("STAT001", reading.place(start, end), figure=text[start:end])


Figure = tuple[int, int, Decimal]


def _means(reading: Reading) -> Iterator[Figure]:
    """Yield averages: of age, of loss."""
    for match in _MEAN[reading.chinese].finditer(reading.plain):
        sentence = reading.plain[slice(*reading.sentence_at(match.start()))]
        value = number_value(match["figure"], "", reading.chinese)
        if value is not None and _ABOUT[reading.chinese].search(sentence):
            yield match.start("figure"), match.end("figure"), value


def _halves(reading: Reading) -> Iterator[Figure]:
    """Yield where half of the victims or cases are spoken of; not where somebody is said to lie."""
    for match in _HALF[reading.chinese].finditer(reading.plain):
        sentence = reading.plain[slice(*reading.sentence_at(match.start()))]
        if not _CLAIMED[reading.chinese].search(sentence) and not _BACK[reading.chinese].search(sentence):
            yield *match.span(), Decimal(50)


def _masses(reading: Reading, dialled: Collection[str]) -> Iterator[Figure]:
    """Yield counts and sums of a whole country, county or year."""
    text, chinese = reading.plain, reading.chinese
    if not _WIDE[chinese].search(text):
        return
    figures: list[tuple[int, int, Decimal, bool]] = [
        (one.start, one.end, one.value, one.unit in {"person", "case"})
        for one in Facts(reading, dialled).counts
        if isinstance(one.value, Decimal)
    ]
    figures += [(one.start, one.end, one.value, True) for one in money_in(reading)]
    for start, end, value, sure in figures:
        if value < _LARGE or not (sure or _THINGS[chinese].match(text, end)):
            continue
        sentence = text[slice(*reading.sentence_at(start))]
        fitting = _WIDE[chinese].search(sentence) and _ABOUT[chinese].search(sentence)
        if fitting and not _WORK[chinese].search(sentence) and not _OTHER[chinese].search(sentence):
            yield start, end, value
