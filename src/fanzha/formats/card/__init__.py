"""Pocket cards: 90 × 54 mm, two sides, ten to a sheet of A4, cut along marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from fanzha import by_tactic, references
from fanzha import second as beside
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.card.kinds import BilingualParams, CardOptions, app_cards, folded, in_large, risk_cards
from fanzha.languages import firsts, spoken
from fanzha.model import Artifact, Edition, Library, Printing, Rendered, SloganText
from fanzha.papers import A5

PRINTING = Printing(
    sides=2, paper="200 克以上卡纸，沿裁切线裁开 200 g/m² or more, cut along the marks", quantity=100, trim_mm=(90, 54)
)
"""A hundred sheets are a thousand cards."""
FOLDED = replace(PRINTING, paper=f"{PRINTING.paper}；中间压痕对折 scored and folded in the middle", trim_mm=(180, 54))
"""A card with a leaf in either language: five on a sheet."""
ON_A5 = Printing(sides=2, paper="157 克以上的纸 paper of 157 g/m² or more", quantity=500, trim_mm=A5)
"""A risk or app card in large print, whose words no smaller card holds in 18 points."""


class Card:
    """Front: one slogan. Back: red flags, what to do first, hotlines, QR code with the domain in clear.

    Of other kinds: what to know before an account is opened, with a line to sign; how to install the official app.
    """

    name: ClassVar[str] = "card"
    editions: ClassVar[str] = "card"
    Options: ClassVar[type[CardOptions]] = CardOptions
    """What an edition in `materials/card/` may say."""
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 卡片：90 × 54 毫米，每种骗局一张，A4 一页十张。Cards: 90 × 54 mm, ten on a sheet, one sheet a tactic.\n"
        + by_tactic.SHEET_EXAMPLE
        + "# kind: risk             # 风险提示卡，开户时用；app 是装国家反诈中心 App 的卡片\n"
        + "#   a risk card, for whoever opens an account; app: how to install the official app\n"
        + "# large: true            # 大字版，18磅以上；risk 和 app 做成 A5 in large print; risk and app on A5\n"
        + "# second: en             # 加英文：risk 和 app 做成对折的 with English; the other kinds are folded\n"
        + "tactics: []\n"
    )

    def plan(self, library: Library, edition: Edition, options: CardOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a sheet of cards for each tactic and locale that has text, or what stands in its way.

        About the app, it is one for each locale.
        """
        second = options.second
        if options.large and second:
            return [references.apart("second", second.place, "large: true")]
        if second and options.kind == "counter":
            return beside.sheets(self, library, edition, options, second, _shortest, _with_second, PRINTING)
        wanted: Iterable[Text | Diagnostic] = (
            firsts(self, second, library, options.locales)
            if second
            else spoken(self, options.locales, library.publisher)
        )
        if options.kind != "counter":
            cards = (risk_cards if options.kind == "risk" else app_cards)(library, edition, options, wanted, PRINTING)
            found = folded(cards, library, options, second, FOLDED) if second else cards
        else:
            found = by_tactic.sheets(self.name, library, edition, options, wanted, _shortest, PRINTING)
        return (in_large(one, ON_A5) if options.large and isinstance(one, Artifact) else one for one in found)

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; each of its ten codes is decoded again from the raster."""
        from fanzha.formats.card.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def _with_second(artifact: Artifact, second: beside.Second) -> Artifact:
    return replace(artifact, params=BilingualParams(**vars(artifact.params), second=second))


def _shortest(slogans: Sequence[SloganText]) -> SloganText:
    """Return the slogan that can be set largest; of equals, the first in its file."""
    return min(slogans, key=lambda slogan: len(slogan.name))


FORMAT = Card()
