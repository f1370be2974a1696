"""The risk card and the card about the app in large print: on A5, two to a sheet of A4, nothing left out.

A card of 90 × 54 mm holds none of their words in 18 points; the counter card, which says less, keeps its size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha import copyfit, furniture, markup, theme
from fanzha.diagnostics import NOWHERE, Diagnostic
from fanzha.formats.card.app import STEPS, set_in_chinese
from fanzha.formats.card.kinds import AppParams, RiskParams
from fanzha.formats.card.parts import MM, code_of, frame, host_of, imprint_of, two_lines
from fanzha.large import LEAST
from fanzha.papers import A4_ACROSS, A5
from fanzha.pdf import LaidOut, check_pdf
from fanzha.pdf.halves import two_up, unlike

Either = RiskParams | AppParams
MEASURE, BAND, FOOT = 130.0, 118.0, 9.0
"""Width of the type area and of the text in its band, and lower margin in mm, as in a5.css."""
HEAD_MOST, HEAD_HEIGHT, NEVER_HEIGHT = 40.0, 30.0, 26.0
"""Points of the headlines, and mm of the one in front and of the one behind."""
CODE, MODULE_MOST = 34.0, 1.15
"""Width of the code without its quiet zone, and of a module, in mm."""
BESIDE = MEASURE - CODE - 9
"""Mm beside the code, as in a5.css."""
DIGITS_MOST, WHY_MOST, WHY_OF_TWO = 44.0, 24.0, 20.0
"""Points of the numbers and of the words beside them, in one line and in two."""
CALL = 12.0
"""Mm of a number's field that are neither its words nor its digits."""
FEWEST = 3
"""Red flags on a risk card."""
GAPS = {"risk": (5.0, 5.0), "app": (6.0, 4.0)}
"""How many gaps of either side share the spare height, as the uses of --front and --back in a5.css add up."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "shield": "shield published on-dark brand",
    "flag": "warning warning alert on-dark",
    "stop": "stop stop on-dark brand",
    "scan": "scan scan brand on-dark",
    "publisher": "shield published brand on-dark",
}
"""As `furniture.icons` reads them."""


@dataclass(frozen=True)
class Setting:
    """One way to set both sides, from generous to tight."""

    size: float
    """Points of what is read; never below `LEAST`."""
    flags: int = 4


SETTINGS = (
    *(Setting(size) for size in (25, 24, 23, 22, 21, 20)),
    *(Setting(size, FEWEST) for size in (21, 20, 19, LEAST)),
)


def render(p: Either, cache: Path) -> bytes:
    """Return A4 with two cards a side, or for offset print the card alone; in the most generous setting that fits."""
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("card", "a5.css")]

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = [round(height / gaps, 2) for height, gaps in zip(spare, GAPS[_kind(p)], strict=True)]
        html = furniture.template("card", "a5.html.j2").render(**_view(p, setting), air=air)
        return LaidOut(html, [*styles, f":root{{--size:{setting.size}pt}}"], p.assets, cache, press=p.blacks)

    data = copyfit.fit(set_in, SETTINGS, pages=2, foot=FOOT * MM, most=200).data
    return data if p.press else two_up(data, locale=p.locale, title=_title(p))


def _kind(p: Either) -> str:
    return "risk" if isinstance(p, RiskParams) else "app"


def _title(p: Either) -> str:
    words = furniture.words("card", p.locale)
    return f"{markup.plain(p.tactic.name)} · {words['risk_title']}" if isinstance(p, RiskParams) else words["app_title"]


def _view(p: Either, setting: Setting) -> dict[str, object]:
    words = furniture.words("card", p.locale)
    of_kind = _risk(p, setting) if isinstance(p, RiskParams) else _app(p)
    host = markup.domain(host_of(p), width=BESIDE * MM, largest=24, least=LEAST, most=3)
    common = {**frame(p, "scan" if isinstance(p, RiskParams) else "app_scan"), "kind": _kind(p), "title": _title(p)}
    return {
        **common,
        "icon": furniture.icons(p.theme, words, ICONS),
        "code": code_of(p, words, CODE, MODULE_MOST),
        "domain": {"lines": host.lines, "size": round(host.size, 1)},
        "call": _call(p, words),
        **of_kind,
    }


def _call(p: Either, words: Mapping[str, str]) -> dict[str, float]:
    """Return the points of both numbers and of the words beside them, which share a line."""
    labels = [max(map(markup.em_width, _label(words[call.key], call.key))) for call in p.calls]
    ems = list(zip(labels, map(markup.em_width, p.numbers), strict=True))
    digits = DIGITS_MOST
    while min((MEASURE - CALL) * MM - digits * em - label * LEAST for label, em in ems) < 0 and digits > 2 * LEAST:
        digits -= 1
    why = min(
        WHY_MOST if p.first_call == "advice" else WHY_OF_TWO,
        *(((MEASURE - CALL) * MM - digits * em) / label for label, em in ems),
    )
    return {"digits": digits, "why": round(max(LEAST, why), 1)}


def _label(words: str, key: str) -> list[str]:
    """Return the words beside a number in lines: those about danger are too many for one."""
    return two_lines(words) if key == "danger" else [words]


def _risk(p: RiskParams, setting: Setting) -> dict[str, object]:
    return {
        "name": furniture.html(p.tactic.name, p.locale, heading=True),
        "headline": furniture.set_lines(_head(p, "risk_head"), p.locale),
        "flags": [furniture.whole_words(flag, p.locale) for flag in p.tactic.red_flags[: setting.flags]],
        "stop": furniture.whole_words(p.tactic.actions.stop[0], p.locale),
    }


def _app(p: AppParams) -> dict[str, object]:
    words = furniture.words("card", p.locale)
    said = ("app_kicker", "app_does", "app_only", "app_never", "app_page", "app_limits")
    return {
        "headline": furniture.set_lines(_head(p, "app_name"), p.locale),
        "never": furniture.set_lines(_never(p), p.locale),
        "steps": [set_in_chinese(words[step], p.locale) for step in STEPS],
        "said": {key: set_in_chinese(words[key], p.locale) for key in said},
    }


def _head(p: Either, key: str) -> markup.Headline:
    return _lines(p, key, BAND, HEAD_HEIGHT)


def _never(p: AppParams) -> markup.Headline:
    return _lines(p, "app_head", MEASURE, NEVER_HEIGHT)


def _lines(p: Either, key: str, width: float, height: float) -> markup.Headline:
    """Return fixed words in one line or two, as large as they go."""
    text, leading = furniture.words("card", p.locale)[key], 1.2 if markup.is_chinese(p.locale) else 1.12
    return markup.headline(
        text, p.locale, width=width * MM, height=height * MM, largest=HEAD_MOST, leading=leading, most=2
    )


def problems_of(p: Either, path: str, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished sheet, or for offset print with the card alone."""
    risk = isinstance(p, RiskParams)
    front, back = _risk_says(p) if isinstance(p, RiskParams) else _app_says(p)
    flags = map(markup.plain, p.tactic.red_flags) if isinstance(p, RiskParams) else ()
    numbers = p.numbers
    imprint = [p.issuer, *imprint_of(p), p.serial]
    found = check_pdf(
        data,
        path,
        pages=2,
        size_mm=A5 if p.press else A4_ACROSS,
        page_phrases=[[*front, *(numbers if risk else [])], [*back, *([] if risk else numbers), *imprint]],
        payloads=[p.url],
        largest=numbers[0],
        weights=(400, 700),
        hotlines=numbers,
        body=[(LEAST, [*front, *back, *flags, *numbers])],
        press=p.press,
        source_at=p.tactic.place if isinstance(p, RiskParams) else NOWHERE,
        tagged=p.press,
    )
    return found if p.press else [*found, *unlike(data, path)]


def _risk_says(p: RiskParams) -> tuple[list[str], list[str]]:
    """Return what must be read in front and behind, in any setting, but for the numbers and the imprint."""
    words = furniture.words("card", p.locale)
    flags = map(markup.plain, p.tactic.red_flags[:FEWEST])
    fixed = ("stop", "risk_read", "risk_confirm", "signature", "day", "risk_private", "scan")
    back = [markup.plain(p.tactic.actions.stop[0]), *(words[key] for key in fixed), host_of(p)]
    front = [*_head(p, "risk_head").lines, markup.plain(p.tactic.name), words["flags"], *flags]
    return [*front, *(line for call in p.calls for line in _label(words[call.key], call.key))], back


def _app_says(p: AppParams) -> tuple[list[str], list[str]]:
    words = furniture.words("card", p.locale)
    front = [*_head(p, "app_name").lines, *(words[key] for key in ("app_kicker", "app_does", *STEPS, "app_limits"))]
    fixed = ("app_only", "app_never", "app_page", "app_scan", "advice", "emergency")
    return front, [*_never(p).lines, *(words[key] for key in fixed), host_of(p)]
