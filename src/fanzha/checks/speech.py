"""Scam speech stands in a `!!! scam-quote` block, where every product marks it as such (C-42).

Looked for are inline quotations that speak to a victim as a scammer does: long enough to be obeyed, with an order or an
offer in them. Short quoted words («安全账户») and what helpers say are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.polarity import refuted
from fanzha.prose.together import candidates, folded, written

_GATE = re.compile('[“"「『‘]')
_HANZI = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z0-9][a-z0-9'’,.-]*")


@dataclass(frozen=True)
class _Speech:
    """How scammers and helpers speak in one language."""

    length: re.Pattern[str]
    least: int
    """How many matches of `length` a quotation that can be obeyed has."""
    order: re.Pattern[str]
    """An order that no helper gives."""
    action: re.Pattern[str]
    """What a helper might ask for too: to open, scan, install, join."""
    offer: re.Pattern[str]
    """A scammer's word; alone it may be a term."""
    address: re.Pattern[str]
    """What makes a word an offer: whom it speaks to, how soon, on what condition."""
    helpful: re.Pattern[str]
    """What only helpers and victims say."""


_ZH = _Speech(
    length=_HANZI,
    least=8,
    order=re.compile(
        r"(?<!我[要想得给刚已])[把将][^,。!?]{0,8}[钱款金][^,。!?]{0,6}[转汇打存交]|转[到入进至][^,。!?]{0,6}账户"
        r"|先[交转汇付垫][^电]"
        r"|(?:验证码|密码|卡号)[^,。!?]{0,8}(?:念|报|告诉|发|给我|说给)|(?:念|报|告诉|发|提供)[^,。!?]{0,6}(?:验证码"
        r"|密码|卡号)"
        r"|(?:打开|开启|点)[^,。!?]{0,4}共享|共享屏幕|涉嫌(?:洗钱|犯罪|诈骗|贩毒|违法)"
    ),
    action=re.compile(
        r"(?:点击?|点开|打开|登录)[^,。!?]{0,10}(?:链接|网址|网站)|扫[^,。!?]{0,8}码|下载[^。!?]{0,12}(?:软件|app|程序)"
        r"|[加进][^,。!?]{0,5}(?:群|好友|微信|qq|专员)|做任务"
    ),
    offer=re.compile(
        r"保证金|解冻费|手续费|安全账户|税款|刷单|一单|佣金|提现|高收益|高回报|稳赚|保本|内幕|内部消息|中奖|红包"
        r"|返[利现]|放款|贷款"
        r"|百万保障|征信|理赔|赔偿|洗钱|通缉|逮捕|拘捕|冻结|追回|押金|投资|领奖|退款|补贴|领取"
    ),
    address=re.compile(
        r"[您你]|我们?|[就才]能|即可|马上|立刻|立即|赶快|赶紧|今天|现在|尽快|再|先|必须|需要|否则|保证|免费|每天|当场"
        r"|当天|轻松"
    ),
    helpful=re.compile(
        r"(?:不要|别|不|勿)[^,。!?]{0,4}(?:点|扫|信|转|下载|透露|汇|泄露|垫|贪)|诈骗(?<!涉嫌诈骗)|骗局|骗子|受骗|上当"
        r"|谨防|警惕|当心"
        r"|核实|核对|96110|(?<!别)打110|报警|被骗(?!的?钱)|我[要想得把给刚已]|是真的吗|有没有|是不是|怎么|风险|谨慎"
        r"|国家反诈中心"
    ),
)
_EN = _Speech(
    length=_WORD,
    least=6,
    order=re.compile(
        r"\b(?:move|transfer|send|pay|wire|deposit)\b[^.!?]{0,30}\b(?:money|accounts?|fees?|deposit|tax|funds|savings"
        r"|yuan)\b"
        r"|\b(?:read|tell|give|send|show) (?:me|us)\b[^.!?]{0,20}\b(?:code|password|pin|card)\b|\bshare your screen\b"
        r"|\bunder (?:investigation|arrest)\b"
    ),
    action=re.compile(
        r"\b(?:click|tap|open|scan|download|install)\b[^.!?]{0,30}\b(?:link|code|app|software|site)\b"
        r"|\bjoin\b[^.!?]{0,12}\bgroup\b"
    ),
    offer=re.compile(
        r"\b(?:refund|prize|loan|safe account|reward|commission|profit|bonus|gift|withdraw|warrant|arrest|frozen"
        r"|compensation"
        r"|inside (?:news|tip)|money laundering|get (?:it|your money) back)\b"
    ),
    address=re.compile(r"\b(?:you|your|me|us|we|i|now|today|first|at once|immediately|must)\b"),
    helpful=re.compile(
        r"\b(?:do not|never|scam|scams|scammers?|fraud|check|verify|hang up|110|96110|police line|how could|i (?:want"
        r"|need|was"
        r"|have been|just|would|am) )|n['’]t (?:click|scan|pay|send|trust|transfer|give|believe|move)"
    ),
)


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: ADV010."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    if writing.path.startswith("materials/registry/"):
        return
    readings = (one for one in writing.readings if not one.quote and not one.role.startswith("front"))
    for reading in candidates(readings, _GATE):
        for start, end in reading.quoted:
            if _scammer(reading, start, end) and not refuted(reading, start, end):
                yield Diagnostic.at("ADV010", reading.place(start, end), text=written(reading, start + 1, end - 1))


def _scammer(reading: Reading, start: int, end: int) -> bool:
    """Return whether the quotation from `start` to `end` is an order or an offer to a victim.

    Of an action, an offer and somebody addressed, two together make one.
    """
    speech = _ZH if reading.chinese else _EN
    words = folded(reading.plain[start + 1 : end - 1])
    if len(speech.length.findall(words)) < speech.least or speech.helpful.search(words):
        return False
    parts = [bool(pattern.search(words)) for pattern in (speech.action, speech.offer, speech.address)]
    return bool(speech.order.search(words)) or sum(parts) >= 2
