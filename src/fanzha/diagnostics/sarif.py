"""Diagnostics as SARIF 2.1.0, the OASIS standard for what checkers find; code-review tools and editors read it."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from fanzha.diagnostics.catalogue import Entry, catalogue, family_of
from fanzha.diagnostics.places import Diagnostic, Place, Severity
from fanzha.diagnostics.reference import page, plain, texts_of
from fanzha.diagnostics.report import Language, hint_of, languages_of, message_of, offered

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_ROOT = "SRCROOT"
_PLACEHOLDER = re.compile(r"\{(\d+)\}")

Json = dict[str, Any]


def as_sarif(found: Iterable[Diagnostic], language: Language, version: str, *, successful: bool = True) -> str:
    """Return the log of one run of fanzha `version`; `successful` says whether the project could be checked at all.

    Paths are relative to the project's folder, which is not named: the log holds nothing about the machine.
    """
    index = {code: number for number, code in enumerate(catalogue())}
    seen: Counter[str] = Counter()
    driver = {
        "name": "fanzha",
        "version": version,
        "rules": [_rule(entry, language) for entry in catalogue().values()],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": successful}],
        "originalUriBaseIds": {_ROOT: {"description": _message(["项目文件夹", "The project's folder"], "；")}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, index, language, seen) for diagnostic in found],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _message(parts: Iterable[str], between: str = "\n") -> Json:
    # In a message `{0}` would be a placeholder; other braces (`{#how}`) stay, for few readers know how to undo more.
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", between.join(parts))}


def _rule(entry: Entry, language: Language) -> Json:
    texts = texts_of(entry, language)
    said = [f"{one.get('what', '')}\n{one['why']}".strip() for one in texts]
    hints = [one["hint"] for one in texts]
    page_of = page(entry.code, language)
    rule: Json = {
        "id": entry.code,
        "shortDescription": _message([plain(one["message"]) for one in texts]),
        "fullDescription": _message([plain(one) for one in said]),
        "help": {**_message([plain(one) for one in hints]), "markdown": _PLACEHOLDER.sub(r"{{\1}}", page_of)},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {"tags": [tag for tag in (family_of(entry.code), entry.check) if tag]},
    }
    return rule


def _result(diagnostic: Diagnostic, index: dict[str, int], language: Language, seen: Counter[str]) -> Json:
    entry = catalogue()[diagnostic.code]
    tags = languages_of(language)
    result: Json = {
        "ruleId": entry.code,
        "ruleIndex": index[entry.code],
        "level": _LEVELS[entry.severity],
        "message": _message(f"{message_of(diagnostic, tag)} {hint_of(diagnostic, tag)}" for tag in tags),
        "partialFingerprints": {"fanzha/v1": _fingerprint(diagnostic, seen)},
    }
    if diagnostic.place.path:
        result["locations"] = [{"physicalLocation": _location(diagnostic.place)}]
    replacement = offered(diagnostic)
    if replacement is not None and diagnostic.place.path:
        result["fixes"] = [_fix(diagnostic.place, replacement, language)]
    return result


def _fingerprint(diagnostic: Diagnostic, seen: Counter[str]) -> str:
    """Return what stays the same when lines above are added: of code, file and words, and which of several it is."""
    parts = [diagnostic.code, diagnostic.place.path, diagnostic.place.excerpt.strip(), repr(diagnostic.args)]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"


def _artifact(path: str) -> Json:
    return {"uri": quote(path, safe="/", errors="backslashreplace"), "uriBaseId": _ROOT}


def _location(place: Place) -> Json:
    location: Json = {"artifactLocation": _artifact(place.path)}
    if place.line:
        location["region"] = region = _region(place)
        if place.excerpt:
            start = max(place.column - 1, 0)
            words = place.excerpt[start : start + place.width] if place.column else place.excerpt
            region["snippet"] = {"text": words}
            if place.column:
                location["contextRegion"] = {"startLine": place.line, "snippet": {"text": place.excerpt}}
    return location


def _region(place: Place) -> Json:
    region: Json = {"startLine": place.line}
    if place.column:
        end = place.column + place.width
        if place.excerpt:
            end = max(place.column, min(end, len(place.excerpt) + 1))
        region |= {"startColumn": place.column, "endColumn": end}
    return region


def _fix(place: Place, replacement: str, language: Language) -> Json:
    change = {"deletedRegion": _region(place), "insertedContent": {"text": replacement}}
    words = {"zh": f"改成“{replacement}”。", "en": f"Write “{replacement}”."}
    return {
        "description": _message(words[tag] for tag in languages_of(language)),
        "artifactChanges": [{"artifactLocation": _artifact(place.path), "replacements": [change]}],
    }
