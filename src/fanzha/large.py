"""Large print, whatever it is on: how small its letters may be, and how far they stand out from their ground."""

from __future__ import annotations

from collections.abc import Mapping

from fanzha import theme

LEAST = 18.0
"""Points: what is called large print begins here, as clear-print guides have it."""
LEGIBLE = 7.0
"""Least contrast ratio of letters: WCAG 2.2, success criterion 1.4.6."""
TITLE = {True: "（大字版）", False: " (large print)"}
"""Added to a product's title, in Chinese (True) and in other languages."""
_LETTERS = ("color-ink", "color-ink-soft", "color-brand", "color-alert")
"""In which letters are set on paper or on a soft ground, or letters in the colour of paper on them."""
_GROUNDS = ("color-brand-soft", "color-alert-soft", "color-paper")


def legible(chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the brand tokens with what is too pale for large print replaced: by the package's own, or by white.

    Letters of every colour then stand out from paper and from each soft ground by `LEGIBLE` at least.
    """
    white, own = chosen["color-on-dark"], theme.default_tokens()
    paper = white if theme.contrast(white, "#000000") >= 2 * LEGIBLE else own["color-on-dark"]
    found = {**chosen, "color-on-dark": paper}
    for name in _LETTERS:
        if theme.contrast(found[name], paper) < LEGIBLE:
            found[name] = own[name]
    for name in _GROUNDS:
        grounds = (found[name], own[name])
        found[name] = next((ground for ground in grounds if _stand_out(found, ground)), paper)
    return found


def _stand_out(colours: Mapping[str, str], ground: str) -> bool:
    return all(theme.contrast(colours[name], ground) >= LEGIBLE for name in _LETTERS)
