"""Drawings: Material's icons as inline SVG, and which of them stands for what."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from pathlib import Path

from markupsafe import Markup

_STANDS_FOR = tomllib.loads((Path(__file__).parent / "icons.toml").read_text("utf-8"))
_ONWARD = frozenset({"arrow-right", "arrow-left", "chevron-right", "chevron-left"})
"""Drawings that point the way of reading, and are turned round in a language that runs from right to left."""


@functools.cache
def icon(name: str) -> Markup:
    """Return one of Material's icons as inline SVG, hidden from screen readers: the words beside it say it all."""
    svg = resources.files("material").joinpath("templates", ".icons", "material", f"{name}.svg").read_text("utf-8")
    turned = " fz-onward" if name in _ONWARD else ""
    return Markup(svg.replace("<svg ", f'<svg class="fz-icon{turned}" aria-hidden="true" focusable="false" ', 1))


def icon_of(*things: tuple[str, str | None], default: str = _STANDS_FOR["default"]) -> Markup:
    """Return the icon of the first of `things` that has one, each a kind and an id: ("audience", "students")."""
    return icon(next((_STANDS_FOR[kind][id] for kind, id in things if id in _STANDS_FOR[kind]), default))
