"""The signs by which the page «Is this a scam?» knows one: words of scammers, and how they are written.

A pattern is a row of steps with gaps between them: `先|再 …6 交|付 …4 保证金`. A step is one phrase or several, parted
by `|`; any of them will do. `…` lets at most REACH characters stand between two steps, `…6` at most six; `A +20 B` lets
A and B come in either order. No step leaves its sentence; where the gap is four at most, none leaves its clause. But
`A & B` wants both near each other in the message, in whatever sentence and order; each may be a row of steps. A phrase
of Latin letters is a whole word; `transfer*` is the beginning of one; `#` is any numeral: `#元`. `<fees>` stands for
the phrases of the entry `fees`, whose role is `set`.

There are no regular expressions: whatever stands in the file, the time to search a message grows with its length and
no faster.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal

from fanzha.diagnostics import NOWHERE, Place, Text

SignalRole = Literal["flag", "topic", "caution", "set"]
SignalReach = Literal["clause", "sentence", "before", "message", "doubt"]

_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
REACH = 12
"""Characters that a gap without a number allows."""
LONGEST_REACH = 80
ANYWHERE = 0
"""The reach of a step that begins another part of a pattern, after `&`."""
MOST_STEPS = 5
MOST_PHRASES = 120
"""Phrases of one step, those of its sets included."""
LONGEST_PHRASE = 40
"""Characters; every position of a message is compared with that many at most."""
SHORTEST_ALONE = 2
"""Characters of a phrase that is a pattern by itself: a single hanzi would be found everywhere."""
_GAP = re.compile(r"([…+])(\d{0,3})")
_SET = re.compile(r"<([a-z0-9-]+)>")
_OPERATORS = frozenset("…+<>|*&")


class PatternProblem(ValueError):
    """A pattern cannot be understood; says why in two languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, kw_only=True)
