"""Reading a screen's text files back: decoded as a card's software would, they must say the slogans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.formats.led import rtf
from fanzha.formats.led.charset import decoded, is_ambiguous
from fanzha.formats.led.options import LedParams
from fanzha.formats.led.texts import OWN, Encoding, encodings, text_lines


def prove_texts(found: Mapping[str, tuple[str, bytes]], params: LedParams) -> Iterator[Diagnostic]:
    """Yield what is wrong with the text files; `found` are the folder's files, path and bytes, by plain name."""
    wanted = text_lines(params)
    for name, how in encodings(params).items():
        if name not in found:
            continue
        path, data = found[name]
        try:
            lines = read_lines(data, how)
        except ValueError:
            yield Diagnostic.at("LED003", path=path)
            continue
        if lines != wanted:
            yield Diagnostic.at("LED003", path=path)
        # Software guesses between GBK and UTF-8 where no mark tells.
        if name == OWN[params.charset] and params.charset != "utf-8":
            for line in filter(is_ambiguous, data.split(how.newline.encode("ascii"))):
                yield Diagnostic.at("LED010", path=path, text=decoded(line, params.charset))


def read_lines(data: bytes, how: Encoding) -> list[str]:
    """Return the lines of a text file; raises ValueError unless it begins, ends and is encoded as it should."""
    if how.charset == "rtf":
        return rtf.read(data)
    if not data.startswith(how.mark):
        raise ValueError("no byte order mark")
    *lines, rest = decoded(data.removeprefix(how.mark), how.charset).split(how.newline)
    if rest or any("\r" in line or "\n" in line for line in lines):
        raise ValueError("other line ends")
    return lines
