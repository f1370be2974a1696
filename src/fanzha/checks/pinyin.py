"""The pinyin under a rhyme: every syllable is a reading of the hanzi above it."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, Verse
from fanzha.model.rhyme import sounds

_TONES = frozenset("\u0304\u0301\u030c\u0300")
"""The four tone marks: macron, acute, caron, grave."""
_DIGITS = {
    "0": ("líng",),
    "1": ("yāo", "yī"),
    "2": ("èr", "liǎng"),
    "3": ("sān",),
    "4": ("sì",),
    "5": ("wǔ",),
    "6": ("liù",),
    "7": ("qī",),
    "8": ("bā",),
    "9": ("jiǔ",),
}
"""As telephone numbers are read: 110 is yāo yāo líng."""
_CHANGING = {"一": ("yī", "yí", "yì"), "不": ("bù", "bú"), "儿": ("ér", "r")}
"""What is also written as it sounds before another tone (汉语拼音正词法基本规则, GB/T 16159-2012, lets teaching texts
do so), and 儿 as the ending of the syllable before it."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield RHYME007 for each syllable that is no reading of its hanzi or digit."""
    for rhyme in library.rhymes.values():
        for text in rhyme.texts.values():
            for line in text.lines:
                yield from _misread(line)


def _misread(line: Verse) -> Iterator[Diagnostic]:
    neutral = True  # nothing is read lightly at the beginning of a line, or after what is
    for char, syllable in zip(sounds(line.text), line.pinyin, strict=False):
        known = readings(char)
        toneless = _without_tone(syllable) == syllable
        light = toneless and not neutral and syllable in map(_without_tone, known)
        if syllable not in known and not light:
            found = {"hanzi": char, "pinyin": syllable, "readings": " ".join(known)}
            yield Diagnostic.at("RHYME007", syllable.place, **found)
        neutral = light


@functools.cache
def readings(char: str) -> tuple[str, ...]:
    """Return the readings of a hanzi or digit with tone marks, the usual one first."""
    if char in _DIGITS:
        return _DIGITS[char]
    from pypinyin import Style, pinyin  # not at the top: a project without rhymes needs none of its tables

    known = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    found = [unicodedata.normalize("NFC", one) for one in (known[0] if known else ())]
    return tuple(dict.fromkeys([*found, *_CHANGING.get(char, ())]))


def _without_tone(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", "".join(char for char in parts if char not in _TONES))
