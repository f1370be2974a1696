"""The brand's colours: letters, areas and rules must stand out from what they are printed on, in grey too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fanzha import theme
from fanzha.config import BRAND
from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import Library

LEAST = 7.0
"""Contrast ratio: WCAG 2.2, success criterion 1.4.6 (AAA)."""
WHITE = "#ffffff"
_PAIRS = (
    *((name, "") for name in ("ink", "ink-soft", "brand", "alert")),
    *(("on-dark", name) for name in ("brand", "alert")),
    *(("ink", name) for name in ("brand-soft", "alert-soft", "paper")),
    ("ink-soft", "paper"),
    ("brand", "brand-soft"),
    ("alert", "alert-soft"),
    ("alert", "brand-soft"),
    ("brand", "paper"),
    ("alert", "paper"),
)
"""Letters, and the ground they stand on in some product; empty for white paper.

Contrast is a matter of luminance alone, so what passes here is as clear when an office prints it in grey.
"""
_TINT, _RULE = 0.03, 0.15
"""Least difference of tone, from 0 to 1, between an area and its ground, and between a rule and its ground.

A screen of dots holds from 3 % on (ISO 12647-2, tone value reproduction limits); a hairline, which is narrower than
most screens' dots are apart, needs several times as much, or it comes out as a few specks.
"""
_GREY = (
    *((name, "", _TINT) for name in ("brand-soft", "alert-soft", "paper")),
    *(("line", ground, _RULE) for ground in ("", "brand-soft", "alert-soft", "paper")),
)
"""Areas and rules, the ground that each must be told from in grey, and by how much; empty for white paper.

The other pairs that differ in meaning may be one grey, for the colour never says it alone: the fields of 96110 and 110
have their numbers, words and pictograms, tinted fields their headings, coloured words their weight or place.
"""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield colours too alike for letters (CONF021), values not taken over (CONF022), colours of one grey (CONF023)."""
    chosen, own = theme.tokens(library.brand), theme.declared(library.brand)
    for name, value in own.items():
        if (used := chosen.get(name, "-")) != value:
            yield Diagnostic.at("CONF022", _place(library.brand, name), name=f"--{name}", value=value, used=used)
    yield from _hard_to_read(library.brand, chosen)
    yield from _one_grey(library.brand, chosen)


def _hard_to_read(brand: str, chosen: Mapping[str, str]) -> Iterator[Diagnostic]:
    for letters, ground in _PAIRS:
        one, other = chosen[f"color-{letters}"], _ground(chosen, ground)
        ratio = theme.contrast(one, other)
        if ratio < LEAST:
            yield Diagnostic.at(
                "CONF021",
                _place(brand, f"color-{letters}", f"color-{ground}"),
                letters=f"--color-{letters} {one}",
                ground=f"--color-{ground} {other}" if ground else other,
                ratio=f"{ratio:.1f}",
                least=f"{LEAST:g}",
            )


def _one_grey(brand: str, chosen: Mapping[str, str]) -> Iterator[Diagnostic]:
    for mark, ground, least in _GREY:
        one, other = chosen[f"color-{mark}"], _ground(chosen, ground)
        apart = abs(theme.tone(one) - theme.tone(other))
        if apart < least:
            yield Diagnostic.at(
                "CONF023",
                _place(brand, f"color-{mark}", f"color-{ground}"),
                mark=f"--color-{mark} {one}",
                ground=f"--color-{ground} {other}" if ground else other,
                apart=f"{apart * 100:.0f}",
                least=f"{least * 100:.0f}",
            )


def _ground(chosen: Mapping[str, str], name: str) -> str:
    return chosen[f"color-{name}"] if name else WHITE


def _place(brand: str, *names: str) -> Place:
    """Return where the first of the names that the project declares is declared."""
    for name in names:
        for number, line in enumerate(brand.split("\n"), start=1):
            if found := re.search(rf"--{re.escape(name)}\s*:", line):
                return Place(BRAND, number, found.start() + 1, found.end() - found.start(), line)
    return Place(BRAND)
