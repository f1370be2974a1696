"""The pages that the codes on posters lead to, `/Q/SERIAL/`: who issued this code, for which place, until when.

Each stands alone, without Material and without a script, and is made without MkDocs, so that a thousand of them cost
little. The page at the code's own address is in the poster's first language; it has the others of the site beside it,
`/Q/SERIAL/en.html`. Search, sitemap and service worker leave them out: people come by the code, or by typing it.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from fanzha.formats.site import name_of
from fanzha.formats.site.body import plain, taken_apart
from fanzha.formats.site.pages import TAKEDOWN, SitePage, chosen_text
from fanzha.formats.site.placed import FOLDER
from fanzha.formats.site.view import View
from fanzha.formats.site.wording import Wording
from fanzha.model import Library, LocalText, Placement, State, TacticText, placement_path
from fanzha.takedown import NAME, Down, Standing, numbered, taken_down

if TYPE_CHECKING:
    import jinja2

    from fanzha.formats.site.downloads import Offer
    from fanzha.formats.site.previews import Preview

TEMPLATE = "placement.html.j2"
CSV = f"{TAKEDOWN}/{NAME}"
_ICONS: Mapping[State, str] = {
    "current": "shield-check",
    "coming": "clock-alert",
    "expired": "close-octagon",
    "revoked": "close-octagon",
}


def languages_of(placement: Placement, library: Library) -> tuple[str, ...]:
    """Return the locales of a placement's pages: first that of the page at the code's own address."""
    locales = library.publisher.locales
    spoken = [str(one) for one in placement.languages if one in locales]
    return tuple(dict.fromkeys([*spoken, *map(str, locales)]))


def address_of(placement: Placement, locale: str, library: Library) -> str:
    """Return where the page of a placement in a locale stands, below the site's root."""
    first = languages_of(placement, library)[0]
    return placement_path(placement.serial) + ("index.html" if locale == first else f"{locale}.html")


def addresses(library: Library) -> Iterator[tuple[str, Placement, str]]:
    """Yield the address below the site's root of every placement's pages, with the placement and the locale."""
    for placement in numbered(library).values():
        for locale in languages_of(placement, library):
            yield address_of(placement, locale, library), placement, locale


def contacts(library: Library) -> tuple[str, ...]:
    """Return whom to tell: the publisher's own telephones, else the numbers it prints as its own, else the advice."""
    publisher = library.publisher
    advice = (one.number for one in library.registry.numbers.values() if one.role == "advice")
    return tuple(map(str, publisher.phones or publisher.contact or advice))


def dialled(phone: str) -> str:
    """Return the address that dials a telephone number, however it is written."""
    return "tel:" + "".join(sign for sign in phone if sign.isdigit() or sign == "+")


class _OwnPage(View):
    """A page in the folder of a serial, at the root of the site: from there its links start."""

    def link(self, address: str) -> str:
        """Return the way from this page to `address` below the folder of the page's locale."""
        folder = "" if self.locale == self.library.publisher.default_locale else f"{self.locale}/"
        return f"../../{folder}{address}"

    def asset(self, address: str) -> str:
        """Return the way from this page to `address` below the site's root."""
        return f"../../{address}"


@dataclass(frozen=True)
class Goal:
    """What a poster warns of, in short: of a tactic the signs and what to do, of a page its first words."""

    text: LocalText
    lead: str
    flags: Sequence[str]
    steps: Sequence[tuple[str, Sequence[str]]]
    address: str
    """Below the locale's folder."""
    notice: str
    """Key of what the interface says of a text that is old; empty when it is not."""


@dataclass(frozen=True)
class PlacementPage:
    """A placement for its template."""

    placement: Placement
    state: State
    down: Down | None
    goal: Goal | None
    picture: Preview | None
    view: View
    icon: Markup
    others: Sequence[tuple[str, str]]
    """The same page in other languages: locale and way."""

    @property
    def since(self) -> datetime.date:
        """The day that the state speaks of: the first on which the poster hangs, or on which it must not."""
        return self.down.since if self.down else self.placement.from_

    def to(self, other: Placement) -> str:
        """Return the way to the page of another placement, in the language of this one."""
        return self.view.asset(address_of(other, self.view.locale, self.view.library))

    @property
    def publisher(self) -> str:
        """Who issued the code."""
        return name_of(self.view.library.publisher, self.view.locale)

    @property
    def contacts(self) -> tuple[str, ...]:
        """Whom to tell of a poster that hangs elsewhere, or has something over its code."""
        return contacts(self.view.library)

    def says(self, key: str) -> Markup:
        """Return what the page says under `key`, with the serial, the days and the site's address filled in."""
        one = self.placement
        days = {"day": self.since, "until": one.until}
        values = {name: Markup('<time dir="ltr">{}</time>').format(day) for name, day in days.items()}
        plain_values = {"serial": one.serial, "site": self.view.library.publisher.site}
        values |= {name: Markup('<bdi dir="ltr">{}</bdi>').format(text) for name, text in plain_values.items()}
        return Markup(escape(self.view.t(f"placement.{key}"))).format(**values)


