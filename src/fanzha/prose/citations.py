"""Articles of laws that a text cites: 《反电信网络诈骗法》第三十一条, «Article 31 of the … Law»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.prose.numerals import ZH, zh_value
from fanzha.prose.reading import Reading

_ZH = re.compile(rf"第\s?(?P<number>{ZH})\s?条(?:之[一二三四五六])?(?:(?:和|与|、|,|至|到)第?\s?(?P<more>{ZH})\s?条)?")
_EN = re.compile(
    r"\b(?:Articles?|Art\.)\s(?P<number>\d{1,4})(?:(?:,|\sand|\sor|\sto|\s?[-–])\s?(?P<more>\d{1,4}))?(?!\w)"
    r"|\barticles?\s(?P<small>\d{1,4})(?=\sof\b)"
)
_BEFORE = re.compile(
    r"(?:《([^《》]{1,60}(?:法|条例|办法|规定|解释|决定)(?:\([^《》]{0,12}\))?)》"
    r"|([\u4e00-\u9fff]{0,24}(?:(?<![办做方说想看用手无合违守依])法|条例|法典)))(?:的|里|中)?\s?$"
)
_NO_LAW = re.compile(r"(?:合同|协议|群规|公约|手册|章程|守则|制度|规则|须知|办法|规定|条款|》)(?:的|里|中)?\s?$")
_TIP = re.compile(r"提示|提醒|建议|短信|消息|信息|记录|线索|链接|经验|口诀|标语|意见|留言|[街路线船狗鱼]")
"""What comes after 第3条 where it is one of a row of things, not an article."""
_AFTER = re.compile(
    r"\s(?:of|in|under)\s(?:the\s|China's\s|China’s\s|our\s)?((?:[A-Z][\w’'-]{0,30}|on|and|of|for|the|in)(?:\s(?:[A-Z][\w’'-]{0,30}|on|and|of|for|the|in|\(\d{4}\))){0,14}|law\b)"
)
_FRONT = re.compile(r"((?:[A-Z][\w’'-]{0,30})(?:\s(?:[A-Z][\w’'-]{0,30}|on|and|of|for|the|in)){0,14}),?\s\(?$")
_ENGLISH_LAW = re.compile(r"\b(?:Law|Code|Act|Regulations?|Constitution|Measures|Provisions)\b")
_ANAPHORS = re.compile(r"(?:该|本|这部|这|此|那部|上述|[这该]个)法$|^law$")
_LOOK = 80


@dataclass(frozen=True, slots=True)
class Article:
    """One article, as cited."""

    number: int
    law: str
    """The law's name as it stands directly beside it, with words that may precede it; empty when there is none."""
    start: int
    """Offsets in `Reading.plain`."""
    end: int


def articles_in(reading: Reading) -> tuple[Article, ...]:
    """Return the articles that are cited, in order; 第3条 of a list of tips looks like one, too."""
    text = reading.plain
    if reading.chinese:
        return tuple(_zh(text)) if "条" in text and "第" in text else ()
    return tuple(_en(text)) if "rticle" in text or "Art." in text else ()


def _zh(text: str) -> Iterator[Article]:
    last = ""
    for match in _ZH.finditer(text):
        beside = set("法例典》").intersection(text[max(0, match.start() - 3) : match.start()])
        named = _BEFORE.search(text[max(0, match.start() - _LOOK) : match.start()]) if beside else None
        law = (named[1] or named[2]) if named else ""
        if not law and last and re.search(r"(?:和|与|、|,|以及)\s?$", text[max(0, match.start() - 3) : match.start()]):
            law = last
        if _TIP.match(text, match.end()) or (
            not law and _NO_LAW.search(text[max(0, match.start() - 8) : match.start()])
        ):
            continue
        last = "" if _ANAPHORS.search(law) else law
        for written in (match["number"], match["more"]):
            value = zh_value(written) if written else None
            if value is not None and value == int(value):
                yield Article(int(value), last, match.start(), match.end())


def _en(text: str) -> Iterator[Article]:
    for match in _EN.finditer(text):
        law = _english_law(text, match)
        if match["small"] and not law:
            continue
        for written in (match["number"] or match["small"], match["more"]):
            if written:
                yield Article(int(written), law, match.start(), match.end())


def _english_law(text: str, match: re.Match[str]) -> str:
    """Return the name of the law after «of the», or directly before the citation."""
    after = _AFTER.match(text, match.end())
    before = _FRONT.search(text[max(0, match.start() - _LOOK) : match.start()])
    for found in (after, before):
        if found and _ENGLISH_LAW.search(found[1]):
            return found[1]
    return ""
