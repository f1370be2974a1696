"""Inline Markdown as safe HTML and as plain text, and headlines broken where the sense breaks.

What comes out of `inline` may be put on a page unescaped: raw HTML in the source is shown as text, links are reduced to
their words, and nothing but `strong`, `span` and `br` is ever written. The classes used are `nowrap` (numbers),
`before` and `after` (a little space between hanzi and Latin, which WeasyPrint cannot add itself) and `half` (squeezed
punctuation); `STYLES` holds their rules.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fanzha.source import without_controls

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

STYLES = """
.nowrap{white-space:nowrap}
.before{margin-left:.16em}
.after{margin-right:.16em}
.half{font-feature-settings:"halt"}
"""

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.,:%+/&·-]*[0-9A-Za-z%+])?")
_NUMBER = re.compile(r"[0-9](?:[0-9.,:%+/-]*[0-9%+])?")
_HAN_SPACE = re.compile(rf"(?<=[{_HAN}]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%+]) +(?=[{_HAN}])")
_HAN_TAIL = re.compile(
    rf"(?:(?:(?<=[，、；：])|(?<=</span>))[{_HAN}]{{3,4}}|[{_HAN}]{{2}})"
    r'(?:[。！？”]|<span class="half">.</span>){0,2}$'
)
"""The last two hanzi of a text, or all of a last clause of three or four, such as 马上报警."""
_WORD_TAIL = re.compile(r" (?=[A-Za-z’”.!?]{1,7}$)")
_HAN_QUOTED = re.compile(rf'"([^"\n]*[{_HAN}][^"\n]*)"')
"""Straight quotation marks around hanzi, which the typographer of markdown-it leaves alone."""
OPENING = "“‘《〈「『（【"
"""Marks that open, and leave the left half of their square white."""
_CLOSING = "，。、；：！？”’》〉」』）】"
_PAIRED = re.compile("[“”‘’《》〈〉「」『』（）【】]")
_SQUEEZE = re.compile(rf"[{_CLOSING}](?=[{OPENING}{_CLOSING}])|(?<=[{OPENING}])[{OPENING}]")
_SQUEEZE_ALL = re.compile(rf"[{_CLOSING}](?=[{_CLOSING}])|{_PAIRED.pattern}")
"""In headings; a full stop before a closing mark too, or it would be the only one with white behind it."""


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": False, "linkify": False, "typographer": True, "quotes": "“”‘’"}
    return MarkdownIt("commonmark", options).enable(["smartquotes"])


def _tokens(text: str) -> Sequence[Token]:
    parsed = _parser().parseInline(_HAN_QUOTED.sub(r"“\1”", text.strip()))
    return (parsed[0].children or []) if parsed else []


def is_chinese(locale: str) -> bool:
    """Return whether a locale is set without spaces between words (zh, zh-Hans, …)."""
    return locale.split("-")[0] == "zh"


def script(locale: str) -> str:
    """Return the class of what is set in a language: "hanzi" or "latin"."""
    return "hanzi" if is_chinese(locale) else "latin"


def plain(text: str) -> str:
    """Return inline Markdown as the bare characters that `inline` prints."""
    return "".join(_plain(_tokens(text)))


def _plain(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline", "html_inline"}:
            yield without_controls(token.content)  # written as a reference, such as `&#x202e;`
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type == "image":
            yield from _plain(token.children or [])


def inline(text: str, locale: str, *, heading: bool = False) -> str:
    """Return inline Markdown as HTML that is safe to put on a page.

    Emphasis of either kind becomes `strong` (clear print has no italics). No number breaks across lines. In a
    `heading`, full-width quotation marks and brackets are set half as wide, so that it stands flush.
    """
    parts = []
    for token in _tokens(text):
        if token.type in {"strong_open", "em_open"}:
            parts.append("<strong>")
        elif token.type in {"strong_close", "em_close"}:
            parts.append("</strong>")
        elif token.type == "hardbreak":
            parts.append("<br>")
        elif token.type == "softbreak":
            parts.append("" if is_chinese(locale) else " ")
        else:
            parts.append(spaced("".join(_plain([token])), locale, heading=heading))
    return _with_tail("".join(parts), locale)


def _with_tail(markup: str, locale: str) -> str:
    """Return the HTML with its end tied together, so that no line is left with a single hanzi or a short word."""
    if is_chinese(locale):
        return _HAN_TAIL.sub(r'<span class="nowrap">\g<0></span>', markup)
    return _WORD_TAIL.sub("\u00a0", markup)


def spaced(text: str, locale: str, *, heading: bool = False) -> str:
    """Return plain text as HTML with numbers kept whole and, in Chinese, the spacing of good typesetting."""
    if not is_chinese(locale):
        return _NUMBER.sub(lambda run: f'<span class="nowrap">{run[0]}</span>', html.escape(text, quote=False))
    text = _HAN_SPACE.sub("", text)
    parts, last = [], 0
    for run in _RUN.finditer(text):
        parts.append(_squeezed(text[last : run.start()], heading))
        beside = (text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1])
        gaps = (name for name, char in zip(("before", "after"), beside, strict=True) if re.match(f"[{_HAN}]", char))
        classes = " ".join(["nowrap", *gaps])
        parts.append(f'<span class="{classes}">{html.escape(run[0], quote=False)}</span>')
        last = run.end()
    parts.append(_squeezed(text[last:], heading))
    return "".join(parts)


def _squeezed(text: str, heading: bool) -> str:
    pattern = _SQUEEZE_ALL if heading else _SQUEEZE
    return pattern.sub(lambda mark: f'<span class="half">{mark[0]}</span>', html.escape(text, quote=False))


def first_sentence(text: str, locale: str) -> str:
    """Return the first sentence of plain text or inline Markdown, its mark included."""
    pattern = r".+?[。！？](?:[”’）])?" if is_chinese(locale) else r".+?[.?!][”’)\"]?(?=\s|$)"
    found = re.match(pattern, text.strip(), re.DOTALL)
    return found[0] if found else text.strip()


def joined(items: Iterable[str], locale: str) -> str:
    """Return the items as a list within a sentence."""
    return ("、" if is_chinese(locale) else ", ").join(items)


@dataclass(frozen=True)
class Headline:
    """A headline in lines, with the size at which the longest just fills the measure."""

    lines: tuple[str, ...]
    size: float
    """Points."""


_ENDINGS = "，、；。"
"""Dropped at the end of a Chinese headline's line, where the line break itself says it."""

