"""What the page of the screens shows: each screen with its size, its texts and what `screens.js` plays."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha.formats.site.display import Display, StandingPage
from fanzha.formats.site.film import FOLD
from fanzha.formats.site.screens import LEGIBLE, READABLE, Screen
from fanzha.formats.site.televisions import Television

if TYPE_CHECKING:
    from fanzha.formats.site.downloads import Download
    from fanzha.formats.site.view import View

DISTANCES = (5, 10, 20, 40)
"""Metres from which a screen can be looked at: a counter, a door, across the street, from a car."""
SPEEDS = ((0.5, "half"), (0.75, "slower"), (1, "own"), (1.5, "faster"), (2, "double"))
"""Shares of the speed that the screen is set to, with what they are called."""
INCH = 0.0254
"""Metres."""
_WORDS = ("page", "clear", "hard", "unreadable", "failed", "rate", "stands")


@dataclass(frozen=True)
class Wall:
    """The screens for their template."""

    view: View
    distances = DISTANCES
    speeds = SPEEDS

    @property
    def screens(self) -> tuple[Screen | Television, ...]:
        """All screens whose dots or slides are known: televisions last, whose pictures are heavy in a first view."""
        return tuple(sorted(self.view.offer.screens, key=self.has_slides))

    def has_slides(self, screen: Display) -> bool:
        """Return whether a screen is a television, which shows slides."""
        return isinstance(screen, Television)

    def name(self, screen: Display) -> str:
        """Return a screen's name, without marks."""
        names = screen.names
        return names.get(self.view.locale) or next(iter(names.values()))

    def download(self, screen: Display) -> Download:
        """Return the zip with a screen's files."""
        return next(one for one in self.view.offer.downloads if one.finished is screen.finished)

    def size(self, screen: Display) -> str:
        """Return how large a screen is."""
        (width, height), (columns, rows) = screen.metres, screen.size
        return self.view.t(
            "screens.size_slides" if self.has_slides(screen) else "screens.size",
            width=_short(width),
            height=_short(height),
            columns=columns,
            rows=rows,
            pitch=_short(screen.pitch),
            inches=round(math.hypot(width, height) / INCH),
        )

    def letters(self, screen: Display) -> str:
        """Return how large its letters are, and how far away they can be read."""
        centimetres, far = round(screen.letter_metres * 100), _far(screen, READABLE)
        return self.view.t("screens.letters", letters=centimetres, far=far)

    def seconds(self, page: StandingPage) -> str:
        """Return how long a page stands."""
        return self.view.t("screens.seconds", seconds=_short(page.ms / 1000))

    def data(self) -> Markup:
        """Return what screens.js works from, as JSON that may stand in a script element."""
        words = {key: self.view.t(f"screens.{key}") for key in _WORDS}
        data = {"words": words, "fold": FOLD, "screens": {screen.id: self._data(screen) for screen in self.screens}}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))

    def _data(self, screen: Screen | Television) -> Mapping[str, object]:
        played: dict[str, object]
        if isinstance(screen, Television):  # its pictures are those of the page's own list
            played = {"scroll": (), "pages": [(number, 0, 1, page.ms) for number, page in enumerate(screen.pages)]}
        else:
            film = screen.film
            played = {"sheet": self.view.asset(screen.sheet_address), "scroll": film.scroll, "pages": film.pages}
            played["speed"] = round(screen.speed, 2)
        return {
            "width": screen.size[0],
            "height": screen.size[1],
            **played,
            "metres": round(screen.metres[0], 3),
            "readable": _far(screen, READABLE),
            "legible": _far(screen, LEGIBLE),
        }


def _far(screen: Display, times: int) -> int:
    """Return so many times the height of its letters, in metres."""
    return int(screen.letter_metres * times + 1e-6)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def wall_of(view: View) -> Wall:
    """Return the screens for a page's template."""
    return Wall(view)
