"""The slides of a television or monitor: one slogan each, the hotline below it, both hotlines at the end.

A second language has slides of its own: shared with Chinese, a slide would show both in half the size.

They are set as the pages of one PDF, a CSS pixel a pixel of the screen, and drawn from it: so that all that reads a
PDF back can prove them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from fanzha import furniture, markup, theme
from fanzha.formats.led import lcd_layout as layout
from fanzha.formats.led import lcd_type
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.pages import dwell
from fanzha.languages import joined_script
from fanzha.model import SloganText
from fanzha.pdf import typeset

ICONS = {"warning": "warning warning on-dark brand", "shield": "shield published brand on-dark"}
PHONE = {"phone": "phone both brand on-dark"}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Slide:
    """What one slide says."""

    text: str
    dwell_ms: int
    """Milliseconds it stands: time to read it, and never less than two seconds."""
    slogan: str
    """Id of its slogan; empty for the last slide."""
    letters: float
    """Pixels: the size of the slogan's letters (em); 0 for the last slide."""
    locale: str
    phrases: tuple[str, ...]
    """What must be readable on it, line by line."""
    numbers: tuple[str, ...]
    """Telephone numbers on it."""


def in_order(params: LcdParams) -> Iterator[tuple[LcdParams, SloganText | None]]:
    """Yield what each slide shows, in the order of the loop: its language, and its slogan or the hotlines (None).

    A slogan is followed by itself in the second language: who reads that need not wait for a whole loop.
    """
    first, *others = params.languages
    for slogan in first.slogans:
        yield first.beside(slogan), slogan
        yield from ((one.beside(each), each) for one in others for each in one.slogans if each.slug == slogan.slug)
    yield from ((one, None) for one in params.languages)


def slides(params: LcdParams) -> list[Slide]:
    """Return the slides in the order of the loop."""
    return [_saying(one, slogan) if slogan else _ending(one) for one, slogan in in_order(params)]


def _saying(params: LcdParams, slogan: SloganText) -> Slide:
    box, text = layout.box_of(params), layout.plain(slogan.name, params)
    below = (*layout.label(params, box).lines, str(params.hotline.number), *layout.issuer(params, box)[0].lines)
    kicker = layout.kicker(params, box, slogan).lines
    said = layout.say(params, box, slogan).lines
    phrases = (*filter(None, kicker), *said.lines, *below)
    numbers = tuple(dict.fromkeys((*(n for n in params.highlight if n in text), str(params.hotline.number))))
    return Slide(text, dwell(text, params.dwell_ms), slogan.slug, said.size, params.locale, phrases, numbers)


def _ending(params: LcdParams) -> Slide:
    words, calls = layout.words(params), layout.calls(params)
    text = " ".join(f"{label} {number.number}" for label, number in calls)
    box, numbers = layout.box_of(params), tuple(str(number.number) for _, number in calls)
    labels = (line for panel in layout.panels(params, box) for line in panel.label.lines)
    kicker, publisher = layout.kicker(params, box, None).lines, layout.issuer(params, box)[0].lines
    phrases = (*filter(None, kicker), *labels, *numbers, *publisher)
    last = layout.expiry(params)
    phrases += (words["until"], last) if last else ()
    return Slide(text, dwell(text, params.hotline_ms), "", 0.0, params.locale, phrases, numbers)


_last: dict[str, tuple[LcdParams, bytes]] = {}
"""The pages set last: proving slides asks for the pages that drawing them has just made."""


def pages_of(params: LcdParams, cache: Path) -> bytes:
    """Return the slides as the pages of a PDF, in which a point is 4/3 pixels."""
    if not _last or _last["pages"][0] != params:
        html = furniture.template("led", "lcd.html.j2").render(**_view(params))
        html = html.translate({ord(dict(one.args)["char"]): lcd_type.BOX for one in lcd_type.lacking(params)})
        styles = [theme.stylesheet(params.imprint.theme), markup.STYLES, _measures(params)]
        styles.append(furniture.text("led", "lcd.css"))
        faces, assets = lcd_type.faces_of(params), params.imprint.assets
        _last["pages"] = (params, typeset(html, styles, assets, cache, variant=None, faces=faces))
    return _last["pages"][1]


