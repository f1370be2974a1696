"""Links inside the project: the page, the picture and the heading exist, in every language (C-09)."""

from __future__ import annotations

import html
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.model import Library
from fanzha.prose import Writing

_LINK = re.compile(r"\]\(\s{0,3}<?([^\s<>()]{1,600})")
_ATTRIBUTE = re.compile(r"<[A-Za-z][^<>]{0,300}?\b(?:href|src)\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,600})", re.I)
_DEFINITION = re.compile(r"\s{0,3}\[[^\[\]]{1,200}\]:\s{0,3}<?([^\s<>]{1,600})")
_OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.*-]{0,30}:|[/\\]{2}")
_ID = re.compile(r"\b(?:id|name)\s{0,3}=\s{0,3}[\"']?([^\s\"'<>]{1,100})|\{[^{}]{0,200}?#([\w.:-]{1,100})", re.I)
_UNNAMED = re.compile(r"_\d+")
"""The id of a heading without Latin letters and without an id of its own."""
_MAX_NEAR = 20
"""Broken links a run for which a near name is looked up."""
_INDEXES = ("tactics", "cases", "slogans", "audiences", "quiz", "rhymes", "downloads")
"""Folders for which the site makes a list page, `<folder>/index.md`."""


def reader(library: Library) -> Callable[[Writing], Iterable[Diagnostic]]:
    """Return the check of one document's links to other pages, to headings and to pictures."""
    pages = _Pages(library)

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if not writing.path.startswith(f"{DOCS}/"):
            return
        for reading in writing.readings:
            if reading.role.startswith("front"):
                continue
            for start, end in _targets(reading.raw, reading.role):
                goal = html.unescape(reading.raw[start:end])
                if not _OUTSIDE.match(goal):
                    yield from pages.judged(writing, goal, reading.raw_place(start, end))

    return read


def _targets(raw: str, role: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in `raw` of what links and pictures lead to."""
    if role == "link":
        if match := _DEFINITION.match(raw):
            yield match.span(1)
        return
    if role == "code":
        return
    if "](" in raw:
        yield from (match.span(1) for match in _LINK.finditer(raw))
    if "<" in raw:
        yield from (match.span(1) for match in _ATTRIBUTE.finditer(raw))


class _Pages:
    """What a link may lead to."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.default = library.publisher.default_locale
        self.others = [locale for locale in library.publisher.locales if locale != self.default]
        made = {f"{DOCS}/{folder}/index.md" for folder in _INDEXES} | {f"{DOCS}/index.md"}
        declared = {f"{DOCS}/{folder}/{slug}.md" for folder, slugs in library.declared.items() for slug in slugs}
        self.made = made - set(library.files)
        self.files = frozenset({*library.files, *made, *declared})
        self.suffixes = tuple(f".{locale}.md" for locale in self.others)
        self.ids: dict[str, frozenset[str]] = {}
        self.nears: dict[str, str] = {}

    def judged(self, writing: Writing, goal: str, place: Place) -> Iterator[Diagnostic]:
        """Yield what is wrong with the link `goal` in the file `writing`."""
        address, _, anchor = goal.partition("#")
        address, anchor = unquote(address.partition("?")[0]), unquote(anchor)
        own = self.source_of(writing.path)
        if not address:
            if anchor:
                yield from self.anchored(writing, own, anchor, place)
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(own), address))
        better = self.better(own, address, path)
        if better is not None:
            yield Diagnostic.at("LINK015", place, written=goal, nearest=better + (f"#{anchor}" if anchor else ""))
        elif path not in self.files or not path.startswith(f"{DOCS}/"):
            near = self.near(path)
            close = posixpath.relpath(near, posixpath.dirname(own)) if near else ""
            yield Diagnostic.at("LINK013", place, path=address, nearest=close)
        elif anchor and path.endswith(".md") and path not in self.made:
            yield from self.anchored(writing, path, anchor, place)

    def near(self, path: str) -> str:
        """Return the nearest known path; empty for none, and after many of them: searching takes its time."""
        if path not in self.nears and len(self.nears) < _MAX_NEAR:
            self.nears[path] = nearest(path, [known for known in self.files if known.startswith(f"{DOCS}/")])
        return self.nears.get(path, "")

    def source_of(self, path: str) -> str:
        """Return the default-language file of the document at `path`, from which the site resolves links."""
        for suffix in self.suffixes:
            if path.endswith(suffix):
                return path.removesuffix(suffix) + ".md"
        return path

    def better(self, own: str, address: str, path: str) -> str | None:
        """Return how a link that is written for one place or one language should be written; None when it is fine."""
        folder = posixpath.dirname(own)
        if address.startswith("/"):
            path = f"{DOCS}{posixpath.normpath(address)}"
        suffix = PurePosixPath(path).suffix.lower()
        source = self.source_of(path)
        if source == path and suffix not in {"", ".html", ".htm"} and not address.startswith("/"):
            return None
        stem = source.removesuffix(suffix) if suffix in {".html", ".htm"} else source
        for candidate in (source, f"{stem}.md", f"{stem}/index.md"):
            if candidate in self.files:
                return posixpath.relpath(candidate, folder)
        return None if source == path and not address.startswith("/") else ""

    def anchored(self, writing: Writing, path: str, anchor: str, place: Place) -> Iterator[Diagnostic]:
        """Yield LINK014 for each language in which `path` lacks `anchor`, as a reader of `writing` meets it."""
        own = self.source_of(writing.path)
        if writing.path != own:
            locales = [writing.locale]
        else:
            # Where this document has no translation, readers of that language get this one.
            translated = [locale for locale in self.others if _named(own, locale) in self.library.files]
            locales = [self.default, *(locale for locale in self.others if locale not in translated)]
        seen: set[str] = set()
        for locale in locales:
            file = _named(path, locale) if locale != self.default else path
            file = file if file in self.library.files else path
            if file in seen or file not in self.library.prose:
                continue
            seen.add(file)
            known = self.ids_of(file)
            if anchor not in known and not _UNNAMED.fullmatch(anchor):
                shown = sorted(self.library.anchors.get(file, known))
                near = nearest(anchor, shown)
                name = ", ".join(shown) or "—"
                yield Diagnostic.at("LINK014", place, path=file, anchor=anchor, known=name, nearest=near)

    def ids_of(self, path: str) -> frozenset[str]:
        """Return every id in the document: of headings, of slogans, of HTML."""
        if path not in self.ids:
            found = set(self.library.anchors.get(path, ()))
            for passage in self.library.prose[path].passages:
                if passage.role in {"name", "heading"}:
                    found.add(_slug(passage.text))
                if "=" in passage.text or "{" in passage.text:
                    found.update(match[1] or match[2] for match in _ID.finditer(passage.text))
            for slogan in self.library.slogans.values():
                if any(text.place.path == path for text in slogan.texts.values()):
                    found.add(slogan.slug)
            self.ids[path] = frozenset(found)
        return self.ids[path]


def _named(path: str, locale: str) -> str:
    """Return the path of the translation of `path` into `locale`."""
    return f"{path.removesuffix('.md')}.{locale}.md"


def _slug(words: str) -> str:
    """Return the id that the site gives a heading without one: its Latin words, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
