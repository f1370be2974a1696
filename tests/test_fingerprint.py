"""Digests: equal content gives equal digests wherever it stands; any change of content changes them."""

from __future__ import annotations

import dataclasses

from fanzha.diagnostics import Place, Text
from fanzha.model import SloganText, digest_of, ingredients_of


def slogan(words: str, line: int) -> SloganText:
    place = Place("docs/slogans/a.md", line)
    return SloganText(slug="a", locale="zh", name=Text(words, place), channels=(Text("led"),), place=place)


def test_positions_do_not_count() -> None:
    assert digest_of(slogan("停", 1)) == digest_of(slogan("停", 99))


def test_every_field_counts() -> None:
    one = slogan("停", 1)
    changed = [
        dataclasses.replace(one, name=Text("停下")),
        dataclasses.replace(one, locale="en"),
        dataclasses.replace(one, stale=True),
        dataclasses.replace(one, channels=()),
        dataclasses.replace(one, slug="b"),
    ]
    assert len({digest_of(value) for value in [one, *changed]}) == 6


def test_types_are_not_confused() -> None:
    assert digest_of(("1", 2)) != digest_of((1, "2"))
    assert digest_of({"a": ("b",)}) != digest_of({"a": "b"})
    assert digest_of({"b": 1, "a": 2}) == digest_of({"a": 2, "b": 1})


def test_ingredients_are_found_at_any_depth() -> None:
    (ingredient,) = ingredients_of({"pages": ((slogan("停", 4), "other"),)})
    assert (ingredient.label, ingredient.source) == ("slogan:a.zh", "docs/slogans/a.md:4")
