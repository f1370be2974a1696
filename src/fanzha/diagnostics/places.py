"""Positions in source files, and the diagnostics that point at them."""

from __future__ import annotations

import enum
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


class Severity(enum.IntEnum):
    """How much a diagnostic weighs; codes never say it (a code keeps its meaning when its weight changes)."""

    NOTICE = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A span on one line of a source file."""

    path: str = ""
    """POSIX path below the project's root; empty when the problem has no file."""
    line: int = 0
    """From 1; 0 when the whole file is meant."""
    column: int = 0
    """From 1, counted in characters; 0 when the whole line is meant."""
    width: int = 1
    """How many characters the caret line underlines."""
    excerpt: str = field(default="", compare=False)
    """The source line, for the caret."""

    def __reduce__(self) -> tuple[type[Place], tuple[object, ...]]:
        """Pickle as its values: of a large project there are hundreds of thousands."""
        return Place, (self.path, self.line, self.column, self.width, self.excerpt)

    def __str__(self) -> str:
        return ":".join([self.path or "fanzha", *(str(n) for n in (self.line, self.column) if n)])


NOWHERE = Place()


class Text(str):
    """A string that remembers where in the sources it was written.

    It compares, hashes and prints as the plain string; `place` and `joints` are for diagnostics only.
    """

    __slots__ = ("joints", "place")

    place: Place
    joints: tuple[tuple[int, Place], ...]
    """Where each further source line begins that the text was joined from: offset in the text, and place."""

    def __new__(cls, value: str, place: Place = NOWHERE, joints: tuple[tuple[int, Place], ...] = ()) -> Text:
        """Return `value` with its `place`."""
        self = super().__new__(cls, value)
        self.place = place
        self.joints = joints
        return self

    def __reduce__(self) -> tuple[type[Text], tuple[object, ...]]:
        rest = (self.place, self.joints) if self.joints else (self.place,)
        return (Text, (str.__str__(self), *rest))

    def at(self, start: int, end: int) -> Place:
        """Return the place of the characters from `start` to `end` (offsets in the text, end excluded).

        A span over several source lines is placed on the first of them.
        """
        offset, place = 0, self.place
        for joint, further in self.joints:
            if joint > start:
                end = min(end, joint)
                break
            offset, place = joint, further
        if not place.column:
            return place
        column = place.column + start - offset
        room = len(place.excerpt) + 1 - column
        if place.excerpt and room < 1:  # written with escapes or folded: it is shorter in the text than in the source
            return place
        return replace(place, column=column, width=max(1, min(end - start, room) if place.excerpt else end - start))

    def joined(self, other: Text, between: str) -> Text:
        """Return this text, `between` and `other` as one text that remembers both places."""
        shift = len(self) + len(between)
        joints = (*self.joints, (shift, other.place), *((shift + offset, place) for offset, place in other.joints))
        return Text(f"{self}{between}{other}", self.place, joints)


NO_TEXT = Text("")


@dataclass(frozen=True)
class Diagnostic:
    """One problem at one place."""

    code: str
    """Key in the catalogue, such as `LOAD007`."""
    place: Place = NOWHERE
    args: tuple[tuple[str, str], ...] = ()
    """What the catalogue's message and hint are filled with."""
    hint_key: str = "hint"
    """Which of the entry's hints applies: `hint`, or `nearest` when a near name is known."""
    replacement: str | None = None
    """What to write instead of the characters at `place` (column and width) when that mends it without touching the
    meaning; None when a person must decide."""

    @classmethod
    def at(cls, code: str, place: Place = NOWHERE, replacement: str | None = None, /, **args: object) -> Diagnostic:
        """Return a diagnostic; a non-empty `nearest` argument chooses the hint that names it."""
        pairs = tuple(sorted((key, str(value)) for key, value in args.items()))
        return cls(code, place, pairs, "nearest" if args.get("nearest") else "hint", replacement)


class Refusal(Exception):
    """Something cannot be made, for a reason that the user can mend; carries the diagnostic that says so."""

    def __init__(self, code: str, /, **args: object) -> None:
        super().__init__(code, args)
        self.code = code
        self.details = args

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as its code and details, for the way back from another process."""
        return functools.partial(type(self), self.code, **self.details), ()

    def at(self, place: Place, **more: object) -> Diagnostic:
        """Return the diagnostic at `place`; `more` fills what the raiser could not know, such as the path."""
        return Diagnostic.at(self.code, place, **(more | self.details))


def sort_diagnostics(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return them without repetition, by file, line, column and code."""
    return sorted(set(found), key=lambda d: (d.place.path, d.place.line, d.place.column, d.code, d.args))
