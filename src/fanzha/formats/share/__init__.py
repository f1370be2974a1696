"""The picture to share: one portrait PNG a tactic, made for chats and Moments of WeChat, and one for the home page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from fanzha import by_tactic
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.languages import spoken
from fanzha.model import Artifact, Edition, Library, PageText, Rendered, SloganText, TacticText

HOME, THREE = "index", "three"
"""The page that the home picture is made of, and the id of the section whose three items stand on it."""


@dataclass(frozen=True, kw_only=True)
class ShareOptions(by_tactic.Choice):
    """What an edition in `materials/share/` may say."""

    home: bool = True
    """Whether there is a picture for the home page too."""


TOOLS = (*by_tactic.TOOLS, "pypdfium2")
"""Distributions whose version may change the bytes: pypdfium2 draws the page, Pillow writes the PNG."""


@dataclass(frozen=True, kw_only=True)
class Params(by_tactic.Imprint):
    """All that is shown on a picture."""

    text: TacticText | PageText
    """The tactic; the home page for the home picture."""
    slogan: SloganText | None
    """The first of the tactic's, under its name; without one, its lead's first sentence stands there."""


class Share:
    """1080 × 1440 pixels: name, slogan, red flags, what to do, hotlines, QR code with the domain in clear."""

    name: ClassVar[str] = "share"
    editions: ClassVar[str] = "share"
    Options: ClassVar[type[ShareOptions]] = ShareOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = f"""\
# 分享图片：发微信群和朋友圈，每种骗局一张。Pictures to share in chat groups: one for each tactic.
{by_tactic.EXAMPLE}\
home: true                # 首页也做一张 one for the home page too
"""

    def plan(self, library: Library, edition: Edition, options: ShareOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a picture for each tactic and locale that has text, or what stands in its way."""
        wanted = list(spoken(self, options.locales, library.publisher))
        for text in by_tactic.texts(library, edition, options, wanted):
            yield text if isinstance(text, Diagnostic) else self._one(library, edition, text)
        home = library.pages.get(HOME)
        if not home or not options.home or any(by_tactic.missing_numbers(library, edition)):
            return
        for locale in wanted:
            page = home.texts.get(locale) if isinstance(locale, Text) else None
            if page and len(three_of(page)) == 3:
                yield self._one(library, edition, page)

    def _one(self, library: Library, edition: Edition, text: TacticText | PageText) -> Artifact | Diagnostic:
        about = text.slug if isinstance(text, TacticText) else ""
        slogans = by_tactic.slogans_of(library, text) if isinstance(text, TacticText) else ()
        imprint = by_tactic.imprint(
            library, text.locale, by_tactic.page_of(about) if about else "", tactics=[about] if about else ()
        )
        if isinstance(imprint, Diagnostic):
            return imprint
        return Artifact(
            path=f"share/{about or 'home'}.{text.locale}.png",
            format=self.name,
            edition=edition.name,
            locale=text.locale,
            title=str(text.name),
            params=Params(text=text, slogan=slogans[0] if slogans else None, **vars(imprint)),
            tools=TOOLS,
            subjects=(about,) if about else (),
        )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:
        """Yield what is wrong with the finished PNG: the page behind it is proven, then compared pixel by pixel."""
        from fanzha.formats.share.proof import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data, workshop.cache)


def three_of(page: PageText) -> tuple[Text, ...]:
    """Return the items that the home picture shows; empty when the page has no such section."""
    return next((section.items for section in page.sections if section.id == THREE), ())


FORMAT = Share()
