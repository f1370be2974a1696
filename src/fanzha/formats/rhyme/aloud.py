"""A set of rhymes as text to read out, by a person or by a machine: one breath a line, and nothing that is not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fanzha import furniture, markup
from fanzha.formats.rhyme import Params


def blocks(p: Params) -> Iterator[Sequence[str]]:
    """Yield the groups of lines between which a blank line stands: a pause."""
    words = furniture.words("rhyme", p.locale)
    for rhyme in p.rhymes:
        yield [markup.plain(rhyme.name) + words["stop"], *(line.text for line in rhyme.lines)]
    yield [
        words["ask_aloud"].format(number=p.advice.number),
        words["report_aloud"].format(number=p.emergency.number),
        words["from_aloud"].format(issuer=p.issuer),
    ]


def aloud(p: Params) -> bytes:
    """Return the text: UTF-8 without a byte order mark, lines end with LF."""
    return ("\n\n".join("\n".join(lines) for lines in blocks(p)) + "\n").encode()
