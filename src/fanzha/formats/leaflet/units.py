"""Leaflets of units: what all have in common is typeset once, each unit's name, number and code stamped on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha import furniture, markup
from fanzha.formats.leaflet.sheets import Params
from fanzha.model import Unit, digest_of
from fanzha.pdf import slots
from fanzha.pdf.stamp import Code, Kind, Stamper, Words
from fanzha.pdf.stampers import stamper_for

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = {True: {"name": 66.0, "phone": 40.0}, False: {"name": 120.0, "phone": 50.0}}
"""Mm in the first line of the front, beside the sample's mark (True) and without it."""
CODE = 33.5
"""Mm, as wide as the frame in leaflet.css leaves it."""
NAME, PHONE, LEAST = 11.0, 10.5, 8.5
"""Points: usual sizes of name and number, and the least."""


def places(p: Params) -> Mapping[str, Markup]:
    """Return the places that are kept free for a unit's name, number and code."""
    wide = WIDTHS[p.publisher.fictional]
    styles = {name: f"width:{width:g}mm;font-size:{NAME:g}pt" for name, width in wide.items()}
    styles["code"] = f"width:{CODE:g}mm;height:{CODE:g}mm"
    return {name: Markup(slots.placeholder(name, style)) for name, style in styles.items()}


def stamped(p: Params, unit: Unit, typeset: Callable[[], bytes], cache: Path) -> bytes:
    """Return the leaflet of a unit; `typeset` makes the sheet that all units have in common, when there is none yet.

    Raises `Refusal` (FIT018) when the name or the number would have to be too small, and `MissingGlyph` (FIT004).
    """
    common = replace(p, unit=None, url="", serial=p.edition_id)
    stamper = stamper_for(digest_of(common), typeset, lambda data: Stamper(data, _kinds(p), cache, p.blacks))
    words = furniture.words("leaflet", p.locale)
    return stamper.stamp(
        {"name": name_of(p, unit), "phone": phone_of(p, unit), "code": p.url},
        alts={"code": f"{words['code']} {p.url}"},
        author=name_of(p, unit),
    )


def name_of(p: Params, unit: Unit) -> str:
    """Return the unit's name in the leaflet's language."""
    return markup.plain(unit.names[p.locale])


def phone_of(p: Params, unit: Unit) -> str:
    """Return its telephone number with the word before it, or nothing."""
    return f"{furniture.words('leaflet', p.locale)['phone']} {unit.phone}" if unit.phone else ""


def _kinds(p: Params) -> dict[str, Kind]:
    return {
        "name": Words(NAME, LEAST, 700, p.theme["color-brand"]),
        "phone": Words(PHONE, LEAST, 400, p.theme["color-ink"], "right"),
        "code": Code("Q"),
    }
