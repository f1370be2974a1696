"""The search index of one locale: which words stand on which page, and how much each weighs there.

It is made from the library, not from the finished pages, so that every sentence counts once, where it was written, and
not again on each page that shows a card of it. `search-engine.js` reads it, and cuts what is typed by the same rules.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from fanzha.diagnostics import Text
from fanzha.formats.site.body import plain
from fanzha.formats.site.cache import Kept
from fanzha.formats.site.cuts import STOP, Cuts
from fanzha.formats.site.pages import SitePage
from fanzha.formats.site.rhymes import told
from fanzha.formats.site.shelves import shelves_of
from fanzha.formats.site.wording import Wording
from fanzha.model import Library, Section
from fanzha.model.content import LocalText

_BEFORE, _AFTER = "var fzIndex=", ";\n"
_TITLE, _KEYWORD, _LEAD, _HEADING, _TEXT = 10, 9, 4, 3, 1
_MOST_TIMES = 3
"""How often a word in the text counts: a page that says 转账 twenty times is not twenty times as much about it."""
_MOST_SUGGESTED = 9
_IN_SECTIONS = frozenset({"now", "free"})
"""Kinds of pages whose sections are found by themselves: 我共享了屏幕 leads straight to what to do then."""

_KINDS = {
    "tactic": "search.kind_tactic",
    "case": "search.kind_case",
    "situation": "search.kind_situation",
    "now": "search.kind_now",
    "slogans": "nav.slogans",
    "audience": "nav.audiences",
}
"""What a result is called beside its title."""

_HAN = re.compile("[\u3007\u3400-\u9fff]+")
_BETWEEN = re.compile(
    "[\\s\u0000-/:-@\\[-`{-\u00bf\u2000-\u206f\u3000-\u3006\u3008-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40"
    "\uff5b-\uff65\u060c\u061b\u061f]+"
)
_LATIN = re.compile("[a-z]+")


@dataclass
class _Index:
    """The index while it is made."""

    cut: Callable[[str], tuple[str, ...]]
    """Cuts a run of hanzi into words, the library's own among them."""
    entries: list[Sequence[object]] = field(default_factory=list)
    words: dict[str, list[int]] = field(default_factory=dict)

    def add(self, shown: Sequence[object], weighed: Iterable[tuple[int, str]]) -> int:
        """Add an entry and what is written there; return its number."""
        number = len(self.entries)
        self.entries.append(shown)
        weights: Counter[str] = Counter()
        times: Counter[str] = Counter()
        for weight, text in weighed:
            for word in self._words(text):
                if weight == _TEXT:
                    times[word] += 1
                else:
                    weights[word] = max(weights[word], weight)
        for word in sorted(weights.keys() | times.keys()):
            if len(word) > 1 or weights[word]:  # a single hanzi in running text says little
                self.words.setdefault(word, []).extend((number, weights[word] + min(times[word], _MOST_TIMES)))
        return number

    def _words(self, text: str) -> Iterator[str]:
        lowered = _bare(text)
        for han in _HAN.findall(lowered):
            yield from self.cut(han)
        for word in _BETWEEN.split(_HAN.sub(" ", lowered)):
            if word and word not in STOP:
                yield stem(word)


def search_script(library: Library, locale: str, pages: Iterable[SitePage], kept: Kept | None = None) -> str:
    """Return the index of `locale` as a script that sets `fzIndex`; hanzi are written as themselves.

    What was cut into words before is taken from `kept`.
    """
    wording = Wording.of(library, locale)
    shown = sorted(pages, key=lambda page: page.uri)
    texts = {page.uri: _text_of(library, page) for page in shown}
    weighed = {page.uri: list(_weighed(library, page, texts[page.uri])) for page in shown}
    letters = set().union(*(text for one in weighed.values() for _, text in one))
    hanzi = "".join(sorted(letter for letter in letters if _HAN.match(letter)))
    index = _Index(Cuts(hanzi, tuple(sorted(_own_words(library, shown))), kept))
    for page in shown:
        entry = [page.address, page.title, page.kind, page.description, list(page.keywords)]
        number = index.add(entry, weighed[page.uri])
        text = texts[page.uri]
        if page.kind in _IN_SECTIONS and text is not None:
            for section in _sections(text):
                words = [(_TITLE, plain(section.title)), *((_TEXT, one) for one in _texts(section))]
                index.add([f"#{section.id}", plain(section.title), number], words)
    kinds = {kind: wording(key) for kind, key in _KINDS.items()}
    data = {"entries": index.entries, "kinds": kinds, "stop": sorted(STOP), "words": dict(sorted(index.words.items()))}
    script = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _BEFORE + script.replace("\u2028", " ").replace("\u2029", " ") + _AFTER


