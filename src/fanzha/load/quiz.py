"""From documents to questions: what a heading of `docs/quiz/*.md` must hold, and how translations pair with it.

A question is a section: its stem stands before the list of options, why the ticked one is right stands after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load import front
from fanzha.load.decode import decode
from fanzha.load.entries import UNPLACED, Keep, Pairing, known_already, unpaired, whole
from fanzha.load.markdown import Document, body_digest
from fanzha.load.names import SLUG
from fanzha.model import Passage, Question, QuestionText, Said, Section

LEAST_OPTIONS, MOST_OPTIONS = 2, 4
_BOX = re.compile(r"\[([ xX])\](?:\s+|$)")
_LETTERS = re.compile(r"[\W_]+")


def collect_questions(
    documents: Mapping[str, Document], default: str, known: dict[str, Question], found: list[Diagnostic], keep: Keep
) -> None:
    """Add the questions of one file and its translations, by locale, to those `known` by id."""
    source = documents[default]
    data = decode(source.front, front.QuizFront, found)
    texts = _texts(source, default, found)
    if data is None:
        return
    keep(default, data)
    found.extend(unpaired(source, "questions", data.questions, "QUIZ007"))
    for slug, told in _PAIRING.translated(documents, default, texts, found, keep).items():
        text, facts = told[default], data.questions.get(slug)
        if not known_already(text, known, found) and facts is not None:
            known[slug] = Question(
                slug=slug,
                tactic=facts.tactic,
                difficulty=facts.difficulty,
                audiences=facts.audiences,
                sources=data.sources,
                reviewed_on=data.reviewed_on,
                review_by=data.review_by,
                texts=told,
                place=text.place,
            )


def _texts(document: Document, locale: str, found: list[Diagnostic]) -> dict[str, QuestionText]:
    """Return the entries of a document that are whole, by id."""
    return whole(document, "QUIZ001", lambda section: _question(section, locale, found), found)


def _question(section: Section, locale: str, found: list[Diagnostic]) -> QuestionText | None:
    """Return the question in `section`, or None after adding diagnostics to `found`."""
    before = len(found)
    if not SLUG.fullmatch(section.id):
        found.append(Diagnostic.at("QUIZ001", section.place))
    for inner in section.subsections:
        found.append(Diagnostic.at("QUIZ010", inner.place))
    options, right = _options(section, found)
    first = section.items[0].place.line if section.items else 0
    stem = [*(Said(text=text) for text in section.paragraphs if text.place.line < first or not first)]
    stem += [Said(text=text, quote=True) for text in section.quotes]
    why = tuple(text for text in section.paragraphs if first and text.place.line > first)
    if not any(not said.quote for said in stem):
        found.append(Diagnostic.at("QUIZ004", section.place))
    if not why and first:
        found.append(Diagnostic.at("QUIZ005", section.items[-1].place))
    if len(found) > before:
        return None
    return QuestionText(
        slug=section.id,
        locale=locale,
        name=Text(section.title, section.place),
        stem=tuple(sorted(stem, key=lambda said: said.text.place.line)),
        options=options,
        right=right,
        why=why,
        place=section.place,
    )


def _options(section: Section, found: list[Diagnostic]) -> tuple[tuple[Text, ...], int]:
    """Return the options without their boxes, and the index of the right one (the last, when several are ticked)."""
    options: list[Text] = []
    ticked: list[int] = []
    seen: dict[str, Place] = {}
    for item in section.items:
        ticks, text = _unboxed(item)
        if not ticks or not text.strip():
            found.append(Diagnostic.at("QUIZ009", item.at(0, len(item))))
            continue
        letters = _LETTERS.sub("", text).lower()
        if letters in seen:
            found.append(Diagnostic.at("QUIZ006", text.at(0, len(text)), first=seen[letters].line))
        seen.setdefault(letters, text.place)
        if ticks != " ":
            ticked.append(len(options))
        options.append(text)
    if not LEAST_OPTIONS <= len(section.items) <= MOST_OPTIONS:
        count, least, most = len(section.items), LEAST_OPTIONS, MOST_OPTIONS
        found.append(Diagnostic.at("QUIZ002", section.place, count=count, least=least, most=most))
    elif len(ticked) != 1 and len(options) == len(section.items):
        place = options[ticked[1]].place if ticked else section.items[0].place
        found.append(Diagnostic.at("QUIZ003", place, count=len(ticked)))
    return tuple(options), ticked[-1] if ticked else 0


def _unboxed(item: Text) -> tuple[str, Text]:
    """Return what stands in the box before an option, empty when there is none, and the option without it."""
    box = _BOX.match(item)
    if not box:
        return "", item
    length = box.end()
    joints = tuple((offset - length, place) for offset, place in item.joints)
    return box[1], Text(item[length:], item.at(length, max(len(item), length + 1)), joints)


def question_digest(text: QuestionText) -> str:
    """Return the digest that a translation carries of one question: blanks at line ends do not count."""
    marks = [f"- [{'x' if index == text.right else ' '}] {option}" for index, option in enumerate(text.options)]
    stem = [f"> {said.text}" if said.quote else str(said.text) for said in text.stem]
    return body_digest("\n".join([text.name, *stem, *marks, *text.why]))


def _unlike(text: QuestionText, source: QuestionText) -> Iterator[Diagnostic]:
    """Yield QUIZ008 for a translation with other options, or another that is right."""
    if (len(text.options), text.right) != (len(source.options), source.right):
        place = text.options[text.right].place
        yield Diagnostic.at("QUIZ008", place, number=source.right + 1, count=len(source.options))


_PAIRING = Pairing(_texts, question_digest, _unlike)


def question_passages(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the passages of a quiz file, the options without their boxes.

    In a question their roles are `stem`, `right`, `wrong` (an option that nobody should take) and `why`.
    """
    question, answered = "", False
    for passage in passages:
        if passage.role in UNPLACED:
            yield passage
            continue
        if passage.role != question:
            question, answered = passage.role, False
        ticks, text = _unboxed(passage.text)
        role = ("wrong" if ticks == " " else "right") if ticks else ("why" if answered else "stem")
        answered = answered or bool(ticks)
        if text:
            yield Passage(text, role, passage.quote)
