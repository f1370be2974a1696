"""Numbers that belong to somebody: resident IDs, bank cards, mobiles, landlines (C-01 to C-05)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.checks.privacy.known import Known, bare_number
from fanzha.checks.privacy.whole import Whole, in_address
from fanzha.diagnostics import Diagnostic
from fanzha.prose.digits import DigitRun, runs_in

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID18 = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_ID15 = re.compile(r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
_CARD = re.compile(r"4\d{12}|3(?:0[0-5]|[689]\d)\d{11}|3[47]\d{13}|(?:[3-6]\d|2[2-7]|955[89]|81)\d{14,17}")
"""First digits that card networks use, with their lengths."""
_MOBILE = re.compile(r"(?:(?:00)?86)?0?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"0(?:(?:10|2\d)[1-9]\d{7}|[3-9]\d{2}[1-9]\d{6,7})")
_LANDLINE_86 = re.compile(r"(?:00)?86(?:(?:10|2\d)[1-9]\d{7}|[3-9]\d{2}[1-9]\d{6,7})")
_TOLL = re.compile(r"[48]00\d{7}")
_SHORT_LANDLINE = re.compile(r"[2-9]\d{6,7}")
_SHAPES = re.compile(
    r"[1-9]\d{5}(?:18|19|20)\d{2}[01]\d[0-3]\d{4,5}|[1-9]\d{7}[01]\d[0-3]\d{4}|(?:[3-6]\d|2[2-7]|955[89]|81)\d{11,17}"
    r"|(?:(?:00)?86)?0?1[3-9]\d{9}|(?:0|86|0086)[1-9]\d{8,10}|[48]00\d{7}|[2-9]\d{6,7}|[1-9]\d{8,14}"
)
"""Anything that may be one of these numbers: tried first, because it is quick."""
_MANY = 40
"""Pieces of one run after which a number is only looked for where three digits or more stand together."""
_PIECE = 3
_LENGTHS = (19, 18, 17, 16, 15, 14, 13, 12, 11, 10)
_LEAST = 7
_DATE = re.compile(
    r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
_MONEY = re.compile(
    r"\s?(?:多|余)?(?:[万亿元]|美元|港元|yuan|rmb|cny|usd|dollars?|%|像素|bytes?\b|[km]?b\b)", re.IGNORECASE
)
_NOT_A_PHONE = re.compile(
    r"(?:[¥$€£]|(?:订单|单|编|案|货|书|刊|流水|批|批次|备案|许可证|登记|条|运单|快递)(?:号码?|码|编号)|isbn|issn|order|batch|job"
    r"|tracking|serial|barcode|no\.?|rmb|cny|usd|timestamp|id)\s?(?:number|no\.?|#)?\s?(?:是|为|is|[:=#])?\s?$",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(
    r"(?:电话|座机|固话|热线|总机|传真|tel(?:ephone)?|phone|fax|hotline|landline)(?:号码?|no\.?|number)?\s?(?:是|为|is|at|on)?"
    r"\s?[:(]?\s?$",
    re.IGNORECASE,
)
_INTERNATIONAL = re.compile(r"(?<![\d+])\+\(?$")
_MASKED = re.compile(
    r"\d(?<![\d.].)\d{2,5}[ \-\u00a0]?(?:\\?[*＊×xX✱✳●•▇█■#＃]){3,14}[ \-\u00a0]?\d{2,4}[xXＸ]?(?![\d.])"
)
_DECIMAL = re.compile(r"\d\.$")
_FRACTION = re.compile(r"\d{1,2}\.\d{2,}")
"""A decimal fraction, or the number of a version."""
_COUNTED = re.compile(r"\s?(?:多|余)?[条次人份张个户件步年元万亿]")
_TOKEN = re.compile(r"[A-Za-z0-9]+$")
_X = "xXХх×"
"""X, and what looks like it."""
_IDS = ("PRIV001", "PRIV002")
_CONTEXT = 24
_MOST_PIECES = 5
"""Pieces into which an ID may be parted when nothing but its shape speaks for it."""
_MOBILE_DIGITS = 11
_LEAST_ABROAD, _MOST_ABROAD = 9, 15
_COMMAS = re.compile(r"1(?<![\d,].)[3-9]\d,\d{4},\d{4}(?![\d,])")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Neighbouring groups of a run that may be one number."""

    digits: str
    start: int
    end: int
    first: int
    """Index of its first group."""
    last: int
    """Index behind its last group."""


def find(whole: Whole, known: Known) -> Iterator[Diagnostic]:
    """Yield PRIV001 to PRIV006 and PRIV008 for the numbers in `whole`."""
    for run in runs_in(whole.text, _LEAST):
        yield from _in_run(run, whole, known)
    for match in _COMMAS.finditer(whole.text):
        if bare_number(match.group()) not in known.phones:
            yield Diagnostic.at("PRIV006", whole.place(*match.span()), number=match.group())


def find_masked(raw: Whole) -> Iterator[Diagnostic]:
    """Yield PRIV007 for each number that is only half covered, in the text as written: `*` is markup elsewhere."""
    for match in _MASKED.finditer(raw.text):
        yield Diagnostic.at("PRIV007", raw.place(*match.span()), number=match.group().replace("\\", ""))


