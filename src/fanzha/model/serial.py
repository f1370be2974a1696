"""Serials of posters: numbers in letters that cannot be mistaken for each other, with a check character.

A serial such as `223Y` stands on the poster, in its code and in the file of placements. Its last character makes a
weighted sum divisible by 31, a prime: every single wrong character and every two neighbours that changed places are
noticed, since no weight and no difference of neighbouring weights is divisible by 31.
"""

from __future__ import annotations

import re
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 symbols: without 0 and O, 1, I and L."""
LEAST = 3
"""Characters before the check character; shorter numbers are filled up with the first symbol."""
MOST = 8
"""Characters before the check character: enough for 850 billion."""

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_SPOILT = re.compile(r"\d+E\d+|\d+(JAN|FEB|MAR|APR|MAY|JUN|AUG|SEP|DEC)|(JAN|FEB|MAR|APR|MAY|JUN|AUG|SEP|DEC)\d+")
"""What spreadsheets turn into a number or a day as soon as the file is opened."""


def check_character(body: str) -> str:
    """Return the check character of the characters before it; ValueError for one that is not in the alphabet.

    Counted from the right, the check character itself has the weight 1, the one before it 2, and so on.
    """
    if not set(body) <= _VALUES.keys():
        raise ValueError(body)
    total = sum(weight * _VALUES[symbol] for weight, symbol in enumerate(reversed(body), start=2))
    return ALPHABET[-total % len(ALPHABET)]


def serial_of(number: int) -> str:
    """Return the serial of a number, from 1."""
    body, rest = "", number
    while rest:
        rest, value = divmod(rest, len(ALPHABET))
        body = ALPHABET[value] + body
    body = body.rjust(LEAST, ALPHABET[0])
    return body + check_character(body)


def number_of(serial: str) -> int:
    """Return the number of a serial; 0 for anything that is none, written exactly as it must be."""
    body = serial[:-1]
    if not LEAST <= len(body) <= MOST or not set(serial) <= _VALUES.keys() or check_character(body) != serial[-1]:
        return 0
    number = 0
    for symbol in body:
        number = number * len(ALPHABET) + _VALUES[symbol]
    return number if serial_of(number) == serial else 0  # not one that is filled up further than it must be


def meant(serial: str) -> str:
    """Return a serial in the letters it must have, when only those are wrong, or an empty string."""
    written = unicodedata.normalize("NFKC", serial).upper().replace(" ", "").replace("-", "")
    return written if number_of(written) else ""


def usable(number: int) -> bool:
    """Return whether a spreadsheet leaves the number's serial as it is: of `2E35` it would make 2.00E+35."""
    return number > 0 and not _SPOILT.fullmatch(serial_of(number))


def next_number(last: int) -> int:
    """Return the first usable number after `last`."""
    number = last + 1
    while not usable(number):
        number += 1
    return number
