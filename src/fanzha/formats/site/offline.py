"""The site without a network: a manifest and icons to install it by, and the service worker that keeps its pages.

The worker names every file it keeps with a digest, so the same site gives the same worker, and another site another.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import posixpath
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from fanzha.forks import shared_out
from fanzha.formats.site.assets import FOLDER as ASSETS
from fanzha.formats.site.downloads import FOLDER as DOWNLOADS
from fanzha.formats.site.placed import FOLDER as PLACED
from fanzha.formats.site.wording import Wording
from fanzha.theme import tokens
from fanzha.tree import FolderTree

if TYPE_CHECKING:
    from fanzha.model import Library

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
_HERE = Path(__file__).parent / "offline"
_BUDGET = 20_000_000
"""Bytes to keep at the most, before compression: a province's thousands of pages would fill an old phone."""
_LARGEST_PICTURE = 100_000
"""Bytes: what is larger is for printing or sharing, and not needed to read a page."""
_ENDING = re.compile(rb"\.(?:css|js|json|svg|png|jpe?g|webp|gif|woff2?)(?![A-Za-z0-9])")
_BEFORE = (b'"', b"'", b"(")
"""What an address stands behind, in a tag or in a style sheet."""
_ADDRESS = re.compile(rb"[^)<>\s?#]+")
_LOADED = re.compile(
    rb"""<(?:script|link|img)\b[^>]*?\s(?:src|href)="([^"?#]+\.(?:css|js|svg|png|jpe?g|webp|gif))["?]"""
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|webp|gif)$")
_ICON = "icon-apple.png"
"""Only looked at while the site is being installed."""
_EMERGENCY = "help/now.html"


def installable(library: Library, locale: str, wording: Wording) -> dict[str, str | bytes]:
    """Return the files that make one locale's site installable, by their address below that locale's root."""
    colours = tokens(library.brand)
    nested = locale != library.publisher.default_locale
    icons = {
        "icon-192.png": {"sizes": "192x192", "type": "image/png", "purpose": "any"},
        "icon-512.png": {"sizes": "512x512", "type": "image/png", "purpose": "any"},
        "icon-maskable.png": {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    }
    manifest = {
        "name": wording("offline.name"),
        "short_name": wording("offline.short_name"),
        "description": wording("site.description"),
        "lang": locale,
        "dir": wording.direction,
        "start_url": "index.html",
        "scope": "../" if nested else "./",  # switching the language stays inside the installed site
        "display": "standalone",
        "theme_color": colours["color-brand"],
        "background_color": colours["color-paper"],
        "icons": [{"src": f"{ASSETS}/{name}", **facts} for name, facts in icons.items()],
    }
    if "help/now" in library.pages:
        manifest["shortcuts"] = [{"name": wording("nav.now"), "url": _EMERGENCY}]
    brand, ground = colours["color-brand"], colours["color-on-dark"]
    return {
        MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1) + "\n",
        f"{ASSETS}/icon-192.png": shield(192, brand, ground, full=False),
        f"{ASSETS}/icon-512.png": shield(512, brand, ground, full=False),
        f"{ASSETS}/icon-maskable.png": shield(512, brand, ground, full=True),
        f"{ASSETS}/{_ICON}": shield(180, brand, ground, full=True),
    }


@functools.cache
def shield(size: int, brand: str, ground: str, *, full: bool) -> bytes:
    """Return icon.svg's shield and tick as a PNG of `size` pixels square.

    `full` gives a ground to the very edge with the shield in its middle, which launchers and iOS cut to their own
    shape: what matters stays within the inner four fifths (W3C app manifest, maskable icons).
    """
    from PIL import Image, ImageColor, ImageDraw

    fine = 4 if size < 256 else 2  # drawn larger and scaled down, for smooth edges
    side = size * fine
    clear = (*ImageColor.getrgb(brand)[:3], 0)  # of the shield's colour, so that its edges are mixed with no other
    image = Image.new("RGBA", (side, side), brand if full else clear)
    scale, shift = (side / 48 * 0.8, side * 0.1) if full else (side / 48, 0.0)

    def placed(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x * scale + shift, y * scale + shift) for x, y in points]

    pen = ImageDraw.Draw(image)
    pen.polygon(placed(_outline()), fill=ground if full else brand)
    tick, width = placed(((15.6, 23.4), (21.6, 29.4), (32.6, 17.4))), 4.4 * scale
    colour = brand if full else ground
    pen.line(tick, fill=colour, width=round(width), joint="curve")
    for x, y in tick:
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour)
    written = io.BytesIO()
    image.reduce(fine).save(written, "PNG")
    return written.getvalue()


def _outline() -> Iterator[tuple[float, float]]:
    """Yield the shield of icon.svg in its 48 units: two corners, and a curve down to the point on either side."""
    yield from ((24.0, 3.5), (41.0, 9.4))
    yield from _curve((41, 22.7), (41, 32.7), (34.4, 40.3), (24, 44.5))
    yield from _curve((24, 44.5), (13.6, 40.3), (7, 32.7), (7, 22.7))
    yield (7.0, 9.4)


def _curve(*ends: tuple[float, float], steps: int = 32) -> Iterator[tuple[float, float]]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ends
    for step in range(steps + 1):
        t, u = step / steps, 1 - step / steps
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        yield (
            sum(w * x for w, x in zip(weights, (ax, bx, cx, dx), strict=True)),
            sum(w * y for w, y in zip(weights, (ay, by, cy, dy), strict=True)),
        )


