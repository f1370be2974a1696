"""Rendering a screen's folder: text, pictures, the loop, a preview, and the page that says how to load them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from fanzha.formats.led.checks import schedule_record
from fanzha.formats.led.files import addressed, by_plain, named
from fanzha.formats.led.motion import gif, scroll_gif, scroll_name
from fanzha.formats.led.native import native_files, playlist_of
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.pages import PALETTES, ScreenPage, all_pages
from fanzha.formats.led.pictures import other_depth, page_name, still_pictures, strip_name
from fanzha.formats.led.readme import readme
from fanzha.formats.led.texts import OWN, encodings, text_files
from fanzha.model import Artifact
from fanzha.pixels import dotted

if TYPE_CHECKING:
    from fanzha.formats import Workshop

HOUSING = 10
"""Pixels of dark rim around the preview."""


def render(artifact: Artifact, workshop: Workshop) -> Mapping[str, bytes]:
    """Return the files of the folder by path."""
    if cast(LedParams, artifact.params).screen == "lcd":
        from fanzha.formats.led import lcd_render

        return lcd_render.render(artifact, workshop)
    return files_of(cast(LedParams, artifact.params))


def files_of(params: LedParams) -> dict[str, bytes]:
    """Return the files of one screen."""
    pages = all_pages(params)
    content = {
        "PREVIEW.gif": preview(pages, params),
        **{scroll_name(one): scroll_gif(one) for one in params.languages},
        **text_files(params),
        **still_pictures(params, pages),
    }
    own = native_files(params, pages)
    files = {named(name, data): data for name, data in content.items()} | own
    paths = by_plain(files)
    guide = readme(params, pages, content | own).decode("utf-8")
    # What the guide calls the GBK file is the card's own, in whatever charset that is.
    spoken = {OWN["gbk"]: paths[OWN[params.charset]], **paths}
    files["00_README.html"] = addressed(guide, spoken).encode("utf-8")
    files["MANIFEST.json"] = manifest(params, pages, files)
    return dict(sorted(files.items()))


def bead_size(width: int) -> int:
    """Return the pixels of one LED in the preview: 4 to 6."""
    return min(6, max(4, 960 // width))


def preview(pages: Sequence[ScreenPage], params: LedParams) -> bytes:
    """Return the pages as a person sees them on the wall, in real time."""
    size, palette = bead_size(params.width), PALETTES[params.colour]
    return gif([dotted(page.picture, palette, size, HOUSING) for page in pages], [page.dwell_ms for page in pages])


def manifest(params: LedParams, pages: Sequence[ScreenPage], files: Mapping[str, bytes]) -> bytes:
    """Return what lies in the folder, for machines and for whoever must prove what was shown."""
    paths = by_plain(files)
    record = {
        "screen": dict(params.names),
        "width": params.width,
        "height": params.height,
        "pitch": params.pitch,
        "colour": params.colour,
        "mode": params.mode,
        "charset": params.charset,
        "hotline": str(params.hotline.number),
        "publisher": dict(params.publisher.names),
        "version": params.publisher.version,
        "date": params.publisher.date.isoformat(),
        "schedule": schedule_record(params),
        "scroll": {"step": params.step, "frame_ms": params.frame_ms, "file": paths[scroll_name(params)]},
        "pages": page_records(params, pages, paths),
        "strip": strip_record(params, paths),
        **({"second": second} if (second := second_record(params, paths)) else {}),
        "texts": [{"file": paths[name], "charset": how.charset} for name, how in encodings(params).items()],
        "native": {"format": "onbon bx-y", "playlist": playlist_of(files)} if params.native else None,
        "files": [
            {"file": path, "size": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
            for path in sorted(files)
        ],
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def page_records(
    params: LedParams, pages: Sequence[ScreenPage], paths: Mapping[str, str]
) -> list[dict[str, str | int]]:
    """Return what the manifest says of each page; `paths` are the folder's by plain name."""
    return [
        {
            "file": paths[page_name(number)],
            "other_depth": paths[other_depth(page_name(number), params)],
            "text": page.text,
            "dwell_ms": page.dwell_ms,
            "slogan": page.slogan,
            "locale": page.locale,
        }
        for number, page in enumerate(pages, 1)
    ]


def strip_record(params: LedParams, paths: Mapping[str, str]) -> dict[str, str]:
    """Return what the manifest says of the long strip of a language."""
    return {"file": paths[strip_name(params)], "other_depth": paths[other_depth(strip_name(params), params)]}


def second_record(params: LedParams, paths: Mapping[str, str]) -> dict[str, object] | None:
    """Return what the manifest says of the second language, which follows the first; None when there is none.

    `towards` is where its text moves, in the animation and on a card that moves the strip.
    """
    if params.second is None:
        return None
    _, other = params.languages
    return {
        "locale": other.locale,
        "towards": "left" if other.leftwards else "right",
        "scroll": {"file": paths[scroll_name(other)]},
        "strip": strip_record(other, paths),
    }
