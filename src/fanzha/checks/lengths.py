"""Slogans fit the channels they are meant for (limits: materials/registry/channels.yml)."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield FIT001 for each slogan that is longer than a channel it names."""
    channels = library.registry.channels
    for slogan in library.slogans.values():
        for locale, text in slogan.texts.items():
            for identifier in text.channels:
                channel = channels.get(identifier)
                limit = channel.max.get(locale) if channel else None
                if limit is not None and len(text.name) > limit:
                    length = len(text.name)
                    yield Diagnostic.at(
                        "FIT001", text.name.place, text=text.name, length=length, channel=identifier, limit=limit
                    )
