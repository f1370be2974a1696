"""Sets a trifold: every panel in its own box, filled as generously as its text allows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import furniture, markup, qr, theme
from fanzha.formats import Workshop
from fanzha.formats.trifold import LargeParams, Params, bilingual, large
from fanzha.formats.trifold.cover import FIELD, Cover, covers_of, headline_of
from fanzha.formats.trifold.panels import NARROW, PANELS, marks_svg
from fanzha.formats.trifold.settings import FLAP, INSIDE, Setting, Telling
from fanzha.model import Artifact, CaseText, TacticText
from fanzha.pdf import LaidOut
from fanzha.pdf.press import SLUG
from fanzha.pdf.tongues import mark_second

MM = 72 / 25.4
"""Points."""
FEET = {"inside": 33.0, "flap": 12.0, "back": 9.0, "cover": 6.0}
"""Mm above the sheet's lower edge at which a panel's text must end: above the hotlines inside, or the rim."""
INSET = 8.0
"""Mm of padding beside the text of an inner panel, as in trifold.css."""
NAME_MOST = 19.0
"""Points of a tactic's name, on one line or two."""
CASE_MOST = 21.0
"""Points of the case's name."""
CODES, CODES_BESIDE = (34.0, 18.2), (30.0, 18.2)
"""Width in mm of the site's code on the back and inside, without quiet zone; the same with a second language."""
FLAGS_LEAST = 3
"""Red flags that are printed whatever the room, if a tactic has as many."""
RESERVE = 4.0
"""Points of spare height that stay at a panel's foot."""
SHARE_MOST = {"inside": 13.0, "flap": 16.0, "back": 32.0, "cover": 0.0}
"""Points of spare height that a gap takes at most."""
NOWHERE = (0, 0.0, 0.0)
"""A mark that lies below the sheet is on the next page or, behind the last, not written."""
GAPS: Mapping[str, float] = {"inside": 4, "flap": 8, "back": 2, "cover": 1}
"""Gaps of a panel that share its spare height, as the uses of --gap in trifold.css add up."""
PRESS = "".join(
    f"@page {side}{{background:url(asset:{side}.svg) {-SLUG:g}mm {-SLUG:g}mm no-repeat}}"
    for side in ("outside", "inside")
)
"""What puts the fold marks of a sheet for offset print outside its trim, after trifold.css."""
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
    "warning": "warning warning on-dark brand",
    "sure": "phone actions on-dark brand",
}
"""As `furniture.icons` reads them."""


