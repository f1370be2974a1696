"""Internet addresses as a reader would type or tap them, however they are written.

`sample.cn`, `WWW.SAMPLE.CN`, `sample[.]cn`, `sample。cn`, `sample点cn`, `hxxp://sample.cn` and a name in which a
Cyrillic letter stands for a Latin one are all addresses. `README.md`, `v2.13.4`, `e.g.` and `3.5` are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from fanzha.prose.domains import CHINESE_ZONES, COMMON, FILE_ENDINGS, ZONES

_LOOKALIKES = dict(
    zip(
        "авгеѕіјӏкмнорԛстцԝхуһԁɑɡıαβγεηικνορτυχω",
        "abresijlkmhopqctuwxyhdagiabyenlkvoptuxw",
        strict=True,
    )
)
"""Cyrillic, Greek and other letters that pass for Latin ones."""


def _folding() -> dict[int, str]:
    """Return a table for `str.translate` that lowers letters and makes look-alikes plain; lengths stay the same."""
    table = {ord(char): plain for char, plain in _LOOKALIKES.items()}
    table |= {ord(char.upper()): plain for char, plain in _LOOKALIKES.items() if len(char.upper()) == 1}
    for code in range(0xC0, 0x250):
        first = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if first.isascii() and first.isalpha():
            table[code] = first
    return table | {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}


_FOLDING = _folding()
_HAN = "\u3400-\u9fff"
_LABEL = "[a-z0-9][a-z0-9-]{0,62}"
_BRACKETED = r"\s?[\[({【]\s?(?:\.|。|点|dot)\s?[\])}】]\s?"
_DOT = rf"(?:[.。·•・]|{_BRACKETED})"
_BARE = re.compile(
    rf"(?<![a-z0-9_@-])(?<![a-z0-9_-]\.)((?:{_LABEL}{_DOT}){{1,8}})(xn--[a-z0-9-]{{2,58}}|[a-z]{{2,18}})(?![a-z0-9_-])"
)
_SPOKEN_DOT = r"(?:\s?点\s?|\s{1,2}dot\s{1,2}|\s\.\s?)"
_SPOKEN = re.compile(
    rf"(?<![a-z0-9_@.-])((?:{_LABEL}(?:{_SPOKEN_DOT}|\.)){{0,3}}{_LABEL}{_SPOKEN_DOT})(com|cn|net|org|xyz|icu)"
    r"(?![a-z0-9_-])"
)
_IDN = re.compile(
    rf"(?<![a-z0-9{_HAN}])([a-z0-9{_HAN}-]{{1,30}})\.({'|'.join(CHINESE_ZONES)})"
    rf"(?=[^{_HAN}]|$|[查登网官办打上里点领了才是看])"
)
_SLASHES = re.compile(r"\s?:\s?[/\\]{1,4}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}$")
_WEB = re.compile(r"h[tx*]{2}ps?|ftps?|wss?")
_END = r"\s/\\?#<>\"'“”‘’「」『』《》()|,;!。"
_AUTHORITY = re.compile(rf"(?:{_BRACKETED}(?=[a-z0-9])|。(?=[a-z0-9])|[^{_END}]){{0,300}}")
_PATH = re.compile(r"[/?#\\][^\s<>\"“”‘’「」『』,;。|]{0,500}")
_TYPED = re.compile(r"[!->@-~]*")
"""Of a path, what is surely no sentence that goes on behind the address; another address may follow a `?`."""
_WORDS_AFTER = re.compile(rf"[{_HAN}].*", re.DOTALL)
_IPV4 = re.compile(r"(?<![a-z0-9_.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9.a-z_-]*\d)")
_IPV4_BEFORE = re.compile(
    r"(?:网址|地址|打开|访问|登录|登陆|链接|点击|ip|服务器|visit|open|go to|server|site|page|address|at)[\s:是为]{0,3}$"
)
_L = "0-9A-Za-z\u00c0-\u04ff"
_DOTTED = re.compile(rf"[.。·•・点](?<=[{_L}].)(?=[{_L}])|\.(?<=[{_HAN}].)(?=[{_HAN}])")
_BRACKETS = re.compile(_BRACKETED)
_POINT = re.compile(rf"[{_L}]\s?点\s?[{_L}]")
_NOT_NAMES = {"the", "a", "an", "this", "that", "old", "big", "every", "and", "or", "of", "connect", "red", "black"}
_WORDS = (
    "ad ae ai am as at au be by de do et go he hi hm id if in io is it la lo ma me mm mo mr ms mu my ne no nu of oh"
    " om on or pa pm re sh so st tm to tv up us we ye all app art bank best bet call care cash chat city click club"
    " company cool credit date deals direct download email energy family fans finance fit free fun game gift give"
    " global gold guide help home host how jobs land life link list live loan loans love market marketing media men"
    " mobile mom money monster name network news now once one online open page party pay phone photos pics plus press"
    " promo quest red rent report rest review reviews run sale school science see send services shop site skin social"
    " software space stop store studio support systems tax team tech tell the then tips today tools top tours town"
    " trade trading travel video vote wait watch website what when why win wine work works world wow you your zone"
)
_ENGLISH = frozenset(_WORDS.split())
"""Zones that are also words: `Stop.It` is a blank forgotten, not an address."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address, or what looks like one."""

    start: int
    """Offset in the text it was found in."""
    end: int
    """Offset behind the host and what belongs to it (not the path)."""
    scheme: str
    """In small letters, `http` for `hxxp`; empty when it has none."""
    host: str
    """Small letters, dots made plain, look-alikes made Latin."""
    user: bool = False
    """Whether an account stands before the host (`bank.cn@shop.example`)."""
    port: bool = False
    """Whether a port is named."""
    foreign: bool = False
    """Whether the host has letters other than `a` to `z`, or is punycode."""
    numeric: bool = False
    """Whether the host is a number instead of a name."""
    path: str = ""
    """What follows the host directly, small letters."""


