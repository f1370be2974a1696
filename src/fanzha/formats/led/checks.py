"""Whether a screen can be read and does no harm: pace, length, dwell, the roadside, flashing, dates.

What follows from the profile alone is said before anything is made; the rest is measured on the finished animations.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led.flash import MOST_FLASHES, most_flashes
from fanzha.formats.led.options import LedParams, Options, chosen_step, em_of
from fanzha.model import Publisher
from fanzha.pixels import atoms

if TYPE_CHECKING:
    from PIL.Image import Image

    from fanzha.formats.led.pages import ScreenPage

SLOWEST, FASTEST = 2.0, 6.0
"""Characters a second. Leading Chinese text is understood best at 4.2 (Chen and Chien 2005); at half of that the
beginning of a sentence is forgotten, and at half as much again nobody old keeps up."""
LEAST_PAGE_MS = 2000
"""Road signs give two seconds to a unit of information."""
ROADSIDE_CHARS, ROADSIDE_PAGES = 16, 2
"""Of a page and of a slogan, for people who drive: message signs hold 12 to 16 characters and two phases."""


def pace_of(height: int, step: int, frame_ms: int) -> float:
    """Return how many hanzi a second pass, for a screen of `height` rows that moves `step` dots every `frame_ms`."""
    return step * 1000 / frame_ms / em_of(height)


def unreadable(options: Options, publisher: Publisher) -> Iterator[Diagnostic]:
    """Yield what the profile alone says against its being read: the pace, the roadside, the dates."""
    motion, until = options.motion, options.schedule.until
    pace = pace_of(options.height, chosen_step(options.height, motion), motion.frame_ms)
    if options.screen == "led" and not SLOWEST <= pace <= FASTEST:
        said = f"{pace:.1f}"
        yield Diagnostic.at("LED017", options.place, pace=said, least=f"{SLOWEST:g}", most=f"{FASTEST:g}")
    if options.screen == "led" and options.hangs == "roadside" and motion.mode != "pages":
        yield Diagnostic.at("LED020", options.place)
    if until and publisher.valid_until and until > publisher.valid_until:
        yield Diagnostic.at("LED023", options.place, until=until, date=publisher.valid_until)


def characters(text: str) -> int:
    """Return how many characters wide a text is: a Latin letter or a digit is half a hanzi."""
    wide = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
    return math.ceil(wide)


class Shown(Protocol):
    """What is said while one picture stands: a page or a slide."""

    @property
    def text(self) -> str: ...
    @property
    def slogan(self) -> str: ...
    @property
    def locale(self) -> str: ...


def distracting(params: LedParams, pages: Sequence[Shown]) -> Iterator[Diagnostic]:
    """Yield LED021 for each slogan that takes a driver's eyes off the road for too long."""
    if params.hangs != "roadside":
        return
    for slogan in (slogan for one in params.languages for slogan in one.slogans):
        mine = [page.text for page in pages if (page.slogan, page.locale) == (slogan.slug, slogan.locale)]
        longest = max(map(characters, mine), default=0)
        if longest > ROADSIDE_CHARS or len(mine) > ROADSIDE_PAGES:
            yield Diagnostic.at(
                "LED021",
                slogan.name.place,
                text=slogan.name,
                pages=len(mine),
                chars=longest,
                most_pages=ROADSIDE_PAGES,
                most_chars=ROADSIDE_CHARS,
            )


def endless(path: str, durations: Sequence[int], params: LedParams) -> Iterator[Diagnostic]:
    """Yield LED018 when the loop that the guide has loaded takes longer than the profile allows.

    `durations` are those of all its frames: of every language, where each has an animation of its own.
    """
    seconds = math.ceil(sum(durations) / 1000)
    if seconds > params.most_s:
        yield Diagnostic.at("LED018", path=path, seconds=seconds, limit=params.most_s)


def least_hotline_ms(params: LedParams) -> int:
    """Return for how many milliseconds of every loop the number must stand in full view."""
    return max(LEAST_PAGE_MS, params.hotline_ms)


def least_ms(text: str) -> int:
    """Return for how many milliseconds a page must stand: a second, and a quarter of one for each character."""
    return max(LEAST_PAGE_MS, 1000 + 250 * len(atoms(text)))


def hurried(
    path: str,
    frames: Sequence[Image],
    durations: Sequence[int],
    pages: Sequence[tuple[ScreenPage, Image]],
    params: LedParams,
) -> Iterator[Diagnostic]:
    """Yield what stands too short in a film of the pages: LED019, and LED008 for the hotline.

    `pages` come with their pictures as the film must show them, mode `RGB`; one that it never shows stands for 0 ms.
    """
    stood: dict[bytes, int] = {}
    for frame, duration in zip(frames, durations, strict=True):
        stood[frame.tobytes()] = stood.get(frame.tobytes(), 0) + duration
    needed: dict[bytes, int] = {}
    for page, picture in pages:
        needed[picture.tobytes()] = needed.get(picture.tobytes(), 0) + least_ms(page.text)
    for page, picture in pages:
        found, least = stood.get(picture.tobytes(), 0), needed[picture.tobytes()]
        if found < least:
            yield Diagnostic.at("LED019", path=path, text=page.text, found=found, least=least)
        elif page.shows_number and found < least_hotline_ms(params):
            yield Diagnostic.at(
                "LED008", path=path, number=params.hotline.number, found=found, least=least_hotline_ms(params)
            )


def flashing(path: str, frames: Sequence[Image], durations: Sequence[int]) -> Iterator[Diagnostic]:
    """Yield LED022 when a film flashes more often than is safe."""
    count = most_flashes(frames, durations)
    if count > MOST_FLASHES:
        yield Diagnostic.at("LED022", path=path, count=count, limit=MOST_FLASHES)


def last_day(params: LedParams) -> str:
    """Return the day after which the screen needs new content, as 2026-12-31; empty when none is set."""
    days = [day for day in (params.schedule.until, params.publisher.valid_until) if day]
    return min(days).isoformat() if days else ""


def schedule_record(params: LedParams) -> dict[str, object]:
    """Return the schedule as the manifest holds it: dates as 2026-12-31 or null, and times of day."""
    first, last = params.schedule.from_, params.schedule.until
    return {
        "from": first.isoformat() if first else None,
        "until": last.isoformat() if last else None,
        "hours": [str(hours) for hours in params.schedule.hours],
    }
