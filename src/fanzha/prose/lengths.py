"""How long a text is, as its readers count: hanzi in Chinese, words in any other language."""

from __future__ import annotations

import re

from fanzha.prose.characters import HAN

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_LINK_TARGET = re.compile(r"\]\([^()]*\)")


def chinese(locale: str) -> bool:
    """Return whether texts of `locale` are counted in hanzi."""
    return locale.split("-")[0] == "zh"


def length(text: str, locale: str) -> int:
    """Return how many hanzi or words of inline Markdown are read; the addresses of its links are not."""
    return len((HAN if chinese(locale) else _WORD).findall(_LINK_TARGET.sub("]", text)))


def unit(locale: str) -> dict[str, str]:
    """Return what is counted, in Chinese and English, for a diagnostic."""
    zh, en = ("个汉字", "hanzi") if chinese(locale) else ("个单词", "words")
    return {"unit_zh": zh, "unit_en": en}
