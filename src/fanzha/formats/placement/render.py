"""Sets the poster that all placements of a kind have in common, once, and stamps what belongs to each.

The measures here are those of A4; larger sheets carry the same design, enlarged. The code alone is not: its width
follows from the distance it is read from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from fanzha import copyfit, furniture, markup, second, theme
from fanzha.code_size import CodeSize, size_for
from fanzha.diagnostics import NO_TEXT, Refusal
from fanzha.formats import Workshop
from fanzha.formats.placement import Params
from fanzha.formats.placement.drawings import drawing, edge
from fanzha.model import Artifact, digest_of
from fanzha.papers import A_SERIES
from fanzha.pdf import LaidOut, slots
from fanzha.pdf.stamp import Code, Kind, Stamper, Words
from fanzha.pdf.stampers import stamper_for
from fanzha.pdf.tongues import mark_second

MM = 72 / 25.4
"""Points."""
MEASURE = 182.0
"""Width of the type area in mm, as in placement.css."""
FOOT = 19.0
"""Lower page margin in mm, as in placement.css."""
BESIDE = 96.0
"""Mm on A4: a code that may be no wider stands beside domain and hotline, and is as wide as this; a wider one stands
above them."""
COLUMN = MEASURE - BESIDE - 2 * 2 - 2 * 1.2 - 8
"""Width of the column beside it in mm, as in placement.css."""
LARGEST_MESSAGE = 110.0
"""Points."""
READABLE: Mapping[bool, float] = {True: 70.8, False: 50.0}
"""Points, on whatever paper: least size of the message, which is read from 5 m. A Chinese character (True) is readable
from about 200 times its height, a Latin capital, 12.9 mm high at this size, from some 400 times."""
HEIGHTS = tuple(range(132, 30, -3))
"""Mm that the message may take, the most generous first."""
FINE, LEAST = 9.0, 7.0
"""Points of what is stamped in the footer: usually, and at least."""
DRAWN: Mapping[str, float] = {"beside": 20.0, "under": 11.0}
"""Mm: least height of the drawing."""
MOST_DRAWN = 56.0
"""Points that it may grow where there is room."""
NAME: Mapping[str, float] = {"beside": 25.0, "under": 19.0}
"""Points of the scam's name, at most."""
SAMPLE = 46.0
"""Mm that the mark of the sample publisher takes on the same line."""
SIDE = 34.0
"""Mm beside a wide code in its frame in which there is room for words."""
FIELD: Mapping[str, tuple[str, str]] = {
    "alert": ("on-dark", "alert"),
    "calm": ("brand", "brand-soft"),
    "children": ("ink", "paper"),
}
"""Colours of the words in the field at the top, and of the field."""


@dataclass(frozen=True)
class Setting:
    """One way to set the poster."""

    height: float
    """Mm that the message may take."""


