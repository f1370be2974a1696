"""All that the site holds of placements besides MkDocs' pages: their own pages, and the lists."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from fanzha.formats.site.placement_page import CSV, TEMPLATE, placement_pages
from fanzha.formats.site.serials import LIST, serials_script
from fanzha.model import Library
from fanzha.takedown import table

if TYPE_CHECKING:
    import jinja2

    from fanzha.formats.site.downloads import Offer


def placement_lists(library: Library) -> dict[str, bytes]:
    """Return what must be taken down and all serials, by address below the site's root; nothing without placements."""
    lists = {CSV: table(library, office=False), LIST: serials_script(library)} if library.placements else {}
    return {address: text.encode("utf-8") for address, text in lists.items()}


def placement_files(
    library: Library, offer: Offer, pages: Container[str], templates: jinja2.Environment
) -> Iterator[tuple[str, bytes]]:
    """Yield the address below the site's root and the bytes of each file; `pages` is what MkDocs calls all others."""
    yield from placement_lists(library).items()
    if library.placements:
        for address, html in placement_pages(library, offer, pages, templates.get_template(TEMPLATE)):
            yield address, html.encode("utf-8")
