"""Pairing documents with their translations, and building the entities of each collection."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load import front, pages
from fanzha.load.decode import decode
from fanzha.load.markdown import Document
from fanzha.model import Allow, Audience, Case, LocalText, Page, Slogan, Tactic

_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
L = TypeVar("L", bound=LocalText)
F = TypeVar("F", bound=front.AnyFront)


@dataclass
class Group:
    """A document in the default language and its translations, by locale."""

    slug: str
    collection: str
    documents: dict[str, Document] = field(default_factory=dict)


@dataclass
class Collected:
    """What was made of the documents under docs/."""

    found: list[Diagnostic]
    tactics: dict[str, Tactic] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    slogans: dict[str, Slogan] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    allowed: dict[str, tuple[Allow, ...]] = field(default_factory=dict)


def group_documents(documents: Sequence[Document], locales: Sequence[str], found: list[Diagnostic]) -> list[Group]:
    """Return the documents grouped by stem; an unknown locale or an orphaned translation is a diagnostic."""
    groups: dict[str, Group] = {}
    for document in documents:
        path = PurePosixPath(document.source.path).relative_to(DOCS)
        stem, _, suffix = path.stem.rpartition(".")
        locale = locales[0]
        if stem and _LOCALE.fullmatch(suffix):
            if suffix not in locales:
                known = ", ".join(locales)
                found.append(Diagnostic.at("LANG005", Place(document.source.path), locale=suffix, known=known))
                continue
            locale, name = suffix, stem
        else:
            name = path.stem
        collection = path.parts[0] if len(path.parts) > 1 and path.parts[0] in _MAKERS else ""
        slug = (path.parent / name).as_posix()
        if collection:
            slug = PurePosixPath(slug).relative_to(collection).as_posix()
            if not _SLUG.fullmatch(slug):
                found.append(Diagnostic.at("LOAD027", Place(document.source.path), slug=slug))
                continue
        group = groups.setdefault(f"{collection}/{slug}", Group(slug, collection))
        group.documents[locale] = document
    for group in groups.values():
        if locales[0] not in group.documents:
            for document in group.documents.values():
                source = f"{group.slug}.md"
                found.append(Diagnostic.at("LANG003", Place(document.source.path), source=source))
            group.documents.clear()
    return [group for group in groups.values() if group.documents]


def collect(groups: Sequence[Group], locales: Sequence[str], found: list[Diagnostic]) -> Collected:
    """Return the entities of all groups."""
    collected = Collected(found)
    for group in groups:
        _MAKERS.get(group.collection, _page)(group, locales[0], collected)
    return collected


def _front(group: Group, default: str, schema: type[F], collected: Collected) -> F | None:
    """Return the source document's front matter."""
    document = group.documents[default]
    decoded = decode(document.front, schema, collected.found)
    if decoded is not None:
        collected.allowed[document.source.path] = decoded.allow
    return decoded


def _texts(
    group: Group,
    default: str,
    make: Callable[[Document, str, str, list[Diagnostic]], L | None],
    collected: Collected,
) -> dict[str, L]:
    """Return the group's texts by locale, the default language first, each translation with its digest."""
    texts: dict[str, L] = {}
    source = group.documents[default]
    for locale, document in sorted(group.documents.items(), key=lambda pair: (pair[0] != default, pair[0])):
        text = make(document, group.slug, locale, collected.found)
        carried = _carried(document, locale, default, collected)
        if text is not None and carried is not None:
            texts[locale] = _with_digest(text, carried, source.digest)
    return texts


def _carried(document: Document, locale: str, default: str, collected: Collected) -> Text | None:
    """Return the digest that a translation carries; empty for the source; None when its front matter is broken."""
    if locale == default:
        return Text("")
    decoded = decode(document.front, front.TranslationFront, collected.found)
    if decoded is None:
        return None
    collected.allowed[document.source.path] = decoded.allow
    return decoded.source_digest


def _with_digest(text: L, carried: Text, digest: str) -> L:
    return dataclasses.replace(text, source_digest=carried, stale=bool(carried) and carried != digest)


def _tactic(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.TacticFront, collected)
    texts = _texts(group, default, pages.tactic_text, collected)
    if data is None or default not in texts:
        return
    collected.tactics[group.slug] = Tactic(
        slug=group.slug,
        category=data.category,
        list_year=data.list_year,
        audiences=data.audiences,
        keywords=data.keywords,
        sources=data.sources,
        reviewed_on=data.reviewed_on,
        review_by=data.review_by,
        texts=texts,
        place=texts[default].place,
    )


def _case(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.CaseFront, collected)
    texts = _texts(group, default, pages.case_text, collected)
    if data is None or default not in texts:
        return
    place = texts[default].place
    if not data.anonymised:
        collected.found.append(Diagnostic.at("SAFE002", place))
    collected.cases[group.slug] = Case(
        slug=group.slug,
        tactic=data.tactic,
        outcome=data.outcome,
        amount=data.amount,
        audiences=data.audiences,
        source=data.source,
        source_date=data.source_date,
        reviewed_on=data.reviewed_on,
        review_by=data.review_by,
        texts=texts,
        place=place,
    )


def _audience(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.AudienceFront, collected)
    texts = _texts(group, default, pages.audience_text, collected)
    if data is None or default not in texts:
        return
    collected.audiences[group.slug] = Audience(
        slug=group.slug,
        tactics=data.tactics,
        reviewed_on=data.reviewed_on,
        review_by=data.review_by,
        texts=texts,
        place=texts[default].place,
    )


def _page(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.PageFront, collected)
    texts = _texts(group, default, pages.page_text, collected)
    if data is not None and default in texts:
        place = texts[default].place
        collected.pages[group.slug] = Page(slug=group.slug, texts=texts, place=place)


def _slogans(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.SlogansFront, collected)
    if data is None:
        return
    lines = pages.slogan_lines(group.documents[default], default, collected.found)
    digest = group.documents[default].digest
    translated: dict[str, dict[str, pages.SloganLine]] = {}
    for locale, document in sorted(group.documents.items()):
        carried = _carried(document, locale, default, collected)
        if locale != default and carried is not None:
            others = pages.slogan_lines(document, locale, collected.found)
            translated[locale] = {line.text.slug: line for line in others}
            _report_orphans(translated[locale], {line.text.slug for line in lines}, collected.found)
            for slug, line in translated[locale].items():
                text = _with_digest(line.text, carried, digest)
                translated[locale][slug] = pages.SloganLine(text, line.audiences)
    for line in lines:
        slug = line.text.slug
        if slug in collected.slogans:
            first = str(collected.slogans[slug].place)
            collected.found.append(Diagnostic.at("LOAD028", line.text.place, id=slug, first=first))
            continue
        texts = {default: line.text}
        texts |= {locale: others[slug].text for locale, others in translated.items() if slug in others}
        audiences = line.audiences or data.audiences
        collected.slogans[slug] = Slogan(
            slug=slug, tactic=data.tactic, audiences=audiences, texts=texts, place=line.text.place
        )


def _report_orphans(others: Mapping[str, pages.SloganLine], known: set[str], found: list[Diagnostic]) -> None:
    for slug, line in others.items():
        if slug not in known:
            found.append(Diagnostic.at("LANG003", line.text.place, source=f"{{#{slug}}}"))


_MAKERS: Mapping[str, Callable[[Group, str, Collected], None]] = {
    "tactics": _tactic,
    "cases": _case,
    "slogans": _slogans,
    "audiences": _audience,
}
