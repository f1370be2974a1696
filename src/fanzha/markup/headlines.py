"""Headlines and domains in lines, as large as their room allows, broken where the sense breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fanzha.markup.pieces import line_of, pieces_of
from fanzha.markup.scripts import HAN
from fanzha.markup.widths import em_width


@dataclass(frozen=True)
class Headline:
    """A headline in lines, with the size at which the longest just fills the measure."""

    lines: tuple[str, ...]
    size: float
    """Points."""


def headline(
    text: str,
    locale: str,
    measure: Callable[[str], float] | None = None,
    /,
    *,
    width: float,
    height: float,
    largest: float,
    leading: float = 1.2,
    most: int = 4,
    least: float = 0.0,
) -> Headline:
    """Return `text` (plain) in at most `most` lines, as large as `width` and `height` (points) allow.

    Breaks fall after punctuation first, then between words, never after a weak word if that can be helped, and never
    leave one hanzi alone. `largest` is the size in points that is enough; it is smaller than `least` only if it must
    be. `leading` is the line height in em. `measure` says how wide a line runs, in em, where it is not set in the font
    set (`em_width`).
    """
    pieces = pieces_of(text, locale)
    best, best_score = Headline((text,), 0.0), float("-inf")
    for count in range(1, min(most, len(pieces)) + 1):
        for cuts in itertools.combinations(range(1, len(pieces)), count - 1):
            groups = [pieces[a:b] for a, b in itertools.pairwise((0, *cuts, len(pieces)))]
            lines = [line_of(group, locale) for group in groups]
            widths = [(measure or em_width)(line) for line in lines]
            size = min(largest, width / max(widths), height / (count * leading))
            cost = sum(group[-1][1] for group in groups[:-1]) + _ragged(lines, widths) + _buried(lines) + _torn(lines)
            cost += _split_quotations(lines) + _lone(lines)
            score = size * (1 - 0.06 * cost) - 0.01 * count - (largest * 10 if size < least else 0.0)
            if score > best_score:
                best, best_score = Headline(tuple(lines), size), score
    return best


def domain(host: str, *, width: float, largest: float, least: float, most: int = 2) -> Headline:
    """Return a domain in one line, or broken before dots when that would be smaller than `least` points.

    It has no more lines than it needs, and at most `most`; in those it may still be smaller.
    """
    dots = [at for at, char in enumerate(host) if char == "."]
    found = Headline((host,), min(largest, width / em_width(host)))
    for count in range(1, min(most, len(dots) + 1)):
        if found.size >= least:
            break
        ways = (
            tuple(host[start:end] for start, end in itertools.pairwise((0, *cuts, len(host))))
            for cuts in itertools.combinations(dots, count)
        )
        lines = min(ways, key=lambda lines: max(map(em_width, lines)))
        found = Headline(lines, min(largest, width / max(map(em_width, lines))))
    return found


def _buried(lines: Sequence[str]) -> float:
    """Return the penalty of sentences that end in the middle of a line of several."""
    return 2.0 * sum(len(re.findall(r"[.?!]”? ", line)) for line in lines) if len(lines) > 1 else 0.0


def _torn(lines: Sequence[str]) -> float:
    """Return the penalty of lines that end in the first word of a clause, such as "Pay no fees, send"."""
    return 1.5 * sum(bool(re.search(r"[,;:] \S+$", line)) for line in lines[:-1])


def _split_quotations(lines: Sequence[str]) -> float:
    """Return the penalty of lines that end within a quotation, such as "A “safe"."""
    return 2.0 * sum(line.count("“") > line.count("”") for line in lines[:-1])


def _lone(lines: Sequence[str]) -> float:
    """Return the penalty of an English word alone between two lines, such as "Guard"; a whole sentence may be one."""
    return 1.5 * sum(not re.search(rf"[{HAN} ]", line) and line[-1] not in ".?!:" for line in lines[1:-1])


def _ragged(lines: Sequence[str], widths: Sequence[float]) -> float:
    """Return the penalty of lines that are much shorter than the longest, above all one character alone."""
    longest = max(widths)
    cost = 6.0 if len(widths) > 1 and min(widths) < 1.5 else 0.0
    for before, line, width in zip((".", *lines), lines, widths, strict=False):
        whole = before[-1] in ".?!:" and line[-1] in ".?!:"
        cost += (1.0 if whole else 4.0) * max(0.0, 0.5 - width / longest)
    return cost
