"""What the page of the screens shows: each screen with its size, its texts and what `screens.js` plays."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha.formats.site.film import FOLD
from fanzha.formats.site.screens import LEGIBLE, READABLE, Screen, StandingPage

if TYPE_CHECKING:
    from fanzha.formats.site.downloads import Download
    from fanzha.formats.site.view import View

DISTANCES = (5, 10, 20, 40)
"""Metres from which a screen can be looked at: a counter, a door, across the street, from a car."""
SPEEDS = ((0.5, "half"), (0.75, "slower"), (1, "own"), (1.5, "faster"), (2, "double"))
"""Shares of the speed that the screen is set to, with what they are called."""
_WORDS = ("page", "clear", "hard", "unreadable", "failed", "rate", "stands")


@dataclass(frozen=True)
class Wall:
    """The screens for their template."""

    view: View
    distances = DISTANCES
    speeds = SPEEDS

    @property
    def screens(self) -> tuple[Screen, ...]:
        """All screens whose dots are known."""
        return self.view.offer.screens

    def name(self, screen: Screen) -> str:
        """Return a screen's name, without marks."""
        names = screen.names
        return names.get(self.view.locale) or next(iter(names.values()))

    def download(self, screen: Screen) -> Download:
        """Return the zip with a screen's files."""
        return next(one for one in self.view.offer.downloads if one.finished is screen.finished)

    def size(self, screen: Screen) -> str:
        """Return how large a screen is."""
        width, height = screen.metres
        return self.view.t(
            "screens.size",
            width=_short(width),
            height=_short(height),
            columns=screen.film.width,
            rows=screen.film.height,
            pitch=_short(screen.pitch),
        )

    def letters(self, screen: Screen) -> str:
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

    def _data(self, screen: Screen) -> Mapping[str, object]:
        film = screen.film
        return {
            "sheet": self.view.asset(screen.sheet_address),
            "width": film.width,
            "height": film.height,
            "scroll": film.scroll,
            "pages": film.pages,
            "metres": round(screen.metres[0], 3),
            "speed": round(screen.speed, 2),
            "readable": _far(screen, READABLE),
            "legible": _far(screen, LEGIBLE),
        }


def _far(screen: Screen, times: int) -> int:
    """Return so many times the height of its letters, in metres."""
    return int(screen.letter_metres * times + 1e-6)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def wall_of(view: View) -> Wall:
    """Return the screens for a page's template."""
    return Wall(view)