Chosen = Mapping[str, int]
"""Index of the setting of "inside", of "flap" and of "cover"; in large print also by inner panel, how many flags of the
most it does without."""


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF in the most generous settings that fit; a panel that is full in the tightest is refused."""
    p = artifact.params
    assert isinstance(p, Params)
    (inside, flap), feet, set_in = _ways(p), feet_of(p), _setter(p, workshop)
    ways = {"inside": len(inside), "flap": len(flap), "cover": len(covers_of(p))}
    best = _most_generous(lambda chosen: spare(set_in(chosen, {}).places, feet), ways)
    if isinstance(p, LargeParams):
        best = {
            **best,
            **_more_flags(lambda chosen: spare(set_in({**best, **chosen}, {}).places, feet), inside[best["inside"]]),
        }
    tight = set_in(best, {})
    roomy = set_in(best, _shares(p, spare(tight.places, feet)))
    data = (roomy if min(spare(roomy.places, feet).values()) >= 0 else tight).pdf()
    return mark_second(data, p.second.locale) if p.second else data


def _setter(p: Params, workshop: Workshop) -> Callable[[Chosen, Mapping[str, float]], LaidOut]:
    """Return what lays the sheet out in chosen settings, with these points more by panel for each of its gaps."""
    styles, common, (inside, flap), covers = _styles(p), _common(p), _ways(p), covers_of(p)
    marks = {"outside.svg": marks_svg(1), "inside.svg": marks_svg(2)} if p.press else {}

    def set_in(chosen: Chosen, shares: Mapping[str, float]) -> LaidOut:
        setting, telling, cover = inside[chosen["inside"]], flap[chosen["flap"]], covers[chosen["cover"]]
        gap = {panel.name: shares.get(panel.name, 0.0) for panel in PANELS}
        headline = furniture.set_lines(headline_of(p, cover), p.locale)
        if isinstance(p, LargeParams):
            view = {**common, **large.view(p, setting, cover, flags_of(chosen, setting))}
            template = furniture.template("trifold", "large.html.j2")
        else:
            view = {**common, **_inside(p, setting), "other": _other(p, setting, telling, cover)}
            template = furniture.template("trifold")
        view["case"] = _case(p.case, telling)
        html = template.render(**view, gap=gap, headline=headline)
        return LaidOut(html, styles, {**marks, **p.assets}, workshop.cache, press=p.blacks)

    return set_in


def _styles(p: Params) -> list[str]:
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("trifold", "trifold.css")]
    styles += [PRESS] if p.press else []
    styles += [furniture.text("trifold", "second.css")] if p.second else []
    styles += [furniture.text("trifold", "large.css")] if isinstance(p, LargeParams) else []
    return styles


def _shares(p: Params, left: Mapping[str, float]) -> dict[str, float]:
    """Return by panel the points that each of its gaps takes of the spare height `left`."""
    gaps, most = _gaps(p), SHARE_MOST
    if isinstance(p, LargeParams):
        most = {**SHARE_MOST, "inside": large.SHARE_MOST}
    return {
        panel.name: round(max(0.0, min(most[kind], (left[panel.name] - RESERVE) / gaps[kind])), 2)
        for panel in PANELS
        for kind in [panel.name.split("-")[0]]
    }


def _most_generous(room_in: Callable[[Chosen], Mapping[str, float]], ways: Mapping[str, int]) -> Chosen:
    """Return for each kind of panel the first of its ways in which all of them fit, else the last; all by bisection."""
    bounds = {kind: (0, count - 1) for kind, count in ways.items()}
    best = {kind: last for kind, (_, last) in bounds.items()}
    while bounds:
        tried = {**best, **{kind: sum(bound) // 2 for kind, bound in bounds.items()}}
        room = room_in(tried)
        for kind, (first, last) in list(bounds.items()):
            fits = min(height for name, height in room.items() if name.startswith(kind)) >= 0
            best[kind] = tried[kind] if fits else best[kind]
            bounds[kind] = (first, tried[kind] - 1) if fits else (tried[kind] + 1, last)
        bounds = {kind: bound for kind, bound in bounds.items() if bound[0] <= bound[1]}
    return best


def flags_of(chosen: Chosen, setting: Setting) -> list[int]:
    """Return how many red flags each inner panel has in large print."""
    panels = [panel.name for panel in PANELS if panel.name.startswith("inside")]
    return [large.FLAGS_MOST - chosen.get(name, large.FLAGS_MOST - setting.flags) for name in panels]


def _more_flags(room_in: Callable[[Chosen], Mapping[str, float]], setting: Setting) -> Chosen:
    """Return for each inner panel in large print how many flags fewer than the most it has, where all are set alike."""
    fewer = large.FLAGS_MOST - setting.flags + 1
    return _most_generous(room_in, {panel.name: fewer for panel in PANELS if panel.name.startswith("inside")})


def feet_of(p: Params) -> Mapping[str, float]:
    """Return the mm above the sheet's lower edge at which each kind of panel must end."""
    return large.FEET if isinstance(p, LargeParams) else FEET


def _ways(p: Params) -> tuple[Sequence[Setting], Sequence[Telling]]:
    """Return in how many ways the inner panels and the flap may be set."""
    if isinstance(p, LargeParams):
        return large.INSIDE, large.FLAP
    return (bilingual.INSIDE, bilingual.FLAP) if p.second else (INSIDE, FLAP)


def _gaps(p: Params) -> Mapping[str, float]:
    return large.GAPS if isinstance(p, LargeParams) else bilingual.GAPS if p.second else GAPS


