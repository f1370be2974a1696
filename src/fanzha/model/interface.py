"""What the interface says in one locale, as the project puts it: `materials/locale/<locale>.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fanzha.diagnostics import NOWHERE, Place, Text
from fanzha.model.upkeep import SignOff


@dataclass(frozen=True, kw_only=True)
class InterfaceWords:
    """The project's own words for the interface; which there must be is for each format to say."""

    locale: str
    texts: Mapping[str, Text]
    """By key; those of a table are joined to its name by a dot, such as `nav.home`."""
    keys: Mapping[str, Place] = field(default_factory=dict, compare=False)
    """Where each key stands."""
    sign_off: tuple[SignOff, ...] = field(default=(), compare=False)
    """Who has read them; roles, never names."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return f"locale:{self.locale}"
