"""What a service number is for: nobody is told to ring the wrong one, or none at all (C-15, C-16)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fanzha.config import REGISTRY
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Span, Writing

_TEXT_ONLY = ("sms-only", "sms-emergency")
_ELSEWHERE = re.compile(r"(?<![0-9A-Za-z.])(?:12337|12389)(?![0-9A-Za-z]|[万元]|\.\d)")
_NOT_ZH = (
    r"(?:不[要用必可能得应该会宜须需]{0,2}|别|勿|无[法须需]|没有?|莫|无人|从不|绝不)"
    r"(?:再|去|直接|随便|随意|轻易|擅自|尝试|回|来|是|给|自己){0,2}"
)
_RING_ZH = r"(?:拨打|拨通|回拨|拨|致电|打电话给?|打给|打到|打(?![字开扰听款工击卡印包折])|呼叫)"
_RINGING_ZH = re.compile(
    rf"(?P<no>{_NOT_ZH})?{_RING_ZH}(?:一下|电话|这个|通|给|到|了|过|号码|热线|:|\s|[\"“”]){{0,3}}$"
)
_RUNG_ZH = re.compile(
    r"[\"“”\s]{0,2}(?:号?(?:热线|专线|电话|客服电话|咨询电话)(?!诈骗|骗|不|是假|没|来)|[是为](?![^。!;,]{0,12}\?)[^,。!?;:不假冒]{0,8}(?:热线|专线|咨询电话|报警电话)|(?:去个|打个?|去)电话)"
)
_NOT_RUNG_ZH = re.compile(r"[^。!?;]{0,12}(?:打不通|没有?人接|无人接|不能(?:拨|打)|不接电话|是假的|是骗|不是)")
_SAID_ZH = re.compile(
    r"(?:[要叫让催骗劝引]|诱导|要求)(?:您|你|他|她|人|我|大家|群众|对方|老人|受害人)|自称|冒充|假冒|所谓|谎称"
    r"|(?:骗子|对方)(?:[说让叫会要谎称]|冒充)|(?:接到|收到)[^,。!?;]{0,6}$"
)
_SAID_EN = re.compile(
    r"\b(?:asks?|tells?|told|asked|wants?|urges?|urged) (?:you|him|her|them|people|us|anyone) to\b"
    r"|\b(?:claims?|pretends?|scammer)\b",
    re.IGNORECASE,
)
_RINGING_EN = re.compile(
    r"(?P<no>(?:\b(?:not|never|cannot|nobody|no one|no need to|don['’]t|can['’]t)\b|n['’]t)\s(?:\w+\s){0,2})?"
    r"\b(?:call|dial|ring|phone|telephone|phoned|called|dialed|dialled|rang|calling)\s"
    r"(?!from)(?:(?:the|number|on|up|to|a|line)\s){0,3}$",
    re.IGNORECASE,
)
_TELL_ZH = re.compile(
    rf"(?P<no>{_NOT_ZH})?(?:{_RING_ZH}|联系|找|问|报给|报警(?:电话)?|向|求助|到|往|发短信到|发给|用)[^\d,。!?;]{{0,6}}$"
)
_TELL_EN = re.compile(
    r"(?P<no>(?:\b(?:not|never)\b|n['’]t)\s(?:\w+\s){0,2})?"
    r"\b(?:call|dial|ring|phone|ask|contact|tell|text|report|called|dialled|dialed|rang|phoned|asked|told|texted|reported)"
    r"\b[^\d.,!?;:]{0,25}$",
    re.IGNORECASE,
)
_LOSS_ZH = re.compile(
    r"(?:被骗|受骗)(?!子|局|术|前|的|之前|案)|上当(?!前|的)|被盗刷(?!前|的)|中招(?!前)"
    r"|(?:已经?|刚刚?|都)(?:转账|汇款|付款|打款|转出|汇出|转了|汇了|付了)(?!前)"
    r"|钱(?:款)?(?:都|已经?|也|刚)?(?:转出|转走|汇出|汇走|付出|打出|没了|少了|不见了|被转走|丢了|转了)(?!去?之?前)"
    r"|[转汇](?:了|过)(?:账|款|钱)|损失了"
)
_NO_LOSS_ZH = re.compile(
    r"(?:没有?|未|怕|担心|防止?|避免|免得?|以免|差点|险些|不(?!小心|慎|幸|知不觉|料)|别|是否|会不会"
    r"|可能|怀疑|疑似|以为|觉得|害怕|不想|不再|莫|谨防|多少人)[^,。!?;]{0,6}$"
)
_LOSS_EN = re.compile(
    r"\blost (?:(?:his|her|your|my|the|their|some|all|any) )?(?:money|savings|\d[\d,.]*|cash)"
    r"|\bmoney(?: (?:is|has|was|been|already|have))* (?:sent|gone|missing|lost|stolen|left)\b"
    r"|\bsent (?:(?:the|your|some|any|their|his|her) )?money"
    r"|\b(?:been|were|was|got|are|you['’]re) (?:scammed|cheated|defrauded)"
    r"|(?:^|[.!?]\s)(?:scammed|cheated|defrauded)\b"
    r"|\b(?:transferred|paid) (?:the |your |some |any )?(?:money|scammers?)\b|\balready (?:paid|sent|transferred)\b",
    re.IGNORECASE,
)
_NO_LOSS_EN = re.compile(
    r"(?:\b(?:not|never|no|nothing|before|might|may|could|almost|nearly|afraid|fear|worried|think)\b|n['’]t)[^.!?;]{0,25}$",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"拿不准|不放心|有疑问|不确定|没有?(?:损失|转|少)|怀疑|想问|不知真假|not sure|unsure|in doubt|doubt|still worried",
    re.I,
)
_POLICE = re.compile(r"报警|派出所|民警|\bpolice\b", re.IGNORECASE)
_ENQUIRY = re.compile(r"(?<![0-9A-Za-z.-])114(?![0-9A-Za-z万元%页页号米人个]|[.-]\d)")
_VERIFY = re.compile(
    r"核实|验证|查证|求证|辨别|真假|验一?验|是真是假|是不是真|是否真实|核验|属实|查一?查|核对"
    r"|\bcheck\b|\bverify\b|\bconfirm\b|\bwhether\b|\bis real\b",
    re.IGNORECASE,
)
_ASK_110 = re.compile(
    r"(?:拿不准|不确定|不知真假|有疑问|想问真假)[^。!?;\d]{0,8}(?:拨打|拨|打|问)110"
    r"|(?:拨打|拨|打)110[^。!?;,]{0,3}(?:问问|问一问|咨询|核实|问真假|辨真假)"
    r"|\b(?:not sure|unsure|in doubt)\b[^.!\d]{0,3}[?,.]?\s?(?:call|dial|ask|ring) 110",
    re.IGNORECASE,
)
_NOT_VERIFIED = re.compile(
    r"不[能要可]|别[用靠拿信]|无法|查不[出到]|靠不住|不可靠|伪装|假冒|冒充|骗子|改号|\b(?:cannot|never|not|fake|spoof)",
    re.IGNORECASE,
)
_TEL = re.compile(r"tel:([0-9+-]{3,20})", re.IGNORECASE)
_STRANGE_ZH = (
    r"(?:陌生|不认识|未知|不明|不熟悉|没见过|没存过)(?:人)?的?(?:人|手机|固定|座机)?的?(?:来电|电话|号码|呼叫)"
    r"(?:的?来电|的电话|打来的?(?:电话)?)?"
)
_STRANGE_WORDS = {
    True: re.compile("陌生|不认识|未知|不明|不熟悉|没见过|没存过"),
    False: re.compile("[Ss]trange|[Uu]nknown|[Uu]nfamiliar|know|recogni[sz]e"),
}
"""What a passage must hold for the patterns below to match."""
_ALL_ZH = r"(?:一律|统统|统一|通通|全部|全都|都|一概|一个都|从来|从不|绝不|坚决|永远)"
_NO_ANSWER_ZH = r"(?:不要接|不接|别接|不能接|不听|不理|拒接|拒听|拉黑|屏蔽|挂断|挂掉|挂)"
_HANG_UP_ZH = re.compile(
    rf"{_STRANGE_ZH}[,:、\s]{{0,2}}(?:请|要|就|我|咱)?{_ALL_ZH}(?:请|要|给)?{_NO_ANSWER_ZH}"
    rf"|(?:所有|任何|凡是|每个|一切){_STRANGE_ZH}[,:、\s]{{0,2}}[^。!?;,]{{0,4}}{_NO_ANSWER_ZH}"
    rf"|{_STRANGE_ZH}[,:\s]{{0,2}}(?:请|咱)?(?:不要接|别接|不接|莫接)听?(?![了也会行怎可吗的时后来着]|[^。!;]{{0,20}}\?)"
    rf"|{_STRANGE_ZH}[,:\s]{{0,2}}见一个,?挂一个"
    rf"|{_ALL_ZH}{_NO_ANSWER_ZH}(?:所有|任何)?{_STRANGE_ZH}|{_NO_ANSWER_ZH}(?:所有|任何|一切){_STRANGE_ZH}"
)
_STRANGER_EN = r"(?:strangers?|unknown|strange|unfamiliar|(?:do not|don['’]t|not) (?:know|recogni[sz]e))"
_HANG_UP_EN = re.compile(
    rf"\b(?:hang up on|ignore|reject|block|refuse|decline)\b[^.!?,;]{{0,12}}\b(?:all|every|any)\b"
    rf"[^.!?;]{{0,30}}\b{_STRANGER_EN}\b"
    rf"|\b(?:never|do not|don['’]t) (?:answer|pick up|take)\b(?=[^.!?;]{{0,50}}\b(?:calls?|callers?|numbers?|phone)\b)"
    rf"[^.!?;]{{0,50}}\b{_STRANGER_EN}\b"
    r"|\bstrangers? call(?:s|ing)?\b[?,.:!]{0,1}\s(?:never|do not|don['’]t) (?:answer|pick up|take it)\b",
    re.IGNORECASE,
)
_NEGATED_BEFORE = re.compile(
    r"(?:不必|不用|不要|不能|不是|并非|无需|别说|如果|(?<!只)要是|假如"
    r"|no need to|do not need to|don['’]t have to|need not)[^,。!?;.]{0,8}$",
    re.I,
)
_BREAK = re.compile(r"[。!?;…\n]+[”’」』\")]*|\.(?=\s)")
"""Ends of sentences; looked for near a number only, because a passage may hold thousands of both."""
_NEAR = 40
"""Characters on either side that may belong to a number."""


@dataclass(frozen=True)
class _Lines:
    """Numbers by what they may be used for."""

    text_only: _Numbers
    not_emergency: _Numbers
    emergency: _Numbers
    advice: _Numbers


class _Numbers:
    """A set of numbers to look for."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self.numbers = frozenset(numbers)
        chosen = "|".join(re.escape(number) for number in sorted(self.numbers) if number) or "(?!)"
        self.quick = re.compile(chosen)
        self.pattern = re.compile(rf"(?<![0-9A-Za-z.-])(?:{chosen})(?![0-9A-Za-z万元%]|[.-]\d)")

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Return where they stand in `text`."""
        return self.pattern.finditer(text) if self.quick.search(text) else ()

    def search(self, text: str) -> bool:
        """Return whether one of them stands in `text`."""
        return self.quick.search(text) is not None and self.pattern.search(text) is not None


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield NUM008 for entries of the list that are lines for other things."""
    for number in library.registry.numbers.values():
        if _ELSEWHERE.fullmatch(number.number):
            yield Diagnostic.at("NUM008", number.number.place, number=number.number)


