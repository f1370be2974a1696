"""Every link of the repository's own website, followed as a browser would: on a host, in a folder of one, from a disk.

The site's own reader (`verify.py`) is not asked: this one resolves addresses by itself and fetches them from a server.
"""

from __future__ import annotations

import dataclasses
import functools
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from fanzha.formats.site.render import render
from tests.harness import Row
from tests.site_project import Site, plan
from tests.static_host import hosting

pytestmark = pytest.mark.slow

ADDRESSES = ("href", "src", "srcset", "poster", "data-fz-check")


class Links(HTMLParser):
    """Collects the addresses on a page and the places in it that a link may lead to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name in ADDRESSES and value:
                self.found += [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]
            elif name in {"id", "name"} and value:
                self.ids.add(value)


@functools.cache
def page(html: str) -> Links:
    return Links(html)


def broken(
    base: str, made: Site, fetched: Callable[[str], str | None], *, missing_pages: bool
) -> tuple[int, list[str]]:
    """Return how many links the pages at `base` have, and those that lead nowhere."""
    own = made.library.publisher.site
    count, troubles = 0, []
    for path in made.tree:
        if not path.endswith(".html") or (path.endswith("404.html") and not missing_pages):
            continue
        for link in page(made.page(path)).found:
            whole = urljoin(base + path, link)
            if whole.startswith(own):
                whole = base + whole.removeprefix(own)
            if urlsplit(whole).scheme in {"https", "tel", "data"}:
                continue
            count += 1
            address, fragment = urldefrag(whole)
            text = fetched(address.partition("?")[0]) if address.startswith(base) else None
            there = text is not None and (not fragment or "=" in fragment or unquote(fragment) in page(text).ids)
            if not there:
                troubles.append(f"{path}: {link}")
    return count, sorted(set(troubles))


def asked(address: str) -> str | None:
    """Return what a server sends, None when it has no such file."""
    try:
        with urllib.request.urlopen(address) as answer:
            kind = answer.headers.get_content_type()
            return answer.read().decode("utf-8") if kind == "text/html" else ""
    except urllib.error.HTTPError:
        return None


def read(address: str) -> str | None:
    """Return a file as a browser opens it from a disk, where a folder is no page."""
    path = Path(unquote(urlsplit(address).path))
    if not path.is_file():
        return None
    return path.read_text("utf-8") if path.suffix == ".html" else ""


@pytest.fixture(scope="module")
def in_a_folder(own_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """Return the same site made for a folder of a host, and the host's root."""
    www = tmp_path_factory.mktemp("www")
    made = own_site
    address = f"{made.library.publisher.site}in/folder/"
    publisher = dataclasses.replace(made.library.publisher, site=type(made.library.publisher.site)(address))
    library = dataclasses.replace(made.library, publisher=publisher)
    artifact = plan(library)
    scratch = tmp_path_factory.mktemp("scratch")
    workshop = dataclasses.replace(made.workshop, scratch=scratch, cache=scratch / "cache")
    tree = render(artifact, workshop)
    (www / "in").mkdir()
    (www / "in" / "folder").symlink_to(scratch / "site")
    yield Site(library, artifact, workshop, tree, scratch / "site"), www


def test_no_link_is_broken_at_the_root_of_a_host(own_site: Site, row: Row) -> None:
    with hosting(own_site.folder) as host:
        count, troubles = broken(host.base, own_site, functools.cache(asked), missing_pages=True)
    row(f"links at the root of a host, {count}", f"{len(troubles)} broken")
    assert count > 5000 and troubles == []


def test_no_link_is_broken_in_a_folder_of_a_host(row: Row, in_a_folder: tuple[Site, Path]) -> None:
    made, www = in_a_folder
    with hosting(www, "/in/folder/") as host:
        count, troubles = broken(host.base, made, functools.cache(asked), missing_pages=True)
    row(f"links in a folder of a host, {count}", f"{len(troubles)} broken")
    assert count > 5000 and troubles == []


def test_no_link_is_broken_on_a_usb_stick(own_site: Site, row: Row) -> None:
    """But for the page of a missing address, which no disk shows."""
    base = own_site.folder.as_uri() + "/"
    count, troubles = broken(base, own_site, functools.cache(read), missing_pages=False)
    row(f"links on file://, {count}", f"{len(troubles)} broken")
    assert count > 5000 and troubles == []


def test_a_broken_link_would_be_told(own_site: Site) -> None:
    made = own_site
    spoilt = made.page("index.html").replace("</main>", '<a href="tactics/gone.html">x</a><a href="#gone">y</a></main>')
    site = dataclasses.replace(made, tree={"index.html": spoilt.encode()})
    _, troubles = broken(made.folder.as_uri() + "/", site, read, missing_pages=False)
    assert troubles == ["index.html: #gone", "index.html: tactics/gone.html"]
