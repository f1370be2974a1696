"""Reading level (C-43): sentences short enough and characters common enough for readers who seldom read.

Chinese is measured in hanzi a sentence and in the share of 一级字表, the 3,500 characters taught at school; English by
the Flesch-Kincaid grade. Headings, code, raw HTML and scam speech do not count: nobody has to write like a swindler.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import Library
from fanzha.prose import Reading, Span, Writing
from fanzha.prose.characters import HAN, common_characters

MEAN = 22
"""Most hanzi a sentence has on average in one file."""
MEAN_FOR_ELDERLY = 15
"""The same on a page for people who find reading hard."""
ELDERLY = frozenset({"elderly", "herders"})
"""Slugs of those pages in `audiences`."""
LONGEST = 40
"""Most hanzi of one sentence; one that a comma parts no more often than every `LONGEST_RUN` hanzi ends earlier."""
RARE_SHARE = 0.02
"""Largest share of hanzi outside the 3,500; one alone is always accepted."""
RARE_NAMED = 3
"""How many rare characters of a file are named."""
GRADE = 8.0
"""Highest Flesch-Kincaid grade of an English file."""
GRADE_OF_SENTENCE = 16.0
"""Highest grade of one English sentence: university."""
FEWEST_SENTENCES = 4
"""A file with fewer says nothing about averages."""
FEWEST_WORDS = 60
FEWEST_WORDS_OF_SENTENCE = 8
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_ADDRESS = re.compile(r"[A-Za-z0-9.+-]{1,80}://[^\s]{1,400}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,9}")
_NO_PROSE = ("name", "heading")


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check; nothing depends on the library."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    """Yield what is hard to read in one file."""
    language = writing.locale.split("-")[0]
    if writing.collection == "materials" or language not in {"zh", "en"}:
        return
    sentences = list(_sentences(writing))
    if not sentences:
        return
    if language == "zh":
        yield from _chinese_sentences(writing, sentences)
        yield from _rare_characters(writing)
    else:
        yield from _english(sentences)


def _sentences(writing: Writing) -> Iterator[tuple[Reading, Span]]:
    for reading in writing.body:
        if reading.role not in _NO_PROSE and not reading.quote:
            for start, end in reading.sentences:
                blanks = len(reading.plain[start:end]) - len(reading.plain[start:end].lstrip())
                yield reading, (start + blanks, end)


def _chinese_sentences(writing: Writing, sentences: list[tuple[Reading, Span]]) -> Iterator[Diagnostic]:
    """Yield READ002 for each sentence that is too long, and READ001 or READ003 when all are too long on average."""
    lengths = []
    for reading, (start, end) in sentences:
        length = len(HAN.findall(reading.plain, start, end))
        if length:
            lengths.append(length)
        if length > LONGEST or (length == LONGEST and not re.search("[,;:、]", reading.plain[start : end - 1])):
            yield Diagnostic.at("READ002", reading.place(start, end), length=length, limit=LONGEST)
    if len(lengths) < FEWEST_SENTENCES:
        return
    mean = sum(lengths) / len(lengths)
    place = _first(sentences)
    if mean > MEAN:
        yield Diagnostic.at("READ001", place, mean=f"{mean:.1f}", limit=MEAN)
    elif mean > MEAN_FOR_ELDERLY and writing.collection == "audiences" and writing.slug in ELDERLY:
        yield Diagnostic.at("READ003", place, mean=f"{mean:.1f}", limit=MEAN_FOR_ELDERLY)


def _first(sentences: list[tuple[Reading, Span]]) -> Place:
    reading, (start, end) = sentences[0]
    return reading.place(start, end)


def _rare_characters(writing: Writing) -> Iterator[Diagnostic]:
    """Yield READ004 for the first rare characters of a file that has more of them than its readers know."""
    common = common_characters()
    seen = [reading for reading in writing.body if not reading.quote]
    counts = Counter("".join(HAN.findall("".join(reading.plain for reading in seen))))
    rare = [char for char in counts if char not in common]
    total, strange = counts.total(), sum(counts[char] for char in rare)
    if strange < 2 or strange <= total * RARE_SHARE:
        return
    share = f"{100 * (1 - strange / total):.1f}"
    for char in rare[:RARE_NAMED]:
        reading = next(reading for reading in seen if char in reading.plain)
        at = reading.plain.index(char)
        yield Diagnostic.at("READ004", reading.place(at, at + 1), char=char, share=share)


@cache
def _counter() -> Callable[[str], int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its word lists are compiled with a complaint about a backslash
        from readability.langdata import LANGDATA  # not at the top: a build without English prose does without it
    count: Callable[[str], int] = LANGDATA["en"]["syllables"]
    return count


def _grade(words: int, syllables: int, sentences: int) -> float:
    from readability import KincaidGradeLevel

    return float(KincaidGradeLevel(syllables, words, sentences))


def _english(sentences: list[tuple[Reading, Span]]) -> Iterator[Diagnostic]:
    """Yield READ006 for each sentence that is very hard, and READ005 when the file is hard."""
    count = _counter()
    words, syllables, number = 0, 0, 0
    for reading, (start, end) in sentences:
        sentence = reading.plain[start:end]
        found = _WORD.findall(_ADDRESS.sub(" ", sentence) if "." in sentence[:-1] else sentence)
        if not found:
            continue
        spoken = sum(count(word.lower()) or 1 for word in found)
        if len(found) >= FEWEST_WORDS_OF_SENTENCE:
            grade = _grade(len(found), spoken, 1)
            if grade > GRADE_OF_SENTENCE:
                yield Diagnostic.at("READ006", reading.place(start, end), grade=f"{grade:.0f}", limit=int(GRADE))
        words, syllables, number = words + len(found), syllables + spoken, number + 1
    if words >= FEWEST_WORDS:
        grade = _grade(words, syllables, number)
        if grade > GRADE:
            yield Diagnostic.at("READ005", _first(sentences), grade=f"{grade:.1f}", limit=int(GRADE))
