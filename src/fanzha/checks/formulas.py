"""Official sayings have one wording; the registry `formulas.yml` holds it (C-24, and C-23 for superseded ones).

Wording is compared without punctuation, spaces and case. A single item of a saying («陌生来电不轻信») may stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from fanzha.diagnostics import Diagnostic
from fanzha.model import Formula, Library
from fanzha.prose import Reading, Span, Writing
from fanzha.prose.together import folded, written

_MARK = re.compile(r"[^\w'’]+")
_SEGMENT = re.compile(r"[^\s,;:.。、!?“”\"「」‘(（)）—][^,;:.。、!?“”\"「」\n—]*")
_NEAR = 0.7
"""From which likeness an item is a garbled one."""
_LISTED = {
    True: re.compile(r"不|多|勿|别|一律|凡是"),
    False: re.compile(r"\b(?:do not|don't|never|no|not|more|always|any)\b"),
}


def _bare(text: str) -> str:
    """Return `text` in lower case, without punctuation and spaces, apostrophes made alike."""
    return _MARK.sub("", folded(text)).replace("’", "'").replace("'", "")


@dataclass(frozen=True)
class _Saying:
    """A formula in one language, ready to be compared."""

    formula: Formula
    name: str
    text: str
    """The one wording as printed; empty when there is none."""
    bare: str
    items: tuple[str, ...]
    outdated: tuple[str, ...]
    chinese: bool
    hint: re.Pattern[str] | None
    """Matches where an item, or a garbled one, may stand."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield FORM005 for each formula whose wording has no source or that is denied without a reason."""
    for formula in library.registry.formulas.values():
        if (formula.texts and formula.source is None) or (formula.denied and not formula.reason):
            yield Diagnostic.at("FORM005", formula.place, id=formula.id)


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check of one file: FORM001 to FORM004."""
    sayings = sorted(_sayings(library), key=lambda saying: -len(saying.name))
    names = [re.escape(folded(saying.name).replace("’", "'")) for saying in sayings if saying.name]
    outdated = {text: saying for saying in sayings for text in saying.outdated}
    heads = sorted({re.escape(word) for saying in sayings if saying.hint for word in _ends(saying)}, key=len)
    gate = re.compile("|".join([*names, *heads, *(re.escape(text[:3]) for text in outdated)]) or r"(?!)")
    name = re.compile("|".join(names) or r"(?!)")

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if writing.path.startswith("materials/registry/"):
            return
        for reading in writing.readings:
            if reading.role.startswith("front"):
                continue
            text = folded(reading.plain).replace("’", "'")
            if gate.search(text):
                yield from _found(reading, text, sayings, outdated, name)

    return read


def _sayings(library: Library) -> Iterator[_Saying]:
    for formula in library.registry.formulas.values():
        for locale in dict.fromkeys([*formula.names, *formula.texts, "zh"]):
            chinese = locale.split("-")[0] == "zh"
            text = str(formula.texts.get(locale, ""))
            items = tuple(_bare(item) for item in re.split(r"[,，、;；.。]", text) if item.strip())
            outdated = tuple(_bare(old) for old in formula.superseded) if chinese else ()
            ends = [re.escape(end) for item in items for end in (item[:4], item[-4:])] if chinese else []
            hint = re.compile("|".join(ends)) if ends else None
            yield _Saying(
                formula, str(formula.names.get(locale, "")), text, _bare(text), items, outdated, chinese, hint
            )


def _ends(saying: _Saying) -> Iterator[str]:
    for item in saying.items:
        yield item[:4]
        yield item[-4:]


def _found(
    reading: Reading, text: str, sayings: list[_Saying], outdated: dict[str, _Saying], name: re.Pattern[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong in one passage, at most one diagnostic a saying."""
    told = set()
    for saying, span in _old(text, outdated):
        told.add(saying.formula.id)
        yield _at("FORM003" if saying.formula.denied else "FORM002", reading, saying, span)
    for match in name.finditer(text):
        saying = next(one for one in sayings if folded(one.name).replace("’", "'") == match.group())
        code = _named(saying, text, match.end())
        if code and saying.formula.id not in told:
            told.add(saying.formula.id)
            yield _at(code, reading, saying, match.span() if code == "FORM003" else (match.start(), len(text.rstrip())))
    for saying in sayings:
        if saying.hint and saying.formula.id not in told and reading.chinese is saying.chinese:
            garbled = _garbled(saying, text)
            if garbled:
                yield _at("FORM001", reading, saying, garbled)


def _at(code: str, reading: Reading, saying: _Saying, span: Span) -> Diagnostic:
    return Diagnostic.at(
        code,
        reading.place(*span),
        text=written(reading, *span),
        name=saying.name or saying.formula.id,
        canonical=saying.text,
        reason=saying.formula.reason,
        nearest=saying.text,
    )


def _old(text: str, outdated: dict[str, _Saying]) -> Iterator[tuple[_Saying, Span]]:
    """Yield each superseded wording in `text`, and where it stands."""
    kept = [(char, index) for index, char in enumerate(text) if not _MARK.match(char) and char not in "'’"]
    bare = "".join(char for char, _ in kept)
    for words, saying in outdated.items():
        at = bare.find(words)
        if at >= 0:
            yield saying, (kept[at][1], kept[at + len(words) - 1][1] + 1)


def _named(saying: _Saying, text: str, end: int) -> str:
    """Return the code of what is wrong where `text` names the saying before `end`; empty when nothing is."""
    if saying.formula.denied:
        return "FORM003"
    rest = text[end : end + 400]
    if saying.bare and saying.bare in _bare(rest):
        return ""
    direct = re.match(r"[”\"」’']?\s*(?:[:：]|就是|是指|是|指|即|里说|说|讲|包括|means|says|is|are)", rest)
    listed = len(_LISTED[saying.chinese].findall(rest))
    if not direct or listed < (1 if not saying.text else 2):
        return ""
    return "FORM001" if saying.text else "FORM004"


def _garbled(saying: _Saying, text: str) -> Span | None:
    """Return where `text` spells the saying out in other words: items of it, at least one of them altered."""
    if saying.hint is None or len(saying.hint.findall(text)) < 2 or saying.bare in _bare(text):
        return None
    exact, near = [], []
    for match in _SEGMENT.finditer(text):
        words = _bare(match.group())
        if words in saying.items:
            exact.append(match)
        elif any(_alike(words, item) for item in saying.items):
            near.append(match)
    if not near or len(exact) + len(near) < 2:
        return None
    every = sorted([*exact, *near], key=lambda match: match.start())
    return every[0].start(), every[-1].end()


def _alike(words: str, item: str) -> bool:
    """Return whether `words` is `item` with a few characters changed."""
    if abs(len(words) - len(item)) > 2:
        return False
    return SequenceMatcher(None, words, item, autojunk=False).ratio() >= _NEAR
