"""Common Chinese words, so that a page does not end in the middle of one.

`words.txt` is made from jieba's dictionary by `python -m fanzha.pixels.words`: reading that dictionary itself takes a
second, which is longer than a screen's whole folder.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

LONGEST = 3
"""Hanzi of a word; longer ones are made of shorter ones, and may be divided there."""
LEAST = {2: 200, 3: 300}
"""How often a word of so many hanzi must have been counted: rarer ones are often two words side by side."""
ADDED = {
    2: "安全垫付客服刷单退款转账汇款打款扫码挂断来电套路网购网贷贷款征信返利冒充"
    "荐股诈骗反诈骗子骗局陌生短信链接点击密码共享屏幕下载投资理财专线热线报警"
    "民警警察核实保密绕道家人皮肤游戏航班改签快递理赔账号账户账上出租出借",
    3: "公检法验证码银行卡电话卡身份证保证金手续费解冻费派出所安全码收款码付款码",
}
"""Words of our subject, one after the other, which the dictionary lacks or counts as rare."""
_FILE = "words.txt"
_HEAD = """\
# Common words, after a line that says of how many hanzi. Made by `python -m fanzha.pixels.words` from the dictionary of
# jieba 0.42.1 (https://github.com/fxsjy/jieba), MIT licence, Copyright (c) 2013 Sun Junyi: see words.LICENSE.txt.
"""
_WIDTH = 60
"""Hanzi of a line: whole words of two and of three."""


def _split(line: str, size: int) -> Iterator[str]:
    return (line[start : start + size] for start in range(0, len(line), size))


@functools.cache
def _known() -> frozenset[str]:
    text = resources.files("fanzha.pixels").joinpath(_FILE).read_text("utf-8")
    known: set[str] = set()
    size = 0
    for line in text.splitlines():
        if line.endswith(":"):
            size = int(line[:-1])
        elif not line.startswith("#"):
            known.update(_split(line, size))
    return frozenset(known)


def is_torn(before: str, after: str) -> bool:
    """Return whether a word runs from the end of `before` to the beginning of `after`."""
    known = _known()
    return any(
        before[-left:] + after[:right] in known
        for left in range(1, min(LONGEST, len(before) + 1))
        for right in range(1, min(LONGEST - left, len(after)) + 1)
    )


def main() -> None:
    """Write `words.txt` anew."""
    import jieba

    found = {size: set(_split(ADDED[size], size)) for size in LEAST}
    for line in Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines():
        word, count, kind = line.split(" ")
        # Of three hanzi only nouns: 在自己 and 是不是 are counted as words too, and may well be divided.
        if len(word) in LEAST and int(count) >= LEAST[len(word)] and (len(word) == 2 or kind.startswith("n")):
            found[len(word)].add(word)
    lines = [_HEAD]
    for size in sorted(found):
        whole = "".join(sorted(found[size]))
        lines += [f"{size}:\n", *(whole[start : start + _WIDTH] + "\n" for start in range(0, len(whole), _WIDTH))]
    Path(__file__).with_name(_FILE).write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
