"""One product a tactic: which tactics and languages an edition asks for, whom to call, and where the code leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fanzha import markup, references
from fanzha.diagnostics import Diagnostic, Text
from fanzha.model import Artifact, Edition, Library, Logo, Number, Printing, Publisher, SloganText, TacticText
from fanzha.model.content import FirstCall
from fanzha.theme import LOGO, blacks, tokens

CHANNEL = "poster"
"""A slogan with this channel is the message."""

TOOLS = ("weasyprint", "pydyf", "jinja2", "markdown-it-py", "jieba", "qrcode", "pikepdf", "pillow", "fonts", "pango")
"""Distributions whose version may change a PDF's bytes: pikepdf reads how much fits, jieba breaks long headlines,
Pillow packs the publisher's logo."""


PRESS_TITLE = {True: "（送印刷店）", False: " (for print shops)"}
"""Added to the title of a file for offset print, in Chinese (True) and in other languages."""


Press = Literal["no", "also", "only"]
"""What an edition may say of files for offset print."""
ON_PRESS: Mapping[Press, tuple[bool, ...]] = {"no": (False,), "also": (False, True), "only": (True,)}
"""Of which files, for the office's printer (False) or for offset print (True), each consists."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What an edition may say."""

    tactics: tuple[Text, ...] = ()
    """Slugs; empty: all tactics."""
    locales: tuple[Text, ...] = ()
    """Empty: all of the publisher's."""


@dataclass(frozen=True, kw_only=True)
class SheetChoice(Choice):
    """The same for formats that are also made for a print shop."""

    press: Press = "no"
    """Whether to make files for offset print: also, or instead of those for the office's printer."""


EXAMPLE = """\
# tactics: [fake-loan]    # 只做其中几种；不写就全做 only some of them; all when left out
# locales: [zh]           # 只做中文；不写就每种语言都做 Chinese only; all languages when left out
"""
"""A `Choice` for the example of an edition."""
SHEET_EXAMPLE = f"""\
{EXAMPLE}\
# press: also             # 另做印刷店用的四色文件；写 only 就只做这种 a file for a print shop too, or only that
"""
"""A `SheetChoice` for the same."""


@dataclass(frozen=True)
class Call:
    """A number to call."""

    role: FirstCall
    number: Number
    key: str
    """Of the words beside it in a format's words.toml. What comes first says so, and the other word for when it is
    meant: on most products `advice` (not sure?) and `emergency` (money gone), where the police come first `danger`
    (lives in danger, or money gone) and `no_danger` (nobody is in danger, you only want to ask)."""


def in_order(first: FirstCall, advice: Number, emergency: Number) -> tuple[Call, Call]:
    """Return both numbers, the one to call `first` at the head.

    Every product in which one of them comes first has their order and words from here.
    """
    if first == "emergency":
        return Call("emergency", emergency, "danger"), Call("advice", advice, "no_danger")
    return Call("advice", advice, "advice"), Call("emergency", emergency, "emergency")


@dataclass(frozen=True, kw_only=True)
class Imprint:
    """What every product prints besides its texts."""

    locale: str
    url: str
    """Where the code leads: a page of the site, or its home page."""
    advice: Number
    emergency: Number
    first_call: FirstCall = "advice"
    """Which of the two is the largest; see `Library.first_call`."""
    publisher: Publisher
    theme: Mapping[str, str]
    """Brand tokens by name."""
    logo: Logo | None = None
    """Stands before the publisher's name in place of a pictogram; see `furniture.signed`."""
    press: bool = False
    """Whether it is the file for offset print."""
    serial: str = ""
    """Which product, edition and language it is, in small type; the plan sets it (`plan.numbered`)."""

    @property
    def calls(self) -> tuple[Call, Call]:
        """The two numbers, the one to call first at the head."""
        return in_order(self.first_call, self.advice, self.emergency)

    @property
    def numbers(self) -> list[str]:
        """The digits of both, in that order."""
        return [str(call.number.number) for call in self.calls]

    @property
    def issuer(self) -> str:
        """The publisher's name in the product's language."""
        return self.publisher.name_in(self.locale)

    @property
    def assets(self) -> Mapping[str, bytes]:
        """What `pdf.typeset` is given for it: the logo."""
        return {LOGO: self.logo.data} if self.logo else {}

    @property
    def blacks(self) -> Mapping[str, float] | None:
        """For offset print, what is set in black ink alone; see `theme.blacks`."""
        return blacks(self.theme) if self.press else None


@dataclass(frozen=True, kw_only=True)
class Params(Imprint):
    """All that is printed of a tactic under one slogan."""

    tactic: TacticText
    slogan: SloganText


def missing_numbers(library: Library, edition: Edition) -> Iterator[Diagnostic]:
    """Yield what is wrong when the registry lacks the number to ask or the number to report to."""
    for role in ("advice", "emergency"):
        if role not in numbers_by_role(library):
            yield references.unknown(Text(role, edition.place), "numbers", library.registry.numbers)


