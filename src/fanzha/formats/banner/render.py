"""Sets a banner: the sentence as large as there is room, the hotline beside or below it, words to the print shop."""

from __future__ import annotations

from fanzha import furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.banner import Params
from fanzha.formats.banner import setting as at
from fanzha.model import Artifact, SloganText
from fanzha.pdf import typeset
from fanzha.pdf.tongues import mark_second

HANZI_SINKS, LATIN_SINKS = 0.056, 0.09
"""Em by which the ink of hanzi, and of Latin letters, lies below the middle of a line as high as the em."""
DIGITS, LABEL = 104.0, 10.0
"""Mm that the number may be wide on the panel; em of the words above it at most."""
DIGIT_MOST, DIGIT_BELOW = 27.5, 24.0
"""Em of the number in mm, and below words in two languages: never that of the sentence, by which `verify` knows it."""
UPRIGHT_DIGITS, UPRIGHT_LABEL, UPRIGHT_MOST = 50.0, 8.4, 18.0
FOOT = 11.0
"""Mm that the line with the publisher takes of a banner without panel."""
TALL = 0.92
"""Em that the ink of a line is tall."""
NUMBER = 1.0
"""Em that a number set side by side is wide on an upright banner."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the drawing at 1:10, with the cloth as its trim box."""
    p = artifact.params
    assert isinstance(p, Params)
    width, height = cloth(p)
    fore, back = ("on-dark", "brand") if p.ground == "dark" else ("brand", "on-dark")
    styles = [
        theme.stylesheet(p.theme),
        markup.STYLES,
        furniture.text("banner", "banner.css"),
        f"@page{{size:{width}mm {height}mm;margin:0}}",
        "" if p.press else f"@page{{bleed:{at.SLUG}mm;marks:crop}}",
        f":root{{--fore:{p.theme[f'color-{fore}']};--back:{p.theme[f'color-{back}']}}}",
    ]
    html = furniture.template("banner").render(**_view(p, height))
    data = typeset(html, styles, {}, workshop.cache, press=p.blacks)
    return mark_second(data, p.other.locale) if p.other else data


def cloth(p: Params) -> tuple[float, float]:
    """Return width and height of the cloth in the drawing, in mm."""
    return (at.SHORT, at.LONG) if p.upright else (at.LONG, at.SHORT)


def scale_words(p: Params) -> str:
    """Return what the print shop must know: the scale and the real size."""
    width, height = (f"{side * at.SCALE:g}" for side in cloth(p))
    return furniture.words("banner", p.locale)["scale"].format(width=width, height=height)


def _view(p: Params, height: float) -> dict[str, object]:
    words = furniture.words("banner", p.locale)
    why = words[p.call.key] if p.call else ""
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "slogan_text": markup.plain(p.slogan.name),
        "scale": scale_words(p),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "height": height,
        **(_upright(p, why) if p.upright else _across(p, why)),
    }


def _across(p: Params, why: str) -> dict[str, object]:
    line = at.line(p)
    sinks = HANZI_SINKS if markup.is_chinese(p.locale) else LATIN_SINKS
    middle = at.SHORT / 2 if line.panel else (at.SHORT - FOOT) / 2
    view: dict[str, object] = {
        "set": line,
        "top": round(middle - line.size * (0.5 + sinks) - (_shift(p) if p.other else 0), 2),
        "other": _other(p, middle) if p.other else None,
        "pieces": [
            {"html": furniture.spaced(piece.text, p.locale, heading=True), "gap": piece.gap} for piece in at.sentence(p)
        ],
        "panel": None,
        "foot": {"left": at.MARGIN, "width": at.LONG - 2 * at.MARGIN, "top": at.SHORT - FOOT - 2.6},
    }
    if line.panel and p.call:
        view["panel"] = {
            "left": at.LONG - at.MARGIN - at.PANEL,
            "top": (at.SHORT - at.PANEL_TALL) / 2,
            "why": [why],
            "why_size": round(min(LABEL, DIGITS / markup.em_width(why)), 2),
            "digits": round(
                min(DIGIT_BELOW if p.other else DIGIT_MOST, DIGITS / markup.em_width(str(p.call.number.number))), 2
            ),
        }
    return view


def _shift(p: Params) -> float:
    """Return how far the middle of the first line is above that of both, in mm."""
    return (at.BETWEEN + at.below(p) * TALL) / 2


def _other(p: Params, middle: float) -> dict[str, object]:
    """Return the line in the second language: `top` of its box, which is as high as its em."""
    assert p.other is not None
    size, hanzi = at.below(p), markup.is_chinese(p.other.locale)
    low = middle + (at.line(p).size * TALL + at.BETWEEN) / 2
    top = round(low - size * (0.5 + (HANZI_SINKS if hanzi else LATIN_SINKS)), 2)
    return {**_second(p.other), "size": size, "top": top}


def _second(other: SloganText) -> dict[str, object]:
    """Return what the template needs to set the second language, wherever it stands."""
    lang = other.locale
    return {
        "lang": lang,
        "script": markup.script(lang),
        "text": furniture.spaced(markup.plain(other.name), lang, heading=True),
        "slogan_text": markup.plain(other.name),
        "words": furniture.words("banner", lang),
    }


def _upright(p: Params, why: str) -> dict[str, object]:
    column = at.column(p)
    boxes = at.boxes(p)
    tall = sum(box.tall for box in boxes) * column.pitch * column.size
    left = (at.SHORT - at.UPRIGHT_PANEL) / 2
    below = at.LONG - at.MARGIN - column.foot
    view: dict[str, object] = {
        "set": column,
        "top": round(at.MARGIN + (column.room - tall) / 2, 2),
        "aside": round(at.columns(p)[0] - at.SHORT / 2, 2) if p.other else 0,
        "boxes": [_box(box, column.pitch) for box in boxes],
        "other": _sideways(p) if p.other else None,
        "panel": None,
        "foot": {"left": left, "width": at.UPRIGHT_PANEL, "top": below},
    }
    if p.call:
        lines = why.split("，")
        view["panel"] = {
            "left": left,
            "top": below,
            "why": lines,
            "why_size": round(min(UPRIGHT_LABEL, UPRIGHT_DIGITS / max(map(markup.em_width, lines))), 2),
            "digits": round(min(UPRIGHT_MOST, UPRIGHT_DIGITS / markup.em_width(str(p.call.number.number))), 2),
        }
    return view


def _sideways(p: Params) -> dict[str, object]:
    """Return the second language's column: `left` of its upper corner about which it is turned to run downwards."""
    assert p.other is not None
    size, sinks = at.sideways(p), HANZI_SINKS if markup.is_chinese(p.other.locale) else LATIN_SINKS
    return {**_second(p.other), "size": size, "left": round(at.columns(p)[1] + size * (0.5 + sinks), 2)}


def _box(box: at.Box, pitch: float) -> dict[str, object]:
    """Return a box with its height in its own em: a number set side by side has smaller type."""
    narrow = round(min(1.0, NUMBER / markup.em_width(box.text)), 3) if box.kind == "number" else 0.0
    tall = round(box.tall * pitch / (narrow or 1.0), 4)
    return {"text": box.text, "kind": box.kind, "tall": tall, "narrow": narrow}