def reader(library: Library) -> Callable[[Writing], Iterable[Diagnostic]]:
    """Return the check of one file."""
    numbers = library.registry.numbers
    lines = _Lines(
        text_only=_Numbers(n for n, entry in numbers.items() if entry.role in _TEXT_ONLY),
        not_emergency=_Numbers(
            n for n, entry in numbers.items() if entry.role in ("advice", "sms-only", "report-spam")
        ),
        emergency=_Numbers({"110", *(n for n, entry in numbers.items() if entry.role == "emergency")}),
        advice=_Numbers({"96110"}),
    )

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if writing.path == f"{REGISTRY}/numbers.yml":
            return
        for reading in writing.readings:
            text = reading.plain
            # Most passages have neither, and there are many passages.
            if ("1" in text or _STRANGE_WORDS[reading.chinese].search(text)) and reading.role != "link":
                yield from _read(reading, lines)

    return read


def _read(reading: Reading, lines: _Lines) -> Iterator[Diagnostic]:
    text = reading.plain
    if "12" in text:
        for match in _ELSEWHERE.finditer(text):
            yield Diagnostic.at("NUM008", reading.place(*match.span()), number=match.group())
    if reading.quote or reading.role.startswith("front.sources") or "superseded" in reading.role:
        return  # what a scammer says, the titles of others, and wordings listed so that nobody uses them
    if "1" in text:
        yield from _rung(reading, lines)
        yield from _lost(reading, lines)
        yield from _verified(reading)
        if "110" in text and not lines.advice.search(text):
            for match in _ASK_110.finditer(text):
                at = match.start() + match.group().index("110")
                yield Diagnostic.at("NUM009", reading.place(at, at + 3))
    if not _STRANGE_WORDS[reading.chinese].search(text):
        return
    hang_up = (_HANG_UP_ZH if reading.chinese else _HANG_UP_EN).search(text)
    if hang_up and not lines.advice.search(text) and not _NEGATED_BEFORE.search(text, 0, hang_up.start()):
        yield Diagnostic.at("NUM010", reading.place(*hang_up.span()))


