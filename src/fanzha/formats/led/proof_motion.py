"""Playing the animations back: size, colours, time, the seam, and how long the hotline can be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led import checks
from fanzha.formats.led.charset import shown
from fanzha.formats.led.motion import loop_of, scroll_name, scrolling_line
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, hotline_pages
from fanzha.formats.led.render import HOUSING, bead_size
from fanzha.pixels import dotted, opened, painted

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_FRAME_MS = 20
"""Browsers and players slow down frames shorter than this."""
MOST_BYTES = 1_000_000
"""Above this, small cards refuse or stutter."""


@dataclass(frozen=True)
class Film:
    """A GIF as it was read."""

    frames: tuple[Image, ...]
    """Mode `RGB`."""
    durations: tuple[int, ...]
    """Milliseconds of each frame."""
    endless: bool


def read_gif(data: bytes) -> Film | None:
    """Return the GIF's frames, or None when it cannot be read."""
    from PIL import ImageSequence

    try:
        image = opened(data, "GIF")
        endless = image.info.get("loop") == 0
        read = [(frame.convert("RGB"), int(frame.info.get("duration", 0))) for frame in ImageSequence.Iterator(image)]
    except (OSError, ValueError, EOFError, IndexError):
        return None
    return Film(tuple(frame for frame, _ in read), tuple(ms for _, ms in read), endless)


def prove_scrolls(found: Mapping[str, tuple[str, bytes]], params: LedParams) -> Iterator[Diagnostic]:
    """Yield what is wrong with the scrolling loops, a language each, and with the time that they take together.

    `found` are the folder's files, path and bytes, by plain name.
    """
    durations: list[int] = []
    for one in params.languages:
        if scroll_name(one) not in found:
            continue
        path, data = found[scroll_name(one)]
        film, size = read_gif(data), (params.width, params.height)
        yield from _basics(path, data, film, size)
        if film is not None and film.frames[0].size == size:
            yield from _scroll(path, film, one)
            durations += film.durations
    if params.mode == "scroll":
        yield from checks.endless(found.get(scroll_name(params), ("", b""))[0], durations, params)


def _scroll(path: str, film: Film, params: LedParams) -> Iterator[Diagnostic]:
    """Yield what is wrong with the loop of one language."""
    loop = list(loop_of(params))
    yield from _timing(path, film, sum(ms for _, ms in loop))
    yield from _colours(path, film, params)
    jump = first_jump(film.frames, params.step, leftwards=params.leftwards)
    if jump is not None:
        yield Diagnostic.at("LED007", path=path, frame=jump + 1, step=params.step)
    stands = [painted(page.picture, PALETTES[params.colour]) for page in hotline_pages(params) if page.shows_number]
    readable, least = time_shown(film, [picture.convert("RGB") for picture in stands]), checks.least_hotline_ms(params)
    if readable < least:
        yield Diagnostic.at("LED008", path=path, number=params.hotline.number, found=readable, least=least)
    yield from checks.flashing(path, film.frames, film.durations)
    yield from _slogans(path, film, params)
    yield from _ends(path, film, params, loop[0][0])


