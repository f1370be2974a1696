"""The rhymes on the website: which of them a locale has, and what their page and that of an audience show."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.site.body import plain
from fanzha.model import Citation, Library, Rhyme, RhymeText

if TYPE_CHECKING:
    from fanzha.formats.site.downloads import Download
    from fanzha.formats.site.view import View

PAGE = "rhymes/index.html"
Told = tuple[Rhyme, RhymeText]


def told(library: Library, locale: str) -> tuple[str, tuple[Told, ...]]:
    """Return the rhymes to show in `locale`, and the language they are in.

    One that has no rhyme in that language, or a stale one, is left out; when none is left, those of the default
    language are shown.
    """
    default = library.publisher.default_locale
    for spoken in (locale, default):
        found = tuple(
            (rhyme, rhyme.texts[spoken])
            for rhyme in library.rhymes.values()
            if spoken in rhyme.texts and not rhyme.texts[spoken].stale
        )
        if found:
            return spoken, found
    return default, ()


@dataclass(frozen=True)
class Rhymes:
    """The rhymes for a template."""

    view: View
    told: tuple[Told, ...]

    def copied(self, text: RhymeText) -> str:
        """Return what the copy button copies: the rhyme without its pinyin, line by line."""
        return "\n".join([plain(text.name), *(line.text for line in text.lines)])

    def scam(self, rhyme: Rhyme) -> tuple[str, str]:
        """Return where to read about the scam that a rhyme is about, and its name; both empty for none."""
        tactic = self.view.library.tactics.get(rhyme.tactic or "")
        if tactic is None:
            return "", ""
        return self.view.link(f"tactics/{tactic.slug}.html"), plain(self.view.text(tactic.texts).name)

    def of(self, audience: str) -> Sequence[tuple[str, RhymeText]]:
        """Return the rhymes that are made for an audience, each with its address."""
        mine = (text for rhyme, text in self.told if audience in rhyme.audiences)
        return [(f"{self.view.link(PAGE)}#{text.slug}", text) for text in mine]

    @property
    def files(self) -> Sequence[Download]:
        """What was made of rhymes to print and to read out, in the page's language."""
        made = (one for one in self.view.offer.downloads if one.finished.format == "rhyme")
        return [one for one in made if one.finished.locale == self.view.page.locale]

    @property
    def sources(self) -> tuple[Citation, ...]:
        """What the rhymes are built on, each once."""
        return tuple({citation: None for rhyme, _ in self.told for citation in rhyme.sources})

    @property
    def reviewed_on(self) -> datetime.date | None:
        """The day when the file that was reviewed longest ago was."""
        return min((day for rhyme, _ in self.told if (day := rhyme.reviewed_on)), default=None)

    @property
    def review_by(self) -> datetime.date | None:
        """The first day by which one of the files must be reviewed again."""
        return min((day for rhyme, _ in self.told if (day := rhyme.review_by)), default=None)


def rhymes_of(view: View) -> Rhymes:
    """Return the rhymes for a page's template."""
    return Rhymes(view, told(view.library, view.locale)[1])