def addresses(text: str) -> list[Address]:
    """Return the addresses in normalised `text` that a reader sees, in order."""
    if not _may_hold(text):
        return []
    folded = text.translate(_FOLDING)
    found: list[tuple[int, int, Address]] = []
    if ":" in folded:
        for match in _SLASHES.finditer(folded):
            address = _with_scheme(text, folded, match)
            if address:
                typed = _TYPED.match(address.path)
                found.append((address.start, address.end + (typed.end() if typed else 0), address))
    for address in (*_named(text, folded), *_spoken(text, folded), *_numbered(folded)):
        found.append((address.start, address.end, address))
    found.sort(key=lambda item: item[:2])
    kept: list[Address] = []
    free = 0
    for start, end, address in found:  # one inside another is a part of it
        if start >= free:
            kept.append(address)
            free = end
    return kept


def _may_hold(text: str) -> bool:
    """Return whether it is worth while to look for addresses: most passages have none, and are many."""
    return bool(
        _DOTTED.search(text)
        or (":" in text and _SLASHES.search(text))
        or ("点" in text and _POINT.search(text))
        or " ." in text
        or " dot " in text
        or " DOT " in text
        or (("[" in text or "(" in text or "{" in text or "【" in text) and _BRACKETS.search(text))
    )


def target(text: str) -> Address | None:
    """Return the address that a link leads to; None when it stays inside the project or names no host (`tel:110`)."""
    folded = text.translate(_FOLDING)
    match = _SLASHES.match(folded, re.match(r"[a-z0-9+.*-]*", folded).end())  # type: ignore[union-attr]
    if match and _SCHEME.fullmatch(folded, 0, match.start()):
        return _with_scheme(text, folded, match)
    if re.match(r"[/\\]{2}", folded):
        return _split(text, folded, "", 0, 2)
    return None


def _with_scheme(text: str, folded: str, slashes: re.Match[str]) -> Address | None:
    """Return the address whose scheme ends where `slashes` begins."""
    before = _SCHEME.search(folded, max(0, slashes.start() - 21), slashes.start())
    if before is None:
        return None
    scheme, start = before.group(), before.start()
    if web := _WEB.search(scheme):
        start += web.start()
        scheme = re.sub(r"h[tx*]{2}p", "http", scheme[web.start() :])
    elif slashes.group().count("/") < 2:
        return None
    return _split(text, folded, scheme, start, slashes.end())


def _split(text: str, folded: str, scheme: str, start: int, at: int) -> Address:
    """Return the address whose host and the like begin at offset `at`."""
    match = _AUTHORITY.match(folded, at)
    authority = match.group() if match else ""
    words = _WORDS_AFTER.search(authority)
    if words and words.start() and not re.search(rf"\.(?:[a-z]{{2}}|{'|'.join(CHINESE_ZONES)})", words.group()):
        authority = authority[: words.start()]
    authority = authority.rstrip(".:。·")
    end = at + len(authority)
    user, _, rest = authority.rpartition("@")
    host, port = rest, False
    if rest.startswith("["):
        host, port = rest.partition("]")[0] + "]", "]:" in rest
    elif ":" in rest:
        host, port = rest.partition(":")[0], True
    plain = re.sub(_DOT, ".", host) if not host.startswith("[") else host
    path = _PATH.match(folded, end)
    return Address(
        start=start,
        end=end,
        scheme=scheme,
        host=plain,
        user=bool(user) or "@" in authority,
        port=port,
        foreign=_is_foreign(text[end - len(rest) : end], plain),
        numeric=_is_number(plain),
        path=path.group() if path else "",
    )


