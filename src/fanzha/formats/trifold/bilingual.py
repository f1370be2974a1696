"""What a second language adds to the setting of a trifold: its own lines, sizes below the first's, its own proof.

Of each tactic it has the name, the red flags that the first shows, and the three steps; of the case its name, what
came of it and the lesson. No quotes; leads and further red flags go before letters become smaller.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha import furniture, markup
from fanzha.formats.trifold.cover import Cover, title_of
from fanzha.formats.trifold.panels import PANELS
from fanzha.formats.trifold.settings import Setting, Telling
from fanzha.model import TacticText

if TYPE_CHECKING:
    from fanzha.formats.trifold import Params, Said

LEAST, SHARE = 10.5, 0.84
"""Points below which nothing that is read is set in the second language; how large it is beside the first."""
FLAGS_LEAST = 2
"""Red flags that are printed in both languages, whatever the room."""
GAPS: Mapping[str, float] = {"inside": 4.5, "flap": 4.5, "back": 2, "cover": 1}
"""Gaps of a panel that share its spare height, as the uses of --gap in trifold.css and second.css add up."""
INSIDE: tuple[Setting, ...] = (
    Setting(14, 3, 0),
    Setting(13, 3, 0),
    *(Setting(size, 3, 0, lead=False) for size in (13.5, 13, 12.5, 12)),
    *(Setting(size, 2, 0, lead=False) for size in (12.5, 12)),
)
FLAP: tuple[Telling, ...] = (
    Telling(14, 0, True, 2),
    *(Telling(size, 0, False, 2) for size in (14, 13)),
    *(Telling(size, 0, False, 1) for size in (14, 13, 12.5, 12)),
)


def smaller(size: float) -> float:
    """Return the second language's size beside a size of the first, in points."""
    return round(max(LEAST, size * SHARE), 2)


def view(p: Params, second: Said, setting: Setting, telling: Telling, cover: Cover) -> dict[str, object]:
    """Return what the template shows in the second language."""
    lang, words = second.locale, furniture.words("trifold", second.locale)
    return {
        "lang": lang,
        "size": {"inside": smaller(setting.size), "case": smaller(telling.size)},
        "script": markup.script(lang),
        "words": words,
        "calls": {
            key: Markup("<br>").join(words[key].replace("? ", "?\n").split("\n")) for key in ("advice", "emergency")
        },
        "publisher": furniture.spaced(p.publisher.names.get(lang, ""), lang),
        "title": furniture.set_lines(title_of(second, cover), lang),
        "subtitle": furniture.html(second.subtitle, lang),
        "subtitle_size": cover.subtitle,
        "names": [furniture.html(text.name, lang, heading=True) for text in second.tactics],
        "flags": [[furniture.html(flag, lang) for flag in text.red_flags] for text in second.tactics],
        "steps": [
            {kind: furniture.html(items[0], lang) for kind, items in vars(text.actions).items() if items}
            for text in second.tactics
        ],
        "case": furniture.html(second.case.name, lang, heading=True),
        "lead": furniture.html(second.case.lead, lang),
        "lessons": [furniture.html(each, lang) for each in second.case.lesson[: telling.lessons]],
    }


def phrases(p: Params, second: Said, name: str, cover: Cover) -> list[str]:
    """Return what a panel must say in the second language, whatever the setting; the cover is set as `cover`."""
    words, issuer = furniture.words("trifold", second.locale), p.publisher.names.get(second.locale, "")
    if name == "cover":
        lines = [*title_of(second, cover).lines, markup.plain(second.subtitle)]
        return [*lines, issuer, words["advice"], words["emergency"]]
    if name == "flap":
        case = second.case
        return [words["case"], words["remember"], *map(markup.plain, (case.name, case.lead, case.lesson[0]))]
    if name == "back":
        return [issuer, *(words[key] for key in ("numbers", "scan", "version", "published"))]
    at = int(name[-1]) - 1
    text, below = second.tactics[at], ("advice", "emergency", "scan")[at]
    steps = [words[kind] + markup.plain(items[0]) for kind, items in vars(text.actions).items() if items]
    return [markup.plain(text.name), words["flags"], words["actions"], *steps, words[below]]


def body(second: Said) -> tuple[float, list[str]]:
    """Return what must not be set under `LEAST`, as `check_pdf` asks for it."""
    told = [text for each in second.tactics for text in (*each.red_flags, *_first(each))]
    return LEAST, [markup.plain(text) for text in (*told, second.case.lead, *second.case.lesson)]


def _first(text: TacticText) -> list[str]:
    return [items[0] for items in vars(text.actions).values() if items]


def longer(p: Params, second: Said, name: str) -> Params | Said:
    """Return who cuts words where a panel is full: the language that is longer there than on the whole sheet."""
    here, there = _width(p, name), _width(second, name)
    whole, others = (sum(_width(said, panel.name) for panel in PANELS) for said in (p, second))
    return second if there * whole > here * others else p


def _width(said: Params | Said, name: str) -> float:
    """Return how wide what a panel says would run in one line, in em."""
    texts: list[str] = []
    if name == "cover":
        texts = [said.title, said.subtitle]
    elif name == "flap":
        texts = [said.case.name, said.case.lead, *said.case.lesson[:1]]
    elif name.startswith("inside"):
        tactic = said.tactics[int(name[-1]) - 1]
        texts = [tactic.name, *tactic.red_flags[:FLAGS_LEAST], *_first(tactic)]
    return sum(markup.em_width(markup.plain(text)) for text in texts)
