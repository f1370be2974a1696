"""What a second language adds to the setting of a poster: its own lines, sizes below the first's, its own proof.

The second language serves who cannot read the first, from nearer by: it is smaller everywhere, and never under 12 pt
(on A4) where it says what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fanzha import furniture, markup
from fanzha.formats.poster.stands import instead, pieces

if TYPE_CHECKING:
    from fanzha.formats.poster import Params
    from fanzha.second import Second

MM = 72 / 25.4
"""Points."""
FOOT = 19.0
"""Lower page margin in mm, as in second.css: the imprint stands there twice."""
SCANNED = 68.0
"""Width of the column with the code in mm, as in second.css."""
SHARE, LEAST_SHARE = 0.4, 0.27
"""How large the second slogan is beside the first: usually, and where one line instead of two makes room for a flag."""
LEAST = 12.0
"""Points, on A4: the smallest size of a red flag in the second language, read at arm's length and a little further."""
BLOCKS = 4.8
"""How many gaps share the spare height, as the uses of --air in poster.css and second.css add up."""


def view(p: Params, second: Second, *, first: float, lines: int, width: float, factor: float) -> dict[str, object]:
    """Return what the template shows in the second language.

    `first` is the size of the first language's slogan in points (as on A4, where the sheet is that enlarged), `lines`
    how many the second's may take, `width` the measure in points.
    """
    words, lang = furniture.words("poster", second.locale), second.locale
    found = headline(second, first=first, lines=lines, width=width)
    return {
        "lang": lang,
        "script": markup.script(lang),
        "words": words,
        "slogan_text": markup.plain(second.slogan.name),
        "headline": furniture.set_lines(found, lang, factor),
        "name": furniture.html(second.tactic.name, lang, heading=True),
        "flags": [furniture.html(flag, lang) for flag in second.tactic.red_flags],
        "publisher": furniture.spaced(second.issuer(p.publisher.names), lang),
    }


def flags(p: Params, most: int) -> Sequence[str]:
    """Return the red flags that are shown, so many at most: with a second language no more than it has."""
    return p.tactic.red_flags[: min(most, len(p.second.tactic.red_flags)) if p.second else most]


def headline(second: Second, *, first: float, lines: int, width: float) -> markup.Headline:
    """Return the slogan of the second language in at most so many lines; in more where it would be too small in one."""
    hanzi = markup.is_chinese(second.locale)
    leading, largest = (1.25 if hanzi else 1.14), first * SHARE
    text = markup.plain(second.slogan.name)
    room = {"width": width, "height": largest * leading * lines, "largest": largest, "leading": leading}
    found = markup.headline(text, second.locale, **room, most=lines)
    if lines == 1 and found.size < first * LEAST_SHARE:
        return headline(second, first=first, lines=2, width=width)
    return found


def fixed(p: Params) -> Sequence[str]:
    """Return the keys of the words that must be readable on an A4 poster or a roll-up, in either language."""
    return ("flags", "scan", instead(p), p.calls[1].key)


def phrases(p: Params, second: Second, fixed: Sequence[str]) -> list[str]:
    """Return what must be readable in the second language, whatever the setting; `fixed` are keys of words.toml."""
    words = furniture.words("poster", second.locale)
    return [
        *pieces(second.slogan),
        markup.plain(second.tactic.name),
        *(markup.plain(flag) for flag in second.tactic.red_flags[:2]),
        *(words[key] for key in fixed),
        second.issuer(p.publisher.names),
    ]


def body(second: Second, least: float) -> tuple[float, list[str]]:
    """Return what must not be set under so many points, as `check_pdf` asks for it."""
    return least, [markup.plain(flag) for flag in second.tactic.red_flags]
