"""Number plates, passports and home addresses (C-07): warnings, since a pattern cannot know whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha.checks.privacy.whole import Whole
from fanzha.diagnostics import Diagnostic

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!GB)[A-HJ-Z]\s?[·•・.\-]?\s?"
    r"(?=[A-Z0-9]{0,4}\d[A-Z0-9]{0,4}\d)(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])"
    r"(?![A-Za-z0-9])"
)
_PASSPORT = re.compile(r"[EGDSPH](?<![A-Za-z0-9#+-].)(?:\d{8}|(?<=E)[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_NUMBER = r"[0-9一二三四五六七八九十百]{1,5}"
_NUMBER_REST = "[0-9一二三四五六七八九十百]{0,4}"
_REST = rf"(?:\s?[^\s,。;!?\x00]{{0,2}}{_NUMBER}\s?(?:单元|层|楼|室|户|号)?){{0,3}}"
_HOME = re.compile(
    rf"[路街巷弄道同村里区苑园坊庄]\s?{_NUMBER}\s?号(?:院|大院)?\s?[^,。;!?\n\x00]{{0,8}}?{_NUMBER}\s?"
    rf"(?:号楼|栋|幢|座|单元|层|楼|室|户){_REST}"
)
_BLOCK = re.compile(
    rf"[0-9一二三四五六七八九十百](?<![0-9].){_NUMBER_REST}\s?(?:号楼|栋|幢|座)\s?{_NUMBER}\s?单元{_REST}"
)
_STREET_LENGTH = 4
"""Hanzi before 路 and the like that are shown as its name."""
_STREET = re.compile(r"[\u4e00-\u9fff]{0,4}$")
_WAYS = "Road|Street|Lane|Avenue|Village"
_FLAT_EN = re.compile(
    rf"[RFA](?:oom|lat|partment|pt\.?)\s?\d{{1,5}}[A-Z]?\s?,[^.\n\x00]{{0,60}}?\b(?:Unit|Block|Building|{_WAYS})\b"
    rf"(?:\s\d{{1,4}})?(?:[^.\n\x00]{{0,40}}\b(?:{_WAYS})\b)?"
)
_HOUSE_EN = re.compile(
    rf"\d(?<!\d.)\d{{0,4}}\s(?:[A-Z][a-z]+\s){{1,3}}(?:{_WAYS})\s?,\s?(?:Room|Flat|Unit|Block|Building|Apartment|Apt\.?)\s?\d{{1,5}}"
)


def find(whole: Whole) -> Iterator[Diagnostic]:
    """Yield PRIV011 for number plates, PRIV012 for passports, PRIV013 for house number and flat."""
    for match in _PLATE.finditer(whole.text):
        yield Diagnostic.at("PRIV011", whole.place(*match.span()), number=match.group())
    for match in _PASSPORT.finditer(whole.text):
        if not _DATE.search(match.group()):
            yield Diagnostic.at("PRIV012", whole.place(*match.span()), number=match.group())
    homes: list[tuple[int, int]] = []
    for pattern in (_HOME, _BLOCK, _FLAT_EN, _HOUSE_EN):
        for match in pattern.finditer(whole.text):
            start, end = match.span()
            if pattern is _HOME and (street := _STREET.search(whole.text, max(0, start - _STREET_LENGTH), start)):
                start = street.start()
            if not any(first <= start < last for first, last in homes):
                homes.append((start, end))
    for start, end in homes:
        yield Diagnostic.at("PRIV013", whole.place(start, end), address=whole.text[start:end])
