"""The pocket card: 90 × 54 mm, two sides, about one tactic; ten to a sheet of A4, cut along marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from fanzha import by_tactic
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop, spoken
from fanzha.model import Artifact, Edition, Library, Printing, Rendered, SloganText

PRINTING = Printing(
    sides=2, paper="200 克以上卡纸，沿裁切线裁开 200 g/m² or more, cut along the marks", quantity=100, trim_mm=(90, 54)
)
"""A hundred sheets are a thousand cards."""


class Card:
    """Front: one slogan. Back: red flags, what to do first, hotlines, QR code with the domain in clear."""

    name: ClassVar[str] = "card"
    editions: ClassVar[str] = "card"
    Options: ClassVar[type[by_tactic.Choice]] = by_tactic.Choice
    """What an edition in `materials/card/` may say."""
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 卡片：90 × 54 毫米，每种骗局一张，A4 一页十张。Cards: 90 × 54 mm, ten on a sheet, one sheet a tactic.\n"
        + by_tactic.EXAMPLE
        + "tactics: []\n"
    )

    def plan(self, library: Library, edition: Edition, options: by_tactic.Choice) -> Iterable[Artifact | Diagnostic]:
        """Yield a sheet of cards for each tactic and locale that has text, or what stands in its way."""
        wanted = spoken(self, options.locales, library.publisher)
        return by_tactic.sheets(self.name, library, edition, options, wanted, _shortest, PRINTING)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; each of its ten codes is decoded again from the raster."""
        from fanzha.formats.card.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _shortest(slogans: Sequence[SloganText]) -> SloganText:
    """Return the slogan that can be set largest; of equals, the first in its file."""
    return min(slogans, key=lambda slogan: len(slogan.name))


FORMAT = Card()
