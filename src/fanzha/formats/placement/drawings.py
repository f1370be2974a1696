"""What is drawn on a placed poster, by its mood: a triangle, somebody who takes time to think, a little owl."""

from __future__ import annotations

import html
from collections.abc import Mapping

from fanzha.model import Mood

# Drawn for this project on a grid of 64 units. INK is the colour of the words beside it, GROUND that behind both.
_DRAWINGS: Mapping[Mood, str] = {
    "alert": (
        '<path d="M32 6 60 55a2.4 2.4 0 0 1-2 3.6H6A2.4 2.4 0 0 1 4 55z" fill="INK" stroke="INK" stroke-width="5" '
        'stroke-linejoin="round"/><path d="M32 22v17" stroke="GROUND" stroke-width="7" stroke-linecap="round"/>'
        '<circle cx="32" cy="49.5" r="4" fill="GROUND"/>'
    ),
    "calm": (
        '<circle cx="21" cy="33" r="11" fill="INK"/><path d="M3 62c0-10 8-16 18-16s18 6 18 16z" fill="INK"/>'
        '<path d="M36 8h20a6 6 0 0 1 6 6v14a6 6 0 0 1-6 6H46l-7 7v-7h-3a6 6 0 0 1-6-6V14a6 6 0 0 1 6-6z" fill="GROUND" '
        'stroke="INK" stroke-width="3.4" stroke-linejoin="round"/>'
        '<g fill="INK"><circle cx="38" cy="21" r="2.6"/><circle cx="46" cy="21" r="2.6"/>'
        '<circle cx="54" cy="21" r="2.6"/></g>'
    ),
    "children": (
        '<path d="M12 10c6 1 9 3 11 6h18c2-3 5-5 11-6 1 6 0 10-2 13 4 6 5 13 3 20-3 11-11 17-21 17s-18-6-21-17c-2-7-1'
        '-14 3-20-2-3-3-7-2-13z" fill="#8a4b1f"/>'
        '<path d="M32 34c9 0 15 6 15 13 0 7-6 12-15 12s-15-5-15-12c0-7 6-13 15-13z" '
        'fill="#f3d9b1"/><g fill="#ffffff"><circle cx="23" cy="28" r="9.4"/><circle cx="41" cy="28" r="9.4"/></g>'
        '<circle cx="24.5" cy="28.5" r="4.6" fill="#17262e"/><circle cx="39.5" cy="28.5" r="4.6" fill="#17262e"/>'
        '<circle cx="26" cy="26.8" r="1.5" fill="#ffffff"/><circle cx="41" cy="26.8" r="1.5" fill="#ffffff"/>'
        '<path d="m32 32 4.4 4.6L32 42l-4.4-5.4z" fill="#e58a00"/>'
        '<path d="M24 50c2 2 4 2 5 0M35 50c2 2 4 2 5 0M29.5 55c2 2 4 2 5 0" fill="none" stroke="#8a4b1f" '
        'stroke-width="1.8" stroke-linecap="round"/>'
        '<path d="M25 62v-2.6M29 62v-2.6M35 62v-2.6M39 62v-2.6" stroke="#e58a00" stroke-width="3" '
        'stroke-linecap="round"/>'
    ),
}


_STRIPES = "".join(f'<path d="M{x} 8 {x + 8} 0h8l-8 8z"/>' for x in range(-8, 210, 16))
_BUMPS = "M0 8V4" + "q7.5-7 15 0" * 14 + "V8z"
_EDGES: Mapping[Mood, str] = {
    "alert": f'<g fill="INK">{_STRIPES}</g>',
    "children": f'<path d="{_BUMPS}" fill="#ffffff"/>',
    "calm": "",
}
"""Along the lower edge of the field, as wide as the sheet: stripes, or hills; nothing when calm."""


def edge(mood: Mood, theme: Mapping[str, str]) -> dict[str, bytes]:
    """Return the lower edge of the field as an asset for its style."""
    shapes = _EDGES[mood].replace("INK", theme["color-ink"])
    return {"edge.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 8">{shapes}</svg>'.encode()}


def drawing(mood: Mood, title: str, ink: str, ground: str) -> str:
    """Return the drawing as inline SVG without size; `title` is for those who do not see it."""
    shapes = _DRAWINGS[mood].replace("INK", ink).replace("GROUND", ground)
    return f'<svg class="drawing" viewBox="0 0 64 64"><title>{html.escape(title)}</title>{shapes}</svg>'
