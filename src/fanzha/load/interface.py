"""The interface's words that a project brings: one file a locale, `materials/locale/<locale>.yml`.

It gives a language the words it lacks, or puts single ones of a shipped language in other words. Which keys there are
is not known here: the formats own them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from fanzha.config import LOCALE_WORDS
from fanzha.diagnostics import Diagnostic, Place, Text, nearest
from fanzha.load.decode import decode
from fanzha.load.nodes import Map, Node, Scalar
from fanzha.model import InterfaceWords, SignOff
from fanzha.model.registry import LOCALE

_SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class _SignedOff:
    sign_off: tuple[SignOff, ...] = ()


def load_interface(
    nodes: Mapping[str, Node], locales: Sequence[str], found: list[Diagnostic]
) -> dict[str, InterfaceWords]:
    """Return the project's own words by locale; a file for no locale of the publisher's is a diagnostic."""
    words: dict[str, InterfaceWords] = {}
    for path, node in nodes.items():
        if not path.startswith(f"{LOCALE_WORDS}/"):
            continue
        locale = PurePosixPath(path).stem
        if path != f"{LOCALE_WORDS}/{locale}.yml" or not re.fullmatch(LOCALE, locale):
            known = ", ".join(f"{LOCALE_WORDS}/{name}.yml" for name in locales)
            near = nearest(path, [f"{LOCALE_WORDS}/{name}.yml" for name in locales])
            found.append(Diagnostic.at("LOAD032", Place(path), path=path, nearest=near, known=known))
        elif locale not in locales:
            found.append(Diagnostic.at("LANG005", Place(path), locale=locale, known=", ".join(locales)))
        else:
            words[locale] = _words(locale, node, found)
    return words


def _words(locale: str, node: Node, found: list[Diagnostic]) -> InterfaceWords:
    texts: dict[str, Text] = {}
    keys: dict[str, Place] = {}
    signed = _SignedOff()
    if not isinstance(node, Map):
        found.append(_wrong(node, "键: 值", "key: value pairs"))
        return InterfaceWords(locale=locale, texts={}, place=node.place)
    for key, (name, value) in node.entries.items():
        if key == _SIGN_OFF:
            signed = decode(Map({key: (name, value)}, node.place), _SignedOff, found) or signed
        elif isinstance(value, Map):
            for inner, (inner_name, words) in value.entries.items():
                _add(f"{key}.{inner}", inner_name, words, texts, keys, found)
        else:
            _add(key, name, value, texts, keys, found)
    return InterfaceWords(locale=locale, texts=texts, keys=keys, sign_off=signed.sign_off, place=node.place)


def _add(
    key: str, name: Text, value: Node, texts: dict[str, Text], keys: dict[str, Place], found: list[Diagnostic]
) -> None:
    """Add one text; an empty one counts as not written yet."""
    if not isinstance(value, Scalar):
        found.append(_wrong(value, "一句话", "a text"))
    elif value.text.strip() and not value.empty:
        texts[key], keys[key] = value.text, name.place


def _wrong(node: Node, zh: str, en: str) -> Diagnostic:
    return Diagnostic.at("LOAD014", node.place, wanted_zh=zh, wanted_en=en)
