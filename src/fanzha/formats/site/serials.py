"""Looking up the number of a poster: the list of all serials, and what the field that asks for one shows.

Like every list of ours it is a script and no JSON file, because a page on a USB stick can fetch nothing else.
It holds days and no states: the browser knows what day it is, which a page that was built before cannot.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.site.pages import TAKEDOWN
from fanzha.formats.site.placement_page import contacts, languages_of
from fanzha.model import Library
from fanzha.takedown import numbered

if TYPE_CHECKING:
    from fanzha.formats.site.view import View

LIST = f"{TAKEDOWN}/serials.js"
"""Below the site's root; the same for every locale."""
HEAD = "window.fanzhaSerials = "
_WORDS = (
    "issued", "issued_text", "coming", "expired", "revoked", "unknown", "unknown_text", "mistyped", "mistyped_text",
    "until", "open", "lookup_failed",
)  # fmt: skip
"""Not that "this code is ours", as the page says that the code led to: a number can be copied below any code."""


def serials_of(library: Library) -> dict[str, dict[str, str]]:
    """Return of every serial what anybody may know; who hung it and the office's notes are not in it.

    `revoked` is the day from which it must not hang, `replaced_by` a serial, each empty without; `locale` is the
    language of the page at the code's own address.
    """
    return {
        serial: {
            "place": str(one.name),
            "address": str(one.address),
            "from": str(one.from_),
            "until": str(one.until),
            "revoked": str(one.revoked.on) if one.revoked else "",
            "replaced_by": str(one.revoked.replaced_by) if one.revoked else "",
            "locale": languages_of(one, library)[0],
        }
        for serial, one in sorted(numbered(library).items())
    }


def serials_script(library: Library) -> str:
    """Return it as a script: the same placements give the same bytes."""
    return f"{HEAD}{json.dumps(serials_of(library), ensure_ascii=False, separators=(',', ':'))};\n"


@dataclass(frozen=True)
class Lookup:
    """The field for its template, `_lookup.html.j2`; a page with it loads serial.js and lookup.js."""

    view: View

    @property
    def list(self) -> str:
        """The way to the list."""
        return self.view.asset(LIST)

    @property
    def root(self) -> str:
        """The way to the site's root, below which the pages of placements stand."""
        return self.view.asset("index.html").removesuffix("index.html")

    @property
    def data(self) -> dict[str, object]:
        """What lookup.js works from."""
        t, publisher = self.view.t, self.view.library.publisher
        contact = next(iter(contacts(self.view.library)), "")
        words = {
            key: t(f"placement.{key}").replace("{contact}", contact).replace("{site}", publisher.site) for key in _WORDS
        }
        written = publisher.default_locale if publisher.default_locale != self.view.locale else ""
        return {"words": words, "locale": self.view.locale, "written": written}
