"""What a screen profile in `materials/screen/` may say, and what a renderer gets to see of it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.languages import joined_script
from fanzha.model import Number, Publisher, SloganText
from fanzha.pixels import Fonts, Typeface

Colour = Literal["red", "dual", "full"]
Screen = Literal["led", "lcd"]
"""Dots, which are lit or not, or a television or monitor."""
Charset = Literal["gbk", "gb2312", "utf-8"]
Newline = Literal["crlf", "lf"]
Hangs = Literal["walking", "queue", "roadside"]
"""Whom it is read by: those who pass on foot, those who stand in a queue, those who drive."""
Software = Literal["any", "ledshowtw", "ledshowyq", "hdplayer", "listen", "vnnox", "usb"]
"""What loads the folder onto the card: Onbon's LedshowTW and LedshowYQ, Huidu's HDPlayer, Listen's software, NovaStar's
VNNOX, or a box that plays what is on a USB stick. `any` is a guide that fits most."""
Mode = Literal["scroll", "pages"]

READING_SPEED = 4.2
"""Characters a second at which leading Chinese text is understood best (Chen and Chien 2005)."""
GRID = 16
"""Onbon's cards take widths and heights in multiples of 16 dots; so do all P10 modules (32 × 16)."""
MOST_WIDTH, MOST_HEIGHT = 1024, 64
"""Dots of an LED screen; what is larger is a television or a video wall."""
P10, TELEVISION = 10.0, 952.0
"""Millimetres: from dot to dot of the commonest modules; the longer side of a television of 43 inches, 16:9."""
HOURS = r"([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)"


@dataclass(frozen=True, kw_only=True)
class SloganQuery:
    """Which slogans run on the screen."""

    channel: Text = field(default=Text("led"))
    """Only slogans marked for this channel."""
    audiences: tuple[Text, ...] = ()
    """Only slogans for one of these audiences or for everybody; all when empty."""
    tactics: tuple[Text, ...] = ()
    """Only slogans about one of these tactics; all when empty, those first that the Ministry lists first."""
    ids: tuple[Text, ...] = ()
    """Exactly these slogans, in this order; then nothing else is asked."""
    at_most: int = field(default=6, metadata={"minimum": 1, "maximum": 12})
    """How many: a loop longer than a minute is seen to its end by nobody."""
    most_chars: int = field(default=0, metadata={"minimum": 0, "maximum": 60})
    """Only slogans of at most so many characters; 0: of any length."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What drives the screen; it changes no picture, only what the guide says."""

    vendor: str = ""
    model: str = ""
    software: Software = "any"


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When it runs, for whoever sets the card's clock."""

    from_: datetime.date | None = None
    until: datetime.date | None = None
    """The last day; the folder is made until then and no longer."""
    hours: tuple[Text, ...] = field(
        default=(), metadata={"pattern": HOURS, "pattern_hint": "07:00-22:00", "max_items": 4}
    )
    """Times of day; empty: all day."""


