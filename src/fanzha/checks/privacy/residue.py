"""What is left of a template that was not filled in (C-13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fanzha.checks.privacy.whole import Whole
from fanzha.diagnostics import Diagnostic

_PLACES = (
    "省|市|县|区|州|旗|镇|乡|村|街道|社区|小区|派出所|公安|分局|支队|大队|学校|大学|中学|小学|医院|公司|银行|支行|单位"
    "|反诈"
)
_UNITS = "万元|元|年|月|日|时|份|人|名|次|条|号|万|%|起|户|场"
_OPEN = re.compile(
    rf"[Xx×○〇□△*](?<![A-Za-z0-9*×].)(?:(?:(?<=[Xx])[Xx]{{0,3}}|(?<=×)×{{0,3}}|(?<=[○〇□△])[○〇□△]{{1,3}})\s?(?:{_UNITS})"
    r"|(?:(?<=[Xx])[Xx]{1,3}|(?<=×)×{0,3}|(?<=[○〇□△])[○〇□△]{0,3}|(?<=\*)\*{1,3})\s?"
    rf"(?:{_PLACES}))"
)
_YEAR = re.compile(r"20(?<![A-Za-z0-9]20)(?:XX|xx|××|\*\*|__|○○|〇〇|□□)(?![A-Za-z0-9])")
_BRACKETS = re.compile(r"[\[({<【〔](?:待|请|此处|插入|填写|填入|补充)[^\])}>】〕\x00]{0,12}[\])}>】〕]")
_WAITING = re.compile(
    r"[待此这](?:(?<=待)补(?:充|(?=[\s,。;!?)】\]\x00]|$))|(?<=待)填写|(?<=[此这])[处里](?:插入|填写|填入|放|补)[一-鿿]{0,2}"
    r"(?:图|照片|文字|内容|名称|日期|数据|电话)|(?<=此)处(?<![在往到于从]此处)[放贴附加][一-鿿]{0,4}(?:图|照片|二维码|标志))"
)
_MARKS = ("^v^", "×××", "lorem ipsum")
_WORDS = re.compile(
    r"[TF](?<![A-Za-z0-9].)(?:ODO|BD|BC|IXME)(?![A-Za-z0-9])|[Xx](?<![A-Za-z0-9].)[Xx]{2,8}(?![A-Za-z0-9])"
)
_ENGLISH = re.compile(
    r"[Ii]nsert (?:a |the |your )?(?:picture|image|photo|text|name|date|number|logo)s? here\b"
    r"|\[(?:your|insert|name|date|phone|place)\b[^\]\x00]{0,20}\]|\{\{[^{}\x00]{0,40}\}\}"
)
_BLANKS = re.compile(
    r"_(?<![_A-Za-z0-9].)_{3,}(?![_A-Za-z0-9])|_(?<!_.)__?\s?[年月日元份人]|\*\*[省市县区镇村乡]\*\*|\^_\^"
)
"""In the text as written, because a pair of these marks is markup elsewhere."""


def find(whole: Whole, raw: Whole) -> Iterator[Diagnostic]:
    """Yield PRIV019 for each place that a template left open."""
    text = whole.text
    patterns = [_OPEN, _YEAR, _BRACKETS, _WAITING, _WORDS]
    if "insert" in whole.lower or "[" in text or "{{" in text:
        patterns.append(_ENGLISH)
    spans = {match.span() for pattern in patterns for match in pattern.finditer(text)}
    for mark in _MARKS:
        at = whole.lower.find(mark)
        while at >= 0:
            spans.add((at, at + len(mark)))
            at = whole.lower.find(mark, at + len(mark))
    for start, end in sorted(spans):
        yield Diagnostic.at("PRIV019", whole.place(start, end), residue=text[start:end])
    if "__" in raw.text or "**" in raw.text or "^_^" in raw.text:
        for match in _BLANKS.finditer(raw.text):
            yield Diagnostic.at("PRIV019", raw.place(*match.span()), residue=match.group())
