"""Sets one card as large as its texts allow, then the sheet of ten."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from fanzha import copyfit, furniture, markup, theme
from fanzha.formats.card.imposition import CARD, LEFT, SHEET, TOP, marks_svg
from fanzha.formats.card.parts import MM
from fanzha.pdf import LaidOut

T = TypeVar("T")
FOOT = 3.4
"""Mm above the lower edge at which either side ends at the latest, as in card.css."""
RESERVE = 5.0
"""Points of copyfit's reserve that a card, so much smaller than A4, gives back."""


class Printed(Protocol):
    """What is asked of a card's parameters here."""

    @property
    def theme(self) -> Mapping[str, str]:
        """Brand tokens by name."""

    @property
    def press(self) -> bool:
        """Whether it is the file for offset print."""

    @property
    def blacks(self) -> Mapping[str, float] | None:
        """What offset print sets in black ink alone."""

    @property
    def assets(self) -> Mapping[str, bytes]:
        """The publisher's logo, if there is one."""


Mode = Literal["fit", "alone", "sheet"]
"""One card with nothing below its content, to see whether it fits; one card as it is cut; ten on a sheet."""


def ten_up(
    p: Printed,
    html: Callable[[T, Sequence[float], Mode], str],
    flag_size: Callable[[T], float],
    settings: Sequence[T],
    cache: Path,
    more_styles: Sequence[str] = (),
) -> bytes:
    """Return the sheet, or for offset print the card alone.

    `html` makes the pages from a setting, the points to give back to either side and the mode.
    It is in the most generous setting that fits a card; when none fits, in the tightest, which is refused.
    A single card is fitted, its two sides as pages of their own. On the sheet a card that is too tall pushes the rows
    below it on, off their places and at last onto a page of their own.
    """
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("card", "card.css"), *more_styles]

    def set_in(setting: T, spare: Sequence[float], mode: Mode = "fit") -> LaidOut:
        page, assets = PAGES[mode]
        size = f":root{{--flag:{flag_size(setting)}pt}}"
        return LaidOut(html(setting, spare, mode), [*styles, page, size], {**assets, **p.assets}, cache, press=p.blacks)

    found = copyfit.fit(set_in, settings, pages=2, foot=FOOT * MM - RESERVE, most=70, likely=2)
    return set_in(found.setting, found.spare, mode="alone" if p.press else "sheet").pdf()


_MARKS = f"url(asset:marks.svg) -{LEFT}mm -{TOP}mm/{SHEET[0]}mm {SHEET[1]}mm no-repeat"
PAGES: Mapping[Mode, tuple[str, Mapping[str, bytes]]] = {
    "fit": (f"@page{{size:{CARD[0]}mm {CARD[1]}mm;margin:0 0 {FOOT}mm}}", {}),
    "alone": (f"@page{{size:{CARD[0]}mm {CARD[1]}mm;margin:0}}", {}),
    "sheet": (
        f"@page{{size:A4;margin:{TOP}mm {LEFT}mm {TOP - 1}mm;background:{_MARKS}}}",
        {"marks.svg": marks_svg()},
    ),
}
"""Of each mode: style and assets. The sheet's lower margin gives way a little to rounding."""
