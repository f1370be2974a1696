"""Sets a trifold: every panel in its own box, filled as generously as its text allows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import copyfit, furniture, markup, qr, theme
from fanzha.formats import Workshop
from fanzha.formats.trifold import Params
from fanzha.formats.trifold.panels import NARROW, PANELS, WIDE, marks_svg
from fanzha.model import Artifact, CaseText, Number, TacticText
from fanzha.pdf import typeset

MM = 72 / 25.4
"""Points."""
FEET = {"inside": 33.0, "flap": 12.0, "back": 9.0, "cover": 6.0}
"""Mm above the sheet's lower edge at which a panel's text must end: above the hotlines inside, or the rim."""
TITLE_MOST, TITLE_LEAST, TITLE_HEIGHT = 50.0, 24.0, 42.0
"""Points; mm."""
INSET = 8.0
"""Mm of padding beside the text of an inner panel, as in trifold.css."""
NAME_MOST = 19.0
"""Points of a tactic's name, on one line or two."""
CASE_MOST = 21.0
"""Points of the case's name."""
CODES = (34.0, 18.2)
"""Width in mm of the site's code on the back and inside, without quiet zone."""
FLAGS_LEAST = 3
"""Red flags that are printed whatever the room, if a tactic has as many."""
RESERVE = 4.0
"""Points of spare height that stay at a panel's foot."""
SHARE_MOST = {"inside": 13.0, "flap": 16.0, "back": 32.0, "cover": 0.0}
"""Points of spare height that a gap takes at most."""
NOWHERE = (0, 0.0, 0.0)
"""A mark that lies below the sheet is on the next page or, behind the last, not written."""
GAPS = {"inside": 4, "flap": 8, "back": 2, "cover": 1}
"""Gaps of a panel that share its spare height, as the uses of --gap in trifold.css add up."""
ICONS = {
    "flag": "warning flags alert on-dark",
    "no": "warning quote alert alert-soft",
    "call": "phone actions on-dark alert",
    "ask": "phone actions brand brand-soft",
    "stop": "stop stop brand brand-soft",
    "verify": "verify verify brand brand-soft",
    "report": "phone report brand brand-soft",
    "scan": "scan scan brand on-dark",
    "shield": "shield published on-dark brand",
    "published": "shield published brand on-dark",
    "sign": "stop stop on-dark brand",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set the inner panels, alike for all three."""

    size: float
    """Points; never below 12."""
    flags: int = 5
    quotes: int = 1


@dataclass(frozen=True)
class Telling:
    """One way to tell the case on the flap."""

    size: float
    """Points."""
    story: int
    """Paragraphs of what happened."""
    turning: bool
    """Whether the turning point is told."""
    lessons: int


INSIDE = (
    Setting(14, 6, 2),
    Setting(14, 5, 1),
    Setting(13.5, 5, 1),
    Setting(13.5, 4, 1),
    Setting(13, 4, 1),
    Setting(13, 3, 1),
    Setting(12.5, 3, 1),
    Setting(12, 3, 1),
    Setting(13, 3, 0),
    Setting(12.5, 3, 0),
    Setting(12, 3, 0),
)
FLAP = (
    Telling(14, 9, True, 3),
    Telling(13, 9, True, 3),
    Telling(13, 9, True, 2),
    Telling(12.5, 9, True, 2),
    Telling(12, 9, True, 2),
    Telling(12.3, 9, True, 1),
    Telling(12.3, 9, False, 1),
    Telling(12, 0, False, 1),
)

Chosen = Mapping[str, int]
"""Index of the setting of "inside" and of "flap"."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF in the most generous settings that fit; a panel that is full in the tightest is refused."""
    p = artifact.params
    assert isinstance(p, Params)
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("trifold", "trifold.css")]
    assets = {"outside.svg": marks_svg(1), "inside.svg": marks_svg(2), **p.assets}
    common = _common(p)

    def set_in(chosen: Chosen, gaps: Mapping[str, float]) -> bytes:
        view = {**common, **_inside(p, INSIDE[chosen["inside"]]), "case": _case(p.case, FLAP[chosen["flap"]])}
        gap = {panel.name: gaps.get(panel.name, 0.0) for panel in PANELS}
        return typeset(furniture.template("trifold").render(**view, gap=gap), styles, assets, workshop.cache)

    bounds = {"inside": (0, len(INSIDE) - 1), "flap": (0, len(FLAP) - 1)}
    best: dict[str, int] = {kind: last for kind, (_, last) in bounds.items()}
    while bounds:
        tried = {**best, **{kind: sum(bound) // 2 for kind, bound in bounds.items()}}
        room = spare(set_in(tried, {}))
        for kind, (first, last) in list(bounds.items()):
            fits = min(height for name, height in room.items() if name.startswith(kind)) >= 0
            best[kind] = tried[kind] if fits else best[kind]
            bounds[kind] = (first, tried[kind] - 1) if fits else (tried[kind] + 1, last)
        bounds = {kind: bound for kind, bound in bounds.items() if bound[0] <= bound[1]}
    tight = set_in(best, {})
    left = spare(tight)
    shares = {
        panel.name: round(max(0.0, min(SHARE_MOST[kind], (left[panel.name] - RESERVE) / GAPS[kind])), 2)
        for panel in PANELS
        for kind in [panel.name.split("-")[0]]
    }
    roomy = set_in(best, shares)
    return roomy if min(spare(roomy).values()) >= 0 else tight


def spare(data: bytes) -> dict[str, float]:
    """Return by panel the points between where its text ends and where it must; below 0 when it is too long."""
    _, found = copyfit.destinations(data)
    feet = {panel.name: FEET[panel.name.split("-")[0]] * MM for panel in PANELS}
    ends = {panel.name: found.get(f"end-{panel.name}", NOWHERE) for panel in PANELS}
    on = {panel.name: panel.page for panel in PANELS}
    return {name: (end[2] if end[0] == on[name] else -99.0) - feet[name] for name, end in ends.items()}


def _common(p: Params) -> dict[str, object]:
    words, host = furniture.words("trifold", p.locale), urlsplit(p.publisher.site).netloc
    far, near = (markup.domain(host, width=mm * MM, largest=16, least=11) for mm in (78, NARROW - 2 * INSET - 32.4))
    site, small = (_code(p.url, words, width) for width in CODES)
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "title_text": markup.plain(p.title),
        "publisher": Markup(markup.spaced(p.issuer, p.locale)),
        "headline": furniture.set_lines(headline_of(p), p.locale),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "uses": {"advice": _use(p.advice, p), "emergency": _use(p.emergency, p)},
        "site": site,
        "small": small,
        "host": {"lines": far.lines, "size": round(far.size, 1)},
        "near": {"lines": near.lines, "size": round(near.size, 1)},
        "box": {panel.name: panel for panel in PANELS},
        "inset": INSET,
        "icon": furniture.icons(p.theme, words, ICONS),
    }


def headline_of(p: Params) -> markup.Headline:
    """Return the headline on the cover in lines."""
    hanzi = markup.is_chinese(p.locale)
    width, height = (WIDE - 14 - 14.4) * MM, TITLE_HEIGHT * MM
    leading = 1.2 if hanzi else 1.1
    return markup.headline(
        markup.plain(p.title), p.locale, width=width, height=height, largest=TITLE_MOST, leading=leading
    )


def name_of(text: TacticText) -> markup.Headline:
    """Return a tactic's name in one line or two, beside its number."""
    return _small_headline(text.name, text.locale, NARROW - 16 - 12.4, NAME_MOST, 2)


def case_of(text: CaseText) -> markup.Headline:
    """Return the case's name in at most three lines."""
    return _small_headline(text.name, text.locale, NARROW - 24.4, CASE_MOST, 3)


def _small_headline(text: str, locale: str, width: float, largest: float, most: int) -> markup.Headline:
    height = largest * 1.26 * most
    return markup.headline(markup.plain(text), locale, width=width * MM, height=height, largest=largest, most=most)


def _inside(p: Params, setting: Setting) -> dict[str, object]:
    return {"size": setting.size, "tactics": [_tactic(text, setting) for text in p.tactics]}


def _tactic(text: TacticText, setting: Setting) -> dict[str, object]:
    actions = (("stop", text.actions.stop), ("verify", text.actions.verify), ("report", text.actions.report))
    return {
        "name": furniture.set_lines(name_of(text), text.locale),
        "lead": furniture.html(text.lead, text.locale),
        "quotes": [furniture.html(quote, text.locale, heading=True) for quote in text.quotes[: setting.quotes]],
        "flags": [furniture.html(flag, text.locale) for flag in text.red_flags[: setting.flags]],
        "actions": [(kind, furniture.html(items[0], text.locale)) for kind, items in actions if items],
    }


def _case(text: CaseText, telling: Telling) -> dict[str, object]:
    story = [
        *(text.story.paragraphs or text.story.items)[: telling.story],
        *(text.turning_point.paragraphs if telling.turning else ()),
    ]
    return {
        "name": furniture.set_lines(case_of(text), text.locale),
        "lead": furniture.html(text.lead, text.locale),
        "story": [furniture.html(each, text.locale) for each in story],
        "size": telling.size,
        "lessons": [furniture.html(each, text.locale) for each in text.lesson[: telling.lessons]],
    }


def _use(number: Number, p: Params) -> list[Markup]:
    """Return what a number is for, in the lines it is written in: the parts between semicolons."""
    text = number.use_for.get(p.locale) or number.use_for.get(p.publisher.default_locale, "")
    parts = re.findall(r"[^；;]+[；;]?", text[:1].upper() + text[1:])
    return [furniture.html(part.strip().rstrip("；"), p.locale) for part in parts]


def _code(url: str, words: Mapping[str, str], width: float) -> dict[str, object]:
    modules = len(qr.matrix(url, "M"))
    return {
        "svg": Markup(qr.svg(url, "M", title=f"{words['code']} {url}")),
        "width": round(width / modules * (modules + 2 * qr.QUIET), 3),
    }
