"""The shelf that WeasyPrint may take files from: named bytes, checked, and nothing else in the world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from fanzha.diagnostics import Diagnostic
from fanzha.pictures import read_picture

_RASTER = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_SVG_STARTS = (b"<svg", b"<?xml", b"<!--")
"""How an SVG file may start."""

_SVG_BEYOND = re.compile(
    rb"""(?:href|src)\s*=\s*["']?\s*(?!["'\s#])|url\(\s*["']?\s*(?!["'\s#])|@import|<\?xml-stylesheet|<!doctype|<!entity"""
    rb"""|<(?:[a-z]+:)?(?:script|foreignobject)\b""",
    re.IGNORECASE,
)
"""What makes a drawing more than itself. WeasyPrint ignores some of it without a word, so it is not even begun."""

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
        _check_raster(name, data)
        return _RASTER[suffix]
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix == ".svg" and text.startswith(_SVG_STARTS):
        if _SVG_BEYOND.search(data):
            raise Refused(f"asset {name} refers to something outside itself")
        return "SVG"
    if suffix == ".css":
        return "CSS"
    raise Refused(f"asset {name} is not a PNG, JPEG, WEBP, SVG or CSS file")


def _check_raster(name: str, data: bytes) -> None:
    picture = read_picture(name, data)
    if isinstance(picture, Diagnostic):
        size = " × ".join(value for key, value in picture.args if key in {"width", "height"})
        raise Refused(f"asset {name} " + (f"is too large: {size} pixels" if size else "is not a readable picture"))
