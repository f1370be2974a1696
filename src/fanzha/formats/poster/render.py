"""Sets a poster: the slogan as large as its lines allow, everything else fitted below it, and reads it back.

The measures here are those of A4; larger sheets of the A series carry the same design, enlarged (`papers`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop
from fanzha.formats.poster import Params, bilingual, board, one_message, rollup
from fanzha.formats.poster.papers import PAPERS
from fanzha.formats.poster.stands import MM, frame, slogan
from fanzha.large import LEAST
from fanzha.model import Artifact
from fanzha.pdf import LaidOut, check_pdf
from fanzha.pdf.tongues import mark_second
from fanzha.second import Second

MEASURE = 182.0
"""Width of the type area in mm, as in poster.css."""
BESIDE = MEASURE - 82 - 10
"""Width of the column beside the code in mm, as in poster.css."""
FOOT = 17.0
"""Lower page margin in mm, as in poster.css."""
SLOGAN_MOST = 92.0
"""Points. A character is readable from about 200 times its height: from 5 m at 71 pt, from 6.5 m at this size."""
FLAG_SIZE, FLAG_INDENT = 16.5, 1.6
"""Smallest size of a red flag in points and its indent in em, as in poster.css."""
WRAPPED = 1.16
"""Largest scale of red flags that run over two lines."""
BLOCKS = 4.5
"""How many gaps share the spare height, as the uses of --air in poster.css add up."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "flag": "warning warning alert on-dark",
    "scan": "scan scan brand on-dark",
    "shield": "shield published on-dark brand",
}
"""As `furniture.icons` reads them."""


OTHERS: Mapping[str, Callable[[Params, Workshop], bytes]] = {"board": board.render, "rollup": rollup.render}
"""What sets the papers that have a design of their own."""
BODY: Mapping[str, float] = {"board": board.SETTINGS[-1].body, "rollup": rollup.SETTINGS[-1].flag}
"""Points of their smallest red flags."""
SECOND_BODY: Mapping[str, float] = {"board": board.SECOND_LEAST, "rollup": rollup.SECOND_LEAST}
"""The same in a second language."""
FIXED: Mapping[str, Callable[[Params], Sequence[str]]] = {"board": board.fixed}
"""Keys of the words that must be readable, in either language, where they are others than those of A4."""
TOLD: Mapping[str, Callable[[Params, bytes], list[str]]] = {"board": board.phrases, "rollup": rollup.phrases}
"""What must be readable on them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the poster, from generous to tight."""

    scale: float
    """Of the red flags' size."""
    flags: int
    """How many red flags."""
    slogan: float
    """Height that the slogan may take, in mm."""
    second: int = 2
    """In how many lines the slogan in a second language may be set."""


SETTINGS = (
    *(Setting(scale, 3, 84) for scale in (1.6, 1.36, 1.16, 1.0)),
    Setting(1.0, 2, 84),
    Setting(1.0, 2, 70),
)
BILINGUAL = (
    *(Setting(scale, 3, 84) for scale in (1.36, 1.16, 1.06, 1.0)),
    Setting(1.0, 3, 84, 1),
    *(Setting(1.0, 2, 84, lines) for lines in (2, 1)),
    *(Setting(1.0, 2, height, 1) for height in (74, 64)),
)
"""The same with a second language: fewer red flags before a smaller slogan."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    params = artifact.params
    assert isinstance(params, Params)
    if params.paper in OTHERS:
        return OTHERS[params.paper](params, workshop)
    if params.large:
        return one_message.render(params, workshop)
    paper = PAPERS[params.paper]
    sheets = [theme.stylesheet(params.theme), markup.STYLES, furniture.text("poster", "poster.css")]
    if params.second:
        sheets.append(furniture.text("poster", "second.css"))
    styles = [furniture.scaled(sheet, paper.factor) for sheet in sheets]
    if paper.factor != 1:
        styles.append(f"@page{{size:{paper.width}mm {paper.height}mm}}")

    lower, blocks, settings = (
        (bilingual.FOOT, bilingual.BLOCKS, BILINGUAL) if params.second else (FOOT, BLOCKS, SETTINGS)
    )

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = [round(height / blocks, 2) for height in spare]
        html = furniture.template("poster").render(**_view(params, setting), air=air)
        scale = f":root{{--scale:{_flag_scale(params, setting):.3f}}}"
        return LaidOut(html, [*styles, scale], params.assets, workshop.cache, press=params.blacks)

    foot, most = lower * MM * paper.factor, 260 * paper.factor
    data = copyfit.fit(set_in, settings, pages=1, foot=foot, most=most, likely=2).data
    return mark_second(data, params.second.locale) if params.second else data


def _flag_scale(p: Params, setting: Setting) -> float:
    """Return the red flags' scale: as large as each stays on one line, and moderate when one is too long for that."""
    longest = max(markup.em_width(markup.plain(flag)) for flag in bilingual.flags(p, setting.flags))
    one_line = MEASURE * MM / (longest + FLAG_INDENT) / FLAG_SIZE
    return min(setting.scale, one_line if one_line > 1 else WRAPPED)


