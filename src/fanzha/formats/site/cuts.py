"""Chinese cut into words for the search index, by jieba, and kept from build to build.

Cutting is what takes longest in an index. What is kept can do no harm: a run of hanzi only ever becomes parts of
itself.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from fanzha.formats.site.cache import Kept, digest
from fanzha.formats.site.compiled import compiled_once

_REMEMBERED = 100_000
"""Runs of hanzi whose words are kept in mind: at most some 30 MB."""
STOP = frozenset(
    re.findall(
        r"\S+",
        "的 了 着 过 地 得 是 在 有 和 与 就 都 也 还 很 又 再 把 被 给 跟 让 叫 要 会 能 可以 我 你 您 他 她 它"
        " 我们 你们 他们 自己 这 那 这个 那个 一个 一 不 没 没有 吗 呢 吧 啊 么 怎么 怎么办 什么 为什么 如何 哪里 谁"
        " 说 来 去 到 对 上 下 里 从 为 等 真的"
        " a an and are as at be been but by can did do does for from had has have he her him his how i if in into is it"
        " its me my of on or our she so than that the their them then there they this to us was we were what when where"
        " which who why will with would you your",
    )
)
"""Words too common to tell pages apart; they are dropped from what is typed, too."""


class Cuts:
    """Cuts runs of hanzi into words, and leaves out those that are too common."""

    def __init__(self, hanzi: str, own: tuple[str, ...], kept: Kept | None = None) -> None:
        """Cut what is made of `hanzi` and keep the words `own` whole; take what is in `kept` from there."""
        self._hanzi, self._own, self._kept = hanzi, own, kept
        if kept is not None:
            kept.made_by(digest(_version(), *own))

    def __call__(self, run: str) -> tuple[str, ...]:
        """Return the words of a run of hanzi, in order; those that overlap are all there, as jieba cuts for search."""
        if self._kept is not None:
            words = self._kept.get(run)
            if isinstance(words, str) and all(word in run for word in words.split()):
                return tuple(words.split())
        found = cutter(self._hanzi, self._own)(run)
        if self._kept is not None:
            self._kept.put(run, " ".join(found))
        return found


@functools.cache
def _version() -> str:
    return f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()} {metadata.version('jieba')}"


def _total(dictionary: str) -> str:
    return str(sum(int(found[1]) for found in re.finditer(r" (\d+)", dictionary)))


@functools.lru_cache(maxsize=2)
def cutter(hanzi: str, own: tuple[str, ...]) -> Callable[[str], tuple[str, ...]]:
    """Return what cuts runs of these `hanzi` into words, and keeps the words `own` whole.

    It remembers, since a live site is made again and again. Of jieba's dictionary it has the words that can be written
    with these hanzi and no others: the same cuts for a tenth of the memory, and for half of the time it takes to start.
    """
    import jieba

    with jieba.dt.get_dict_file() as file:
        dictionary = file.read().decode("utf-8")
    words = "\n".join(re.findall(rf"(?m)^[{hanzi}]+ \d+", dictionary)) if hanzi else ""
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, _ = tokenizer.gen_pfdict(io.BytesIO(words.encode("utf-8")))
    # Jieba weighs a word against all that its whole dictionary holds; adding that up takes as long as cutting.
    tokenizer.total = int(compiled_once("jieba.total", (dictionary,), lambda: _total(dictionary)))
    tokenizer.initialized = True
    for word in own:
        tokenizer.add_word(word)

    @functools.lru_cache(maxsize=_REMEMBERED)
    def cut(run: str) -> tuple[str, ...]:
        return tuple(word for word in tokenizer.cut_for_search(run) if word not in STOP)

    return cut
