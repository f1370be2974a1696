"""Citations of laws (C-20): the article exists and was read, its penalties are right, and no threshold of a crime."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic
from fanzha.model import Law, Library, Penalty
from fanzha.prose import Reading, Writing
from fanzha.prose.citations import Article, articles_in
from fanzha.prose.figures import Money, money_in
from fanzha.prose.numerals import EN, ZH, en_value, zh_value

_FRESH_DAYS = 365
_LEGAL = {
    True: re.compile(r"规定|罚款|处罚|拘留|违法|法律|[该本]法|依法|没收|追究|禁止"),
    False: re.compile(r"\b(?:law|fines?|detention|penalt\w+|bans?|bars?|forbids?|illegal|prohibits?)\b", re.IGNORECASE),
}
_DAYS = {
    True: re.compile(
        rf"(?:(?P<low>{ZH})(?:[日天]?(?:到|至|[-~–—])|[日天]以上)\s?)?(?P<high>{ZH})[日天](?:以下)?的?(?:行政)?拘留"
        rf"|拘留(?:(?P<low2>{ZH})(?:[日天]?(?:到|至|[-~–—])|[日天]以上)\s?)?(?P<high2>{ZH})[日天]"
    ),
    False: re.compile(rf"\b(?:(?P<low>{EN})(?: to | and | or |[-–—]))?(?P<high>{EN})[ -]days?\b", re.IGNORECASE),
}
_DETENTION_EN = re.compile(r"\b(?:detention|detained|jail\w*|custody|locked up)\b", re.IGNORECASE)
_TIMES = {
    True: re.compile(rf"(?:(?P<low>{ZH})(?:倍?(?:到|至|[-~–—])|倍以上)\s?)?(?P<high>{ZH})倍"),
    False: re.compile(rf"\b(?:(?P<low>{EN})(?: to | and |[-–—]))?(?P<high>{EN}) times\b", re.IGNORECASE),
}
_FINE = {
    True: re.compile(r"罚款|违法所得|罚金|处罚"),
    False: re.compile(r"\b(?:fines?|fined|gains?|penalt\w+)\b", re.IGNORECASE),
}
_CRIME = {
    True: re.compile(r"帮信罪|帮助信息网络犯罪活动罪|帮信行为"),
    False: re.compile(
        r"crime of (?:assisting|aiding|helping)|(?:assisting|aiding|helping) (?:information|cyber|online)", re.I
    ),
}
_HINT = {True: ("帮信", "帮助信息", "流水"), False: ("assist", "aiding", "helping")}
"""One of these stands in every passage about the crime."""
_REACHED = {
    True: re.compile(r"流水|门槛|构成|标准|达到|超过|以上|起刑|入罪|立案|就[是犯算够]|满"),
    False: re.compile(r"\b(?:threshold|starts?|from|over|above|more than|at least|counts? as|is enough|if)\b", re.I),
}
_FLOW = re.compile(r"流水[^。!?;]{0,12}\d[^。!?;]{0,30}(?:构成|入罪|犯罪|判刑|坐牢|起刑|立案)")
_CARDS = {
    True: re.compile(rf"{ZH}\s?[张个套](?:[银电信手]?[^\s,。;]{{0,3}}卡|账户)|{ZH}\s?万"),
    False: re.compile(rf"\b{EN} (?:\w+ )?(?:cards|accounts)\b", re.I),
}


@dataclass(frozen=True)
class _Named:
    """The laws of the registry by every name, longest names first."""

    names: tuple[tuple[str, Law], ...]

    def find(self, text: str) -> Law | None:
        """Return the law that `text` names, or None."""
        folded = text.casefold()
        return next((law for name, law in self.names if name in folded), None)

    def all(self, text: str) -> tuple[Law, ...]:
        """Return every law that `text` names."""
        folded = text.casefold()
        return tuple({law.id: law for name, law in self.names if name in folded}.values())


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield LAW005 for every law whose text was last looked at more than a year ago."""
    for law in library.registry.laws.values():
        if (library.today - law.checked_on).days > _FRESH_DAYS:
            name = next(iter(law.names.values()), law.id)
            yield Diagnostic.at("LAW005", law.place, law=name, checked_on=law.checked_on)


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return what finds LAW001 to LAW004, LAW006 and LAW007 in the words of one file."""
    laws: Mapping[str, Law] = library.registry.laws
    named = _Named(
        tuple(
            sorted(
                ((name.casefold(), law) for law in laws.values() for name in (*law.names.values(), *law.aliases)),
                key=lambda pair: -len(pair[0]),
            )
        )
    )
    usable = "laws" not in library.registry.unusable

    def find(writing: Writing) -> Iterator[Diagnostic]:
        text = "\n".join(reading.plain for reading in writing.body)
        if not any(hint in text for hint in (*_HINT[writing.chinese], "条", "rticle", "Art.")):
            return
        page: tuple[Law, ...] | None = None
        for reading in writing.body:
            yield from _thresholds(reading)
            cited = articles_in(reading) if usable else ()
            if cited and page is None:
                page = named.all(text)
            here = named.all(reading.plain) if cited else ()
            for place, article in enumerate(cited):
                end = next((later.start for later in cited[place + 1 :] if later.start > article.start), None)
                yield from _cited(reading, article, end, named, here, page or ())

    return find


def _cited(
    reading: Reading, article: Article, end: int | None, named: _Named, here: Sequence[Law], page: Sequence[Law]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with one citation; `end` is where the next begins, `here` are the passage's laws."""
    place = reading.place(article.start, article.end)
    sentence = slice(*reading.sentence_at(article.start))
    if article.law:
        law = named.find(article.law)
        if law is None:
            known = " / ".join(_name(each, reading.chinese) for each in _laws(named))
            yield Diagnostic.at("LAW003", place, law=_short(article.law), number=article.number, known=known)
            return
    else:
        if not _LEGAL[reading.chinese].search(reading.plain[sentence]) and not here:
            return
        near = here or page
        law = next((each for each in near or _laws(named) if article.number in each.allowed), near[0] if near else None)
        if law is None:
            yield Diagnostic.at("LAW004", place, number=article.number)
            return
    name = _name(law, reading.chinese)
    if not 1 <= article.number <= law.articles:
        yield Diagnostic.at("LAW001", place, law=name, number=article.number, articles=law.articles)
    elif article.number not in law.allowed:
        allowed = ", ".join(str(number) for number in law.allowed)
        yield Diagnostic.at("LAW002", place, law=name, number=article.number, allowed=allowed)
    else:
        for penalty in law.penalties:
            if penalty.article == article.number:
                yield from _penalty(reading, sentence.start, end, name, penalty)