def placement_pages(
    library: Library, offer: Offer, pages: Container[str], template: jinja2.Template
) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of every placement's pages; `pages` is what MkDocs calls all others."""
    maker = _Maker(library, offer, pages)
    for address, placement, locale in addresses(library):
        yield address, template.render(maker.given(placement, locale))


class _Maker:
    """Makes the pages; what many have in common is worked out once."""

    def __init__(self, library: Library, offer: Offer, pages: Container[str]) -> None:
        self._library, self._offer, self._pages = library, offer, pages
        self._overdue, self._standing = library.overdue(), Standing(library)
        self.view = functools.cache(self._view)
        self.goal = functools.cache(self._goal)

    def given(self, placement: Placement, locale: str) -> dict[str, object]:
        """Return what the template gets."""
        library, view = self._library, self.view(locale)
        state = placement.state(library.today)
        languages = languages_of(placement, library)
        folder = placement_path(placement.serial)
        others = [(one, address_of(placement, one, library).removeprefix(folder)) for one in languages if one != locale]
        shown = PlacementPage(
            placement=placement,
            state=state,
            down=self._standing.down(placement),
            goal=self.goal(placement.tactic, placement.page, locale),
            picture=self._offer.placed.get(placement.serial) if state in ("current", "coming") else None,
            view=view,
            icon=view.icon(_ICONS[state]),
            others=others,
        )
        return {"v": view, "q": shown, "dialled": dialled}

    def _view(self, locale: str) -> View:
        library = self._library
        page = SitePage(uri=f"{FOLDER}/index.md", kind="placement", slug="", title="", locale=locale)
        return _OwnPage(library, page, locale, Wording.of(library, locale), self._offer, taken_apart(""), self._pages)

    def _goal(self, tactic: str, page: str, locale: str) -> Goal | None:
        goal = f"tactics/{tactic}" if tactic else page
        texts = texts_of(self._library, goal)
        if not texts:
            return None
        text = chosen_text(texts, locale, self._library.publisher.default_locale)
        notice = "site.overdue" if text.place.path in self._overdue else "site.stale" if text.stale else ""
        lead = plain(getattr(text, "lead", ""))
        if isinstance(text, TacticText):
            view = self.view(locale)
            steps = [
                (view.t(f"check.{name}"), [plain(one) for one in getattr(text.actions, name)])
                for name in ("stop", "verify", "report")
            ]
            return Goal(text, lead, [plain(one) for one in text.red_flags], steps, f"{goal}.html", notice)
        return Goal(text, lead, (), (), f"{goal}.html", notice)


def texts_of(library: Library, goal: str) -> Mapping[str, LocalText]:
    """Return the texts of the page that a placement leads to, by locale; none of an unknown one (LINK001)."""
    collection, _, slug = goal.partition("/")
    held = {"tactics": library.tactics, "cases": library.cases, "audiences": library.audiences}
    entities: Mapping[str, object] = held.get(collection, {})
    entity = entities.get(slug) or library.pages.get(goal)
    texts: Mapping[str, LocalText] = getattr(entity, "texts", {})
    return texts


@dataclass(frozen=True)
class TakedownList:
    """The page that lists what must be taken down, for its template."""

    view: View

    @property
    def downs(self) -> tuple[Down, ...]:
        """What must not hang any more, the latest first."""
        return taken_down(self.view.library)

    @property
    def csv(self) -> str:
        """The way to the same list as a table."""
        return self.view.asset(CSV)

    def to(self, placement: Placement) -> str:
        """Return the way to a placement's page in the language of this one."""
        return self.view.asset(address_of(placement, self.view.locale, self.view.library))

    def since(self, down: Down) -> Markup:
        """Return from which day on a poster should not hang."""
        day = Markup('<time dir="ltr">{}</time>').format(down.since)
        return Markup(escape(self.view.t("takedown.since"))).format(day=day)
