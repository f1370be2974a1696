"""What one source names in another, and what is said when it is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fanzha.diagnostics import Diagnostic, Place, Text, nearest


def unknown(id_: Text, kind: str, known: Iterable[str]) -> Diagnostic:
    """Return LINK001 about an id that is not among the `known` ones of its kind."""
    ids = sorted(known)
    return Diagnostic.at("LINK001", id_.place, kind=kind, id=id_, known=", ".join(ids), nearest=nearest(id_, ids))


def untranslated(slug: Text, locale: str) -> Diagnostic:
    """Return LANG006 about something that is named and has no text in `locale`."""
    return Diagnostic.at("LANG006", slug.place, slug=slug, locale=locale)


def unusable(slugs: Sequence[Text], kind: str, known: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a list of ids: LINK001 for each that nothing has, LINK003 for each named twice."""
    ids = set(known)
    for number, slug in enumerate(slugs):
        if slug not in ids:
            yield unknown(slug, kind, ids)
        elif slug in slugs[:number]:
            yield Diagnostic.at("LINK003", slug.place, id=slug)


def apart(key: str, place: Place, beside: str) -> Diagnostic:
    """Return LOAD039 about a `key` of an edition that another makes impossible, given as written: `large: true`."""
    return Diagnostic.at("LOAD039", place, key=key, beside=beside)
