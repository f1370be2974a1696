"""In how many ways a trifold's inner panels and its flap may be set, from generous to tight."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One way to set the inner panels, alike for all three."""

    size: float
    """Points; never below 12."""
    flags: int = 5
    quotes: int = 1
    lead: bool = True
    """Whether it is told how the scam goes."""


@dataclass(frozen=True)
class Telling:
    """One way to tell the case on the flap."""

    size: float
    """Points."""
    story: int
    """Paragraphs of what happened."""
    turning: bool
    """Whether the turning point is told."""
    lessons: int


INSIDE: tuple[Setting, ...] = (
    Setting(14, 6, 2),
    Setting(14, 5, 1),
    Setting(13.5, 5, 1),
    Setting(13.5, 4, 1),
    Setting(13, 4, 1),
    Setting(13, 3, 1),
    Setting(12.5, 3, 1),
    Setting(12, 3, 1),
    Setting(13, 3, 0),
    Setting(12.5, 3, 0),
    Setting(12, 3, 0),
)
FLAP: tuple[Telling, ...] = (
    Telling(14, 9, True, 3),
    Telling(13, 9, True, 3),
    Telling(13, 9, True, 2),
    Telling(12.5, 9, True, 2),
    Telling(12, 9, True, 2),
    Telling(12.3, 9, True, 1),
    Telling(12.3, 9, False, 1),
    Telling(12, 0, False, 1),
)
