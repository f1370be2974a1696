"""In which languages an edition is made: those that its format speaks and that are asked for, and two on one sheet."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping

from fanzha import references
from fanzha.diagnostics import Diagnostic, Text, nearest
from fanzha.model import Artifact, Library, Publisher

BOTH: Mapping[tuple[str, str], str] = {("zh", "en"): "中英双语", ("en", "zh"): "English and Chinese"}
"""What is added to the title of a product in two languages, by the first and the second."""


def speaks(fmt: object, locale: str) -> bool:
    """Return whether a format can be made in `locale`.

    One that brings fixed words of its own, or can set only some scripts, says which languages it has: `speaks`, a tuple
    of locales. One that does not say takes any.
    """
    known = getattr(fmt, "speaks", None)
    return known is None or locale in known or locale.partition("-")[0] in known


def joined_script(locale: str) -> str:
    """Return the language, such as `ug`, of a locale that is written in Arabic script; else an empty string.

    Uyghur is, where no other script is named; Kazakh only as `kk-Arab`, for `kk` alone is Cyrillic.
    """
    language, *tags = locale.split("-")
    scripts = [tag for tag in tags if len(tag) == 4 and tag.isalpha()]
    return language if (scripts[:1] or ["Arab" if language == "ug" else ""]) == ["Arab"] else ""


def spoken(fmt: object, asked: tuple[Text, ...], publisher: Publisher) -> Iterator[Text | Diagnostic]:
    """Yield the locales to make: those `asked` for, else the publisher's that the format speaks.

    One that is asked for and that the format does not speak is LINK001.
    """
    for locale in asked:
        yield locale if speaks(fmt, locale) else references.unknown(locale, "locales", getattr(fmt, "speaks", ()))
    if not asked:
        yield from (locale for locale in publisher.locales if speaks(fmt, locale))


def told(
    spoken: Iterable[Text | Diagnostic], asked: tuple[Text, ...], kind: str, said: Collection[str]
) -> Iterator[Text | Diagnostic]:
    """Yield those locales in which an edition itself says something, and what is wrong with the others.

    `said` are the locales of its key `kind`, such as `titles`. One that is asked for and not said is LINK001; one that
    nobody asked for is left out.
    """
    for locale in spoken:
        if isinstance(locale, Diagnostic) or locale in said:
            yield locale
        elif asked:
            yield references.unknown(locale, kind, said)


def firsts(fmt: object, second: Text, library: Library, asked: tuple[Text, ...]) -> list[Text | Diagnostic]:
    """Return the languages before which `second` comes: those `asked` for, else the publisher's default.

    LOAD020 is where `second` is the same, or is no language.
    """
    found: list[Text | Diagnostic] = []
    for first in spoken(fmt, asked or library.publisher.locales[:1], library.publisher):
        known = [each for each in library.publisher.locales if each != first and speaks(fmt, each)]
        if isinstance(first, Diagnostic) or second in known:
            found.append(first)
            continue
        near, names = nearest(second, known), ", ".join(known)
        found.append(Diagnostic.at("LOAD020", second.place, value=second, known=names, nearest=near))
    return found


def on_one_sheet(
    fmt: object, library: Library, asked: tuple[Text, ...], second: Text | None, kind: str, said: Collection[str]
) -> Iterator[tuple[Text, ...] | Diagnostic]:
    """Yield the languages of each sheet: one, or the first and the `second`; or what is wrong with those asked for.

    `kind` and `said` are as in `told`. With a second, the publisher's default language is the first by default.
    """
    publisher = library.publisher
    if second is None:
        for one in told(spoken(fmt, asked, publisher), asked, kind, said):
            yield one if isinstance(one, Diagnostic) else (one,)
        return
    wanted = firsts(fmt, second, library, asked)
    if second not in said and any(not isinstance(one, Diagnostic) for one in wanted):
        yield references.unknown(second, kind, said)
        return
    for one in told(wanted, asked or publisher.locales[:1], kind, said):
        yield one if isinstance(one, Diagnostic) else (one, second)


def named(artifact: Artifact, second: str) -> Artifact:
    """Return the artefact with both languages in its path and title; its `locale` stays the first.

    A slug has no dot, and no locale is called `zh-en`, so the path is nobody else's.
    """
    both = BOTH.get((artifact.locale.partition("-")[0], second.partition("-")[0]), f"{artifact.locale} + {second}")
    path = artifact.path.removesuffix(f".{artifact.locale}.pdf") + f".{artifact.locale}-{second}.pdf"
    return dataclasses.replace(artifact, path=path, title=f"{artifact.title} · {both}")