def _in_run(run: DigitRun, whole: Whole, known: Known) -> Iterator[Diagnostic]:
    done = 0
    for candidate in _candidates(run):
        if candidate.first < done:
            continue
        code = _code(candidate, whole.text, known)
        if code is None:
            continue
        done = candidate.last
        if code:
            end = candidate.end + (code in _IDS and len(candidate.digits) == 17)
            written = " ".join(whole.text[candidate.start : end].split())
            yield Diagnostic.at(code, whole.place(candidate.start, end), number=written)


def _candidates(run: DigitRun) -> Iterator[_Candidate]:
    """Yield rows of groups of 7 to 19 digits, the longest from each group first."""
    offsets, total = [], 0
    for group in run.groups:
        offsets.append(total)
        total += len(group.digits)
    ends = {offset: index for index, offset in enumerate([*offsets[1:], total], start=1)}
    digits = "".join(group.digits for group in run.groups)
    for first, offset in enumerate(offsets):
        if first > _MANY and len(run.groups[first].digits) < _PIECE:
            continue
        for length in (*_LENGTHS, 8, 7):
            last = ends.get(offset + length)
            if last is not None and _SHAPES.fullmatch(digits, offset, offset + length):
                span = run.groups[first].start, run.groups[last - 1].end
                yield _Candidate(digits[offset : offset + length], *span, first, last)


def _code(candidate: _Candidate, text: str, known: Known) -> str | None:
    """Return the code for `candidate`, an empty one where it may stand, and None where it is no such number."""
    head, tail = text[max(0, candidate.start - _CONTEXT) : candidate.start], text[candidate.end : candidate.end + 12]
    pieces = candidate.last - candidate.first
    if _in_word(head, tail, candidate.digits) or _DECIMAL.search(head):
        return None
    in_url = in_address(text, candidate.start)
    if in_url and pieces > 1:
        return None
    written = text[candidate.start : candidate.end]
    if code := _resident_id(candidate.digits, tail, certain_only=in_url or pieces > _MOST_PIECES):
        return code
    if _MONEY.match(tail) or _NOT_A_PHONE.search(head) or _FRACTION.match(written):
        return None
    if pieces > 1 and _DATE.search(written):
        return None
    if code := _phone(candidate, head, tail):
        return "" if bare_number(candidate.digits) in known.phones else code
    if in_url:
        return None
    return _card(candidate.digits) or ("PRIV003" if _is_old_id(candidate.digits) and pieces <= _MOST_PIECES else None)


def _in_word(head: str, tail: str, digits: str) -> bool:
    """Return whether the digits are part of a word of letters and digits, such as a digest, and no number."""
    if head[-1:].isascii() and head[-1:].isalpha():
        token = _TOKEN.search(head)
        if token and (any(map(str.isdigit, token.group())) or len(token.group()) == 1 or len(digits) < _MOBILE_DIGITS):
            return True
    following = tail[:2]
    if following[:1] in _X and not (following[1:].isascii() and following[1:].isalnum()):
        return False
    return following[:1].isascii() and following[:1].isalnum()


def _resident_id(digits: str, tail: str, *, certain_only: bool) -> str:
    """Return PRIV001 for a resident ID whose check character (GB 11643) and date are right, PRIV002 for its shape."""
    number = digits + "X" if len(digits) == len(_WEIGHTS) and tail[:1] in _X and tail else digits
    if not _ID18.fullmatch(number):
        return ""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    if _CHECKS[total % 11] == number[-1] and _is_date(number[6:14]):
        return "PRIV001"
    return "" if certain_only else "PRIV002"


def _is_old_id(digits: str) -> bool:
    """Return whether `digits` look like a resident ID of 15 digits, as issued until 1999."""
    return bool(_ID15.fullmatch(digits)) and _is_date("19" + digits[6:12])


def _is_date(digits: str) -> bool:
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _phone(candidate: _Candidate, head: str, tail: str) -> str:
    """Return PRIV006 for a mobile number, PRIV008 for another full telephone number, an empty string for none."""
    digits, pieces = candidate.digits, candidate.last - candidate.first
    if _MOBILE.fullmatch(digits):
        return "PRIV006"
    if _INTERNATIONAL.search(head) and _LEAST_ABROAD <= len(digits) <= _MOST_ABROAD:
        return "PRIV008"
    if _LANDLINE.fullmatch(digits) or (_LANDLINE_86.fullmatch(digits) and pieces > 1):
        return "PRIV008"
    if _TOLL.fullmatch(digits) and (pieces > 1 or not _COUNTED.match(tail)):
        return "PRIV008"
    if _SHORT_LANDLINE.fullmatch(digits) and _PHONE_WORD.search(head) and not _COUNTED.match(tail):
        return "PRIV008"
    return ""


def _card(digits: str) -> str | None:
    """Return PRIV004 for a bank card number whose last digit is right (Luhn), PRIV005 for one of UnionPay's shape."""
    if not _CARD.fullmatch(digits):
        return None
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(value - 9 if value > 9 else value for value in doubled)
    if total % 10 == 0:
        return "PRIV004"
    return "PRIV005" if digits.startswith("62") and len(digits) >= 16 else None
