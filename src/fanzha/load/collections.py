"""Building the entities of each collection from documents and their translations."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load import front, pages
from fanzha.load.decode import decode
from fanzha.load.entries import NO_DIGEST
from fanzha.load.groups import Group
from fanzha.load.markdown import Document, body_digest
from fanzha.load.quiz import collect_questions
from fanzha.load.rhymes import collect_rhymes
from fanzha.model import Allow, Audience, Case, LocalText, Page, Question, Rhyme, Slogan, SloganText, Tactic, Upkeep

L = TypeVar("L", bound=LocalText)
F = TypeVar("F", bound=front.AnyFront)


@dataclass
class Collected:
    """What was made of the documents under docs/."""

    found: list[Diagnostic]
    tactics: dict[str, Tactic] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    slogans: dict[str, Slogan] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    rhymes: dict[str, Rhyme] = field(default_factory=dict)
    allowed: dict[str, tuple[Allow, ...]] = field(default_factory=dict)
    upkeep: dict[str, Upkeep] = field(default_factory=dict)

    def keep(self, group: Group, locale: str, data: front.KeptFront, *, translation: bool = False) -> None:
        """Note what the front matter `data` of a document says about its own upkeep."""
        document = group.documents[locale]
        path = document.source.path
        self.allowed[path] = data.allow
        if isinstance(data, front.SearchedFront) and data.keywords:
            group.keywords[locale] = data.keywords
        self.upkeep[path] = Upkeep(
            path=path,
            collection=group.collection or "pages",
            slug=group.slug,
            locale=locale,
            reviewed_on=getattr(data, "reviewed_on", None),
            review_by=getattr(data, "review_by", None),
            sign_off=data.sign_off,
            statistics=data.statistics,
            sensitive=getattr(data, "sensitive", ()),
            translation=translation,
            place=document.front.place,
            due_place=_due_place(document),
        )


def _due_place(document: Document) -> Place:
    """Return where the front matter says until when the document holds."""
    keys = [document.front.entries[key][0] for key in ("review_by", "reviewed_on") if key in document.front.entries]
    return keys[0].place if keys else document.front.place


def collect(groups: list[Group], locales: Sequence[str], found: list[Diagnostic]) -> Collected:
    """Return the entities of all groups; each group is let go, so that `groups` is empty in the end."""
    collected = Collected(found)
    groups.reverse()
    while groups:
        group = groups.pop()
        _MAKERS.get(group.collection, _page)(group, locales[0], collected)
    collected.audiences = dict(sorted(collected.audiences.items(), key=_standing))
    return collected


def _standing(entry: tuple[str, Audience]) -> tuple[bool, int, str]:
    """Return where an audience stands among all: by its `order`, without one after those, by slug."""
    slug, audience = entry
    return audience.order is None, audience.order or 0, slug


def _front(group: Group, default: str, schema: type[F], collected: Collected) -> F | None:
    """Return the source document's front matter."""
    document = group.documents[default]
    decoded = decode(document.front, schema, collected.found)
    if decoded is not None:
        collected.keep(group, default, decoded)
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
        carried = _carried(group, locale, default, collected)
        if text is not None and carried is not None:
            texts[locale] = _with_digest(text, carried, source.digest)
    return texts


def _carried(group: Group, locale: str, default: str, collected: Collected) -> Text | None:
    """Return the digest that a translation carries; empty for the source; None when its front matter is broken."""
    if locale == default:
        return Text("")
    decoded = decode(group.documents[locale].front, front.TranslationFront, collected.found)
    if decoded is None:
        return None
    collected.keep(group, locale, decoded, translation=True)
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
        first_call=data.first_call,
        audiences=data.audiences,
        sources=data.sources,
        reviewed_on=data.reviewed_on,
        review_by=data.review_by,
        texts=texts,
        keywords=group.keywords,
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
        sensitive=data.sensitive,
        texts=texts,
        keywords=group.keywords,
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
        materials=data.materials,
        order=data.order,
        reviewed_on=data.reviewed_on,
        review_by=data.review_by,
        texts=texts,
        keywords=group.keywords,
        place=texts[default].place,
    )


def _page(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.PageFront, collected)
    texts = _texts(group, default, pages.page_text, collected)
    if data is not None and default in texts:
        place = texts[default].place
        collected.pages[group.slug] = Page(
            slug=group.slug,
            keywords=group.keywords,
            sources=data.sources,
            reviewed_on=data.reviewed_on,
            review_by=data.review_by,
            texts=texts,
            place=place,
        )


def _slogans(group: Group, default: str, collected: Collected) -> None:
    data = _front(group, default, front.SlogansFront, collected)
    if data is None:
        return
    lines = pages.slogan_lines(group.documents[default], default, collected.found)
    digests = {line.text.slug: body_digest(line.text.name) for line in lines}
    translated: dict[str, dict[str, SloganText]] = {}
    for locale in sorted(group.documents):
        if locale != default:
            translated[locale] = _translated_slogans(group, locale, digests, collected)
    for line in lines:
        slug = line.text.slug
        if slug in collected.slogans:
            first = str(collected.slogans[slug].place)
            collected.found.append(Diagnostic.at("LOAD028", line.text.place, id=slug, first=first))
            continue
        texts = {default: line.text}
        texts |= {locale: others[slug] for locale, others in translated.items() if slug in others}
        audiences = line.audiences or data.audiences
        collected.slogans[slug] = Slogan(
            slug=slug, tactic=data.tactic, audiences=audiences, texts=texts, place=line.text.place
        )


def _translated_slogans(
    group: Group, locale: str, digests: Mapping[str, str], collected: Collected
) -> dict[str, SloganText]:
    """Return the slogans of a translated file by id; `digests` are those of the source's slogans."""
    document = group.documents[locale]
    decoded = decode(document.front, front.SlogansTranslationFront, collected.found)
    lines = pages.slogan_lines(document, locale, collected.found)
    if decoded is None:
        return {}
    collected.keep(group, locale, decoded, translation=True)
    texts: dict[str, SloganText] = {}
    for line in lines:
        slug = line.text.slug
        if slug not in digests:
            collected.found.append(Diagnostic.at("LANG003", line.text.place, source=f"{{#{slug}}}"))
            continue
        if slug in texts:
            first = str(texts[slug].place)
            collected.found.append(Diagnostic.at("LOAD028", line.text.place, id=slug, first=first))
            continue
        carried = decoded.source_digests.get(slug) or Text(NO_DIGEST, line.text.place)
        texts[slug] = _with_digest(line.text, carried, digests[slug])
    return texts


def _quiz(group: Group, default: str, collected: Collected) -> None:
    keep = functools.partial(collected.keep, group)
    collect_questions(group.documents, default, collected.questions, collected.found, keep)


def _rhymes(group: Group, default: str, collected: Collected) -> None:
    keep = functools.partial(collected.keep, group)
    collect_rhymes(group.documents, default, collected.rhymes, collected.found, keep)


_MAKERS: Mapping[str, Callable[[Group, str, Collected], None]] = {
    "tactics": _tactic,
    "cases": _case,
    "slogans": _slogans,
    "audiences": _audience,
    "quiz": _quiz,
    "rhymes": _rhymes,
}
