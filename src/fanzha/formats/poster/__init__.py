"""The QR poster: A4, one message, one code that leads to the page about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from fanzha.diagnostics import Diagnostic, Text, nearest
from fanzha.formats import Workshop, spoken
from fanzha.model import Artifact, Edition, Library, Number, Publisher, Rendered, SloganText, TacticText
from fanzha.theme import tokens

CHANNEL = "poster"
"""The first of a tactic's slogans with this channel is the poster's message."""


@dataclass(frozen=True, kw_only=True)
class PosterOptions:
    """What an edition in `materials/poster/` may say."""

    tactics: tuple[Text, ...] = ()
    """Slugs; empty: all tactics."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's."""


TOOLS = ("weasyprint", "pydyf", "jinja2", "markdown-it-py", "jieba", "qrcode", "pikepdf", "fonts", "pango")
"""Distributions whose version may change the bytes: pikepdf reads how much fits, jieba breaks long headlines."""


@dataclass(frozen=True, kw_only=True)
class Params:
    """All that is printed on a poster."""

    locale: str
    tactic: TacticText
    slogan: SloganText
    url: str
    """Where the code leads: the tactic's page."""
    advice: Number
    emergency: Number
    publisher: Publisher
    theme: Mapping[str, str]
    """Brand tokens by name."""


class Poster:
    """A4 portrait: slogan, tactic, red flags, framed QR code with the domain in clear, hotline."""

    name: ClassVar[str] = "poster"
    editions: ClassVar[str] = "poster"
    Options: ClassVar[type[PosterOptions]] = PosterOptions
    speaks: ClassVar[tuple[str, ...]] = ("zh", "en")
    """The languages of `words.toml`."""
    example: ClassVar[str] = """\
# 二维码海报：A4，每种骗局一张。QR posters: A4, one for each tactic.
# tactics: [fake-loan]    # 只做其中几种；不写就全做 only some of them; all when left out
# locales: [zh]           # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
tactics: []
"""

    def plan(self, library: Library, edition: Edition, options: PosterOptions) -> Iterable[Artifact | Diagnostic]:
        """Yield a poster for each tactic and locale that has text, or what stands in its way."""
        numbers = {number.role: number for number in reversed(tuple(library.registry.numbers.values()))}
        missing = [role for role in ("advice", "emergency") if role not in numbers]
        known = ", ".join(sorted(library.registry.numbers))
        for role in missing:
            yield Diagnostic.at("LINK001", edition.place, kind="numbers", id=role, known=known, nearest="")
        if missing:
            return
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
                    yield from self._one(library, edition, text, numbers["advice"], numbers["emergency"])

    def _one(
        self, library: Library, edition: Edition, text: TacticText, advice: Number, emergency: Number
    ) -> Iterator[Artifact | Diagnostic]:
        from fanzha.qr import MAX_PAYLOAD

        publisher, slug, locale = library.publisher, text.slug, text.locale
        slogans = library.slogans_for(locale, CHANNEL, tactic=slug)
        url = page_of(publisher, slug, locale)
        if not slogans:
            yield Diagnostic.at("LINK002", text.place, tactic=slug, locale=locale, channel=CHANNEL)
        if len(url) > MAX_PAYLOAD:
            yield Diagnostic.at("QR003", publisher.site.place, payload=url, limit=MAX_PAYLOAD)
        if not slogans or len(url) > MAX_PAYLOAD:
            return
        yield Artifact(
            path=f"poster/{slug}.{locale}.pdf",
            format=self.name,
            edition=edition.name,
            locale=locale,
            title=str(text.name),
            params=Params(
                locale=locale,
                tactic=text,
                slogan=slogans[0],
                url=url,
                advice=advice,
                emergency=emergency,
                publisher=publisher,
                theme=tokens(library.brand),
            ),
            tools=TOOLS,
            subjects=(slug,),
        )

    def verify(self, artifact: Artifact, data: Rendered, workshop: Workshop) -> Iterable[Diagnostic]:  # noqa: ARG002
        """Yield what is wrong with the finished PDF; its code is decoded again from the raster."""
        from fanzha.formats.poster.render import problems_of

        assert isinstance(data, bytes)
        return problems_of(artifact, data)


def page_of(publisher: Publisher, slug: str, locale: str) -> str:
    """Return the address of a tactic's page on the publisher's site."""
    folder = "" if locale == publisher.default_locale else f"{locale}/"
    return f"{publisher.site}{folder}tactics/{slug}.html"


FORMAT = Poster()
