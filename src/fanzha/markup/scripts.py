"""How languages are written: in hanzi, without blanks between words, or in words apart; and the marks of each."""

from __future__ import annotations

import re
from collections.abc import Iterable

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Hanzi, as a regular expression has them between brackets."""
OPENING = "“‘《〈「『（【"
"""Marks that open, and leave the left half of their square white."""
CLOSING = "，。、；：！？”’》〉」』）】"
"""Marks that close, and leave the right half of theirs white."""
PAIRED = re.compile("[“”‘’《》〈〉「」『』（）【】]")
"""Quotation marks and brackets, which headings have half as wide."""


def is_chinese(locale: str) -> bool:
    """Return whether a locale is set without spaces between words (zh, zh-Hans, …)."""
    return locale.split("-")[0] == "zh"


def script(locale: str) -> str:
    """Return the class of what is set in a language: "hanzi" or "latin"."""
    return "hanzi" if is_chinese(locale) else "latin"


def first_sentence(text: str, locale: str) -> str:
    """Return the first sentence of plain text or inline Markdown, its mark included."""
    pattern = r".+?[。！？](?:[”’）])?" if is_chinese(locale) else r".+?[.?!][”’)\"]?(?=\s|$)"
    found = re.match(pattern, text.strip(), re.DOTALL)
    return found[0] if found else text.strip()


def joined(items: Iterable[str], locale: str) -> str:
    """Return the items as a list within a sentence."""
    return ("、" if is_chinese(locale) else ", ").join(items)
