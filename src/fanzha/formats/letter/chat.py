"""The letter as plain text for WeChat and DingTalk: short paragraphs, no Markdown, hotlines and address at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from fanzha import furniture, markup
from fanzha.diagnostics import Diagnostic
from fanzha.formats.letter import Params

MOST = {True: 66, False: 200}
"""Characters of a paragraph in Chinese (True) and in other languages: about four lines of a telephone, which shows
some 17 hanzi or 50 letters a line."""
CHANNEL = "chat"
_SENTENCE = {
    True: re.compile(r"[^。！？]+(?:[。！？]+[”’）]*)?"),
    False: re.compile(r"\S.*?(?:[.?!]+[”’)]*(?=\s|$)|$)"),
}


def most_of(locale: str) -> int:
    """Return how many characters a paragraph may have."""
    return MOST[markup.is_chinese(locale)]


def sentences(text: str, locale: str) -> list[str]:
    """Return the sentences of plain text, in order, without white space around them."""
    return [found.strip() for found in _SENTENCE[markup.is_chinese(locale)].findall(text) if found.strip()]


def short_paragraphs(text: str, locale: str) -> Iterator[str]:
    """Yield inline Markdown as plain paragraphs that end where sentences do, each as long as a chat bears."""
    gap, most, line = "" if markup.is_chinese(locale) else " ", most_of(locale), ""
    for sentence in sentences(markup.plain(text), locale):
        longer = f"{line}{gap}{sentence}" if line else sentence
        if line and len(longer) > most:
            yield line
            longer = sentence
        line = longer
    if line:
        yield line


def too_long(p: Params) -> Iterator[Diagnostic]:
    """Yield FIT001 for each text with a sentence that no paragraph of a chat holds."""
    text, most = p.text, most_of(p.locale)
    for part in (text.title, text.greeting, *text.paragraphs, text.points_title, *text.points, text.closing):
        for sentence in sentences(markup.plain(part), p.locale):
            if len(sentence) > most - len("1. "):
                details = {"text": sentence, "length": len(sentence), "channel": CHANNEL, "limit": most}
                yield Diagnostic.at("FIT001", part.place, **details)
                break


def blocks(p: Params) -> Iterator[Sequence[str]]:
    """Yield the groups of lines between which a blank line stands."""
    words, text, publisher = furniture.words("letter", p.locale), p.text, p.publisher
    title = markup.plain(text.title)
    yield [f"【{title}】" if markup.is_chinese(p.locale) else title]
    if text.greeting:
        yield [markup.plain(text.greeting)]
    for paragraph in text.paragraphs:
        for short in short_paragraphs(paragraph, p.locale):
            yield [short]
    points = [f"{number}. {markup.plain(point)}" for number, point in enumerate(text.points, start=1)]
    yield [markup.plain(text.points_title), *points]
    for short in short_paragraphs(text.closing, p.locale):
        yield [short]
    if text.slip:
        yield list(short_paragraphs(words[f"paper_{p.kind}"], p.locale))
    colon = "：" if markup.is_chinese(p.locale) else ": "
    yield [
        f"{words['advice']}{colon}{p.advice.number}",
        f"{words['emergency']}{colon}{p.emergency.number}",
        f"{words['address']}{colon}{p.url}",
    ]
    until = f" · {words['until']} {publisher.valid_until}" if publisher.valid_until else ""
    imprint = f"{words['version']} {publisher.version} · {publisher.date}{until}"
    yield [*dict.fromkeys((markup.plain(p.sign), p.issuer)), imprint]
    if publisher.fictional:
        yield [words["sample"]]


def chat(p: Params) -> bytes:
    """Return the text: UTF-8 without a byte order mark, which some telephones show as a square; lines end with LF."""
    return _joined(blocks(p)).encode()


def _joined(groups: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in groups) + "\n"
