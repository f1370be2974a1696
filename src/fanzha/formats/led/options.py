"""What a screen profile in `materials/screen/` may say, and what a renderer gets to see of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.model import Number, Publisher, SloganText

Colour = Literal["red", "dual", "full"]

READING_SPEED = 4.2
"""Characters a second at which leading Chinese text is understood best (Chen and Chien 2005)."""
GRID = 16
"""Onbon's cards take widths and heights in multiples of 16 dots; so do all P10 modules (32 × 16)."""


@dataclass(frozen=True, kw_only=True)
class SloganQuery:
    """Which slogans run on the screen."""

    channel: Text = field(default=Text("led"))
    """Only slogans marked for this channel."""
    audiences: tuple[Text, ...] = ()
    """Only slogans for one of these audiences or for everybody; all when empty."""
    tactics: tuple[Text, ...] = ()
    """Only slogans about one of these tactics; all when empty."""
    ids: tuple[Text, ...] = ()
    """Exactly these slogans, in this order; then nothing else is asked."""
    at_most: int = field(default=6, metadata={"minimum": 1, "maximum": 12})
    """How many: a loop longer than a minute is seen to its end by nobody."""


@dataclass(frozen=True, kw_only=True)
class Motion:
    """How the text moves."""

    step: int = field(default=0, metadata={"minimum": 0, "maximum": 16})
    """Dots a frame; 0 chooses what comes nearest to four characters a second."""
    frame_ms: int = field(default=30, metadata={"minimum": 20, "maximum": 200})
    """Milliseconds a frame, a multiple of 10: GIF counts hundredths of a second, and players distrust less than 20."""
    dwell_ms: int = field(default=2500, metadata={"minimum": 2000, "maximum": 20000})
    """Milliseconds a page stands at least; long pages stand longer."""
    hotline_ms: int = field(default=3000, metadata={"minimum": 2000, "maximum": 20000})
    """Milliseconds the hotline's page stands at least."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """A screen profile."""

    names: Mapping[str, str]
    """What people call the screen, by locale."""
    width: int = field(metadata={"minimum": 32, "maximum": 1024})
    """Dots, a multiple of 16."""
    height: int = field(metadata={"minimum": 16, "maximum": 64})
    """Dots, a multiple of 16."""
    colour: Colour = "red"
    """`red` has one colour, `dual` red and green, `full` all."""
    pitch: float = field(default=10.0, metadata={"minimum": 0.5, "maximum": 50})
    """Millimetres from dot to dot: a P10 module has 10."""
    locale: Text = field(default=Text(""))
    """Language of the slogans; the publisher's first when empty."""
    charset: Literal["gbk"] = "gbk"
    """What the card's text files are encoded in."""
    hotline: Text = field(default=Text("96110"))
    """The number on the last page, one of the registry's."""
    slogans: SloganQuery = SloganQuery()
    motion: Motion = Motion()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class LedParams:
    """All that `render` and `verify` see: exactly what is shown."""

    names: Mapping[str, str]
    width: int
    height: int
    colour: Colour
    pitch: float
    locale: str
    charset: str
    slogans: tuple[SloganText, ...]
    hotline: Number
    highlight: tuple[str, ...]
    """Registered numbers that occur in the slogans: drawn in the second colour."""
    step: int
    """Dots a frame, never 0."""
    frame_ms: int
    dwell_ms: int
    hotline_ms: int
    publisher: Publisher

    @property
    def em(self) -> int:
        """Dots of a scrolling hanzi."""
        return 16 if self.height <= 16 else self.height - 1


def chosen_step(height: int, motion: Motion) -> int:
    """Return the dots a frame: as said, or the nearest to the speed that is read best."""
    em = 16 if height <= 16 else height - 1
    return motion.step or max(1, round(READING_SPEED * em * motion.frame_ms / 1000))
