"""The interface's words in one locale, and sums of money and file sizes as people say them.

A locale's words are those we ship (`strings/<locale>.toml`), with the project's own (`materials/locale/<locale>.yml`)
in their place. A language that we do not ship is made of the project's alone.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from fanzha.model import Amount, Library

_STRINGS = Path(__file__).parent / "strings"
REFERENCE = "en"
"""The locale whose words every other must have."""
MATERIAL = "material"
"""The table of words that Material's own templates ask for, by Material's keys."""


class MissingString(KeyError):
    """A locale lacks a string of the interface: the build stops, no raw key reaches a page."""


class Wording:
    """What the interface says in one locale."""

    def __init__(self, locale: str, strings: Mapping[str, str]) -> None:
        """Say `strings`, by key, in `locale`; use `of` for a locale of a project."""
        self.locale = locale
        self._strings = strings

    @classmethod
    def of(cls, library: Library, locale: str) -> Wording:
        """Return the words of a project in `locale`."""
        own = library.interface.get(locale)
        words = shipped(locale)
        return cls(locale, {**words, **own.texts} if own else words)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the string `key`, such as `nav.home`, with its `{names}` filled in."""
        try:
            text = self._strings[key]
        except KeyError:
            raise MissingString(f"{self.locale}: {key}") from None
        return text.format(**values) if values else text

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the language is written."""
        return "rtl" if self("direction") == "rtl" else "ltr"

    def material(self, key: str) -> str:
        """Return what Material's templates call `key`; empty for what our pages do not show."""
        if key in {"language", "direction"}:
            return self.locale if key == "language" else self.direction
        return self._strings.get(f"{MATERIAL}.{key}", "")

    def keys(self) -> frozenset[str]:
        """Return the keys of all strings."""
        return frozenset(self._strings)

    def get(self, key: str, otherwise: str) -> str:
        """Return the string `key`, or `otherwise` when there is none (names of formats added later)."""
        return self._strings.get(key, otherwise)

    def yuan(self, sum_: int) -> str:
        """Return a sum in yuan: `9000元`, `10400元`, `1.5万元` in a language that counts in 万, else `10,000 yuan`."""
        if "amount.ten_thousand" not in self._strings:
            return f"{sum_:,} {self('amount.yuan')}"
        if sum_ >= 100_000_000:
            return f"{sum_ / 100_000_000:.2f}".rstrip("0").rstrip(".") + self("amount.hundred_million")
        if sum_ >= 100_000 or (sum_ >= 10_000 and not sum_ % 1_000):
            return f"{sum_ / 10_000:.4f}".rstrip("0").rstrip(".") + self("amount.ten_thousand")
        return f"{sum_}{self('amount.yuan')}"

    def amount(self, amount: Amount) -> str:
        """Return what happened to how much money, such as `损失近1万元`."""
        low = self.yuan(amount.min) if amount.min is not None else ""
        high = self.yuan(amount.max) if amount.max is not None else ""
        if amount.qualifier == "nearly":
            said = self("amount.nearly", high=high or low)
        elif low and high and low != high:
            said = self("amount.range", low=low, high=high)
        elif not low and amount.qualifier == "exactly":
            said = self("amount.at_most", high=high)
        else:
            said = self(f"amount.{amount.qualifier}", low=low or high)
        return self(f"amount.{amount.kind}", amount=said)

    def size(self, count: int) -> str:
        """Return a file's size, in the units that file managers show (1 KB = 1024 bytes)."""
        if count >= 1 << 20:
            return f"{count / (1 << 20):.1f} MB"
        return f"{max(1, round(count / 1024))} KB"


def ships() -> tuple[str, ...]:
    """Return the locales whose words we ship, sorted."""
    return tuple(sorted(path.stem for path in _STRINGS.glob("*.toml")))


@functools.cache
def shipped(locale: str) -> Mapping[str, str]:
    """Return the words we ship in `locale`, by key; none when we do not ship it."""
    if locale not in ships():
        return {}
    table = tomllib.loads((_STRINGS / f"{locale}.toml").read_text("utf-8"))
    flat = {key: text for key, text in table.items() if isinstance(text, str)}
    for section, texts in table.items():
        if isinstance(texts, dict):
            flat.update({f"{section}.{key}": text for key, text in texts.items()})
    return flat