def slogan_lines(p: Params, setting: Setting) -> markup.Headline:
    """Return the slogan in lines, as large as the type area allows."""
    return slogan(p, width=MEASURE - 1, height=setting.slogan, largest=SLOGAN_MOST)


def _view(p: Params, setting: Setting) -> dict[str, object]:
    words = furniture.words("poster", p.locale)
    headline = slogan_lines(p, setting)
    column = MEASURE - bilingual.SCANNED - 10 if p.second else BESIDE
    host = markup.domain(urlsplit(p.url).netloc, width=column * MM, largest=30, least=18)
    factor = PAPERS[p.paper].factor
    return {
        "other": p.second and _other(p, p.second, headline.size, setting, factor),
        **frame(p),
        "headline": furniture.set_lines(headline, p.locale, factor),
        "flags": [furniture.html(flag, p.locale) for flag in bilingual.flags(p, setting.flags)],
        "icon": furniture.icons(p.theme, words, ICONS),
        "host": {"lines": host.lines, "size": round(host.size * factor, 1)},
        "digits": round(min(88.0, column * MM / markup.em_width(p.numbers[0])) * factor, 1),
    }


def _other(p: Params, second: Second, first: float, setting: Setting, factor: float) -> dict[str, object]:
    width = (MEASURE - 1) * MM
    return bilingual.view(p, second, first=first, lines=setting.second, width=width, factor=factor)


def _body(p: Params) -> list[tuple[float, list[str]]]:
    """Return what is read after the slogan, and the smallest size in which it may be set."""
    factor = PAPERS[p.paper].factor
    flags = [markup.plain(flag) for flag in p.tactic.red_flags]
    if p.large and p.paper not in OTHERS:
        return [(LEAST * factor, one_message.read_in(p))]
    least = BODY.get(p.paper, FLAG_SIZE * factor)
    second = SECOND_BODY.get(p.paper, bilingual.LEAST * factor)
    return [(least, flags), *([bilingual.body(p.second, second)] if p.second else [])]


def _told(p: Params, data: bytes) -> list[str]:
    """Return what must be readable of the tactic, whatever the setting."""
    return [
        *(TOLD[p.paper](p, data) if p.paper in TOLD else slogan_lines(p, SETTINGS[0]).lines),
        markup.plain(p.tactic.name),
        *(markup.plain(flag) for flag in p.tactic.red_flags[:2]),
    ]


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished poster: page, overlap, glyphs, words, and the code read from the raster."""
    p = artifact.params
    assert isinstance(p, Params)
    paper = PAPERS[p.paper]
    one = p.large and p.paper not in OTHERS
    words, fixed = furniture.words("poster", p.locale), FIXED.get(p.paper, bilingual.fixed)(p)
    phrases = [
        *(one_message.read_in(p) if one else _told(p, data)),
        urlsplit(p.url).netloc,
        *p.numbers,
        p.issuer,
        p.publisher.version,
        p.publisher.date.isoformat(),
        p.serial,
        *([] if one else [words[key] for key in fixed]),
        *(bilingual.phrases(p, p.second, fixed) if p.second else ()),
    ]
    found = check_pdf(
        data,
        artifact.path,
        pages=1,
        size_mm=(paper.width, paper.height),
        phrases=phrases,
        payloads=[p.url],
        margin_mm=5 * paper.width / 210,
        weights=(400, 700),
        hotlines=p.numbers,
        least_pt=LEAST if p.large and p.paper in OTHERS else 0.0,
        body=_body(p),
        press=p.press,
        dpi=paper.dpi,
        source_at=p.tactic.place,
    )
    return found + (rollup.misplaced(p, artifact.path, data) if p.paper == "rollup" else [])
