"""Breaking a slogan into pages: by sense first, then by width; numbers and words stay whole.

Rule for the ends of lines, GB/T 15834-2011 clause 5.1: no closing mark begins a line, no opening mark ends one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fanzha.pixels.words import is_torn

OPENING = "“‘（《〈【〔「『([{«"
CLOSING = "”’）》〉】〕」』)]}»"
PAUSES = "，、：；,;:،؛"
STOPS = "。！？!?…؟"
DROPPED = "，、：；。,;:،؛"
"""Marks that a page may lose at its end: the turn of the page says as much."""
TEAR = 40
"""What beginning a page in the middle of a word costs, beside squared lengths (a hanzi is 2): as much as a page that is
some two hanzi longer than its neighbour."""

_JOINED = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u200c-\u200f"
"""Letters of Arabic script with their marks, and what joins, parts or turns them: a word of theirs is never split."""
_ATOM = re.compile(
    rf"\s*[{re.escape(OPENING)}]*"
    rf"(?:[0-9]*[{_JOINED}][{_JOINED}0-9A-Za-z\-]*|"
    r"(?:[0-9A-Za-zÀ-ɏ%￥$&@#+/'’.\-]|,(?=\d{3}))*[0-9A-Za-zÀ-ɏ%](?:(?<=\d)[万亿]?元)?|[^\s])"
    rf"[{re.escape(CLOSING + PAUSES + STOPS)}—～·.]*"
)

Fits = Callable[[str], bool]


def atoms(text: str) -> list[str]:
    """Return the parts that no break may split: a hanzi, a number or a word, each with its marks."""
    return _ATOM.findall(text)


def _ends_sense(atom: str, marks: str) -> bool:
    return atom.rstrip(CLOSING)[-1:] in set(marks) or (marks == STOPS and atom[-1:] == ".")


def _page(parts: list[str]) -> str:
    """Return the parts as one page's text, without the pause or full stop at its end."""
    text = "".join(parts).strip()
    while len(text) > 1 and (text[-1] in DROPPED or (text[-1] == "." and text[-2] != ".")):
        text = text[:-1]
    return text


def pages(text: str, fits: Fits) -> list[str]:
    """Return the text of each page; `fits` tells whether a page's text is narrow enough.

    Clauses that fit together across a pause share a page; a clause too wide for one is cut into parts of nearly equal
    length. A single word that does not fit becomes a page that does not fit: the caller says so.
    """
    result: list[str] = []
    held: list[str] = []
    for clause in _clauses(atoms(text)):
        if held and not _ends_sense(held[-1], STOPS) and fits(_page(held + clause)):
            held += clause
            continue
        result += _cut(held, fits)
        held = clause
    return result + _cut(held, fits)


def _clauses(parts: list[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for part in parts:
        clauses[-1].append(part)
        if _ends_sense(part, PAUSES + STOPS) or _ends_sense(part, STOPS):
            clauses.append([])
    return [clause for clause in clauses if clause]


def _cut(parts: list[str], fits: Fits) -> list[str]:
    """Return the clause as few pages as it needs, the longest of them as short as can be."""
    if not parts:
        return []
    for count in range(1, len(parts) + 1):
        # A word stays whole where that costs no page.
        for tear in (TEAR, 0) if count > 1 else (0,):
            cut = _balanced(parts, count, tear)
            if all(fits(page) for page in cut):
                return cut
    return _balanced(parts, len(parts), 0)


def _balanced(parts: list[str], count: int, tear: int) -> list[str]:
    """Return the parts in `count` groups; the sum of the squared lengths is least, the first groups the longer.

    A group that begins in the middle of a word costs `tear` more, and so does a single hanzi.
    """
    torn = [tear * is_torn("".join(parts[max(0, n - 2) : n]), "".join(parts[n : n + 2])) for n in range(len(parts))]
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    for group in range(1, count + 1):
        for end in range(group, len(parts) - (count - group) + 1):
            options = []
            for start in range(group - 1, end):
                if (group - 1, start) in best:
                    cost, before = best[group - 1, start]
                    options.append((cost + torn[start] + _cost(_page(parts[start:end]), tear), (*before, -end)))
            best[group, end] = min(options)
    ends = [-end for end in best[count, len(parts)][1]]
    return [_page(parts[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _cost(page: str, tear: int) -> int:
    size = sum(2 if ord(char) > 0x2E7F else 1 for char in page)
    return size**2 + (tear if size <= 2 else 0)
