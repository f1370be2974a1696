"""Inline Markdown as safe HTML and as plain text, and headlines broken where the sense breaks.

Importing this package is cheap; markdown-it-py and jieba are imported when a function needs them.
"""

from __future__ import annotations

from fanzha.markup.headlines import Headline, domain, headline
from fanzha.markup.markdown import HAN_TAIL, STYLES, inline, plain, spaced
from fanzha.markup.pieces import segmenter
from fanzha.markup.scripts import OPENING, first_sentence, is_chinese, joined, script
from fanzha.markup.widths import em_width

__all__ = [
    "HAN_TAIL",
    "OPENING",
    "STYLES",
    "Headline",
    "domain",
    "em_width",
    "first_sentence",
    "headline",
    "inline",
    "is_chinese",
    "joined",
    "plain",
    "script",
    "segmenter",
    "spaced",
]
