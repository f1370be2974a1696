"""Diagnostics as text with caret lines, and as JSON."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable
from typing import Literal

from fanzha.diagnostics.catalogue import catalogue
from fanzha.diagnostics.places import Diagnostic, Place, Severity

Language = Literal["zh", "en", "both"]

_SEVERITY_ZH = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTICE: "提示"}
_MAX_EXCERPT = 100
_KINDS_ZH = {
    "tactics": "骗局",
    "cases": "案例",
    "slogans": "标语",
    "quiz": "题目",
    "rhymes": "顺口溜",
    "audiences": "人群",
    "categories": "类别",
    "channels": "渠道",
    "numbers": "号码",
    "locales": "语言",
    "units": "单位",
    "pages": "页面",
    "screens": "屏幕",
    "materials": "材料",
}


def choose_language(wanted: str | None = None) -> Language:
    """Return the language of messages: `wanted`, else FANZHA_LANG, else both (Chinese first)."""
    for choice in (wanted, os.environ.get("FANZHA_LANG")):
        if choice == "zh":
            return "zh"
        if choice == "en":
            return "en"
    return "both"


def severity_of(diagnostic: Diagnostic) -> Severity:
    """Return the severity that the catalogue gives the diagnostic's code."""
    return catalogue()[diagnostic.code].severity


def languages_of(language: Language) -> tuple[Literal["zh", "en"], ...]:
    """Return the languages to speak, Chinese first."""
    return ("zh", "en") if language == "both" else (language,)


def message_of(diagnostic: Diagnostic, language: Literal["zh", "en"]) -> str:
    """Return what is wrong, in one language."""
    return _filled(diagnostic, language, "message")


def hint_of(diagnostic: Diagnostic, language: Literal["zh", "en"]) -> str:
    """Return what to do about it, in one language."""
    return _filled(diagnostic, language, diagnostic.hint_key)


def _filled(diagnostic: Diagnostic, language: Literal["zh", "en"], key: str) -> str:
    entry = catalogue()[diagnostic.code]
    texts = entry.zh if language == "zh" else entry.en
    details = dict(diagnostic.args)
    details["kind_zh"] = _KINDS_ZH.get(details.get("kind", ""), details.get("kind", ""))
    return texts.get(key, texts["hint"]).format_map(details)


def offered(diagnostic: Diagnostic) -> str | None:
    """Return what `--fix` would write at the diagnostic's place; None when a person must decide."""
    fixable = catalogue()[diagnostic.code].fixable and diagnostic.place.column
    return diagnostic.replacement if fixable else None


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def caret_lines(place: Place) -> list[str]:
    """Return the source line and, below it, the caret under the span (full-width characters count two)."""
    if not place.line or not place.excerpt:
        return []
    start = max(place.column - 1, 0)
    first = max(0, start - _MAX_EXCERPT // 2)
    shown = place.excerpt[first : first + _MAX_EXCERPT].replace("\t", " ")
    lines = [f"{place.line} | {shown}"]
    if place.column:
        margin = " " * len(str(place.line))
        before = _columns(shown[: start - first])
        width = max(1, _columns(shown[start - first : start - first + place.width]))
        lines.append(f"{margin} | {' ' * before}{'^' * width}")
    return lines


def as_text(found: Iterable[Diagnostic], language: Language) -> str:
    """Return the diagnostics as a person reads them, each with caret line and hint."""
    languages = languages_of(language)
    blocks = []
    for diagnostic in found:
        severity = severity_of(diagnostic)
        words = " ".join(_SEVERITY_ZH[severity] if tag == "zh" else severity.name.lower() for tag in languages)
        lines = [f"{diagnostic.place}  {diagnostic.code} {words}"]
        lines += ["  " + message_of(diagnostic, tag) for tag in languages]
        lines += caret_lines(diagnostic.place)
        for tag in languages:
            label = "办法：" if tag == "zh" else "hint: "
            lines.append(f"  {label}{hint_of(diagnostic, tag)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_record(diagnostic: Diagnostic) -> dict[str, object]:
    """Return one diagnostic as plain data, both languages included."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": severity_of(diagnostic).name.lower(),
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "width": place.width,
        "replacement": offered(diagnostic),
        "message": {tag: message_of(diagnostic, tag) for tag in languages_of("both")},
        "hint": {tag: hint_of(diagnostic, tag) for tag in languages_of("both")},
    }


def as_json(found: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as a JSON list for machines."""
    return json.dumps([as_record(d) for d in found], ensure_ascii=False, indent=1)
