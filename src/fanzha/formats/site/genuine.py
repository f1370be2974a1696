"""Whether a file is one of ours: the list of digests that `genuine.js` looks in, and the page around it.

The list says of every file to download, and of every file within a folder to download, what it is and until when it may
be handed out. It is a script, because a page on a USB stick can fetch nothing else, and is asked for when somebody
chooses a file.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from fanzha.formats.site.downloads import FOLDER, SUMS, Offer
from fanzha.model import Finished, Library, Publisher

if TYPE_CHECKING:
    from fanzha.formats.site.view import View

PAGE = "verify/index.md"
LIST = "verify/digests.js"
"""Below the site's root; the same for every locale."""
HEAD = "window.fanzhaGenuine = "
_EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing: an empty file is nobody's."""
_WORDS = (
    "reading", "ours", "ours_text", "old", "old_text", "altered", "altered_text", "unknown", "unknown_text",
    "unreadable", "unreadable_text", "missing", "file", "title_label", "language", "version", "until", "listed",
    "call", "get",
)  # fmt: skip


@dataclass(frozen=True)
class Product:
    """What the list says of a file."""

    title: str
    locale: str
    """Empty when it is in several languages."""
    until: datetime.date | None
    """The last day on which it may be handed out."""
    address: str
    """Of the download that it is, or is in, below the downloads."""

    def row(self) -> list[str]:
        """Return it as it stands in the list."""
        return [self.title, self.locale, str(self.until or ""), self.address]


def until_of(publisher: Publisher, *finished: Finished) -> datetime.date | None:
    """Return the last day on which all of these may be handed out together; None when there is none."""
    days = [one.valid_until or publisher.valid_until for one in finished]
    return min((day for day in days if day), default=None)


def products(library: Library, offer: Offer) -> Iterator[tuple[str, Product]]:
    """Yield SHA-256 and meaning of everything on offer: the downloads, the bundles, and what is in the folders."""
    publisher = library.publisher
    made = []
    for download in offer.downloads:
        one = download.finished
        address = download.address.removeprefix(f"{FOLDER}/")
        made.append((download, Product(one.title, one.locale, until_of(publisher, one), address)))
        yield download.sha256, made[-1][1]
    for bundle in offer.bundles:
        title = bundle.subject.name(bundle.locale)
        yield bundle.sha256, Product(title, bundle.locale, until_of(publisher, *bundle.finished), bundle.address)
    for download, product in made:
        yield from ((digest, product) for digest in download.finished.files.values())


def list_script(library: Library, offer: Offer) -> str:
    """Return the list: the same products give the same bytes."""
    rows: dict[Product, int] = {}
    digests: dict[str, int] = {}
    for digest, product in products(library, offer):
        if digest != _EMPTY:
            digests.setdefault(digest, rows.setdefault(product, len(rows)))
    publisher = library.publisher
    sizes = [download.size for download in offer.downloads] + [bundle.size for bundle in offer.bundles]
    inner = [download.finished.size for download in offer.downloads]  # of a folder: all of its files
    told = {
        "version": publisher.version,
        "date": str(publisher.date),
        "largest": max([*sizes, *inner], default=0),
        "products": [product.row() for product in rows],
        "digests": dict(sorted(digests.items())),
    }
    return f"{HEAD}{json.dumps(told, ensure_ascii=False, separators=(',', ':'))};\n"


@dataclass(frozen=True)
class Desk:
    """The page for its template."""

    view: View

    @property
    def list(self) -> str:
        """The way to the list."""
        return self.view.asset(LIST)

    @property
    def sums(self) -> str:
        """The way to the list of digests that people read."""
        return self.view.asset(f"{FOLDER}/{SUMS}")

    @property
    def contact(self) -> str:
        """The publisher's own number that material prints, or else the one for advice."""
        library = self.view.library
        printed = (str(one) for one in library.publisher.contact if one in library.registry.numbers)
        advice = self.view.call("advice")
        return next(printed, str(advice.number) if advice else "110")

    @property
    def example(self) -> str:
        """The name of a file to check."""
        return next((one.name for one in self.view.offer.downloads if one.finished.kind == "file"), "")

    def said(self, key: str) -> str:
        """Return what the page says under `key`, with the number to call."""
        text = self.view.t(f"genuine.{key}")
        return text.replace("{contact}", self.contact).replace("{site}", str(self.view.library.publisher.site))

    def data(self) -> Markup:
        """Return what genuine.js needs, as JSON that may stand in a script element."""
        view = self.view
        languages: Mapping[str, str] = {one: view.language_name(one) for one in view.library.publisher.locales}
        data = {"words": {key: self.said(key) for key in _WORDS}, "languages": languages, "contact": self.contact}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def desk_of(view: View) -> Desk:
    """Return the page for its template."""
    return Desk(view)
