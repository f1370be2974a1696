"""Sets the display board, 600 × 900 mm: slogan, how it goes, red flags, what to do, a case, hotlines and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanzha import copyfit, furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.poster import Params, bilingual
from fanzha.formats.poster.stands import MM, common, line_size, pieces, slogan
from fanzha.model import TacticText
from fanzha.pdf import LaidOut
from fanzha.pdf.pages import Unreadable, phrases_in, read_pages
from fanzha.pdf.tongues import mark_second
from fanzha.second import Second

MEASURE = 528.0
"""Width of the type area in mm, as in board.css."""
BESIDE = 190.0
"""Width of the column beside the code in mm, as in board.css."""
HOTLINE, LABEL, LABEL_OF_TWO = 164.0, 34.0, 32.0
"""Width of the type area of a number's field in mm, as in board.css, and largest size of the words over a number in
points, in one language and in two."""
FOOT, FOOT_OF_TWO = 40.0, 44.0
"""Lower page margin in mm, as in board.css and board_second.css: there the imprint stands twice."""
SLOGAN_MOST, SLOGAN_HEIGHT, NAME_MOST = 168.0, 142.0, 54.0
"""Points, mm and points. A character is readable from about 200 times its height: from 12 m at 168 pt."""
FLAGS, LEAST_FLAGS, FEWEST_OF_TWO = 6, 4, 2
"""Red flags: at most, at least, and at least in two languages."""
SECOND_LEAST = 19.0
"""Points of a red flag in a second language, as `Setting.body` and board_second.css have it: read from 1.3 m."""
BLOCKS = 7.0
"""How many gaps share the spare height, as the uses of --air in board.css add up."""


@dataclass(frozen=True)
class Setting:
    """One way to set the board, from generous to tight."""

    body: float
    """Points: 26 is read from 1.8 m."""
    flags: int
    """How many red flags at most."""
    actions: int
    """How many items at most under each of stop, verify and report."""
    case: bool = True
    """Whether the case is told, if there is one."""
    slogan: float = SLOGAN_HEIGHT
    """Mm that the slogan may take."""


SETTINGS = (
    *(Setting(body, FLAGS, 2) for body in (36, 34, 32, 30, 28.5)),
    *(Setting(body, FLAGS, 1) for body in (32, 30, 28, 26)),
    *(Setting(body, LEAST_FLAGS, 1) for body in (28, 26)),
    *(Setting(body, FLAGS, 1, case=False) for body in (28, 26)),
)
BILINGUAL = (
    *(Setting(body, FLAGS, 1, case=False) for body in (32, 30, 28, 27, 26)),
    *(Setting(body, LEAST_FLAGS, 1, case=False) for body in (30, 28, 26)),
    *(Setting(26, flags, 1, False, height) for flags, height in ((4, 112), (3, 112), (FEWEST_OF_TWO, 96))),
)
"""The same with a second language, which takes the case's place."""


def render(p: Params, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("poster", "board.css")]
    if p.second:
        styles += [furniture.text("poster", name) for name in ("stands_second.css", "board_second.css")]

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = round(spare[0] / BLOCKS, 2)
        page = furniture.template("poster", "board.html.j2").render(**_view(p, setting), air=air)
        return LaidOut(page, [*styles, f":root{{--body:{setting.body}pt}}"], p.assets, workshop.cache, press=p.blacks)

    settings, foot = (BILINGUAL, FOOT_OF_TWO) if p.second else (SETTINGS, FOOT)
    data = copyfit.fit(set_in, settings, pages=1, foot=foot * MM, most=430, likely=1).data
    return mark_second(data, p.second.locale) if p.second else data


def _slogan(p: Params, setting: Setting) -> markup.Headline:
    return slogan(p, width=MEASURE - 2, height=setting.slogan, largest=SLOGAN_MOST, most=3)


def _view(p: Params, setting: Setting) -> dict[str, object]:
    return {
        **common(p, beside=BESIDE, host=58, scan=40),
        "headline": furniture.set_lines(_slogan(p, setting), p.locale),
        "name_size": line_size(p.tactic.name, width=MEASURE - 36, largest=NAME_MOST),
        "lead": furniture.html(p.tactic.lead, p.locale),
        "how": [furniture.html(step, p.locale) for step in p.tactic.how],
        "other": p.second and _other(p, p.second, setting),
        "flags": [furniture.html(flag, p.locale) for flag in bilingual.flags(p, setting.flags)],
        "actions": [
            (kind, [furniture.html(item, p.locale) for item in items[: setting.actions]])
            for kind, items in _actions(p.tactic)
        ],
        "labels": {call.key: _label_size(p, call.key) for call in p.calls},
        "case": p.case
        and setting.case
        and {
            "name": furniture.html(p.case.name, p.locale, heading=True),
            "lead": furniture.html(p.case.lead, p.locale),
            "lesson": furniture.html(p.case.lesson[0], p.locale),
        },
    }


def _label_size(p: Params, key: str) -> float:
    """Return the points of the words over a number, which take one line."""
    words = furniture.words("poster", p.locale)[key]
    return line_size(words, width=HOTLINE - 1.35 * LABEL / MM, largest=LABEL_OF_TWO if p.second else LABEL)


def _actions(tactic: TacticText) -> Sequence[tuple[str, Sequence[str]]]:
    return (("stop", tactic.actions.stop), ("verify", tactic.actions.verify), ("report", tactic.actions.report))


def _other(p: Params, second: Second, setting: Setting) -> dict[str, object]:
    """Return what the template shows in the second language: of what to do, the first item of each step."""
    return {
        **bilingual.view(p, second, first=_slogan(p, setting).size, lines=2, width=(MEASURE - 2) * MM, factor=1),
        "lead": furniture.html(second.tactic.lead, second.locale),
        "how": [furniture.html(step, second.locale) for step in second.tactic.how],
        "doing": {kind: furniture.html(items[0], second.locale) for kind, items in _actions(second.tactic)},
    }


def fixed(p: Params) -> Sequence[str]:
    """Return the keys of the words that must be readable on a board, in either language."""
    return ("how", "signs", "stop", "verify", "report", "scan", *(call.key for call in p.calls))


def phrases(p: Params, data: bytes) -> list[str]:
    """Return what must be readable on a board, whatever the setting: the case whole or not at all."""
    told: list[str] = list(p.tactic.red_flags[: FEWEST_OF_TWO if p.second else LEAST_FLAGS])
    for tactic in (p.tactic, *([p.second.tactic] if p.second else [])):
        told += [*tactic.how, *(items[0] for _, items in _actions(tactic))]
    if p.case and _has_case(p, data):
        told += [p.case.name, p.case.lead, p.case.lesson[0]]
    return [*pieces(p.slogan), *map(markup.plain, told)]


def _has_case(p: Params, data: bytes) -> bool:
    try:
        return any(phrases_in(read_pages(data), [furniture.words("poster", p.locale)["case"]]).values())
    except Unreadable:
        return False  # `check_pdf` says so
