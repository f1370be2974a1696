"""What a format brings besides content: fixed words, style and template from its folder, and pictograms in colour."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Protocol

from fanzha import markup, qr, whole
from fanzha.model import Logo, Number, Publisher
from fanzha.theme import logo, pictogram

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup


_LENGTH = re.compile(r"(?<![\w.#-])(-?\d*\.?\d+)(mm|pt)\b")


@functools.cache
def text(name: str, file: str) -> str:
    """Return a file of the format `name`."""
    return resources.files(f"fanzha.formats.{name}").joinpath(file).read_text("utf-8")


@functools.cache
def _words(name: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(text(name, "words.toml"))


def words(name: str, locale: str) -> Mapping[str, str]:
    """Return the fixed words of the format `name` in a locale that it speaks."""
    return _words(name).get(locale) or _words(name)[locale.split("-")[0]]


@functools.cache
def template(name: str, file: str = "") -> jinja2.Template:
    """Return a template of the format `name`: the one of its own name, or another `file`."""
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals["signed"] = signed
    return environment.from_string(text(name, file or f"{name}.html.j2"))


def icons(theme: Mapping[str, str], said: Mapping[str, str], drawn: Mapping[str, str]) -> dict[str, Markup]:
    """Return pictograms by key.

    `drawn` says by key which drawing it is, which of the words `said` is its title, and the brand's colours for itself
    and for its ground: "warning flags alert on-dark".
    """
    from markupsafe import Markup

    rows = {key: row.split() for key, row in drawn.items()}
    return {
        key: Markup(pictogram(drawing, said[title], theme[f"color-{colour}"], theme[f"color-{ground}"]))
        for key, (drawing, title, colour, ground) in rows.items()
    }


class Signatory(Protocol):
    """Who signs a product: a `by_tactic.Imprint`."""

    @property
    def logo(self) -> Logo | None: ...
    @property
    def issuer(self) -> str: ...


_GAP_EM = 0.4
"""Between the logo and the name."""


def signed(p: Signatory, sign: Markup, name: Markup, also: str = "") -> Markup:
    """Return the paragraph that says who publishes: the logo, or for want of one the pictogram `sign`, and the name.

    `also` are further classes of the paragraph. Templates call it as `signed`.
    """
    from markupsafe import Markup

    classes = f"publisher {also}".rstrip()
    if p.logo is None:
        return Markup('<p class="{}">{}{}</p>').format(classes, sign, name)
    image, wide = logo(p.issuer, p.logo.width, p.logo.height)
    style = f"position:relative;padding-left:{wide + _GAP_EM:.3f}em"
    return Markup('<p class="{}" style="{}">{}{}</p>').format(classes, style, Markup(image), name)


def scaled(css: str, factor: float) -> str:
    """Return a style sheet with every length in mm and pt times `factor`; those in em and % follow by themselves."""
    return css if factor == 1 else _LENGTH.sub(lambda at: f"{float(at[1]) * factor:.4f}{at[2]}", css)


def html(text: str, locale: str, *, heading: bool = False) -> Markup:
    """Return inline Markdown as a template sets it."""
    from markupsafe import Markup

    return Markup(markup.inline(text, locale, heading=heading))


def whole_words(text: str, locale: str, *, heading: bool = False) -> Markup:
    """Return inline Markdown as a template sets it in a narrow column: no Chinese word is torn over two lines."""
    from markupsafe import Markup

    return Markup(whole.html(text, locale, heading=heading))


def spaced(text: str, locale: str, *, heading: bool = False) -> Markup:
    """Return plain text as a template sets it; see `markup.spaced`."""
    from markupsafe import Markup

    return Markup(markup.spaced(text, locale, heading=heading))


def set_lines(found: markup.Headline, locale: str, factor: float = 1) -> dict[str, object]:
    """Return a headline as a template sets it: `lines`, and their `size` in points times `factor`."""
    lines = [spaced(line, locale, heading=True) for line in found.lines]
    return {"size": round(found.size * factor, 1), "lines": lines}


def code(url: str, level: qr.Level, words: Mapping[str, str]) -> Markup:
    """Return the QR code of an address as a template sets it; `words` are the format's, which name it."""
    from markupsafe import Markup

    return Markup(qr.svg(url, level, title=f"{words['code']} {url}"))


def uses(number: Number, locale: str, publisher: Publisher) -> list[Markup]:
    """Return what a number is for, in the lines it is written in: the parts between semicolons."""
    text = number.use_for.get(locale) or number.use_for.get(publisher.default_locale, "")
    parts = re.findall(r"[^；;]+[；;]?", text[:1].upper() + text[1:])
    return [html(part.strip().rstrip("；"), locale) for part in parts]
