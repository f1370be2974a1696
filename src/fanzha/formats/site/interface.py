"""What is wrong with the interface's words that a project brings: `materials/locale/<locale>.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from fanzha.config import LOCALE_WORDS
from fanzha.diagnostics import Diagnostic, Place, Text, nearest
from fanzha.formats.site.wording import REFERENCE, shipped, ships
from fanzha.model import InterfaceWords, Library

_UNSAFE = re.compile(r"[<>&\"]")
"""What a page's markup is made of. The words go into texts, attributes and scripts alike, so none may hold these."""
_DIRECTIONS = ("ltr", "rtl")


def problems(library: Library) -> Iterator[Diagnostic]:
    """Yield what stands in the way of building the site in each of the publisher's locales."""
    for locale in library.publisher.locales:
        own = library.interface.get(locale)
        if own is not None:
            yield from _wrong_words(own)
        elif locale not in ships() and f"{LOCALE_WORDS}/{locale}.yml" not in library.files:
            file, known = f"{LOCALE_WORDS}/{locale}.yml", ", ".join(ships())
            yield Diagnostic.at("SITE001", locale.place, locale=locale, file=file, known=known)


def empty_list() -> str:
    """Return a file of the interface's words with nothing filled in, and what we say in Chinese and English above each.

    It is YAML for `materials/locale/<locale>.yml`.
    """
    lines = [
        "# 界面上的话：冒号后面写译文，花括号里的名称照抄。direction 写 ltr（从左到右）或 rtl（从右到左）。",
        "# The words of the interface: write the translation after the colon and copy names in braces as they are.",
        "# direction is ltr or rtl.",
    ]
    chinese, table = shipped("zh"), ""
    for key, said in shipped(REFERENCE).items():
        section, _, name = key.partition(".")
        if name and section != table:
            table = section
            lines += ["", f"{section}:"]
        indent = "  " if name else ""
        both = f"{chinese[key]} · {said}".replace("\n", "\\n")
        lines += [f"{indent}# {both}", f"{indent}{name or section}:"]
    return "\n".join(lines) + "\n"


def _wrong_words(own: InterfaceWords) -> Iterator[Diagnostic]:
    known = _known()
    for key, text in own.texts.items():
        if key not in known:
            near = nearest(key, known)
            yield Diagnostic.at("SITE021", own.keys[key], key=key, nearest=near, locale=own.locale)
        elif key == "direction":
            if text not in _DIRECTIONS:
                choices = ", ".join(_DIRECTIONS)
                yield Diagnostic.at(
                    "LOAD020", text.place, value=text, known=choices, nearest=nearest(text, _DIRECTIONS)
                )
        else:
            yield from _wrong_text(key, text, known[key])
    missing = [key for key in shipped(REFERENCE) if key not in own.texts and key not in shipped(own.locale)]
    if missing:
        place = Place(own.place.path, 1)
        said = shipped("zh")[missing[0]], shipped("en")[missing[0]]
        names = ", ".join(missing)
        yield Diagnostic.at(
            "SITE020",
            place,
            locale=own.locale,
            count=len(missing),
            keys=names,
            first=missing[0],
            zh=said[0],
            en=said[1],
        )


def _wrong_text(key: str, text: Text, said: str) -> Iterator[Diagnostic]:
    """Yield SITE022 when the text's placeholders are not those of ours, SITE023 when it holds markup."""
    wanted, given = placeholders(said), placeholders(text)
    if given != wanted:
        names = " ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "—"
        yield Diagnostic.at("SITE022", text.place, key=key, wanted=names)
    elif match := _UNSAFE.search(text):
        yield Diagnostic.at("SITE023", text.at(*match.span()), key=key, sign=match.group())


def placeholders(text: str) -> frozenset[str] | None:
    """Return the names in braces in `text`; None when the braces cannot be filled in, or ask for more than a name."""
    names = set()
    try:
        for _, name, form, conversion in Formatter().parse(text):
            if name is None:
                continue
            if not name.isidentifier() or form or conversion:
                return None
            names.add(name)
    except ValueError:
        return None
    return frozenset(names)


def _known() -> Mapping[str, str]:
    """Return every key that a locale may have, with what we say there."""
    return {**shipped("zh"), **shipped(REFERENCE)}