def suggested(library: Library, pages: Iterable[SitePage]) -> list[SitePage]:
    """Return the pages that a search begins with: the emergency page, then the situations in the registry's order."""
    have = {page.uri: page for page in pages}
    wanted = ["help/now.md", *(f"situations/{id}.md" for id in library.registry.situations)]
    if len(found := [have[uri] for uri in wanted if uri in have]) > 1:
        return found
    return [*found, *(page for page in have.values() if page.kind == "tactic")][:_MOST_SUGGESTED]


def _weighed(library: Library, page: SitePage, text: LocalText | None) -> Iterator[tuple[int, str]]:
    yield _TITLE, page.title
    yield _LEAD, page.description
    for word in page.keywords:
        yield _KEYWORD, word
    if page.kind == "slogans":
        for slogan in shelves_of(library).slogans_by_file.get(page.slug, ()):
            spoken = slogan.texts.get(page.locale) or slogan.texts[library.publisher.default_locale]
            yield _TEXT, plain(spoken.name)
    if page.kind == "rhymes":
        for _, rhyme in told(library, page.locale)[1]:
            yield _HEADING, plain(rhyme.name)
            yield from ((_TEXT, line.text) for line in rhyme.lines)
    if text is not None:
        yield from ((_HEADING, plain(section.title)) for section in _sections(text))
        yield from ((_TEXT, one) for one in _texts(text))


def _text_of(library: Library, page: SitePage) -> LocalText | None:
    """Return what was written for the page, if a file was."""
    held: Mapping[str, Mapping[str, Any]] = {
        "tactic": library.tactics,
        "case": library.cases,
        "audience": library.audiences,
    }
    entity = held.get(page.kind, library.pages).get(page.slug) if page.source else None
    text: LocalText | None = entity.texts.get(page.locale) if entity else None
    return text


def _sections(text: LocalText) -> Iterator[Section]:
    for section in getattr(text, "sections", ()):
        if section.id:
            yield section


def _texts(value: object) -> Iterator[str]:
    """Yield every text below a model value, but for names and leads, which weigh more and come by themselves."""
    if isinstance(value, Text):
        yield plain(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif dataclasses.is_dataclass(value):
        for each in dataclasses.fields(value):
            if each.name not in {"name", "lead", "title", "slug", "locale", "source_digest"}:
                yield from _texts(getattr(value, each.name))


def _bare(text: str) -> str:
    return text.lower().replace("’", "'").replace("'s", " ")


@functools.lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return an English word without its ending, so that scams, scammed and scam are one; others as they are."""
    if not _LATIN.fullmatch(word) or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        word = word[:-3]
    elif word.endswith("ed") and len(word) > 4:
        word = word[:-2]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] == "e" else word


def _own_words(library: Library, pages: Iterable[SitePage]) -> set[str]:
    """Return the runs of hanzi that are words here, whatever a dictionary says: keywords and categories."""
    found = {word for page in pages for word in page.keywords}
    found |= {name for category in library.registry.categories.values() for name in category.names.values()}
    return {word for word in found if _HAN.fullmatch(word) and 2 <= len(word) <= 6}


@dataclass(frozen=True)
class ReadIndex:
    """An index as it stands in a finished site."""

    addresses: tuple[str, ...]
    """Of pages, and of sections in them; below the locale's folder."""
    words: Mapping[str, frozenset[str]]
    """What stands on each page, by address."""

    def finds(self, address: str, name: str) -> bool:
        """Return whether `name`, when typed, is nothing but words that stand on that page."""
        have = self.words.get(address, frozenset()) | STOP
        lowered = _bare(name)
        rest = [stem(word) for word in _BETWEEN.split(_HAN.sub(" ", lowered)) if word and word not in STOP]
        return have.issuperset(rest) and all(_made_of(run, have) for run in _HAN.findall(lowered))


def read_index(script: bytes) -> ReadIndex:
    """Return what the script of an index says; ValueError or KeyError when it is none."""
    text = script.decode("utf-8")
    if not text.startswith(_BEFORE) or not text.endswith(_AFTER):
        raise ValueError("no index")
    data = json.loads(text[len(_BEFORE) : -len(_AFTER)])
    entries, found = data["entries"], {}
    for number, entry in enumerate(entries):
        found[number] = entry[0] if len(entry) > 3 else entries[entry[2]][0] + entry[0]
    words: dict[str, set[str]] = {address: set() for address in found.values()}
    for word, postings in data["words"].items():
        for number in postings[::2]:
            words[found[number]].add(word)
    return ReadIndex(tuple(found.values()), {address: frozenset(held) for address, held in words.items()})


def _made_of(run: str, words: Set[str]) -> bool:
    reached = {0}
    for end in range(1, len(run) + 1):
        if any(start in reached and run[start:end] in words for start in range(end)):
            reached.add(end)
    return len(run) in reached
