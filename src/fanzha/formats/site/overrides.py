"""What the templates in `overrides/`, which stand around our pages, may ask for."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from fanzha.formats.site.assets import assets
from fanzha.formats.site.downloads import Offer
from fanzha.formats.site.frame import Frame
from fanzha.formats.site.icons import icon
from fanzha.formats.site.indexed import suggested
from fanzha.formats.site.locales import other_locales
from fanzha.formats.site.pages import SitePage
from fanzha.formats.site.placement_page import contacts
from fanzha.formats.site.tongue import said_in
from fanzha.formats.site.wording import Wording
from fanzha.model import Library
from fanzha.theme import tokens


def at_hand(library: Library, words: Wording, offer: Offer, pages: Mapping[str, SitePage]) -> dict[str, object]:
    """Return by name what the templates of one locale's build use; `pages` are its pages by what MkDocs calls them."""
    colours = tokens(library.brand)
    roles = {number.role: number for number in library.registry.numbers.values()}
    return {
        "fz_part": Frame().part,
        "fz_t": words,
        "fz_icon": icon,
        "fz_locale": words.locale,
        "fz_said": functools.partial(said_in, library, words.locale),
        "fz_publisher": library.publisher,
        "fz_calls": [roles[role] for role in ("emergency", "advice") if role in roles],
        "fz_numbers": sorted(number.number for number in library.registry.numbers.values()),
        "fz_contacts": contacts(library) if library.placements else (),
        "fz_has_now": "help/now" in library.pages,
        "fz_kind": lambda page: pages[page.file.src_uri].kind if page else "missing",
        "fz_share_picture": lambda page: offer.picture_for(pages[page.file.src_uri].slug if page else "", words.locale),
        "fz_switch": functools.partial(other_locales, library, words.locale),
        "fz_assets": assets,
        "fz_suggested": suggested(library, pages.values()),
        "fz_colour": {"brand": colours["color-brand"], "alert": colours["color-alert"]},
    }
