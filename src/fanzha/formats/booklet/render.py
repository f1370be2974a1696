"""Sets the handbook: every page as generous as its text allows, then all of them as one book or as sheets to fold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import furniture, markup, qr, theme
from fanzha.copyfit import destinations
from fanzha.formats import Workshop
from fanzha.formats.booklet import Group, Params
from fanzha.formats.booklet.fitting import fitted
from fanzha.formats.booklet.flatplan import FOOT, MEASURE, MM, Leaf, Row, flatplan, pages_of
from fanzha.formats.booklet.imposition import imposed
from fanzha.model import Artifact, Number, Section, TacticText
from fanzha.pdf import typeset

CODE, MODULE_MOST = 21.0, 0.75
"""Width in mm of a tactic's code without its quiet zone, and of a module: an address of 80 characters makes 37 modules
at level M, 0.57 mm each."""
SITE = 40.0
"""Width in mm of the site's code on the back cover, in the same way."""
COVER = 130.0
"""Width in mm of the cover's and the back's type area; its panel has 9 mm of padding on each side."""
TITLE_MOST, TITLE_LEAST, TITLE_HEIGHT = 54.0, 24.0, 40.0
"""Points; mm."""
NAME_MOST = 21.0
"""Points of a tactic's name, on one line or two."""
BODY_LEAST = 12.0
"""Points: what clear print asks for."""
FLAGS_LEAST = 3
"""Red flags that are printed whatever the room, if a tactic has as many."""
DIGITS_MOST, LABEL, PADDING = 62.0, 13.0, 12.3
"""Points of the hotlines on cover and back and of the words above them; mm of padding around them, as in the style."""
NOW_PAGE = 2
"""The page behind the cover says what to do at once."""
GAP_MOST = {"tactic": 15.0, "now": 11.0, "contents": 5.0, "index": 14.0, "cover": 0.0, "notes": 0.0, "back": 0.0}
"""Points of spare height that a gap of such a page takes at most."""
ICONS = {
    "warning": "warning warning alert on-dark",
    "flag": "warning flags alert on-dark",
    "no": "warning quote alert alert-soft",
    "call": "phone actions on-dark brand",
    "ask": "phone actions brand brand-soft",
    "stop_dark": "stop stop on-dark brand",
    "verify_dark": "verify verify on-dark brand",
    "report_dark": "phone report on-dark brand",
    "stop": "stop stop brand brand-soft",
    "verify": "verify verify brand brand-soft",
    "report": "phone report brand brand-soft",
    "scan": "scan scan brand on-dark",
    "shield": "shield published on-dark brand",
    "published": "shield published brand on-dark",
    "sign": "shield stop on-dark brand",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set a page."""

    size: float
    """Of its text, in points."""
    steps: int = 9
    """How many steps of how it goes, of a tactic; none rather than a story without its end, unless they are many."""
    flags: int = 9
    quotes: int = 2
    whole_lead: bool = True


TACTIC = (
    Setting(13.5, 5, 5, 2),
    Setting(13, 5, 5, 2),
    Setting(13, 5, 5, 1),
    Setting(13, 5, 4, 1),
    Setting(13, 5, 3, 1),
    Setting(12.5, 5, 4, 1),
    Setting(12.5, 5, 3, 1),
    Setting(12, 5, 4, 1),
    Setting(12, 5, 3, 1),
    Setting(12, 5, 3, 0),
    Setting(12, 4, 3, 0),
    Setting(12, 3, 3, 0),
    Setting(12, 3, 3, 0, whole_lead=False),
    Setting(12, 0, 4, 1),
    Setting(12, 0, 3, 0),
    Setting(12, 0, 3, 0, whole_lead=False),
)
NOW = tuple(map(Setting, (15, 14, 13, 12.5, 12)))
PLAIN = (Setting(BODY_LEAST),)


def settings_of(leaf: Leaf) -> tuple[Setting, ...]:
    """Return the ways to set a page, the most generous first."""
    return {"tactic": TACTIC, "now": NOW}.get(leaf.kind, PLAIN)


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF; a page whose text fits in no setting runs over, which verify refuses."""
    p = artifact.params
    assert isinstance(p, Params)
    leaves = dict(enumerate(flatplan(p), start=1))
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("booklet", "booklet.css")]
    common = _common(p)
    pages = pages_of(tuple(leaves.values()))

    def set_in(chosen: Mapping[int, int], spare: Mapping[int, float]) -> bytes:
        shown = []
        for page, index in sorted(chosen.items()):
            leaf = _leaf(p, leaves[page], settings_of(leaves[page])[index], pages)
            shown.append({**leaf, "page": page, "gap": _gap(leaf, spare.get(page, 0.0))})
        html = furniture.template("booklet").render(**common, leaves=shown)
        return typeset(html, styles, p.assets, workshop.cache)

    data = fitted(set_in, {page: len(settings_of(leaf)) for page, leaf in leaves.items()}, foot=FOOT * MM)
    if p.imposed and destinations(data)[0] == len(leaves):  # a page that ran over is refused, and nothing folds
        return imposed(data, locale=p.locale, title=artifact.title)
    return data


