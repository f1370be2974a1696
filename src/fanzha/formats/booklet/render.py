"""Sets the handbook: every page as generous as its text allows, then all of them as one book or as sheets to fold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fanzha import furniture, markup, theme
from fanzha.copyfit import destinations
from fanzha.formats import Workshop
from fanzha.formats.booklet import Group, Params, cover
from fanzha.formats.booklet.codes import TACTIC, code
from fanzha.formats.booklet.cover import factor_of
from fanzha.formats.booklet.fitting import Fit, fit, set_as
from fanzha.formats.booklet.flatplan import FOOT, MEASURE, Leaf, flatplan, loss_page, pages_of
from fanzha.formats.booklet.imposition import imposed
from fanzha.formats.booklet.parts import ALONE, MM
from fanzha.large import LEAST
from fanzha.model import Artifact, Fingerprints, Number, Section, TacticText
from fanzha.pdf import LaidOut, typeset
from fanzha.pdf.tongues import mark_second

NAME_MOST, NAME_AGAIN = 21.0, 15.0
"""Points of a tactic's name, on one line or two, and on the page that faces its first."""
BODY_LEAST = 12.0
"""Points: what clear print asks for."""
BETWEEN = 0.3
"""Of a gap between parts, that between steps after a loss, as in booklet.css."""
FLAGS_LEAST = 3
"""Red flags that are printed whatever the room, if a tactic has as many."""
GAP_MOST = {"tactic": 15.0, "now": 11.0, "contents": 5.0, "index": 14.0, "cover": 0.0, "notes": 0.0, "back": 0.0}
"""Points of spare height that a gap of such a page takes at most."""
ICONS = {
    "warning": "warning warning alert on-dark",
    "flag": "warning flags alert on-dark",
    "no": "warning quote alert alert-soft",
    "call": "phone actions on-dark brand",
    "lost": "phone report on-dark alert",
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
    tight: bool = False
    """Whether lines and paragraphs of what to do stand as close as can be read."""


FULL = (
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
FIRST = (
    *map(Setting, (13.5, 13, 12.5, 12)),
    Setting(12, quotes=1),
    Setting(12, flags=5, quotes=1),
    *FULL[FULL.index(Setting(12, 5, 4, 1)) :],
)
"""The first of two pages: more of everything."""
SECOND = (*map(Setting, (14.5, 14, 13.5, 13, 12.5, 12)), Setting(12, tight=True))
"""What to do, also after a loss: none of it is left out."""
NOW = tuple(map(Setting, (15, 14, 13, 12.5, 12)))
PLAIN = (Setting(BODY_LEAST),)
LARGE = tuple(map(Setting, (23, 20.5, LEAST)))
"""In large print nothing is left out: a tactic has as many pages as it needs (`parts`)."""
LARGE_PLAIN = (Setting(LEAST),)


def settings_of(leaf: Leaf) -> tuple[Setting, ...]:
    """Return the ways to set a page, the most generous first."""
    if leaf.book.large:
        return {"tactic": LARGE, "now": LARGE}.get(leaf.kind, LARGE_PLAIN)
    tactic = FULL if leaf.parts == ALONE else SECOND if "actions" in leaf.parts else FIRST
    return {"tactic": tactic, "now": NOW}.get(leaf.kind, PLAIN)


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF; a page whose text fits in no setting runs over, which verify refuses."""
    p = artifact.params
    assert isinstance(p, Params)
    book = _Book(p)

    def set_in(chosen: Mapping[int, int], spare: Mapping[int, float]) -> bytes:
        return typeset(book.html(chosen, spare), book.styles, p.assets, workshop.cache, press=p.blacks)

    data = set_as(_fit_of(p, workshop.cache), set_in, foot=FOOT * MM * factor_of(p))
    if p.imposed and destinations(data)[0] == len(book.leaves):  # a page that ran over is refused, and nothing folds
        return imposed(data, locale=p.locale, title=artifact.title)
    if p.second:
        facing = [page for page, leaf in book.leaves.items() if leaf.book is p.second]
        data = mark_second(data, p.second.locale, facing)
    return data


def _fit_of(p: Params, cache: Path) -> Fit:
    """Return how the pages are set: alike in the file to read, the imposed one and the one for a print shop."""
    alike = replace(p, imposed=False, press=False, serial="")
    key = Fingerprints().digest(alike)
    if key not in _fits:
        book = _Book(alike)
        settings = {page: len(settings_of(leaf)) for page, leaf in book.leaves.items()}
        _fits[key] = fit(
            lambda chosen: LaidOut(book.html(chosen, {}), book.styles, p.assets, cache).places,
            settings,
            foot=FOOT * MM * factor_of(p),
        )
    return _fits[key]


_fits: dict[str, Fit] = {}
"""What this process has found, by digest of what is printed."""


class _Book:
    """The pages of a handbook in HTML."""

    def __init__(self, p: Params) -> None:
        plan = flatplan(p)
        self.leaves = dict(enumerate(plan, start=1))
        names = ["booklet.css", *(["second.css"] if p.second else []), *(["press.css"] if p.press else [])]
        sheets = [furniture.scaled(furniture.text("booklet", name), factor_of(p)) for name in names]
        sheets += [furniture.text("booklet", "large.css")] if p.large else []
        self.styles = [theme.stylesheet(p.theme), markup.STYLES, *sheets]
        self._tongues = {book.locale: _tongue(book, plan) for book in p.tongues}
        self._common = {"p": p, "tongues": [*self._tongues.values()], **cover.view(p)}

    def html(self, chosen: Mapping[int, int], spare: Mapping[int, float]) -> str:
        """Return the pages whose numbers are `chosen`, each in the setting of that index; `spare` is in points."""
        shown = []
        for page, index in sorted(chosen.items()):
            leaf = self.leaves[page]
            tongue = self._tongues[leaf.book.locale]
            content = _leaf(leaf, settings_of(leaf)[index], tongue.pages)
            shown.append({**content, "tongue": tongue, "page": page, "gap": _gap(content, spare.get(page, 0.0))})
        return furniture.template("booklet").render(**self._common, leaves=shown)


def _gap(leaf: Mapping[str, object], spare: float) -> float:
    """Return points of spare height for each gap of a page, so that a page with little on it does not fall apart."""
    gaps = leaf["gaps"]
    assert isinstance(gaps, (int, float))
    return round(min(GAP_MOST[str(leaf["kind"])], spare / gaps), 2) if gaps else 0.0


@dataclass(frozen=True)
class Tongue:
    """What the template needs to set a page in one language."""

    locale: str
    script: str
    words: Mapping[str, str]
    icon: Mapping[str, object]
    title: str
    pages: Mapping[str, int]
    """Of the tactics in this language, by slug."""
    loss: int | None
    """Page for whoever has sent money."""


def _tongue(p: Params, plan: Sequence[Leaf]) -> Tongue:
    words = furniture.words("booklet", p.locale)
    icons, title = furniture.icons(p.theme, words, ICONS), markup.plain(p.title)
    return Tongue(
        p.locale, markup.script(p.locale), words, icons, title, pages_of(plan, p.locale), loss_page(plan, p.locale)
    )


def _leaf(leaf: Leaf, setting: Setting, pages: Mapping[str, int]) -> dict[str, object]:
    """Return what the template shows of a page; `pages` are those of the tactics in its language."""
    p = leaf.book
    shown: dict[str, object] = {}
    if leaf.section:
        shown = _now(p, leaf.section)
    elif leaf.tactic:
        shown = _tactic(p, leaf.tactic, setting, leaf.parts)
    elif leaf.kind == "contents":
        rows = [{**_row(row.name, row.page), "loud": row.loud} for row in leaf.rows]
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
        "call": {"kind": kind, "number": number.number, "why": words[f"now_call_{_when(number, section, kind)}"]},
        "steps": [furniture.html(item, p.locale) for item in section.items],
        "gaps": len(section.items) + 2,
    }


def _when(number: Number, section: Section, kind: str) -> str:
    """Return which words stand above the number: where steps come before the call to the police, it is not for all."""
    at_once = kind == "advice" or str(number.number) in markup.plain(section.items[0])
    return kind if at_once else "missing"


def call_of(p: Params, section: Section) -> str:
    """Return "emergency" or "advice": of the two numbers, the one that the section's steps name first."""
    text = " ".join(map(markup.plain, section.items))
    at = {kind: re.search(rf"(?<!\d){number}(?!\d)", text) for kind, number in
          (("emergency", p.emergency.number), ("advice", p.advice.number))}  # fmt: skip
    return min(at, key=lambda kind: found.start() if (found := at[kind]) else len(text))


def _row(name: str, page: int) -> dict[str, object]:
    """Return what the template shows of a row: bare text, since each element within a link would be another link."""
    return {"name": markup.plain(name), "page": page}


def _group(p: Params, group: Group, pages: Mapping[str, int]) -> dict[str, object]:
    names = {text.slug: text.name for text in p.tactics}
    return {
        "name": furniture.html(group.name, p.locale, heading=True),
        "continued": group.continued,
        "lead": furniture.html(group.lead, p.locale),
        "rows": [_row(names[slug], pages[slug]) for slug in group.tactics],
    }


def _tactic(p: Params, text: TacticText, setting: Setting, parts: Sequence[str]) -> dict[str, object]:
    locale = text.locale
    lead = text.lead if setting.whole_lead else markup.first_sentence(text.lead, locale)
    actions = (("stop", text.actions.stop), ("verify", text.actions.verify), ("report", text.actions.report))
    quotes, steps = text.quotes[: setting.quotes], text.how[: setting.steps]
    return {
        "name": furniture.set_lines(name_of(text, again=p.facing and "lead" not in parts), locale, factor_of(p)),
        "lead": furniture.html(lead, locale),
        "quotes": [furniture.html(quote, locale, heading=True) for quote in quotes],
        "steps": [furniture.html(step, locale) for step in steps],
        "flags": [furniture.html(flag, locale) for flag in text.red_flags[: setting.flags]],
        "tight": setting.tight,
        "loss": [furniture.html(step, locale) for step in text.loss],
        "actions": [(kind, furniture.html(items[0], locale)) for kind, items in actions if items],
        "code": code(p.urls[text.slug], furniture.words("booklet", locale)["code"], TACTIC, factor_of(p)),
        "parts": parts,
        "gaps": len(parts)
        - (not quotes and "quotes" in parts)
        - (not steps and "how" in parts)
        + ((BETWEEN * len(text.loss) if text.loss else -1) if "loss" in parts else 0),
    }


def name_of(text: TacticText, *, again: bool = False) -> markup.Headline:
    """Return a tactic's name in one line or two, beside its number; smaller where it is said `again`."""
    hanzi = markup.is_chinese(text.locale)
    largest = NAME_AGAIN if again else NAME_MOST
    width, height = (MEASURE - 13.5) * MM, largest * (1.3 if hanzi else 2.4)
    leading = 1.24 if hanzi else 1.14
    return markup.headline(
        markup.plain(text.name), text.locale, width=width, height=height, largest=largest, leading=leading, most=2
    )