def write_worker(site: Path, locales: Iterable[str], *, live: bool) -> None:
    """Write the service worker of the finished `site`; `locales` are the folders of the other locales.

    The live site of someone who writes gets the one that removes itself: pages kept there would hide the edits.
    """
    text = retired() if live else worker(FolderTree(site), tuple(locales))
    (site / WORKER).write_text(text, "utf-8", newline="\n")


def retired() -> str:
    """Return a service worker that removes what was kept and then itself: for publishers who want none."""
    return (_HERE / "retire.js").read_text("utf-8")


def worker(tree: Mapping[str, bytes], folders: tuple[str, ...]) -> str:
    """Return the service worker for the site's files; `folders` hold the other locales."""
    site = _Site(tree)
    site.read_pages()
    core, rest = _kept(site, folders)
    files = {path: site.at(path).digest for path in (*core, *rest)}
    listed = json.dumps(files, ensure_ascii=False, separators=(",", ":")).replace('","', '",\n"')
    text = (_HERE / WORKER).read_text("utf-8")
    version = hashlib.sha256((text + listed).encode()).hexdigest()[:12]
    for name, value in (("version", version), ("core", str(len(core))), ("files", listed)):
        text = text.replace(f"{{{{ {name} }}}}", value)
    return text


def kept(tree: Mapping[str, bytes], folders: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return the files to keep, most urgent first: those that must be there at once, and the rest.

    At once: the emergency page and the home page of every locale, with what they load. Then the other pages, the
    shallow ones first, with all that their scripts may ask for (search, reading aloud), until one does not fit.
    Downloads are for those who print, and not kept; nor are the pages of placements, for whoever scans a code has a
    network, and a thousand of them would leave no room.
    """
    return _kept(_Site(tree), folders)


def _kept(site: _Site, folders: tuple[str, ...]) -> tuple[list[str], list[str]]:
    roots = ["", *(f"{folder}/" for folder in folders)]
    core: dict[str, None] = {}
    for path in (root + page for page in (_EMERGENCY, "index.html") for root in roots):
        if path in site.tree:
            core |= dict.fromkeys((path, *site.named(path, site.at(path).loaded)))
    taken = sum(site.at(path).size for path in core)
    rest: dict[str, None] = {}
    pages = [path for path in site.tree if path.endswith(".html") and posixpath.basename(path) != "404.html"]
    pages = [path for path in pages if not _is_placed(path)]
    for path in sorted(pages, key=lambda path: (path.count("/") - path.startswith(tuple(roots[1:])), path)):
        if path not in core and taken + site.at(path).size > _BUDGET:
            break
        for one in (path, *site.named(path, site.at(path).asked)):
            if one in core or one in rest or taken + site.at(one).size > _BUDGET:
                continue
            taken += site.at(one).size
            rest[one] = None
    return list(core), list(rest)


def _is_placed(path: str) -> bool:
    return path.startswith(f"{PLACED}/")


@dataclass(frozen=True)
class _Seen:
    """What the worker needs to know of a file."""

    size: int
    digest: str
    loaded: tuple[str, ...]
    """What it loads with itself, as it is written there; for pages."""
    asked: tuple[str, ...]
    """All that it or its scripts may ask for; for pages and style sheets."""


def _seen(path: str, data: bytes) -> _Seen:
    page, style = path.endswith(".html"), path.endswith(".css")
    loaded = _addresses(_LOADED.findall(data)) if page else ()
    asked = _addresses(_named(data)) if page or style else ()
    return _Seen(len(data), hashlib.sha256(data).hexdigest()[:12], loaded, asked)


@dataclass(frozen=True)
class _Site:
    """The site's files, each of which is read once: thousands of pages name the same few."""

    tree: Mapping[str, bytes]
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def read_pages(self) -> None:
        """Look at all pages at once, on every processor."""
        pages = [path for path in self.tree if path.endswith(".html") and not _is_placed(path)]
        self._seen.update(zip(pages, shared_out(self._look_at, pages), strict=True))

    def at(self, path: str) -> _Seen:
        """Return what is to be known of a file."""
        if path not in self._seen:
            self._seen[path] = self._look_at((path,))[0]
        return self._seen[path]

    def _look_at(self, paths: Iterable[str]) -> list[_Seen]:
        return [_seen(path, self.tree[path]) for path in paths]

    def named(self, path: str, addresses: Iterable[str]) -> Iterator[str]:
        """Yield the files that a page or style sheet names, and what the style sheets among them name."""
        for address in addresses:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
            if name not in self.tree or name in (path, WORKER) or f"{DOWNLOADS}/" in name or name.endswith(_ICON):
                continue
            if _PICTURE.search(name) and self.at(name).size > _LARGEST_PICTURE:
                continue
            yield name
            if name.endswith(".css"):
                yield from self.named(name, self.at(name).asked)


def _named(data: bytes) -> Iterator[bytes]:
    """Yield every address of a file in a page or style sheet: each ending is found first, for there are few of them."""
    for ending in _ENDING.finditer(data):
        start = 1 + max(data.rfind(sign, 0, ending.start()) for sign in _BEFORE)
        if _ADDRESS.fullmatch(data, start, ending.end()):
            yield data[start : ending.end()]


def _addresses(found: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(sys.intern(unquote(address.decode("utf-8", "replace"))) for address in dict.fromkeys(found))
