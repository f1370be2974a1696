"""What a screen shows, as stretches of one long strip of dots: the animation and the pages that a card was given.

The animation's frames are laid over each other as far as they agree, so a line of text that runs for a minute is one
picture. Nothing is drawn here: every dot comes from a file that the screen's folder holds.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.pixels import opened

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_STEP = 16
"""Dots that a running line may move from one frame to the next; what moves further is another picture."""
FOLD = 2048
"""Columns after which the strip goes on below itself: graphics chips refuse pictures of more than 4096 pixels."""
MOST_COLOURS = 16
RED = (255, 0, 0)
"""What a picture of one bit lights, where no animation tells of another colour: modules of one colour are red."""

Frame = tuple["Image", int]
"""A picture in mode `RGB`, and how many milliseconds it stands."""
Run = tuple[int, int, int, int]
"""So many frames: the column of the first's left edge, the step to the next, their number, and milliseconds of each."""


@dataclass(frozen=True)
class Film:
    """A screen's dots and the order in which they are shown."""

    width: int
    height: int
    sheet: bytes
    """PNG with a palette, whose first colour is black and transparent: the strip, folded. Each fold repeats at its end
    what the next begins with, so that every frame lies within one."""
    scroll: tuple[Run, ...]
    """Of the animation; empty when there is none."""
    pages: tuple[Run, ...]
    """Of the pages that stand, one run each."""


def gif_frames(data: bytes) -> Iterator[Frame]:
    """Yield the frames of an animation, one in memory at a time; raises OSError or ValueError."""
    picture = opened(data, "GIF")
    for index in range(getattr(picture, "n_frames", 1)):
        picture.seek(index)
        yield picture.convert("RGB"), int(picture.info.get("duration", 0))


def page_pictures(pages: Iterable[bytes], animation: bytes | None) -> list[Image]:
    """Return pages' BMPs in the colours of the screen; raises OSError or ValueError.

    One bit says which dots are lit, and the animation in what colour.
    """
    from PIL import Image

    found, lit = [opened(data, "BMP") for data in pages], None
    for index, picture in enumerate(found):
        found[index] = picture.convert("RGB")
        if picture.mode == "1":
            lit = lit or _lit_colour(animation)
            found[index] = Image.new("RGB", picture.size)
            found[index].paste(lit, mask=picture)
    return found


def _lit_colour(animation: bytes | None) -> tuple[int, int, int]:
    """Return the colour of an animation in one colour; red when it has several or there is none."""
    found: set[object] = set()
    for picture, _ in gif_frames(animation) if animation else ():
        found |= {colour for _, colour in picture.getcolors(MOST_COLOURS) or ()} - {(0, 0, 0)}
    (colour,) = found if len(found) == 1 else (RED,)
    assert isinstance(colour, tuple)
    red, green, blue = colour
    return red, green, blue


def film_of(animations: Iterable[bytes], pages: Sequence[Frame]) -> Film | None:
    """Return the film of animations, which follow each other, and pages of one size; None without pages of dots.

    Raises OSError or ValueError for an animation that cannot be read.
    """
    sizes = {picture.size for picture, _ in pages}
    if len(sizes) != 1:
        return None
    ((width, height),) = sizes
    strip, scroll, column = b"", list[Run](), height * 3
    for animation in animations:  # each by itself: one may run to the right, the other to the left
        part, starts, durations = _strip_of(animation, (width, height))
        base = len(strip) // column
        scroll += _runs([base + start for start in starts], durations)
        strip += part
    base = len(strip) // column
    strip += b"".join(_columns(picture) for picture, _ in pages)
    sheet = _sheet(strip, width, height)
    if sheet is None:
        return None
    standing = tuple((base + index * width, 0, 1, ms) for index, (_, ms) in enumerate(pages))
    return Film(width, height, sheet, tuple(scroll), standing)


def _strip_of(animation: bytes, size: tuple[int, int]) -> tuple[bytes, list[int], list[int]]:
    """Return the strip of an animation, the column where each frame begins, and the milliseconds of each."""
    durations: list[int] = []

    def columns() -> Iterator[bytes]:
        durations.clear()
        for picture, ms in gif_frames(animation):
            if picture.size != size:
                raise ValueError("an animation of another size")
            durations.append(ms)
            yield _columns(picture)

    strip, starts = _laid_out(columns, size[0], size[1] * 3)
    return strip, starts, durations


