"""Reads a finished page as a browser does, for everything that is asked of its tags.

The parser is lexbor's, which follows the HTML standard: what it sees in a page is what a browser sees there. Thousands
of pages have most of their tags in common, so what is to be said of a tag is worked out once.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from fanzha.formats.site.csp import breaches_of

_LOADS = frozenset({"src", "poster", "data", "action", "formaction", "background", "xlink:href"})
_CSS_ADDRESS = re.compile(r"""url\(\s*(['"]?)(.*?)\1\s*\)|@import\s+(['"])(.*?)\3""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
Attributes = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What a page points at; thousands of them are held, with most of their addresses in common."""

    ids: frozenset[str]
    links: frozenset[str]
    """Where a person may go."""
    loads: frozenset[str]
    """What the browser fetches by itself."""
    breaches: tuple[str, ...]
    """What the Content-Security-Policy would stop, in the page's own words, each once."""


def read_page(html: str) -> ReadPage:
    """Return what the tags of a page say."""
    seen = dict.fromkeys(_tags(html))
    ids = {sys.intern(value) for _, attributes in seen for name, value in attributes if name == "id" and value}
    said = [_said_by(*tag) for tag in seen]
    return ReadPage(
        ids=frozenset(ids),
        links=frozenset().union(*(links for links, _, _ in said)),
        loads=frozenset().union(*(loads for _, loads, _ in said)),
        breaches=tuple(dict.fromkeys(breach for _, _, breaches in said for breach in breaches)),
    )


def _tags(html: str) -> Iterator[tuple[str, Attributes]]:
    """Yield the name and the attributes of every element, in order."""
    for node in LexborHTMLParser(html).css("*"):
        yield node.tag or "", tuple(node.attributes.items())


_Said = tuple[frozenset[str], frozenset[str], tuple[str, ...]]


@functools.lru_cache(maxsize=1 << 15)
def _said_by(tag: str, attributes: Attributes) -> _Said:
    """Return the links, the loads and the breaches of one tag."""
    links: list[str] = []
    loads: list[str] = []
    given = dict(attributes)
    for name, value in attributes:
        if value is None:
            continue
        if name == "href":
            relation = given.get("rel") or ""
            person = tag in {"a", "area"} or (tag == "link" and relation in {"canonical", "prev", "next"})
            (links if person else loads).append(value)
        elif name == "style":
            loads += css_addresses(value)
        elif name == "srcset":
            loads += [part.split()[0] for part in value.split(",") if part.strip()]
        elif name in _LOADS:
            loads.append(value)
        elif tag == "meta" and name == "content" and given.get("property") == "og:image":
            links.append(value)  # the picture that a chat shows beside the link
        elif tag == "meta" and name == "content" and "url=" in value.lower():
            loads.append(value.lower().split("url=", 1)[1])
    return _interned(links), _interned(loads), tuple(breaches_of(tag, given))


def _interned(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(map(sys.intern, addresses))


def css_addresses(css: str) -> list[str]:
    """Return the addresses that a style sheet makes a browser fetch."""
    found = _CSS_ADDRESS.finditer(_COMMENT.sub("", css))
    return [match[2] if match[2] is not None else match[4] for match in found]