class Signal:
    """A sign in what somebody says: `materials/registry/signals.yml`."""

    id: Text = field(metadata={"pattern": _ID, "pattern_hint": "pay-first"})
    role: SignalRole = "flag"
    """`flag`: a red flag; `topic`: what the message is about, which only helps to name the scam; `caution`: words such
    as “切勿”, in whose reach red flags do not count; `set`: phrases that patterns refer to."""
    names: Mapping[str, Text] = field(default_factory=dict)
    """The red flag as it is told to the reader: 事情没办成，先要您交钱."""
    asks: Mapping[str, Text] = field(default_factory=dict)
    """The question for somebody who was phoned; signals without one are not asked about."""
    weight: int = field(default=1, metadata={"minimum": 1, "maximum": 5})
    """How much it says: one of 1 alone means nothing, one of 2 is suspicious unless all other words are everyday ones,
    5 are a scam. Of a topic: how surely it names its scam. Of a caution: the weight of the weightiest flags that it
    silences."""
    reach: SignalReach = "clause"
    """Of a caution: what follows it in the clause; the whole sentence; what stands before it in the sentence; or the
    whole message. `doubt` silences nothing: it asks whether this is a scam, so no caution of its sentence counts."""
    words: Mapping[str, tuple[Text, ...]]
    """Patterns by the language of the message."""
    tactics: tuple[Text, ...] = field(default=(), metadata={"unique": True})
    """The scams it speaks for, those it tells most about first."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Step:
    """Phrases of which one stands next, at most `reach` characters after the step before; the reach of the first step,
    and of the first after `&`, is ANYWHERE."""

    phrases: tuple[str, ...]
    reach: int = ANYWHERE


def patterns(text: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[tuple[Step, ...], ...]:
    """Return what `text` looks for: one row of steps, or more when `+` lets two steps come in either order.

    `sets` are the phrases of the entries that `<…>` may name. Raises PatternProblem.
    """
    pieces = text.split(" & ")
    rows = [_part(piece.split(), sets, alone=len(pieces) == 1) for piece in pieces]
    whole = tuple(tuple(step for row in chosen for step in row) for chosen in product(*rows))
    if len(whole[0]) > MOST_STEPS:
        raise PatternProblem(f"超过{MOST_STEPS}步", f"more than {MOST_STEPS} steps")
    return whole


def _part(parts: list[str], sets: Mapping[str, tuple[str, ...]], *, alone: bool) -> tuple[tuple[Step, ...], ...]:
    """Return the rows of what stands between two `&`; `alone` if there is none."""
    if not parts:
        raise PatternProblem("什么也没有写", "nothing is written")
    groups: list[list[str]] = [[]]
    gaps: list[tuple[str, int]] = []
    for part in parts:
        gap = _GAP.fullmatch(part)
        if gap is None:
            groups[-1].append(part)
            continue
        if not groups[-1]:
            raise PatternProblem(f"“{part}”前面缺词", f"no words before “{part}”")
        reach = int(gap[2]) if gap[2] else REACH
        if not 1 <= reach <= LONGEST_REACH:
            raise PatternProblem(
                f"“{part}”要在1到{LONGEST_REACH}之间", f"“{part}” is not between 1 and {LONGEST_REACH}"
            )
        gaps.append((gap[1], reach))
        groups.append([])
    if not groups[-1]:
        raise PatternProblem(f"“{parts[-1]}”后面缺词", f"no words after “{parts[-1]}”")
    return _rows([_phrases(" ".join(group), sets) for group in groups], gaps, alone=alone)


def _rows(steps: list[tuple[str, ...]], gaps: list[tuple[str, int]], *, alone: bool) -> tuple[tuple[Step, ...], ...]:
    if alone and len(steps) == 1 and any(len(phrase.rstrip("*")) < SHORTEST_ALONE for phrase in steps[0]):
        raise PatternProblem("单独一个字到处都有", "a single character is found everywhere")
    if any(sign == "+" for sign, _ in gaps):
        if len(steps) != 2:
            raise PatternProblem("“+”只能连接两步", "“+” joins two steps only")
        reach = gaps[0][1]
        return tuple((Step(first), Step(second, reach)) for first, second in (steps, steps[::-1]))
    reaches = [ANYWHERE, *(reach for _, reach in gaps)]
    return (tuple(Step(phrases, reach) for phrases, reach in zip(steps, reaches, strict=True)),)


def _phrases(text: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the phrases of one step, sets filled in, in order and each once."""
    found: dict[str, None] = {}
    for phrase in text.split("|"):
        named = _SET.fullmatch(phrase.strip())
        if named and named[1] not in sets:
            known = ", ".join(sorted(sets)) or "–"
            raise PatternProblem(
                f"没有“{named[1]}”这组词；已有的是：{known}", f"no set “{named[1]}”; known are: {known}"
            )
        for one in sets[named[1]] if named else (phrase.strip(),):
            found[one if named else plain_phrase(one)] = None
    if len(found) > MOST_PHRASES:
        raise PatternProblem(f"一步里超过{MOST_PHRASES}个词", f"more than {MOST_PHRASES} phrases in one step")
    return tuple(found)


def plain_phrase(phrase: str) -> str:
    """Return the phrase as it is; raises PatternProblem when it is none."""
    bare = phrase.removesuffix("*")
    if not bare:
        raise PatternProblem("“|”旁边缺词", "a phrase is missing beside “|”")
    if _OPERATORS.intersection(bare):
        raise PatternProblem(f"“{phrase}”里的符号前后要空格", f"the signs in “{phrase}” need blanks around them")
    if len(bare) > LONGEST_PHRASE:
        raise PatternProblem(
            f"“{bare[:12]}…”超过{LONGEST_PHRASE}个字", f"“{bare[:12]}…” has more than {LONGEST_PHRASE} characters"
        )
    return phrase


def phrase_sets(signals: Mapping[str, Signal], locale: str) -> Mapping[str, tuple[str, ...]]:
    """Return the phrases of every entry whose role is `set`, in the language `locale`."""
    return {
        signal.id: tuple(str(word) for word in signal.words.get(locale, ()))
        for signal in signals.values()
        if signal.role == "set"
    }