_WEAK = frozenset(
    "a an the to of on in at by for from with and or but no not your you it is are that this who if".split()  # noqa: SIM905
)
"""English words that should not end a line of a headline: they belong to what follows."""

_LONGEST_PHRASE = 10.5
"""Em. A Chinese phrase wider than this may be broken between words as well."""


_MOST_ATOMS = 24
"""Pieces between which breaks are tried: 2,048 ways to make up to four lines of them."""


def headline(
    text: str,
    locale: str,
    measure: Callable[[str], float] | None = None,
    /,
    *,
    width: float,
    height: float,
    largest: float,
    leading: float = 1.2,
    most: int = 4,
    least: float = 0.0,
) -> Headline:
    """Return `text` (plain) in at most `most` lines, as large as `width` and `height` (points) allow.

    Breaks fall after punctuation first, then between words, never after a weak word if that can be helped, and never
    leave one hanzi alone. `largest` is the size in points that is enough; it is smaller than `least` only if it must
    be. `leading` is the line height in em. `measure` says how wide a line runs, in em, where it is not set in the font
    set (`em_width`).
    """
    atoms = _joined_where_worst(_atoms(text, locale), locale)
    best, best_score = Headline((text,), 0.0), float("-inf")
    for count in range(1, min(most, len(atoms)) + 1):
        for cuts in itertools.combinations(range(1, len(atoms)), count - 1):
            groups = [atoms[a:b] for a, b in itertools.pairwise((0, *cuts, len(atoms)))]
            lines = [_line(group, locale) for group in groups]
            widths = [(measure or em_width)(line) for line in lines]
            size = min(largest, width / max(widths), height / (count * leading))
            cost = sum(group[-1][1] for group in groups[:-1]) + _ragged(lines, widths) + _buried(lines) + _torn(lines)
            score = size * (1 - 0.06 * cost) - 0.01 * count - (largest * 10 if size < least else 0.0)
            if score > best_score:
                best, best_score = Headline(tuple(lines), size), score
    return best


def _joined_where_worst(atoms: Sequence[tuple[str, float]], locale: str) -> list[tuple[str, float]]:
    """Return at most `_MOST_ATOMS` pieces: of more, neighbours are joined, first where a break would cost most.

    What is so long is no headline, and trying every way to break it would take minutes.
    """
    joined = list(atoms)
    while len(joined) > _MOST_ATOMS:
        at = min(range(len(joined) - 1), key=lambda i: (-joined[i][1], len(joined[i][0]) + len(joined[i + 1][0])))
        (one, _), (other, cost) = joined[at : at + 2]
        joined[at : at + 2] = [(one + other if is_chinese(locale) else f"{one} {other}", cost)]
    return joined