def _measures(params: LcdParams) -> str:
    box = layout.box_of(params)
    lengths = {"w": box.width, "h": box.height, "u": box.u, "x": box.width * layout.MARGIN, "y": box.margin}
    declared = "".join(f"--{name}:{length:.3f}px;" for name, length in lengths.items())
    large, fine = lcd_type.weights(params.fonts)
    declared += f"--large:{large};--fine:{fine};"
    return f":root{{{declared}}} @page{{size:{params.width}px {params.height}px;margin:0}}"


def _set(lines: markup.Headline, params: LcdParams) -> dict[str, object]:
    if joined_script(params.locale):  # whole lines, which the bidirectional algorithm puts in order
        return {"size": round(lines.size, 1), "lines": list(lines.lines)}
    return furniture.set_lines(lines, params.locale)


def _view(params: LcdParams) -> dict[str, object]:
    shared = {(one.locale, one.imprint.first_call): _shared(one) for one, _ in in_order(params)}
    words = furniture.words("led", params.locale)
    return {
        "p": params,
        "title": params.names.get(params.locale) or next(iter(params.names.values())),
        "icon": furniture.icons(params.imprint.theme, words, ICONS | PHONE),
        "slides": [
            shared[one.locale, one.imprint.first_call]
            | (_say_view(one, layout.box_of(one), slogan) if slogan else _calls_view(one))
            for one, slogan in in_order(params)
        ],
    }


def _shared(params: LcdParams) -> dict[str, object]:
    """Return what all slides in one language have."""
    box = layout.box_of(params)
    issuer, name_in = layout.issuer(params, box)[0], layout.issuer_locale(params)
    rightwards = not params.leftwards
    return {
        "locale": params.locale,
        "script": "rtl joined" if rightwards else markup.script(params.locale),
        "rtl": rightwards,
        "family": lcd_type.family(params),
        "imprint": params.imprint,
        "words": layout.words(params),
        "kicker_top": round(layout.kicker_top(params, box), 1),
        "issuer": {
            "size": round(issuer.size, 1),
            "name": _lined(_set(issuer, replace(params, locale=name_in))["lines"]),
            "mirrored": bool(joined_script(name_in)) and params.imprint.logo is None,
        },
        "band": {
            "height": round(layout.band(params, box), 1),
            "label": _set(layout.label(params, box), params),
            "size": round(layout.number_size(params, box), 1),
            "number": params.hotline.number,
        },
    }


def _calls_view(params: LcdParams) -> dict[str, object]:
    box = layout.box_of(params)
    return {
        "say": None,
        "kicker": _set(layout.kicker(params, box, None), params),
        "panels": [_panel_view(params, panel) for panel in layout.panels(params, box)],
        "until": layout.expiry(params),
    }


def _say_view(params: LcdParams, box: layout.Box, slogan: SloganText) -> dict[str, object]:
    say = layout.say(params, box, slogan)
    return {
        "kicker": _set(layout.kicker(params, box, slogan), params),
        "say": _set(say.lines, params),
        "top": round(say.top, 1),
        "sign": round(say.sign, 1),
        "sign_top": round(say.sign_top, 1),
    }


def _panel_view(params: LcdParams, panel: layout.Panel) -> dict[str, object]:
    return {
        "kind": panel.number.role,
        "top": round(panel.top, 1),
        "height": round(panel.height, 1),
        "label": _set(panel.label, params),
        "size": round(panel.size, 1),
        "number": panel.number.number,
    }


def _lined(lines: object) -> Markup:
    assert isinstance(lines, Sequence)
    return Markup(" ").join(Markup('<span class="line">{}</span>').format(line) for line in lines)
