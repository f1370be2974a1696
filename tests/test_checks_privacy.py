"""PRIV: private numbers are found however they are written, and the figures of everyday texts are left alone."""

from __future__ import annotations

import pytest

from fanzha.checks import privacy
from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.load.project import RawFiles, parse_files
from fanzha.model import Library, Passage, Prose
from fanzha.prose import read
from fanzha.prose.digits import counted, runs_in
from tests.harness import ends
from tests.samples import Sample, base_files, check_files, check_samples


def found_in(samples: list[Sample]) -> list[list[str]]:
    return [[one.code for one in found if one.code.startswith("PRIV")] for found in check_samples(samples)]


@pytest.fixture(scope="module")
def library() -> Library:
    made, _ = parse_files(RawFiles(dict(base_files()), {}, ()))
    assert made is not None
    return made


def read_directly(library: Library, text: str) -> list[Diagnostic]:
    """Check a passage that the loader would refuse already."""
    words = Text(text, Place("docs/x.md", 7, 1, 1, text))
    return list(privacy.reader(library)(read(Prose("docs/x.md", "pages", "x", "zh", (Passage(words, ""),)))))


DISGUISED = [
    "电话138\n0013 8000，在。",
    "电话[138](https://example.com)0013[8000](https://example.com)",
    "文字<!-- 13800138000 -->",
    "<!-- 13800138000 -->",
    "`13800138000`",
    "| 电话 |\n|---|\n| 138 0013 8000 |",
    "电话１３８００１３８０００",
    "电话**138**0013*8000*",
    "一三八零零一三八零零零",
    "l38 OO13 8OOO",
    "[x](tel:+8613800138000)",
    '<a title="13800138000">x</a>',
    "13800138000一直有人",
    "拨打96110 13800138000",
    "110/13800138000",
    "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣",
    "166，0000，0000",
]


def test_a_mobile_number_is_found_in_every_disguise() -> None:
    found = found_in([Sample(text) for text in DISGUISED])
    assert [text for text, codes in zip(DISGUISED, found, strict=True) if "PRIV006" not in codes] == []


@pytest.mark.parametrize(
    "text", ["电话138\u200b0013\u200b8000", "138\u00ad00138000", "&#49;3800138000", "138&nbsp;00138000"]
)
def test_what_the_loader_refuses_is_found_as_well(library: Library, text: str) -> None:
    assert [one.code for one in read_directly(library, text)] == ["PRIV006"]


HARMLESS = [
    "2026-11-22—2027-05-22",
    "2026.11.22 2026.12.31",
    "借13800000000元",
    "13,800,000,000元",
    "订单号622200000000000000",
    "单号：4111111111111111",
    "（2023）京0105刑初1234号",
    "京公网安备11010502030143号",
    "ISBN 978-7-5093-1234-5",
    "版本1.35.20241234",
    "130、131、132、155、156、185、186号段",
    "2023 2024 2025 2026",
    "https://www.gov.cn/2025/4111111111111111/content.html",
    "民警马上赶到，老人安全回家",
    "老师高兴地说",
    "微信Windows版和QQ空间",
    "logo@2x.png",
    "新APP上线，新GB18030",
    "128×32个点",
    "二〇二六年十一月二十二日",
    "**县里**的人",
]


def test_everyday_figures_and_words_are_left_alone() -> None:
    for kind in ("page", "case-story"):
        found = found_in([Sample(text, kind) for text in HARMLESS])
        assert [(text, codes) for text, codes in zip(HARMLESS, found, strict=True) if codes] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("110105-19491231-002X", "PRIV001"),
        ("999999199001010017", "PRIV002"),
        ("999999800101001", "PRIV003"),
        ("4111 1111 1111 1111", "PRIV004"),
        ("6228480000000000001", "PRIV005"),
        ("138\\*\\*\\*\\*8000", "PRIV007"),
        ("客服热线：87654321", "PRIV008"),
        ("+852 9123 4567", "PRIV008"),
        ("service[at]example[dot]com", "PRIV009"),
        ("QQ：一二三四五六七八", "PRIV010"),
        ("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "PRIV014"),
        ("校长欧阳娜娜介绍", "PRIV016"),
        ("____年__月__日", "PRIV019"),
    ],
)
def test_each_kind_has_its_code(library: Library, text: str, code: str) -> None:
    assert [one.code for one in read_directly(library, text)][:1] == [code]


def test_a_wrong_check_digit_lowers_an_error_to_a_warning_or_nothing() -> None:
    assert found_in([Sample("4111 1111 1111 1112"), Sample("11010519491231002X"), Sample("110105194912310021")]) == [
        [],
        ["PRIV001"],
        ["PRIV002"],
    ]


def test_the_place_is_that_of_the_disguised_characters() -> None:
    page, second_line, table = check_samples(
        [
            Sample("电话**138**0013`8000`，在。"),
            Sample("先停下。\n电话１３８００１３８０００。"),
            Sample("13800138000", "table"),
        ]
    )
    places = [
        [(one.place.line, one.place.column, one.place.width) for one in found if one.code == "PRIV006"]
        for found in (page, second_line, table)
    ]
    base = places[0][0][0]
    assert places == [[(base, 5, 14)], [(base + 1, 3, 11)], [(base + 2, 3, 11)]]


def test_what_the_publisher_lists_may_stand_anywhere() -> None:
    publisher = base_files()["materials/publisher.yml"].decode()
    own = "phones: ['0991-9000000', 400-000-8888]\naccounts: [service@example.com, qcfanzha1]\n"
    sample = {"docs/help/own.md": "# 电话\n\n电话(0991)9000000、4000008888，service@example.com，微信号qcfanzha1。\n"}
    codes = [one.code for one in check_files({**sample, "materials/publisher.yml": publisher + own})]
    assert [code for code in codes if code.startswith("PRIV")] == []
    assert [one.code for one in check_files(sample) if one.code.startswith("PRIV")] == [
        "PRIV008",
        "PRIV008",
        "PRIV009",
        "PRIV010",
    ]


def test_names_are_errors_only_in_cases() -> None:
    text = "民警张伟说，要先核实。"
    assert found_in([Sample(text), Sample(text, "case-story")]) == [["PRIV016"], ["PRIV015"]]


def test_runs_of_digits_for_other_checks() -> None:
    def digits(text: str) -> list[list[str]]:
        return [[group.digits for group in run.groups] for run in runs_in(text)]

    assert digits("拨打110一直等，或96110") == [["110"], ["96110"]]
    assert digits("110/96110") == [["110", "96110"]]
    assert digits("九六一一零，O2O，一五一十") == [["96110"]]
    assert [counted(run) for run in runs_in("3168元，5000余份，110报警，GB/T 37668")] == [True, True, False, True]


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["1 ", "6 ", "13800138000 ", "O", "居民王伟", "a@a.", "[待", "路1号"])
def test_a_text_without_end_is_read_to_its_end(library: Library, unit: str) -> None:
    passages = tuple(Passage(Text(unit * (4000 // len(unit))), "") for _ in range(25))
    assert ends(privacy.reader(library), read(Prose("docs/cases/x.md", "cases", "x", "zh", passages)))
