"""What the website says of every screen alike, LED screen or television, as the folder's own manifest has it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fanzha.model import Finished

FOLDER = "screens"
"""Below the site's root, and in the cache."""
MANIFEST = "MANIFEST.json"


@dataclass(frozen=True)
class StandingPage:
    """A page or slide of a screen."""

    text: str
    ms: int
    """How long it stands."""
    locale: str
    """Its language."""


@dataclass(frozen=True)
class Display:
    """A screen as the website shows it."""

    finished: Finished
    names: Mapping[str, str]
    size: tuple[int, int]
    """Width and height, in dots or pixels."""
    pages: tuple[StandingPage, ...]
    letters: int
    """Dots from the top to the foot of its hanzi; of slogans in several sizes, the smallest."""
    pitch: float
    """Millimetres from dot to dot."""

    @property
    def id(self) -> str:
        """What the profile is called."""
        return self.finished.edition

    @property
    def metres(self) -> tuple[float, float]:
        """Width and height."""
        return self.size[0] * self.pitch / 1000, self.size[1] * self.pitch / 1000

    @property
    def letter_metres(self) -> float:
        """The height of its hanzi."""
        return self.letters * self.pitch / 1000


def names_of(record: Mapping[str, Any], one: Finished) -> Mapping[str, str]:
    """Return what people call the screen, by locale."""
    names = record.get("names", record.get("screen"))
    found = {str(locale): str(name) for locale, name in names.items()} if isinstance(names, dict) else {}
    return found or {one.locale: one.title}


def standing(page: Mapping[str, Any], locale: str) -> StandingPage:
    """Return a page of the manifest of a screen whose own language is `locale`."""
    return StandingPage(str(page["text"]), int(page["dwell_ms"]), str(page.get("locale") or locale))


def number_of(value: object) -> float:
    """Return the number that a manifest says; 0 for what is none."""
    try:
        number = float(str(value))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
