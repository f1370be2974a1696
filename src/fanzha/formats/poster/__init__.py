"""The QR poster: A4, one message, one code that leads to the page about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from fanzha import by_tactic
from fanzha.diagnostics import Diagnostic
from fanzha.formats import Workshop, spoken
from fanzha.model import Artifact, Edition, Library, Rendered

Params = by_tactic.Params
"""All that is printed on a poster."""

PosterOptions = by_tactic.Choice
"""What an edition in `materials/poster/` may say."""


class Poster:
    """A4 portrait: slogan, tactic, red flags, framed QR code with the domain in clear, hotline."""

    name: ClassVar[str] = "poster"
    editions: ClassVar[str] = "poster"
    Options: ClassVar[type[PosterOptions]] = PosterOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = (
        "# 二维码海报：A4，每种骗局一张。QR posters: A4, one for each tactic.\n" + by_tactic.EXAMPLE + "tactics: []\n"
    )

    def plan(self, library: Library, edition: Edition, options: PosterOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a poster for each tactic and locale that has text, or what stands in its way.

        The message is the first of the tactic's slogans.
        """
        wanted = spoken(self, options.locales, library.publisher)
        return by_tactic.sheets(self.name, library, edition, options, wanted, lambda slogans: slogans[0])

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; its code is decoded again from the raster."""
        from fanzha.formats.poster.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


FORMAT = Poster()
