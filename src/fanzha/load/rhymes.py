"""From documents to rhymes: what a heading of `docs/rhymes/*.md` must hold, and how translations pair with it.

A rhyme is a section with one list. In Chinese each item has two lines: the hanzi, and under them their pinyin.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from fanzha.diagnostics import Diagnostic, Text
from fanzha.load import front
from fanzha.load.decode import decode
from fanzha.load.entries import UNPLACED, Keep, Pairing, known_already, unpaired, whole
from fanzha.load.markdown import Document, body_digest
from fanzha.load.names import SLUG
from fanzha.model import Passage, Rhyme, RhymeText, Section, Verse
from fanzha.model.rhyme import sounds

LEAST_LINES, MOST_LINES = 4, 8
"""What is learnt by heart in one go, and what a sheet has room for in large letters."""
ROLE = "line"
"""Of the passages that are a rhyme's lines."""
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_SYLLABLE = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")


def collect_rhymes(
    documents: Mapping[str, Document], default: str, known: dict[str, Rhyme], found: list[Diagnostic], keep: Keep
) -> None:
    """Add the rhymes of one file and its translations, by locale, to those `known` by id."""
    source = documents[default]
    data = decode(source.front, front.RhymesFront, found)
    texts = _texts(source, default, found)
    if data is None:
        return
    keep(default, data)
    found.extend(unpaired(source, "rhymes", data.rhymes, "RHYME004"))
    for slug, told in _PAIRING.translated(documents, default, texts, found, keep).items():
        text, facts = told[default], data.rhymes.get(slug)
        if not known_already(text, known, found) and facts is not None:
            known[slug] = Rhyme(
                slug=slug,
                tactic=facts.tactic,
                audiences=facts.audiences,
                sources=data.sources,
                reviewed_on=data.reviewed_on,
                review_by=data.review_by,
                texts=told,
                place=text.place,
            )


def _texts(document: Document, locale: str, found: list[Diagnostic]) -> dict[str, RhymeText]:
    """Return the entries of a document that are whole, by id."""
    return whole(document, "RHYME001", lambda section: _rhyme(section, locale, found), found)


def _rhyme(section: Section, locale: str, found: list[Diagnostic]) -> RhymeText | None:
    """Return the rhyme in `section`, or None after adding diagnostics to `found`."""
    before = len(found)
    if not SLUG.fullmatch(section.id):
        found.append(Diagnostic.at("RHYME001", section.place))
    others = [text.place for text in (*section.paragraphs, *section.quotes)]
    others += [inner.place for inner in section.subsections]
    found.extend(Diagnostic.at("RHYME003", place) for place in others)
    count, least, most = len(section.items), LEAST_LINES, MOST_LINES
    if not least <= count <= most:
        found.append(Diagnostic.at("RHYME002", section.place, count=count, least=least, most=most))
    lines = [_verse(item, locale, found) for item in section.items]
    if len(found) > before:
        return None
    return RhymeText(
        slug=section.id,
        locale=locale,
        name=Text(section.title, section.place),
        lines=tuple(line for line in lines if line is not None),
        place=section.place,
    )


def _verse(item: Text, locale: str, found: list[Diagnostic]) -> Verse | None:
    """Return one line of a rhyme; in Chinese with its pinyin, or None after adding what is wrong with it."""
    text, *below = _lines(item, locale)
    if locale.partition("-")[0] != "zh":
        return Verse(text=text)
    if letters := _LETTERS.search(text):
        found.append(Diagnostic.at("RHYME008", text.at(*letters.span()), text=letters[0]))
    elif len(below) > 1:
        found.append(Diagnostic.at("RHYME003", below[1].place))
    elif not below:
        found.append(Diagnostic.at("RHYME005", text.at(0, len(text))))
    else:
        return _paired(text, below[0], found)
    return None


def _paired(text: Text, below: Text, found: list[Diagnostic]) -> Verse | None:
    """Return the line with the syllables under it, one a hanzi or digit, or None after adding RHYME006."""
    syllables = [
        Text(unicodedata.normalize("NFC", syllable[0]).lower(), below.at(*syllable.span()))
        for syllable in _SYLLABLE.finditer(below)
    ]
    read = sounds(text)
    if len(read) != len(syllables):
        place = below.at(0, len(below))
        found.append(Diagnostic.at("RHYME006", place, text=text, count=len(syllables), wanted=len(read)))
        return None
    return Verse(text=text, pinyin=tuple(syllables))


def _lines(item: Text, locale: str) -> list[Text]:
    """Return the source lines of a list item; in other languages than Chinese, which have no pinyin, as one."""
    if locale.partition("-")[0] != "zh":
        return [item]
    starts = [0, *(offset for offset, _ in item.joints), len(item)]
    parts = [(item[start:end].rstrip(), start) for start, end in itertools.pairwise(starts)]
    return [Text(part, item.at(start, start + len(part))) for part, start in parts]


def rhyme_digest(text: RhymeText) -> str:
    """Return the digest that a translation carries of one rhyme: a change of its pinyin alone does not count."""
    return body_digest("\n".join([text.name, *(line.text for line in text.lines)]))


_PAIRING = Pairing(_texts, rhyme_digest)


def rhyme_passages(passages: Iterable[Passage], locale: str) -> Iterator[Passage]:
    """Yield the passages of a file of rhymes, the lines with the role `line` and without their pinyin.

    The pinyin says what the hanzi say, or else it has its own diagnostic.
    """
    for passage in passages:
        if passage.role in UNPLACED or passage.quote:
            yield passage
        else:
            yield Passage(_lines(passage.text, locale)[0], ROLE)
