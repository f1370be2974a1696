"""Into which volumes a handbook goes: one, or a thin one for each situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from fanzha import furniture
from fanzha.diagnostics import Text
from fanzha.model import Library

Volumes = Literal["one", "situation"]
"""What an edition may say."""
REST = "others"
"""Id of the volume of those tactics that no situation names."""


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One of the volumes of an edition."""

    id: str = ""
    """The situation's; empty when there is one volume."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What it is about, by locale; empty when there is one volume."""
    tactics: Sequence[Text]
    """Slugs, in the order of printing."""


def volumes(library: Library, wanted: Volumes, locales: Sequence[str], slugs: Sequence[Text]) -> Iterator[Volume]:
    """Yield the volumes that hold the tactics `slugs`, told in all `locales`.

    By situation, a tactic stands in the volume of each situation that names it, so that each volume is whole by itself.
    """
    if wanted == "one":
        yield Volume(tactics=slugs)
        return
    rest = dict.fromkeys(slugs)
    for id, situation in library.registry.situations.items():
        met = [slug for slug in situation.tactics if slug in slugs]
        if met and all(locale in situation.names for locale in locales):
            yield Volume(id=id, names=situation.names, tactics=met)
            rest = {slug: None for slug in rest if slug not in met}
    if rest:
        names = {locale: furniture.words("booklet", locale)["others"] for locale in locales}
        yield Volume(id=REST, names=names, tactics=tuple(rest))