def spare(found: Mapping[str, tuple[int, float, float]], at: Mapping[str, float]) -> dict[str, float]:
    """Return by panel the points between where its text ends and where it must; below 0 when it is too long.

    `found` is where each mark stands, as `copyfit.destinations` has it; `at` is by kind of panel where it must end, as
    `feet_of` has it.
    """
    feet = {panel.name: at[panel.name.split("-")[0]] * MM for panel in PANELS}
    ends = {panel.name: found.get(f"end-{panel.name}", NOWHERE) for panel in PANELS}
    on = {panel.name: panel.page for panel in PANELS}
    if "end-field" in found:  # in two languages: the field is as high as it is, whatever it says
        ends["cover"], feet["cover"] = found["end-field"], FIELD * MM
    return {name: (end[2] if end[0] == on[name] else -99.0) - feet[name] for name, end in ends.items()}


def _common(p: Params) -> dict[str, object]:
    words, host = furniture.words("trifold", p.locale), urlsplit(p.publisher.site).netloc
    far, near = (markup.domain(host, width=mm * MM, largest=16, least=11) for mm in (78, NARROW - 2 * INSET - 32.4))
    site, small = (_code(p.url, words, width) for width in (CODES_BESIDE if p.second else CODES))
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "title_text": markup.plain(p.title),
        "publisher": furniture.spaced(p.issuer, p.locale),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "uses": _uses(p, p.locale),
        "site": site,
        "small": small,
        "host": {"lines": far.lines, "size": round(far.size, 1)},
        "near": {"lines": near.lines, "size": round(near.size, 1)},
        "box": {panel.name: panel for panel in PANELS},
        "inset": INSET,
        "icon": furniture.icons(p.theme, words, ICONS),
    }


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
    others = p.second.tactics if p.second else p.tactics
    flags = [
        min(setting.flags, *(len(text.red_flags) for text in both)) for both in zip(p.tactics, others, strict=True)
    ]
    tactics = [_tactic(text, setting, most) for text, most in zip(p.tactics, flags, strict=True)]
    return {"size": setting.size, "tactics": tactics}


def _tactic(text: TacticText, setting: Setting, flags: int) -> dict[str, object]:
    actions = (("stop", text.actions.stop), ("verify", text.actions.verify), ("report", text.actions.report))
    return {
        "name": furniture.set_lines(name_of(text), text.locale),
        "lead": furniture.whole_words(text.lead if setting.lead else "", text.locale),
        "quotes": [furniture.whole_words(quote, text.locale, heading=True) for quote in text.quotes[: setting.quotes]],
        "flags": [furniture.whole_words(flag, text.locale) for flag in text.red_flags[:flags]],
        "actions": [(kind, furniture.whole_words(items[0], text.locale)) for kind, items in actions if items],
    }


def _case(text: CaseText, telling: Telling) -> dict[str, object]:
    story = [
        *(text.story.paragraphs or text.story.items)[: telling.story],
        *(text.turning_point.paragraphs if telling.turning else ()),
    ]
    return {
        "name": furniture.set_lines(case_of(text), text.locale),
        "lead": furniture.whole_words(text.lead, text.locale),
        "story": [furniture.whole_words(each, text.locale) for each in story],
        "size": telling.size,
        "lessons": [furniture.whole_words(each, text.locale) for each in text.lesson[: telling.lessons]],
    }


def _uses(p: Params, locale: str) -> dict[str, list[Markup]]:
    return {role: furniture.uses(getattr(p, role), locale, p.publisher) for role in ("advice", "emergency")}


def _other(p: Params, setting: Setting, telling: Telling, cover: Cover) -> dict[str, object] | None:
    if p.second is None:
        return None
    return {**bilingual.view(p, p.second, setting, telling, cover), "uses": _uses(p, p.second.locale)}


def _code(url: str, words: Mapping[str, str], width: float) -> dict[str, object]:
    modules = len(qr.matrix(url, "M"))
    return {
        "svg": furniture.code(url, "M", words),
        "width": round(width / modules * (modules + 2 * qr.QUIET), 3),
    }
