"""Inline Markdown for print, and headlines broken where the sense breaks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from fanzha import markup
from fanzha.markup import headlines


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("先**挂断**，再核实", "先挂断，再核实"),
        ("看[官网](https://bank.example/)", "看官网"),
        ("打[96110](tel:96110)", "打96110"),
        ("![二维码](x.png)在右边", "二维码在右边"),
        ('说"安全账户"', "说“安全账户”"),
        ("<script>x</script>", "<script>x</script>"),
        ("`110`", "110"),
    ],
)
def test_plain_text_is_what_is_read_on_paper(source: str, printed: str) -> None:
    assert markup.plain(source) == printed
    bare = re.sub(r"<[^>]+>", "", markup.inline(source, "zh"))
    assert bare.replace("&lt;", "<").replace("&gt;", ">") == printed


def test_raw_html_and_links_never_become_elements() -> None:
    html = markup.inline(
        '<img src=x onerror=alert(1)> [点](javascript:alert(1)) <a href="https://evil.example">x</a>', "zh"
    )
    assert set(re.findall(r"<(\w+)", html)) <= {"span", "strong", "br"}
    assert "href=" not in re.sub(r"&lt;.*?&gt;", "", html)


def test_numbers_are_never_broken() -> None:
    chinese = markup.inline("拨96110或400-800-1234，损失10,400.50元", "zh")
    english = markup.inline("Call 96110 or 400-800-1234; 10,400.50 yuan.", "en")
    for html in (chinese, english):
        assert re.findall(r'<span class="nowrap[^"]*">([^<]*)</span>', html)[:3] == [
            "96110",
            "400-800-1234",
            "10,400.50",
        ]


def test_latin_in_chinese_gets_a_little_space_and_no_blank() -> None:
    assert "".join(re.findall(r">([^<]*)<", f">{markup.spaced('装 App 以后', 'zh')}<")) == "装App以后"
    assert 'class="nowrap before after">App<' in markup.spaced("装 App 以后", "zh")
    assert 'class="nowrap after">96110<' in markup.spaced("，96110问", "zh")


def test_no_line_ends_with_one_hanzi_or_one_short_word() -> None:
    assert markup.inline("打过去问清楚。", "zh").endswith('<span class="nowrap">清楚。</span>')
    assert markup.inline("You say you are part of a case.", "en").endswith("a\u00a0case.")


@pytest.mark.parametrize(
    ("text", "locale", "lines"),
    [
        ("百万保障不用关，谁叫你关谁在骗", "zh", ("百万保障不用关", "谁叫你关谁在骗")),
        ("“安全账户”不安全，叫你转账就是骗", "zh", ("“安全账户”不安全", "叫你转账就是骗")),
        ("验证码，捂紧它", "zh", ("验证码", "捂紧它")),
        ("Asked to cancel free protection? Hang up.", "en", ("Asked to cancel", "free protection?", "Hang up.")),
        ("If a job makes you pay first, walk away", "en", ("If a job makes", "you pay first,", "walk away")),
        ("A “wanted notice” in a chat", "en", ("A “wanted notice”", "in a chat")),
        ("Messages delete themselves", "en", ("Messages delete", "themselves")),
    ],
)
def test_headlines_break_where_the_sense_breaks(text: str, locale: str, lines: tuple[str, ...]) -> None:
    assert markup.headline(text, locale, width=513, height=238, largest=92).lines == lines


def test_a_long_chinese_headline_breaks_between_words_and_fits_its_measure() -> None:
    found = markup.headline("防范电信网络诈骗从你我他做起人人有责", "zh", width=513, height=238, largest=92)
    assert "".join(found.lines) == "防范电信网络诈骗从你我他做起人人有责"
    assert len(found.lines) > 1
    assert not {"诈", "网", "电", "防"} & {line[-1] for line in found.lines}
    assert max(map(markup.em_width, found.lines)) * found.size <= 513.01


def test_a_headline_never_leaves_one_hanzi_alone() -> None:
    for text in ("别信，转账前问一问，停", "钱，别转给陌生人"):
        found = markup.headline(text, "zh", width=300, height=400, largest=92)
        assert min(len(line) for line in found.lines) > 1


@pytest.mark.parametrize(
    ("text", "locale"),
    [("Never tell the code to anyone who calls you, " * 20, "en"), ("先打96110问一问，" * 40, "zh")],
)
def test_the_work_for_a_very_long_headline_is_bounded(text: str, locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[float] = []
    weighed = headlines._ragged

    def counted(lines: Sequence[str], widths: Sequence[float]) -> float:
        tried.append(weighed(lines, widths))
        return tried[-1]

    monkeypatch.setattr(headlines, "_ragged", counted)
    found = markup.headline(text.strip(), locale, width=513, height=238, largest=92)
    assert len(tried) <= 2048
    shown = re.sub(r"[\s，]", "", "".join(found.lines))
    assert shown == re.sub(r"[\s，]", "", text), "no word is lost"
    assert max(map(markup.em_width, found.lines)) * found.size <= 513.01


def test_the_worst_breaks_of_a_long_headline_are_given_up_first() -> None:
    text = " ".join(f"Hang up, call the {word} police and ask for it now." for word in "abcd")
    found = markup.headline(text, "en", width=513, height=238, largest=92)
    assert all(line.endswith("now.") for line in found.lines)


def test_words_are_cut_without_a_cache_file(tmp_path: Path) -> None:
    code = "import jieba; from fanzha import markup; markup.segmenter(); print(list(jieba.cut('反诈专线')))"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "反诈" in done.stdout
    assert "jieba" not in done.stderr and not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "locale", "first"),
    [
        ("骗子说“要扣费。”你别信。后面不印。", "zh", "骗子说“要扣费。”"),
        ("Call 110 now. Then wait.", "en", "Call 110 now."),
        ("It costs 3.5 yuan a day. No.", "en", "It costs 3.5 yuan a day."),
        ("没有句号", "zh", "没有句号"),
    ],
)
def test_first_sentence(text: str, locale: str, first: str) -> None:
    assert markup.first_sentence(text, locale) == first


@pytest.mark.parametrize("text", ["把钱转进“安全账户”。", "把钱转进安全账户。", "他说的是“安全账户”"])
def test_the_last_two_hanzi_stay_together_with_their_marks(text: str) -> None:
    html = re.sub(r'<span class="half">(.)</span>', r"\1", markup.inline(text, "zh"))
    assert re.search(r'<span class="nowrap">账户[”。]{0,2}</span>$', html), html


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("钱已转出，马上报警", "马上报警"),
        ("越早打电话，越快越好。", "越快越好。"),
        ("先停一停再说", "再说"),
        ("先问问，行不行啊好不好", "不好"),
    ],
)
def test_a_short_last_clause_stays_on_one_line(text: str, kept: str) -> None:
    assert markup.inline(text, "zh").endswith(f'<span class="nowrap">{kept}</span>')


def test_an_english_line_does_not_end_in_the_first_word_of_a_clause() -> None:
    lines = markup.headline(
        "Pay no fees, send no money and mail no bank card.", "en", width=190, height=99, largest=8.5, most=2
    ).lines
    assert lines == ("Pay no fees, send no money", "and mail no bank card.")


def test_in_a_heading_a_full_stop_before_a_closing_mark_is_half_as_wide_too() -> None:
    html = markup.inline("“我在开会。”他说。", "zh", heading=True)
    assert re.findall(r'<span class="half">(.)</span>', html) == ["“", "。", "”"]
