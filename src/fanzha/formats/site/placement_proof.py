"""Reads the pages of placements back: each says what the library says of its poster, in every language of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.site import name_of
from fanzha.formats.site.placed import FOLDER, picture_address, serial_of
from fanzha.formats.site.placement_files import placement_lists
from fanzha.formats.site.placement_page import addresses
from fanzha.formats.site.previews import BOX, size_of
from fanzha.model import Finished, Library, Placement
from fanzha.takedown import Standing


def placements_are_true(
    library: Library, tree: Mapping[str, bytes], finished: Iterable[Finished]
) -> Iterator[Diagnostic]:
    """Yield SITE003 for a page that is missing, SITE026 for one that says something else than its placement.

    Nothing may stand below the folder of the codes but these pages and the pictures of `finished` posters.
    """
    standing = Standing(library)
    pictures = {picture_address(one) for one in finished if serial_of(one) in standing.placements}
    expected = set(pictures)
    for address, placement, locale in addresses(library):
        expected.add(address)
        if address not in tree:
            yield Diagnostic.at("SITE003", placement.place, path=address)
            continue
        if not _is_true(tree[address], placement, locale, library, standing):
            yield _untrue(address, placement.serial)
    for path in sorted(path for path in tree if path.startswith(f"{FOLDER}/") and path not in expected):
        yield _untrue(path, path.split("/")[1])
    for path in sorted(pictures & set(tree)):
        if not _is_picture(tree[path]):
            yield _untrue(path, path.split("/")[1])
    for path, data in placement_lists(library).items():
        if tree.get(path) != data:
            yield _untrue(path, path)


def _untrue(path: str, serial: str) -> Diagnostic:
    return Diagnostic.at("SITE026", Place(f"build/site/{path}"), serial=serial)


def _is_true(data: bytes, placement: Placement, locale: str, library: Library, standing: Standing) -> bool:
    """Return whether a page says who issued the code, where it may hang, until when, and how things stand."""
    page = LexborHTMLParser(data.decode("utf-8"))
    state = placement.state(library.today)
    box = page.css_first(".fz-issued")
    if box is None or f"fz-issued--{state}" not in (box.attributes.get("class") or "").split():
        return False
    said = [" ".join(one.text().split()) for one in box.css("dd, dd b, dd span, dd time, dd bdi")]
    wanted = [
        placement.name,
        placement.address,
        placement.serial,
        "" if state == "revoked" else str(placement.until),
        name_of(library.publisher, locale),
    ]
    down = standing.down(placement)
    if down and down.replacement:
        wanted += [down.reason, down.replacement.serial, down.replacement.name]
    return all(" ".join(text.split()) in said for text in wanted if text)


def _is_picture(data: bytes) -> bool:
    try:
        return max(size_of(data)) <= BOX
    except OSError:
        return False
