"""A card in two languages whose sides one language fills: it is folded, with a leaf in either language.

The first language has the cover and what is behind it, the second what is opposite and the last side. Cut apart at the
fold, either leaf is a whole card. Both are set in the sizes of a card in one language; below each other on one side,
the second would have cost red flags or the line to sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from fanzha import copyfit, furniture, markup, theme
from fanzha.by_tactic import Imprint
from fanzha.formats.card.imposition import CARD, ROWS, marks_svg
from fanzha.formats.card.parts import MM
from fanzha.formats.card.sheet import FOOT, PAGES, RESERVE
from fanzha.pdf import LaidOut
from fanzha.pdf.tongues import mark_second

P = TypeVar("P", bound=Imprint)
T = TypeVar("T")


@dataclass(frozen=True)
class Kind(Generic[P, T]):
    """What is asked of a kind of card to fold it."""

    name: str
    view: Callable[[P, T], Mapping[str, object]]
    """What the template shows of a leaf in a setting."""
    settings: Callable[[P], Sequence[T]]
    size: Callable[[T], float]
    """Points of its red flags or steps in a setting."""


def fold(kind: Kind[P, T], leaves: Sequence[P], cache: Path) -> bytes:
    """Return the sheet of five folded cards, or for offset print one that lies open.

    Each leaf is set by itself, the second never larger than the first.
    """
    first, shown, most = leaves[0], [], float("inf")
    styles = [theme.stylesheet(first.theme), markup.STYLES]
    styles += [furniture.text("card", name) for name in ("card.css", "kinds.css")]
    for leaf in leaves:
        found = _fitted(kind, leaf, most, styles, cache)
        most = kind.size(found.setting)
        shown.append(_shown(kind, leaf, found))
    html = furniture.template("card", "fold.html.j2").render(
        p=first, kind=kind.name, leaves=shown, mode="alone" if first.press else "sheet", rows=1 if first.press else ROWS
    )
    page = f"@page{{size:{2 * CARD[0]}mm {CARD[1]}mm;margin:0}}" if first.press else PAGES["sheet"][0]
    assets = {} if first.press else {"marks.svg": marks_svg(folded=True)}
    styles += [furniture.text("card", "fold.css"), page]
    data = LaidOut(html, styles, {**assets, **first.assets}, cache, press=first.blacks).pdf()
    return mark_second(data, leaves[1].locale)


def _fitted(kind: Kind[P, T], leaf: P, most: float, styles: Sequence[str], cache: Path) -> copyfit.Fitted[T]:
    """Return a leaf in the most generous setting that fits, its letters no larger than `most` points."""
    template = furniture.template("card", "kinds.html.j2")

    def set_in(setting: T, spare: Sequence[float]) -> LaidOut:
        html = template.render(**kind.view(leaf, setting), air=spare, mode="fit", rows=ROWS)
        own = [PAGES["fit"][0], f":root{{--flag:{kind.size(setting)}pt}}"]
        return LaidOut(html, [*styles, *own], leaf.assets, cache, press=leaf.blacks)

    ways = [way for way in kind.settings(leaf) if kind.size(way) <= most] or kind.settings(leaf)[-1:]
    return copyfit.fit(set_in, ways, pages=2, foot=FOOT * MM - RESERVE, most=70, likely=2)


def _shown(kind: Kind[P, T], leaf: P, found: copyfit.Fitted[T]) -> dict[str, object]:
    """Return a leaf as the template of the folded card shows it; `cards` has the two sides, each for an id."""
    view = kind.view(leaf, found.setting)
    template = furniture.template("card", "kinds.html.j2")
    cards: Any = template.make_module({**view, "air": found.spare, "mode": "sheet", "rows": 0})
    front, back = found.spare
    style = f"--front:{front}pt;--back:{back}pt;--flag:{kind.size(found.setting)}pt"
    return {**view, "cards": cards, "style": Markup(style), "script": markup.script(leaf.locale)}
