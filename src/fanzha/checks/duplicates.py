"""Duplicates (C-26): a passage that stands, almost word for word, in a second place.

Passages are compared by their shingles, the runs of five characters, without punctuation. Each is filed under its three
smallest shingle hashes; two that are nearly equal almost certainly share one of these. So a passage is compared with
three others at most, and the work grows with the number of passages, not with its square.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library, Passage, Prose

SAME = 0.85
"""Jaccard similarity of the shingles from which two passages are the same."""
SHORTEST = {"zh": 26}
"""Fewest letters of a passage that is compared; shorter ones are stock phrases that everybody needs."""
SHORTEST_ELSEWHERE = 60
_ADVICE = frozenset({"stop", "verify", "report", "loss"})
"""Sections in which everyone must find the service numbers, so the sentence that names one may stand in each."""
_STEP = {"zh": 60}
"""Up to how many letters a step may be repeated in another section of its file: whoever needs one reads no other."""
_STEP_ELSEWHERE = 130
_SHINGLE = 5
_FILED_UNDER = 3
_NO_LETTER = re.compile(r"[\W_]+")
_UNCOMPARED = frozenset({"name", "heading", "code", "html", "link"})
_BYTES = 2
"""Bytes of a character in UTF-16; a rare one has two halves, which count as two."""


@dataclass(slots=True)
class _Index:
    """What was seen in one language."""

    exact: dict[int, Passage] = field(default_factory=dict)
    """By hash of the whole text."""
    filed: dict[int, Passage] = field(default_factory=dict)
    """By shingle hash."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield DUP001 for each passage that repeats an earlier one of the same language."""
    official = _official(library)
    numbers = [str(number) for number in library.registry.numbers]
    indexes: dict[str, _Index] = {}
    for prose in library.prose.values():
        if prose.collection != "materials":
            index = indexes.setdefault(prose.locale, _Index())
            for passage, earlier in _repeated(prose, index):
                needed = passage.role in _ADVICE and any(number in passage.text for number in numbers)
                if not needed and _letters(passage.text) not in official:
                    yield Diagnostic.at("DUP001", passage.text.at(0, len(passage.text)), other=earlier.text.place)


def _official(library: Library) -> frozenset[str]:
    """Return the letters of the wordings that have to be the same wherever they stand."""
    texts: list[str] = [text for formula in library.registry.formulas.values() for text in formula.texts.values()]
    for number in library.registry.numbers.values():
        texts += [*number.use_for.values(), *number.not_for.values()]
    return frozenset(map(_letters, texts))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).lower()


def _repeated(prose: Prose, index: _Index) -> Iterator[tuple[Passage, Passage]]:
    """Yield the passages of one file with the earlier ones that they repeat, and file the others."""
    language = prose.locale.split("-")[0]
    shortest = SHORTEST.get(language, SHORTEST_ELSEWHERE)
    step = _STEP.get(language, _STEP_ELSEWHERE)
    for passage in prose.passages:
        if len(passage.text) < shortest or not _is_compared(passage):
            continue
        letters = _letters(passage.text)
        if len(letters) < shortest:
            continue
        earlier = _find(letters, passage, index)
        if earlier is None:
            continue
        elsewhere = earlier.text.place.path != prose.path or earlier.role == passage.role
        if elsewhere or len(letters) > step:
            yield passage, earlier


def _is_compared(passage: Passage) -> bool:
    return not passage.quote and passage.role not in _UNCOMPARED and not passage.role.startswith("front")


def _find(letters: str, passage: Passage, index: _Index) -> Passage | None:
    """Return the earlier passage that `passage` repeats, or None after filing it."""
    whole = zlib.crc32(letters.encode()) << 16 | len(letters) & 0xFFFF
    if whole in index.exact:
        return index.exact[whole]
    index.exact[whole] = passage
    shingles = _shingles(letters)
    under = sorted(shingles)[:_FILED_UNDER]
    compared: set[int] = set()
    for shingle in under:
        other = index.filed.get(shingle)
        if other is not None and id(other) not in compared:
            compared.add(id(other))
            if _similarity(shingles, _shingles(_letters(other.text))) >= SAME:
                return other
    for shingle in under:
        index.filed.setdefault(shingle, passage)
    return None


def _shingles(letters: str) -> set[int]:
    """Return the hash of every run of five characters."""
    data = letters.encode("utf-16-le")
    width = _SHINGLE * _BYTES
    return {zlib.crc32(data[at : at + width]) for at in range(0, len(data) - width + 1, _BYTES)}


def _similarity(some: set[int], others: set[int]) -> float:
    return len(some & others) / len(some | others)
