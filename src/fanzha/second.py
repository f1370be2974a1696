"""A second language beside the first on one product: what it says, what has it, and what stands in the way."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fanzha import by_tactic, markup, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.languages import firsts, named
from fanzha.model import Artifact, Edition, Library, Printing, SloganText, TacticText

LEADING = {True: 1.2, False: 1.12}
"""Em from one line of a slogan to the next, in Chinese and in other languages."""
SHARE, LEAST_SHARE = 0.42, 0.3
"""How large the second slogan is beside the first: at most, and at least."""


@dataclass(frozen=True, kw_only=True)
class Second:
    """What a product about a tactic says in its second language."""

    locale: str
    tactic: TacticText
    slogan: SloganText

    def issuer(self, names: Mapping[str, str]) -> str:
        """Return the publisher's name in this language, or nothing."""
        return str(names.get(self.locale, ""))


def sheets(
    fmt: Any,
    library: Library,
    edition: Edition,
    choice: by_tactic.SheetChoice,
    second: Text,
    pick: Callable[[Sequence[SloganText]], SloganText],
    made: Callable[[Artifact, Second], Artifact],
    printing: Printing | None = None,
) -> Iterator[Artifact | Diagnostic]:
    """Yield what `by_tactic.sheets` does for each tactic that has both languages, or what stands in the way.

    `made` puts the second language into a product in one; both languages are then in its path and title.
    """
    languages = firsts(fmt, second, library, choice.locales)
    if any(isinstance(first, Text) for first in languages):
        yield from untold(library, choice, second)
    for each in by_tactic.sheets(fmt.name, library, edition, choice, languages, pick, printing):
        if not isinstance(each, Artifact):
            yield each
            continue
        about = each.params
        assert isinstance(about, by_tactic.Params)
        if text := second_of(library, about, second):
            yield named(made(each, text), second)


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
    """Return what the product says in `locale`: the same slogan if it has that language, else the tactic's first."""
    text = library.tactics[about.tactic.slug].texts.get(locale)
    slogans = by_tactic.slogans_of(library, text) if text else ()
    if text is None or not slogans:
        return None
    same = [slogan for slogan in slogans if slogan.slug == about.slogan.slug]
    return Second(locale=locale, tactic=text, slogan=(same or slogans)[0])


def together(
    first: tuple[str, str],
    second: tuple[str, str],
    *,
    width: float,
    height: float,
    largest: float,
    least: float,
    gap: float,
) -> tuple[markup.Headline, markup.Headline]:
    """Return two slogans in lines, one below the other with a `gap`, within `width` and `height`; all in points.

    Each is given as its plain text and its locale. The first is as large as it may be (up to `largest`) while the
    second stays readable: not under `least`, nor under `LEAST_SHARE` of the first. Where that cannot be, the second is
    smaller, for whoever reads the product back to refuse.
    """
    above, below = (LEADING[markup.is_chinese(locale)] for _, locale in (first, second))
    # In a narrower measure a line that is hardly too small is broken in two.
    for part, measure in itertools.product(range(34, 15, -1), (width, 0.75 * width)):
        one = markup.headline(*first, width=width, height=height * part / 40, largest=largest, leading=above, most=3)
        left = max(1.0, height - gap - len(one.lines) * one.size * above)
        most = max(least, one.size * SHARE)
        other = markup.headline(*second, width=measure, height=left, largest=most, leading=below, most=2)
        if other.size >= max(least, one.size * LEAST_SHARE):
            break
    return one, other
