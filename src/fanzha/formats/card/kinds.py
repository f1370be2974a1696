"""The kinds of card besides the counter card: which are made, and what is printed of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from fanzha import by_tactic, furniture, large, markup, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.languages import named as named_in_both
from fanzha.model import Artifact, Edition, Library, Printing, TacticText
from fanzha.second import Second

Kind = Literal["counter", "risk", "app"]
RISK = "card-renting-money-mule"
"""The tactic of a risk card when the edition names none: it is with a new account that cards are rented out."""
NOW = "help/now"
"""The page for whoever is being cheated at this moment."""


@dataclass(frozen=True, kw_only=True)
class CardOptions(by_tactic.SheetChoice):
    """What an edition in `materials/card/` may say."""

    kind: Kind = "counter"
    large: bool = False
    """Whether it is in large print: the counter card in its own size, the others on A5."""
    second: Text | None = None
    """A language that stands below the first on the counter card, smaller; on the others, on a leaf of its own."""


@dataclass(frozen=True, kw_only=True)
class BilingualParams(by_tactic.Params):
    """All that is printed on a counter card in two languages."""

    second: Second


@dataclass(frozen=True, kw_only=True)
class LargeParams(by_tactic.Params):
    """All that is printed on a counter card in large print."""


@dataclass(frozen=True, kw_only=True)
class RiskParams(by_tactic.Imprint):
    """All that is printed on the card that a bank hands out with a new account."""

    tactic: TacticText
    large: bool = False
    """Whether it is in large print, on A5."""
    second: RiskParams | None = None
    """The leaf in a second language; the card is then folded."""


@dataclass(frozen=True, kw_only=True)
class AppParams(by_tactic.Imprint):
    """All that is printed on the card that helps to install the official app: its words are the format's own."""

    large: bool = False
    """Whether it is in large print, on A5."""
    second: AppParams | None = None
    """The leaf in a second language; the card is then folded."""


Leaf = TypeVar("Leaf", RiskParams, AppParams)


def leaves(p: Leaf) -> tuple[Leaf, ...]:
    """Return the leaves of a card: itself, or of one that is folded that in either language."""
    return (p, replace(p.second, press=p.press, serial=p.serial)) if p.second else (p,)


def folded(
    cards: Iterable[Artifact | Diagnostic], library: Library, options: CardOptions, second: Text, printing: Printing
) -> Iterator[Artifact | Diagnostic]:
    """Yield the cards with a leaf in the second language added, or what stands in their way, once each."""
    told: set[Diagnostic] = set()
    for card in cards:
        made = card if isinstance(card, Diagnostic) else _folded(card, library, options, second, printing)
        if isinstance(made, Artifact):
            yield made
        elif made not in told:
            told.add(made)
            yield made


def _folded(
    card: Artifact, library: Library, options: CardOptions, second: Text, printing: Printing
) -> Artifact | Diagnostic:
    p = card.params
    both: RiskParams | AppParams
    if isinstance(p, RiskParams):
        text = library.tactics[p.tactic.slug].texts.get(second)
        if text is None:
            named = [slug for slug in options.tactics if slug == p.tactic.slug]
            return references.untranslated((named or [Text(p.tactic.slug, second.place)])[0], second)
        about = by_tactic.imprint(library, second, by_tactic.page_of(p.tactic.slug), tactics=[p.tactic.slug])
        if isinstance(about, Diagnostic):
            return about
        both = replace(p, second=RiskParams(tactic=text, **vars(about)))
    else:
        assert isinstance(p, AppParams)
        about = _about(library, second)
        if isinstance(about, Diagnostic):
            return about
        both = replace(p, second=AppParams(**vars(about)))
    return named_in_both(replace(card, params=both, printing=printing), second)


def in_large(artifact: Artifact, on_a5: Printing) -> Artifact:
    """Return the card in large print, which says so in its path and title: the counter card, or another on A5."""
    p = artifact.params
    assert isinstance(p, RiskParams | AppParams | by_tactic.Params)
    name, suffixes = artifact.path.split(".", 1)
    stem = name.removesuffix("-press")
    found = replace(
        artifact,
        path=f"{stem}-large{name[len(stem) :]}.{suffixes}",
        title=artifact.title + large.TITLE[markup.is_chinese(artifact.locale)],
    )
    legible = large.legible(p.theme)
    if isinstance(p, RiskParams | AppParams):
        return replace(found, params=replace(p, large=True, theme=legible), printing=on_a5)
    return replace(found, params=LargeParams(**{**vars(p), "theme": legible}))


def risk_cards(
    library: Library, edition: Edition, options: CardOptions, wanted: Iterable[Text | Diagnostic], printing: Printing
) -> Iterator[Artifact | Diagnostic]:
    """Yield the risk cards of an edition, or what stands in their way."""
    chosen = replace(options, tactics=options.tactics or (Text(RISK, edition.place),))
    for text in by_tactic.texts(library, edition, chosen, wanted):
        if isinstance(text, Diagnostic):
            yield text
            continue
        about = by_tactic.imprint(library, text.locale, by_tactic.page_of(text.slug), tactics=[text.slug])
        if isinstance(about, Diagnostic):
            yield about
            continue
        title = f"{text.name} · {furniture.words('card', text.locale)['risk_title']}"
        for press in by_tactic.ON_PRESS[options.press]:
            params = RiskParams(tactic=text, **vars(replace(about, press=press)))
            yield _artifact(edition, params, f"{text.slug}-risk", title, printing, (text.slug,))


def app_cards(
    library: Library, edition: Edition, options: CardOptions, wanted: Iterable[Text | Diagnostic], printing: Printing
) -> Iterator[Artifact | Diagnostic]:
    """Yield the cards about the app, one for each locale, or what stands in their way. They are about no tactic."""
    problems = list(by_tactic.missing_numbers(library, edition))
    if options.tactics:
        problems.append(references.apart("tactics", options.tactics[0].place, "kind: app"))
    yield from problems
    if problems:
        return
    for locale in wanted:
        if isinstance(locale, Diagnostic):
            yield locale
            continue
        about = _about(library, locale)
        if isinstance(about, Diagnostic):
            yield about
            continue
        title = furniture.words("card", locale)["app_title"]
        for press in by_tactic.ON_PRESS[options.press]:
            params = AppParams(**vars(replace(about, press=press)))
            yield _artifact(edition, params, "app", title, printing, ())


def _about(library: Library, locale: str) -> by_tactic.Imprint | Diagnostic:
    """Return what is printed besides the words. The code leads to our own page for emergencies, or to our home page.

    It never leads to an app store: whoever learns to install from a code also installs from a scammer's.
    """
    page = library.pages.get(NOW)
    return by_tactic.imprint(library, locale, f"{NOW}.html" if page and locale in page.texts else "")


def _artifact(
    edition: Edition, params: by_tactic.Imprint, stem: str, title: str, printing: Printing, subjects: tuple[str, ...]
) -> Artifact:
    """Return one file of an edition; residents are offered those that their own printer prints."""
    suffix = "-press" if params.press else ""
    return Artifact(
        path=f"card/{stem}{suffix}.{params.locale}.pdf",
        format="card",
        edition=edition.name,
        locale=params.locale,
        title=title + (by_tactic.PRESS_TITLE[markup.is_chinese(params.locale)] if params.press else ""),
        params=params,
        tools=by_tactic.TOOLS,
        subjects=() if params.press else subjects,
        printing=printing,
    )
