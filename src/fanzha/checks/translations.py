"""Translations: none missing, none older than its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, LocalText


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield LANG001 for each text that lacks a locale and LANG002 for each stale translation, once a file."""
    locales = library.publisher.locales
    lines = (library.slogans, library.questions, library.rhymes)
    for group in (library.tactics, library.cases, library.audiences, library.pages, *lines):
        for entity in group.values():
            yield from _of(entity.texts, locales[0], locales[1:])


def _of(texts: Mapping[str, LocalText], default: str, others: tuple[str, ...]) -> Iterator[Diagnostic]:
    source = texts[default]
    path = PurePosixPath(source.place.path)
    for locale in others:
        text = texts.get(locale)
        translation = path.with_name(f"{path.stem}.{locale}.md").as_posix()
        if text is None:
            yield Diagnostic.at("LANG001", source.place, locale=locale, path=translation)
        elif text.stale:
            yield Diagnostic.at("LANG002", text.source_digest.place, source=path.name, slug=path.stem)
