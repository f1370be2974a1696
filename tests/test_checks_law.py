"""Citations of laws: articles that exist and were read, penalties as they stand, no thresholds."""

from __future__ import annotations

import datetime

import pytest

from tests.samples import Sample, check_files, check_samples

_LAW = "反电信网络诈骗法"


@pytest.mark.parametrize(
    ("text", "locale", "code"),
    [
        (f"《{_LAW}》第六十六条说得很清楚。", "zh", "LAW001"),
        (f"《中华人民共和国{_LAW}》第12条禁止借卡。", "zh", "LAW002"),
        ("《刑法》第二百六十六条规定了诈骗罪。", "zh", "LAW003"),
        ("治安管理处罚法第５１条管这件事。", "zh", "LAW003"),
        ("Article 266 of the Criminal Law covers fraud.", "en", "LAW003"),
        ("第九十九条规定，出租银行卡要罚款。", "zh", "LAW004"),
        (f"依据《{_LAW}》第四十四条，处五十万元以下罚款。", "zh", "LAW006"),
        (f"{_LAW}第38条：处10日以下拘留，或者处三日以上五日以下拘留。", "zh", "LAW006"),
        (f"{_LAW}第44条：处违法所得二倍以上十倍以下罚款。", "zh", "LAW006"),
        ("Under the Anti-Telecom and Online Fraud Law (Article 44), detention is up to 30 days.", "en", "LAW006"),
        ("出租3张卡就构成帮信罪。", "zh", "LAW007"),
        ("流水超过30万元，就会判刑。", "zh", "LAW007"),
    ],
)
def test_what_is_wrong_is_found(text: str, locale: str, code: str) -> None:
    found = [diagnostic.code for diagnostic in check_samples([Sample(text, locale=locale)])[0]]
    assert code in found


def test_what_is_right_is_left_alone() -> None:
    texts = [
        ("zh", f"《{_LAW}》第44条：处违法所得一倍以上十倍以下罚款；不足二万元的，处二十万元以下罚款。"),
        ("zh", f"{_LAW}第38条和第42条都写了处罚。"),
        ("zh", f"{_LAW}第38条：处十日以上十五日以下拘留。后来他转走了5万元。"),
        ("zh", f"按照{_LAW}，出租银行卡违法。第三条提示：先停下。"),
        ("zh", "合同第五条规定，违约要赔。"),
        ("zh", "《手册》第3条写得很清楚。"),
        ("zh", "帮信罪是犯罪，他损失了3万元，也要报警。"),
        ("zh", "出借3张卡要负法律责任。"),
        ("en", "Article 28 of China’s Personal Information Protection Law protects children."),
        ("en", "Articles 38 and 42 of the Anti-Telecom and Online Fraud Law set out penalties."),
        ("en", "See article 5 of the contract."),
    ]
    found = check_samples([Sample(text, locale=locale) for locale, text in texts])
    assert [d.code for each in found for d in each if d.code.startswith("LAW")] == []


def test_the_law_named_on_the_page_is_the_one_that_is_meant() -> None:
    found = check_samples([f"《{_LAW}》管这件事。\n\n该法第12条规定，不得借卡。"])[0]
    assert [d.code for d in found if d.code.startswith("LAW")] == ["LAW002"]


def test_it_points_at_the_figure() -> None:
    (found,) = check_samples([f"先停下。\n{_LAW}第44条：不足2万元的，处**50**万元以下罚款。"])
    (wrong,) = [d for d in found if d.code == "LAW006"]
    assert wrong.place.excerpt[wrong.place.column - 1 :].startswith("50**万元以下")


def test_a_law_not_looked_at_for_a_year_is_a_warning() -> None:
    def codes(day: datetime.date) -> set[str]:
        return {d.code for d in check_files({}, today=day) if d.code == "LAW005"}

    assert codes(datetime.date(2027, 11, 22)) == set()
    assert codes(datetime.date(2027, 11, 23)) == {"LAW005"}
