"""Digests of model values: what an artefact is made of, down to the single slogan.

Staleness is by content. A renderer sees nothing but its artefact's parameters, so the digest of the parameters is
complete by construction: no input can be forgotten in a list. Positions (fields with `compare=False`) do not count.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fanzha.diagnostics import Place


@dataclass(frozen=True, order=True)
class Ingredient:
    """One entity that an artefact is made of."""

    label: str
    """Such as `slogan:task-pay-first.zh`."""
    source: str
    """The file it was written in, with line."""
    digest: str
    """First 16 hex digits of the SHA-256 of its canonical form."""


def canonical(value: object) -> object:
    """Return `value` as nested plain lists that print alike whenever the values are equal."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, Mapping):
        return ["map", *([str(key), canonical(value[key])] for key in sorted(value))]
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    if isinstance(value, frozenset | set):
        return ["set", *sorted(repr(canonical(item)) for item in value)]
    if dataclasses.is_dataclass(value):
        fields = (field for field in dataclasses.fields(value) if field.compare)
        return [type(value).__name__, *([f.name, canonical(getattr(value, f.name))] for f in fields)]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def digest_of(value: object) -> str:
    """Return the first 16 hex digits of the SHA-256 of the value's canonical form."""
    return hashlib.sha256(repr(canonical(value)).encode("utf-8")).hexdigest()[:16]


def ingredients_of(value: object) -> tuple[Ingredient, ...]:
    """Return every labelled entity inside `value` (texts, publisher, numbers), sorted, each once."""
    return tuple(sorted(set(_walk(value))))


def _walk(value: object) -> Iterator[Ingredient]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _walk(item)
    elif dataclasses.is_dataclass(value):
        label, place = getattr(value, "label", None), getattr(value, "place", None)
        if isinstance(label, str) and isinstance(place, Place):
            source = f"{place.path}:{place.line}" if place.line else place.path
            yield Ingredient(label, source, digest_of(value))
        for field in dataclasses.fields(value):
            if field.compare:
                yield from _walk(getattr(value, field.name))
