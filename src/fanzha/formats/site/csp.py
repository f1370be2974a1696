"""The site's Content-Security-Policy: written down here once, sent by every server file, kept to by every page.

It goes out as a header only: a page opened from a USB stick has no server, and there `'self'` in a meta element would
stop its own scripts. So that it makes no difference where a page is read, `reading.py` proves for each
page that it needs nothing that the policy forbids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
    ("frame-ancestors", "'none'"),
)
"""No `unsafe-inline`, no foreign host. `data:` is for drawings in style sheets, `blob:` for pictures a page makes."""

POLICY = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES)

_DATA_BLOCKS = frozenset({"application/json", "application/ld+json"})
"""Types of script elements that browsers read as text and never run."""
_FETCHES = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "form": ("action",),
    "body": ("background",),
}
_ADDRESSES = frozenset({"href", "xlink:href", "src", "action", "formaction"})
_PICTURES = frozenset({"img", "source", "image"})
_LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch", "modulepreload"}
)
_FORBIDDEN = frozenset({"base", "iframe", "frame", "object", "embed", "applet", "portal", "style"})
"""Elements that the policy makes useless; `style` because it is an inline style sheet."""


def breaches_of(tag: str, attributes: Mapping[str, str | None]) -> Iterator[str]:
    """Yield what of one start tag the policy would stop, in the page's own words."""
    given = {name: value or "" for name, value in attributes.items()}
    if tag in _FORBIDDEN:
        yield f"<{tag}>"
    if tag == "script" and "src" not in given and given.get("type", "").strip().lower() not in _DATA_BLOCKS:
        yield "<script>"
    if tag == "meta" and given.get("http-equiv", "").lower() in {"refresh", "content-security-policy"}:
        yield f'<meta http-equiv="{given["http-equiv"]}">'
    for name, value in given.items():
        inline = name in {"style", "srcdoc"} or name.startswith("on")
        if inline or (name in _ADDRESSES and _is_script(value)):
            yield f'<{tag} {name}="{_short(value)}">'
    for name in _fetched(tag, given):
        addresses = _candidates(given[name]) if name == "srcset" else [given[name]]
        yield from (f"{tag} {name}={_short(one)}" for one in addresses if not _own(tag, one))


def _fetched(tag: str, given: Mapping[str, str]) -> list[str]:
    if tag == "link":
        relations = set(given.get("rel", "").lower().split())
        return ["href"] if relations & _LOADING_LINKS and "href" in given else []
    return [name for name in _FETCHES.get(tag, ()) if name in given]


def _own(tag: str, address: str) -> bool:
    """Return whether the policy lets `tag` fetch from `address`: the same place, or for pictures what is in the page.

    An absolute address, even of the site's own host, is not `'self'` on a mirror or from a USB stick.
    """
    parts = urlsplit(address.strip())
    if parts.scheme in {"data", "blob"}:
        return tag in _PICTURES
    return not parts.scheme and not parts.netloc


def _is_script(address: str) -> bool:
    """Return whether a browser would run `address`: it skips control signs and blanks in a scheme."""
    bare = "".join(sign for sign in address if sign > " ").lower()
    return bare.startswith(("javascript:", "vbscript:"))


def _candidates(srcset: str) -> list[str]:
    if srcset.strip().startswith(("data:", "blob:")):
        return [srcset.split()[0]]
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
