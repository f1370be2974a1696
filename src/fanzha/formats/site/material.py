"""Of Material's style sheets what our pages can use: its search, side bars, code and diagrams are not on them.

A rule stays when every class that it names is named in our templates and scripts, or in those of Material's templates
that we fill; a custom property stays when something that stays refers to it. All of this follows from the program's
own files, never from the content, so a contributor's Markdown cannot lose its style.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import tinycss2
from mkdocs.theme import Theme

from fanzha.formats.site.body import CLASSES
from fanzha.formats.site.compiled import compiled_once

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
_POINTED_AT = re.compile(r"\.md-typeset (?:a:(?:focus|hover)|(?:\.admonition|details)\S*:focus-within)")
"""How Material marks what is pointed at: with letters in another colour, which on our filled buttons nobody could read,
and a halo round a whole fold. Ours has an outline, and keeps its letters."""
_GROUPS = frozenset({"media", "supports"})


@dataclass(frozen=True)
class _Rule:
    """A rule of a style sheet."""

    group: str
    """The media query or the like that it stands in; empty for none."""
    selector: str
    """Empty for an at-rule that is no group, which stands in `declared` as a whole."""
    declared: tuple[tuple[str, str], ...]
    """Names and texts of its declarations."""


def colours_of(theme: Theme) -> tuple[str, ...]:
    """Return the names of the palette that the pages wear, from the settings of the theme."""
    palette = theme.get("palette") or {}
    worn = palette[0] if isinstance(palette, list) else palette
    return tuple(sorted(str(value).replace(" ", "-") for value in worn.values()))


@functools.cache
def material_style(colours: tuple[str, ...]) -> str:
    """Return one style sheet for Material's two; `colours` are those of `colours_of`."""
    ours = " ".join(path.read_text("utf-8") for path in sorted(_HERE.glob("overrides/**/*.css")))
    sheets, texts = [sheet.read_text("utf-8") for sheet in _sheets()], _texts()
    own = Path(__file__).read_text("utf-8")
    sources = (own, metadata.version("tinycss2"), *sorted(CLASSES), *colours, ours, *sheets, *texts)
    return compiled_once("material.css", sources, lambda: _pruned(sheets, texts, colours, ours))


def _pruned(sheets: Iterable[str], texts: Iterable[str], colours: Iterable[str], ours: str) -> str:
    words = frozenset(word for text in texts for word in _WORD.findall(text)) | CLASSES
    rules: list[_Rule] = []
    for sheet in sheets:
        parsed = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        rules += _used(parsed, words, frozenset(colours))
    return "".join(_written(_with_needed_properties(rules, set(_REFERENCE.findall(ours)))))


def _templates() -> Traversable:
    return resources.files("material").joinpath("templates")


def _sheets() -> list[Traversable]:
    folder = _templates().joinpath("assets", "stylesheets")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".css")), key=lambda file: file.name)
    return [next(file for file in found if file.name.startswith(name)) for name in ("main.", "palette.")]


def _texts() -> list[str]:
    """Return the files that write classes into pages: their words are more than the classes, and never less."""
    texts = [path.read_text("utf-8") for pattern in _OURS for path in sorted(_HERE.glob(pattern))]
    return texts + [_templates().joinpath(*name.split("/")).read_text("utf-8") for name in _THEIRS]


def _used(rules: Iterable[Any], words: frozenset[str], worn: frozenset[str], group: str = "") -> Iterator[_Rule]:
    """Yield the rules that could match something on our pages, with the selectors that could."""
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = [one for one in _selectors(rule.prelude) if _may_match(one, words, worn)]
            if kept:
                declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                yield _Rule(group, ",".join(kept), tuple((one.name, one.serialize()) for one in declared))
        elif rule.content is not None and rule.lower_at_keyword in _GROUPS:
            inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            own = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
            assert not group, "groups in groups are not read"
            yield from _used(inside, words, worn, own)
        elif rule.lower_at_keyword != "charset":
            yield _Rule(group, "", (("", rule.serialize()),))


def _selectors(prelude: Sequence[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _may_match(selector: str, words: frozenset[str], worn: frozenset[str]) -> bool:
    """Return whether a selector could match something on our pages; in doubt it could."""
    if not worn.issuperset(_VALUE.findall(selector)) or _POINTED_AT.fullmatch(selector):
        return False
    bare = _ALTERNATIVES.sub("", _ANY_VALUE.sub("", selector))
    return all(name.replace("\\", "") in words for name in _CLASS.findall(bare))


def _with_needed_properties(rules: Sequence[_Rule], wanted: set[str]) -> list[_Rule]:
    """Return the rules without the custom properties that neither they nor those who want `wanted` refer to."""
    told = [(name, text, _REFERENCE.findall(text)) for rule in rules for name, text in rule.declared]
    wanted = wanted.union(*(named for name, _, named in told if not name.startswith("--")))
    while more := {one for name, _, named in told if name in wanted for one in named} - wanted:
        wanted |= more
    thinned = [
        replace(rule, declared=tuple(one for one in rule.declared if not one[0].startswith("--") or one[0] in wanted))
        for rule in rules
    ]
    return [rule for rule in thinned if rule.declared]


def _written(rules: Iterable[_Rule]) -> Iterator[str]:
    for group, inside in itertools.groupby(rules, key=lambda rule: rule.group):
        texts = [
            f"{rule.selector}{{{';'.join(text for _, text in rule.declared)}}}"
            if rule.selector
            else rule.declared[0][1]
            for rule in inside
        ]
        yield f"{group}{{{''.join(texts)}}}" if group else "".join(texts)
