"""Reading prose: its passages normalised, with sentences and quoted words, as the content checks want them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from fanzha.diagnostics import Place
from fanzha.model import Passage, Prose
from fanzha.prose.normal import normalised

Span = tuple[int, int]
"""Start and end (excluded) of characters in `Reading.plain`."""
_QUOTED = re.compile(r"“[^“”]{0,400}”|‘[^‘’]{0,400}’|「[^「」]{0,400}」|『[^『』]{0,400}』|\"[^\"\n]{0,400}\"")
_ENDS = {True: re.compile(r"[。!?;…\n]+[”’」』\")]*"), False: re.compile(r"[.!?]+[”’\")]*(?=\s|$)|\n+")}
_ARABIC_SCRIPT = ("ug", "kk", "ar", "fa", "ur")


class Reading:
    """One passage as its reader sees it. Not to be changed; plain attributes, because every check asks for them."""

    def __init__(self, passage: Passage, locale: str) -> None:
        """Normalise the passage, which is in the language `locale`."""
        self.passage = passage
        self.locale = locale
        language = locale.split("-")[0]
        self.chinese = language == "zh"
        """Whether it is Chinese."""
        self.raw: str = passage.text
        """The text as written."""
        self.role = passage.role
        """Where it stands; see `Passage.role`."""
        self.quote = passage.quote
        """Whether it is scam speech in a scam-quote block."""
        self.normal = normalised(passage.text, joiners=language in _ARABIC_SCRIPT)
        """The normal form."""
        self.plain = self.normal.text
        """The normalised text: what patterns are searched in. Punctuation is half-width too (`，` is `,`)."""

    def place(self, start: int, end: int) -> Place:
        """Return where in the file the characters `start` to `end` of `plain` stand."""
        return self.passage.text.at(*self.normal.span(start, end))

    def raw_place(self, start: int, end: int) -> Place:
        """Return where in the file the characters `start` to `end` of `raw` stand."""
        return self.passage.text.at(start, end)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """Spans between quotation marks, the marks included."""
        return tuple(match.span() for match in _QUOTED.finditer(self.plain))

    def in_quotes(self, start: int) -> bool:
        """Return whether the character at `start` stands between quotation marks."""
        return any(first <= start < end for first, end in self.quoted)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans of the sentences, each with its end mark; blank ones are left out."""
        return tuple(_sentences(self.plain, self.chinese))

    def sentence_at(self, start: int) -> Span:
        """Return the span of the sentence that holds the character at `start`."""
        return next((span for span in self.sentences if span[0] <= start < span[1]), (0, len(self.plain)))


def _sentences(text: str, chinese: bool) -> Iterator[Span]:
    start = 0
    for match in _ENDS[chinese].finditer(text):
        if text[start : match.end()].strip():
            yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


@dataclass(frozen=True)
class Writing:
    """One file, read."""

    prose: Prose
    readings: tuple[Reading, ...]

    @property
    def path(self) -> str:
        """POSIX path below the project's root."""
        return self.prose.path

    @property
    def collection(self) -> str:
        """See `Prose.collection`."""
        return self.prose.collection

    @property
    def slug(self) -> str:
        """See `Prose.slug`."""
        return self.prose.slug

    @property
    def locale(self) -> str:
        """The language of the file."""
        return self.prose.locale

    @property
    def chinese(self) -> bool:
        """Whether the file is in Chinese."""
        return self.locale.split("-")[0] == "zh"

    @cached_property
    def body(self) -> tuple[Reading, ...]:
        """What is printed: without front matter, code and raw HTML."""
        unprinted = ("code", "html", "link")
        return tuple(r for r in self.readings if r.role not in unprinted and not r.role.startswith("front"))


def read(prose: Prose) -> Writing:
    """Return the file's passages as readings; a value of YAML below a key that is a locale is in that language."""
    return Writing(prose, tuple(Reading(passage, _locale(passage, prose)) for passage in prose.passages))


def _locale(passage: Passage, prose: Prose) -> str:
    if prose.collection != "materials" or prose.slug.startswith("locale/"):
        return prose.locale
    key = passage.role.rpartition(".")[2]
    return key if re.fullmatch(r"[a-z]{2}(-[A-Za-z-]{2,12})?", key) and "." in passage.role else prose.locale
