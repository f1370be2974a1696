"""Flash safety: how often a film flashes within a second, as WCAG 2.3.1 counts it.

A flash is a pair of opposing changes, brighter and darker again, of enough of the picture at once. WCAG measures a
quarter of the ten degrees in the middle of the eye; on a wall that is the screen or less of it, so the whole picture is
taken. A change counts from a tenth of full luminance on, when the darker state is below 0.80. Saturated red is counted
by its own, stricter measure: there a change too small to matter in luminance is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_FLASHES = 3
"""In any second."""
AREA = 0.25
"""Share of the picture that must change at once for a change to count."""
CHANGE, DARK = 0.10, 0.80
"""Least difference of relative luminance, and what the darker state must stay below."""
RED_CHANGE, RED_SHARE = 20 / 320, 0.8
"""Least difference of R - G - B (linear, negative is 0) when one state is saturated red, and red's share in that."""
WINDOW_MS = 1000
_STATES = 16
"""Colours that are told apart: a pair of them fits a byte."""
Colour = tuple[int, int, int]
_Rises = list[tuple[bool, bool]]
"""For each pair of colours, whether the second is brighter, and whether it is redder."""


def most_flashes(frames: Sequence[Image], durations: Sequence[int]) -> int:
    """Return the most flashes in any second of an endless film, general or red, whichever are more.

    Frames are of mode `RGB` and of one size; durations are milliseconds. Half a flash counts as a whole one.
    """
    colours = _colours(frames)
    if len(frames) < 2 or len(colours) < 2:
        return 0
    changes = list(_changes(_reduced(frames, colours), _rises(colours)))
    return max(_most([change[kind] for change in changes], durations) for kind in (0, 1))


def _colours(frames: Sequence[Image]) -> list[Colour]:
    """Return the colours of the film, at most `_STATES`, the most frequent first."""
    counted: Counter[Colour] = Counter()
    for frame in frames:
        few = frame.getcolors(_STATES) or frame.quantize(_STATES).convert("RGB").getcolors(256) or []
        for number, colour in few:
            counted[cast(Colour, colour)] += number
    return [colour for colour, _ in counted.most_common(_STATES)]


def _reduced(frames: Sequence[Image], colours: Sequence[Colour]) -> Iterator[Image]:
    """Yield each frame with the number of its nearest colour in every pixel, mode `L`."""
    from PIL import Image

    palette = Image.new("P", (1, 1))
    # Unused entries repeat the first colour: Pillow fills them with black otherwise, which might not be among them.
    palette.putpalette([value for colour in colours for value in colour] + list(colours[0]) * (256 - len(colours)))
    states = [index % _STATES if index < len(colours) else 0 for index in range(256)]
    for frame in frames:
        indexed = frame.quantize(palette=palette, dither=Image.Dither.NONE)
        yield Image.frombytes("L", frame.size, indexed.tobytes()).point(states)


def _linear(value: int) -> float:
    """Return a channel of sRGB, 0 to 255, as linear light, 0 to 1 (WCAG, relative luminance)."""
    share = value / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _rises(colours: Sequence[Colour]) -> _Rises:
    """Return what becomes of a pixel, by number of its colour before and after: `before * _STATES + after`."""
    rises = [(False, False)] * (_STATES * _STATES)
    for first, before in enumerate(colours):
        for second, after in enumerate(colours):
            rises[first * _STATES + second] = _brighter(before, after), _redder(before, after)
    return rises


def _brighter(before: Colour, after: Colour) -> bool:
    dark, bright = (
        sum(w * _linear(v) for w, v in zip((0.2126, 0.7152, 0.0722), c, strict=True)) for c in (before, after)
    )
    return bright - dark >= CHANGE and dark < DARK


def _redder(before: Colour, after: Colour) -> bool:
    pair = [tuple(map(_linear, colour)) for colour in (before, after)]
    redness = [max(0.0, red - green - blue) for red, green, blue in pair]
    saturated = any(red > 0 and red >= RED_SHARE * (red + green + blue) for red, green, blue in pair)
    return saturated and redness[1] - redness[0] > RED_CHANGE


def _changes(frames: Iterator[Image], rises: _Rises) -> Iterator[tuple[tuple[bool, bool], tuple[bool, bool]]]:
    """Yield for each frame whether enough of it is (brighter, darker) and (redder, less red) than the one before."""
    from PIL import ImageChops

    pictures = list(frames)
    size = pictures[0].width * pictures[0].height
    upper = [i * _STATES % 256 for i in range(256)]
    before = pictures[-1]
    for picture in pictures:
        counts = ImageChops.add(before.point(upper), picture).histogram()
        up, down = [0, 0], [0, 0]
        for pair, number in enumerate(counts):
            if number:
                back = pair % _STATES * _STATES + pair // _STATES
                for kind in (0, 1):
                    up[kind] += number * rises[pair][kind]
                    down[kind] += number * rises[back][kind]
        yield (up[0] > AREA * size, down[0] > AREA * size), (up[1] > AREA * size, down[1] > AREA * size)
        before = picture


def _most(changes: Sequence[tuple[bool, bool]], durations: Sequence[int]) -> int:
    """Return the most flashes in a second: pairs of changes up and down, given at the start of each frame."""
    times = list(_turns(changes, durations))
    most = 0
    first = 0
    for last, time in enumerate(times):
        while time - times[first] >= WINDOW_MS:
            first += 1
        most = max(most, last - first + 1)
    return (most + 1) // 2


def _turns(changes: Sequence[tuple[bool, bool]], durations: Sequence[int]) -> Iterator[int]:
    """Yield the milliseconds at which brightness turns; the loop is gone through twice, for its seam."""
    now, upwards = 0, False
    for _ in range(2 + WINDOW_MS // max(1, sum(durations))):
        for (up, down), duration in zip(changes, durations, strict=True):
            if up and down:  # half the picture takes over from the other half: both flash
                upwards = not upwards
                yield now
            elif (up and not upwards) or (down and upwards):
                upwards = up
                yield now
            now += duration
