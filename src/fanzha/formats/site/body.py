"""What a contributor's Markdown became: made harmless, and taken apart at its headings."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from fanzha.source import without_controls

if TYPE_CHECKING:
    import nh3

_TAGS = frozenset(
    re.findall(
        r"\S+",
        "a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q"
        " s section small span strong sub sup table tbody td tfoot th thead tr u ul",
    )
)
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_HEADING = re.compile(r"<h(?P<level>[23])(?P<attributes>[^>]*)>(?P<title>.*?)</h(?P=level)>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]*)"')
_NAME = re.compile(r"<h1(?P<attributes>[^>]*)>(?P<title>.*?)</h1>", re.DOTALL)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_FIRST_PARAGRAPH = re.compile(r"\s*<p>(.*?)</p>", re.DOTALL)


CLASSES = frozenset(("admonition", "admonition-title", "scam-quote", "note", "tip", "info", "warning", "danger"))
"""What a contributor may use. Any other could borrow the looks and deeds of the page's own parts: an overlay, a button,
a diagram that Material fetches a program for."""
_PLAIN_ID = re.compile(r"[\w-]+")
_OWN_IDS = ("__", "fz-", "md-")
"""Beginnings of our ids and of Material's, such as its switch `__drawer` and its settings `__config`."""


def _filter(_tag: str, attribute: str, value: str) -> str | None:
    """Drop what nh3 lets pass and should not: foreign addresses without a scheme, and names that are not theirs."""
    if attribute in {"href", "src"}:
        return _address(attribute, value)
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES) or None
    if attribute == "id":
        return value if _PLAIN_ID.fullmatch(value) and not value.startswith(_OWN_IDS) else None
    return value.replace("<", "").replace(">", "")  # the page is taken apart at its tags


def _address(attribute: str, value: str) -> str | None:
    """Return the address unless it leads off the site unseen (`//host`, `https:host`) or is a foreign picture's."""
    bare = re.sub(r"[\s\x00-\x1f]", "", value).replace("\\", "/").lower()
    if bare.startswith("//") or (bare.startswith("https:") and not re.match("https://[a-z0-9]", bare)):
        return None
    scheme = bare.partition("/")[0].rpartition(":")[0]
    if scheme and (attribute == "src" or scheme not in {"https", "tel"}):
        return None
    return None if without_controls(value) != value else value


@functools.cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter,
        url_schemes={"https", "tel"},
    )


def harmless(html: str) -> str:
    """Return the HTML without anything that acts or hides.

    Gone are scripts, frames, forms, styles, handlers, foreign pictures, classes and ids of our own, and characters that
    no source may hold.
    """
    return without_controls(_cleaner().clean(html))


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it, up to the next heading of its level."""

    id: str
    title: str
    """HTML."""
    html: str
    """What follows the heading, up to the first part inside it."""
    parts: tuple[Part, ...] = ()
    marks: str = ""
    """Attributes that name its language, where that is not the page's."""

    def items(self) -> tuple[str, ...]:
        """Return the inside of the items of the first list, as HTML; empty when they hold lists themselves."""
        if self.html.count("<ol") + self.html.count("<ul") != 1:
            return ()
        found = (item.strip() for item in _ITEM.findall(self.html))
        return tuple(f"<span{self.marks}>{item}</span>" if self.marks else item for item in found)


@dataclass(frozen=True)
class Body:
    """A page's body, taken apart."""

    name: str
    """The inside of the level-1 heading; HTML."""
    name_id: str
    """Its id, which the skip link leads to."""
    lead: str
    """The inside of the first paragraph, when that is what comes first; HTML."""
    opening: str
    """What else stands before the first section."""
    parts: tuple[Part, ...]
    marks: str = ""
    """As those of a part."""

    def part(self, id: str) -> Part | None:
        """Return the section with that id."""
        return next((part for part in self.parts if part.id == id), None)

    def besides(self, *ids: str) -> tuple[Part, ...]:
        """Return the sections with other ids, in order."""
        return tuple(part for part in self.parts if part.id not in ids)


def taken_apart(html: str) -> Body:
    """Return the harmless `html` of a page as its name, lead, opening and sections."""
    name = _NAME.search(html)
    if name:
        html = html[: name.start()] + html[name.end() :]
    opening, parts = _split(html, level=2)
    lead = ""
    if match := _FIRST_PARAGRAPH.match(opening):
        lead, opening = match.group(1), opening[match.end() :]
    title, attributes = (name["title"], name["attributes"]) if name else ("", "")
    return Body(title, _id_in(attributes), lead, opening.strip(), parts)


def _split(html: str, level: int) -> tuple[str, tuple[Part, ...]]:
    heads = [head for head in _HEADING.finditer(html) if int(head["level"]) == level]
    if not heads:
        return html, ()
    parts = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        inside = html[head.end() : following.start() if following else len(html)]
        before, inner = _split(inside, level + 1) if level < 3 else (inside, ())
        parts.append(Part(_id_in(head["attributes"]), head["title"], before.strip(), inner))
    return html[: heads[0].start()], tuple(parts)


def _id_in(attributes: str) -> str:
    found = _ID.search(attributes)
    return unescape(found.group(1)) if found else ""


@functools.lru_cache(maxsize=1 << 14)
def plain(markdown: str) -> str:
    """Return inline Markdown as plain text: for titles, descriptions and cards."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"(\*\*|__|`|\*)(.+?)\1", r"\2", text).strip()
