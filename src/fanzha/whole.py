"""Chinese words kept whole: in a narrow column, or in large print, a word torn over two lines is read twice.

Chinese may be broken between any two hanzi, and a line of thirty is read without a stumble all the same. A line of
eight is not: 不共/享屏幕. So where lines are short, each word of a text is tied together, a negation to what it denies,
and a short quotation to its marks. Lines are ragged on the right, so nothing is stretched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha import markup

LONGEST = 4
"""Hanzi of what is tied together: what is longer may be broken, or a narrow line would be left half empty."""
_HAN = "\u4e00-\u9fff"
_RUN = re.compile(f"[{_HAN}]+")
_NEGATIONS = frozenset("不别没未莫")
_PARTICLES = frozenset("的了着过吗呢吧们得地")
_QUOTED = re.compile(rf'(?:<span class="half">“</span>|“)[{_HAN}]{{2,{LONGEST}}}(?:<span class="half">”</span>|”)')
"""A quotation so short that it is one word to the reader: “安全账户”."""
_TWO_WORDS = re.compile("(“[^ <>”]{1,9}) ([^ <>”]{1,9}”)")
"""The same in other languages: “safe account”."""
_LATIN_TAIL = re.compile(rf'[{_HAN}]{{1,{LONGEST}}}<span class="nowrap before">[^<]+</span>[。！？”]*$')
"""An abbreviation at the end, such as App, with the hanzi before it: it would stand alone on the last line."""


def html(text: str, locale: str, *, heading: bool = False) -> str:
    """Return inline Markdown as `markup.inline` does, in Chinese with its words kept whole."""
    if not markup.is_chinese(locale):
        return _TWO_WORDS.sub("\\1\u00a0\\2", markup.inline(text, locale, heading=heading))
    found = markup.inline(text, locale, heading=heading, tied=False)
    start = _tail(found)
    return _tied(found[:start]) + (_nowrap(found[start:]) if start < len(found) else "")


def _tail(found: str) -> int:
    """Return where the end begins that stays on one line: as in `markup.inline`, but never within a word."""
    tail = markup.HAN_TAIL.search(found) or _LATIN_TAIL.search(found)
    if not tail:
        return len(found)
    for quoted in _QUOTED.finditer(found):
        if quoted.start() < tail.start() < quoted.end():
            return quoted.start()
    before = re.search(f"[{_HAN}]*$", found[: tail.start()])
    after = _RUN.match(found, tail.start())
    assert before and after
    at, left = 0, len(before[0])
    for word in _words(before[0] + after[0]):
        if at < left < at + len(word):
            return tail.start() - (left - at)
        at += len(word)
    return tail.start()


def _tied(found: str) -> str:
    """Return HTML with words and short quotations tied together; hanzi stand in no tag, so each run is text."""
    parts, last = [], 0
    for quoted in _QUOTED.finditer(found):
        parts += [_RUN.sub(_run, found[last : quoted.start()]), _nowrap(quoted[0])]
        last = quoted.end()
    return "".join([*parts, _RUN.sub(_run, found[last:])])


def _run(hanzi: re.Match[str]) -> str:
    return "".join(_nowrap(word) if 1 < len(word) <= LONGEST else word for word in _words(hanzi[0]))


def _words(hanzi: str) -> Iterator[str]:
    """Yield the words of a run of hanzi, each with a negation before it and a particle after it."""
    held = ""
    for word in markup.segmenter().cut(hanzi):
        if held and (word in _PARTICLES or held in _NEGATIONS):
            held += word
            continue
        if held:
            yield held
        held = word
    if held:
        yield held


def _nowrap(found: str) -> str:
    return f'<span class="nowrap">{found}</span>'
