"""A card: the link that our pages show for a page, with its icon and a few words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Card:
    """A link with a few words about where it leads."""

    href: str
    name: str
    lead: str
    icon: Markup
    marks: Markup
    """Attributes that name the language of its words, where that is not the page's."""
    slug: str = ""
    """What the card leads to, for filters."""
    tags: tuple[tuple[str, str], ...] = ()
    """Small labels: a class and its words."""
