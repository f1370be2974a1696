"""From documents to texts: which sections a tactic, case, slogan file, audience or free page has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fanzha.diagnostics import NO_TEXT, Diagnostic, Text, nearest
from fanzha.load.attributes import attributes_of
from fanzha.load.markdown import Document
from fanzha.load.names import SLUG
from fanzha.model import (
    Actions,
    AudienceText,
    CaseText,
    PageText,
    Section,
    SloganText,
    TacticText,
)
from fanzha.source import SourceFile


@dataclass(frozen=True)
class SectionRule:
    """What a section with a fixed id must hold."""

    required: bool = True
    least: int = 1
    """Fewest list items; 0 when paragraphs will do."""
    most: int = 20
    children: Mapping[str, SectionRule] | None = None
    spoken: bool = False
    """Whether it is read aloud as it stands, and so has paragraphs and no list."""


# Rules C-21 and C-22 of the content model: docs-dev/content-model.md.
TACTIC_SECTIONS: Mapping[str, SectionRule] = {
    "how": SectionRule(least=2, most=5),
    "red-flags": SectionRule(least=3, most=6),
    "actions": SectionRule(least=0, children={"stop": SectionRule(), "verify": SectionRule(), "report": SectionRule()}),
    "loss": SectionRule(required=False, least=3, most=5),
    "never": SectionRule(),
    "script": SectionRule(required=False, least=0),
}
CASE_SECTIONS: Mapping[str, SectionRule] = {
    "story": SectionRule(least=0),
    "turning-point": SectionRule(least=0),
    "lesson": SectionRule(),
}
AUDIENCE_SECTIONS: Mapping[str, SectionRule] = {
    "meets": SectionRule(),
    "remember": SectionRule(least=3, most=5),
    "talk": SectionRule(),
    "speech": SectionRule(required=False, least=0, most=0, spoken=True),
}


def _sections(
    document: Document, sections: Iterable[Section], rules: Mapping[str, SectionRule], found: list[Diagnostic]
) -> dict[str, Section] | None:
    """Return the sections by id, or None when one is missing, unknown or has too few or too many items."""
    by_id: dict[str, Section] = {}
    before = len(found)
    for section in sections:
        if section.id not in rules:
            near = nearest(section.id or section.title, rules)
            known = ", ".join(rules)
            code = "LOAD017" if section.id else "LOAD024"
            found.append(Diagnostic.at(code, section.place, id=section.id, nearest=near, known=known))
            continue
        by_id.setdefault(section.id, section)
        found.extend(_unfit(section, rules[section.id]))
    for identifier, rule in rules.items():
        if rule.required and identifier not in by_id:
            place = document.source.place(len(document.source.lines))
            found.append(Diagnostic.at("LOAD016", place, id=identifier))
    if len(found) > before:
        return None
    found.extend(_out_of_order(sections, rules))
    return by_id


def _unfit(section: Section, rule: SectionRule) -> Iterator[Diagnostic]:
    """Yield what is wrong with what a section holds: LOAD019 for a list, LOAD040 for what is to be spoken."""
    count = len(section.items)
    if rule.spoken:
        if count or section.quotes or section.subsections or not section.paragraphs:
            yield Diagnostic.at("LOAD040", section.place, id=section.id)
    elif not rule.least <= count <= rule.most:
        yield Diagnostic.at("LOAD019", section.place, count=count, least=rule.least, most=rule.most)


def _out_of_order(sections: Iterable[Section], rules: Mapping[str, SectionRule]) -> Iterator[Diagnostic]:
    """Yield LOAD042 for each section that stands behind one that should follow it; the order is that of `rules`."""
    order = list(rules)
    last = -1
    for section in sections:
        here = order.index(section.id)
        if here < last:
            yield Diagnostic.at("LOAD042", section.place, id=section.id, after=order[last])
        last = max(last, here)


def _named(document: Document, found: list[Diagnostic]) -> Text | None:
    if document.title is None or not document.title.strip():
        found.append(Diagnostic.at("LOAD022", document.source.place(1)))
        return None
    return document.title


def _lead(document: Document, found: list[Diagnostic]) -> Text | None:
    if not document.lead:
        place = document.title.place if document.title else document.source.place(1)
        found.append(Diagnostic.at("LOAD025", place))
        return None
    return document.lead[0]


def tactic_text(document: Document, slug: str, locale: str, found: list[Diagnostic]) -> TacticText | None:
    """Return the tactic that `document` tells in one language."""
    sections = _sections(document, document.sections, TACTIC_SECTIONS, found)
    name, lead = _named(document, found), _lead(document, found)
    if sections is None or name is None or lead is None:
        return None
    rules = TACTIC_SECTIONS["actions"].children
    assert rules is not None
    steps = _sections(document, sections["actions"].subsections, rules, found)
    if steps is None:
        return None
    return TacticText(
        slug=slug,
        locale=locale,
        name=name,
        lead=lead,
        how=sections["how"].items,
        red_flags=sections["red-flags"].items,
        actions=Actions(stop=steps["stop"].items, verify=steps["verify"].items, report=steps["report"].items),
        loss=sections["loss"].items if "loss" in sections else (),
        never=sections["never"].items,
        quotes=sections["script"].quotes if "script" in sections else (),
        place=name.place,
    )


def case_text(document: Document, slug: str, locale: str, found: list[Diagnostic]) -> CaseText | None:
    """Return the case that `document` tells in one language."""
    sections = _sections(document, document.sections, CASE_SECTIONS, found)
    name, lead = _named(document, found), _lead(document, found)
    if sections is None or name is None or lead is None:
        return None
    return CaseText(
        slug=slug,
        locale=locale,
        name=name,
        lead=lead,
        story=sections["story"],
        turning_point=sections["turning-point"],
        lesson=sections["lesson"].items,
        place=name.place,
    )


def audience_text(document: Document, slug: str, locale: str, found: list[Diagnostic]) -> AudienceText | None:
    """Return the audience page in one language."""
    sections = _sections(document, document.sections, AUDIENCE_SECTIONS, found)
    name, lead = _named(document, found), _lead(document, found)
    if sections is None or name is None or lead is None:
        return None
    return AudienceText(
        slug=slug,
        locale=locale,
        name=name,
        lead=lead,
        meets=sections["meets"].items,
        remember=sections["remember"].items,
        talk=sections["talk"].items,
        speech=sections["speech"].paragraphs if "speech" in sections else (),
        place=name.place,
    )


def page_text(document: Document, slug: str, locale: str, found: list[Diagnostic]) -> PageText | None:
    """Return a free page in one language."""
    name = _named(document, found)
    if name is None:
        return None
    lead = document.lead[0] if document.lead else NO_TEXT
    sections = document.sections
    return PageText(slug=slug, locale=locale, name=name, lead=lead, sections=sections, place=name.place)


@dataclass(frozen=True)
class SloganLine:
    """A slogan as one list item of a slogans file."""

    text: SloganText
    audiences: tuple[Text, ...]


def slogan_lines(document: Document, locale: str, found: list[Diagnostic]) -> list[SloganLine]:
    """Return the slogans of a file, one a list item."""
    _named(document, found)
    items = [*document.items, *(item for section in document.sections for item in section.items)]
    if not items:
        found.append(Diagnostic.at("LOAD019", document.source.place(1), count=0, least=1, most=200))
    lines = []
    for item in items:
        words, identifier, classes, others = attributes_of(item)
        if not identifier:
            found.append(Diagnostic.at("LOAD026", item.place))
            continue
        if not SLUG.fullmatch(identifier):
            place = _placed(document.source, item, "#", identifier).place
            found.append(Diagnostic.at("LOAD031", place, id=identifier))
            continue
        unknown = set(others) - {"for"}
        if unknown:
            key = sorted(unknown)[0]
            found.append(Diagnostic.at("LOAD012", item.place, key=key, nearest=nearest(key, ["for"]), known="for"))
        channels = tuple(_placed(document.source, item, r"\.", name) for name in classes)
        audiences = tuple(_placed(document.source, item, r'(?<=["\s])', name) for name in others.get("for", "").split())
        text = SloganText(slug=identifier, locale=locale, name=words, channels=channels, place=words.place)
        lines.append(SloganLine(text, audiences))
    return lines


def _placed(source: SourceFile, item: Text, mark: str, name: str) -> Text:
    """Return `name` placed where it stands in the braces behind `item`; the pattern `mark` precedes it there."""
    wanted = re.compile(rf'{mark}{re.escape(name)}(?=[\s"}}]|$)')
    for number in range(item.place.line, len(source.lines) + 1):
        line = source.lines[number - 1]
        match = wanted.search(line, max(line.rfind("{"), 0))
        if match:
            return Text(name, source.place(number, match.start() + 1, match.end() - match.start()))
    return Text(name, item.place)
