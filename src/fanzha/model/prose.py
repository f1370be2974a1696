"""Prose: every passage of every source, as written, for the content checks."""

from __future__ import annotations

from dataclasses import dataclass

from fanzha.diagnostics import Text


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of text: a heading, a paragraph, a list item, a value of YAML."""

    text: Text
    """As written: inline Markdown, or the value of a YAML scalar."""
    role: str
    """Where it stands: `name` (level-1 heading), `lead`, `heading`, `code`, `html`, `link` (a reference definition),
    in a quiz `stem`, `right`, `wrong` (an option that nobody should take) or `why`, `line` for a rhyme's,
    the id of the section it is in (`how`, `red-flags`, `stop`, …; empty for a section without one), or for YAML the
    path of keys (`front.keywords`, `names.zh`)."""
    quote: bool = False
    """Whether it is scam speech in a `!!! scam-quote` block."""


@dataclass(frozen=True, slots=True)
class Prose:
    """All passages of one file, in order."""

    path: str
    collection: str
    """`tactics`, `cases`, `slogans`, `audiences`, `quiz`, `rhymes`; `pages` for a free page; `materials` for YAML below
    `materials/`."""
    slug: str
    """What translations share: the path without locale and suffix, below the collection."""
    locale: str
    """The language of the file; for materials the default language."""
    passages: tuple[Passage, ...]
