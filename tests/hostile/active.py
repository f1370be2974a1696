"""What acts in a page by itself: scripts, handlers, frames, forms, loads and addresses that run or leave the site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

_TAGS = frozenset(
    re.findall(
        r"\S+",
        "script noscript template iframe frame frameset object embed applet portal base meta link style form input"
        " button select textarea isindex svg math foreignobject use image animate set video audio source track"
        " picture area map marquee keygen dialog slot title body html",
    )
)
_ADDRESSES = frozenset(
    re.findall(
        r"\S+",
        "href src srcset action formaction data poster background cite ping xlink:href lowsrc dynsrc longdesc"
        " usemap codebase classid manifest profile archive srcdoc",
    )
)
_WORDS = frozenset({"content", "d", "data-fz-copy", "title", "alt", "aria-label", "lang"})
"""Attributes that hold words, or a drawing."""
_HARMLESS = frozenset({"", "https", "tel"})
_STEP = re.compile(r"(?:\.\.?/)+")


@dataclass
class _Finder(HTMLParser):
    """Collects the signatures of whatever acts."""

    active: set[str] = field(default_factory=set)
    _script: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _TAGS and tag != "title" and given.get("rel") not in {"canonical", "prev", "next"}:
            shown = sorted((name, _STEP.sub("", value)) for name, value in given.items() if name not in _WORDS)
            self.active.add(f"<{tag} {shown}>")
        for name, value in given.items():
            if _acts(tag, name, value, given):
                self.active.add(f"{tag} {name}={value}")
        data = tag == "script" and given.get("type") == "application/json"  # no browser runs that
        self._script = [] if tag in {"script", "style"} and not data else None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.active.add(f"script: {_STEP.sub('', data)}")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._script = None


def _acts(tag: str, name: str, value: str, given: dict[str, str]) -> bool:
    """Return whether an attribute runs something, or leads or loads from where it should not."""
    if name.startswith("on") or name in {"style", "srcdoc"}:
        return True
    bare = re.sub(r"[\s\x00-\x20\u200b-\u200f\ufeff]", "", value).replace("\\", "/").lower()
    if tag == "meta":
        return "http-equiv" in given and "url=" in bare
    if name not in _ADDRESSES:
        return False
    if bare.startswith("//") or not _scheme(bare) <= _HARMLESS or (name != "href" and "://" in bare):
        return True
    return bare.startswith("https:") and not urlsplit(bare).netloc


def _scheme(bare: str) -> set[str]:
    """Return the schemes of an address, or of each candidate of a `srcset`."""
    parts = bare.split(",") if not bare.startswith("data:") else [bare]
    return {part.partition(":")[0] if re.match(r"[a-z][a-z0-9+.-]*:", part) else "" for part in parts}


def active(html: str) -> set[str]:
    """Return a signature of everything that acts in the page; paths are taken as seen from the site's root."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.active
