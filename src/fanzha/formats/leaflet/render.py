"""Sets a leaflet: words and model values into HTML, fitted to two sides of A4, and reads it back."""

from __future__ import annotations

from collections.abc import Sequence

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.leaflet import large, two, units
from fanzha.formats.leaflet.sheets import LargeParams, Params, TwoParams
from fanzha.formats.leaflet.view import (
    BLOCKS,
    FOOT,
    FRONT,
    HEADLINE_LEAST,
    HEIGHT,
    LEADING,
    MM,
    SETTINGS,
    WIDTH,
    Setting,
    body_of,
    case_of,
    headline_of,
    host_of,
    imprint_of,
    printed,
    view_of,
)
from fanzha.model import Artifact
from fanzha.pdf import LaidOut, check_pdf, slots


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    params = artifact.params
    if isinstance(params, LargeParams):
        return large.render(params, workshop)
    if isinstance(params, TwoParams):
        return two.render(params, workshop)
    assert isinstance(params, Params)
    styles = [theme.stylesheet(params.theme), markup.STYLES, furniture.text("leaflet", "leaflet.css")]
    styles += [slots.STYLE] if params.unit else []
    free = units.places(params) if params.unit else {}
    assets = {**params.assets, **(slots.ASSET if params.unit else {})}

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = [round(height / blocks, 2) for height, blocks in zip(spare, BLOCKS, strict=True)]
        view = view_of(params, setting)
        html = furniture.template("leaflet").render(
            v=view, p=params, sides=FRONT, case=case_of(params.case), free=free, both=[], air=air
        )
        leading = LEADING[markup.is_chinese(params.locale)][setting.tight]
        scale = f":root{{--scale:{setting.scale};--leading:{leading}}}"
        return LaidOut(html, [*styles, scale], assets, workshop.cache, press=params.blacks)

    def sheet() -> bytes:
        return copyfit.fit(set_in, SETTINGS, pages=2, foot=FOOT * MM, most=110).data

    return units.stamped(params, params.unit, sheet, workshop.cache) if params.unit else sheet()


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished leaflet: pages, overlap, glyphs, words, code, and the largest text."""
    p = artifact.params
    if isinstance(p, LargeParams):
        return large.problems_of(p, artifact.path, data)
    if isinstance(p, TwoParams):
        return two.problems_of(p, artifact.path, data)
    assert isinstance(p, Params)
    both = imprint_of(p)
    own = [units.name_of(p, p.unit), units.phone_of(p, p.unit)] if p.unit else []
    front = [*own, *headline_of(p).lines, *(text for t in p.tactics[:FRONT] for text in printed(t))]
    back = [text for t in p.tactics[FRONT:] for text in printed(t)]
    case = [markup.plain(text) for text in (p.case.name, p.case.lead, p.case.lesson[0])]
    found = check_pdf(
        data,
        artifact.path,
        pages=2,
        size_mm=(WIDTH, HEIGHT),
        page_phrases=[[*both, *front], [*both, *back, *case, host_of(p.url)]],
        payloads=[p.url],
        largest=p.numbers[0],
        weights=(400, 700),
        hotlines=p.numbers,
        body=[(theme.points(p.theme["size-body"]), [*body_of(p), *case[1:]])],
        press=p.press,
        source_at=p.title.place,
    )
    return [*found, *copyfit.too_small(artifact.path, p.title, headline_of(p).size, HEADLINE_LEAST)]
