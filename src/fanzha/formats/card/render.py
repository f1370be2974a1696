"""Sets one card as large as its texts allow, then the sheet of ten."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import copyfit, furniture, markup, qr, theme
from fanzha.by_tactic import Params
from fanzha.formats import Workshop
from fanzha.formats.card.imposition import CARD, LEFT, ROWS, SHEET, TOP, marks_svg
from fanzha.model import Artifact
from fanzha.pdf import typeset

MM = 72 / 25.4
"""Points."""
FRONT, BACK = 78.0, 82.0
"""Width of the type area of either side in mm, as in card.css."""
BESIDE = BACK - 20 - 3.4
"""Width of the column beside the code in mm, as in card.css."""
CODE, MODULE_MOST = 20.0, 0.61
"""Width of the code without its quiet zone, and of a module, in mm. An address of 80 characters makes 37 modules at
level M: 0.54 mm each, above the 0.5 mm that any code needs and enough for a telephone held at 18 cm (three thousandths
of it). They do not grow beyond the other, so that the quiet zone stays clear of what stands around it."""
SLOGAN_MOST, SLOGAN_TALLEST, FRONT_HEIGHT = 38.0, 30.5, 40.0
"""Points; mm that the slogan may take; mm that it shares with the tactic's name and the publisher."""
NAME_MOST, NAME_LEAST = 9.5, 8.0
"""Points. A name that is longer than a line at the smaller size runs over two."""
STOP_MOST, STOP_LEAST, STOP_INDENT = 9.5, 8.5, 8.2
"""Points of what to do first, in the same way; mm that its strip is narrower inside, as in card.css."""
FLAG_INDENT = 1.5
"""Em, as in card.css."""
BODY_LEAST = 7.5
"""Points. Leaflets are set in 12 points and more (clear print); a card has no room for that. So what must be read at
arm's length stands in 18 and more (the slogan, both numbers), and nothing that is read close in less than this.
Version and dates are set in 5.5 points: for whoever hands the cards out."""
FOOT = 3.4
"""Mm above the lower edge at which either side ends at the latest, as in card.css."""
RESERVE = 5.0
"""Points of copyfit's reserve that a card, so much smaller than A4, gives back."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "shield": "shield published on-dark brand",
    "flag": "warning warning alert on-dark",
    "stop": "stop stop brand brand-soft",
    "scan": "scan scan brand on-dark",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the back, from generous to tight."""

    size: float
    """Of the red flags, in points."""
    flags: tuple[str, ...]
    """As Markdown."""


def settings_of(p: Params) -> tuple[Setting, ...]:
    """Return the ways to set a card: three red flags that each take a line, else two, else two that run over."""
    return (*_one_liners(p, 3, 10.5, 8.5), *_one_liners(p, 2, 9.5, 7.8), *_over(p))


def _one_liners(p: Params, count: int, most: float, least: float) -> Iterator[Setting]:
    """Yield settings with the first `count` red flags that fit one line, as large as they do and down to `least`."""
    longest = BACK * MM / least - FLAG_INDENT
    short = tuple(flag for flag in p.tactic.red_flags if _width(flag) <= longest)[:count]
    if len(short) == count:
        size = min(most, BACK * MM / (max(map(_width, short)) + FLAG_INDENT))
        while size >= least:
            yield Setting(round(size, 1), short)
            size -= 0.5


def _over(p: Params) -> Iterator[Setting]:
    """Yield settings with two red flags that may run over."""
    for size in (9.0, 8.0, BODY_LEAST):
        yield Setting(size, tuple(p.tactic.red_flags[:2]))


def _width(flag: str) -> float:
    """Return how wide a red flag runs in em: regular letters are some 6 % narrower than bold ones, hanzi are not."""
    text = markup.plain(flag)
    return sum(markup.em_width(char) * (0.94 if char.isascii() else 1.0) for char in text)


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the sheet, or for offset print the card alone.

    It is in the most generous setting that fits a card; when none fits, in the tightest, which is refused.
    A single card is fitted, its two sides as pages of their own. On the sheet a card that is too tall pushes the rows
    below it on, off their places and at last onto a page of their own.
    """
    params = artifact.params
    assert isinstance(params, Params)
    styles = [theme.stylesheet(params.theme), markup.STYLES, furniture.text("card", "card.css")]
    tried: dict[bytes, tuple[Setting, Sequence[float]]] = {}

    def set_in(setting: Setting, spare: Sequence[float], rows: int = 0) -> bytes:
        html = furniture.template("card").render(**_view(params, setting), air=spare, rows=rows)
        page, assets = _PAGES[bool(rows)]
        size = f":root{{--flag:{setting.size}pt}}"
        data = typeset(html, [*styles, page, size], assets, workshop.cache, press=params.blacks)
        tried[data] = setting, spare
        return data

    fitted = copyfit.fit(set_in, settings_of(params), pages=2, foot=FOOT * MM - RESERVE, most=70, likely=2)
    if params.press:
        return fitted.data
    return set_in(*tried[fitted.data], rows=ROWS)


_MARKS = f"url(asset:marks.svg) -{LEFT}mm -{TOP}mm/{SHEET[0]}mm {SHEET[1]}mm no-repeat"
_PAGES: tuple[tuple[str, Mapping[str, bytes]], tuple[str, Mapping[str, bytes]]] = (
    (f"@page{{size:{CARD[0]}mm {CARD[1]}mm;margin:0 0 {FOOT}mm}}", {}),
    (f"@page{{size:A4;margin:{TOP}mm {LEFT}mm {TOP - 1}mm;background:{_MARKS}}}", {"marks.svg": marks_svg()}),
)
"""Of a single card, and of the sheet: style and assets. The sheet's lower margin gives way a little to rounding."""


