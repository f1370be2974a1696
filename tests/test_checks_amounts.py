"""Amounts of money: what has no unit, only a sign, or is no loss is found; what is right is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fanzha.prose.figures import money_of
from tests.samples import Sample, check_files, check_samples, codes_in

_UPKEEP = (
    "reviewed_on: 2026-11-22\nreview_by: 2027-05-22\n"
    "sign_off: [{role: author, on: 2026-11-20}, {role: second-reader, on: 2026-11-21}]\n"
)


@pytest.mark.parametrize(
    ("text", "value", "degree"),
    [
        ("损失近3.8万元", "38000", "nearly"),
        ("保住98,000元", "98000", "exactly"),
        ("一万五千元", "15000", "exactly"),
        ("3万5千元", "35000", "exactly"),
        ("1.5万余元", "15000", "over"),
        ("30多万元", "300000", "over"),
        ("不足2万元的", "20000", "below"),
        ("处20万元以下罚款", "200000", "most"),
        ("5万元以上", "50000", "least"),
        ("大约两千元", "2000", "about"),
        ("节约3元", "3", "exactly"),
        ("最近30元一斤", "30", "exactly"),
        ("人民币30万", "300000", "exactly"),
    ],
)
def test_chinese_amounts_are_read_with_their_qualifier(text: str, value: str, degree: str) -> None:
    (money,) = money_of(text, chinese=True)
    assert (money.value, money.currency, money.degree) == (Decimal(value), "CNY", degree)


@pytest.mark.parametrize(
    ("text", "value", "currency", "degree"),
    [
        ("nearly 38,000 yuan", "38000", "CNY", "nearly"),
        ("16 million yuan", "16000000", "CNY", "exactly"),
        ("RMB 30,000", "30000", "CNY", "exactly"),
        ("more than fifty thousand yuan", "50000", "CNY", "over"),
        ("20,000 yuan or more", "20000", "CNY", "least"),
        ("up to 200,000 yuan", "200000", "CNY", "most"),
        ("US$500", "500", "USD", "exactly"),
        ("a 50,000-yuan loan", "50000", "CNY", "exactly"),
    ],
)
def test_english_amounts_are_read_with_their_qualifier(text: str, value: str, currency: str, degree: str) -> None:
    (money,) = money_of(text, chinese=False)
    assert (money.value, money.currency, money.degree) == (Decimal(value), currency, degree)


@pytest.mark.parametrize(
    "text", ["几万元", "十几万元", "百万元保额", "二三十元", "数千元", "5万人", "一点小钱", "元旦"]
)
def test_vague_sums_and_counts_are_no_amounts(text: str) -> None:
    assert money_of(text, chinese=True) == ()


def test_both_ends_of_a_range_are_read() -> None:
    assert [money.value for money in money_of("交3至5万元", chinese=True)] == [30000, 50000]
    assert [money.value for money in money_of("pay 300 to 500 yuan", chinese=False)] == [300, 500]


@pytest.mark.parametrize(
    ("text", "locale", "code"),
    [
        ("他被骗了３万，报了警。", "zh", "AMT001"),
        ("老人汇了 8 万，没追回来。", "zh", "AMT001"),
        ("损失达五万！", "zh", "AMT001"),
        ("先交2000，再交3000。", "zh", "AMT001"),
        ("转走**5万**，没了。", "zh", "AMT001"),
        ("She was scammed out of 50,000.", "en", "AMT001"),
        ("转了￥３０００", "zh", "AMT002"),
        ("对方要3000$。", "zh", "AMT002"),
        ("先交500美元，合3600元。", "zh", "AMT003"),
    ],
)
def test_what_lacks_its_unit_is_found(text: str, locale: str, code: str) -> None:
    assert code in codes_in(text, locale=locale)


def test_what_is_right_is_left_alone() -> None:
    samples = [
        Sample(text, locale=locale)
        for locale, text in (
            ("zh", "活动来了5万人，发放3万余份材料，点击1.5万次。"),
            ("zh", "电话转96110，民警来接。"),
            ("zh", "他转了3次，借了两本书。"),
            ("zh", "付了2000元，手机没有来。"),
            ("en", "He lost 3 hours and paid two visits to the bank."),
            ("en", "He transferred 3 files."),
        )
    ]
    found = [diagnostic.code for each in check_samples(samples) for diagnostic in each]
    assert [code for code in found if code.startswith("AMT")] == []


def test_a_scammers_own_words_need_no_unit() -> None:
    assert "AMT001" not in codes_in("“先转五千，马上放款。”", "quote")


def test_it_points_at_the_figure_in_disguise_and_on_a_second_line() -> None:
    (found,) = check_samples([Sample("先停下。\n他被骗了**５**万，没追回。")])
    amount = next(diagnostic for diagnostic in found if diagnostic.code == "AMT001")
    assert amount.place.excerpt[amount.place.column - 1 :].startswith("５**万")


def _case(amount: str, story: str) -> list[str]:
    text = (
        f"---\ntactic: fake-loan\noutcome: lost\namount: {amount}\nsource: {{title: 公开资料}}\nanonymised: true\n"
        f"{_UPKEEP}---\n# 一张账单\n\n一位居民接到电话。\n\n## 经过 {{#story}}\n\n{story}\n\n"
        "## 转折 {#turning-point}\n\n居民先停下。\n\n## 记住 {#lesson}\n\n- 先停下。\n"
    )
    found = check_files({"docs/cases/bill.md": text})
    return [each.code for each in found if each.code.startswith("AMT") and each.place.path == "docs/cases/bill.md"]


@pytest.mark.parametrize(
    ("amount", "story", "codes"),
    [
        ("{min: 50000}", "居民转走5万元。", []),
        ("{min: 50000}", "居民转走近5万元。", ["AMT004"]),
        ("{min: 50000}", "居民转走5000元。", ["AMT004"]),
        ("{max: 10000, qualifier: nearly}", "居民损失近1万元。", []),
        ("{max: 10000, qualifier: nearly}", "居民损失1万元。", ["AMT004"]),
        ("{min: 9000, max: 10000, qualifier: nearly}", "居民损失9500元。", []),
        ("{min: 3600, kind: claimed}", "对方说欠费3600元。", []),
        ("{min: 3600, kind: claimed}", "居民损失3600元。", ["AMT005"]),
        ("{min: 3600, kind: claimed}", "居民没有损失3600元。", []),
        ("{min: 3600, kind: claimed}", "居民的3600元被骗走。", ["AMT005"]),
    ],
)
def test_a_case_gives_its_amount_and_no_claim_as_a_loss(amount: str, story: str, codes: list[str]) -> None:
    assert _case(amount, story) == codes