def _laws(named: _Named) -> tuple[Law, ...]:
    return tuple({law.id: law for _, law in named.names}.values())


def _name(law: Law, chinese: bool) -> str:
    return law.names.get("zh" if chinese else "en") or next(iter(law.names.values()), law.id)


def _short(name: str) -> str:
    """Return a law's name without the words before it that were taken for a part of it."""
    return name if len(name) <= 24 else f"…{name[-24:]}"


def _penalty(reading: Reading, start: int, end: int | None, law: str, penalty: Penalty) -> Iterator[Diagnostic]:
    """Yield LAW006 for days, multiples and sums between `start` and `end` that are not those of the article."""
    stop = len(reading.plain) if end is None else end
    chinese, text = reading.chinese, reading.plain
    about = {"law": law, "number": penalty.article}
    for patterns, right in ((_DAYS, penalty.days), (_TIMES, penalty.times)):
        if not right or (patterns is _DAYS and not chinese and not _DETENTION_EN.search(text, start, stop)):
            continue
        for match in patterns[chinese].finditer(text, start, stop):
            if not _range_is(match, right, chinese):
                known = "–".join(str(figure) for figure in right)
                yield Diagnostic.at("LAW006", reading.place(*match.span()), figure=match.group(), right=known, **about)
    if penalty.up_to is None:
        return
    for money in money_in(reading):
        if not start <= money.start < stop or money.currency != "CNY" or _sum_is(money, penalty, text):
            continue
        if _FINE[chinese].search(text, *reading.sentence_at(money.start)):
            known = " / ".join(f"{value:,}" for value in (penalty.below, penalty.up_to) if value is not None)
            figure = text[money.start : money.end]
            yield Diagnostic.at("LAW006", reading.place(money.start, money.end), figure=figure, right=known, **about)


def _range_is(match: re.Match[str], right: Sequence[int], chinese: bool) -> bool:
    """Return whether a range of days or multiples is the article's, or its upper end where only one is given."""
    groups = match.groupdict()
    low, high = groups["low"] or groups.get("low2"), groups["high"] or groups.get("high2")
    value = zh_value if chinese else en_value
    top = value(high) if high else None
    if low is None:
        return top == right[-1]
    return top == right[-1] and (value(low) == right[0] or (len(right) == 1 and value(low) in (0, 1)))


def _sum_is(money: Money, penalty: Penalty, text: str) -> bool:
    """Return whether a sum is one of the article's: the limit of a small gain, or the largest fine for it."""
    if money.degree == "below":
        return money.value == penalty.below
    if money.degree == "most" and re.match(r"的?罚", text[money.end :]):
        return money.value == penalty.up_to
    return money.value in {penalty.below, penalty.up_to}


def _thresholds(reading: Reading) -> Iterator[Diagnostic]:
    """Yield LAW007 where a sum or a number of cards is said to make somebody guilty of helping fraudsters."""
    chinese, text = reading.chinese, reading.plain
    if reading.quote or not any(hint in text for hint in _HINT[chinese]):
        return
    flow = _FLOW.search(text) if chinese else None
    crime = _CRIME[chinese].search(text)
    if flow is None and crime is None:
        return
    for start, end in reading.sentences:
        if not any(hit and start <= hit.start() < end for hit in (flow, crime)):
            continue
        if not _REACHED[chinese].search(text, start, end):
            continue
        money = next((one for one in money_in(reading) if start <= one.start < end), None)
        cards = _CARDS[chinese].search(text, start, end)
        if money or cards:
            span = (money.start, money.end) if money else cards.span() if cards else (start, end)
            yield Diagnostic.at("LAW007", reading.place(*span), figure=text[slice(*span)])
