"""Sets a poster in large print: the slogan, both hotlines, the code and its domain, and nothing else.

The measures are those of A4, as on the other posters.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.poster import Params
from fanzha.formats.poster.papers import PAPERS
from fanzha.formats.poster.stands import MM, frame, slogan
from fanzha.large import LEAST
from fanzha.pdf import LaidOut

MEASURE, BESIDE, FOOT = 182.0, 182.0 - 64 - 10, 20.0
"""Width of the type area and of the column beside the code, and lower page margin in mm, as in one_message.css."""
SLOGAN_MOST, SCAN_MOST, HOST_MOST, DIGITS_MOST = 132.0, 34.0, 34.0, 84.0
"""Points."""
SETTINGS = (118.0, 104.0, 90.0, 74.0)
"""Mm of height that the slogan may take, from generous to tight."""
BLOCKS = 3.0
"""How many gaps share the spare height, as the uses of --air in one_message.css add up."""
ICONS = {"advice": "phone advice brand brand-soft", "emergency": "phone emergency on-dark alert"}
"""As `furniture.icons` reads them."""


def render(p: Params, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    paper = PAPERS[p.paper]
    sheets = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("poster", "one_message.css")]
    styles = [furniture.scaled(sheet, paper.factor) for sheet in sheets]
    styles += [f"@page{{size:{paper.width}mm {paper.height}mm}}"] if paper.factor != 1 else []

    def set_in(height: float, spare: Sequence[float]) -> LaidOut:
        air = round(spare[0] / BLOCKS, 2)
        page = furniture.template("poster", "one_message.html.j2").render(**_view(p, height, paper.factor), air=air)
        return LaidOut(page, styles, p.assets, workshop.cache, press=p.blacks)

    foot, most = FOOT * MM * paper.factor, 260 * paper.factor
    return copyfit.fit(set_in, SETTINGS, pages=1, foot=foot, most=most, likely=2).data


def _slogan(p: Params, height: float) -> markup.Headline:
    return slogan(p, width=MEASURE - 1, height=height, largest=SLOGAN_MOST, most=3)


def _view(p: Params, height: float, factor: float) -> dict[str, object]:
    words = furniture.words("poster", p.locale)
    host = markup.domain(urlsplit(p.url).netloc, width=BESIDE * MM, largest=HOST_MOST, least=LEAST)
    ems = [markup.em_width(number) for number in p.numbers]
    labels = [(markup.em_width(words[call.key]) + 1.4) * LEAST for call in p.calls]
    room = (MEASURE - 5 - 4 * 6) * MM
    digits = min(DIGITS_MOST, room / sum(ems), *((room - labels[1 - one]) / ems[one] for one in (0, 1)))
    widths = [max(em * digits, label) + 12 * MM for em, label in zip(ems, labels, strict=True)]
    return {
        **frame(p),
        "headline": furniture.set_lines(_slogan(p, height), p.locale, factor),
        "columns": " ".join(f"minmax(0,{width:.1f}fr)" for width in widths),
        "digits": round(digits * factor, 1),
        "icon": furniture.icons(p.theme, words, ICONS),
        "scan": round(min(SCAN_MOST, BESIDE * MM / (markup.em_width(words["scan"]) + 0.3)) * factor, 1),
        "host": {"lines": host.lines, "size": round(host.size * factor, 1)},
    }


def read_in(p: Params) -> list[str]:
    """Return what is read on it: all but who publishes it and when."""
    words = furniture.words("poster", p.locale)
    said = [words[key] for key in (*(call.key for call in p.calls), "scan")]
    return [
        *_slogan(p, SETTINGS[0]).lines,
        *said,
        *p.numbers,
        urlsplit(p.url).netloc,
    ]