SETTINGS = tuple(Setting(height) for height in HEIGHTS)


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the PDF: what is common to posters of its kind, with serial, place, days and code of this one stamped on.

    Raises `Refusal` FIT018 when the name of the place is too long for its line, and `MissingGlyph` (FIT004).
    """
    p = artifact.params
    assert isinstance(p, Params)
    common = common_of(p)
    stamper = stamper_for(
        digest_of(common),
        lambda: _typeset(common, workshop.cache),
        lambda data: Stamper(data, _kinds(p), workshop.cache),
    )
    words = furniture.words("placement", p.locale)
    try:
        return stamper.stamp(
            {"code": p.url, **stamped(p)},
            alts={"code": f"{words['code']} {p.url}"},
            title=f"{markup.plain(p.said.message)} · {p.placement.serial}",
        )
    except Refusal as refusal:
        if refusal.code != "FIT018":
            raise
        raise Refusal("FIT018", **(refusal.details | {"text": p.placement.name})) from None  # what a person can shorten


def common_of(p: Params) -> Params:
    """Return the parameters without what belongs to this placement alone; the code keeps its size."""
    sample = p.url.replace(p.placement.serial, "2" * len(p.placement.serial))
    placement = replace(
        p.placement, serial=NO_TEXT, name=NO_TEXT, address=NO_TEXT, from_=p.publisher.date, until=p.publisher.date
    )
    return replace(p, placement=placement, url=sample, serial="")


def stamped(p: Params) -> dict[str, str]:
    """Return what is stamped beside the code: serial, place and days."""
    words, one = furniture.words("placement", p.locale), p.placement
    sep = "" if markup.is_chinese(p.locale) else " "
    where = " · ".join(text for text in (one.name, one.address) if text)
    between = f" {words['to']} "
    return {
        "serial": f"{words['serial']} {one.serial}",
        "hangs": f"{words['hangs']}{sep or '：'}{where}",
        "days": f"{words['days']} {one.from_}{between}{one.until}",
    }


def size_of(p: Params) -> CodeSize:
    """Return the size that the code must have at least."""
    return size_for(p.url, p.placement.distance, outdoors=p.placement.outdoors)


def code_width(p: Params) -> float:
    """Return how wide the code is printed, in mm, quiet zone included."""
    return max(size_of(p).width, BESIDE * A_SERIES[p.paper].factor)


def layout(p: Params) -> str:
    """Return where domain and hotline stand: `beside` the code or `under` it."""
    return "beside" if code_width(p) <= BESIDE * A_SERIES[p.paper].factor + 0.01 else "under"


def _headline(text: str, locale: str, height: float) -> markup.Headline:
    leading = second.LEADING[markup.is_chinese(locale)]
    wide, high = (MEASURE - 1) * MM, height * MM
    plain = markup.plain(text)
    return markup.headline(plain, locale, width=wide, height=high, largest=LARGEST_MESSAGE, leading=leading, most=4)


def _typeset(p: Params, cache: Path) -> bytes:
    """Return the PDF with places kept free for what is stamped, in the most generous setting that fits."""
    paper = A_SERIES[p.paper]
    sheets = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("placement", "placement.css")]
    styles = [*(furniture.scaled(sheet, paper.factor) for sheet in sheets), slots.STYLE]
    styles.append(f"@page{{size:{paper.width}mm {paper.height}mm}}")
    assets = {**p.assets, **slots.ASSET, **edge(p.placement.mood, p.theme)}

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        air = round(spare[0] / paper.factor, 2)
        drawn = (DRAWN[layout(p)] * MM + min(MOST_DRAWN, 0.35 * air)) * paper.factor
        html = furniture.template("placement").render(
            **_view(p, setting), air=round(air * paper.factor, 2), drawn=round(drawn, 2)
        )
        return LaidOut(html, styles, assets, cache)

    foot, most = FOOT * MM * paper.factor, 200 * paper.factor
    data = copyfit.fit(set_in, SETTINGS, pages=1, foot=foot, most=most).data
    return mark_second(data, p.second.locale) if p.second else data


def _view(p: Params, setting: Setting) -> dict[str, object]:
    words, mood = furniture.words("placement", p.locale), p.placement.mood
    factor, where = A_SERIES[p.paper].factor, layout(p)
    headline, other = headlines(p, setting)
    ink, ground = (p.theme[f"color-{name}"] for name in FIELD[mood])
    host = markup.domain(urlsplit(p.url).netloc.lower(), width=_column(where) * MM, largest=40, least=18)
    phones = " / ".join(p.publisher.phones or p.publisher.contact)
    return {
        "p": p,
        "words": words,
        "mood": mood,
        "layout": where,
        "hanzi": markup.is_chinese(p.locale),
        "title": markup.plain(p.said.message),
        "name_text": markup.plain(p.said.text.name),
        "name": {"html": furniture.html(p.said.text.name, p.locale, heading=True), "size": _name_size(p)},
        "issuer": furniture.spaced(p.issuer, p.locale),
        "phones": phones,
        "headline": furniture.set_lines(headline, p.locale, factor),
        "other": other,
        "icon": furniture.icons(
            p.theme, words, {"scan": f"scan scan {_accent(p)} on-dark", "shield": "shield serial brand on-dark"}
        ),
        "drawing": Markup(drawing(mood, words[f"drawing_{mood}"], ink, ground)),
        "instead": instead(p),
        "side": where == "under" and MEASURE - 2.4 - code_width(p) / factor >= SIDE,
        "told": _told(p.locale),
        "code": f"{code_width(p):.4f}",
        "host": {"lines": host.lines, "size": round(host.size * factor, 1)},
        "digits": round((62 if where == "beside" else 56) * factor, 1),
        "slots": _places(p),
    }


def instead(p: Params) -> str:
    """Return the key of the words over the number: call without scanning, or whoever is in danger."""
    first = p.calls[0]
    return first.key if first.role == "emergency" else "instead"


def _told(locale: str) -> dict[str, Markup]:
    """Return the fixed words that may run over several lines, each clause of Chinese on one."""
    text = furniture.words("placement", locale)["tamper"]
    if not markup.is_chinese(locale):
        return {"tamper": furniture.html(text, locale)}
    clauses = re.findall(r"[^：，]+[：，。]?", text)
    return {"tamper": Markup("").join(Markup('<span class="nowrap">{}</span>').format(each) for each in clauses)}


def _name_size(p: Params) -> float:
    """Return the size in points at which mood and name of the scam stand on one line, if that is not too small."""
    words = furniture.words("placement", p.locale)
    where = layout(p)
    room = (MEASURE - DRAWN[where] - 5) * MM - (MOST_DRAWN if where == "beside" else 0)
    room -= SAMPLE * MM if p.publisher.fictional and where == "under" else 0
    text = f"{words[p.placement.mood]}　{markup.plain(p.said.text.name)}"
    return round(max(15.0, min(NAME[where], room / markup.em_width(text))) * A_SERIES[p.paper].factor, 1)


def _accent(p: Params) -> str:
    return "alert" if p.placement.mood == "alert" else "brand"


def _column(where: str) -> float:
    return COLUMN if where == "beside" else MEASURE - 8


def headlines(p: Params, setting: Setting) -> tuple[markup.Headline, dict[str, object] | None]:
    """Return the message in lines on A4, and all that is said in the second language."""
    text = p.said.message
    if p.second is None:
        return _headline(text, p.locale, setting.height), None
    factor, lang = A_SERIES[p.paper].factor, p.second.locale
    first, other = second.together(
        (markup.plain(text), p.locale),
        (markup.plain(p.second.message), lang),
        width=(MEASURE - 1) * MM,
        height=setting.height * MM,
        largest=LARGEST_MESSAGE,
        least=18,
        gap=3 * MM,
    )
    return first, {
        "lang": lang,
        "script": markup.script(lang),
        "words": furniture.words("placement", lang),
        "told": _told(lang),
        "name": furniture.html(p.second.text.name, lang, heading=True),
        "headline": furniture.set_lines(other, lang, factor),
        "publisher": furniture.spaced(p.publisher.names.get(lang, ""), lang),
    }


def _places(p: Params) -> dict[str, Markup]:
    """Return the places that are kept free for what is stamped."""
    factor = A_SERIES[p.paper].factor
    wide = {"serial": 40.0, "hangs": 112.0, "days": 62.0}
    styles = {name: f"width:{mm * factor:.2f}mm;font-size:{FINE * factor:.2f}pt" for name, mm in wide.items()}
    styles["code"] = f"width:{code_width(p):.4f}mm;height:{code_width(p):.4f}mm"
    return {name: Markup(slots.placeholder(name, style)) for name, style in styles.items()}


def _kinds(p: Params) -> dict[str, Kind]:
    factor, soft = A_SERIES[p.paper].factor, p.theme["color-ink-soft"]
    fine, least = FINE * factor, LEAST * factor
    return {
        "serial": Words(fine, least, 700, soft, "right"),
        "hangs": Words(fine, least, 400, soft),
        "days": Words(fine, least, 400, soft, "right"),
        "code": Code(size_of(p).level),
    }