def _gap(leaf: Mapping[str, object], spare: float) -> float:
    """Return points of spare height for each gap of a page, so that a page with little on it does not fall apart."""
    gaps = leaf["gaps"]
    assert isinstance(gaps, int)
    return round(min(GAP_MOST[str(leaf["kind"])], spare / gaps), 2) if gaps else 0.0


def _common(p: Params) -> dict[str, object]:
    """Return what the template shows whatever the page."""
    words = furniture.words("booklet", p.locale)
    headline = headline_of(p)
    host = markup.domain(urlsplit(p.publisher.site).netloc, width=90 * MM, largest=18, least=13)
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "title_text": markup.plain(p.title),
        "publisher": Markup(markup.spaced(p.issuer, p.locale)),
        "headline": furniture.set_lines(headline, p.locale),
        "subtitle": furniture.html(p.subtitle, p.locale),
        "keep": furniture.set_lines(keep_of(p), p.locale),
        "drop": max(0, 6 - 6 * (len(headline.lines) - 1)),
        "digits": _digits(p, words),
        "site": _code(p.url, words, SITE),
        "host": {"lines": host.lines, "size": round(host.size, 1)},
        "icon": furniture.icons(p.theme, words, ICONS),
    }


def headline_of(p: Params) -> markup.Headline:
    """Return the title on the cover in lines."""
    width = (COVER - 18.6) * MM
    leading = 1.18 if markup.is_chinese(p.locale) else 1.1
    return markup.headline(
        markup.plain(p.title), p.locale, width=width, height=TITLE_HEIGHT * MM, largest=TITLE_MOST, leading=leading
    )


def keep_of(p: Params) -> markup.Headline:
    """Return what the back says of keeping the handbook, in lines."""
    text = furniture.words("booklet", p.locale)["keep"]
    return markup.headline(text, p.locale, width=(COVER - 12) * MM, height=24 * MM, largest=18, leading=1.4, most=3)


def _digits(p: Params, words: Mapping[str, str]) -> dict[str, object]:
    """Return the hotlines' size in points and their fields' widths in mm: two fields beside each other, 4 mm apart.

    Each is as wide as its label; the longer number has what is left.
    """
    labels = {kind: (markup.em_width(words[kind]) + 1.6) * LABEL / MM + PADDING for kind in ("advice", "emergency")}
    spare = max(0.0, COVER - 4 - sum(labels.values()))
    widths = {"advice": labels["advice"] + spare, "emergency": labels["emergency"]}
    numbers = {"advice": p.advice.number, "emergency": p.emergency.number}
    size = min((widths[kind] - PADDING) * MM / markup.em_width(number) for kind, number in numbers.items())
    return {"size": round(min(DIGITS_MOST, size), 1), "widths": {kind: round(mm, 2) for kind, mm in widths.items()}}


