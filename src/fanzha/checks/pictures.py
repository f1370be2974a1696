"""Pictures: nothing hidden in the file, and a right to publish each (C-12; C-53 for pictures)."""

from __future__ import annotations

from collections.abc import Iterator

from fanzha.diagnostics import Diagnostic, Place
from fanzha.model import Library
from fanzha.model.registry import PictureRight
from fanzha.prose import read

_REGISTRY = "pictures"
_NO_ANSWER = frozenset(
    ["", "-", "?", "n/a", "none", "unknown", "tbd", "todo", "未知", "不详", "待定", "待补", "无", "网络", "互联网"]
)
"""What is written in a field to leave it open."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Yield PIC001 to PIC009 for the picture files and their entries in the registry."""
    rights = library.registry.pictures
    for path, picture in library.pictures.items():
        place = Place(path)
        if picture.gps:
            yield Diagnostic.at("PIC001", place, path=path)
        hidden = [name for name in picture.metadata if name != "GPS"]
        if hidden:
            yield Diagnostic.at("PIC002", place, path=path, names=", ".join(hidden))
        if path not in rights and _REGISTRY not in library.registry.unusable:
            yield Diagnostic.at("PIC003", place, path=path)
    approved = bool(library.publisher.approval_ref.strip())
    for path, right in rights.items():
        # Of the publisher's logo PIC010 and PIC012 say what is missing.
        yield from _entry(right, approved=approved or path == library.publisher.logo)
        if path not in library.pictures and path != library.publisher.logo:
            yield Diagnostic.at("PIC008", right.path.place, path=path)
        elif path in library.pictures and right.ai and right.label.strip():
            yield from _unlabelled(library, right)


def _entry(right: PictureRight, *, approved: bool) -> Iterator[Diagnostic]:
    """Yield what is missing in an entry of the registry."""
    place = right.path.place
    for name, value in (("licence", right.licence), ("source", right.source)):
        if value.strip().lower() in _NO_ANSWER:
            yield Diagnostic.at("PIC004", place, path=right.path, field=name)
    if right.faces and right.consent_ref.strip().lower() in _NO_ANSWER:
        yield Diagnostic.at("PIC005", place, path=right.path)
    if right.ai and right.label.strip().lower() in _NO_ANSWER:
        yield Diagnostic.at("PIC006", place, path=right.path)
    if right.emblem and not approved:
        yield Diagnostic.at("PIC007", place, path=right.path)


def _unlabelled(library: Library, right: PictureRight) -> Iterator[Diagnostic]:
    """Yield PIC009 at each use of a picture made by a program in a text that does not say so in words."""
    name = right.path.rpartition("/")[2]
    for prose in library.prose.values():
        uses = [passage for passage in prose.passages if name in passage.text and not passage.role.startswith("front")]
        if uses and prose.collection != "materials":
            writing = read(prose)
            if not any(right.label in reading.plain or right.label in reading.raw for reading in writing.body):
                at = uses[0].text.find(name)
                place = uses[0].text.at(at, at + len(name))
                yield Diagnostic.at("PIC009", place, path=right.path, label=right.label)
