"""Short service numbers (110, 12345, 95533, …) as a text prints them (C-14).

A figure of that shape is no service number where it counts or measures something (`12000人次`), is a part of a longer
number, date, version or code (`2026-0110`, `A1-120`), or stands behind a word that says what else it is (`密码12345`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from fanzha.prose.digits import DigitRun, Group, counted, runs_in

_SHAPE = re.compile(r"11[0249]|12[02]|12\d{3}|9[56]\d{3}(?:\d{1,3})?|100\d{2}|11[68]114|1118\d|106\d{5,17}")
_ROUND = re.compile(r"(?!10000)\d{2,3}000")
"""Counts, as a rule; 10000 is a carrier's number."""
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})")
_FIGURES = re.compile(r"[0-9]{3,22}")
_ODD = re.compile(
    r"[0-9](?:[OoОоΟοIlІӀ]|[ \t\-‐-―−.·•‧∙・()\[\]/_\u20e3]{1,3}[0-9])|[OoОоΟοIlІӀ][0-9]"
    r"|[〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{5}"
)
"""Numbers with gaps, with letters for digits or in Chinese figures: for `runs_in`, which takes its time."""
_UNIT = re.compile(
    r"\s?(?:多|余|来(?![电访自了找提问帮咨打信短])|几|逾)?\s?(?:[万亿千百元块角秒季岁户条件张个辆栋幢"
    r"层楼室米克吨升亩折倍宗项例页章款颗粒瓶箱袋套枚届批组队班场篇册封支种类步轮瓦度毫厘磅英寸像级档股盒桶筐棵株枝杯碗盘滴堆题遍趟伏赫帧]"
    r"|分(?!中心)|人(?![工民员])|名(?![称单字])|位(?![于置])|次(?![要日])|份|年|月|日(?!夜)|天(?!天)|周(?![到围一日末])"
    r"|号(?=[楼院文房室车门信铺公令件选店线桌台舱地机])|时(?![刻时效候间才])|点(?![击一开拨])"
    r"|只(?![发能是用有受管要接需供做负])|台(?!风)|部(?!门)|里(?![面有的])|起(?![来初])|字(?![样号])|节|期(?!间)|所(?![有以])|家|间(?!接)|座(?![席机])|处(?!理)"
    r"|站(?!内)|本(?![人地身站单])|代(?![表办码])|路|集(?!中)|公[里斤分顷]|平[方米]|摄氏|华氏|毫安|消防(?:宣传|安全)?[日月周])"
)
_COUNT_BEFORE = re.compile(
    r"(?:约|近|共|达|达到|超过|超|逾|不足|多于|少于|至少|最多|最少|总计|累计|合计|共计|满|立减|减|高|宽|长|厚|重|深|距|第|损失|垫付|支付|垫|付|交|赔|返还|骗走|借|还款|亏|赚|花|充值"
    r"|密码|口令|验证码|校验码|代码|答案|数字|得分|价格|售价|原价|预算|金额|总数|人数|尾号|工号|学号|门牌|房号|房间|邮编|邮政编码|批次"
    r"|序号|频率|字号|坐标|编号|颜色值|像素|分辨率)[了是为叫:]{0,2}\s?(?:不?要?[写设改换][成为])?$"
    r"|(?:about|over|under|nearly|almost|roughly|around|than|at least|at most|up to|pages?|rooms?|bus|route|flight|gate"
    r"|building|block|house|form|case|lesson|unit|item|step|table|figure|level|grade|size|score|seat|set|batch|password"
    r"|code|pin)(?: is| was)?[ :#]{0,2}$",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\s(?!\w*(?:ss|us)\b)([a-z]{2,20}s|children|men|women|staff)\b")
_NOT_PLURALS = (
    "is was has does as its yes always answers takes helps works gives sends calls handles"
    " texts deals needs runs costs lets means never asks tells stops checks starts offers connects"
    " belongs accepts serves reports reaches"
)
_VERBS = frozenset(_NOT_PLURALS.split())
_DIAL = re.compile(
    r"打|拨|电话|致电|热线|来电|报警|急救|火|消防|救护|救援|车祸|交警|求助|查号|联系|\b(?:call|dial|ring|phone|hotline|tel)",
    re.IGNORECASE,
)
_JOINED_BEFORE = re.compile(r"[A-Za-z0-9#@_$=<>*+^~%&\\¥€£±≥≤×÷]$|[A-Za-z0-9][./–—~-]$|[A-Za-z][·•・‧]$|\d:$")
_SEPARATE_BEFORE = re.compile(r"tel:?$|(?:^|\D)(?:1\d\d|[19]\d{4,5})/$|(?:^|\D)0\d{2,3}[-–—]$", re.IGNORECASE)
_JOINED_AFTER = re.compile(
    r"[A-Za-z_#=<>*+^~%×@]|[:.~—–×-]\d|\.[A-Za-z]|[-–—~至到]\s?\d{2,4}(?!\d)|/(?!11\d|12\d|9\d{4})[A-Za-z0-9]"
)
_BOUND = re.compile(r"[。!?;\n]")
_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Hotline:
    """A service number where it is printed."""

    number: str
    """ASCII digits."""
    start: int
    """Offset in the text."""
    end: int
    disguised: bool
    """Whether letters stand for some of its digits (`9611O`)."""


def hotlines(text: str, known: Set[str] = frozenset()) -> Iterator[Hotline]:
    """Yield the service numbers in normalised `text`, in order; those in `known` only where they are disguised."""
    if _ODD.search(text):
        for run in runs_in(text):
            yield from (line for line in _single(text, run) if line.disguised or line.number not in known)
        return
    for match in _FIGURES.finditer(text):
        digits, start, end = match.group(), match.start(), match.end()
        if digits not in known and _shaped(digits) and not _means_other(text, digits, start, end):
            yield _hotline(text, digits, start, end)


def _single(text: str, run: DigitRun) -> Iterator[Hotline]:
    """Yield the service numbers among the groups of `run`, or the run as a whole (`95 533`)."""
    found = False
    for index, group in enumerate(run.groups):
        if _shaped(group.digits) and _stands_alone(text, run, index):
            found = True
            if not _means_other(text, group.digits, group.start, group.end):
                yield _hotline(text, group.digits, group.start, group.end)
    if found or len(run.groups) < 2 or len(run.digits) < 5 or not _shaped(run.digits):
        return
    between = (text[a.end : b.start] for a, b in zip(run.groups, run.groups[1:], strict=False))
    if (
        all(gap in {" ", "-", "", "‐"} for gap in between)
        and _DIAL.search(text[max(0, run.start - 8) : run.start])
        and not _means_other(text, run.digits, run.start, run.end)
    ):
        yield _hotline(text, run.digits, run.start, run.end)


def _shaped(digits: str) -> bool:
    return _SHAPE.fullmatch(digits) is not None and not _ROUND.fullmatch(digits)


def _hotline(text: str, digits: str, start: int, end: int) -> Hotline:
    return Hotline(digits, start, end, any(char.isalpha() and char.isascii() for char in text[start:end]))


def _stands_alone(text: str, run: DigitRun, index: int) -> bool:
    """Return whether the group is no part of a longer number: of a date, a card number, an ISBN."""
    groups = run.groups
    for other, near, far in ((index - 1, groups[index].start, -1), (index + 1, groups[index].end, 1)):
        if not 0 <= other < len(groups):
            continue
        neighbour = groups[other]
        gap = text[neighbour.end : near] if far < 0 else text[near : neighbour.start]
        if _shaped(neighbour.digits) or (far < 0 and _AREA.fullmatch(neighbour.digits)):
            continue
        if gap.strip(" \t\n()[]·•") or len(run.digits) >= 11:
            return False
    return True


def _means_other(text: str, digits: str, start: int, end: int) -> bool:
    """Return whether the digits from `start` to `end` are a count, a measure or a part of a code."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if _attached(before, after):
        return True
    run = DigitRun(digits, start, end, before[-16:], after[:16], text[start:end], (Group(digits, start, end),))
    if counted(replace(run, tail="")) or _COUNT_BEFORE.search(before):
        return True
    if after.lstrip()[:1].isascii() and counted(run):
        return True
    if _UNIT.match(after) and not (after[:1] == "号" and _DIAL.search(before[-4:])):
        return True
    plural = _PLURAL.match(after)
    if plural and plural[1] not in _VERBS:
        return True
    return len(digits) == 3 and not _is_call(text, start, end)


def _attached(before: str, after: str) -> bool:
    """Return whether letters or signs make the digits a part of a longer code."""
    if _JOINED_BEFORE.search(before) and not _SEPARATE_BEFORE.search(before):
        return True
    return _JOINED_AFTER.match(after) is not None


def _is_call(text: str, start: int, end: int) -> bool:
    """Return whether a figure of three digits stands where somebody calls: `119` alone may be any count."""
    if not text[:start].strip(" |") and not text[end:].strip(" |。.!"):
        return True
    ends = [match.start() for match in _BOUND.finditer(text, max(0, start - _CONTEXT), start)]
    first = ends[-1] + 1 if ends else max(0, start - _CONTEXT)
    following = _BOUND.search(text, end, end + _CONTEXT)
    sentence = text[first : following.start() if following else end + _CONTEXT]
    return _DIAL.search(sentence) is not None
