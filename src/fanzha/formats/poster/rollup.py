"""Sets the roll-up stand, 800 × 2000 mm: read from top to bottom while walking up to it.

The slogan is read from across a hall, at eye level and above; the code hangs where a telephone is held; the lowest part
stays empty, since the stand covers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.poster import Params, bilingual
from fanzha.formats.poster.papers import PAPERS
from fanzha.formats.poster.stands import MM, common, line_size, slogan
from fanzha.pdf import LaidOut
from fanzha.pdf.press import SLUG
from fanzha.pdf.tongues import mark_second
from fanzha.second import Second

MEASURE = 680.0
"""Width of the type area in mm, as in rollup.css."""
BESIDE = MEASURE - 282 - 34
"""Width of the column beside the code in mm, as in rollup.css."""
FOOT = 246.0
"""Lower page margin in mm, as in rollup.css: the imprint, and below it what the stand covers."""
COVERED = 200.0
"""Mm at the foot that stay empty."""
SCANNED = (1200.0, 1500.0)
"""Height of the code above the floor in mm: it is scanned standing or from a wheelchair, without stretching."""
SLOGAN_MOST, SLOGAN_HEIGHT, NAME_MOST = 300.0, 272.0, 92.0
"""Points, mm and points. A character is readable from about 200 times its height: from 20 m at 300 pt."""
FLAG_MOST, FLAG_INDENT = 118.0, 1.5
"""Largest size of a red flag in points, and its indent in em, as in rollup.css."""
SLOGAN_OF_TWO, BOTH, NAME_OF_TWO = 256.0, 308.0, 84.0
"""Mm that the slogan may take above a second language, and both together; points of the name."""
SECOND_LEAST = 44.0
"""Points of a red flag in a second language, as in rollup_second.css: read from 3 m."""
BLOCKS, BLOCKS_A_FLAG = 1.0, 0.7
"""How many gaps share the spare height, as the uses of --air in rollup.css add up."""


@dataclass(frozen=True)
class Setting:
    """One way to set the stand, from generous to tight."""

    flag: float
    """Of the red flags, in points: 62 is read from over 4 m."""
    flags: int
    """How many red flags at most."""


SETTINGS = (
    *(Setting(flag, 6) for flag in (FLAG_MOST, 104)),
    *(Setting(flag, 5) for flag in (FLAG_MOST, 104, 92, 82)),
    *(Setting(flag, 4) for flag in (92, 82)),
    *(Setting(flag, 3) for flag in (82, 72, 62)),
    Setting(62, 2),
)


def render(p: Params, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("poster", "rollup.css")]
    if p.second:
        styles += [furniture.text("poster", name) for name in ("stands_second.css", "rollup_second.css")]

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        flags = len(bilingual.flags(p, setting.flags))
        air = round(spare[0] / (BLOCKS + BLOCKS_A_FLAG * flags), 2)
        page = furniture.template("poster", "rollup.html.j2").render(**_view(p, setting), air=air)
        return LaidOut(page, [*styles, f":root{{--flag:{setting.flag}pt}}"], p.assets, workshop.cache, press=p.blacks)

    data = copyfit.fit(set_in, SETTINGS, pages=1, foot=FOOT * MM, most=900, likely=1).data
    return mark_second(data, p.second.locale) if p.second else data


def _slogan(p: Params) -> markup.Headline:
    height = SLOGAN_OF_TWO if p.second else SLOGAN_HEIGHT
    return slogan(p, width=MEASURE - 2, height=height, largest=SLOGAN_MOST)


def _other(p: Params, second: Second, first: float) -> dict[str, Any]:
    """Return what the template shows in the second language, and the mm that its slogan is tall."""
    width = (MEASURE - 2) * MM
    lines = bilingual.headline(second, first=first, lines=1, width=width)
    height = len(lines.lines) * lines.size * 1.14 / MM
    return {**bilingual.view(p, second, first=first, lines=1, width=width, factor=1), "height": height}


def _view(p: Params, setting: Setting) -> dict[str, object]:
    found = _slogan(p)
    free = SLOGAN_HEIGHT - len(found.lines) * found.size * (1.2 if markup.is_chinese(p.locale) else 1.1) / MM
    other = p.second and _other(p, p.second, found.size)
    if other:
        free += BOTH - SLOGAN_HEIGHT - other["height"]
    return {
        **(common(p, beside=BESIDE, host=110, scan=76) if p.second else common(p, beside=BESIDE, host=132, scan=84)),
        "other": other,
        "headline": furniture.set_lines(found, p.locale),
        "free": round(max(0.0, free), 1),
        "name_size": line_size(p.tactic.name, width=MEASURE - 50, largest=NAME_OF_TWO if p.second else NAME_MOST),
        "flags": [furniture.whole_words(flag, p.locale) for flag in bilingual.flags(p, setting.flags)],
        "digits": line_size(p.numbers[0], width=BESIDE + 12, largest=300 if p.second else 330),
    }


def phrases(p: Params, data: bytes) -> list[str]:  # noqa: ARG001
    """Return what must be readable on a stand, whatever the setting."""
    return list(_slogan(p).lines)


def misplaced(p: Params, path: str, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with the heights: a code out of reach (QR001), or text that the stand covers (FIT007)."""
    from fanzha.codes import texts_in
    from fanzha.pdf.codes import rasters
    from fanzha.pdf.pages import Unreadable, read_pages

    around = SLUG if p.press else 0.0
    height, dpi = around + PAPERS["rollup"].height, 50
    found: list[Diagnostic] = []
    try:
        for page, image in zip(read_pages(data), rasters(data, dpi), strict=True):
            top, bottom = ((height - above) / 25.4 * dpi for above in reversed(SCANNED))
            if p.url not in texts_in(image.crop((0, round(top), image.width, round(bottom)))):
                view = f"{path}#page={page.number}&viewrect=0,{(height - SCANNED[1]) * MM:.0f},2268,850"
                found.append(Diagnostic.at("QR001", path=view, payload=p.url))
            low = [line for line in page.lines if line.box.bottom > height - COVERED]
            found += [Diagnostic.at("FIT007", path=path, page=page.number, text=line.text) for line in low[:5]]
    except Unreadable:
        pass  # `check_pdf` has said so
    return found