def slogan_lines(p: Params) -> markup.Headline:
    """Return the slogan in lines, as large as the front allows."""
    hanzi = markup.is_chinese(p.locale)
    return markup.headline(
        markup.plain(p.slogan.name),
        p.locale,
        width=(FRONT - 0.6) * MM,
        height=_slogan_height(p) * MM,
        largest=SLOGAN_MOST,
        leading=1.2 if hanzi else 1.1,
        most=4,
    )


def _slogan_height(p: Params) -> float:
    """Return mm: less when the tactic's name or the publisher's runs over two lines or more."""
    sample = furniture.words("card", p.locale)["sample"] if p.publisher.fictional else ""
    pill = markup.em_width(sample) * 6.5 / MM + 4.8 if sample else 0.0
    lines = math.ceil(markup.em_width(p.issuer) * 7.5 / MM / (FRONT - 4 - pill))
    size = _name_size(p)
    name = math.ceil((markup.em_width(markup.plain(p.tactic.name)) + 1.5) * size / MM / FRONT) * size * 1.25 / MM
    return min(SLOGAN_TALLEST, FRONT_HEIGHT - name - lines * 4)


def _name_size(p: Params) -> float:
    """Return points: as large as the tactic's name stays on one line, unless that would be too small."""
    one_line = FRONT * MM / (markup.em_width(markup.plain(p.tactic.name)) + 1.5)
    return round(min(NAME_MOST, one_line - 0.05 if one_line >= NAME_LEAST else NAME_LEAST), 1)


def stop_lines(p: Params) -> markup.Headline:
    """Return what to do first in one line, or in as many as it needs not to be too small."""
    text, width = markup.plain(p.tactic.actions.stop[0]), (BACK - STOP_INDENT) * MM
    for most, largest in ((1, STOP_MOST), (2, STOP_LEAST), (3, STOP_LEAST), (4, STOP_LEAST)):
        lines = markup.headline(text, p.locale, width=width, height=width, largest=largest, most=most)
        if lines.size >= STOP_LEAST:
            break
    return lines


def _set_lines(headline: markup.Headline, locale: str) -> dict[str, object]:
    lines = [Markup(markup.spaced(line, locale, heading=True)) for line in headline.lines]
    return {"size": round(headline.size, 1), "lines": lines}


def _view(p: Params, setting: Setting) -> dict[str, object]:
    words = furniture.words("card", p.locale)
    modules = len(qr.matrix(p.url, "M"))
    module = min(CODE / modules, MODULE_MOST)
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "slogan_text": markup.plain(p.slogan.name),
        "name_text": markup.plain(p.tactic.name),
        "name": {
            "size": _name_size(p),
            "text": Markup(markup.inline(p.tactic.name, p.locale, heading=True)),
        },
        "publisher": Markup(markup.spaced(p.issuer, p.locale)),
        "headline": _set_lines(slogan_lines(p), p.locale),
        "flags": [Markup(markup.inline(flag, p.locale)) for flag in setting.flags],
        "stop": _set_lines(stop_lines(p), p.locale),
        "icon": furniture.icons(p.theme, words, ICONS),
        "host": _host(p, words),
        "code": {
            "svg": Markup(qr.svg(p.url, "M", title=f"{words['code']} {p.url}")),
            "width": round(module * (modules + 2 * qr.QUIET), 3),
            "quiet": round(module * qr.QUIET, 3),
        },
    }


def _host(p: Params, words: Mapping[str, str]) -> dict[str, object]:
    """Return the domain beside the words that tell to scan or, when it is too long for that, in their place."""
    host, room = urlsplit(p.url).netloc, BESIDE * MM - 4 * MM
    beside = room - markup.em_width(words["scan"]) * BODY_LEAST - 6
    own = beside / markup.em_width(host) < BODY_LEAST
    lines = markup.domain(host, width=room if own else beside, largest=10, least=BODY_LEAST)
    return {"lines": lines.lines, "size": round(lines.size, 1), "own": own}
