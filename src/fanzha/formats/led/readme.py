"""The page that lies beside the files and says, in Chinese first, how to get them onto the screen."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from fanzha.formats.led.motion import frames, strip_of
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage
from fanzha.pixels import dotted

COLOURS = {"red": ("单色（红）", "red"), "dual": ("红绿双色", "red and green"), "full": ("全彩", "full colour")}
PICTURE_BEAD = 4
"""Pixels of one LED in the pictures on this page."""


@dataclass(frozen=True)
class Shot:
    """One page as the README shows it."""

    number: int
    text: str
    seconds: str
    source: str
    """The picture as a data URI, so that the page stays whole when it is sent on alone."""
    hotline: bool


def _data_uri(page: ScreenPage, params: LedParams) -> str:
    out = io.BytesIO()
    # Four bits hold the dozen colours; searching for the smallest file (`optimize`) takes ten times as long.
    dotted(page.picture, PALETTES[params.colour], PICTURE_BEAD, 4).save(out, "PNG", bits=4)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")


def _seconds(milliseconds: float) -> str:
    """Return seconds with at most one decimal."""
    return f"{milliseconds / 1000:.1f}".removesuffix(".0")


def readme(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> bytes:
    """Return the page as UTF-8. `files` are the other files of the folder, which it lists."""
    import jinja2

    template = resources.files("fanzha.formats.led").joinpath("readme.html.j2").read_text("utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    html = environment.from_string(template).render(
        params=params,
        name=params.names.get("zh") or next(iter(params.names.values())),
        name_en=params.names.get("en") or next(iter(params.names.values())),
        publisher=params.publisher,
        colour=COLOURS[params.colour],
        metres=(f"{params.width * params.pitch / 1000:.2f}", f"{params.height * params.pitch / 1000:.2f}"),
        shots=[
            Shot(number, page.text, _seconds(page.dwell_ms), _data_uri(page, params), not page.slogan)
            for number, page in enumerate(pages, 1)
        ],
        half_seconds=sorted({page.dwell_ms // 500 for page in pages}),
        pages_total=_seconds(sum(page.dwell_ms for page in pages)),
        **_motion(params),
        sizes={path: f"{len(data) / 1024:.0f} KB" for path, data in files.items()},
    )
    return html.encode("utf-8")


def _motion(params: LedParams) -> dict[str, str]:
    speed = params.step * 1000 / params.frame_ms
    loop = sum(ms for _, ms in frames(strip_of(params), params.width, params.step, params.frame_ms))
    return {
        "speed": f"{speed:.0f}",
        "pace": f"{speed / params.em:.1f}",
        "crossing": _seconds(params.width / speed * 1000),
        "loop": _seconds(loop),
    }