def prove_preview(path: str, data: bytes, params: LedParams, pages: Sequence[ScreenPage]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the enlarged preview: its size and its time."""
    film, bead, palette = read_gif(data), bead_size(params.width), PALETTES[params.colour]
    size = (params.width * bead + 2 * HOUSING, params.height * bead + 2 * HOUSING)
    yield from _basics(path, data, film, size)
    if film is None or film.frames[0].size != size:
        return
    yield from _timing(path, film, sum(page.dwell_ms for page in pages))
    seen = [(page, dotted(page.picture, palette, bead, HOUSING).convert("RGB")) for page in pages]
    yield from checks.hurried(path, film.frames, film.durations, seen, params)
    if params.mode == "pages":
        yield from checks.endless(path, film.durations, params)
    yield from checks.flashing(path, film.frames, film.durations)


def _basics(path: str, data: bytes, film: Film | None, size: tuple[int, int]) -> Iterator[Diagnostic]:
    expected = f"GIF {size[0]}×{size[1]}"
    if film is None:
        yield Diagnostic.at("LED004", path=path, expected=expected, found="-")
    elif film.frames[0].size != size:
        width, height = film.frames[0].size
        yield Diagnostic.at("LED004", path=path, expected=expected, found=f"GIF {width}×{height}")
    if len(data) > MOST_BYTES:
        yield Diagnostic.at("LED016", path=path, size=len(data) // 1000, limit=MOST_BYTES // 1000)


def _timing(path: str, film: Film, wanted: int) -> Iterator[Diagnostic]:
    """Yield LED006 unless the film is endless, each frame is long enough and the whole takes the time it should."""
    shortest = min(film.durations)
    if not film.endless or shortest < LEAST_FRAME_MS or sum(film.durations) != wanted:
        yield Diagnostic.at("LED006", path=path, found=sum(film.durations), wanted=wanted, shortest=shortest)


def _colours(path: str, film: Film, params: LedParams) -> Iterator[Diagnostic]:
    for frame in film.frames:
        stray = stray_colours(frame, PALETTES[params.colour].colours)
        if stray:
            yield Diagnostic.at("LED005", path=path, colour=stray[0])
            return


def stray_colours(image: Image, allowed: Sequence[tuple[int, int, int]]) -> list[str]:
    """Return the colours, as `#rrggbb`, that the screen must not show: a half-lit dot among them."""
    counted = image.convert("RGB").getcolors(image.width * image.height) or []
    found = {cast("tuple[int, int, int]", colour) for _, colour in counted}
    return sorted("#" + bytes(colour).hex() for colour in found - set(allowed))


def first_jump(pictures: Sequence[Image], step: int, *, leftwards: bool = True) -> int | None:
    """Return the index of the first frame that is not the one before moved by `step`, to the left or right, if any.

    The last frame comes before the first.
    """
    width, height = pictures[0].size
    left, right = (0, 0, width - step, height), (step, 0, width, height)
    leaves, stays = (right, left) if leftwards else (left, right)
    before = pictures[-1]
    for index, picture in enumerate(pictures):
        if before.crop(leaves).tobytes() != picture.crop(stays).tobytes():
            return index
        before = picture
    return None


def time_shown(film: Film, pictures: Sequence[Image]) -> int:
    """Return for how many milliseconds of a loop exactly one of the pictures is shown."""
    wanted = {picture.tobytes() for picture in pictures}
    return sum(ms for frame, ms in zip(film.frames, film.durations, strict=True) if frame.tobytes() in wanted)


def _slogans(path: str, film: Film, params: LedParams) -> Iterator[Diagnostic]:
    """Put the columns that scrolled in together again and look for every slogan's dots."""
    columns = list(_columns(film, params))
    strip = b"".join(columns if params.leftwards else columns[::-1])
    for slogan in params.slogans:
        text = shown(slogan.name, params.locale)
        line = painted(scrolling_line(text, params), PALETTES[params.colour]).convert("RGB")
        if _by_columns(line) not in strip:
            yield Diagnostic.at("LED014", path=path, text=text)


def _ends(path: str, film: Film, params: LedParams, first: Image) -> Iterator[Diagnostic]:
    """Yield LED014 unless the loop ends with the hotline standing and begins one step further on."""
    text, last = [(page.text, page.picture) for page in hotline_pages(params)][-1]
    for frame, wanted in ((film.frames[0], first), (film.frames[-1], last)):
        if frame.tobytes() != painted(wanted, PALETTES[params.colour]).convert("RGB").tobytes():
            yield Diagnostic.at("LED014", path=path, text=text)
            return


def _columns(film: Film, params: LedParams) -> Iterator[bytes]:
    """Yield what each frame brings in, on the side that text enters from."""
    start = params.width - params.step if params.leftwards else 0
    for frame, duration in zip(film.frames, film.durations, strict=True):
        new = _by_columns(frame.crop((start, 0, start + params.step, params.height)))
        # Only a dark screen can have equal neighbours, which the file holds as one long frame.
        yield new * (1 if any(new) else max(1, duration // params.frame_ms))


def _by_columns(picture: Image) -> bytes:
    """Return the dots column by column."""
    from PIL import Image

    return picture.transpose(Image.Transpose.TRANSPOSE).tobytes()
