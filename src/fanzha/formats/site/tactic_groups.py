"""The tactics in groups, so that fifty of them are no wall of links: by the Ministry's list, the rest by situation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.site.body import plain
from fanzha.formats.site.cards import Card
from fanzha.formats.site.shelves import shelves_of
from fanzha.markup import joined

if TYPE_CHECKING:
    from fanzha.formats.site.view import View
    from fanzha.model import Tactic

_PAGE = "tactics/index.html"
MOST_TOLD = 6
"""How many tactics a situation's page tells in full; the rest are cards below them."""


MOST_ON_HOME = 12
"""How many cards the home page has room for."""


@dataclass(frozen=True)
class Group:
    """Tactics that stand together."""

    id: str
    """Its anchor on the list of tactics."""
    name: str
    lang: str
    """The language of the name where it is not the page's; else empty."""
    listed: bool
    """Whether it is a category of the Ministry's list."""
    tactics: Sequence[Tactic]


class TacticGroups:
    """The groups as one page shows them. Each tactic stands in exactly one."""

    def __init__(self, view: View) -> None:
        """Group the tactics of the library that `view` shows."""
        self._view = view

    def all(self) -> list[Group]:
        """Return the Ministry's categories in its order, then the situations, then what is in neither."""
        library = self._view.library
        placed: set[str] = set()
        groups = []
        for id, category in sorted(library.registry.categories.items(), key=lambda one: one[1].order):
            inside = [one for one in shelves_of(library).tactics if one.category == id]
            groups.append(self._group(f"list-{id}", category.names, True, inside))
            placed |= {one.slug for one in inside}
        for id, situation in library.registry.situations.items():
            slugs = [slug for slug in dict.fromkeys(map(str, situation.tactics)) if slug not in placed]
            inside = [library.tactics[slug] for slug in slugs if slug in library.tactics]
            groups.append(self._group(f"situation-{id}", situation.names, False, inside))
            placed |= set(slugs)
        rest = [one for one in shelves_of(library).tactics if one.slug not in placed]
        groups.append(Group("others", self._view.t("tactics.others"), "", False, rest))
        return [group for group in groups if group.tactics]

    def on_home(self) -> list[Card]:
        """Return a card for each category of the Ministry's list, and for each further tactic if those are few."""
        groups = self.all()
        cards = [self._card(group) for group in groups if group.listed]
        others = [tactic for group in groups if not group.listed for tactic in group.tactics]
        if cards and len(cards) + len(others) > MOST_ON_HOME:
            return cards
        return [*cards, *map(self._view.tactic_card, others)]

    def told(self, slugs: Sequence[str]) -> Sequence[str]:
        """Return those of a situation's tactics that its page tells in full."""
        return slugs[:MOST_TOLD]

    def further(self, slugs: Sequence[str]) -> list[Card]:
        """Return cards for the others."""
        return self._view.tactic_cards(slugs[MOST_TOLD:])

    def _card(self, group: Group) -> Card:
        card = self._view.tactic_card(group.tactics[0])
        if len(group.tactics) == 1:
            return card
        spoken = group.lang or self._view.locale  # a card's words are in one language
        texts = [tactic.texts[spoken] for tactic in group.tactics if spoken in tactic.texts]
        names = joined((plain(text.name) for text in texts), spoken)
        marks = self._view.tongue(group.lang)
        return Card(self._view.link(_PAGE) + f"#{group.id}", group.name, names, card.icon, marks)

    def _group(self, id: str, names: Mapping[str, str], listed: bool, inside: Sequence[Tactic]) -> Group:
        own, default = self._view.locale, self._view.library.publisher.default_locale
        locale = own if own in names else default
        return Group(id, names.get(locale, id), "" if locale == own else locale, listed, inside)