def _rung(reading: Reading, lines: _Lines) -> Iterator[Diagnostic]:
    """Yield NUM005 where a number that only sends or takes texts is to be rung."""
    text = reading.plain
    for match in lines.text_only.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        ringing = (_RINGING_ZH if reading.chinese else _RINGING_EN).search(before)
        rung = reading.chinese and _RUNG_ZH.match(after)
        if not rung and (ringing is None or ringing["no"]):
            continue
        sentence = _BREAK.split(text[max(0, start - 2 * _NEAR) : start])[-1]
        said = (_SAID_ZH if reading.chinese else _SAID_EN).search(sentence)
        if not said and not (reading.chinese and _NOT_RUNG_ZH.match(after)):
            yield Diagnostic.at("NUM005", reading.place(start, end), number=match.group())
    if "tel:" in reading.raw:
        for match in _TEL.finditer(reading.raw):
            if match[1] in lines.text_only.numbers:
                yield Diagnostic.at("NUM005", reading.raw_place(*match.span(1)), number=match[1])


def _lost(reading: Reading, lines: _Lines) -> Iterator[Diagnostic]:
    """Yield NUM006 where money is gone and another number than 110 is named, and 110 nowhere in the passage."""
    text = reading.plain
    if lines.emergency.search(text):
        return
    for match in lines.not_emergency.finditer(text):
        start, end = match.span()
        told = (_TELL_ZH if reading.chinese else _TELL_EN).search(text[max(0, start - _NEAR) : start])
        if told and not told["no"] and _after_loss(reading, start):
            yield Diagnostic.at("NUM006", reading.place(start, end), number=match.group())


