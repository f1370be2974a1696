"""Whether a change is typographic only: the last word before anything is rewritten, whatever offered the change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fanzha.diagnostics import Diagnostic, Text
from fanzha.load.attributes import attributes_of
from fanzha.load.markdown import parse_document
from fanzha.load.nodes import Map, Node, Scalar, YamlProblem, parse_yaml
from fanzha.load.tables import SEPARATORS, cell_spans
from fanzha.model import Section
from fanzha.source import TABLES, control_in, decode

_AROUND = 8
"""Characters on each side of a change that are looked at with it."""
_MEANT = frozenset("%‰¥$€£#@&{}[]<>`*_|\\~=+^/")
"""Signs that are no punctuation: they count, or they are Markdown's."""
_INSIDE_WORDS = frozenset("'-.:")
_BLANKS = re.compile(r"\s+")
_QUOTES = str.maketrans("‘’", "''")
_AS_DIGITS = str.maketrans("OoIl", "0011")
_HAN = (("\u3400", "\u9fff"), ("\U00020000", "\U0003ffff"))


def is_harmless(line: str, start: int, end: int, new: str) -> bool:
    """Return whether writing `new` for the characters from `start` to `end` of `line` leaves what it says as it is.

    Letters, digits and signs that count must stay, in their order, and so must what stands between two digits (`1.5`
    never becomes `15`), indentation and addresses. Only what looks like a letter or digit may become it: the radical ⻓
    becomes 长, and 11O becomes 110.
    """
    indented = start < len(line) - len(line.lstrip())
    if indented or control_in(new) or not new.isprintable() or _in_address(line, start, end):
        return False
    left, old, right = line[max(0, start - _AROUND) : start], line[start:end], line[end : end + _AROUND]
    same = essence(left + old + right) == essence(left + new + right)
    return same or _looks_alike(old, new) or _is_number(old, new)


def _in_address(line: str, start: int, end: int) -> bool:
    """Return whether the span is part of an address, or touches one: there every sign counts."""
    first, last = start, end
    while first and line[first - 1].isascii() and not line[first - 1].isspace():
        first -= 1
    while last < len(line) and line[last].isascii() and not line[last].isspace():
        last += 1
    return "://" in line[first:last]


def essence(text: str) -> str:
    """Return what is left of `text` without punctuation, blanks, characters that show nothing, and widths."""
    seen = "".join(char for char in text if unicodedata.category(char) != "Cf")
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFKC", seen)).translate(_QUOTES)
    return "".join(
        char
        for char, before, after in zip(plain, " " + plain, plain[1:] + " ", strict=False)
        if char.isalnum() or char in _MEANT or _between(before, char, after)
    )


def _between(before: str, char: str, after: str) -> bool:
    """Return whether `char` belongs to a number or to a word, or parts two."""
    if before.isdigit() and after.isdigit():
        return True
    ascii_word = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return ascii_word and (char == " " or char in _INSIDE_WORDS)


def _looks_alike(old: str, new: str) -> bool:
    """Return whether each foreign character of `old` has become a letter and all others have stayed."""
    pairs = list(zip(old, new, strict=False))
    return len(old) == len(new) and all(a == b or (_is_foreign(a) and b.isalpha()) for a, b in pairs)


def _is_number(old: str, new: str) -> bool:
    """Return whether `old` is the number `new` with letters for noughts and ones in it, such as 11O."""
    return len(old) >= 3 and new.isdigit() and old != new and old.translate(_AS_DIGITS) == new and not old.isalpha()


def _is_foreign(char: str) -> bool:
    """Return whether it is a letter or radical of another script than ours, no Han character, and no number."""
    han = any(first <= char <= last for first, last in _HAN)
    return not char.isascii() and not han and unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lm", "Lo", "So"}


def same_shape(path: str, before: bytes, after: bytes) -> bool:
    """Return whether both are readable and have the same keys, sections and numbers of items."""
    shapes = [_shape(path, data) for data in (before, after)]
    return shapes[0] is not None and shapes[0] == shapes[1]


def _shape(path: str, data: bytes) -> object:
    source = decode(path, data)
    if isinstance(source, Diagnostic):
        return None
    if path.endswith(".md"):
        document = parse_document(source, [])
        if document is None:
            return None
        said = [(passage.role, passage.quote) for passage in document.passages]
        return _keys(document.front), said, _items(document.items), [_section(one) for one in document.sections]
    if path.endswith(TABLES):
        return [[len(cell_spans(line, sign)) for sign in SEPARATORS] for line in source.lines]
    try:
        return _keys(parse_yaml(source, source.text, 1))
    except YamlProblem:
        return None


def _section(section: Section) -> object:
    return section.id, _items(section.items), [_section(below) for below in section.subsections]


def _items(items: Iterable[Text]) -> object:
    """Return what the braces at the end of each item say: ids, channels, audiences."""
    return [attributes_of(item)[1:] for item in items]


def _keys(node: Node) -> object:
    if isinstance(node, Map):
        return {str(key): _keys(value) for key, (_, value) in node.entries.items()}
    return node.empty if isinstance(node, Scalar) else [_keys(item) for item in node.items]
