"""The brand's colours: letters in them must stand out from what they are printed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
)
"""Letters, and the ground they stand on in some product; empty for white paper."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield each pair of colours that is too alike (CONF021), and each value that is not taken over (CONF022)."""
    chosen, own = theme.tokens(library.brand), theme.declared(library.brand)
    for name, value in own.items():
        if (used := chosen.get(name, "-")) != value:
            yield Diagnostic.at("CONF022", _place(library.brand, name), name=f"--{name}", value=value, used=used)
    for letters, ground in _PAIRS:
        one, other = chosen[f"color-{letters}"], chosen[f"color-{ground}"] if ground else WHITE
        ratio = theme.contrast(one, other)
        if ratio < LEAST:
            yield Diagnostic.at(
                "CONF021",
                _place(library.brand, f"color-{letters}"),
                letters=f"--color-{letters} {one}",
                ground=f"--color-{ground} {other}" if ground else other,
                ratio=f"{ratio:.1f}",
                least=f"{LEAST:g}",
            )


def _place(brand: str, name: str) -> Place:
    for number, line in enumerate(brand.split("\n"), start=1):
        if found := re.search(rf"--{re.escape(name)}\s*:", line):
            return Place(BRAND, number, found.start() + 1, found.end() - found.start(), line)
    return Place(BRAND)