def _after_loss(reading: Reading, start: int) -> bool:
    """Return whether the sentence that names the number at `start`, or the one before it, is about money that is gone.

    Not where the words between say that nothing is sure yet, or send the reader to the police already.
    """
    text = reading.plain
    for first, end in _around(text, start):
        for loss in _losses(text, (first, end), chinese=reading.chinese):
            if loss[1] > start:
                return not _POLICE.search(text, start, end) and not _UNSURE.search(text, first, start)
            between = text[loss[1] : start]
            police = _POLICE.search(between.removesuffix("报警").removesuffix("报警电话"))
            if not _UNSURE.search(between) and not police:
                return True
    return False


def _around(text: str, start: int) -> Iterator[Span]:
    """Yield the sentence before the one that holds the character at `start`, and that one."""
    least = max(0, start - 4 * _NEAR)
    ends = [match.end() for match in _BREAK.finditer(text, least, start)]
    following = _BREAK.search(text, start, start + 2 * _NEAR)
    last = following.end() if following else min(len(text), start + 2 * _NEAR)
    marks = [least, *ends, last]
    yield from list(itertools.pairwise(marks))[-2:]


def _losses(text: str, sentence: Span, *, chinese: bool) -> Iterator[Span]:
    """Yield where a sentence says that money is gone; not where it says that it is not, or may be."""
    pattern, negated = (_LOSS_ZH, _NO_LOSS_ZH) if chinese else (_LOSS_EN, _NO_LOSS_EN)
    for match in pattern.finditer(text, *sentence):
        if not negated.search(text[max(sentence[0], match.start() - _NEAR) : match.start()]):
            yield match.span()


def _verified(reading: Reading) -> Iterator[Diagnostic]:
    """Yield NUM007 where 114 is to tell whether a caller is genuine."""
    text = reading.plain
    if "114" not in text:
        return
    for match in _ENQUIRY.finditer(text):
        *_, (first, end) = _around(text, match.start())
        sentence = text[first:end]
        if _VERIFY.search(sentence) and not _NOT_VERIFIED.search(sentence):
            yield Diagnostic.at("NUM007", reading.place(*match.span()))
