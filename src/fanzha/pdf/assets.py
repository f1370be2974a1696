"""The shelf that WeasyPrint may take files from: named bytes, checked, and nothing else in the world."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

MAX_PIXELS = 25_000_000
"""A picture with more pixels is refused before it is decoded."""

_RASTER = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_SVG_STARTS = (b"<svg", b"<?xml", b"<!--")
"""How an SVG file may start. A document type is refused: its entities are the way to blow one up."""

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "SVG": "image/svg+xml", "CSS": "text/css"}


class Refused(Exception):
    """A reference to something that is not on the shelf."""


class ShelfOfAssets:
    """Serves `asset:NAME` from memory and keeps a list of everything that was refused.

    The list matters: WeasyPrint goes on without a picture or stylesheet that it cannot fetch, and its SVG drawing
    swallows even fatal errors.
    """

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        """Keep the assets; nothing is checked before it is asked for."""
        self._assets = assets
        self.refusals: list[str] = []

    def fetcher(self) -> Any:
        """Return a WeasyPrint `URLFetcher` that asks this shelf only."""
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        shelf = self

        class ShelfFetcher(URLFetcher):  # type: ignore[misc]
            def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
                body, mime = shelf.take(url)
                return URLFetcherResponse(url, body, {"Content-Type": mime})

        return ShelfFetcher(allowed_protocols=("asset",), allow_redirects=False)

    def take(self, url: str) -> tuple[bytes, str]:
        """Return bytes and MIME type for `asset:NAME`; anything else is noted and raises `Refused`."""
        try:
            return self._checked(url)
        except Refused as refusal:
            self.refusals.append(str(refusal))
            raise

    def _checked(self, url: str) -> tuple[bytes, str]:
        scheme, _, name = url.partition(":")
        name = unquote(name)
        if scheme != "asset":
            raise Refused(f"refused reference: {url[:120]}")
        if name not in self._assets:
            raise Refused(f"no such asset: {name[:120]}")
        data = self._assets[name]
        return data, _TYPES[_kind(name, data)]


def _kind(name: str, data: bytes) -> str:
    """Return the kind of file, when name and content agree and the picture is not too large."""
    suffix = f".{name.rpartition('.')[2].lower()}"
    if suffix in _RASTER:
        _check_raster(name, data, _RASTER[suffix])
        return _RASTER[suffix]
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix == ".svg" and text.startswith(_SVG_STARTS) and b"<!doctype" not in data.lower():
        return "SVG"
    if suffix == ".css":
        return "CSS"
    raise Refused(f"asset {name} is not a PNG, JPEG, WEBP, SVG or CSS file")


def _check_raster(name: str, data: bytes, kind: str) -> None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            width, height = picture.size
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise Refused(f"asset {name} is not a readable {kind} picture") from None
    if width * height > MAX_PIXELS:
        raise Refused(f"asset {name} is too large: {width} × {height} pixels")
