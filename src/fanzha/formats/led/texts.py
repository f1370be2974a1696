"""The text files of a screen's folder: the same lines for every card, each in what its software reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.diagnostics import Diagnostic, Place
from fanzha.formats.led import rtf
from fanzha.formats.led.charset import encoded, shown, unmistakable
from fanzha.formats.led.choice import hotline_line, written
from fanzha.formats.led.options import LedParams

NEWLINES = {"crlf": "\r\n", "lf": "\n"}
OWN = {"gbk": "TEXT/loop_gbk.txt", "gb2312": "TEXT/loop_gb2312.txt", "utf-8": "TEXT/loop_nobom.txt"}
"""Plain name of the file in the card's own charset."""
UTF8, UTF16, RTF = "TEXT/loop_utf8.txt", "TEXT/loop_utf16.txt", "TEXT/loop.rtf"
"""Plain names of the others: with a byte order mark, as Windows software wants them, and lines that end in CR LF."""


@dataclass(frozen=True)
class Encoding:
    """How a text file is written."""

    charset: str
    """`gbk`, `gb2312`, `utf-8`, `utf-16-le` or `rtf`."""
    mark: bytes = b""
    """What the file begins with."""
    newline: str = "\r\n"


def encodings(params: LedParams) -> dict[str, Encoding]:
    """Return how the text files are written, by plain name; the card's own comes first."""
    return {
        OWN[params.charset]: Encoding(params.charset, newline=NEWLINES[params.newline]),
        UTF8: Encoding("utf-8", b"\xef\xbb\xbf"),
        UTF16: Encoding("utf-16-le", b"\xff\xfe"),
        RTF: Encoding("rtf"),
    }


def text_lines(params: LedParams) -> list[str]:
    """Return the lines of the text files: a slogan a line, the hotline last; then the same in a second language."""
    return [line for line, _ in _placed_lines(params)]


def _placed_lines(params: LedParams) -> Iterator[tuple[str, Place]]:
    for one in written(params):
        for slogan in one.slogans:
            yield unmistakable(shown(slogan.name, one.locale), one.charset), slogan.name.place
        yield unmistakable(hotline_line(one.hotline, one.locale), one.charset), one.hotline.place


def too_long(params: LedParams) -> Iterator[Diagnostic]:
    """Yield LED030 for each line of more bytes than the card takes."""
    for line, place in _placed_lines(params) if params.most_bytes else ():
        size = len(encoded(line, params.charset))
        if size > params.most_bytes:
            yield Diagnostic.at(
                "LED030", place, text=line, size=size, limit=params.most_bytes, charset=params.charset.upper()
            )


def text_files(params: LedParams) -> dict[str, bytes]:
    """Return the text files by plain name."""
    lines = text_lines(params)
    return {name: _written(lines, how, params.em) for name, how in encodings(params).items()}


def _written(lines: list[str], how: Encoding, em: int) -> bytes:
    if how.charset == "rtf":
        return rtf.written(lines, em)
    return how.mark + encoded("".join(line + how.newline for line in lines), how.charset)
