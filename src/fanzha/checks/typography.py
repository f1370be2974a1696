"""Typography (C-48): doubled and half-width punctuation, mixed quotation marks, blanks where none belong.

Everything is judged in the text as written, without its code, addresses and Markdown. A replacement is offered only
where one answer is certain; titles of sources and wordings of the registries are quoted as they are and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fanzha.diagnostics import Diagnostic
from fanzha.model import Library
from fanzha.prose import Reading, Writing
from fanzha.prose.characters import offered

_H = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_H}]")
_FULL = str.maketrans(",;:?!()", "，；：？！（）")
_HALF = str.maketrans("，。；：？！、（）", ",.;:?!,()")
_MASK = re.compile(
    r"`{1,3}[^`\n]{0,500}`{1,3}"
    r"|\]\([^()\n]{0,500}\)|\]\[[^\[\]\n]{0,100}\]"
    r"|<!--.{0,2000}?-->|</?[A-Za-z][^<>\n]{0,500}>"
    r"|\{[:#.][^{}\n]{0,200}\}"
    r"|[A-Za-z][A-Za-z0-9+.-]{0,20}://[!-~]{1,500}(?<![,.;:?!])"
    r"|(?<![\w.-])[\w-]{1,63}@[\w.-]{1,100}"
    r"|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,20}"
    r"|&#?[A-Za-z0-9]{1,31};"
    r"|\\[!-/:-@\[-`{-~]",
    re.DOTALL,
)
"""What is no prose; e-mail and host names, versions and decimals included."""
_MASKED = "\ue000"
_SUSPECT = {
    True: re.compile(r"[-,.:;?!()… \t\u3000０-９Ａ-Ｚａ-ｚ]|[，。、；：？！]{2}"),
    False: re.compile(r"  | [,.;:?!]|[,.;?!]{2}|[０-９Ａ-Ｚａ-ｚ，。；：？！、（）]"),
}
"""A passage without any of these, and with its quotation marks in pairs, is certainly in order."""
_MARKS = r"[*_]{0,3}"

_DOUBLED = re.compile(r"([，、；：,;])\1+|(?P<end>[？！?!])(?P=end)+|(?<![。…])。。(?!。)|(?<![.…])\.\.(?![.\w])")
_CLASHING = re.compile(r"(?!(.)\1)[，、；：][，、；：。]|[。！？][，、；：]|！。|？。")
_HALF_WIDTH = re.compile(
    rf"[{_H}”’》」』）％℃]{_MARKS}(?P<after>[,;:?!]) ?(?![,;:?!])"
    rf"|(?<=[A-Za-z0-9%\ue000])(?P<between>[,;:?!]) ?(?={_MARKS}[{_H}“《「])"
    r"|(?<=[A-Za-z0-9%\ue000])(?P<last>[?!])(?=[”’」』）]|$)"
)
_STOP = re.compile(
    rf"(?<![一二三四五六七八九十])(?<=[{_H}”’》」』）])(?P<stop>\.)(?P<sure>$|[”’」』）])"
    rf"|(?<=[{_H}”’》」』）])(?<![一二三四五六七八九十])(?P<unsure>\.)(?=\s|[*_]{{0,3}}[{_H}“])"
)
_BRACKETS = re.compile(r"(?P<open>[(（])(?P<inside>[^()（）\n]{1,200})(?P<close>[)）])")
_BLANK = re.compile(
    r"(?<=[^\s|])[ \t\u3000]+(?=[，。、；：？！）」』》】])"
    rf"|(?<=[，。、；：？！（「『《【])[ \t\u3000]+(?=[{_H}“《（])"
)
_UNIT = "年月日元万亿千百个条份户人次名位岁天小分点秒号页张米斤种类步项倍周届期章节级层家所台部辆套批起件"
_BLANK_AT_NUMBER = re.compile(
    rf"(?<=[{_H}])(?P<before>[ \t]+)(?=[0-9])|(?<=[0-9%])(?P<unit>[ \t]+)(?=[{_UNIT}])"
    rf"|(?<=[0-9%])(?P<after>[ \t]+)(?=[{_H}])"
)
_BLANK_IN_WORDS = re.compile(rf"(?<=[{_H}])[ \t\u3000]+(?=[{_H}])|“[^“”]{{0,200}}”|《[^《》]{{0,100}}》")
_DOTS = re.compile(r"(?<![.。…])(?:\.{3,6}|。{3,6}|…|…{3,8})(?![.。…])")
_DASH = re.compile(rf"(?<=[{_H}”》])-{{2,3}}(?=[{_H}“《])")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_NARROW = str.maketrans({chr(0xFEE0 + point): chr(point) for point in range(0x21, 0x7F)})
_ENGLISH_BLANK = re.compile(
    r"(?<=[A-Za-z0-9”’)])(?P<before>[ \t]+)(?=[,;:?!](?:\s|$|[”’)])|\.(?:\s|$))|(?<=[^\s|])(?P<two> {2,})(?=[^\s|])"
)
_WIDE_IN_ENGLISH = re.compile("[，。；：？！、（）] ?")
_QUOTES = re.compile('["“”「」『』]')
_PARTNER = {"“": "”", "「": "」", "『": "』"}

_UNPRINTED = frozenset({"code", "html", "link"})
_AS_QUOTED = frozenset({"source", "sources", "superseded", "deny", "aliases", "gloss", "allow", "site"})
"""Keys whose values repeat what others wrote, or are no prose."""
_OFFICIAL = frozenset({"registry/formulas", "registry/laws", "registry/terms", "registry/protected"})


class _Find(NamedTuple):
    """What is wrong at a span of the text as written, and what to write instead if that is certain."""

    code: str
    start: int
    end: int
    new: str | None


_Rule = Callable[[str, str, bool], Iterator[_Find]]
"""From the masked text, the text as written, and whether it is running prose (not a heading, slogan or YAML value)."""


def reader(library: Library) -> Callable[[Writing], Iterator[Diagnostic]]:
    """Return the check; nothing depends on the library."""
    del library
    return _read


def _read(writing: Writing) -> Iterator[Diagnostic]:
    """Yield what is badly set in one file."""
    if writing.collection == "materials" and writing.slug in _OFFICIAL:
        return
    values = writing.collection == "materials"
    for reading in writing.readings:
        role, language = reading.role, reading.locale.split("-")[0]
        if language not in {"zh", "en"} or not _is_suspect(reading.raw, language == "zh") or role in _UNPRINTED:
            continue
        value = values or role.startswith("front")
        if value and _AS_QUOTED & set(role.split(".")):
            continue
        running = not (value or role in {"name", "heading"})
        yield from _judge(reading, running and writing.collection != "slogans")


def _is_suspect(raw: str, chinese: bool) -> bool:
    marks = "".join(_QUOTES.findall(raw))
    return marks != "“”" * (len(marks) // 2) or _SUSPECT[chinese].search(raw) is not None


def _judge(reading: Reading, running: bool) -> Iterator[Diagnostic]:
    raw = reading.raw
    masked = _MASK.sub(lambda match: _MASKED * len(match.group()), raw)
    chinese = reading.chinese
    if chinese is not bool(_HAN.search(masked)):
        rules: Iterable[_Rule] = (_widths, _doubled) if running else (_widths,)  # a name in the other language, a path
    else:
        rules = _CHINESE if chinese else _ENGLISH
    joints = [offset for offset, _ in reading.passage.text.joints]
    for rule in rules:
        for code, start, end, new in rule(masked, raw, running):
            if end in joints and raw[end - 1] == " ":
                end -= 1  # not a blank that somebody wrote, but the end of a line
                if end == start:
                    continue
            place = reading.raw_place(start, end)
            written = raw[start:end]
            if new is None:
                yield Diagnostic.at(code, place, written=written, wanted="")
            else:
                yield offered(code, place, written, new, written=written, wanted=new, nearest=new or " ")


def _doubled(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO001: the same mark twice, or two that exclude each other."""
    del raw, running
    for match in _DOUBLED.finditer(masked):
        yield _Find("TYPO001", *match.span(), match.group()[0])
    for match in _CLASHING.finditer(masked):
        yield _Find("TYPO001", *match.span(), None)


