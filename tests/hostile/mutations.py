"""Mutations: a text becomes one that nobody would write, the same one each time from the same number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

_TOKENS = (
    "&a ", "*a", "!!python/name:os.system ", "!x ", "<<: ", "? ", ": ", "- ", "[", "]", "{", "}", ", ", "#", " #", "|",
    ">", "|2-\n", "'", '"', "\\", "%YAML 1.2\n", "---\n", "...\n", "~", "null", "\t", "\r", "\n", "\n\n", "  ", "    ",
    "*", "**", "_", "`", "```", "~~~", "![", "](", "[a]: b\n", "<", "</", "<!--", "-->", "<script>", "&#x202e;",
    "&amp;", "&nbsp;", "=", "===\n", "## ", "## 题 {#how}\n", "### x {#stop}\n", "{#", "{: ", "}",
    '!!! scam-quote "x"\n', "1. ", "999999999. ", "| a | b |\n|---|---|\n", "> ", "2024-02-30", "0110", "1e999",
    "99999999999999999999", "true",
)  # fmt: skip
_CHARS = (
    "\0", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u0300" * 9, "\u200b", "\u200d", "\u200f", "\u2028",
    "\u202e", "\u2060", "\u2066", "\ufeff", "\ufffd", "\ufffe", "\U0001f468\u200d\U0001f33e", "\U000e0041",
    "\U0010ffff", "𠮷",
    "ﷺ", "１", "٣", "Ⅷ", "½", "ſ", "İ", "ß", "ǆ",
)  # fmt: skip


def _delete(text: str, at: int, random: Random) -> str:
    return text[:at] + text[at + 1 + min(random.getrandbits(7), 40) :]


def _repeat(text: str, at: int, random: Random) -> str:
    piece = text[at : at + 1 + random.getrandbits(4)]
    return text[:at] + piece * (1 + random.getrandbits(random.choice((1, 3, 6)))) + text[at:]


def _token(text: str, at: int, random: Random) -> str:
    return text[:at] + random.choice(_TOKENS) + text[at:]


def _char(text: str, at: int, random: Random) -> str:
    return text[:at] + random.choice(_CHARS) + text[at:]


def _replace(text: str, at: int, random: Random) -> str:
    return text[:at] + random.choice(_TOKENS + _CHARS) + text[at + 1 :]


def _swap_lines(text: str, at: int, random: Random) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), at % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _indent(text: str, at: int, random: Random) -> str:
    start = text.rfind("\n", 0, at) + 1
    return text[:start] + " " * random.randrange(1, 9) + text[start:]


def _cut(text: str, at: int, random: Random) -> str:
    return text[:at] if random.getrandbits(1) else text[at:]


def _deep(text: str, at: int, random: Random) -> str:
    opening, closing = random.choice((("[", "]"), ("{a: ", "}"), ("- ", ""), ("> ", ""), ("* ", ""), ("[", "](x)")))
    depth = random.choice((5, 21, 60, 400))
    return text[:at] + opening * depth + "x" + closing * depth + text[at:]


def _stairs(text: str, at: int, random: Random) -> str:
    mark = random.choice(("- ", "1. ", "a:", "> ", "!!! note"))
    start = text.rfind("\n", 0, at) + 1
    return text[:start] + "".join(" " * (2 * n) + mark + "\n" for n in range(random.choice((5, 30, 90)))) + text[start:]


def _huge(text: str, at: int, random: Random) -> str:
    return (
        text[:at] + random.choice(("x", "字", "1", "-", "a b ", "0")) * random.choice((300, 4_100, 9_000)) + text[at:]
    )


_COMMON: Sequence[Callable[[str, int, Random], str]] = (
    _delete, _repeat, _token, _char, _replace, _swap_lines, _indent, _cut,
)  # fmt: skip
_RARE: Sequence[Callable[[str, int, Random], str]] = (_deep, _stairs, _huge)
"""Slower to read back, so one in sixteen."""


def mutated(text: str, others: Sequence[str], random: Random) -> str:
    """Return `text` after one to six mutations, most often one; a splice takes its piece from one of `others`."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        at = random.randrange(len(text) + 1)
        dice = random.getrandbits(4)
        if dice == 0:
            text = random.choice(_RARE)(text, at, random)
        elif dice == 1:
            other = random.choice(others)
            cut = random.randrange(len(other) + 1)
            text = text[:at] + other[cut : cut + 400] + text[at:]
        else:
            text = random.choice(_COMMON)(text, at, random)
    return text


def damaged(data: bytes, random: Random) -> bytes:
    """Return the file's bytes as disk, network or another program may leave them; mostly whole."""
    dice = random.getrandbits(6)
    if dice < 4 and data:
        changed = bytearray(data)
        for _ in range(1 + random.randrange(8)):
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        return bytes(changed)
    if dice == 4:
        return data[: random.randrange(len(data) + 1)]
    text = data.decode("utf-8", "replace")
    if dice == 5:
        return text.encode(random.choice(("utf-16", "gb18030", "utf-8-sig", "utf-16-be", "utf-32")), "replace")
    return data.replace(b"\n", b"\r\n") if dice == 6 else data
