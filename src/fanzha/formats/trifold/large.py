"""The trifold in large print: on each panel one message, in 18 points and more.

Inside, a panel has the tactic's slogan, the first of its red flags and what to do first; how the scam goes, what is
said, and the later steps are a page of the site away. The flap tells what came of the case and its lesson. Letters of
the publisher, version and dates alone are smaller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from fanzha import furniture, markup, qr
from fanzha.formats.trifold import LargeParams
from fanzha.formats.trifold.cover import Cover
from fanzha.formats.trifold.panels import NARROW, WIDE
from fanzha.formats.trifold.settings import Setting, Telling
from fanzha.large import LEAST

MM = 72 / 25.4
"""Points."""
FEET: Mapping[str, float] = {"inside": 40.0, "flap": 12.0, "back": 9.0, "cover": 6.0}
"""Mm above the sheet's lower edge at which a panel's text must end: above the numbers inside, or the rim."""
GAPS: Mapping[str, float] = {"inside": 4, "flap": 4, "back": 3, "cover": 1}
"""Gaps of a panel that share its spare height, as the uses of --gap in large.css add up."""
FLAGS_LEAST, FLAGS_MOST = 1, 3
"""Red flags that are printed whatever the room, and where there is room: a panel that is less full has more."""
SHARE_MOST = 22.0
"""Points of spare height that a gap of an inner panel takes at most."""
INSIDE: tuple[Setting, ...] = (
    *(Setting(size, 3, 0, lead=False) for size in (23, 22, 21, 20)),
    *(Setting(size, 2, 0, lead=False) for size in (22, 21, 20, 19)),
    Setting(LEAST, 2, 0, lead=False),
    *(Setting(size, 1, 0, lead=False) for size in (20, 19, LEAST)),
)
FLAP: tuple[Telling, ...] = (
    *(Telling(size, 0, False, 2) for size in (22, 21, 20)),
    *(Telling(size, 0, False, 1) for size in (22, 21, 20, 19, LEAST)),
)
FIELD = NARROW - 2 * 6 - 2 * 4.5
"""Mm inside the coloured field of an inner panel, as in large.css; in the narrow panel, for all are set alike."""
SLOGAN_MOST, SLOGAN_HEIGHT = 40.0, 46.0
"""Points and mm of the slogan."""
NAME_MOST, CASE_MOST = 19.0, {True: 28.0, False: 22.0}
"""Points of the names of a tactic and of the case, which in other languages (False) than Chinese is longer."""
CODE, CODE_SMALL = 36.0, 21.0
"""Width in mm of the site's code on the back and inside, without quiet zone."""
CODE_BESIDE = 27.0
"""Mm that the code inside takes beside its words, as in large.css."""


def view(p: LargeParams, setting: Setting, cover: Cover, flags: Sequence[int]) -> dict[str, object]:
    """Return what the template shows besides what every trifold has; `flags` says how many each inner panel has."""
    words, host = furniture.words("trifold", p.locale), urlsplit(p.url).netloc
    far = markup.domain(host, width=(WIDE - 20) * MM, largest=26, least=LEAST, most=3)
    near = markup.domain(host, width=(NARROW - 16 - CODE_BESIDE) * MM, largest=20, least=LEAST)
    beside = near.lines if near.size >= LEAST else ()  # it stands on the back in any case
    return {
        "size": setting.size,
        "subtitle_size": cover.subtitle,
        "tactics": [_panel(p, number, most) for number, most in enumerate(flags)],
        "site": _code(p.url, words, CODE),
        "small": _code(p.url, words, CODE_SMALL),
        "host": {"lines": far.lines, "size": round(far.size, 1)},
        "near": {"lines": beside, "size": round(near.size, 1)},
        "title_of_case": furniture.set_lines(_case(p), p.locale),
        "numbers_size": round(max(LEAST, min(22.0, (WIDE - 20.5) * MM / markup.em_width(words["numbers_large"]))), 1),
    }


def _panel(p: LargeParams, number: int, flags: int) -> dict[str, object]:
    text = p.tactics[number]
    return {
        "name": furniture.set_lines(_name(p, number), p.locale),
        "slogan": furniture.set_lines(_slogan(p, number), p.locale),
        "flags": [furniture.whole_words(flag, p.locale) for flag in text.red_flags[:flags]],
        "stop": furniture.whole_words(text.actions.stop[0], p.locale),
    }


def _slogan(p: LargeParams, number: int) -> markup.Headline:
    leading = 1.2 if markup.is_chinese(p.locale) else 1.1
    return _lines(p.slogans[number].name, p.locale, FIELD, SLOGAN_HEIGHT, SLOGAN_MOST, leading, 3)


def _name(p: LargeParams, number: int) -> markup.Headline:
    """Return a tactic's name beside its pictogram, in as many lines as it needs not to be too small."""
    text, room = markup.plain(p.tactics[number].name), FIELD * MM - 1.3 * NAME_MOST
    for most in (1, 2, 3, 4):
        width = 1.25 * markup.em_width(text) / most
        lines = markup.headline(
            text, p.locale, width=width, height=1.25 * most, largest=1.0, leading=1.25, most=most
        ).lines
        size = min(NAME_MOST, room / max(map(markup.em_width, lines)))
        if size >= LEAST:
            break
    return markup.Headline(lines, size)


def _case(p: LargeParams) -> markup.Headline:
    return _lines(p.case.name, p.locale, NARROW - 24.4, 50, CASE_MOST[markup.is_chinese(p.locale)], 1.26)


def _lines(
    text: str, locale: str, width: float, height: float, largest: float, leading: float, most: int = 4
) -> markup.Headline:
    return markup.headline(
        markup.plain(text), locale, width=width * MM, height=height * MM, largest=largest, leading=leading, most=most
    )


def _code(url: str, words: Mapping[str, str], width: float) -> dict[str, object]:
    modules = len(qr.matrix(url, "M"))
    return {
        "svg": furniture.code(url, "M", words),
        "width": round(width / modules * (modules + 2 * qr.QUIET), 3),
        "quiet": round(width / modules * qr.QUIET, 3),
    }


def inside_says(p: LargeParams, number: int) -> list[str]:
    """Return what an inner panel must say in any setting, but for its red flags."""
    words = furniture.words("trifold", p.locale)
    said = [*_name(p, number).lines, *_slogan(p, number).lines, markup.plain(p.tactics[number].actions.stop[0])]
    return [*said, words["flags"], words["stop"]]


def flap_says(p: LargeParams) -> list[str]:
    """Return what the flap must say in any setting."""
    return [*_case(p).lines, markup.plain(p.case.lead), markup.plain(p.case.lesson[0])]


def read_in(p: LargeParams) -> list[str]:
    """Return what is read: all but who publishes it and when, and the mark of a sample."""
    words = furniture.words("trifold", p.locale)
    fixed = [words[key] for key in ("advice", "emergency", "numbers_large", "case", "remember", "scan")]
    inside = [text for number in range(len(p.tactics)) for text in inside_says(p, number)]
    flags = [markup.plain(flag) for text in p.tactics for flag in text.red_flags]
    numbers = [str(p.advice.number), str(p.emergency.number), urlsplit(p.url).netloc]
    return [*fixed, *inside, *flags, *flap_says(p), *map(markup.plain, (*p.case.lesson, p.subtitle)), *numbers]