def _half_width(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO002 and TYPO003: marks and brackets of Latin script in Chinese."""
    del running
    for match in _HALF_WIDTH.finditer(masked):
        assert match.lastgroup
        at = match.start(match.lastgroup)
        yield _Find("TYPO002", at, match.end(), masked[at].translate(_FULL))
    for match in _STOP.finditer(masked):
        sure = match["stop"] is not None
        at = match.start("stop" if sure else "unsure")
        yield _Find("TYPO002", at, at + 1, "。" if sure else None)
    for match in _BRACKETS.finditer(masked):
        inside = match["inside"]
        around = masked[max(0, match.start() - 1) : match.start()] + masked[match.end() : match.end() + 1]
        if match["open"] + match["close"] != "（）" and _HAN.search(inside + around):
            yield _Find("TYPO003", *match.span(), f"（{raw[match.start('inside') : match.end('inside')]}）")


def _blanks(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO004: blanks at Chinese marks and, in running prose, between hanzi or hanzi and numbers."""
    del raw
    for match in _BLANK.finditer(masked):
        yield _Find("TYPO004", *match.span(), "")
    if running:
        for match in _BLANK_AT_NUMBER.finditer(masked):
            yield _Find("TYPO004", *match.span(), None if match["after"] else "")
        for match in _BLANK_IN_WORDS.finditer(masked):
            if match.group().isspace():  # what stands between quotation marks or in a title is quoted
                yield _Find("TYPO004", *match.span(), "" if re.search("[，。；]", masked) else None)


def _chinese_quotes(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO005 for each quotation mark that does not go with the others."""
    del raw, running
    marks = [(match.start(), match.group()) for match in _QUOTES.finditer(masked)]
    straight = sum(mark == '"' for _, mark in marks)
    sure = straight % 2 == 0 or straight < len(marks)
    open_marks: list[tuple[int, str]] = []
    for (at, mark), following in zip(marks, [*(mark for _, mark in marks[1:]), ""], strict=False):
        inside = open_marks[-1][1] if open_marks else ""
        if mark == '"':
            new = "”" if inside == "“" else "“"
            yield _Find("TYPO005", at, at + 1, new if sure else None)
            mark = new
        elif mark == inside == "“":
            closes = following != "”"
            yield _Find("TYPO005", at, at + 1, "”" if closes else None)
            mark = "”" if closes else mark
        elif mark == "”" and not inside:
            opens = following == "”"
            yield _Find("TYPO005", at, at + 1, "“" if opens else None)
            mark = "“" if opens else mark
        elif mark in _PARTNER.values() and mark != _PARTNER.get(inside):
            yield _Find("TYPO005", at, at + 1, None)
        if mark in _PARTNER:
            open_marks.append((at, mark))
        elif open_marks:
            open_marks.pop()
    for at, _ in open_marks:
        yield _Find("TYPO005", at, at + 1, None)


def _english_quotes(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO005 for straight marks among curly ones; straight ones alone are the printer's business."""
    if "“" in masked or "”" in masked:
        yield from _chinese_quotes(masked, raw, running)


def _dots_and_dashes(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO006: an ellipsis or a dash that is not the Chinese one, beside Chinese."""
    del raw, running
    for match in _DOTS.finditer(masked):
        around = masked[max(0, match.start() - 1) : match.start()] + masked[match.end() : match.end() + 1]
        if re.search(f"[{_H}，；：？！“”‘’（）]", around):
            yield _Find("TYPO006", *match.span(), "……")
    for match in _DASH.finditer(masked):
        yield _Find("TYPO006", *match.span(), "——")


def _widths(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO007: letters and digits as wide as hanzi."""
    del running
    for match in _WIDE.finditer(masked):
        yield _Find("TYPO007", *match.span(), raw[match.start() : match.end()].translate(_NARROW))


def _english_marks(masked: str, raw: str, running: bool) -> Iterator[_Find]:
    """Yield TYPO008 and TYPO002: blanks too many, and Chinese marks in English."""
    del raw, running
    for match in _ENGLISH_BLANK.finditer(masked):
        yield _Find("TYPO008", *match.span(), "" if match["before"] else " ")
    for match in _WIDE_IN_ENGLISH.finditer(masked):
        new = match.group()[0].translate(_HALF)
        more = masked[match.end() : match.end() + 1]
        yield _Find("TYPO002", *match.span(), f"{new} " if new not in "()" and (more.isalnum() or more == "“") else new)


_CHINESE: tuple[_Rule, ...] = (_doubled, _half_width, _blanks, _chinese_quotes, _dots_and_dashes, _widths)
_ENGLISH: tuple[_Rule, ...] = (_doubled, _english_quotes, _widths, _english_marks)
