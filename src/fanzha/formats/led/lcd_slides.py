"""The slides of a television or monitor: one slogan each, the hotline below it, both hotlines at the end.

They are set as the pages of one PDF, a CSS pixel a pixel of the screen, and drawn from it: so that all that reads a
PDF back can prove them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from fanzha import furniture, markup, theme
from fanzha.formats.led import lcd_layout as layout
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.pages import dwell
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
    locale: str
    phrases: tuple[str, ...]
    """What must be readable on it, line by line."""
    numbers: tuple[str, ...]
    """Telephone numbers on it."""


def slides(params: LcdParams) -> list[Slide]:
    """Return the slides in the order of the loop."""
    words, box = furniture.words("led", params.locale), layout.box_of(params)
    publisher = tuple(layout.issuer(params, box)[0].lines)
    found = []
    for slogan in params.slogans:
        text = markup.plain(slogan.name)
        below = (*layout.label(params, box).lines, str(params.hotline.number), *publisher)
        phrases = (*layout.kicker(params, box, slogan).lines, *layout.say(params, box, slogan).lines.lines, *below)
        numbers = tuple(dict.fromkeys((*(n for n in params.highlight if n in text), str(params.hotline.number))))
        found.append(Slide(text, dwell(text, params.dwell_ms), slogan.slug, params.locale, phrases, numbers))
    calls = layout.calls(params)
    text = " ".join(f"{label} {number.number}" for label, number in calls)
    parts = (part for label, _ in calls for part in label.split("，"))  # broken there, the line's end says it
    phrases = (words["both"], *parts, *(str(number.number) for _, number in calls), *publisher)
    last = last_day(params)
    phrases += (words["until"], last) if last else ()
    numbers = tuple(str(number.number) for _, number in calls)
    found.append(Slide(text, dwell(text, params.hotline_ms), "", params.locale, phrases, numbers))
    return found


_last: dict[str, tuple[LcdParams, bytes]] = {}
"""The pages set last: proving slides asks for the pages that drawing them has just made."""


def pages_of(params: LcdParams, cache: Path) -> bytes:
    """Return the slides as the pages of a PDF, in which a point is 4/3 pixels."""
    if not _last or _last["pages"][0] != params:
        html = furniture.template("led", "lcd.html.j2").render(**_view(params))
        styles = [theme.stylesheet(params.imprint.theme), markup.STYLES, _measures(params)]
        styles.append(furniture.text("led", "lcd.css"))
        _last["pages"] = (params, typeset(html, styles, params.imprint.assets, cache, variant=None))
    return _last["pages"][1]


def _measures(params: LcdParams) -> str:
    box = layout.box_of(params)
    lengths = {"w": box.width, "h": box.height, "u": box.u, "x": box.width * layout.MARGIN, "y": box.margin}
    declared = "".join(f"--{name}:{length:.3f}px;" for name, length in lengths.items())
    return f":root{{{declared}}} @page{{size:{params.width}px {params.height}px;margin:0}}"


def _set(lines: markup.Headline, params: LcdParams) -> dict[str, object]:
    return furniture.set_lines(lines, params.locale)


def _view(params: LcdParams) -> dict[str, object]:
    words, box, look = furniture.words("led", params.locale), layout.box_of(params), params.imprint.theme
    issuer = layout.issuer(params, box)[0]
    return {
        "p": params,
        "words": words,
        "hanzi": markup.is_chinese(params.locale),
        "title": params.names.get(params.locale) or next(iter(params.names.values())),
        "icon": furniture.icons(look, words, ICONS | PHONE),
        "says": [_say_view(params, box, slogan) for slogan in params.slogans],
        "band": {
            "height": round(layout.band(params, box), 1),
            "label": _set(layout.label(params, box), params),
            "size": round(layout.number_size(params, box), 1),
        },
        "until": last_day(params),
        "kicker_top": round(layout.kicker_top(params, box), 1),
        "issuer": {"size": round(issuer.size, 1), "name": _lined(_set(issuer, params)["lines"])},
        "both": _set(layout.kicker(params, box, None), params),
        "panels": [_panel_view(params, panel) for panel in layout.panels(params, box)],
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
