"""Words that stay whole where lines are short: what is tied together, and what a narrow panel then looks like."""

from __future__ import annotations

import re

import pytest

from fanzha import whole


def tied(text: str, locale: str = "zh") -> str:
    """Return a text with what is tied together in square brackets, without the inner ones of two that are nested."""
    html = re.sub(r'<span class="half">(.)</span>', r"\1", whole.html(text, locale))
    while re.search(r'<span class="nowrap[^"]*">[^<]*<span', html):
        html = re.sub(r'(<span class="nowrap[^"]*">[^<]*)<span class="nowrap[^"]*">([^<]*)</span>', r"\1\2", html)
    return re.sub(r'<span class="nowrap[^"]*">([^<]*)</span>', r"[\1]", html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("挂断电话，不转账，不共享屏幕。", "[挂断][电话]，[不转账]，[不共享][屏幕。]"),
        ("发来链接、二维码，也不装。", "[发来][链接]、[二维码]，[也不装。]"),
        ("让您把钱转进“安全账户”", "让您把钱[转进][“安全账户”]"),
        ("要您报验证码", "要您报[验证码]"),
        ("马上打110，越快越好。", "[马上]打[110]，[越快越好。]"),
    ],
)
def test_words_negations_and_short_quotations_stay_whole(text: str, shown: str) -> None:
    assert tied(text) == shown


def test_an_abbreviation_does_not_stand_alone_on_the_last_line() -> None:
    assert re.search(r"\[[^\[\]]*中心App。\]$", tied("居民装上了国家反诈中心App。"))


def test_the_words_are_those_of_the_text_and_nothing_long_is_tied() -> None:
    text = "民警听完，认出这是骗局，把号码上报，居民还装上了社会主义核心价值观的软件。"
    shown = tied(text)
    assert shown.replace("[", "").replace("]", "") == text
    assert max(len(one.rstrip("。")) for one in re.findall(r"\[([^\]]*)\]", shown)) <= whole.LONGEST


def test_two_english_words_in_quotation_marks_stay_together() -> None:
    assert "“safe\u00a0account”" in whole.html("You are told to move money to a “safe account” at once", "en")
    assert "“unfreezing fee for today”" in whole.html("It is an “unfreezing fee for today” that nobody demands", "en")