def _leaf(p: Params, leaf: Leaf, setting: Setting, pages: Mapping[str, int]) -> dict[str, object]:
    """Return what the template shows of a page."""
    shown: dict[str, object] = {}
    if leaf.section:
        shown = _now(p, leaf.section)
    elif leaf.tactic:
        shown = _tactic(p, leaf.tactic, setting)
    elif leaf.kind == "contents":
        rows = [{**_row(row), "loud": row.page == NOW_PAGE} for row in leaf.rows]
        shown = {"rows": rows, "gaps": len(rows)}
    elif leaf.kind == "index":
        groups = [_group(p, group, pages) for group in leaf.groups]
        shown = {"groups": groups, "gaps": len(groups)}
    elif leaf.kind == "notes":
        shown = {"fields": furniture.words("booklet", p.locale)["notes_fields"].split("|")}
    return {"gaps": 0, **shown, "kind": leaf.kind, "number": leaf.number, "size": setting.size}


def _now(p: Params, section: Section) -> dict[str, object]:
    kind = call_of(p, section)
    number: Number = p.emergency if kind == "emergency" else p.advice
    words = furniture.words("booklet", p.locale)
    return {
        "title": furniture.html(section.title, p.locale, heading=True),
        "call": {"kind": kind, "number": number.number, "why": words[f"now_call_{kind}"]},
        "steps": [furniture.html(item, p.locale) for item in section.items],
        "gaps": len(section.items) + 2,
    }


def call_of(p: Params, section: Section) -> str:
    """Return "emergency" or "advice": of the two numbers, the one that the section's steps name first."""
    text = " ".join(map(markup.plain, section.items))
    at = {kind: re.search(rf"(?<!\d){number}(?!\d)", text) for kind, number in
          (("emergency", p.emergency.number), ("advice", p.advice.number))}  # fmt: skip
    return min(at, key=lambda kind: found.start() if (found := at[kind]) else len(text))


def _row(row: Row) -> dict[str, object]:
    """Return what the template shows of a row: bare text, since each element within a link would be another link."""
    return {"name": markup.plain(row.name), "page": row.page}


def _group(p: Params, group: Group, pages: Mapping[str, int]) -> dict[str, object]:
    names = {text.slug: text.name for text in p.tactics}
    return {
        "name": furniture.html(group.name, p.locale, heading=True),
        "lead": furniture.html(group.lead, p.locale),
        "rows": [_row(Row(names[slug], pages[slug])) for slug in group.tactics],
    }


def _tactic(p: Params, text: TacticText, setting: Setting) -> dict[str, object]:
    locale = text.locale
    lead = text.lead if setting.whole_lead else markup.first_sentence(text.lead, locale)
    actions = (("stop", text.actions.stop), ("verify", text.actions.verify), ("report", text.actions.report))
    quotes, steps = text.quotes[: setting.quotes], text.how[: setting.steps]
    return {
        "name": furniture.set_lines(name_of(text), locale),
        "lead": furniture.html(lead, locale),
        "quotes": [furniture.html(quote, locale, heading=True) for quote in quotes],
        "steps": [furniture.html(step, locale) for step in steps],
        "flags": [furniture.html(flag, locale) for flag in text.red_flags[: setting.flags]],
        "actions": [(kind, furniture.html(items[0], locale)) for kind, items in actions if items],
        "code": _code(p.urls[text.slug], furniture.words("booklet", locale), CODE),
        "gaps": 3 + bool(quotes) + bool(steps),
    }


def name_of(text: TacticText) -> markup.Headline:
    """Return a tactic's name in one line or two, beside its number."""
    hanzi = markup.is_chinese(text.locale)
    width, height = (MEASURE - 13.5) * MM, NAME_MOST * (1.3 if hanzi else 2.4)
    leading = 1.24 if hanzi else 1.14
    return markup.headline(
        markup.plain(text.name), text.locale, width=width, height=height, largest=NAME_MOST, leading=leading, most=2
    )


def _code(url: str, words: Mapping[str, str], width: float) -> dict[str, object]:
    modules = len(qr.matrix(url, "M"))
    module = min(width / modules, MODULE_MOST * width / CODE)
    return {
        "svg": Markup(qr.svg(url, "M", title=f"{words['code']} {url}")),
        "width": round(module * (modules + 2 * qr.QUIET), 3),
        "quiet": round(module * qr.QUIET, 3),
    }
