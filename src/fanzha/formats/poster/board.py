"""Sets the display board, 600 × 900 mm: slogan, how it goes, red flags, what to do, a case, hotlines and code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fanzha import copyfit, furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.poster import Params
from fanzha.formats.poster.stands import MM, common, line_size, slogan
from fanzha.pdf import LaidOut
from fanzha.pdf.pages import Unreadable, phrases_in, read_pages

MEASURE = 528.0
"""Width of the type area in mm, as in board.css."""
BESIDE = 190.0
"""Width of the column beside the code in mm, as in board.css."""
FOOT = 40.0
"""Lower page margin in mm, as in board.css."""
SLOGAN_MOST, SLOGAN_HEIGHT, NAME_MOST = 168.0, 142.0, 54.0
"""Points, mm and points. A character is readable from about 200 times its height: from 12 m at 168 pt."""
FLAGS, LEAST_FLAGS = 6, 4
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


SETTINGS = (
    *(Setting(body, FLAGS, 2) for body in (36, 34, 32, 30, 28.5)),
    *(Setting(body, FLAGS, 1) for body in (32, 30, 28, 26)),
    *(Setting(body, LEAST_FLAGS, 1) for body in (28, 26)),
    *(Setting(body, FLAGS, 1, case=False) for body in (28, 26)),
)


def render(p: Params, workshop: Workshop) -> bytes:
    """Return the PDF, in the most generous setting that fits; when none fits, the tightest, which verify refuses."""
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("poster", "board.css")]

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = round(spare[0] / BLOCKS, 2)
        page = furniture.template("poster", "board.html.j2").render(**_view(p, setting), air=air)
        return LaidOut(page, [*styles, f":root{{--body:{setting.body}pt}}"], p.assets, workshop.cache, press=p.blacks)

    return copyfit.fit(set_in, SETTINGS, pages=1, foot=FOOT * MM, most=430, likely=1).data


def _slogan(p: Params) -> markup.Headline:
    return slogan(p, width=MEASURE - 2, height=SLOGAN_HEIGHT, largest=SLOGAN_MOST, most=3)


def _view(p: Params, setting: Setting) -> dict[str, object]:
    actions = (
        ("stop", p.tactic.actions.stop),
        ("verify", p.tactic.actions.verify),
        ("report", p.tactic.actions.report),
    )
    return {
        **common(p, beside=BESIDE, host=58, scan=40),
        "headline": furniture.set_lines(_slogan(p), p.locale),
        "name_size": line_size(p.tactic.name, width=MEASURE - 36, largest=NAME_MOST),
        "lead": furniture.html(p.tactic.lead, p.locale),
        "how": [furniture.html(step, p.locale) for step in p.tactic.how],
        "flags": [furniture.html(flag, p.locale) for flag in p.tactic.red_flags[: setting.flags]],
        "actions": [
            (kind, [furniture.html(item, p.locale) for item in items[: setting.actions]]) for kind, items in actions
        ],
        "case": p.case
        and setting.case
        and {
            "name": furniture.html(p.case.name, p.locale, heading=True),
            "lead": furniture.html(p.case.lead, p.locale),
            "lesson": furniture.html(p.case.lesson[0], p.locale),
        },
    }


def phrases(p: Params, data: bytes) -> list[str]:
    """Return what must be readable on a board, whatever the setting: the case whole or not at all."""
    actions = (p.tactic.actions.stop, p.tactic.actions.verify, p.tactic.actions.report)
    told = [*p.tactic.how, *p.tactic.red_flags[:LEAST_FLAGS], *(items[0] for items in actions)]
    if p.case and _has_case(p, data):
        told += [p.case.name, p.case.lead, p.case.lesson[0]]
    return [*_slogan(p).lines, *map(markup.plain, told)]


def _has_case(p: Params, data: bytes) -> bool:
    try:
        return any(phrases_in(read_pages(data), [furniture.words("poster", p.locale)["case"]]).values())
    except Unreadable:
        return False  # `check_pdf` says so
