"""What the designs of a poster share: slogan, words and code; and what the display board and the roll-up stand show."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fanzha import furniture, markup
from fanzha.formats.poster import Params
from fanzha.model import SloganText

MM = 72 / 25.4
"""Points."""
ICONS = {
    "warning": "warning warning on-dark brand",
    "flag": "warning warning alert alert-soft",
    "scan": "scan scan brand on-dark",
    "shield": "shield published on-dark brand",
    "stop": "stop stop brand on-dark",
    "verify": "verify verify brand on-dark",
    "report": "phone report brand on-dark",
    "advice": "phone instead on-dark brand",
    "emergency": "phone emergency on-dark alert",
}
"""As `furniture.icons` reads them."""


def slogan(p: Params, *, width: float, height: float, largest: float, most: int = 4) -> markup.Headline:
    """Return the slogan in lines, as large as `width` and `height` (mm) and `largest` (points) allow."""
    return markup.headline(
        markup.plain(p.slogan.name),
        p.locale,
        width=width * MM,
        height=height * MM,
        largest=largest,
        leading=1.2 if markup.is_chinese(p.locale) else 1.1,
        most=most,
    )


def pieces(slogan: SloganText) -> list[str]:
    """Return what must be read of a slogan, however it is broken: a line drops the mark at its end."""
    said = re.findall(r"[^，、；。\s]+", markup.plain(slogan.name))
    return said if markup.is_chinese(slogan.locale) else [" ".join(said)]


def line_size(text: str, *, width: float, largest: float) -> float:
    """Return the size in points, at most `largest`, at which bold `text` (Markdown) takes one line of `width` mm."""
    return round(min(largest, width * MM / (markup.em_width(markup.plain(text)) + 0.2)), 1)


def frame(p: Params) -> dict[str, object]:
    """Return what every template of a poster shows: its words, its names, and the code."""
    words = furniture.words("poster", p.locale)
    return {
        "p": p,
        "words": words,
        "hanzi": markup.is_chinese(p.locale),
        "slogan_text": markup.plain(p.slogan.name),
        "name_text": markup.plain(p.tactic.name),
        "publisher_text": p.issuer,
        "publisher": furniture.spaced(p.issuer, p.locale),
        "name": furniture.html(p.tactic.name, p.locale, heading=True),
        "instead": instead(p),
        "qr": furniture.code(p.url, "Q", words),
    }


def instead(p: Params) -> str:
    """Return the key of the words over the number beside the code: call without scanning, or whoever is in danger."""
    first = p.calls[0]
    return first.key if first.role == "emergency" else "instead"


def common(p: Params, *, beside: float, host: float, scan: float) -> dict[str, object]:
    """Return what either template shows around its own parts.

    `beside` is the width in mm of the column beside the code; `host` and `scan` are the largest sizes in points of the
    domain there and of the line above it.
    """
    words = furniture.words("poster", p.locale)
    domain = markup.domain(urlsplit(p.url).netloc, width=beside * MM, largest=host, least=host * 0.6)
    return {
        **frame(p),
        "icon": furniture.icons(p.theme, words, ICONS),
        "host": {"lines": domain.lines, "size": round(domain.size, 1)},
        "scan_size": line_size(words["scan"], width=beside - scan * 1.4 / MM, largest=scan),
        "tamper": words["tamper"].split("\n"),
    }
