"""The publisher's own sign, as everything printed shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

from fanzha.diagnostics import NOWHERE, Place


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A picture that was read, proven and drawn anew on white."""

    data: bytes
    """PNG, RGB, without transparency or anything besides the picture."""
    width: int
    """Pixels."""
    height: int
    place: Place = field(default=NOWHERE, compare=False)
    """The file it was made of."""

    @property
    def label(self) -> str:
        """How `explain` names it."""
        return "logo"
