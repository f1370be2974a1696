"""A second language beside the first on one poster: what it says, which tactics have it, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fanzha import by_tactic, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import Library, SloganText, TacticText

ENLARGED = ("a4", "a3", "a2")
"""The papers that carry the A4 design, which has room for a second language."""


@dataclass(frozen=True, kw_only=True)
class Second:
    """What a poster says in its second language."""

    locale: str
    tactic: TacticText
    slogan: SloganText

    def issuer(self, names: Mapping[str, str]) -> str:
        """Return the publisher's name in this language, or nothing."""
        return str(names.get(self.locale, ""))


def not_on(paper: str, second: Text, known: Iterator[str]) -> Diagnostic | None:
    """Return LOAD012 when a paper has a design of its own, without room for a second language."""
    if paper in ENLARGED:
        return None
    left = ", ".join(sorted(name for name in known if name != "second"))
    return Diagnostic.at("LOAD012", second.place, key="second", nearest="", known=left)


def untold(library: Library, choice: by_tactic.Choice, second: Text) -> Iterator[Diagnostic]:
    """Yield LANG006 for a tactic that the edition names and that has no text in `second`, LINK002 where no slogan."""
    for slug in choice.tactics or tuple(map(Text, library.tactics)):
        if slug not in library.tactics:
            continue  # LINK001, told for the first language
        text = library.tactics[slug].texts.get(second)
        if text is None:
            if choice.tactics:
                yield references.untranslated(slug, second)
        elif not by_tactic.slogans_of(library, text):
            lacking = {"tactic": slug, "locale": second, "channel": by_tactic.CHANNEL}
            yield Diagnostic.at("LINK002", text.place, **lacking)


def second_of(library: Library, about: by_tactic.Params, locale: str) -> Second | None:
    """Return what the poster says in `locale`: the same slogan if it has that language, else the tactic's first."""
    text = library.tactics[about.tactic.slug].texts.get(locale)
    slogans = by_tactic.slogans_of(library, text) if text else ()
    if text is None or not slogans:
        return None
    same = [slogan for slogan in slogans if slogan.slug == about.slogan.slug]
    return Second(locale=locale, tactic=text, slogan=(same or slogans)[0])
