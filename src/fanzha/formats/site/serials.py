"""The serials of all posters for a script that looks one up: how each stands, for which place, until when.

Like the list of digests it is a script and no JSON file, because a page on a USB stick can fetch nothing else. How
things stand is of the day of the build; whoever reads it also compares the last day with today.
"""

from __future__ import annotations

import json

from fanzha.formats.site.placement_page import address_of, languages_of
from fanzha.model import Library
from fanzha.takedown import numbered

LIST = "verify/serials.js"
"""Below the site's root; the same for every locale."""
HEAD = "window.fanzhaSerials = "


def serials_of(library: Library) -> dict[str, dict[str, object]]:
    """Return of every serial what anybody may know, as JSON holds it; who hung it and the office's notes are not in it.

    `state` is coming, current, expired or revoked; `until` the last day; `replaced_by` a serial or empty; `pages` the
    addresses of its pages below the site's root, by locale.
    """
    return {
        serial: {
            "state": one.state(library.today),
            "place": one.name,
            "address": one.address,
            "from": str(one.from_),
            "until": str(one.until),
            "replaced_by": str(one.revoked.replaced_by) if one.revoked else "",
            "pages": {locale: address_of(one, locale, library) for locale in languages_of(one, library)},
        }
        for serial, one in sorted(numbered(library).items())
    }


def serials_script(library: Library) -> str:
    """Return it as a script: the same placements on the same day give the same bytes."""
    return f"{HEAD}{json.dumps(serials_of(library), ensure_ascii=False, separators=(',', ':'))};\n"