def _columns(picture: Image) -> bytes:
    """Return a picture column by column, so that moving it sideways is cutting bytes off."""
    from PIL import Image

    return picture.transpose(Image.Transpose.TRANSPOSE).tobytes()


def _laid_out(frames: Callable[[], Iterable[bytes]], width: int, column: int) -> tuple[bytes, list[int]]:
    """Return the strip that the frames are stretches of, and the column where each begins; `column` is its bytes.

    A text that runs to the right is laid out from its last frame to its first.
    """
    forward = _chained(frames(), column)
    if 2 * len(forward[0]) <= len(forward[1]) * width * column:
        return forward
    strip, starts = _chained(list(frames())[::-1], column)
    return (strip, starts[::-1]) if len(strip) < len(forward[0]) else forward


def _chained(frames: Iterable[bytes], column: int) -> tuple[bytes, list[int]]:
    strip, before, step = bytearray(), b"", 1
    starts: list[int] = []
    for after in frames:
        cut = len(after) // column
        if before:
            steps = (step, *range(1, MOST_STEP + 1))
            step = next((s for s in steps if s < cut and before[s * column :] == after[: -s * column]), cut)
        strip += after[-step * column :] if before else after
        starts.append(starts[-1] + step if before else 0)
        before = after
    return bytes(strip), starts


def _runs(starts: Sequence[int], durations: Sequence[int]) -> Iterator[Run]:
    """Yield frames that follow each other at the same step and pace as one run."""
    held: list[int] = []
    for start, ms in zip(starts, durations, strict=True):
        if held and ms == held[3] and (held[2] == 1 or start - held[0] == held[1] * held[2]):
            held[1] = start - held[0] if held[2] == 1 else held[1]
            held[2] += 1
            continue
        if held:
            yield held[0], held[1], held[2], held[3]
        held = [start, 0, 1, ms]
    if held:
        yield held[0], held[1], held[2], held[3]


def _sheet(strip: bytes, width: int, height: int) -> bytes | None:
    """Return the strip as PNG, folded; None when it has more colours than a screen of dots."""
    from PIL import Image

    length = len(strip) // (height * 3)
    flat = Image.frombytes("RGB", (height, length), strip).transpose(Image.Transpose.TRANSPOSE)
    folds = -(-length // FOLD)
    folded = Image.new("RGB", (min(length, FOLD + width), folds * height))
    for index in range(folds):
        folded.paste(flat.crop((index * FOLD, 0, min(length, (index + 1) * FOLD + width), height)), (0, index * height))
    return dots_png(folded)


def dots_png(picture: Image) -> bytes | None:
    """Return a picture of dots as the smallest PNG, black transparent; None when it has too many colours."""
    from PIL import Image

    counted = picture.getcolors(MOST_COLOURS)
    if counted is None:
        return None
    colours = sorted({(0, 0, 0), *(colour for _, colour in counted if isinstance(colour, tuple))})
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    out = io.BytesIO()
    indexed = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    indexed.save(out, "PNG", optimize=True, transparency=0)
    return out.getvalue()


def shown(film: Film, runs: Iterable[Run]) -> Iterator[Frame]:
    """Yield what a page of the website shows of these runs: the frames, cut out of the sheet as `screens.js` does."""
    from PIL import Image

    sheet = opened(film.sheet, "PNG").convert("RGBA")
    ground = Image.new("RGBA", sheet.size, (0, 0, 0, 255))
    ground.alpha_composite(sheet)
    dots = ground.convert("RGB")
    for start, step, count, ms in runs:
        for index in range(count):
            fold, x = divmod(start + index * step, FOLD)
            box = (x, fold * film.height, x + film.width, (fold + 1) * film.height)
            yield dots.crop(box), ms


def letter_height(picture: Image) -> int:
    """Return the dots of the tallest line on a page; a line ends where a row of the page is dark."""
    rows = picture.convert("L").getprojection()[1]
    return max(len(line) for line in bytes(rows).split(b"\0"))


def ink_width(picture: Image) -> int:
    """Return the columns from the first to the last that is lit."""
    box = picture.getbbox()
    return box[2] - box[0] if box else 0