def _is_number(host: str) -> bool:
    """Return whether `host` is an IP address: dotted, decimal, octal, hexadecimal, version 6."""
    return host.startswith("[") or re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host) is not None


def _is_foreign(written: str, host: str) -> bool:
    return "xn--" in host or any(not char.isascii() and char not in "。·•・点【】" for char in written)


def _named(text: str, folded: str) -> Iterator[Address]:
    """Yield addresses without a scheme."""
    for match in _BARE.finditer(folded):
        start, end = match.span()
        if folded[end : end + 1] == "@":
            continue  # an e-mail address
        labels = re.split(_DOT, match.group())
        labels, end = _cut(labels, match, end)
        if labels and _is_name(text[start:end], labels, folded[end : end + 1]):
            yield _bare(text, folded, start, end, ".".join(labels))
    for match in _IDN.finditer(folded):
        yield _bare(text, folded, match.start(), match.end(), match.group())


def _spoken(text: str, folded: str) -> Iterator[Address]:
    """Yield addresses whose dots are said (`sample点cn`, `sample dot cn`) or stand apart (`sample .cn`)."""
    for match in _SPOKEN.finditer(folded):
        labels = re.split(rf"{_SPOKEN_DOT}|\.", match.group())
        apart = re.search(r"\s\.", match.group())  # «names that end in .com» is none
        name = labels[-2]
        if apart and not re.search(r"[0-9-]", name):
            continue
        if any(char.isalpha() for char in name) and name not in _NOT_NAMES:
            yield _bare(text, folded, match.start(), match.end(), ".".join(labels))


def _numbered(folded: str) -> Iterator[Address]:
    """Yield IP addresses without a scheme: where a path or port follows, or the words before say so."""
    for match in _IPV4.finditer(folded):
        start, end = match.span()
        if all(int(part) < 256 for part in match.group().split(".")) and (
            re.match(r"/[a-z]|:\d", folded[end : end + 2]) or _IPV4_BEFORE.search(folded[max(0, start - 12) : start])
        ):
            port = folded[end : end + 1] == ":"
            yield Address(start, end, "", match.group(), port=port, numeric=True)


def _bare(text: str, folded: str, start: int, end: int, host: str) -> Address:
    path = _PATH.match(folded, end)
    port = re.match(r":\d", folded[end : end + 2]) is not None
    foreign = _is_foreign(text[start:end], host)
    return Address(start, end, "", host, port=port, foreign=foreign, path=path.group() if path else "")


def _cut(labels: list[str], match: re.Match[str], end: int) -> tuple[list[str], int]:
    """Return the labels up to the last that is a zone, and where they end; none for a file name."""
    if labels[-1] in FILE_ENDINGS and labels[0] != "www":
        return [], end
    dots = [dot.span() for dot in re.finditer(_DOT, match.group())]
    while len(labels) > 1 and labels[-1] not in ZONES and not labels[-1].startswith("xn--"):
        labels = labels[:-1]
        end = match.start() + dots[len(labels) - 1][0]
    return (labels, end) if len(labels) > 1 else ([], end)


def _is_name(written: str, labels: list[str], after: str) -> bool:
    """Return whether labels that end in a zone are a host rather than words with a dot between them."""
    zone, name = labels[-1], labels[-2]
    if labels[0] == "www":
        return True
    if not all(char.isascii() or char in "。·•・点【】" for char in written) and not re.search("[A-Za-z]", written):
        return False
    shown = re.split(_DOT, written, flags=re.IGNORECASE)
    disguised = not re.fullmatch(r"[^。·•・]*", written)
    if disguised and not (zone in COMMON and not shown[-1].isupper()):
        return False
    if not any(char.isalpha() for label in labels[:-1] for char in label):
        return zone in COMMON and after != "."
    if shown[-1][:1].isupper() and shown[-1][1:].islower() and zone not in COMMON:
        return False  # «Stop.It», «Dr.Li»: a blank forgotten
    if zone not in COMMON and all(len(label) == 1 for label in labels[:-1]):
        return False  # «9 a.m.in the hall»
    return not (zone in _ENGLISH and name in _ENGLISH)
