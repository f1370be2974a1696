"""Raw HTML in Markdown: the site takes it out and paper shows it as text, so its writer is told of it (SITE024)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from fanzha.config import DOCS
from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing

_NAME = r"[A-Za-z][A-Za-z0-9:-]{0,40}"
_TAG = re.compile(
    rf"<(?!https?:|tel:)(?:/?{_NAME}(?:[\s/][^<>]{{0,4000}})?>"
    rf"|{_NAME}[\s/][^<>]{{0,400}}?\bon[a-z]{{2,30}}\s{{0,3}}="
    r"|!(?!--)[A-Za-z\[]|\?)",
    re.I,
)
"""A tag with its end, or the beginning of one that has a handler, for browsers mend what is left open.

An address in angle brackets, `<https://…>`, is Markdown.
"""
_ATTRIBUTES = re.compile(r"\{[^{}]{0,400}\}")
_ACTIVE = re.compile(r"(?<![\w-])(?:on[a-z]{2,30}|style|src|srcdoc|href|action|formaction)\s{0,3}=", re.I)
"""Attributes of an attribute list, `{: onclick="…" }`, that act, hide or lead elsewhere."""
_CODE = re.compile(r"(`{1,10})(?!`).{1,2000}?(?<!`)\1(?!`)", re.DOTALL)
_FENCES = ("```", "~~~")
_SHOWN = 40
"""Characters of the code that the message repeats."""


def reader(library: Library) -> Callable[[Writing], Iterable[Diagnostic]]:
    """Return the check of one document; nothing depends on the library."""
    del library

    def read(writing: Writing) -> Iterator[Diagnostic]:
        if not writing.path.startswith(f"{DOCS}/"):
            return
        for reading in writing.readings:
            # An indented block is code to one parser and the inside of an admonition to the other.
            fenced = reading.role == "code" and reading.raw.lstrip().startswith(_FENCES)
            if not fenced and not reading.role.startswith("front") and ("<" in reading.raw or "{" in reading.raw):
                yield from _found(reading)

    return read


def _found(reading: Reading) -> Iterator[Diagnostic]:
    raw = _CODE.sub(lambda code: " " * len(code.group()), reading.raw)
    spans = [match.span() for match in _TAG.finditer(raw) if not _escaped(raw, match.start())]
    for block in _ATTRIBUTES.finditer(raw):
        spans += [(block.start() + at.start(), block.start() + at.end()) for at in _ACTIVE.finditer(block.group())]
    for start, end in spans:
        written = " ".join(raw[start:end].split())
        shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
        yield Diagnostic.at("SITE024", reading.raw_place(start, end), written=shown)


def _escaped(raw: str, at: int) -> bool:
    before = raw[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
