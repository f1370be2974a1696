"""The picture to share: one portrait PNG a tactic, made for chats and Moments of WeChat, and one for the home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from fanzha.diagnostics import Diagnostic, Text, nearest
from fanzha.formats import Workshop, spoken
from fanzha.model import Artifact, Edition, Library, Number, PageText, Publisher, Rendered, SloganText, TacticText
from fanzha.theme import tokens

CHANNEL = "poster"
"""The first of a tactic's slogans with this channel stands under its name; without one, its lead's first sentence."""
HOME, THREE = "index", "three"
"""The page that the home picture is made of, and the id of the section whose three items stand on it."""


@dataclass(frozen=True, kw_only=True)
class ShareOptions:
    """What an edition in `materials/share/` may say."""

    tactics: tuple[Text, ...] = ()
    """Slugs; empty: all tactics."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's."""
    home: bool = True
    """Whether there is a picture for the home page too."""


TOOLS = (
    "weasyprint", "pydyf", "jinja2", "markdown-it-py", "jieba", "qrcode", "pikepdf", "pypdfium2", "pillow", "fonts",
    "pango",
)  # fmt: skip
"""Distributions whose version may change the bytes: pypdfium2 draws the page, Pillow writes the PNG."""


@dataclass(frozen=True, kw_only=True)
class Params:
    """All that is shown on a picture."""

    locale: str
    text: TacticText | PageText
    """The tactic; the home page for the home picture."""
    slogan: SloganText | None
    url: str
    """Where the code leads: the tactic's page, or the site."""
    advice: Number
    emergency: Number
    publisher: Publisher
    theme: Mapping[str, str]
    """Brand tokens by name."""


class Share:
    """1080 × 1440 pixels: name, slogan, red flags, what to do, hotlines, QR code with the domain in clear."""

    name: ClassVar[str] = "share"
    editions: ClassVar[str] = "share"
    Options: ClassVar[type[ShareOptions]] = ShareOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 分享图片：发微信群和朋友圈，每种骗局一张。Pictures to share in chat groups: one for each tactic.
# tactics: [fake-loan]    # 只做其中几种；不写就全做 only some of them; all when left out
# locales: [zh]           # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
home: true                # 首页也做一张 one for the home page too
"""

    def plan(self, library: Library, edition: Edition, options: ShareOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a picture for each tactic and locale that has text, or what stands in its way."""
        numbers = {number.role: number for number in reversed(tuple(library.registry.numbers.values()))}
        missing = [role for role in ("advice", "emergency") if role not in numbers]
        known = ", ".join(sorted(library.registry.numbers))
        for role in missing:
            yield Diagnostic.at("LINK001", edition.place, kind="numbers", id=role, known=known, nearest="")
        if missing:
            return
        calls = numbers["advice"], numbers["emergency"]
        wanted = list(spoken(self, options.locales, library.publisher))
        yield from (problem for problem in wanted if isinstance(problem, Diagnostic))
        locales = [locale for locale in wanted if isinstance(locale, Text)]
        for slug in options.tactics or tuple(map(Text, library.tactics)):
            if slug not in library.tactics:
                near, known = nearest(slug, library.tactics), ", ".join(sorted(library.tactics))
                yield Diagnostic.at("LINK001", slug.place, kind="tactics", id=slug, known=known, nearest=near)
                continue
            for locale in locales:
                if text := library.tactics[slug].texts.get(locale):
                    yield from self._one(library, edition, text, calls)
        home = library.pages.get(HOME)
        for locale in locales if options.home and home else ():
            assert home is not None
            if (page := home.texts.get(locale)) and len(three_of(page)) == 3:
                yield from self._one(library, edition, page, calls)

    def _one(
        self, library: Library, edition: Edition, text: TacticText | PageText, calls: tuple[Number, Number]
    ) -> Iterator[Artifact | Diagnostic]:
        from fanzha.qr import MAX_PAYLOAD

        publisher, locale = library.publisher, text.locale
        about = text.slug if isinstance(text, TacticText) else ""
        slogans = library.slogans_for(locale, CHANNEL, tactic=about) if about else ()
        url = address_of(publisher, about, locale)
        if len(url) > MAX_PAYLOAD:
            yield Diagnostic.at("QR003", publisher.site.place, payload=url, limit=MAX_PAYLOAD)
            return
        yield Artifact(
            path=f"share/{about or 'home'}.{locale}.png",
            format=self.name,
            edition=edition.name,
            locale=locale,
            title=str(text.name),
            params=Params(
                locale=locale,
                text=text,
                slogan=slogans[0] if slogans else None,
                url=url,
                advice=calls[0],
                emergency=calls[1],
                publisher=publisher,
                theme=tokens(library.brand),
            ),
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


def address_of(publisher: Publisher, slug: str, locale: str) -> str:
    """Return the address of a tactic's page on the publisher's site, or of its home page."""
    folder = "" if locale == publisher.default_locale else f"{locale}/"
    return f"{publisher.site}{folder}" + (f"tactics/{slug}.html" if slug else "")


FORMAT = Share()
