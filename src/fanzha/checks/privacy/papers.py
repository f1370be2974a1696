"""Number plates, passports and home addresses (C-07): warnings, for a pattern cannot know whether they are anybody's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha.checks.privacy.whole import Whole
from fanzha.diagnostics import Diagnostic

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?!GB)[A-HJ-Z]\s?[·•.\-]?\s?"
    r"(?=[A-Z0-9]{0,4}\d[A-Z0-9]{0,4}\d)(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])"
    r"(?![A-Za-z0-9])"
)
_PASSPORT = re.compile(r"(?<![A-Za-z0-9#+-])(?:[EGDSPH]\d{8}|E[A-HJ-NP-Z]\d{7})(?![A-Za-z0-9])")
_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_NUMBER = r"[0-9一二三四五六七八九十百]{1,5}"
_HOME = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,6}}?(?:路|街|巷|弄|道|胡同|村|里|小区|苑|园|坊|庄)\s?{_NUMBER}\s?号(?:院|大院)?\s?"
    rf"[^,。;!?\n\x00]{{0,8}}?{_NUMBER}\s?(?:号楼|栋|幢|座|单元|层|楼|室|户)"
    rf"|{_NUMBER}\s?(?:号楼|栋|幢|座)\s?{_NUMBER}\s?单元)(?:\s?[^\s,。;!?\x00]{{0,2}}{_NUMBER}\s?(?:单元|层|楼|室|户|号)?){{0,3}}"
)
_HOME_EN = re.compile(
    r"\b(?:(?:Room|Flat|Apartment|Apt\.?)\s?\d{1,5}[A-Z]?\s?,[^.\n\x00]{0,60}?\b(?:Unit|Block|Building|Road|Street|Lane|Avenue|Village)\b"
    r"(?:\s\d{1,4})?(?:[^.\n\x00]{0,40}\b(?:Road|Street|Lane|Avenue|Village)\b)?"
    r"|\d{1,5}\s(?:[A-Z][a-z]+\s){1,3}(?:Road|Street|Lane|Avenue)\s?,\s?(?:Room|Flat|Unit|Block|Building|Apartment|Apt\.?)\s?\d{1,5})"
)


def find(whole: Whole) -> Iterator[Diagnostic]:
    """Yield PRIV011 for number plates, PRIV012 for passports, PRIV013 for house number and flat."""
    for match in _PLATE.finditer(whole.text):
        yield Diagnostic.at("PRIV011", whole.place(*match.span()), number=match.group())
    for match in _PASSPORT.finditer(whole.text):
        if not _DATE.search(match.group()):
            yield Diagnostic.at("PRIV012", whole.place(*match.span()), number=match.group())
    for pattern in (_HOME, _HOME_EN):
        for match in pattern.finditer(whole.text):
            yield Diagnostic.at("PRIV013", whole.place(*match.span()), address=match.group())
