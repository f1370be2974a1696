"""The page that lies beside slides and film and says, in Chinese first, how to get them onto a television."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha import furniture
from fanzha.formats.led.checks import last_day
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.lcd_slides import Slide
from fanzha.formats.led.readme import marked
from fanzha.formats.led.steps import language_of, seconds, timetable

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 360
"""Pixels of the longer side of a slide as the page shows it."""
COLOURS = 32


@dataclass(frozen=True)
class Shot:
    """One slide as the page shows it."""

    path: str
    text: str
    seconds: str
    locale: str
    source: str
    """The picture as a data URI, so that the page stays whole when it is sent on alone."""


def readme(
    params: LcdParams, shown: Sequence[Slide], pictures: Mapping[str, Image], files: Mapping[str, bytes]
) -> bytes:
    """Return the page as UTF-8. `pictures` are the slides by path, `files` all that lies beside the page."""
    total = sum(slide.dwell_ms for slide in shown)
    film = next((path for path in files if path.startswith("VIDEO/")), "")
    slides = list(pictures)
    html = furniture.template("led", "lcd_readme.html.j2").render(
        p=params,
        language=language_of(params),
        other=language_of(params.languages[1]) if params.second else None,
        name=_named(params.names, "zh"),
        name_en=_named(params.names, "en"),
        publisher=params.publisher,
        issuer=params.publisher.name_in("zh"),
        shots=[
            Shot(path, slide.text, seconds(slide.dwell_ms), slide.locale, _data_uri(picture))
            for (path, picture), slide in zip(pictures.items(), shown, strict=True)
        ],
        first=slides[0].removeprefix("SLIDES/"),
        film=film,
        film_size=f"{len(files[film]) / 1e6:.1f} MB" if film else "",
        times=timetable(params.schedule),
        marked=marked,
        last_day=last_day(params),
        longest=seconds(max(slide.dwell_ms for slide in shown)),
        total=seconds(total),
    )
    return html.encode("utf-8")


def _named(names: Mapping[str, str], locale: str) -> str:
    return names.get(locale) or next(iter(names.values()))


def _data_uri(picture: Image) -> str:
    copy = picture.copy()
    copy.thumbnail((SIDE, SIDE))
    copy.quantize(COLOURS).save(out := io.BytesIO(), "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
