"""The look of everything printed: brand tokens from `materials/brand/tokens.css`, and our own pictograms.

Tokens are CSS custom properties on `:root`. Only known names with plain values are taken over; whatever else the
file holds (rules, imports, addresses) never reaches a page, so a brand file can change the look and nothing more.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from importlib import resources

_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_DECLARATION = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;]+?)\s*(?:;|$)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LENGTH = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:mm|pt)")

_MIN_BODY_PT = 12.0
"""Clear-print guides for material meant for the public: 12 pt is the least for body text."""

_MM = 72 / 25.4


def declared(css: str) -> dict[str, str]:
    """Return the custom properties on `:root` by name without dashes; the last declaration wins."""
    bare = _COMMENT.sub("", css)
    return {name: value.strip() for block in _ROOT.findall(bare) for name, value in _DECLARATION.findall(block.strip())}


@functools.cache
def default_tokens() -> Mapping[str, str]:
    """Return the package's own tokens, which define what names there are."""
    return declared(resources.files("fanzha").joinpath("tokens.css").read_text("utf-8"))


def tokens(brand: str) -> dict[str, str]:
    """Return the tokens of a project, given the text of its `tokens.css` ("" if it has none).

    Every name of the default set is in the result. A project's value counts when it is of the default's kind: a
    colour written `#rrggbb` or a length in mm or pt. The body size never goes below 12 pt.
    """
    own = declared(brand)
    return {name: _chosen(name, own.get(name, ""), default) for name, default in sorted(default_tokens().items())}


def _chosen(name: str, value: str, default: str) -> str:
    kind = _COLOUR if default.startswith("#") else _LENGTH
    if not kind.fullmatch(value):
        return default
    if name == "size-body" and points(value) < _MIN_BODY_PT:
        return default
    return value


def stylesheet(chosen: Mapping[str, str]) -> str:
    """Return the tokens as a style sheet with one `:root` rule."""
    return ":root{" + "".join(f"--{name}:{value};" for name, value in sorted(chosen.items())) + "}\n"


def blacks(chosen: Mapping[str, str]) -> dict[str, float]:
    """Return the colours of text that offset print sets in black ink alone, and how much of it (0 to 1)."""
    return {chosen["color-ink"]: 1.0, chosen["color-ink-soft"]: 0.8}


def points(length: str) -> float:
    """Return a length such as `4mm` or `12pt` in points."""
    number = float(length[:-2])
    return number * _MM if length.endswith("mm") else number


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two `#rrggbb` colours: WCAG 2.2, relative luminance."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def tone(colour: str) -> float:
    """Return how dark a `#rrggbb` colour comes out of a grey printer: 0 for white paper, 1 for black.

    The grey of a colour is that of ISO 32000-2, 10.4.2.2: 30 % red, 59 % green, 11 % blue.
    """
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 1 - (0.3 * red + 0.59 * green + 0.11 * blue)


LOGO = "logo.png"
"""The asset that is the publisher's logo."""
_LOGO_EM = 1.8
"""Side of a square logo in em of the name beside it; none is higher."""
_FLATTER = 0.4
"""Power of its ratio by which a wide logo is lower: with 0.5 all would have the same area, with 0 the same height."""
_PLATE_EM = 0.12
"""White around it, so that it stands out from a ground in colour."""


def logo(title: str, width: int, height: int) -> tuple[str, float]:
    """Return a logo of that many pixels as HTML, and its width in em.

    It is laid over the left end of what it stands in, centred upon the height of that. `title` is its text for
    those who do not see it.
    """
    ratio = width / height
    high = min(_LOGO_EM, _LOGO_EM / ratio**_FLATTER)
    wide = high * ratio
    top = -high / 2 - _PLATE_EM
    style = (
        f"position:absolute;left:0;top:50%;margin-top:{top:.3f}em;width:{wide:.3f}em;height:{high:.3f}em;"
        f"padding:{_PLATE_EM}em;border-radius:{_PLATE_EM}em;background:#fff"
    )
    return f'<img src="asset:{LOGO}" alt="{html.escape(title)}" style="{style}">', wide + 2 * _PLATE_EM


