"""Where a headline may be broken: the pieces between which, and what each break costs."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from fanzha.markup.scripts import CLOSING, OPENING, is_chinese
from fanzha.markup.widths import em_width

_ENDINGS = "，、；。"
"""Dropped at the end of a Chinese headline's line, where the line break itself says it."""

_WEAK = frozenset(
    "a an the to of on in at by for from with and or but no not your you it is are that this who if".split()  # noqa: SIM905
) | {"i", "we", "he", "she", "they"}
"""English words that should not end a line of a headline: they belong to what follows."""

_LONGEST_PHRASE = 10.5
"""Em. A Chinese phrase wider than this may be broken between words as well."""

_MOST = 24
"""Pieces between which breaks are tried: 2,048 ways to make up to four lines of them."""

Piece = tuple[str, float]
"""A piece, and the cost of a break after it."""


def pieces_of(text: str, locale: str) -> list[Piece]:
    """Return the pieces that a headline may be broken between; of a very long one, where a break would cost least."""
    return _joined_where_worst(_all_pieces(text, locale), locale)


def line_of(group: Sequence[Piece], locale: str) -> str:
    """Return these pieces as one line."""
    if is_chinese(locale):
        return "".join(words for words, _ in group).rstrip(_ENDINGS)
    return " ".join(words for words, _ in group)


def _all_pieces(text: str, locale: str) -> list[Piece]:
    if not is_chinese(locale):
        return [(word, _cost_after(word)) for word in text.split()]
    pieces: list[Piece] = []
    for phrase in re.findall(r"[^，、；：。！？\s]+[，、；：。！？”’）]*\s*", text):
        parts = _words(phrase) if em_width(phrase.rstrip(_ENDINGS)) > _LONGEST_PHRASE else [phrase.strip()]
        pieces += [(part, 2.0) for part in parts[:-1]] + [(parts[-1], 0.0)]
    return pieces


def _joined_where_worst(pieces: Sequence[Piece], locale: str) -> list[Piece]:
    """Return at most `_MOST` pieces: of more, neighbours are joined, first where a break would cost most.

    What is so long is no headline, and trying every way to break it would take minutes.
    """
    joined = list(pieces)
    while len(joined) > _MOST:
        at = min(range(len(joined) - 1), key=lambda i: (-joined[i][1], len(joined[i][0]) + len(joined[i + 1][0])))
        (one, _), (other, cost) = joined[at : at + 2]
        joined[at : at + 2] = [(one + other if is_chinese(locale) else f"{one} {other}", cost)]
    return joined


def _cost_after(word: str) -> float:
    if word[-1] in ".?!:":
        return 0.0
    if word[-1] in ",;":
        return 0.3
    return 5.0 if word.lower() in _WEAK else 1.0


@functools.cache
def segmenter() -> Any:
    """Return jieba's own tokenizer, ready: whoever else uses jieba in this process finds it so."""
    import jieba

    # What initialize() would do, without its log lines and its cache file outside the project.
    jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
    jieba.dt.initialized = True
    return jieba.dt


def _words(phrase: str) -> list[str]:
    """Return a long Chinese phrase in words, each with the punctuation that may not part from it."""
    words: list[str] = []
    for word in segmenter().cut(phrase.strip()):
        glue = words and (word[0] in CLOSING or words[-1][-1] in OPENING or word in "的了着过吗呢吧")
        words[-1:] = [words[-1] + word] if glue else [*words[-1:], word]
    return words
