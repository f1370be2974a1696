"""Numbers as they are written (98,000, 1.5万, 三十万, fifty thousand): patterns for normalised text, and values."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}(?![\d,])(?:\.\d{1,6})?|\d{1,18}(?:\.\d{1,6})?)"
"""Digits with or without commas between thousands, and a decimal fraction."""
_ONES = {char: value for value, chars in enumerate(("〇零", *"一二三四五六七八九")) for char in chars}
_ONES |= {"两": 2, **{char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ZH = "".join({**_ONES, **_TENS, **_MYRIADS})
_HEAD = "".join({**_ONES, "十": 10, "拾": 10})
ZH = rf"(?>(?:{DIGITS}|[{_HEAD}])(?:[{_ZH}]|(?<=[{_ZH}]){DIGITS}){{0,15}})"
"""A number in a Chinese text; what `zh_value` gives no value is vague (二三十) or no number."""
_PIECE = re.compile(rf"{DIGITS}|[{_ZH}]")
_SPELT = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_WORDS = {word: value for value, word in enumerate(f"{_SPELT} seventeen eighteen nineteen".split())}
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS |= {word: 10 * tens for tens, word in enumerate(_DECADES.split(), 2)}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_FIRST = "|".join(sorted(_WORDS, key=len, reverse=True))
_WORD = "|".join(sorted({**_WORDS, **_SCALES}, key=len, reverse=True))
EN = (
    rf"(?>{DIGITS}(?:[ -](?:thousand|million|billion)\b)?"
    rf"|(?:(?:{_FIRST})|an?[ ](?:hundred|thousand|million|billion))(?:(?:[ -]|[ ]and[ ])(?:{_WORD})){{0,7}}\b)"
)
"""A number in an English text."""
_EN_PIECE = re.compile(rf"{DIGITS}|[a-z]+")


def zh_value(written: str) -> Decimal | None:
    """Return the value of a match of `ZH`, or None when it has none that is certain."""
    pieces = _PIECE.findall(written)
    if all(piece in _ONES for piece in pieces):
        return _spelt(pieces)
    whole, section = Decimal(0), Decimal(0)
    number: Decimal | None = None
    last = 0
    for place, piece in enumerate(pieces):
        if piece in _TENS:
            if number is None and (_TENS[piece] != 10 or (place and pieces[place - 1] not in "零〇百千万亿佰仟")):
                return None
            section += (Decimal(1) if number is None else number) * _TENS[piece]
            number, last = None, _TENS[piece]
        elif piece in _MYRIADS:
            part = section + (number or 0)
            if not part and not whole:
                return None
            whole = whole + part * _MYRIADS[piece] if part else whole * _MYRIADS[piece]
            section, number, last = Decimal(0), None, _MYRIADS[piece]
        elif number is not None and number != 0:
            return None
        else:
            number = Decimal(_ONES[piece]) if piece in _ONES else _digits(piece)
            last = 0 if number == 0 else last
    if number is not None and last > 10 and pieces[-1] in _ONES:
        number *= last // 10  # 一万五 is 15,000; 一百零五 is not 150
    return whole + section + (number or 0)


def _spelt(pieces: list[str]) -> Decimal | None:
    """Return what single Chinese figures spell; 二三 is «two or three», 二〇二二 a number."""
    if len(pieces) == 2 and not {"〇", "零"} & set(pieces):
        return None
    return Decimal("".join(str(_ONES[piece]) for piece in pieces))


def _digits(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


def en_value(written: str) -> Decimal | None:
    """Return the value of a match of `EN`, or None when it has none that is certain."""
    whole, section = Decimal(0), Decimal(0)
    for piece in _EN_PIECE.findall(written.lower()):
        if piece[0].isdigit():
            section += _digits(piece)
        elif piece in _WORDS:
            section += _WORDS[piece]
        elif piece == "hundred":
            section = (section or Decimal(1)) * 100
        elif piece in _SCALES:
            whole += (section or Decimal(1)) * _SCALES[piece]
            section = Decimal(0)
    return whole + section
