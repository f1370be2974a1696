"""Which language a piece of a page is in, and which way it runs, where that differs from the page around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources

from markupsafe import Markup, escape

from fanzha.formats.site.body import Body, Part
from fanzha.formats.site.wording import Wording
from fanzha.model import Library

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>[^>]*)>")
_EMPTY = frozenset({"br", "hr", "img"})
_HTML = re.compile(r"<html\b[^>]*>")
_SPOKEN = re.compile(r"\slang=")
_RUNS = re.compile(r"\sdir=")


def attributes(library: Library, locale: str) -> str:
    """Return what marks an element as being in `locale`: ` lang="zh" dir="ltr"`."""
    return f' lang="{locale}" dir="{Wording.of(library, locale).direction}"'


def said_in(library: Library, locale: str, names: Mapping[str, str]) -> Markup:
    """Return what `names` has in `locale`, else in the default language or any other, marked as being in that."""
    spoken = next((one for one in (locale, library.publisher.default_locale, *names) if names.get(one)), "")
    words = escape(names.get(spoken, ""))
    return words if spoken in {"", locale} else Markup(f"<span{attributes(library, spoken)}>{words}</span>")


def in_language(body: Body, marks: str) -> Body:
    """Return `body` with `marks`, see `attributes`, on its outermost elements: for a page that is not translated.

    The page around it is in the reader's language, and runs its own way. The elements themselves are marked, because
    a frame around them would come between them and the style sheet.
    """
    return replace(
        body,
        name=_phrase(body.name, marks),
        lead=_phrase(body.lead, marks),
        opening=marked(body.opening, marks),
        parts=tuple(_part(part, marks) for part in body.parts),
        marks=marks,
    )


def _part(part: Part, marks: str) -> Part:
    inner = tuple(_part(one, marks) for one in part.parts)
    return replace(part, title=_phrase(part.title, marks), html=marked(part.html, marks), parts=inner, marks=marks)


def _phrase(html: str, marks: str) -> str:
    return f"<span{marks}>{html}</span>" if html else ""


def marked(html: str, marks: str) -> str:
    """Return harmless `html` with `marks` on each outermost element; one that names its own language keeps that."""
    depth = 0

    def mark(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag["end"]:
            depth -= 1
            return tag.group()
        outermost = depth == 0
        depth += tag["name"] not in _EMPTY
        own = _SPOKEN.search(tag["rest"]) or _RUNS.search(tag["rest"])
        return f"<{tag['name']}{marks}{tag['rest']}>" if outermost and not own else tag.group()

    return _TAG.sub(mark, html)


def directed(html: str, direction: str) -> str:
    """Return a page whose `html` element says which way it runs; Material's own says so of its body alone."""
    found = _HTML.search(html)
    if not found or _RUNS.search(found.group()):
        return html
    return f'{html[: found.end() - 1]} dir="{direction}">{html[found.end() :]}'


def material_language(locale: str) -> str:
    """Return the language of Material's that is nearest to `locale`: for search, and words our pages do not show."""
    folder = resources.files("material").joinpath("templates", "partials", "languages")
    choices = (locale, locale.partition("-")[0])
    return next((name for name in choices if folder.joinpath(f"{name}.html").is_file()), "en")
