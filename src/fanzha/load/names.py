"""What a document's path says: its collection, its slug and its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import registry

COLLECTIONS = ("tactics", "cases", "slogans", "audiences", "quiz", "rhymes")
"""Folders of `docs/` whose documents have fixed sections; all others hold free pages."""
_LOCALE = re.compile(registry.LOCALE)
SLUG = re.compile(registry.SLUG)


def split_path(path: str) -> tuple[str, str, str]:
    """Return collection, slug and locale of a document's path; the locale is empty in the default language.

    `docs/tactics/fake-loan.en.md` is `("tactics", "fake-loan", "en")`; the collection of a free page is empty.
    """
    below = PurePosixPath(path).relative_to(DOCS)
    stem, _, suffix = below.stem.rpartition(".")
    locale = suffix if stem and _LOCALE.fullmatch(suffix) else ""
    slug = below.with_name(stem if locale else below.stem)
    if len(below.parts) > 1 and below.parts[0] in COLLECTIONS:
        return below.parts[0], slug.relative_to(below.parts[0]).as_posix(), locale
    return "", slug.as_posix(), locale


def likely_locales(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the locales that file names carry, for a project whose publisher cannot be read.

    The default language, the first, is not known and left empty.
    """
    suffixes = {split_path(path)[2] for path in paths}
    return ("", *sorted(suffixes - {""}))


def declared_slugs(paths: Iterable[str], locales: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the slugs by collection of all documents in the default language, usable or not."""
    slugs: dict[str, set[str]] = {collection: set() for collection in COLLECTIONS}
    for path in paths:
        if path.startswith(f"{DOCS}/") and path.endswith(".md"):
            collection, slug, locale = split_path(path)
            if collection and locale in ("", locales[0]):
                slugs[collection].add(slug)
    return {collection: frozenset(names) for collection, names in slugs.items()}


def misnamed(path: str, locales: Sequence[str]) -> Diagnostic | None:
    """Return what is wrong with the name of the document at `path`."""
    collection, slug, locale = split_path(path)
    place = Place(path)
    if locale and locale == locales[0]:
        return Diagnostic.at("LANG007", place, locale=locale, name=f"{PurePosixPath(slug).name}.md")
    if locale and locale not in locales:
        return Diagnostic.at("LANG005", place, locale=locale, known=", ".join(locales))
    stem, _, suffix = PurePosixPath(slug).name.rpartition(".")
    written = _as_locale(suffix)
    if stem and not locale and _LOCALE.fullmatch(written):
        return Diagnostic.at("LANG008", place, suffix=suffix, name=f"{stem}.{written}.md")
    if collection and not SLUG.fullmatch(slug):
        return Diagnostic.at("LOAD027", place, slug=slug)
    return None


def _as_locale(suffix: str) -> str:
    """Return `suffix` with the capitals and hyphens of a locale: `ZH_hans` becomes `zh-Hans`."""
    language, *others = suffix.replace("_", "-").split("-")
    parts = [other.title() if len(other) == 4 else other.upper() for other in others]
    return "-".join([language.lower(), *parts])