def numbers_by_role(library: Library) -> Mapping[str, Number]:
    """Return the numbers by role; of several, the one that the registry names first."""
    return {number.role: number for number in reversed(tuple(library.registry.numbers.values()))}


def texts(
    library: Library, edition: Edition, choice: Choice, spoken: Iterable[Text | Diagnostic]
) -> Iterator[TacticText | Diagnostic]:
    """Yield each tactic's text in each locale that has one, or what stands in the way.

    `spoken` are the locales to make, or what is wrong with those asked for. Nothing is made without the numbers.
    """
    missing = list(missing_numbers(library, edition))
    yield from missing
    if missing:
        return
    wanted = list(spoken)
    yield from (problem for problem in wanted if isinstance(problem, Diagnostic))
    locales = [locale for locale in wanted if isinstance(locale, Text)]
    for slug in choice.tactics or tuple(map(Text, library.tactics)):
        if slug not in library.tactics:
            yield references.unknown(slug, "tactics", library.tactics)
            continue
        found = library.tactics[slug].texts
        yield from (found[locale] for locale in locales if locale in found)


def imprint(
    library: Library, locale: str, page: str = "", *, tactics: Iterable[str | None] = (), signed: bool = True
) -> Imprint | Diagnostic:
    """Return what is printed besides the text, or what stands in its way.

    The code leads to `page` of the site, as in `address_of`; QR003 when that makes too dense a code. See `imprint_at`.
    """
    from fanzha.qr import MAX_PAYLOAD

    url = address_of(library.publisher, locale, page)
    if len(url) > MAX_PAYLOAD:
        return Diagnostic.at("QR003", library.publisher.site.place, payload=url, limit=MAX_PAYLOAD)
    return imprint_at(library, locale, url, tactics=tactics, signed=signed)


def imprint_at(
    library: Library, locale: str, url: str, *, tactics: Iterable[str | None] = (), signed: bool = True
) -> Imprint | Diagnostic:
    """Return what is printed besides the text when the code leads to `url`, or when there is none.

    `tactics` are all that the product is about: they say whom to call first.
    What is `signed` shows the publisher's logo; with one that cannot be used, what is wrong with that is returned.
    """
    logo = library.logo if signed else None
    if isinstance(logo, Diagnostic):
        return logo
    numbers = numbers_by_role(library)
    return Imprint(
        locale=locale,
        url=url,
        advice=numbers["advice"],
        emergency=numbers["emergency"],
        first_call=library.first_call(tactics),
        publisher=library.publisher,
        theme=tokens(library.brand),
        logo=logo,
    )


def sheets(
    name: str,
    library: Library,
    edition: Edition,
    choice: SheetChoice,
    spoken: Iterable[Text | Diagnostic],
    pick: Callable[[Sequence[SloganText]], SloganText],
    printing: Printing | None = None,
) -> Iterator[Artifact | Diagnostic]:
    """Yield a PDF of the format `name` for each tactic and locale that has text, or what stands in its way.

    `pick` chooses among the tactic's slogans; without any, it is LINK002.
    """
    for text in texts(library, edition, choice, spoken):
        if isinstance(text, Diagnostic):
            yield text
            continue
        slogans = slogans_of(library, text)
        about = imprint(library, text.locale, page_of(text.slug), tactics=[text.slug])
        if not slogans:
            yield Diagnostic.at("LINK002", text.place, tactic=text.slug, locale=text.locale, channel=CHANNEL)
        if isinstance(about, Diagnostic):
            yield about
        elif slogans:
            for press in ON_PRESS[choice.press]:
                params = Params(tactic=text, slogan=pick(slogans), **vars(replace(about, press=press)))
                yield _sheet(name, edition, params, printing)


def _sheet(name: str, edition: Edition, params: Params, printing: Printing | None) -> Artifact:
    text, suffix = params.tactic, "-press" if params.press else ""
    return Artifact(
        path=f"{name}/{text.slug}{suffix}.{text.locale}.pdf",
        format=name,
        edition=edition.name,
        locale=text.locale,
        title=str(text.name) + (PRESS_TITLE[markup.is_chinese(text.locale)] if params.press else ""),
        params=params,
        tools=TOOLS,
        # Residents are offered the one that their own printer prints.
        subjects=() if params.press else (text.slug,),
        printing=printing,
    )


def slogans_of(library: Library, text: TacticText) -> tuple[SloganText, ...]:
    """Return the tactic's slogans that may be its message, in the order of their file."""
    return library.slogans_for(text.locale, CHANNEL, tactic=text.slug)


def page_of(slug: str) -> str:
    """Return the tactic's page on the site, below the folder of a language."""
    return f"tactics/{slug}.html"


def address_of(publisher: Publisher, locale: str, page: str = "") -> str:
    """Return the address of a page on the publisher's site in a language, or of its home page."""
    folder = "" if locale == publisher.default_locale else f"{locale}/"
    return f"{publisher.site}{folder}{page}"