def domain(host: str, *, width: float, largest: float, least: float, most: int = 2) -> Headline:
    """Return a domain in one line, or broken before dots when that would be smaller than `least` points.

    It has no more lines than it needs, and at most `most`; in those it may still be smaller.
    """
    dots = [at for at, char in enumerate(host) if char == "."]
    found = Headline((host,), min(largest, width / em_width(host)))
    for count in range(1, min(most, len(dots) + 1)):
        if found.size >= least:
            break
        ways = (
            tuple(host[start:end] for start, end in itertools.pairwise((0, *cuts, len(host))))
            for cuts in itertools.combinations(dots, count)
        )
        lines = min(ways, key=lambda lines: max(map(em_width, lines)))
        found = Headline(lines, min(largest, width / max(map(em_width, lines))))
    return found


def _buried(lines: Sequence[str]) -> float:
    """Return the penalty of sentences that end in the middle of a line of several."""
    return 2.0 * sum(len(re.findall(r"[.?!]”? ", line)) for line in lines) if len(lines) > 1 else 0.0


def _torn(lines: Sequence[str]) -> float:
    """Return the penalty of lines that end in the first word of a clause, such as "Pay no fees, send"."""
    return 1.5 * sum(bool(re.search(r"[,;:] \S+$", line)) for line in lines[:-1])


def _ragged(lines: Sequence[str], widths: Sequence[float]) -> float:
    """Return the penalty of lines that are much shorter than the longest, above all one character alone."""
    longest = max(widths)
    cost = 6.0 if len(widths) > 1 and min(widths) < 1.5 else 0.0
    for before, line, width in zip((".", *lines), lines, widths, strict=False):
        whole = before[-1] in ".?!:" and line[-1] in ".?!:"
        cost += (1.0 if whole else 4.0) * max(0.0, 0.5 - width / longest)
    return cost


def _line(group: Sequence[tuple[str, float]], locale: str) -> str:
    if is_chinese(locale):
        return "".join(atom for atom, _ in group).rstrip(_ENDINGS)
    return " ".join(atom for atom, _ in group)


def _atoms(text: str, locale: str) -> list[tuple[str, float]]:
    """Return the pieces a headline may be broken between, each with the cost of a break after it."""
    if not is_chinese(locale):
        return [(word, _cost_after(word)) for word in text.split()]
    atoms: list[tuple[str, float]] = []
    for phrase in re.findall(r"[^，、；：。！？\s]+[，、；：。！？”’）]*\s*", text):
        parts = _words(phrase) if em_width(phrase.rstrip(_ENDINGS)) > _LONGEST_PHRASE else [phrase.strip()]
        atoms += [(part, 2.0) for part in parts[:-1]] + [(parts[-1], 0.0)]
    return atoms


def _cost_after(word: str) -> float:
    if word[-1] in ".?!:":
        return 0.0
    if word[-1] in ",;":
        return 0.3
    return 5.0 if word.lower() in _WEAK else 1.0


@functools.cache
def segmenter() -> Any:
    """Return jieba's own tokenizer, ready: whoever else uses jieba in this process finds it so."""
    import jieba

    # What initialize() would do, without its log lines and its cache file outside the project.
    jieba.dt.FREQ, jieba.dt.total = jieba.dt.gen_pfdict(jieba.dt.get_dict_file())
    jieba.dt.initialized = True
    return jieba.dt


def _words(phrase: str) -> list[str]:
    """Return a long Chinese phrase in words, each with the punctuation that may not part from it."""
    words: list[str] = []
    for word in segmenter().cut(phrase.strip()):
        glue = words and (word[0] in _CLOSING or words[-1][-1] in OPENING or word in "的了着过吗呢吧")
        words[-1:] = [words[-1] + word] if glue else [*words[-1:], word]
    return words


def em_width(text: str) -> float:
    """Return about how wide bold `text` runs, in em, a little on the safe side (Noto Sans CJK SC Bold).

    Full-width quotation marks and brackets count half, as headings are set.
    """
    return sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if not char.isascii():
        return 1.0 if char > "⺀" and not _PAIRED.match(char) else 0.6
    for chars, advance in (("ijl.,:;'!|", 0.3), (" ", 0.24), ('frt()-/"', 0.42), ("mwMW@%", 0.96)):
        if char in chars:
            return advance
    return 0.67 if char.isupper() else 0.615
