"""Digests of model values: what an artefact is made of, down to the single slogan.

Staleness is by content. A renderer sees nothing but its artefact's parameters, so the digest of the parameters is
complete by construction: no input can be forgotten in a list. Positions (fields with `compare=False`) do not count.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from fanzha.diagnostics import Place, Text


@dataclass(frozen=True, order=True)
class Ingredient:
    """One entity that an artefact is made of."""

    label: str
    """Such as `slogan:task-pay-first.zh`."""
    source: str
    """The file it was written in, with line."""
    digest: str
    """First 16 hex digits of the SHA-256 of its canonical form."""


class Fingerprints:
    """Digests of values, each labelled entity digested once however many artefacts it is part of."""

    def __init__(self) -> None:
        # By identity: entities hold mappings and have no hash. The entity is kept, so that its identity stays its own.
        self._entities: dict[int, tuple[object, str]] = {}

    def digest(self, value: object) -> str:
        """Return the first 16 hex digits of the SHA-256 of the value's canonical form."""
        return _short(repr(self._canonical(value)))

    def ingredients(self, value: object) -> tuple[Ingredient, ...]:
        """Return every labelled entity inside `value` (texts, publisher, numbers), sorted, each once."""
        return tuple(sorted(set(self._walk(value))))

    def _canonical(self, value: object) -> object:
        """Return `value` as nested plain lists that print alike whenever the values are equal."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, tuple | list):
            return [self._canonical(item) for item in value]
        if isinstance(value, Mapping):
            return ["map", *([str(key), self._canonical(value[key])] for key in sorted(value))]
        if dataclasses.is_dataclass(value):
            return ["entity", self._entity(value)] if _is_entity(value) else self._record(value)
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, bytes):
            return ["bytes", hashlib.sha256(value).hexdigest()]
        if isinstance(value, frozenset | set):
            return ["set", *sorted(repr(self._canonical(item)) for item in value)]
        raise TypeError(f"no canonical form for {type(value).__name__}")

    def _record(self, value: Any) -> list[object]:
        return [
            type(value).__name__,
            *([name, self._canonical(getattr(value, name))] for name in _names(cast(Hashable, type(value)))),
        ]

    def _entity(self, value: Any) -> str:
        known = self._entities.get(id(value))
        if known is None:
            known = (value, _short(repr(self._record(value))))
            self._entities[id(value)] = known
        return known[1]

    def _walk(self, value: object) -> Iterator[Ingredient]:
        if isinstance(value, Mapping):
            for item in value.values():
                yield from self._walk(item)
        elif isinstance(value, tuple | list):
            for item in value:
                yield from self._walk(item)
        elif dataclasses.is_dataclass(value):
            entity: Any = value
            if _is_entity(value):
                label, place = entity.label, entity.place
                source = f"{place.path}:{place.line}" if place.line else place.path
                yield Ingredient(label, source, self._entity(value))
            for name in _names(cast(Hashable, type(value))):
                yield from self._walk(getattr(value, name))


def text_with(value: object, part: str) -> Text | None:
    """Return the first text inside `value` that holds `part` and knows where it was written."""
    if isinstance(value, Text):
        return value if part in value and value.place.path else None
    inside: Iterable[object] = ()
    if isinstance(value, Mapping):
        inside = value.values()
    elif isinstance(value, tuple | list):
        inside = value
    elif dataclasses.is_dataclass(value):
        inside = (getattr(value, name) for name in _names(cast(Hashable, type(value))))
    return next((found for one in inside if (found := text_with(one, part))), None)


def digest_of(value: object) -> str:
    """Return the digest of one value."""
    return Fingerprints().digest(value)


def ingredients_of(value: object) -> tuple[Ingredient, ...]:
    """Return the ingredients of one value."""
    return Fingerprints().ingredients(value)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@functools.cache
def _names(schema: Hashable) -> tuple[str, ...]:
    """Return the fields that count, in order."""
    return tuple(field.name for field in dataclasses.fields(cast(Any, schema)) if field.compare)


def _is_entity(value: object) -> bool:
    return isinstance(getattr(value, "label", None), str) and isinstance(getattr(value, "place", None), Place)
