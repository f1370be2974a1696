"""Sets the leaflet that says the same in two languages: the first in front, the second behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.leaflet.sheets import Sheet, TwoParams
from fanzha.formats.leaflet.view import (
    BLOCKS,
    FOOT,
    HEADLINE_LEAST,
    HEIGHT,
    LEADING,
    MM,
    SETTINGS,
    WIDTH,
    Setting,
    body_of,
    headline_of,
    host_of,
    imprint_of,
    printed,
    view_of,
)
from fanzha.pdf import LaidOut, check_pdf
from fanzha.pdf.tongues import mark_second


def render(p: TwoParams, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    styles = [theme.stylesheet(p.theme), markup.STYLES]
    styles += [furniture.text("leaflet", name) for name in ("leaflet.css", "two.css")]

    def set_in(sides: Sequence[dict[str, object]]) -> LaidOut:
        html = furniture.template("leaflet").render(v=sides[0], both=sides, p=p, sides=len(p.tactics), free={})
        return LaidOut(html, [*styles, ":root{--scale:1;--leading:1.5}"], p.assets, workshop.cache, press=p.blacks)

    data = set_in([_fitted(side, set_in) for side in (p, p.second)]).pdf()
    return mark_second(data, p.second.locale, pages=[2])


def _fitted(side: Sheet, set_in: Callable[[Sequence[dict[str, object]]], LaidOut]) -> dict[str, object]:
    """Return what the template shows of a side, in the most generous setting that fits it alone."""

    def alone(setting: Setting, spare: Sequence[float]) -> LaidOut:
        return set_in([_side(side, setting, spare[0])])

    found = copyfit.fit(alone, SETTINGS, pages=1, foot=FOOT * MM, most=110)
    return _side(side, found.setting, found.spare[0])


def _side(side: Sheet, setting: Setting, spare: float) -> dict[str, object]:
    leading = LEADING[markup.is_chinese(side.locale)][setting.tight]
    return {**view_of(side, setting), "leading": leading, "scale": setting.scale, "air": round(spare / BLOCKS[0], 2)}


def problems_of(p: TwoParams, path: str, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished leaflet: each side must say all in its own language, its code included."""
    sides = (p, p.second)
    found = check_pdf(
        data,
        path,
        pages=2,
        size_mm=(WIDTH, HEIGHT),
        page_phrases=[_phrases(side, p.edition_id) for side in sides],
        payloads=[side.url for side in sides],
        largest=p.numbers[0],
        weights=(400, 700),
        hotlines=p.numbers,
        body=[(theme.points(p.theme["size-body"]), [text for side in sides for text in body_of(side)])],
        press=p.press,
        source_at=p.title.place,
    )
    small = (copyfit.too_small(path, side.title, headline_of(side).size, HEADLINE_LEAST) for side in sides)
    return [*found, *(one for side in small for one in side)]


def _phrases(side: Sheet, edition: str) -> list[str]:
    texts = [text for tactic in side.tactics for text in printed(tactic)]
    return [*imprint_of(side), *headline_of(side).lines, *texts, host_of(side.url), edition]
