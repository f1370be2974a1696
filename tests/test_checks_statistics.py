"""Statistics: with a source, not too old, and never a rate of recovery."""

from __future__ import annotations

import pytest

from tests.samples import Sample, check_files, check_samples

_UPKEEP = (
    "reviewed_on: 2026-11-22\nreview_by: 2027-05-22\n"
    "sign_off: [{role: author, on: 2026-11-20}, {role: second-reader, on: 2026-11-21}]\n"
)


@pytest.mark.parametrize(
    ("text", "locale", "code"),
    [
        ("近八成受害人是年轻人。", "zh", "STAT001"),
        ("三分之二的受害人没有报警。", "zh", "STAT001"),
        ("诈骗案件同比上升１２.５％。", "zh", "STAT001"),
        ("全省一年有1.2万人被骗。", "zh", "STAT001"),
        ("2025年全国电信诈骗损失300亿元。", "zh", "STAT001"),
        ("受害人平均年龄37岁。", "zh", "STAT001"),
        ("One in three victims never reports it.", "en", "STAT001"),
        ("60 percent of victims are under 40.", "en", "STAT001"),
        ("民警说，追回率高达85%。", "zh", "STAT003"),
        ("The recovery rate is 45%.", "en", "STAT003"),
    ],
)
def test_what_has_no_source_or_promises_recovery_is_found(text: str, locale: str, code: str) -> None:
    assert code in [d.code for d in check_samples([Sample(text, locale=locale)])[0]]


def test_what_is_no_statistic_is_left_alone() -> None:
    texts = [
        ("zh", "骗子许诺每天赚30%。"),
        ("zh", "骗子说“90%的钱都能追回”。"),
        ("zh", "年化收益12%的理财，先查牌照。"),
        ("zh", "全县发放反诈传单5000份。"),
        ("zh", "他卡里只剩30%的积蓄没被骗走。"),
        ("zh", "手机电量不到20%时，先充电再报警。"),
        ("zh", "骗术一成不变，成功的少。"),
        ("en", "The scammer claims 90% is recovered."),
        ("en", "He kept 80% of his savings from the scammer."),
    ]
    found = check_samples([Sample(text, locale=locale) for locale, text in texts])
    assert [d.code for each in found for d in each if d.code.startswith("STAT")] == []


def test_a_scam_quote_may_say_anything() -> None:
    found = check_samples([Sample("“交服务费，被骗的钱90%能追回。”", "quote")])[0]
    assert [d.code for d in found if d.code.startswith("STAT")] == []


def _page(figure: str, as_of: str, text: str) -> list[str]:
    page = (
        f"---\nstatistics: [{{figure: '{figure}', source: {{title: 公开资料}}, period: '2024', as_of: {as_of}}}]\n"
        f"{_UPKEEP}---\n# 数字\n\n先停下。\n\n## 说明 {{#more}}\n\n{text}\n"
    )
    found = check_files({"docs/help/figures.md": page})
    return [d.code for d in found if d.code.startswith("STAT")]


@pytest.mark.parametrize(
    ("figure", "as_of", "text", "codes"),
    [
        ("88.4%", "2025-06-19", "骗局占全部案件的88.4%。", []),
        ("88.4%", "2025-06-19", "骗局占全部案件的84.8%。", ["STAT001"]),
        ("九成", "2025-06", "九成受害人没有报警。", []),
        ("1.2万", "2025", "全省一年有1.2万人被骗。", []),
        ("88.4%", "2024-11-22", "骗局占全部案件的88.4%。", []),
        ("88.4%", "2024-11-21", "骗局占全部案件的88.4%。", ["STAT002"]),
        ("88.4%", "2024-10", "骗局占全部案件的88.4%。", ["STAT002"]),
        ("88.4%", "2024", "骗局占全部案件的88.4%。", []),
        ("90%", "2025-06-19", "90%的钱能追回。", ["STAT003"]),
    ],
)
def test_a_source_must_fit_and_be_young(figure: str, as_of: str, text: str, codes: list[str]) -> None:
    assert _page(figure, as_of, text) == codes


def test_a_translation_has_its_sources_statistics() -> None:
    from fanzha.load.markdown import body_digest

    source = "# 数字\n\n先停下。\n\n## 说明 {#more}\n\n骗局占全部案件的88.4%。\n"
    figure = "{figure: 88.4%, source: {title: 公开资料}, period: '2024', as_of: 2025-06-19}"
    files = {
        "docs/help/figures.md": f"---\nstatistics: [{figure}]\n{_UPKEEP}---\n{source}",
        "docs/help/figures.en.md": f"---\nsource_digest: {body_digest(source)}\n---\n# Figures\n\nStop.\n\n"
        "## More {#more}\n\nThe ten scams made up 88.4% of cases.\n",
    }
    assert [d.code for d in check_files(files) if d.code.startswith("STAT")] == []
