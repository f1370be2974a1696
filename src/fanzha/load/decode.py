"""From YAML nodes to frozen dataclasses: the dataclass is the schema, and every mistake is a diagnostic.

Understood are str, Text, int, float, bool, date, Literal, `X | None`, tuple[X, ...], Mapping[str, X] and nested
dataclasses. Field metadata may hold `min_items`, `max_items`, `unique`, `minimum`, `maximum`, `partial_date` (a year, a
month or a day, as text) and `pattern` (a regular expression the whole text must match, with `pattern_hint` as its
explanation).
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
import types
import typing
from collections.abc import Hashable, Mapping
from typing import Any, Literal, TypeVar, Union

from fanzha.diagnostics import Diagnostic, Place, Text, nearest
from fanzha.load.nodes import Map, Node, Scalar, Sequence
from fanzha.model import Citation

T = TypeVar("T")
_RULES: Mapping[tuple[type, str], Mapping[str, Any]] = {(Citation, "date"): {"partial_date": True}}
"""Rules of fields whose class does not carry them."""


_SINGLE = {"minimum", "maximum", "partial_date", "pattern", "pattern_hint"}
"""Rules that concern each item of a list, not the list."""


class _Invalid(Exception):
    """A value could not be decoded; its diagnostic is already in the list."""


@functools.cache
def _fields(schema: Hashable) -> tuple[tuple[dataclasses.Field[Any], Any], ...]:
    assert isinstance(schema, type) and dataclasses.is_dataclass(schema)
    hints = typing.get_type_hints(schema)
    return tuple((field, hints[field.name]) for field in dataclasses.fields(schema) if field.name != "place")


def decode(node: Node, schema: type[T], found: list[Diagnostic], **given: object) -> T | None:
    """Return `node` as an instance of the dataclass `schema`, or None after adding diagnostics to `found`.

    `given` sets fields that do not come from the file; a key in the file of that name is unknown.
    """
    try:
        return typing.cast(T, _record(node, schema, found, given))
    except _Invalid:
        return None


def _record(node: Node, schema: type[Any], found: list[Diagnostic], given: Mapping[str, object]) -> object:
    if not isinstance(node, Map):
        raise _wrong(found, node.place, "键: 值", "key: value pairs")
    fields = [pair for pair in _fields(typing.cast(Hashable, schema)) if pair[0].name not in given and pair[0].init]
    known = {_key(field.name) for field, _ in fields}
    broken = False
    for key, (name, _) in node.entries.items():
        if key not in known:
            near = nearest(key, known)
            found.append(Diagnostic.at("LOAD012", name.place, key=key, nearest=near, known=", ".join(sorted(known))))
    values: dict[str, object] = dict(given)
    for field, wanted in fields:
        entry = node.entries.get(_key(field.name))
        if entry is None or (isinstance(entry[1], Scalar) and entry[1].empty):
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                found.append(Diagnostic.at("LOAD013", entry[0].place if entry else node.place, key=_key(field.name)))
                broken = True
            continue
        try:
            values[field.name] = _value(entry[1], wanted, found, _RULES.get((schema, field.name), field.metadata))
        except _Invalid:
            broken = True
    if broken:
        raise _Invalid
    if any(field.name == "place" for field in dataclasses.fields(schema)):
        values.setdefault("place", node.place)
    return schema(**values)


def _key(name: str) -> str:
    return name.rstrip("_")


def _wrong(found: list[Diagnostic], place: Place, zh: str, en: str) -> _Invalid:
    found.append(Diagnostic.at("LOAD014", place, wanted_zh=zh, wanted_en=en))
    return _Invalid()


def _value(node: Node, wanted: Any, found: list[Diagnostic], rules: Mapping[str, Any]) -> object:
    origin = typing.get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _value(node, next(a for a in typing.get_args(wanted) if a is not type(None)), found, rules)
    if origin is tuple:
        return _items(node, typing.get_args(wanted)[0], found, rules)
    if origin in (Mapping, dict):
        return _mapping(node, typing.get_args(wanted)[1], found, rules)
    if dataclasses.is_dataclass(wanted):
        return _record(node, typing.cast(type[Any], wanted), found, {})
    if not isinstance(node, Scalar) or node.empty:
        raise _wrong(found, node.place, "一个值", "a single value")
    if origin is Literal:
        return _choice(node, typing.get_args(wanted), found)
    return _scalar(node, wanted, found, rules)


def _items(node: Node, wanted: Any, found: list[Diagnostic], rules: Mapping[str, Any]) -> tuple[object, ...]:
    if not isinstance(node, Sequence):
        raise _wrong(found, node.place, "列表，例如 [甲, 乙]", "a list such as [a, b]")
    least, most = rules.get("min_items", 0), rules.get("max_items", 10_000)
    if not least <= len(node.items) <= most:
        found.append(Diagnostic.at("LOAD019", node.place, count=len(node.items), least=least, most=most))
        raise _Invalid
    values, broken = [], False
    for item in node.items:
        try:
            values.append(_value(item, wanted, found, {k: v for k, v in rules.items() if k in _SINGLE}))
        except _Invalid:
            broken = True
    if broken or (rules.get("unique") and _repeats(values, found)):
        raise _Invalid
    return tuple(values)


def _repeats(values: list[object], found: list[Diagnostic]) -> bool:
    """Return whether one of the texts `values` stands there twice, after adding a diagnostic for each that does."""
    seen: dict[object, Text] = {}
    before = len(found)
    for value in values:
        assert isinstance(value, Text)
        if value in seen:
            found.append(Diagnostic.at("LOAD028", value.place, id=value, first=seen[value].place))
        seen.setdefault(value, value)
    return len(found) > before


def _mapping(node: Node, wanted: Any, found: list[Diagnostic], rules: Mapping[str, Any]) -> dict[str, object]:
    if not isinstance(node, Map):
        raise _wrong(found, node.place, "键: 值", "key: value pairs")
    return {key: _value(value, wanted, found, rules) for key, (_, value) in node.entries.items()}


def _choice(node: Scalar, choices: tuple[str, ...], found: list[Diagnostic]) -> str:
    if node.text in choices:
        return str(node.text)
    known = ", ".join(choices)
    near = nearest(node.text, choices)
    found.append(Diagnostic.at("LOAD020", node.place, value=node.text, known=known, nearest=near))
    raise _Invalid


def _scalar(node: Scalar, wanted: Any, found: list[Diagnostic], rules: Mapping[str, Any]) -> object:
    text = node.text
    if wanted is Text or wanted is str:
        if rules.get("partial_date"):
            _partial_date(node, found)
        if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
            hint = rules.get("pattern_hint", rules["pattern"])
            raise _wrong(found, node.place, hint, hint)
        return text if wanted is Text else str(text)
    if wanted is bool:
        if text.lower() in {"true", "false"}:
            return text.lower() == "true"
        raise _wrong(found, node.place, "true 或 false", "true or false")
    if wanted is datetime.date:
        return _date(node, found)
    if wanted in (int, float):
        return _number(node, wanted, found, rules)
    raise TypeError(f"no decoder for {wanted!r}")


def _date(node: Scalar, found: list[Diagnostic]) -> datetime.date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
        raise _wrong(found, node.place, "日期，例如 2026-11-22", "a date such as 2026-11-22")
    return _day(node, "", found)


def _partial_date(node: Scalar, found: list[Diagnostic]) -> None:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", node.text):
        hint = "2025 / 2025-06 / 2025-06-18"
        raise _wrong(found, node.place, hint, hint)
    _day(node, "-01" * (2 - node.text.count("-")), found)


def _day(node: Scalar, rest: str, found: list[Diagnostic]) -> datetime.date:
    try:
        return datetime.date.fromisoformat(node.text + rest)
    except ValueError:
        found.append(Diagnostic.at("LOAD015", node.place, date=node.text))
        raise _Invalid from None


def _number(node: Scalar, wanted: type[int] | type[float], found: list[Diagnostic], rules: Mapping[str, Any]) -> float:
    pattern = r"-?\d{1,15}" if wanted is int else r"-?\d{1,15}(\.\d{1,15})?"
    if not re.fullmatch(pattern, node.text, re.ASCII):
        raise _wrong(found, node.place, "一个数", "a number")
    number = wanted(node.text)
    least, most = rules.get("minimum", number), rules.get("maximum", number)
    if not least <= number <= most:
        raise _wrong(found, node.place, f"{least} 到 {most} 之间的数", f"a number from {least} to {most}")
    return number
