"""The card that helps to install the official app: three steps in front, what never to do behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from fanzha import furniture, markup
from fanzha.formats.card.fold import Kind, fold
from fanzha.formats.card.imposition import ROWS
from fanzha.formats.card.kinds import AppParams, leaves
from fanzha.formats.card.parts import BACK, MM, frame, host_of, imprint_of
from fanzha.formats.card.sheet import Mode, ten_up

BAND = 77.0
"""Width of the text in the front's band in mm, as in kinds.css."""
NAME_MOST, NAME_HEIGHT = 24.0, 10.0
"""Points and mm of the app's name."""
HEAD_MOST, HEAD_HEIGHT = 15.0, 6.0
"""Points and mm of the warning behind."""
STEPS = ("app_step_1", "app_step_2", "app_step_3")


@dataclass(frozen=True)
class Setting:
    """One way to set both sides."""

    steps: float
    """Points of the steps in front."""
    told: float
    """Points of the sentences behind."""


SETTINGS = tuple(Setting(*sizes) for sizes in ((13, 9), (12, 9), (11, 9), (11, 8.5), (10, 8.5), (10, 8), (9, 8)))
"""From generous to tight."""
_HAN = re.compile("[\u4e00-\u9fff]+")


def render(p: AppParams, cache: Path) -> bytes:
    """Return the sheet, or for offset print the card alone; with a second language, folded."""
    if p.second:
        return fold(Kind("app", _view, lambda _: SETTINGS, lambda setting: setting.steps), leaves(p), cache)

    def html(setting: Setting, spare: Sequence[float], mode: Mode) -> str:
        return furniture.template("card", "kinds.html.j2").render(**_view(p, setting), air=spare, mode=mode, rows=ROWS)

    return ten_up(p, html, lambda setting: setting.steps, SETTINGS, cache, [furniture.text("card", "kinds.css")])


def front_says(p: AppParams) -> list[str]:
    """Return what must be read on the front."""
    words = furniture.words("card", p.locale)
    return [*_name(p).lines, words["app_does"], *(words[step] for step in STEPS), words["app_limits"]]


def back_says(p: AppParams) -> list[str]:
    """Return what must be read on the back."""
    words = furniture.words("card", p.locale)
    fixed = [*_head(p).lines, words["app_only"], words["app_never"], words["app_page"]]
    numbers = p.numbers
    return [*fixed, *numbers, host_of(p), p.issuer, *imprint_of(p), p.serial]


def _name(p: AppParams) -> markup.Headline:
    return _line(p, "app_name", BAND, NAME_HEIGHT, NAME_MOST)


def _head(p: AppParams) -> markup.Headline:
    return _line(p, "app_head", BACK, HEAD_HEIGHT, HEAD_MOST)


def _line(p: AppParams, key: str, width: float, height: float, largest: float) -> markup.Headline:
    """Return fixed words as one line, as large as it goes."""
    text = furniture.words("card", p.locale)[key]
    return markup.headline(text, p.locale, width=width * MM, height=height * MM, largest=largest, leading=1.15, most=1)


def set_in_chinese(text: str, locale: str) -> Markup:
    """Return fixed words as HTML. In another language, what is to be typed in Chinese is bold and says so."""
    if markup.is_chinese(locale):
        return furniture.whole_words(text, locale)
    return Markup(_HAN.sub(lambda run: f'<b lang="zh" class="nowrap">{run[0]}</b>', markup.inline(text, locale)))


def _view(p: AppParams, setting: Setting) -> dict[str, object]:
    words = furniture.words("card", p.locale)
    said = ("app_kicker", "app_does", "app_only", "app_never", "app_page", "app_limits")
    return {
        **frame(p, "app_scan"),
        "kind": "app",
        "told": setting.told,
        "title": words["app_title"],
        "headline": furniture.set_lines(_name(p), p.locale),
        "never": furniture.set_lines(_head(p), p.locale),
        "steps": [set_in_chinese(words[step], p.locale) for step in STEPS],
        "said": {key: set_in_chinese(words[key], p.locale) for key in said},
    }
