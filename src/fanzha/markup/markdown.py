"""Inline Markdown as safe HTML and as plain text.

What comes out of `inline` may be put on a page unescaped: raw HTML in the source is shown as text, links are reduced to
their words, and nothing but `strong`, `span` and `br` is ever written. The classes used are `nowrap` (numbers),
`before` and `after` (a little space between hanzi and Latin, which WeasyPrint cannot add itself) and `half` (squeezed
punctuation); `STYLES` holds their rules.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from fanzha.markup.scripts import CLOSING, HAN, OPENING, PAIRED, is_chinese
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

_RUN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.,:%+/&·-]*[0-9A-Za-z%+])?")
_NUMBER = re.compile(r"[0-9](?:[0-9.,:%+/-]*[0-9%+])?")
_HAN_SPACE = re.compile(rf"(?<=[{HAN}]) +(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%+]) +(?=[{HAN}])")
HAN_TAIL = re.compile(
    rf"(?:(?:(?<=[，、；：])|(?<=</span>))[{HAN}]{{3,4}}|[{HAN}]{{2}})"
    r'(?:[。！？”]|<span class="half">.</span>){0,2}$'
)
"""The last two hanzi of a text, or all of a last clause of three or four, such as 马上报警."""
_WORD_TAIL = re.compile(r" (?=[A-Za-z’”.!?]{1,7}$)")
_HAN_QUOTED = re.compile(rf'"([^"\n]*[{HAN}][^"\n]*)"')
"""Straight quotation marks around hanzi, which the typographer of markdown-it leaves alone."""
_SQUEEZE = re.compile(rf"[{CLOSING}](?=[{OPENING}{CLOSING}])|(?<=[{OPENING}])[{OPENING}]")
_SQUEEZE_ALL = re.compile(rf"[{CLOSING}](?=[{CLOSING}])|{PAIRED.pattern}")
"""In headings; a full stop before a closing mark too, or it would be the only one with white behind it."""


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    options = {"html": False, "linkify": False, "typographer": True, "quotes": "“”‘’"}
    return MarkdownIt("commonmark", options).enable(["smartquotes"])


def _tokens(text: str) -> Sequence[Token]:
    parsed = _parser().parseInline(_HAN_QUOTED.sub(r"“\1”", text.strip()))
    return (parsed[0].children or []) if parsed else []


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


def inline(text: str, locale: str, *, heading: bool = False, tied: bool = True) -> str:
    """Return inline Markdown as HTML that is safe to put on a page.

    Emphasis of either kind becomes `strong` (clear print has no italics). No number breaks across lines. In a
    `heading`, full-width quotation marks and brackets are set half as wide, so that it stands flush. Unless it is not
    `tied`, its end is kept on one line.
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
    return _with_tail("".join(parts), locale) if tied else "".join(parts)


def _with_tail(markup: str, locale: str) -> str:
    """Return the HTML with its end tied together, so that no line is left with a single hanzi or a short word."""
    if is_chinese(locale):
        return HAN_TAIL.sub(r'<span class="nowrap">\g<0></span>', markup)
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
        gaps = (name for name, char in zip(("before", "after"), beside, strict=True) if re.match(f"[{HAN}]", char))
        classes = " ".join(["nowrap", *gaps])
        parts.append(f'<span class="{classes}">{html.escape(run[0], quote=False)}</span>')
        last = run.end()
    parts.append(_squeezed(text[last:], heading))
    return "".join(parts)


def _squeezed(text: str, heading: bool) -> str:
    pattern = _SQUEEZE_ALL if heading else _SQUEEZE
    return pattern.sub(lambda mark: f'<span class="half">{mark[0]}</span>', html.escape(text, quote=False))
