"""Of Material's style sheets what our pages can use: its search, side bars, code and diagrams are not on them.

A rule stays when every class that it names is named in our templates and scripts, or in those of Material's templates
that we fill; a custom property stays when something that stays refers to it. All of this follows from the program's
own files, never from the content, so a contributor's Markdown cannot lose its style.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tinycss2

from fanzha.formats.site.body import CLASSES

STYLE = "assets/fanzha/material.css"
_HERE = Path(__file__).parent
_OURS = ("templates/*.j2", "overrides/**/*.html", "overrides/**/*.js")
_THEIRS = ("base.html", "partials/content.html", "partials/tabs.html", "partials/tabs-item.html")
"""Material's templates that our pages are made of; see `overrides/` for those we have in their place."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_CLASS = re.compile(r"\.((?:\\.|[\w-])+)")
_ALTERNATIVES = re.compile(r":(?:not|is|where|has)\([^()]*\)")
_VALUE = re.compile(r"\[data-md-color-\w+=\"?([\w-]+)\"?\]")
_ANY_VALUE = re.compile(r"\[[^\]]*\]")
_REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
_GROUPS = frozenset({"media", "supports"})


@functools.cache
def material_style(colours: tuple[str, ...]) -> str:
    """Return one style sheet for Material's two; `colours` are the names of the palette that the pages wear."""
    rules: list[Any] = []
    for sheet in _sheets():
        parsed = tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True)
        rules += _used(parsed, _words() | CLASSES, frozenset(colours))
    css = "".join(rules)
    ours = " ".join(path.read_text("utf-8") for path in sorted(_HERE.glob("overrides/**/*.css")))
    return _without_unused_properties(css, ours)


def _templates() -> Traversable:
    return resources.files("material").joinpath("templates")


def _sheets() -> list[Traversable]:
    folder = _templates().joinpath("assets", "stylesheets")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".css")), key=lambda file: file.name)
    return [next(file for file in found if file.name.startswith(name)) for name in ("main.", "palette.")]


@functools.cache
def _words() -> frozenset[str]:
    """Return every word of the files that write classes into pages: more than the classes, and never less."""
    texts = [path.read_text("utf-8") for pattern in _OURS for path in _HERE.glob(pattern)]
    texts += [_templates().joinpath(*name.split("/")).read_text("utf-8") for name in _THEIRS]
    return frozenset(word for text in texts for word in _WORD.findall(text))


def _used(rules: Iterable[Any], words: frozenset[str], colours: frozenset[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = [one for one in _selectors(rule.prelude) if _may_match(one, words, colours)]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _GROUPS:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            if kept := list(_used(inside, words, colours)):
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{''.join(kept)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _selectors(prelude: Sequence[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _may_match(selector: str, words: frozenset[str], colours: frozenset[str]) -> bool:
    """Return whether a selector could match something on our pages; in doubt it could."""
    if not colours.issuperset(_VALUE.findall(selector)):
        return False
    bare = _ALTERNATIVES.sub("", _ANY_VALUE.sub("", selector))
    return all(name.replace("\\", "") in words for name in _CLASS.findall(bare))


def _without_unused_properties(css: str, ours: str) -> str:
    """Return `css` without the custom properties that neither it nor `ours` refers to."""
    while True:
        wanted = {*_REFERENCE.findall(css), *_REFERENCE.findall(ours)}
        parsed = tinycss2.parse_stylesheet(css)
        fewer = "".join(_thinned(parsed, wanted))
        if fewer == css:
            return css
        css = fewer


def _thinned(rules: Iterable[Any], wanted: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in _GROUPS:
            inside = "".join(_thinned(tinycss2.parse_rule_list(rule.content), wanted))
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}" if inside else ""
        elif rule.type == "qualified-rule":
            declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            kept = [one.serialize() for one in declared if not one.name.startswith("--") or one.name in wanted]
            yield f"{tinycss2.serialize(rule.prelude)}{{{';'.join(kept)}}}" if kept else ""
        else:
            yield rule.serialize()
