"""Common Chinese words, so that a page does not end in the middle of one.

`words.txt` is made from jieba's dictionary by `python -m fanzha.pixels.words`: reading that dictionary itself takes a
second, which is longer than a screen's whole folder.
"""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

LONGEST = 3
"""Hanzi of a word; longer ones are made of shorter ones, and may be divided there."""
LEAST = {2: 200, 3: 300}
"""How often a word of so many hanzi must have been counted: rarer ones are often two words side by side."""
ADDED = (
    "安全 垫付 客服 刷单 退款 转账 汇款 打款 扫码 挂断 来电 套路 网购 网贷 贷款 征信 返利 冒充 荐股 诈骗 反诈 骗子 骗局 陌生 短信 链接 "
    "点击 密码 共享 屏幕 下载 投资 理财 专线 热线 报警 民警 警察 核实 保密 绕道 家人 皮肤 游戏 航班 改签 快递 理赔 账号 账户 账上 "
    "出租 出借 公检法 验证码 银行卡 电话卡 身份证 保证金 手续费 解冻费 派出所 安全码 收款码 付款码 "
).split()
"""Words of our subject, which the dictionary lacks or counts as rare."""
_FILE = "words.txt"
_HEAD = """\
# Common words, after a line that says of how many hanzi. Made by `python -m fanzha.pixels.words` from the dictionary of
# jieba 0.42.1 (https://github.com/fxsjy/jieba), MIT licence, Copyright (c) 2013 Sun Junyi: see words.LICENSE.txt.
"""
_WIDTH = 60
"""Hanzi of a line: whole words of two and of three."""


@functools.cache
def _known() -> frozenset[str]:
    text = resources.files("fanzha.pixels").joinpath(_FILE).read_text("utf-8")
    known: set[str] = set()
    size = 0
    for line in text.splitlines():
        if line.endswith(":"):
            size = int(line[:-1])
        elif not line.startswith("#"):
            known.update(line[start : start + size] for start in range(0, len(line), size))
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

    found: dict[int, set[str]] = {size: {word for word in ADDED if len(word) == size} for size in LEAST}
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
