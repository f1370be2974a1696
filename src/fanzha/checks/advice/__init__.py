"""Advice that must never be given, promises that nobody can keep, and words that hurt those who were cheated (C-42).

A sentence that warns («不要扫…», «骗子会让您…», «…的都是诈骗») is right; `fanzha.prose.polarity` decides. What stands
between quotation marks is left to `speech`, and sections that describe the scam are read only for blame and labels.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from fanzha.checks.advice.rules import RULES, Rule
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.polarity import negated, spared
from fanzha.prose.together import folded, written

_DESCRIBING = frozenset({"how", "red-flags", "script", "meets", "story", "turning-point", "wrong"})
"""Sections that tell what scammers do: an imperative there is theirs. A quiz's wrong options say what not to do."""
_UNREAD = ("materials/registry/",)


def _finder(chinese: bool) -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """Return a pattern for all needed words at once, and the codes that each of them calls for."""
    needed = {rule.code: [word.replace("_", " ") for word in rule.needed[chinese].split()] for rule in RULES}
    words = sorted({word for some in needed.values() for word in some}, key=len, reverse=True)
    codes = {
        word: frozenset(code for code, some in needed.items() if any(one in word for one in some)) for word in words
    }
    return re.compile("|".join(map(re.escape, words))), codes


_FINDERS = {chinese: _finder(chinese) for chinese in (True, False)}


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: ADV001 to ADV009."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    if writing.path.startswith(_UNREAD):
        return
    for reading in writing.readings:
        if not reading.quote and not reading.role.startswith("front"):
            yield from _found(reading)


def _found(reading: Reading) -> Iterator[Diagnostic]:
    text = folded(reading.plain)
    finder, codes = _FINDERS[reading.chinese]
    words = finder.findall(text)
    if not words:
        return
    called = frozenset[str]().union(*(codes[word] for word in words))
    for rule in RULES:
        if rule.code not in called or (rule.instructs and reading.role in _DESCRIBING):
            continue
        for match in (rule.zh if reading.chinese else rule.en).finditer(text):
            start = match.start() + len(match.group()) - len(match.group().lstrip(",。!?;:、( \n"))
            if not _excused(rule, reading, text, start, match.end()):
                yield Diagnostic.at(
                    rule.code, reading.place(start, match.end()), text=written(reading, start, match.end())
                )


def _excused(rule: Rule, reading: Reading, text: str, start: int, end: int) -> bool:
    """Return whether what `rule` found may stand."""
    first, last = reading.sentence_at(start)
    sentence = text[max(first, start - 300) : min(last, end + 300)]
    if reading.in_quotes(start) or (rule.also and not rule.also.search(sentence)):
        return True
    if rule.unless and rule.unless.search(sentence):
        return True
    return spared(reading, start, end) if rule.instructs else negated(reading, start, end)
