"""Amounts of money (C-17, and a case's own of C-22): each with its unit, as sure as it is, and lost only if it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Amount, Case, Library
from fanzha.prose import Reading, Writing, read
from fanzha.prose.figures import Degree, Money, alike, may_have_money, money_in
from fanzha.prose.numerals import DIGITS, EN, ZH

_PAID = (
    r"(?:被骗走?|骗[走取了]|损失|转[走出账给]|(?<![运周旋流])转|汇[出款]?|支付|付款?|交纳|(?<![成提移上相外转递社])交|缴纳?|垫付?|赔偿?"
    r"|亏损?|赚|充值?|借款?|欠[费款]?|取[走出]|存入|押金|保证金|手续费|金额|费用)"
)
_GLUE = r"(?:了|到|走|出|掉|给|是|为|达|他们|[他她您]|对方|一?共计?|总共|合计|近|将近|接近|大?约|超过?|不到|:|\s){0,4}"
_END = r"(?=\s?(?:[,.;:!?。、…)\"”」』]|$|左右|上下))"
_BARE_ZH = re.compile(
    rf"{_PAID}{_GLUE}(?P<number>{ZH}(?<=[万亿千百])[多余]?[万亿]?|{DIGITS}\s?[多余]?\s?[万亿千百]|{DIGITS}(?<=\d\d\d)[多余]?){_END}"
)
_BARE_EN = re.compile(
    r"\b(?:lost|lose|losing|loss of|losses of|pay|paid|paying|wired|transferred|stole|stolen|owe[ds]?|borrowed"
    r"|deposited|(?:scammed|cheated|tricked|conned|swindled|defrauded) out of)\s"
    r"(?:(?:nearly|almost|about|around|over|more than|up to|less than|under|another)\s)?"
    rf"(?P<number>{EN})(?=\s?(?:[,.;:!?)”\"]|$)|\s(?:to|in|and|at|from|on|by|for|but|after|before|when|within|because"
    r"|that way|online)\b)",
    re.IGNORECASE,
)
_ENOUGH_EN = re.compile(r"\d,\d{3}|\d{4}|hundred|thousand|million|billion", re.IGNORECASE)
"""What an English figure must hold to be money without saying so: not «paid two to …»."""
_LOST_BEFORE = {
    True: re.compile(
        r"(?:损失|被骗走?|骗走|骗了|骗去|被转走)(?:掉|走)?了?(?:一共|总共|共计?|是|达)?\s?$",
    ),
    False: re.compile(
        r"\b(?:lost|losing|loses?|stole|(?:scammed|cheated|tricked|conned) out of|loss of)\s(?:of\s|a total of\s)?$",
        re.IGNORECASE,
    ),
}
_LOST_AFTER = {
    True: re.compile(r"\s?(?:就|全|都)?(?:被骗走?|没了|被转走|不见了)"),
    False: re.compile(r"\s(?:was|were|is|had been|has been)\s(?:lost|stolen|gone)\b", re.IGNORECASE),
}
_AVERTED = re.compile(
    r"(?:没有?|未|免|差点儿?|险些|几乎|防止|以免|以为|never|not|almost|nearly|avoid\w*|without)\s?$", re.I
)


_LONG = {
    True: re.compile(r"[\d万亿千百](?:(?<!\d)|\d\d)"),
    False: re.compile(r"[\dhtmb](?:\d|,\d|undred|housand|illion)"),
}
"""Finds at once that a text has no figure that could be an amount."""


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return what finds AMT001 to AMT003 in the words of one file."""
    dialled = frozenset(library.registry.numbers)

    def find(writing: Writing) -> Iterator[Diagnostic]:
        page = "\n".join(reading.plain for reading in writing.body)
        if _LONG[writing.chinese].search(page) is None and not may_have_money(page, writing.chinese):
            return
        for reading in writing.body:
            yield from _unitless(reading, dialled)
            money = money_in(reading)
            for one in money:
                if not one.named:
                    yield Diagnostic.at("AMT002", reading.place(one.start, one.end), figure=_words(reading, one))
            if len({one.currency for one in money}) > 1:
                yield from _two_currencies(reading, money)

    return find


def _words(reading: Reading, money: Money) -> str:
    return reading.plain[money.start : money.end]


def _unitless(reading: Reading, dialled: Collection[str]) -> Iterator[Diagnostic]:
    """Yield AMT001 for figures that are certainly money and lack a unit; a scammer's own words are left alone."""
    if reading.quote or not _LONG[reading.chinese].search(reading.plain):
        return
    for match in (_BARE_ZH if reading.chinese else _BARE_EN).finditer(reading.plain):
        figure = match["number"]
        if figure in dialled or (not reading.chinese and not _ENOUGH_EN.search(figure)):
            continue
        place = reading.place(match.start("number"), match.end("number"))
        yield Diagnostic.at("AMT001", place, figure=figure)


def _two_currencies(reading: Reading, money: tuple[Money, ...]) -> Iterator[Diagnostic]:
    """Yield AMT003 for the first amount in a sentence whose currency is not that of the one before."""
    for start, end in reading.sentences:
        here = [one for one in money if start <= one.start < end]
        other = next((one for one in here if one.currency != here[0].currency), None)
        if other:
            place = reading.place(other.start, other.end)
            yield Diagnostic.at("AMT003", place, first=_words(reading, here[0]), second=_words(reading, other))


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield AMT004 and AMT005: a case's text gives the amount of its front matter, and only what was lost as lost."""
    for case in library.cases.values():
        if case.amount is not None and not (case.amount.min is None and case.amount.max is None):
            yield from _case(case, case.amount, library)


def _case(case: Case, amount: Amount, library: Library) -> Iterator[Diagnostic]:
    """Compare every text of a case with its amount; a stale translation has its own diagnostic."""
    for text in case.texts.values():
        prose = library.prose.get(text.place.path)
        if prose is None or text.stale:
            continue
        found = [(reading, one) for reading in read(prose).body for one in money_in(reading)]
        if not any(_is(one, amount) for _, one in found):
            figures = " – ".join(f"{value:,}" for value in (amount.min, amount.max) if value is not None)
            yield Diagnostic.at("AMT004", text.name.place, figure=figures, qualifier=amount.qualifier)
        if amount.kind == "claimed":
            for reading, one in found:
                if one.value in {amount.min, amount.max} and _as_loss(reading, one):
                    yield Diagnostic.at("AMT005", reading.place(one.start, one.end), figure=_words(reading, one))


def _is(money: Money, amount: Amount) -> bool:
    """Return whether a text's figure is the amount, as exact as it is; within a range any figure is."""
    if money.currency != "CNY":
        return False
    if amount.min is not None and amount.max is not None and amount.min != amount.max:
        return amount.min <= money.value <= amount.max
    wanted: dict[str, Degree] = {"exactly": "exactly", "nearly": "nearly", "about": "about", "over": "over"}
    return money.value in {amount.min, amount.max} and alike(money.degree, wanted[amount.qualifier])


def _as_loss(reading: Reading, money: Money) -> bool:
    """Return whether the text says that this amount was lost."""
    before = reading.plain[max(0, money.start - 40) : money.start]
    match = _LOST_BEFORE[reading.chinese].search(before)
    if match:
        return not _AVERTED.search(before[: match.start()])
    return bool(_LOST_AFTER[reading.chinese].match(reading.plain, money.end))
