"""What the posters of placements look like: a small picture of each, for the page that its code leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from fanzha.forks import shared_out
from fanzha.formats.site.previews import Preview, preview_of
from fanzha.model import Finished, placement_path

FOLDER = placement_path("").partition("/")[0]
"""At the site's root: what the codes on posters lead into."""
_FEWEST = 20
"""Posters that a process should at least draw: each takes some 50 ms."""


def placed_pictures(shown: Iterable[Finished], build: Path, cache: Path) -> dict[str, Preview]:
    """Return a picture of each poster below `build` by the serial of its placement; drawn, or kept in `cache`.

    One that cannot be drawn has none: its page then says all in words.
    """
    posters = [one for one in shown if one.pictured]

    def drawn(part: Sequence[Finished]) -> list[Preview | None]:
        return [preview_of(one, build, cache, "") for one in part]

    pictures = shared_out(drawn, posters, fewest=_FEWEST)
    return {
        serial_of(one): replace(picture, address=picture_address(one))
        for one, picture in zip(posters, pictures, strict=True)
        if picture is not None
    }


def serial_of(one: Finished) -> str:
    """Return the serial of the placement that a finished poster is for: its file is named after it."""
    return PurePosixPath(one.path).name.partition(".")[0]


def picture_address(one: Finished) -> str:
    """Return where the picture of a poster stands below the site's root. It names the artefact: none is ever old."""
    return f"{placement_path(serial_of(one))}{one.sha256[:8]}.webp"
