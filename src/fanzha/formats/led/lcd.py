"""Televisions and monitors: what their slides show besides the slogans, and which sizes can be made."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import metadata

from fanzha.by_tactic import TOOLS as TYPESETTING
from fanzha.by_tactic import Imprint, imprint_at, missing_numbers
from fanzha.diagnostics import Diagnostic
from fanzha.formats.led.options import LedParams, Options
from fanzha.model import Edition, Library, SloganText, TacticText

FILM = "av"
"""The distribution that makes films (PyAV), an optional extra: it bundles x264."""
NO_FILM = "FANZHA_VIDEO"
"""Environment variable; with the value 0 no films are made, which saves some seconds a screen."""
LEAST_SIDE = 180
"""Pixels of the shorter side: of less, no letter of a publisher's name could be read."""


@dataclass(frozen=True, kw_only=True)
class LcdParams(LedParams):
    """All that `render` and `verify` see of a television or monitor."""

    imprint: Imprint
    tactics: Mapping[str, TacticText]
    """What each slogan warns of, by the slogan's id; slogans of no tactic are left out."""
    second_tactics: Mapping[str, TacticText]
    """The same in the second language."""
    urgent: frozenset[str] = frozenset()
    """Ids of slogans about a tactic of which the police are to be called first."""
    first: LcdParams | None = None
    """Of a second language: the first, which is set no smaller."""

    def beside(self, slogan: SloganText | None) -> LcdParams:
        """Return what stands on the slide of a slogan: of an urgent one, the number of the police and when to call."""
        if slogan is None or slogan.slug not in self.urgent:
            return self
        first = self.first and self.first.beside(slogan)
        return replace(
            self, hotline=self.imprint.emergency, imprint=replace(self.imprint, first_call="emergency"), first=first
        )

    @property
    def languages(self) -> tuple[LcdParams, ...]:
        """What is shown in each language: the second has all but its words from the first."""
        if self.second is None:
            return (self,)
        other = replace(
            self,
            locale=self.second.locale,
            slogans=self.second.slogans,
            highlight=self.second.highlight,
            second=None,
            follows=True,
            imprint=replace(self.imprint, locale=self.second.locale),
            tactics=self.second_tactics,
            first=self,
        )
        return self, other

    @property
    def unit(self) -> float:
        """A hundredth of the shorter side, in pixels: what all sizes on a slide are counted in."""
        return min(self.width, self.height) / 100

    @property
    def upright(self) -> bool:
        """Whether what stands side by side on a wide screen must stand one above the other."""
        return self.width < 1.2 * self.height


def tools(params: LedParams) -> tuple[str, ...]:
    """Return the distributions whose version, or whose coming and going, changes what is made, and fonts asked for."""
    used = {f"font:{name}" for one in params.languages for name in one.typeface.identities(params.height)}
    return (*TYPESETTING, "pypdfium2", *((FILM,) if _makes_films() else ()), *sorted(used))


def _makes_films() -> bool:
    try:
        metadata.version(FILM)
    except metadata.PackageNotFoundError:
        return False
    return os.environ.get(NO_FILM) != "0"


def wrong_sizes(options: Options) -> Iterator[Diagnostic]:
    """Yield LED013 for each size that no film can have, or on which nothing could be read."""
    for option, value in (("width", options.width), ("height", options.height)):
        rule = ("须为偶数", "an even number is needed") if value % 2 else None
        if value < LEAST_SIDE:
            rule = f"电视和显示器至少 {LEAST_SIDE}", f"a television or monitor has at least {LEAST_SIDE}"
        if rule:
            yield Diagnostic.at("LED013", options.place, option=option, value=value, rule_zh=rule[0], rule_en=rule[1])


def with_imprint(library: Library, edition: Edition, params: LedParams) -> LcdParams | list[Diagnostic]:
    """Return the parameters with all that stands beside the slogans, or what stands in the way."""
    missing = list(missing_numbers(library, edition))
    if missing:
        return missing
    about = {text.slug: library.slogans[text.slug].tactic for text in params.slogans}
    imprint = imprint_at(library, params.locale, "", tactics=about.values())
    if isinstance(imprint, Diagnostic):
        return [imprint]
    second = _about(library, params.second.slogans, params.second.locale) if params.second else {}
    tactics = _about(library, params.slogans, params.locale)
    urgent = frozenset(slug for slug, tactic in about.items() if library.first_call([tactic]) == "emergency")
    return LcdParams(imprint=imprint, tactics=tactics, second_tactics=second, urgent=urgent, **vars(params))


def _about(library: Library, slogans: Iterable[SloganText], locale: str) -> dict[str, TacticText]:
    about = ((text.slug, library.slogans[text.slug].tactic) for text in slogans)
    known = ((slug, library.tactics[tactic].texts) for slug, tactic in about if tactic and tactic in library.tactics)
    return {slug: texts[locale] for slug, texts in known if locale in texts}