# Drawn for this project on a grid of 48 units; C stands for the colour and G for the ground behind it.
_PICTOGRAMS = {
    "warning": (
        '<path d="M24 6 43.5 40a1.6 1.6 0 0 1-1.4 2.4H5.9A1.6 1.6 0 0 1 4.5 40z" fill="C" stroke="C" '
        'stroke-width="4" stroke-linejoin="round"/><path d="M24 17v12" stroke="G" stroke-width="5" '
        'stroke-linecap="round"/><circle cx="24" cy="36.6" r="2.9" fill="G"/>'
    ),
    "stop": (
        '<g fill="none" stroke="C" stroke-width="5.6" stroke-linecap="round" stroke-linejoin="round">'
        '<path d="M17 24V11.5M23.8 22V7.5M30.6 23V10M37.2 26V15"/></g>'
        '<path d="M14.2 21.5h25.8v8.3c0 9.4-5.8 15.2-13.9 15.2-5.6 0-9.4-2.4-12.3-7.2L6.9 27.6c-1-1.8-.5-3.6 1-4.5 '
        '1.6-.9 3.4-.4 4.5 1.2l1.8 2.7z" fill="C"/>'
        '<path d="M20.4 12v10M27.2 11v11M34 14v8.5" stroke="G" stroke-width="1.3"/>'
    ),
    "verify": (
        '<circle cx="20.5" cy="20.5" r="13.2" fill="none" stroke="C" stroke-width="5.4"/>'
        '<path d="M30.8 30.8 42 42" stroke="C" stroke-width="7" stroke-linecap="round"/>'
        '<path d="m14.8 20.8 4.2 4.2 7.6-8.4" fill="none" stroke="C" stroke-width="3.6" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    ),
    "phone": (
        '<path d="M9.6 6.2 15 4.4a3 3 0 0 1 3.7 1.7l2.9 6.9a3 3 0 0 1-.9 3.5l-3.5 2.8c2.5 5.1 6.4 9 11.5 11.5l2.8-3.5'
        "a3 3 0 0 1 3.5-.9l6.9 2.9a3 3 0 0 1 1.7 3.7l-1.8 5.4a5.4 5.4 0 0 1-5.6 3.7C18.9 40.6 7.4 29.1 5.9 11.8"
        'a5.4 5.4 0 0 1 3.7-5.6z" fill="C"/>'
    ),
    "shield": (
        '<path d="M24 3.5 41 9.4v13.3c0 10-6.6 17.6-17 21.8C13.6 40.3 7 32.7 7 22.7V9.4z" fill="C"/>'
        '<path d="m15.6 23.4 6 6 11-12" fill="none" stroke="G" stroke-width="4.4" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
    ),
    "scan": (
        '<g fill="none" stroke="C" stroke-width="4.4" stroke-linecap="round" stroke-linejoin="round">'
        '<path d="M5 15V8.5A3.5 3.5 0 0 1 8.5 5H15M33 5h6.5A3.5 3.5 0 0 1 43 8.5V15M43 33v6.5a3.5 3.5 0 0 1-3.5 3.5H33'
        'M15 43H8.5A3.5 3.5 0 0 1 5 39.5V33"/></g><path d="M12 24h24" stroke="C" stroke-width="4.4" '
        'stroke-linecap="round"/>'
    ),
}


def pictogram(name: str, title: str, colour: str, ground: str = "#ffffff") -> str:
    """Return one of our pictograms as inline SVG without size: warning, stop, verify, phone, shield or scan.

    `title` becomes its `<title>`, which PDF/UA needs. None of them is an emblem or badge of any authority.
    """
    shapes = _PICTOGRAMS[name].replace('"C"', f'"{colour}"').replace('"G"', f'"{ground}"')
    return f'<svg class="pictogram" viewBox="0 0 48 48"><title>{html.escape(title)}</title>{shapes}</svg>'
