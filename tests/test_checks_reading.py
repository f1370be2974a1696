"""Reading level (C-43): long sentences, rare characters, hard English; and the list of common characters."""

from __future__ import annotations

import pytest

from fanzha.prose.characters import common_characters, plain_han, simplified_forms, tables_from
from tests.samples import Sample, check_samples

_FORTY = "请您先停下来想一想再去问一问家里的人和身边的朋友还有派出所里值班的民警他们都会帮您看"


def _found(*samples: Sample | str) -> list[list[tuple[str, int, int]]]:
    """Return code, column and width of what READ finds in each sample."""
    return [
        [(one.code, one.place.column, one.place.width) for one in found if one.code.startswith("READ")]
        for found in check_samples(samples)
    ]


def test_a_sentence_is_too_long_above_forty_hanzi_and_is_underlined_whole() -> None:
    long = _FORTY + "看到底是不是骗局。"
    second, parted, sentences, quoted, heading = _found(
        f"先停下。{long}",
        Sample(f"{_FORTY[:20]}，{_FORTY[20:40]}。"),
        Sample(f"{_FORTY[:30]}。{_FORTY[:30]}。{_FORTY[:30]}。"),
        Sample(long, "quote"),
        Sample(long, "heading"),
    )
    assert second == [("READ002", 5, len(long))]
    assert "READ002" not in [code for code, *_ in parted + sentences]
    assert quoted == heading == []


def test_punctuation_and_digits_are_no_hanzi() -> None:
    text = f"{_FORTY[:36]}，96110，110，12381，“——”。"
    assert _found(text) == [[]]


def test_the_average_of_a_file_counts() -> None:
    long = "接到自称客服的电话以后不要着急转账而要先挂断电话想一想再说。"
    (hard,), (easy,) = _found(long * 6), _found("先挂断。" * 6)
    assert [code for code, *_ in hard] == ["READ001"]
    assert easy == []


def test_rare_characters_are_named_at_their_place_and_one_alone_is_accepted() -> None:
    rare, one, name = _found("谨防囹圄觊觎。", "骗子诓人。", "二〇二六年，在派出所。")
    assert rare == [("READ004", 3, 1), ("READ004", 4, 1), ("READ004", 5, 1)]
    assert one == name == []


def test_english_is_judged_by_sentence_and_by_file() -> None:
    hard = "Individuals considering unfamiliar investment opportunities should verify organisational credentials."
    easy = "Hang up and call the number on your card. Ask your family first. " * 5
    middle = "Institutions investigate transactions. Authorities distribute literature. " * 12
    found = _found(Sample(f"Stop first. {hard}", locale="en"), Sample(easy, locale="en"), Sample(middle, locale="en"))
    assert found[0] == [("READ006", 13, len(hard))]
    assert found[1] == []
    assert [code for code, *_ in found[2]] == ["READ005"]


def test_the_list_is_level_one_of_the_official_table() -> None:
    common = common_characters()
    assert len(common) == 3500
    assert set("一乙人骗诈防警钱银账户短信矗") <= common
    assert not set("魑觊觎彀囹詐騙⺠") & common
    assert simplified_forms()["騙"] == "骗"
    assert not set(simplified_forms()) & common


@pytest.mark.parametrize(("looks", "plain"), [("⼀", "一"), ("⺠", "民"), ("⻓", "长"), ("\uf9dd", "利"), ("民", "民")])
def test_radicals_become_the_characters_they_look_like(looks: str, plain: str) -> None:
    assert plain_han(looks) == plain


def test_the_tables_come_from_the_unicode_data_files() -> None:
    mappings = "# kTGH\nU+4E00\tkTGH\t2013:1\nU+9A97\tkTGH\t2013:2\nU+4E82\tkTGH\t2013:3501\n"
    variants = "U+9A19\tkSimplifiedVariant\tU+9A97\nU+4E82\tkSimplifiedVariant\tU+4E71\n"
    radicals = "2EA0          ; 6C11 #     CJK RADICAL CIVILIAN\n2F00          ; 4E00 # KANGXI\n"
    assert tables_from(mappings, variants, radicals) == {"common": "一骗", "traditional": "騙骗", "radicals": "⺠民"}