@dataclass(frozen=True, kw_only=True)
class Motion:
    """How the text moves."""

    mode: Mode = "scroll"
    """What the guide has loaded: the running strip, or the pages that stand. Both are made."""
    chars_a_second: float = field(default=READING_SPEED, metadata={"minimum": 1, "maximum": 8})
    """How fast the text runs when `step` is 0."""
    step: int = field(default=0, metadata={"minimum": 0, "maximum": 16})
    """Dots a frame; 0 chooses what comes nearest to `chars_a_second`."""
    frame_ms: int = field(default=30, metadata={"minimum": 20, "maximum": 200})
    """Milliseconds a frame, a multiple of 10: GIF counts hundredths of a second, and players distrust less than 20."""
    dwell_ms: int = field(default=2500, metadata={"minimum": 2000, "maximum": 20000})
    """Milliseconds a page stands at least; long pages stand longer."""
    hotline_ms: int = field(default=3000, metadata={"minimum": 2000, "maximum": 20000})
    """Milliseconds the hotline's page stands at least."""
    most_s: int = field(default=120, metadata={"minimum": 10, "maximum": 600})
    """Seconds that a whole loop may take."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """A screen profile."""

    names: Mapping[str, str]
    """What people call the screen, by locale."""
    screen: Screen = "led"
    width: int = field(metadata={"minimum": 32, "maximum": 4096})
    """Dots, a multiple of `rounding`."""
    height: int = field(metadata={"minimum": 16, "maximum": 4096})
    """Dots, a multiple of `rounding`; at most 64 of an LED screen."""
    rounding: int = field(default=GRID, metadata={"minimum": 1, "maximum": 64})
    """Of what width and height must be multiples, as the card's pictures must; 1 of an `lcd`."""
    colour: Colour = "red"
    """`red` has one colour, `dual` red and green, `full` all."""
    pitch: float = field(default=0.0, metadata={"minimum": 0.1, "maximum": 50})
    """Millimetres from dot to dot, of an `lcd` the side of a pixel; 0: it does not say, see `usual_pitch`."""
    locale: Text = field(default=Text(""))
    """Language of the slogans; the publisher's first when empty."""
    second: Text = field(default=Text(""))
    """A language in which the same slogans follow, with the hotline again; none when empty."""
    fonts: Fonts = field(default=Fonts())
    charset: Charset = "gbk"
    """What the card's own text file is encoded in; what it cannot hold is refused."""
    newline: Newline = "crlf"
    most_bytes: int = field(default=0, metadata={"minimum": 0, "maximum": 100_000})
    """Bytes of a line that the card takes; 0: it does not say."""
    card: Card = Card()
    native: bool = False
    """Whether to make the vendor's own files too, as far as their format is published: those of Onbon's BX-Y cards."""
    hangs: Hangs = "walking"
    schedule: Schedule = Schedule()
    hotline: Text = field(default=Text("96110"))
    """The number on the last page, one of the registry's."""
    slogans: SloganQuery = SloganQuery()
    motion: Motion = Motion()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class Second:
    """The words of a second language."""

    locale: str
    slogans: tuple[SloganText, ...]
    """Those of the first language that are written in this one too, in their order."""
    highlight: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LedParams:
    """All that `render` and `verify` see: exactly what is shown."""

    names: Mapping[str, str]
    screen: Screen
    width: int
    height: int
    rounding: int
    """Of what the widths of pictures are multiples."""
    colour: Colour
    pitch: float
    locale: str
    charset: str
    newline: str
    most_bytes: int
    card: Card
    native: bool
    hangs: Hangs
    schedule: Schedule
    mode: Mode
    most_s: int
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
    fonts: Fonts = field(default=Fonts())
    second: Second | None = None
    follows: bool = False
    """Whether this is the second language of a screen: see `languages`."""

    @property
    def languages(self) -> tuple[LedParams, ...]:
        """What is shown in each language, one after the other: the second has all but its words from the first."""
        if self.second is None:
            return (self,)
        second = self.second
        other = replace(
            self,
            locale=second.locale,
            slogans=second.slogans,
            highlight=second.highlight,
            second=None,
            follows=True,
        )
        return self, other

    @property
    def ending(self) -> str:
        """What is added to the names of the files of a second language: `_en`, `_ug`."""
        return "_" + self.locale.partition("-")[0] if self.follows else ""

    @property
    def typeface(self) -> Typeface:
        """What the language is set in."""
        return Typeface(self.fonts, joined_script(self.locale))

    @property
    def leftwards(self) -> bool:
        """Whether its text moves to the left; Arabic script is read, and moves, the other way."""
        return not joined_script(self.locale)

    @property
    def em(self) -> int:
        """Dots of a scrolling hanzi."""
        return em_of(self.height)


def usual_pitch(options: Options) -> float:
    """Return the millimetres from dot to dot; where nothing is said, of a P10 module or a common television."""
    usual = round(TELEVISION / max(options.width, options.height), 3) if options.screen == "lcd" else P10
    return options.pitch or usual


def em_of(height: int) -> int:
    """Return the dots of a scrolling hanzi on a screen of so many rows."""
    return 16 if height <= 16 else height - 1


def chosen_step(height: int, motion: Motion) -> int:
    """Return the dots a frame: as said, or the nearest to the speed that is read best."""
    return motion.step or max(1, round(motion.chars_a_second * em_of(height) * motion.frame_ms / 1000))
